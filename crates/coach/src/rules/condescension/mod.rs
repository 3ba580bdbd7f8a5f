//! Talks down.

mod as_i_said;
mod carefully;
mod for_you;
mod obviously;
mod pat_on_the_head;
mod simply;

use super::Rule;

pub const RULES: &[Rule] =
    &[as_i_said::RULE, carefully::RULE, for_you::RULE, obviously::RULE, pat_on_the_head::RULE, simply::RULE];
