//! Where a request stands, and what happens next, in words for the person who asked. Pure, and honest: it promises
//! nothing that nobody promised.

use super::pages::Stage;
use crate::clock::At;
use crate::ticket::Status;
use crate::ticket::snooze::CLOSED_AFTER;

/// What of a ticket decides the words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Standing {
    pub status: Status,
    pub has_owner: bool,
    pub snoozed_until: Option<At>,
    pub activity_at: At,
}

pub(super) fn stage(s: Standing) -> Stage {
    match s.status {
        Status::New | Status::Open if s.snoozed_until.is_some() => Stage::Waiting,
        Status::New => Stage::Received,
        Status::Open if !s.has_owner => Stage::Received,
        Status::Open => Stage::Working,
        Status::Pending => Stage::YourTurn,
        Status::OnHold => Stage::Waiting,
        Status::Resolved => Stage::Solved,
        Status::Closed => Stage::Closed,
    }
}

/// What happens next, and when where that is known. `owner`: what to call whoever looks after it.
pub(super) fn next(s: Standing, owner: Option<&str>) -> (String, Option<At>) {
    match stage(s) {
        Stage::Received => {
            ("A person reads it and takes it on. You get a mail as soon as somebody writes.".to_owned(), None)
        }
        Stage::Working => match owner {
            Some(name) => (format!("{name} works on it and writes to you here and by mail."), None),
            None => ("We work on it and write to you here and by mail.".to_owned(), None),
        },
        Stage::YourTurn => {
            let who = owner.unwrap_or("we");
            (format!("Please answer the last message below, so that {who} can go on."), None)
        }
        Stage::Waiting => match s.snoozed_until {
            Some(until) => ("We come back to it".to_owned(), Some(until)),
            None => ("We wait for somebody else, and write to you when there is news.".to_owned(), None),
        },
        Stage::Solved => (
            "If it comes back, press “Not solved yet” or just answer. Else we close it".to_owned(),
            Some(s.activity_at.plus(CLOSED_AFTER)),
        ),
        Stage::Closed => (
            "This request is over. If you write here, we start a new one that is linked to it.".to_owned(),
            None,
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_standing_has_a_word_and_a_next_step() {
        for status in Status::all() {
            for has_owner in [false, true] {
                for snoozed_until in [None, Some(At(5))] {
                    let s = Standing { status: *status, has_owner, snoozed_until, activity_at: At(0) };
                    let owner = has_owner.then_some("Bo");
                    let (words, _) = next(s, owner);
                    assert!(!words.is_empty());
                    assert!(has_owner || !words.contains("Bo"), "{words}");
                    assert!(!stage(s).word().is_empty());
                }
            }
        }
    }

    #[test]
    fn nobody_is_said_to_work_on_what_nobody_has() {
        let s = Standing { status: Status::Open, has_owner: false, snoozed_until: None, activity_at: At(0) };
        assert_eq!(stage(s), Stage::Received);
    }
}
