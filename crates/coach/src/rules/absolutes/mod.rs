//! Promises or claims more than anyone can know.

mod certain;
mod everyone;
mod never_again;

use super::Rule;

pub const RULES: &[Rule] = &[certain::RULE, everyone::RULE, never_again::RULE];
