//! What has been decided about the coach, and what of it holds for a team. Pure.

use super::change::Change;
use crate::ids::{CoachRuleId, CoachWordId, TeamId};
use ::coach::{Label, Language};

/// A rule that is switched off; without a team, for everybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleOff {
    pub rule: String,
    pub team: Option<TeamId>,
}

/// A rule of the house's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnRule {
    pub id: CoachRuleId,
    pub team: Option<TeamId>,
    /// What people call it.
    pub title: String,
    pub label: Label,
    pub language: Language,
    /// The wordings it marks.
    pub wordings: Vec<String>,
    pub reason: String,
    pub suggestion: String,
}

impl OwnRule {
    /// As findings carry it, and as it is switched off by; stays when the rule changes.
    pub fn name(&self) -> String {
        own_name(self.id)
    }
}

pub(super) fn own_name(id: CoachRuleId) -> String {
    format!("own_{id}")
}

/// A term with plain words of the house's own, or one that is welcome as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    pub id: CoachWordId,
    pub team: Option<TeamId>,
    pub language: Language,
    pub term: String,
    /// Empty when the term is welcome.
    pub plain: String,
    pub welcome: bool,
}

/// Everything that was decided.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Another one after every change; 0 before the first.
    pub version: i64,
    pub off: Vec<RuleOff>,
    pub rules: Vec<OwnRule>,
    pub words: Vec<Word>,
    /// What was removed lately and may come back; only where a change is decided on.
    pub removed: Removed,
}

/// Of the house's own, taken away.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Removed {
    pub rules: Vec<OwnRule>,
    pub words: Vec<Word>,
}

impl Removed {
    pub(super) fn rule(&self, id: CoachRuleId) -> Option<&OwnRule> {
        self.rules.iter().find(|rule| rule.id == id)
    }

    pub(super) fn word(&self, id: CoachWordId) -> Option<&Word> {
        self.words.iter().find(|word| word.id == id)
    }
}

impl Settings {
    /// Whether anything was decided for this team alone.
    pub fn has_own(&self, team: TeamId) -> bool {
        let of = |one: Option<TeamId>| one == Some(team);
        self.off.iter().any(|off| of(off.team))
            || self.rules.iter().any(|rule| of(rule.team))
            || self.words.iter().any(|word| of(word.team))
    }

    /// Whether a rule is off for a team, by its own decision or everybody's.
    pub fn is_off(&self, rule: &str, team: Option<TeamId>) -> bool {
        self.off.iter().any(|off| off.rule == rule && holds(off.team, team))
    }

    /// What a rule is called: the house's own by their titles; none for one that is gone.
    pub fn title_of(&self, name: &str) -> Option<String> {
        match name.strip_prefix("own_") {
            Some(_) => self.rules.iter().find(|own| own.name() == name).map(|own| own.title.clone()),
            None => Some(super::rule::title(name)),
        }
    }

    /// What the coach's reader is made of for a team. A team's own word on a term is stronger than the house's.
    pub fn house(&self, team: Option<TeamId>) -> ::coach::House {
        let mut words: Vec<&Word> = Vec::new();
        for word in self.words.iter().filter(|word| holds(word.team, team)) {
            let same =
                |other: &&mut &Word| other.language == word.language && folds_to(&other.term, &word.term);
            match words.iter_mut().find(same) {
                Some(known) if word.team.is_some() => *known = word,
                Some(_) => {}
                None => words.push(word),
            }
        }
        ::coach::House {
            rules_off: self
                .off
                .iter()
                .filter(|off| holds(off.team, team))
                .map(|off| off.rule.clone())
                .collect(),
            own_rules: self
                .rules
                .iter()
                .filter(|rule| holds(rule.team, team))
                .map(|rule| ::coach::OwnRule {
                    name: rule.name(),
                    label: rule.label,
                    language: rule.language,
                    patterns: rule.wordings.clone(),
                    reason: rule.reason.clone(),
                    suggestion: rule.suggestion.clone(),
                })
                .collect(),
            plain_words: words
                .iter()
                .filter(|word| !word.welcome)
                .map(|word| ::coach::PlainWord {
                    term: word.term.clone(),
                    plain: word.plain.clone(),
                    language: word.language,
                })
                .collect(),
            welcome_words: words.iter().filter(|word| word.welcome).map(|word| word.term.clone()).collect(),
        }
    }

    /// As they would be after a change that was found good.
    pub fn after(&self, change: &Change) -> Settings {
        let mut next = self.clone();
        match change {
            Change::SwitchOff { rule, team } => {
                next.off.push(RuleOff { rule: rule.clone(), team: *team });
            }
            Change::SwitchOn { rule, team } => next.off.retain(|off| off.rule != *rule || off.team != *team),
            Change::AddRule(new) => next.rules.push(new.with(CoachRuleId(0))),
            Change::ChangeRule(id, new) => {
                next.rules.iter_mut().filter(|rule| rule.id == *id).for_each(|rule| *rule = new.with(*id));
            }
            Change::RemoveRule(id) => {
                next.rules.retain(|rule| rule.id != *id);
                next.off.retain(|off| off.rule != own_name(*id));
            }
            Change::AddWord(new) => next.words.push(new.with(CoachWordId(0))),
            Change::ChangeWord(id, new) => {
                next.words.iter_mut().filter(|word| word.id == *id).for_each(|word| *word = new.with(*id));
            }
            Change::RemoveWord(id) => next.words.retain(|word| word.id != *id),
            Change::RestoreRule(id) => {
                next.rules.extend(self.removed.rules.iter().filter(|rule| rule.id == *id).cloned());
            }
            Change::RestoreWord(id) => {
                next.words.extend(self.removed.words.iter().filter(|word| word.id == *id).cloned());
            }
        }
        next
    }
}

/// Whether what was decided for `decided` holds for `team`.
fn holds(decided: Option<TeamId>, team: Option<TeamId>) -> bool {
    decided.is_none() || decided == team
}

pub(super) fn folds_to(one: &str, other: &str) -> bool {
    crate::words::fold(one) == crate::words::fold(other)
}
