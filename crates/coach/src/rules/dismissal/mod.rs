//! Waves the trouble away without help.

mod not_our_job;
mod others_have_it_worse;
mod shrug;
mod that_is_normal;
mod works_here;

use super::Rule;

pub const RULES: &[Rule] =
    &[not_our_job::RULE, others_have_it_worse::RULE, shrug::RULE, that_is_normal::RULE, works_here::RULE];
