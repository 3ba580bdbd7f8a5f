//! Waves the trouble away without help.

mod live_with_it;
mod not_our_job;
mod others_have_it_worse;
mod shrug;
mod that_is_normal;
mod thats_all;
mod when_there_is_time;
mod works_here;

use super::Rule;

pub const RULES: &[Rule] = &[
    live_with_it::RULE,
    not_our_job::RULE,
    others_have_it_worse::RULE,
    shrug::RULE,
    that_is_normal::RULE,
    thats_all::RULE,
    when_there_is_time::RULE,
    works_here::RULE,
];
