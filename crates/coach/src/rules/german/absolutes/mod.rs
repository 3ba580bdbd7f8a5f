//! Promises or claims more than anyone can know.

mod immer_alle;
mod nie_wieder;

use crate::rules::Rule;

pub const RULES: &[Rule] = &[immer_alle::RULE, nie_wieder::RULE];
