//! Insult, contempt, sarcasm, an order in anger.

mod barb;
mod contempt;
mod insult;
mod sarcasm;
mod snap;
mod stop_it;
mod taunt;

use super::Rule;

pub const RULES: &[Rule] =
    &[barb::RULE, contempt::RULE, insult::RULE, sarcasm::RULE, snap::RULE, stop_it::RULE, taunt::RULE];
