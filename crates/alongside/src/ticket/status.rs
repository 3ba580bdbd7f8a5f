//! Which status may follow which, and what a message does to it. Pure.

::store::text_enum! {
    /// Where a ticket stands.
    pub enum Status {
        /// Nobody has looked yet.
        New = "new",
        /// Being worked on.
        Open = "open",
        /// Waits for the requester.
        Pending = "pending",
        /// Waits for a third party or a date.
        OnHold = "on_hold",
        /// Solved, as far as we know; a reply reopens it.
        Resolved = "resolved",
        /// Over; a reply starts a new, linked ticket.
        Closed = "closed",
    }
}

impl Status {
    /// Neither resolved nor closed.
    pub fn is_open(self) -> bool {
        !matches!(self, Status::Resolved | Status::Closed)
    }

    /// Waits on somebody else.
    pub fn is_waiting(self) -> bool {
        matches!(self, Status::Pending | Status::OnHold)
    }

    /// Whether staff may set `next` by hand. Closed is over: what comes after is a new ticket. New cannot be
    /// had back, since somebody has looked.
    pub fn may_become(self, next: Status) -> bool {
        match (self, next) {
            (Status::Closed, _) => false,
            (_, Status::New) => self == Status::New,
            (_, Status::Closed) => true,
            _ => true,
        }
    }
}

/// What staff wish for along with their reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Then {
    /// Keep at it.
    #[default]
    KeepOpen,
    /// It is the requester's turn.
    Wait,
    Resolve,
}

/// The status after a reply by staff.
pub fn after_staff_reply(now: Status, then: Then) -> Status {
    match (now, then) {
        (Status::Closed, _) => Status::Closed,
        (_, Then::Wait) => Status::Pending,
        (_, Then::Resolve) => Status::Resolved,
        (Status::New, Then::KeepOpen) => Status::Open,
        (kept, Then::KeepOpen) => kept,
    }
}

/// The status after the requester, or somebody with them, has written. Closed stays closed: the caller starts
/// a new ticket instead.
pub fn after_requester_reply(now: Status) -> Status {
    match now {
        Status::New => Status::New,
        Status::Closed => Status::Closed,
        Status::Open | Status::Pending | Status::OnHold | Status::Resolved => Status::Open,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reply_by_the_requester_reopens_whatever_is_not_closed() {
        for status in Status::all() {
            let after = after_requester_reply(*status);
            assert_eq!(after == Status::Closed, *status == Status::Closed);
            assert!(*status == Status::Closed || after.is_open(), "{status}");
        }
    }

    #[test]
    fn closed_is_over_and_new_cannot_be_had_back() {
        for status in Status::all() {
            assert!(!Status::Closed.may_become(*status));
            assert_eq!(status.may_become(Status::New), *status == Status::New);
        }
    }

    #[test]
    fn every_wish_with_a_reply_is_a_step_that_is_allowed() {
        for status in Status::all() {
            for then in [Then::KeepOpen, Then::Wait, Then::Resolve] {
                let after = after_staff_reply(*status, then);
                assert!(after == *status || status.may_become(after), "{status} {then:?} {after}");
            }
        }
    }
}
