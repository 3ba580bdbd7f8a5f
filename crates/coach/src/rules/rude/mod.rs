//! Insult, contempt, sarcasm, an order in anger.

mod barb;
mod contempt;
mod insult;
mod sarcasm;
mod stop_it;

use super::Rule;

pub const RULES: &[Rule] = &[barb::RULE, contempt::RULE, insult::RULE, sarcasm::RULE, stop_it::RULE];
