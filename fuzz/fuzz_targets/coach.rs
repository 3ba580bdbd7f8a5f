//! Any text before the coach.

#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| fuzz::coach(text));
