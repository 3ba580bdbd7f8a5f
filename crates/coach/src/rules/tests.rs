use super::{Rule, all};
use crate::language::Language;
use crate::mark::Marker;
use crate::text::Document;
use std::fmt::Write as _;

fn marked(marker: &Marker, rule: &Rule, text: &str) -> bool {
    let document = Document::read(text);
    marker.every_mark(&document).iter().any(|mark| marker.rule(mark).name == rule.name)
}

fn check(language: Language) {
    let marker = Marker::of(language);
    let mut wrong = String::new();
    for rule in all(language) {
        for hit in rule.hits.iter().filter(|text| !marked(&marker, rule, text)) {
            let _ = writeln!(wrong, "{} must mark: {hit}", rule.name);
        }
        for near in rule.near_misses.iter().filter(|text| marked(&marker, rule, text)) {
            let _ = writeln!(wrong, "{} must let pass: {near}", rule.name);
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn english_rules_mark_what_they_say_and_let_the_rest_pass() {
    check(Language::English);
}

#[test]
fn german_rules_mark_what_they_say_and_let_the_rest_pass() {
    check(Language::German);
}

#[test]
fn near_misses_of_one_rule_are_let_pass_by_its_label() {
    let mut wrong = String::new();
    for language in [Language::English, Language::German] {
        let marker = Marker::of(language);
        for rule in all(language) {
            for near in rule.near_misses {
                let document = Document::read(near);
                for mark in marker.marks(&document) {
                    let _ = writeln!(
                        wrong,
                        "{} marks a near-miss of {}: {near}",
                        marker.rule(&mark).name,
                        rule.name
                    );
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn a_rule_has_at_least_as_many_near_misses_as_hits_and_a_name_of_its_own() {
    for language in [Language::English, Language::German] {
        let mut names = std::collections::BTreeSet::new();
        for rule in all(language) {
            assert!(names.insert(rule.name), "{} twice", rule.name);
            assert!(!rule.hits.is_empty() && rule.near_misses.len() >= rule.hits.len(), "{}", rule.name);
        }
    }
}
