//! Any text, as draft, request and promise, is read without a crash, soon, and with offsets that hold.
//!
//! Longer: `FUZZ_SECONDS=3600 FUZZ_SEED=7 cargo test --release -p fuzz --test coach`.

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

fn check(text: &str) {
    let start = Instant::now();
    fuzz::coach(text);
    assert!(start.elapsed() < ONE_TEXT_MAX, "{:?} for {} bytes", start.elapsed(), text.len());
}

#[test]
fn damaged_texts_are_read() {
    let seconds = from_environment("FUZZ_SECONDS", 5);
    let mut chance = Chance::new(from_environment("FUZZ_SEED", 1));
    for text in OWN {
        check(text);
    }
    let end = Instant::now() + Duration::from_secs(seconds);
    while Instant::now() < end {
        let pick = |chance: &mut Chance| OWN.get(chance.below(OWN.len())).copied().unwrap_or_default();
        let (one, other) = (pick(&mut chance), pick(&mut chance));
        let bytes = damage(one.as_bytes(), other.as_bytes(), &mut chance);
        check(&String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn texts_made_to_be_slow_are_read_soon() {
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
        check(&piece.repeat(40_000 / piece.len()));
    }
}
