//! Waves the trouble away without help.

mod achselzucken;
mod nicht_unser;

use crate::rules::Rule;

pub const RULES: &[Rule] = &[achselzucken::RULE, nicht_unser::RULE];
