//! Any bytes as a mail that comes in.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::intake(bytes));
