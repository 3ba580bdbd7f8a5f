//! The language of contracts.

mod hiermit;

use crate::rules::Rule;

pub const RULES: &[Rule] = &[hiermit::RULE];
