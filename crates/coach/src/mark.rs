//! Everything that is looked for in a draft of one language, found in one pass: rules, terms, long expressions, cues.

use crate::cue::{self, Cue};
use crate::finding::Label;
use crate::house::{self, House, OwnRule};
use crate::jargon::Terms;
use crate::language::Language;
use crate::lexicon::{self, Lexicon};
use crate::pattern::{Builder, Hit, Set, Text};
use crate::rules::{self, Rule};
use crate::swaps;
use crate::text::Document;
use std::borrow::Cow;

/// What a pattern's number stands for.
#[derive(Debug, Clone, Copy)]
enum Role {
    Rule(usize),
    /// Lets a rule's sentence pass.
    Pass(usize),
    Term(u32),
    Swap(usize),
    Cue(Cue),
}

/// The reader of one language.
pub struct Marker {
    pub lexicon: Lexicon,
    pub terms: Terms,
    set: Set,
    roles: Vec<Role>,
    rules: Vec<Standing>,
    swaps: Vec<(&'static str, &'static str)>,
}

/// What a mark says of the rule that made it: one that came with the program, or the house's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub name: Cow<'static, str>,
    pub label: Label,
    pub reason: Cow<'static, str>,
    pub suggestion: Cow<'static, str>,
}

/// One rule's mark: tokens of a document.
#[derive(Debug, Clone, Copy)]
pub struct Mark {
    /// Its place among the marker's rules.
    rule: usize,
    pub label: Label,
    pub start: usize,
    pub end: usize,
}

/// A long expression, and the short one.
#[derive(Debug, Clone, Copy)]
pub struct Swap {
    pub start: usize,
    pub end: usize,
    pub short: &'static str,
}

/// All that was found in a text, in order of place.
#[derive(Debug, Default)]
pub struct Found {
    pub marks: Vec<Mark>,
    /// Numbered by [`Terms`].
    pub terms: Vec<Hit>,
    pub swaps: Vec<Swap>,
    pub cues: Vec<(Cue, Hit)>,
}

impl Marker {
    pub fn of(language: Language) -> Marker {
        Marker::with(language, &House::default())
    }

    /// With a house's changes.
    pub fn with(language: Language, house: &House) -> Marker {
        let terms = Terms::shipped(language).with(house, language);
        let mut lexicon = Lexicon::of(language);
        let shipped: Vec<&Rule> =
            rules::all(language).filter(|rule| !house.rules_off.contains(rule.name)).collect();
        let own: Vec<&OwnRule> = house
            .own_rules
            .iter()
            .filter(|rule| rule.language == language && !house.rules_off.contains(&rule.name))
            .collect();
        let rules =
            shipped.iter().map(|rule| Standing::of(rule)).chain(own.iter().map(|rule| Standing::own(rule)));
        let rules: Vec<Standing> = rules.collect();
        let swaps = if language == Language::English { swaps::shipped() } else { Vec::new() };
        let mut builder = Builder::new(&mut lexicon);
        let mut roles = Vec::new();
        let mut add = |role: Role, pattern: &str| {
            builder.add(roles.len() as u32, &lexicon::expand(pattern));
            roles.push(role);
        };
        for (at, rule) in shipped.iter().enumerate() {
            rule.patterns.iter().for_each(|pattern| add(Role::Rule(at), pattern));
            rule.unless.iter().for_each(|pattern| add(Role::Pass(at), pattern));
        }
        for (at, (long, _)) in swaps.iter().enumerate() {
            add(Role::Swap(at), long);
        }
        for (cue, patterns) in cue::patterns(language) {
            patterns.iter().for_each(|pattern| add(Role::Cue(*cue), pattern));
        }
        terms.patterns(|number, parts| {
            builder.add_parts(roles.len() as u32, &parts);
            roles.push(Role::Term(number));
        });
        for (at, rule) in own.iter().enumerate() {
            for phrase in &rule.patterns {
                builder.add_parts(roles.len() as u32, &house::pattern(phrase, language));
                roles.push(Role::Rule(shipped.len() + at));
            }
        }
        let set = builder.build();
        Marker { lexicon, terms, set, roles, rules, swaps }
    }

    /// Anchors, and patterns behind them.
    pub fn size(&self) -> (usize, usize) {
        self.set.size()
    }

    pub fn text<'d>(&self, document: &'d Document<'d>) -> Text<'d> {
        Text::of(document, &self.lexicon)
    }

    /// The rule that made a mark.
    pub fn rule(&self, mark: &Mark) -> &Standing {
        const NONE: &Standing = &Standing {
            name: Cow::Borrowed(""),
            label: Label::Wordy,
            reason: Cow::Borrowed(""),
            suggestion: Cow::Borrowed(""),
        };
        self.rules.get(mark.rule).unwrap_or(NONE)
    }

    /// Every mark of every rule, those that overlap too.
    pub fn every_mark(&self, document: &Document<'_>) -> Vec<Mark> {
        self.find(&self.text(document)).marks
    }

    /// The marks that are shown.
    pub fn marks(&self, document: &Document<'_>) -> Vec<Mark> {
        settle(self.every_mark(document))
    }

    /// Everything; marks may overlap.
    pub fn find(&self, text: &Text<'_>) -> Found {
        let mut found = Found::default();
        let mut passes: Vec<(usize, usize)> = Vec::new();
        let mut marks: Vec<(usize, Hit)> = Vec::new();
        for hit in self.set.find(text) {
            match self.roles.get(hit.number as usize) {
                Some(Role::Rule(rule)) => marks.push((*rule, hit)),
                Some(Role::Pass(rule)) => passes.push((*rule, text.document.sentence_of(hit.start))),
                Some(Role::Term(number)) => found.terms.push(Hit { number: *number, ..hit }),
                Some(Role::Swap(at)) => {
                    if let Some((_, short)) = self.swaps.get(*at) {
                        found.swaps.push(Swap { start: hit.start, end: hit.end, short });
                    }
                }
                Some(Role::Cue(cue)) => found.cues.push((*cue, hit)),
                None => {}
            }
        }
        for (rule, hit) in marks {
            if !passes.contains(&(rule, text.document.sentence_of(hit.start)))
                && let Some(Standing { label, .. }) = self.rules.get(rule)
            {
                found.marks.push(Mark { rule, label: *label, start: hit.start, end: hit.end });
            }
        }
        found
    }
}

impl Standing {
    fn of(rule: &Rule) -> Standing {
        let Rule { name, label, reason, suggestion, .. } = *rule;
        Standing { name: name.into(), label, reason: reason.into(), suggestion: suggestion.into() }
    }

    fn own(rule: &OwnRule) -> Standing {
        let owned = |text: &str| Cow::Owned(text.to_owned());
        Standing {
            name: owned(&rule.name),
            label: rule.label,
            reason: owned(&rule.reason),
            suggestion: owned(&rule.suggestion),
        }
    }
}

/// Of marks that overlap, the graver label stays, then the longer mark.
pub fn settle(mut all: Vec<Mark>) -> Vec<Mark> {
    all.sort_by_key(|mark| (mark.label, std::cmp::Reverse(mark.end - mark.start), mark.start));
    let mut kept: Vec<Mark> = Vec::new();
    for mut mark in all {
        let mut clash = false;
        for other in &kept {
            let overlap = mark.end.min(other.end).saturating_sub(mark.start.max(other.start));
            if overlap == 0 || may_share(mark.label, other.label) {
                continue;
            }
            // What runs into a graver mark keeps its own beginning.
            if other.label != mark.label && other.start >= mark.start + 3 {
                mark.end = other.start;
            } else {
                clash = true;
            }
        }
        if !clash {
            kept.push(mark);
        }
    }
    kept.sort_by_key(|mark| (mark.start, mark.end));
    kept
}

/// Whether two labels may stand on the same words: what is too much about a team is also blame.
fn may_share(one: Label, other: Label) -> bool {
    matches!((one, other), (Label::Blame, Label::Absolutes) | (Label::Absolutes, Label::Blame))
}
