//! Promises or claims more than anyone can know.

mod all_and_always;
mod certain;
mod everyone;
mod forever;
mod never_again;

use super::Rule;

pub const RULES: &[Rule] =
    &[all_and_always::RULE, certain::RULE, everyone::RULE, forever::RULE, never_again::RULE];
