//! Promises or claims more than anyone can know.

mod nie_wieder;

use crate::rules::Rule;

pub const RULES: &[Rule] = &[nie_wieder::RULE];
