//! The honest wait: how long people waited for a first answer lately, in two figures that are easy to say. Worked out
//! once an hour from a bounded sample and kept as a setting, so that a page only reads it.

use super::store;
use crate::clock::{At, DAY, HOUR, MINUTE};
use crate::setting;
use ::store::{Conn, Error, Tx};
use serde::{Deserialize, Serialize};

/// How far back answers count.
const WINDOW: i64 = 90 * DAY;
/// Tickets looked at, newest activity first.
const SAMPLE_MAX: i64 = 2_000;
/// Fewer answers than this say nothing.
const ANSWERS_MIN: usize = 20;

/// A span as people say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Span {
    Minutes(i64),
    Hours(i64),
    Days(i64),
}

/// Most people were answered within `most`, nine in ten within `nearly`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wait {
    pub most: Span,
    pub nearly: Span,
}

/// One ticket of the sample.
#[derive(Clone, Copy, Debug)]
pub struct Answered {
    pub asked_at: At,
    /// Nobody has answered yet: none.
    pub answered_at: Option<At>,
}

/// Two of three count as most. Whoever still waits counts as waiting until now, once that is longer than the middle
/// one waited: leaving them out would make a backlog look like speed.
pub fn wait(sample: &[Answered], now: At) -> Option<Wait> {
    // Answered in the moment it was asked: a colleague wrote it down on the telephone.
    let waited = |a: &Answered| a.answered_at.map(|at| at.since(a.asked_at)).filter(|span| *span > 0);
    let mut spans: Vec<i64> = sample.iter().filter_map(waited).collect();
    if spans.len() < ANSWERS_MIN {
        return None;
    }
    spans.sort_unstable();
    let middle = spans[spans.len() / 2];
    let waiting = sample.iter().filter(|a| a.answered_at.is_none()).map(|a| now.since(a.asked_at));
    spans.extend(waiting.filter(|span| *span > middle));
    spans.sort_unstable();
    let within = |share: usize, of: usize| spans[(spans.len() * share).div_ceil(of).max(1) - 1];
    Some(Wait { most: said(within(2, 3)), nearly: said(within(9, 10)) })
}

/// Rounded up to what one would say: a promise that is a little slow rather than a little quick.
fn said(span: i64) -> Span {
    let up = |unit: i64, step: i64| (span + unit * step - 1) / (unit * step) * step;
    match span {
        ..=600_000_000 => Span::Minutes(up(MINUTE, 5).max(5)),
        s if s <= 50 * MINUTE => Span::Minutes(up(MINUTE, 10)),
        s if s <= 36 * HOUR => Span::Hours(up(HOUR, 1)),
        _ => Span::Days(up(DAY, 1)),
    }
}

/// Works it out from the tickets as they are.
pub fn reckon(conn: &mut Conn, now: At) -> Result<Option<Wait>, Error> {
    let sample = store::look::first_replies(conn, now.plus(-WINDOW), SAMPLE_MAX)?;
    Ok(wait(&sample, now))
}

/// Keeps what was worked out for the pages.
pub fn keep(tx: &mut Tx, wait: Option<Wait>, now: At) -> Result<(), Error> {
    let text = wait.map(|wait| serde_json::to_string(&wait).unwrap_or_default()).unwrap_or_default();
    setting::put(tx, setting::name::HONEST_WAIT, &text, now)
}

/// What was kept; none while too few were answered.
pub fn known(conn: &mut Conn) -> Result<Option<Wait>, Error> {
    let kept = setting::get(conn, setting::name::HONEST_WAIT)?;
    Ok(kept.and_then(|text| serde_json::from_str(&text).ok()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Desk, START};
    use crate::ticket::UNDO_TIME;
    use proptest::prelude::*;

    fn sample(waits: impl IntoIterator<Item = Option<i64>>) -> Vec<Answered> {
        let one = |wait: Option<i64>| Answered { asked_at: At(0), answered_at: wait.map(At) };
        waits.into_iter().map(one).collect()
    }

    #[test]
    fn two_figures_are_said_and_none_for_fewer_than_twenty_answers() {
        let minutes = |all: std::ops::RangeInclusive<i64>| sample(all.map(|m| Some(m * MINUTE)));
        assert_eq!(wait(&minutes(1..=19), At(0)), None);
        let w = wait(&minutes(1..=60), At(0)).unwrap();
        assert_eq!((w.most, w.nearly), (Span::Minutes(40), Span::Hours(1)));
        let hours = sample((1..=30).map(|h| Some(h * HOUR)));
        assert_eq!(wait(&hours, At(0)).unwrap(), Wait { most: Span::Hours(20), nearly: Span::Hours(27) });
        let days = sample((1..=30).map(|d| Some(d * DAY)));
        assert_eq!(wait(&days, At(0)).unwrap(), Wait { most: Span::Days(20), nearly: Span::Days(27) });
        let quick = sample((1..=20).map(|_| Some(1)));
        assert_eq!(wait(&quick, At(0)).unwrap(), Wait { most: Span::Minutes(5), nearly: Span::Minutes(5) });
    }

    #[test]
    fn those_who_still_wait_are_not_left_out_and_those_on_the_telephone_are() {
        let mut waits: Vec<Option<i64>> = (0..20).map(|_| Some(10 * MINUTE)).collect();
        waits.extend((0..10).map(|_| Some(0)));
        let now = At(DAY);
        assert_eq!(wait(&sample(waits.clone()), now).unwrap().nearly, Span::Minutes(10));
        waits.extend((0..10).map(|_| None));
        assert_eq!(wait(&sample(waits.clone()), now).unwrap().nearly, Span::Hours(24));
        assert_eq!(
            wait(&sample(waits), At(MINUTE)).unwrap().nearly,
            Span::Minutes(10),
            "they only just asked"
        );
    }

    proptest! {
        #[test]
        fn nothing_is_promised_quicker_than_it_was(waits in proptest::collection::vec(1..90 * DAY, 20..200)) {
            let w = wait(&sample(waits.iter().map(|w| Some(*w))), At(0)).unwrap();
            let micros = |span| match span {
                Span::Minutes(n) => n * MINUTE,
                Span::Hours(n) => n * HOUR,
                Span::Days(n) => n * DAY,
            };
            let within = |span| waits.iter().filter(|wait| **wait <= micros(span)).count();
            prop_assert!(within(w.most) * 3 >= waits.len() * 2);
            prop_assert!(within(w.nearly) * 10 >= waits.len() * 9);
            prop_assert!(micros(w.most) <= micros(w.nearly));
        }
    }

    #[test]
    fn the_wait_is_reckoned_from_real_answers_and_kept() {
        let desk = Desk::new();
        for _ in 0..20 {
            let ticket = desk.asks(&desk.ana, "x", "x");
            desk.notes(&desk.cy, &ticket, "a note is no answer").unwrap();
            desk.passes(30 * MINUTE);
            desk.replies(&desk.bo, &ticket, "Here").unwrap();
            desk.passes(UNDO_TIME);
            desk.replies(&desk.ana, &ticket, "Thanks").unwrap();
        }
        let now = desk.now();
        assert!(now > START);
        let found = desk.read(move |conn| reckon(conn, now));
        assert_eq!(found, Some(Wait { most: Span::Minutes(30), nearly: Span::Minutes(30) }));
        desk.write(move |tx| keep(tx, found, now)).unwrap();
        assert_eq!(desk.read(known), found);
        let later = now.plus(91 * DAY);
        assert_eq!(desk.read(move |conn| reckon(conn, later)), None);
        desk.write(move |tx| keep(tx, None, later)).unwrap();
        assert_eq!(desk.read(known), None);
    }
}
