//! Promises of the coach's settings.

use super::*;
use crate::event::{self, EventKind};
use crate::ids::{CoachRuleId, CoachWordId, TeamId};
use crate::person::Actor;
use crate::testing::Desk;
use ::coach::{Coach, Draft, Label, Language};
use std::sync::Arc;

const BROKE: &str = "You broke the printer.";

impl Desk {
    fn changes(&self, actor: &Actor, change: Change) -> Result<(), Error> {
        let (actor, now) = (actor.clone(), self.now());
        self.write(move |tx| tx.attempt(|tx| apply(tx, &actor, now, &change)))
    }

    /// Fay changes the coach.
    fn decides(&self, change: Change) {
        self.changes(&self.fay, change).unwrap();
    }

    fn refuses(&self, change: Change) -> Refused {
        match self.changes(&self.fay, change) {
            Err(Error::Refused(refused)) => refused,
            other => panic!("{other:?}"),
        }
    }

    fn coach(&self, team: Option<TeamId>) -> Arc<Coach> {
        let shelf = self.app.coaches.clone();
        self.read(move |conn| reader(conn, &shelf, team))
    }

    /// What is marked, with the rule.
    fn marks(&self, team: Option<TeamId>, text: &str) -> Vec<(String, String)> {
        let reading = self.coach(team).reply(&Draft::of(text));
        reading.findings.iter().map(|f| (f.rule.to_string(), f.quote.clone())).collect()
    }

    fn settings(&self) -> Settings {
        self.read(settings)
    }
}

fn off(rule: &str, team: Option<TeamId>) -> Change {
    Change::SwitchOff { rule: rule.to_owned(), team }
}

fn on(rule: &str, team: Option<TeamId>) -> Change {
    Change::SwitchOn { rule: rule.to_owned(), team }
}

fn new_rule(wordings: &str) -> NewRule {
    NewRule {
        team: None,
        title: "Kindly revert".to_owned(),
        label: Label::Legalistic,
        language: Language::English,
        wordings: wordings.to_owned(),
        reason: "Nobody talks like that.".to_owned(),
        suggestion: "Ask for an answer.".to_owned(),
    }
}

fn new_word(term: &str, plain: &str) -> NewWord {
    NewWord {
        team: None,
        language: Language::English,
        term: term.to_owned(),
        plain: plain.to_owned(),
        welcome: plain.is_empty(),
    }
}

#[test]
fn a_rule_that_is_off_marks_nothing_for_anybody_until_it_is_on_again() {
    let desk = Desk::new();
    assert_eq!(desk.marks(None, BROKE).len(), 1);
    desk.decides(off("you_broke", None));
    assert!(desk.marks(None, BROKE).is_empty());
    assert!(desk.marks(Some(desk.network), BROKE).is_empty());
    desk.decides(on("you_broke", None));
    assert_eq!(desk.marks(Some(desk.network), BROKE).len(), 1);
}

#[test]
fn a_rule_that_a_team_has_off_is_off_for_that_team_alone() {
    let desk = Desk::new();
    desk.decides(off("you_broke", Some(desk.network)));
    assert!(desk.marks(Some(desk.network), BROKE).is_empty());
    assert_eq!(desk.marks(None, BROKE).len(), 1);
    assert_eq!(desk.marks(Some(TeamId(99)), BROKE).len(), 1);
}

#[test]
fn a_rule_of_our_own_is_marked_with_its_reason_changed_and_removed() {
    let desk = Desk::new();
    desk.decides(Change::AddRule(new_rule("kindly revert\n\n  do  the  needful ")));
    let id = desk.settings().rules[0].id;
    assert_eq!(desk.settings().rules[0].wordings, ["kindly revert", "do the needful"]);
    let text = "Kindly revert with the form.";
    assert_eq!(desk.marks(None, text), [(format!("own_{id}"), "Kindly revert".to_owned())]);

    desk.decides(Change::ChangeRule(id, NewRule { title: "Kept".into(), ..new_rule("the form") }));
    assert_eq!(desk.marks(None, text)[0].1, "the form");
    desk.decides(off(&format!("own_{id}"), Some(desk.network)));
    assert!(desk.marks(Some(desk.network), text).is_empty());
    desk.decides(Change::RemoveRule(id));
    assert!(desk.marks(None, text).is_empty());
    assert!(desk.settings().rules.is_empty());
    // Put back, it is as it was, and off where it was off.
    desk.decides(Change::RestoreRule(id));
    assert_eq!(desk.marks(None, text)[0].1, "the form");
    assert!(desk.marks(Some(desk.network), text).is_empty());
}

#[test]
fn our_own_plain_words_are_suggested_and_welcome_ones_pass() {
    let desk = Desk::new();
    desk.decides(Change::AddWord(new_word("ZEUS", "the timetable program")));
    desk.decides(Change::AddWord(new_word("VLAN", "")));
    let reading = desk.coach(None).reply(&Draft::of("Sign in to ZEUS. The VLAN is up."));
    let said: Vec<&str> = reading.findings.iter().filter_map(|f| f.suggestion.as_deref()).collect();
    assert_eq!(said, ["the timetable program"]);
}

#[test]
fn a_teams_word_on_a_term_is_stronger_than_the_houses() {
    let desk = Desk::new();
    desk.decides(Change::AddWord(new_word("vlan", "your part of the network")));
    desk.decides(Change::AddWord(NewWord { team: Some(desk.network), ..new_word("VLAN", "") }));
    let text = "The VLAN is up again.";
    assert!(desk.marks(Some(desk.network), text).is_empty());
    assert_eq!(desk.marks(None, text).len(), 1);
    let house = desk.settings().house(Some(desk.network));
    assert_eq!((house.plain_words.len(), house.welcome_words.len()), (0, 1));
}

#[test]
fn the_reader_is_made_once_and_again_only_after_a_change_on_whatever_node() {
    let desk = Desk::new();
    assert!(Arc::ptr_eq(&desk.coach(None), &desk.coach(Some(desk.network))));
    desk.decides(off("you_broke", None));
    // Another node, with a shelf of its own.
    let other = Shelf::default();
    let there = |desk: &Desk| {
        let other = other.clone();
        desk.read(move |conn| reader(conn, &other, None))
    };
    let (first, again) = (there(&desk), there(&desk));
    assert!(Arc::ptr_eq(&first, &again));
    // A team that decided nothing shares the house's.
    assert!(Arc::ptr_eq(&desk.coach(None), &desk.coach(Some(desk.network))));
    desk.decides(on("you_broke", None));
    let after = there(&desk);
    assert!(!Arc::ptr_eq(&first, &after));
    assert_eq!(after.reply(&Draft::of(BROKE)).findings.len(), 1);
}

#[test]
fn only_admins_change_the_coach_and_the_house_remembers_who_did() {
    let desk = Desk::new();
    for actor in [&desk.ana, &desk.bo, &desk.cy, &desk.di] {
        let refused = desk.changes(actor, off("you_broke", None));
        assert!(matches!(refused, Err(Error::Refused(Refused::NotAllowed))), "{}", actor.name);
    }
    desk.decides(off("you_broke", Some(desk.network)));
    let events = desk.read(|conn| event::of_the_house(conn, EventKind::CoachChanged, 10));
    let told: Vec<String> = events.iter().map(event::sentence).collect();
    assert_eq!(told, ["Fay Gran switched off “You broke” for Network"]);
}

#[test]
fn what_somebody_never_wants_to_see_is_theirs_alone_and_leaves_no_trace_for_others() {
    let desk = Desk::new();
    let (bo, now) = (desk.bo.clone(), desk.now());
    desk.write(move |tx| never(tx, &bo, now, "obviously")).unwrap();
    let (bo, cy) = (desk.bo.id, desk.cy.id);
    assert_eq!(desk.read(move |conn| never_of(conn, bo)), ["obviously"]);
    assert!(desk.read(move |conn| never_of(conn, cy)).is_empty());
    assert!(desk.read(|conn| event::of_the_house(conn, EventKind::CoachChanged, 10)).is_empty());
    // The readers stay as they are: it belongs to the draft.
    assert_eq!(desk.settings(), Settings::default());
    let bo = desk.bo.clone();
    desk.write(move |tx| undo_never(tx, &bo, "obviously")).unwrap();
    let bo = desk.bo.id;
    assert!(desk.read(move |conn| never_of(conn, bo)).is_empty());
}

#[test]
fn nobody_can_turn_off_for_themselves_what_is_no_rule() {
    let desk = Desk::new();
    let (bo, ana, now) = (desk.bo.clone(), desk.ana.clone(), desk.now());
    let refused = desk.write(move |tx| never(tx, &bo, now, "no such rule"));
    assert!(matches!(refused, Err(Error::Refused(Refused::NoSuchRule))));
    let refused = desk.write(move |tx| never(tx, &ana, now, "obviously"));
    assert!(matches!(refused, Err(Error::Refused(Refused::NotAllowed))));
}

#[test]
fn a_change_that_cannot_hold_is_refused_in_words_that_help() {
    let desk = Desk::new();
    desk.decides(off("you_broke", None));
    desk.decides(Change::AddRule(new_rule("kindly revert")));
    desk.decides(Change::AddWord(new_word("VLAN", "")));
    let rule = |change: fn(&mut NewRule)| {
        let mut new = NewRule { title: "Another".into(), ..new_rule("late again") };
        change(&mut new);
        Change::AddRule(new)
    };
    let word = |term: &str, plain: &str| Change::AddWord(NewWord { welcome: false, ..new_word(term, plain) });
    let cases: Vec<(Change, &str, &str)> = vec![
        (off("you_broke", None), "change", "off already"),
        (on("obviously", None), "change", "on already"),
        (off("no_such", None), "change", "no such rule"),
        (off("obviously", Some(TeamId(99))), "team", "no such team"),
        (rule(|r| r.title = " ".into()), "title", "name"),
        (rule(|r| r.title = "kindly REVERT".into()), "title", "already"),
        (rule(|r| r.title = "x".repeat(61)), "title", "60"),
        (rule(|r| r.label = Label::LongSentence), "label", "Choose"),
        (rule(|r| r.wordings = "\n \n".into()), "wordings", "at least one"),
        (rule(|r| r.wordings = "...".into()), "wordings", "no word"),
        (rule(|r| r.wordings = "a".into()), "wordings", "no word"),
        (rule(|r| r.wordings = "a ".repeat(13)), "wordings", "12 words"),
        (rule(|r| r.wordings = "late again\nso late\n".repeat(16)), "wordings", "two rules"),
        (rule(|r| r.reason = String::new()), "reason", "why"),
        (rule(|r| r.suggestion = "x".repeat(201)), "suggestion", "200"),
        (Change::ChangeRule(CoachRuleId(99), new_rule("x y")), "change", "no such rule"),
        (Change::RemoveRule(CoachRuleId(99)), "change", "no such rule"),
        (word(" ", "plain"), "term", "which term"),
        (word("vlan", "part of the network"), "term", "already"),
        (word("DNS", ""), "plain", "plain words"),
        (word("DNS", "dns"), "plain", "welcome"),
        (Change::RemoveWord(CoachWordId(99)), "change", "no such word"),
    ];
    for (change, field, words) in cases {
        let refused = desk.refuses(change.clone());
        assert_eq!(refused.field(), field, "{change:?}: {refused}");
        assert!(refused.to_string().contains(words), "{change:?}: {refused}");
    }
    // Nothing of that was kept.
    let settings = desk.settings();
    assert_eq!((settings.off.len(), settings.rules.len(), settings.words.len()), (1, 1, 1));
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(12))]

        /// Whatever passes the check can be read with.
        #[test]
        fn no_accepted_rule_or_word_stops_the_coach(
            wordings in "\\PC{0,60}(\n\\PC{0,60}){0,3}", term in "\\PC{0,40}", plain in "\\PC{0,40}", text in "\\PC{0,200}",
        ) {
            let mut settings = Settings::default();
            let word = NewWord { welcome: plain.trim().is_empty(), ..new_word(&term, &plain) };
            for change in [Change::AddRule(new_rule(&wordings)), Change::AddWord(word)] {
                if change.check(&settings).is_ok() {
                    settings = settings.after(&change);
                }
            }
            let coach = Coach::of(settings.house(None)).unwrap();
            let reading = coach.reply(&Draft::of(&text));
            let length = text.chars().count();
            prop_assert!(reading.findings.iter().all(|f| f.start <= f.end && f.end <= length));
        }
    }
}
