//! Talks down.

mod anyone_can;
mod as_i_said;
mod carefully;
mod for_you;
mod like_a_child;
mod obviously;
mod pat_on_the_head;
mod school_facts;
mod schoolroom;
mod simply;

use super::Rule;

pub const RULES: &[Rule] = &[
    anyone_can::RULE,
    as_i_said::RULE,
    carefully::RULE,
    for_you::RULE,
    like_a_child::RULE,
    obviously::RULE,
    pat_on_the_head::RULE,
    school_facts::RULE,
    schoolroom::RULE,
    simply::RULE,
];
