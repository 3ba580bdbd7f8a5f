//! The permission table, in one place: which role may do what. `Own` powers are granted through being a part
//! of the ticket (requester or watcher) and are decided by the scoped look-ups in `ticket/store.rs`.

use super::Role;

/// Something a person may or may not do on the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Power {
    /// Open the desk, see every ticket and its notes.
    SeeDesk,
    /// Write a note for colleagues.
    WriteNote,
    /// Answer the requester as the desk.
    Reply,
    /// Take, assign, change status, priority, team, service, tags, watchers, goal; snooze, merge, split, link.
    WorkTicket,
    /// Make, keep and renew promises.
    Promise,
    /// Ask on somebody else's behalf.
    AskForOthers,
    /// See people beyond their names on one's own tickets, and change their details.
    SeePeople,
    EditPeople,
    /// Note what somebody's work is and how they like to be reached.
    DescribePeople,
    /// Say who uses a service, what it needs, and how it stands on the status page; plan who is on call.
    EditServices,
    /// Roles, teams, services, mail addresses, mail that needs a look, the outgoing queue.
    Administer,
    /// Hand out the roles lead and admin.
    GrantRoles,
}

impl Power {
    pub const ALL: [Power; 12] = [
        Power::SeeDesk,
        Power::WriteNote,
        Power::Reply,
        Power::WorkTicket,
        Power::Promise,
        Power::AskForOthers,
        Power::SeePeople,
        Power::EditPeople,
        Power::DescribePeople,
        Power::EditServices,
        Power::Administer,
        Power::GrantRoles,
    ];
}

/// The table. Everybody may ask, read their own requests, reply on them, and say whether they are solved.
pub fn may(role: Role, power: Power) -> bool {
    use Role::*;
    match power {
        Power::SeeDesk | Power::WriteNote | Power::Promise | Power::SeePeople => {
            matches!(role, Contributor | Agent | Lead | Admin)
        }
        Power::Reply | Power::WorkTicket | Power::AskForOthers | Power::DescribePeople => {
            matches!(role, Agent | Lead | Admin)
        }
        Power::EditPeople | Power::EditServices => matches!(role, Lead | Admin),
        Power::Administer | Power::GrantRoles => matches!(role, Admin),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Written out by hand, so that a slip in `may` shows: requester, contributor, agent, lead, admin.
    const TABLE: [(Power, [bool; 5]); 12] = [
        (Power::SeeDesk, [false, true, true, true, true]),
        (Power::WriteNote, [false, true, true, true, true]),
        (Power::Reply, [false, false, true, true, true]),
        (Power::WorkTicket, [false, false, true, true, true]),
        (Power::Promise, [false, true, true, true, true]),
        (Power::AskForOthers, [false, false, true, true, true]),
        (Power::SeePeople, [false, true, true, true, true]),
        (Power::EditPeople, [false, false, false, true, true]),
        (Power::DescribePeople, [false, false, true, true, true]),
        (Power::EditServices, [false, false, false, true, true]),
        (Power::Administer, [false, false, false, false, true]),
        (Power::GrantRoles, [false, false, false, false, true]),
    ];

    #[test]
    fn each_row_of_the_table_holds() {
        assert_eq!(TABLE.map(|(power, _)| power), Power::ALL);
        for (power, row) in TABLE {
            for (role, expected) in Role::all().iter().zip(row) {
                assert_eq!(may(*role, power), expected, "{role} {power:?}");
            }
        }
    }
}
