//! Any text, as draft, request and promise, is read without a crash, soon, and with offsets that hold.
//!
//! Longer: `FUZZ_SECONDS=3600 FUZZ_SEED=7 cargo test --release -p fuzz --test coach`.

use coach::{Coach, Draft, Moment, Workday};
use fuzz::{Chance, damage};
use std::time::{Duration, Instant};

/// What one text may take at most: far above what any needs, far below what a person would call hanging.
const ONE_TEXT_MAX: Duration = Duration::from_secs(10);

const OWN: [&str; 4] = [
    "Hi Ana,\n\nyou should have read the mail; as I already said, it's \"obvious\". This will never happen again!\n\n\
     > you broke it\n\n    10:31:07 fatal: user must\n\nI'll call you by Thursday noon, or on 03/04 at 3pm.\n\nKind regards\nBo",
    "Ich melde mich bis Freitag um 14 Uhr. Sie hätten das – wie bereits erwähnt – lesen sollen… „Zitat“ (VLAN, DNS).",
    "Thanks to Dr. Santos!! Why is it down, and when will it come back? I can't work and 30 patients are waiting.",
    "```\ncode\n``` `x` http://a.example/?q=1 a@example.org C:\\x ‘single’ 'quote' ((((((( ,,,,, and and and not not not",
];

fn from_environment(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(otherwise)
}

fn check(coach: &Coach, text: &str, moment: &Moment) {
    let start = Instant::now();
    let reading = coach.reply(&Draft { text, inbound: Some(text), ..Draft::default() });
    let characters: Vec<char> = text.chars().collect();
    for finding in reading.findings.iter().chain(&reading.style) {
        let quote: String = characters.get(finding.start..finding.end).unwrap_or_default().iter().collect();
        assert_eq!(quote, finding.quote);
    }
    for mood in coach.inbound(text).moods {
        assert!(mood.spans.iter().all(|(start, end)| start < end && *end <= characters.len()));
    }
    for promise in coach::promise::find(text, moment) {
        let quote: String = characters.get(promise.start..promise.end).unwrap_or_default().iter().collect();
        assert_eq!(quote, promise.quote);
    }
    assert!(start.elapsed() < ONE_TEXT_MAX, "{:?} for {} bytes", start.elapsed(), text.len());
}

#[test]
fn damaged_texts_are_read() {
    let seconds = from_environment("FUZZ_SECONDS", 5);
    let mut chance = Chance::new(from_environment("FUZZ_SEED", 1));
    let coach = Coach::new();
    let now: jiff::Timestamp = "2026-03-04T10:00:00Z".parse().unwrap();
    let moment = Moment { now: now.to_zoned(jiff::tz::TimeZone::UTC), workday: Workday::default() };
    for text in OWN {
        check(&coach, text, &moment);
    }
    let end = Instant::now() + Duration::from_secs(seconds);
    while Instant::now() < end {
        let pick = |chance: &mut Chance| OWN.get(chance.below(OWN.len())).copied().unwrap_or_default();
        let (one, other) = (pick(&mut chance), pick(&mut chance));
        let bytes = damage(one.as_bytes(), other.as_bytes(), &mut chance);
        check(&coach, &String::from_utf8_lossy(&bytes), &moment);
    }
}

#[test]
fn texts_made_to_be_slow_are_read_soon() {
    let coach = Coach::new();
    let now: jiff::Timestamp = "2026-03-04T10:00:00Z".parse().unwrap();
    let moment = Moment { now: now.to_zoned(jiff::tz::TimeZone::UTC), workday: Workday::default() };
    for piece in [
        "you should have ",
        "\"",
        "(",
        "'a ",
        "never again ",
        "I'll by at on ",
        "> ",
        "Dr. ",
        "?",
        "the the ",
    ] {
        check(&coach, &piece.repeat(40_000 / piece.len()), &moment);
    }
}
