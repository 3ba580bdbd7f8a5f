//! Puts the fault on a person or a team.

mod sie_haetten;
mod wer_war_es;

use crate::rules::Rule;

pub const RULES: &[Rule] = &[sie_haetten::RULE, wer_war_es::RULE];
