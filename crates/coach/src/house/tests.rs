use super::*;
use crate::reading::Draft;
use crate::{Coach, Reading};

fn rule(name: &str, label: Label, patterns: &[&str]) -> OwnRule {
    OwnRule {
        name: name.to_owned(),
        label,
        language: Language::English,
        patterns: patterns.iter().map(|phrase| (*phrase).to_owned()).collect(),
        reason: "We do not say that here.".to_owned(),
        suggestion: "Say what happens.".to_owned(),
    }
}

fn labels(reading: &Reading) -> Vec<(&str, &str)> {
    reading.findings.iter().map(|finding| (&*finding.rule, &*finding.quote)).collect()
}

#[test]
fn a_house_rule_finds_its_phrases_in_any_case_and_the_usual_forms() {
    let own_rules = vec![rule("circle_back", Label::Rude, &["circle back", "ping the box"])];
    let coach = Coach::of(House { own_rules, ..House::default() }).unwrap();
    for (text, quote) in [
        ("I will Circle Back on Monday.", "Circle Back"),
        ("We circled back to them.", "circled back"),
        ("She pinged the boxes.", "pinged the boxes"),
    ] {
        assert_eq!(labels(&coach.reply(&Draft::of(text))), [("circle_back", quote)], "{text}");
    }
    assert!(labels(&coach.reply(&Draft::of("Draw a circle on the back."))).is_empty());
}

#[test]
fn a_rule_that_is_off_marks_nothing_and_the_others_still_do() {
    let text = "Obviously you broke the printer.";
    let everything = Coach::new().reply(&Draft::of(text));
    let names: BTreeSet<String> =
        everything.findings.iter().map(|finding| finding.rule.clone().into_owned()).collect();
    assert!(names.contains("you_broke"), "{names:?}");
    let house = House { rules_off: ["you_broke".to_owned()].into(), ..House::default() };
    let coach = Coach::of(house).unwrap();
    assert!(!labels(&coach.reply(&Draft::of(text))).iter().any(|(rule, _)| *rule == "you_broke"));
    assert!(labels(&coach.reply(&Draft::of("You idiot."))).iter().any(|(_, quote)| quote.contains("idiot")));
}

#[test]
fn checks_of_the_whole_message_can_be_off_too() {
    let draft = Draft { inbound: Some("When is it back?"), ..Draft::of("The server is down.") };
    let reading = Coach::new().reply(&draft);
    assert!(reading.missing_next_step && !reading.unanswered.is_empty());
    let rules_off = ["missing_next_step", "unanswered_question"].map(str::to_owned).into();
    let reading = Coach::of(House { rules_off, ..House::default() }).unwrap().reply(&draft);
    assert!(!reading.missing_next_step && reading.unanswered.is_empty());
}

#[test]
fn a_person_s_never_this_rule_holds_for_the_draft() {
    let draft = Draft { quiet: &["you_broke", "plain_words"], ..Draft::of("You broke the VLAN.") };
    let reading = Coach::shared().reply(&draft);
    assert!(reading.findings.is_empty(), "{:?}", reading.findings);
}

#[test]
fn plain_words_of_the_house_are_marked_and_go_before_the_shipped_ones() {
    let word = |term: &str, plain: &str| PlainWord {
        term: term.to_owned(),
        plain: plain.to_owned(),
        language: Language::English,
    };
    let plain_words = vec![word("ZEUS", "the timetable program"), word("vlan", "your corner of the network")];
    let coach = Coach::of(House { plain_words, ..House::default() }).unwrap();
    let reading = coach.reply(&Draft::of("Sign in to ZEUS first. Then the VLAN is chosen for you."));
    let said: Vec<&str> = reading.findings.iter().filter_map(|f| f.suggestion.as_deref()).collect();
    assert_eq!(said, ["the timetable program", "your corner of the network"]);
}

#[test]
fn a_term_that_everybody_here_knows_passes_in_every_spelling() {
    let house = House { welcome_words: vec!["vlan".to_owned()], ..House::default() };
    let coach = Coach::of(house).unwrap();
    let reading = coach.reply(&Draft::of("The VLAN trunk is up, the VLAN too. The subnet is not."));
    assert_eq!(labels(&reading), [("plain_words", "subnet")]);
}

#[test]
fn every_mistake_is_said_with_its_place() {
    let house = House {
        own_rules: vec![
            rule("you_broke", Label::Blame, &[]),
            OwnRule {
                reason: " ".to_owned(),
                ..rule("Über", Label::LongSentence, &["", "...", "x ".repeat(13).trim()])
            },
        ],
        plain_words: vec![PlainWord {
            term: "a".repeat(121),
            plain: String::new(),
            language: Language::German,
        }],
        welcome_words: vec![String::new(); WELCOME_WORDS_MAX + 1],
        ..House::default()
    };
    let mistakes = house.check().unwrap_err();
    let said = |sentence: &str| mistakes.iter().any(|mistake| mistake.to_string() == sentence);
    for sentence in [
        "own rule 1: another rule has this name",
        "own rule 1: the list of phrases is empty",
        "own rule 2: a name has small letters, digits and _ only",
        "own rule 2: the reason is empty",
        "own rule 2: phrases cannot be marked with this label",
        "own rule 2, phrase 1: the phrase is empty",
        "own rule 2, phrase 2: there is no word in it to look for",
        "own rule 2, phrase 3: it has more than 12 words",
        "plain words, line 1: the term is longer than 120 characters",
        "plain words, line 1: the plain wording is empty",
        "words known here: there are more than 2000",
        "words known here, line 1: the word is empty",
    ] {
        assert!(said(sentence), "{sentence} is not among {mistakes:?}");
    }
    assert!(Coach::of(house).is_err());
}

#[test]
fn the_list_of_rules_has_each_name_once_and_knows_what_is_off_and_own() {
    let house = House {
        rules_off: ["wordy".to_owned()].into(),
        own_rules: vec![rule("circle_back", Label::Wordy, &["circle back"])],
        ..House::default()
    };
    let coach = Coach::of(house).unwrap();
    let rules = coach.rules();
    let names: BTreeSet<&str> = rules.iter().map(|rule| rule.name).collect();
    assert_eq!(names.len(), rules.len());
    let of = |name: &str| *rules.iter().find(|rule| rule.name == name).unwrap();
    assert!(!of("wordy").is_on && of("wordy").language.is_none());
    assert!(of("circle_back").is_own && of("circle_back").is_on);
    assert!(of("missing_next_step").hits.is_empty() || of("missing_next_step").label == "missing_next_step");
    assert_eq!(of("you_broke").label, "blame");
    assert!(!of("you_broke").hits.is_empty() && !of("you_broke").near_misses.is_empty());
}

#[test]
fn a_house_is_read_back_as_it_was_written() {
    let house = House { own_rules: vec![rule("a", Label::Jargon, &["b"])], ..House::default() };
    let text = serde_json::to_string(&house).unwrap();
    assert_eq!(serde_json::from_str::<House>(&text).unwrap(), house);
    assert_eq!(serde_json::from_str::<House>("{}").unwrap(), House::default());
}
