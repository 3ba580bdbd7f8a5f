//! One change to the coach, checked before it holds: the same for a trial and for keeps. Pure.

use super::house::{OwnRule, Settings, Word, folds_to, own_name};
use super::rule::{OWN_LABELS, is_known};
use crate::ids::{CoachRuleId, CoachWordId, TeamId};
use ::coach::{Label, Language};

pub const TITLE_LENGTH_MAX: usize = 60;
/// A reason or a suggestion, in characters.
pub const SUGGESTION_LENGTH_MAX: usize = 200;
/// A wording, a term or its plain words, in characters.
pub const WORD_LENGTH_MAX: usize = 100;
/// Wordings of one rule.
const WORDINGS_MAX: usize = 30;
/// Words in one wording.
const WORDING_WORDS_MAX: usize = ::coach::house::PHRASE_WORDS_MAX;
/// Rules of the house's own, all teams together.
const RULES_MAX: usize = 200;
/// Terms of the house's own, all teams together.
const WORDS_MAX: usize = 2_000;
/// Rules switched off, all teams together.
const OFF_MAX: usize = 2_000;

/// What is to be different.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    SwitchOff {
        rule: String,
        team: Option<TeamId>,
    },
    SwitchOn {
        rule: String,
        team: Option<TeamId>,
    },
    AddRule(NewRule),
    ChangeRule(CoachRuleId, NewRule),
    RemoveRule(CoachRuleId),
    AddWord(NewWord),
    ChangeWord(CoachWordId, NewWord),
    RemoveWord(CoachWordId),
    /// It was removed, and comes back as it was.
    RestoreRule(CoachRuleId),
    RestoreWord(CoachWordId),
}

/// A rule as it was written down, with its wordings one a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRule {
    pub team: Option<TeamId>,
    pub title: String,
    pub label: Label,
    pub language: Language,
    pub wordings: String,
    pub reason: String,
    pub suggestion: String,
}

impl NewRule {
    pub(super) fn with(&self, id: CoachRuleId) -> OwnRule {
        OwnRule {
            id,
            team: self.team,
            title: line(&self.title),
            label: self.label,
            language: self.language,
            wordings: wordings(&self.wordings),
            reason: line(&self.reason),
            suggestion: line(&self.suggestion),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewWord {
    pub team: Option<TeamId>,
    pub language: Language,
    pub term: String,
    pub plain: String,
    pub welcome: bool,
}

impl NewWord {
    pub(super) fn with(&self, id: CoachWordId) -> Word {
        Word {
            id,
            team: self.team,
            language: self.language,
            term: line(&self.term),
            plain: if self.welcome { String::new() } else { line(&self.plain) },
            welcome: self.welcome,
        }
    }
}

/// One line of words, without the blanks around them.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn wordings(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = text.lines().map(line).filter(|line| !line.is_empty()).collect();
    lines.dedup();
    lines
}

/// Why a change does not hold, in words for the person who tried.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
pub enum Refused {
    #[error("Only admins change the coach.")]
    NotAllowed,
    #[error("There is no such rule any more.")]
    NoSuchRule,
    #[error("There is no such word any more.")]
    NoSuchWord,
    #[error("There is no such team.")]
    NoSuchTeam,
    #[error("It is switched off already.")]
    OffAlready,
    #[error("It is switched on already.")]
    OnAlready,
    #[error("Give the rule a name that colleagues will know it by.")]
    NoTitle,
    #[error("There is a rule called {0} already. Choose another name.")]
    TitleTaken(String),
    #[error("Choose what it marks words for.")]
    NoLabel,
    #[error("Write at least one wording that it marks.")]
    NoWordings,
    #[error("That is more than {WORDINGS_MAX} wordings. Make two rules of it.")]
    TooManyWordings,
    #[error("“{0}” is longer than {WORDING_WORDS_MAX} words. A shorter part of it is found more often.")]
    LongWording(String),
    #[error("“{0}” has no word that could be looked for.")]
    EmptyWording(String),
    #[error("Say why, in a sentence for the colleague who reads it.")]
    NoReason,
    #[error("Say which term it is.")]
    NoTerm,
    #[error("Give plain words for it, or make the term welcome.")]
    NoPlain,
    #[error("The plain words are the term itself. Make it welcome instead.")]
    SamePlain,
    #[error("There is an entry for {0} already. Change that one.")]
    TermTaken(String),
    #[error("That is longer than {0} characters.")]
    TooLong(usize, &'static str),
    #[error("There are as many as the coach can hold. Remove some first.")]
    TooMany,
    #[error("The coach cannot read with this: {0}.")]
    Unreadable(String),
}

impl Refused {
    /// The field of the form that it is about.
    pub fn field(&self) -> &'static str {
        match self {
            Refused::NoTitle | Refused::TitleTaken(_) => "title",
            Refused::NoLabel => "label",
            Refused::NoWordings
            | Refused::TooManyWordings
            | Refused::LongWording(_)
            | Refused::EmptyWording(_) => "wordings",
            Refused::NoReason => "reason",
            Refused::NoTerm | Refused::TermTaken(_) => "term",
            Refused::NoPlain | Refused::SamePlain => "plain",
            Refused::NoSuchTeam => "team",
            Refused::TooLong(_, field) => field,
            Refused::NotAllowed
            | Refused::NoSuchRule
            | Refused::NoSuchWord
            | Refused::OffAlready
            | Refused::OnAlready
            | Refused::TooMany
            | Refused::Unreadable(_) => "change",
        }
    }
}

impl Change {
    /// Whom it is for; none: everybody.
    pub fn team(&self, settings: &Settings) -> Option<TeamId> {
        match self {
            Change::SwitchOff { team, .. } | Change::SwitchOn { team, .. } => *team,
            Change::AddRule(new) | Change::ChangeRule(_, new) => new.team,
            Change::AddWord(new) | Change::ChangeWord(_, new) => new.team,
            Change::RemoveRule(id) => settings.rules.iter().find(|r| r.id == *id).and_then(|r| r.team),
            Change::RemoveWord(id) => settings.words.iter().find(|w| w.id == *id).and_then(|w| w.team),
            Change::RestoreRule(id) => settings.removed.rule(*id).and_then(|rule| rule.team),
            Change::RestoreWord(id) => settings.removed.word(*id).and_then(|word| word.team),
        }
    }

    /// Whether it may hold, given what was decided before.
    pub fn check(&self, settings: &Settings) -> Result<(), Refused> {
        self.check_alone(settings)?;
        let house = settings.after(self).house(self.team(settings));
        house.check().map_err(|wrong| match wrong.first() {
            Some(mistake) => Refused::Unreadable(mistake.to_string()),
            None => Refused::TooMany,
        })
    }

    fn check_alone(&self, settings: &Settings) -> Result<(), Refused> {
        match self {
            Change::SwitchOff { rule, team } => {
                let own = settings.rules.iter().any(|own| own.name() == *rule);
                if !own && !is_known(rule) {
                    return Err(Refused::NoSuchRule);
                }
                if settings.off.iter().any(|off| off.rule == *rule && off.team == *team) {
                    return Err(Refused::OffAlready);
                }
                if settings.off.len() >= OFF_MAX { Err(Refused::TooMany) } else { Ok(()) }
            }
            Change::SwitchOn { rule, team } => {
                let is_off = settings.off.iter().any(|off| off.rule == *rule && off.team == *team);
                if is_off { Ok(()) } else { Err(Refused::OnAlready) }
            }
            Change::AddRule(new) => {
                if settings.rules.len() >= RULES_MAX {
                    return Err(Refused::TooMany);
                }
                check_rule(new, CoachRuleId(0), settings)
            }
            Change::ChangeRule(id, new) => {
                has_rule(settings, *id)?;
                check_rule(new, *id, settings)
            }
            Change::RemoveRule(id) => has_rule(settings, *id),
            Change::AddWord(new) => {
                if settings.words.len() >= WORDS_MAX {
                    return Err(Refused::TooMany);
                }
                check_word(new, CoachWordId(0), settings)
            }
            Change::ChangeWord(id, new) => {
                has_word(settings, *id)?;
                check_word(new, *id, settings)
            }
            Change::RemoveWord(id) => has_word(settings, *id),
            Change::RestoreRule(id) => {
                let rule = settings.removed.rule(*id).ok_or(Refused::NoSuchRule)?;
                if settings.rules.len() >= RULES_MAX {
                    return Err(Refused::TooMany);
                }
                check_title(rule, settings)
            }
            Change::RestoreWord(id) => {
                let word = settings.removed.word(*id).ok_or(Refused::NoSuchWord)?;
                if settings.words.len() >= WORDS_MAX {
                    return Err(Refused::TooMany);
                }
                check_term(word, settings)
            }
        }
    }

    /// What was done, as the history of the house says it after a name: “switched off “You should have””.
    pub fn told(&self, settings: &Settings) -> String {
        let title = |name: &str| {
            let own = settings.rules.iter().find(|own| own.name() == name).map(|own| own.title.clone());
            own.unwrap_or_else(|| super::rule::title(name))
        };
        let of_rule = |id: CoachRuleId| title(&own_name(id));
        let of_word = |id: CoachWordId| {
            settings.words.iter().find(|word| word.id == id).map_or("a word", |word| word.term.as_str())
        };
        match self {
            Change::SwitchOff { rule, .. } => format!("switched off “{}”", title(rule)),
            Change::SwitchOn { rule, .. } => format!("switched on “{}”", title(rule)),
            Change::AddRule(new) => format!("added the rule “{}”", line(&new.title)),
            Change::ChangeRule(id, _) => format!("changed the rule “{}”", of_rule(*id)),
            Change::RemoveRule(id) => format!("removed the rule “{}”", of_rule(*id)),
            Change::AddWord(new) if new.welcome => format!("made “{}” welcome", line(&new.term)),
            Change::AddWord(new) => format!("gave “{}” plain words", line(&new.term)),
            Change::ChangeWord(id, _) => format!("changed the words for “{}”", of_word(*id)),
            Change::RemoveWord(id) => format!("removed the words for “{}”", of_word(*id)),
            Change::RestoreRule(id) => {
                format!("put back the rule “{}”", settings.removed.rule(*id).map_or("", |r| r.title.as_str()))
            }
            Change::RestoreWord(id) => {
                let term = settings.removed.word(*id).map_or("", |word| word.term.as_str());
                format!("put back the words for “{term}”")
            }
        }
    }
}

fn has_rule(settings: &Settings, id: CoachRuleId) -> Result<(), Refused> {
    if settings.rules.iter().any(|rule| rule.id == id) { Ok(()) } else { Err(Refused::NoSuchRule) }
}

fn has_word(settings: &Settings, id: CoachWordId) -> Result<(), Refused> {
    if settings.words.iter().any(|word| word.id == id) { Ok(()) } else { Err(Refused::NoSuchWord) }
}

fn within(text: &str, max: usize, field: &'static str) -> Result<(), Refused> {
    if text.chars().count() > max { Err(Refused::TooLong(max, field)) } else { Ok(()) }
}

fn check_rule(new: &NewRule, id: CoachRuleId, settings: &Settings) -> Result<(), Refused> {
    let rule = new.with(id);
    if rule.title.is_empty() {
        return Err(Refused::NoTitle);
    }
    within(&rule.title, TITLE_LENGTH_MAX, "title")?;
    check_title(&rule, settings)?;
    if !OWN_LABELS.contains(&rule.label) {
        return Err(Refused::NoLabel);
    }
    if rule.wordings.is_empty() {
        return Err(Refused::NoWordings);
    }
    if rule.wordings.len() > WORDINGS_MAX {
        return Err(Refused::TooManyWordings);
    }
    rule.wordings.iter().try_for_each(|wording| check_wording(wording))?;
    if rule.reason.is_empty() {
        return Err(Refused::NoReason);
    }
    within(&rule.reason, SUGGESTION_LENGTH_MAX, "reason")?;
    within(&rule.suggestion, SUGGESTION_LENGTH_MAX, "suggestion")
}

fn check_title(rule: &OwnRule, settings: &Settings) -> Result<(), Refused> {
    let same = |r: &&OwnRule| r.id != rule.id && r.team == rule.team && folds_to(&r.title, &rule.title);
    match settings.rules.iter().find(same) {
        Some(other) => Err(Refused::TitleTaken(other.title.clone())),
        None => Ok(()),
    }
}

fn check_wording(wording: &str) -> Result<(), Refused> {
    within(wording, WORD_LENGTH_MAX, "wordings")?;
    let words = wording.split(' ').filter(|word| word.chars().any(char::is_alphanumeric)).count();
    if words > WORDING_WORDS_MAX {
        return Err(Refused::LongWording(wording.to_owned()));
    }
    // One letter alone would be found everywhere.
    let letters = wording.chars().filter(|c| c.is_alphanumeric()).count();
    if letters < 2 { Err(Refused::EmptyWording(wording.to_owned())) } else { Ok(()) }
}

fn check_word(new: &NewWord, id: CoachWordId, settings: &Settings) -> Result<(), Refused> {
    let word = new.with(id);
    if !word.term.chars().any(char::is_alphanumeric) {
        return Err(Refused::NoTerm);
    }
    within(&word.term, WORD_LENGTH_MAX, "term")?;
    if !word.welcome {
        if !word.plain.chars().any(char::is_alphanumeric) {
            return Err(Refused::NoPlain);
        }
        within(&word.plain, WORD_LENGTH_MAX, "plain")?;
        if folds_to(&word.plain, &word.term) {
            return Err(Refused::SamePlain);
        }
    }
    check_term(&word, settings)
}

fn check_term(word: &Word, settings: &Settings) -> Result<(), Refused> {
    let same = |w: &&Word| {
        w.id != word.id && w.team == word.team && w.language == word.language && folds_to(&w.term, &word.term)
    };
    match settings.words.iter().find(same) {
        Some(other) => Err(Refused::TermTaken(other.term.clone())),
        None => Ok(()),
    }
}
