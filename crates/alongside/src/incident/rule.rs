//! The rules on incidents, without looking anything up: what the severities mean, how often people hear from us, what the
//! times of an incident come to.

use super::{Answer, Severity, State};
use crate::clock::{At, DAY, MINUTE};

/// Nobody is left without word for longer than this.
pub const NEXT_UPDATE_LATEST: i64 = 2 * DAY;

/// The spans between updates that there are, in minutes.
pub const CADENCES: [i64; 6] = [15, 30, 60, 120, 240, 1440];

impl Severity {
    pub fn word(self) -> &'static str {
        match self {
            Severity::Minor => "Minor",
            Severity::Major => "Major",
            Severity::Critical => "Critical",
        }
    }

    /// When it is this bad.
    pub fn definition(self) -> &'static str {
        match self {
            Severity::Minor => "Some people are slowed down, and there is another way to do the work.",
            Severity::Major => "Many people cannot do a part of their work, or one team cannot work at all.",
            Severity::Critical => {
                "Work stands still for most people, or safety, money or data is at risk now."
            }
        }
    }

    /// Minutes between updates, unless somebody chooses otherwise.
    pub fn cadence(self) -> i64 {
        match self {
            Severity::Minor => 120,
            Severity::Major => 30,
            Severity::Critical => 15,
        }
    }
}

impl State {
    pub fn word(self) -> &'static str {
        match self {
            State::Investigating => "Looking into it",
            State::Identified => "Cause found",
            State::Monitoring => "Mended, being watched",
            State::Resolved => "Resolved",
        }
    }

    /// Within a sentence: “Wi-Fi is down: we are looking into it”.
    pub fn clause(self) -> &'static str {
        match self {
            State::Investigating => "we are looking into it",
            State::Identified => "the cause is found",
            State::Monitoring => "it is mended and we keep an eye on it",
            State::Resolved => "it is over",
        }
    }
}

impl super::ServiceState {
    pub fn word(self) -> &'static str {
        match self {
            super::ServiceState::Operational => "Works",
            super::ServiceState::Degraded => "Slow or shaky",
            super::ServiceState::PartialOutage => "Down for some",
            super::ServiceState::Outage => "Down",
        }
    }
}

impl Answer {
    pub fn word(self) -> &'static str {
        match self {
            Answer::None => "",
            Answer::Works => "works again",
            Answer::NotYet => "does not work yet",
        }
    }
}

/// “30 minutes”, “2 hours”, “a day”.
pub fn span_words(minutes: i64) -> String {
    match minutes {
        1 => "a minute".to_owned(),
        60 => "an hour".to_owned(),
        1440 => "a day".to_owned(),
        m if m >= 1440 && m % 1440 == 0 => format!("{} days", m / 1440),
        m if m >= 60 && m % 60 == 0 => format!("{} hours", m / 60),
        m if m > 60 => format!("{} h {} min", m / 60, m % 60),
        m => format!("{m} minutes"),
    }
}

/// A span in microseconds for people, to the minute.
pub fn length_words(span: i64) -> String {
    span_words((span.max(0) / MINUTE).max(1))
}

/// Whether the next update may be promised for then.
pub fn is_next_time(now: At, next: At) -> bool {
    next > now && next.since(now) <= NEXT_UPDATE_LATEST
}

/// When the writer of the next update is warned: a third of the span before it, at most ten minutes.
pub fn warn_at(told_at: At, next: At) -> At {
    let span = next.since(told_at).max(0);
    next.plus(-(span / 3).min(10 * MINUTE))
}

/// What the times of an incident come to, in microseconds; none while they are not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Times {
    /// From the beginning until it was declared.
    pub detect: Option<i64>,
    /// From then until its owner had a hand in it.
    pub acknowledge: Option<i64>,
    /// From the beginning until it was over.
    pub mend: Option<i64>,
}

pub fn times(began: At, declared: At, acknowledged: Option<At>, resolved: Option<At>) -> Times {
    Times {
        detect: Some(declared.since(began).max(0)),
        acknowledge: acknowledged.map(|at| at.since(declared).max(0)),
        mend: resolved.map(|at| at.since(began).max(0)),
    }
}

/// A number as a word at the start of a sentence: “Nine people”.
pub fn number_word(count: i64) -> String {
    const WORDS: [&str; 13] = [
        "No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven",
        "Twelve",
    ];
    usize::try_from(count).ok().and_then(|at| WORDS.get(at)).map_or(count.to_string(), |w| (*w).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_writer_is_warned_before_the_time_and_never_more_than_ten_minutes(span in 1..NEXT_UPDATE_LATEST) {
            let (now, next) = (At(0), At(span));
            let warned = warn_at(now, next);
            prop_assert!(warned >= now && warned <= next);
            prop_assert!(next.since(warned) <= 10 * MINUTE);
        }

        #[test]
        fn no_time_of_an_incident_is_negative(began in -9..9_i64, declared in -9..9_i64, seen in -9..9_i64, over in -9..9_i64) {
            let times = times(At(began), At(declared), Some(At(seen)), Some(At(over)));
            prop_assert!([times.detect, times.acknowledge, times.mend].into_iter().flatten().all(|t| t >= 0));
        }
    }

    #[test]
    fn spans_are_said_as_people_say_them() {
        let said = [1, 15, 60, 90, 120, 1440, 2880].map(span_words);
        assert_eq!(said, ["a minute", "15 minutes", "an hour", "1 h 30 min", "2 hours", "a day", "2 days"]);
        assert_eq!(number_word(9), "Nine");
        assert_eq!(number_word(41), "41");
    }

    #[test]
    fn every_severity_has_a_definition_and_a_span_that_can_be_chosen() {
        for severity in Severity::all() {
            assert!(severity.definition().len() > 40 && CADENCES.contains(&severity.cadence()));
        }
    }
}
