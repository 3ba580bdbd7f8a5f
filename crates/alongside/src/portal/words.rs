//! Where a request stands, what happens next and how long that usually takes, in words for the person who asked. Pure,
//! and honest: it promises nothing that nobody promised.

use super::pages::Stage;
use crate::clock::At;
use crate::http::Problem;
use crate::http::told::Told;
use crate::promise::Promise;
use crate::ticket::snooze::CLOSED_AFTER;
use crate::ticket::wait::{Span, Wait};
use crate::ticket::{self, Refused, Status};
use crate::view::Texts;

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
pub(super) fn next(s: Standing, owner: Option<&str>, told: &Told) -> String {
    let t = told.texts();
    match (stage(s), owner, s.snoozed_until) {
        (Stage::Received, ..) => t.say("stands-received"),
        (Stage::Working, Some(name), _) => t.with("stands-working", "name", name),
        (Stage::Working, None, _) => t.say("stands-working-we"),
        (Stage::YourTurn, Some(name), _) => t.with("stands-turn", "name", name),
        (Stage::YourTurn, None, _) => t.say("stands-turn-we"),
        (Stage::Waiting, _, Some(until)) => t.with("stands-waiting-until", "date", told.date(until)),
        (Stage::Waiting, _, None) => t.say("stands-waiting"),
        (Stage::Solved, ..) => t.with("stands-solved", "date", told.date(s.activity_at.plus(CLOSED_AFTER))),
        (Stage::Closed, ..) => t.say("stands-closed"),
    }
}

/// What somebody promised, by when: “Bo Berg promised: “I will call you”, by Thursday 26 November, 12:00.”
pub(super) fn promised(name: &str, promise: &Promise, told: &Told) -> String {
    let date = told.date(promise.due_at);
    let args = [("name", name.into()), ("words", (&promise.words).into()), ("date", (&date).into())];
    told.language.text("next-promised", &args)
}

/// Why something was not done to a request, in the requester's words.
pub(super) fn problem(error: ticket::Error, t: Texts) -> Problem {
    match error {
        ticket::Error::Refused(Refused::TooLong) => Problem::Refused(t.say("mend-too-long")),
        ticket::Error::Refused(Refused::Empty) => Problem::Refused(t.say("request-empty")),
        ticket::Error::Refused(Refused::NotAllowed) => Problem::Forbidden,
        ticket::Error::Refused(_) => Problem::Refused(t.say("mend-other")),
        ticket::Error::Fault(fault) => fault.into(),
    }
}

/// “Most people hear from us within 40 minutes, 9 in 10 within 3 hours.”; empty while too little is known.
pub(super) fn wait(wait: Option<Wait>, t: Texts) -> String {
    let Some(Wait { most, nearly }) = wait else { return String::new() };
    let span = |span| match span {
        Span::Minutes(n) => t.count("span-minutes", n),
        Span::Hours(n) => t.count("span-hours", n),
        Span::Days(n) => t.count("span-days", n),
    };
    if most == nearly {
        return t.with("wait-one", "nearly", span(nearly));
    }
    let (most, nearly) = (span(most), span(nearly));
    t.0.text("wait-both", &[("most", (&most).into()), ("nearly", (&nearly).into())])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::testing::Desk;

    #[test]
    fn every_standing_has_a_word_and_a_next_step_in_every_language() {
        let desk = Desk::new();
        for language in Language::all() {
            let told = Told::stranger(&desk.app, *language);
            for status in Status::all() {
                for has_owner in [false, true] {
                    for snoozed_until in [None, Some(At(5))] {
                        let s = Standing { status: *status, has_owner, snoozed_until, activity_at: At(0) };
                        let owner = has_owner.then_some("Bo");
                        let words = next(s, owner, &told);
                        assert!(words.contains(' '), "{words}");
                        assert!(has_owner || !words.contains("Bo"), "{words}");
                        assert!(!told.texts().say(stage(s).text()).starts_with("stage-"));
                    }
                }
            }
        }
    }

    #[test]
    fn nobody_is_said_to_work_on_what_nobody_has() {
        let s = Standing { status: Status::Open, has_owner: false, snoozed_until: None, activity_at: At(0) };
        assert_eq!(stage(s), Stage::Received);
    }

    #[test]
    fn the_wait_is_said_in_one_sentence() {
        let known = |most, nearly| Some(Wait { most, nearly });
        let both = known(Span::Minutes(40), Span::Hours(3));
        assert_eq!(
            wait(both, Texts(Language::English)),
            "Most people hear from us within 40 minutes, 9 in 10 within 3 hours."
        );
        assert_eq!(
            wait(known(Span::Hours(1), Span::Days(1)), Texts(Language::German)),
            "Die meisten hören innerhalb von einer Stunde von uns, 9 von 10 innerhalb von einem Tag."
        );
        let one = known(Span::Hours(1), Span::Hours(1));
        assert_eq!(wait(one, Texts(Language::English)), "9 in 10 people hear from us within an hour.");
        assert_eq!(wait(None, Texts(Language::English)), "");
    }
}
