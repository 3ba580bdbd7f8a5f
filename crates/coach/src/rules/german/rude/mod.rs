//! Insult, contempt, sarcasm, an order in anger.

mod beleidigung;

use crate::rules::Rule;

pub const RULES: &[Rule] = &[beleidigung::RULE];
