//! Hostile bytes against whatever reads bytes from outside. What is read, and what must then hold, stands here once:
//! `tests/` throws damaged mails and texts at it on stable Rust, a few seconds of them with every run of the tests;
//! `fuzz_targets/` lets libFuzzer look for more with a nightly compiler. Refuses to know what a good answer would be: it
//! only asks that there is one, soon, and within its bounds.

mod damage;

pub use damage::{Chance, damage};

use coach::{Coach, Draft, Moment, Workday};
use std::sync::LazyLock;

/// Everything that the mail crate reads.
pub fn mail(bytes: &[u8]) {
    mail::fuzz(bytes);
}

/// What the intake makes of a mail.
pub fn intake(bytes: &[u8]) {
    alongside::inbox::fuzz(bytes);
}

/// Any text, as draft, request and promise: read with offsets that hold.
pub fn coach(text: &str) {
    static COACH: LazyLock<Coach> = LazyLock::new(Coach::new);
    let reading = COACH.reply(&Draft { text, inbound: Some(text), ..Draft::default() });
    let characters: Vec<char> = text.chars().collect();
    let between = |start: usize, end: usize| -> String {
        characters.get(start..end).unwrap_or_default().iter().collect()
    };
    for finding in reading.findings.iter().chain(&reading.style) {
        assert_eq!(between(finding.start, finding.end), finding.quote);
    }
    for mood in COACH.inbound(text).moods {
        assert!(mood.spans.iter().all(|(start, end)| start < end && *end <= characters.len()));
    }
    // A Wednesday.
    let now = jiff::Timestamp::constant(1_772_618_400, 0).to_zoned(jiff::tz::TimeZone::UTC);
    for promise in coach::promise::find(text, &Moment { now, workday: Workday::default() }) {
        assert_eq!(between(promise.start, promise.end), promise.quote);
    }
}
