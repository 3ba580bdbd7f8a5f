//! Puts the fault on a person or a team.

mod because_you;
mod fault_lies;
mod if_you_had;
mod let_down;
mod the_team;
mod they_did;
mod you_broke;
mod you_did_not;
mod you_should_have;
mod you_wrong;
mod your_fault;

use super::Rule;

pub const RULES: &[Rule] = &[
    because_you::RULE,
    fault_lies::RULE,
    if_you_had::RULE,
    let_down::RULE,
    the_team::RULE,
    they_did::RULE,
    you_broke::RULE,
    you_did_not::RULE,
    you_should_have::RULE,
    you_wrong::RULE,
    your_fault::RULE,
];
