//! Parts of the sample pages that several of them share.

use super::{Clock, ServiceRow};
use crate::view::{Choices, Face, Moment};

pub(super) fn at(iso: &str, short: &str, long: &str) -> Moment {
    Moment::sample(iso, short, long)
}

pub(super) fn clock(late: bool) -> Clock {
    Clock {
        at: at("2026-11-24T14:30:00Z", "in 12 min", "Tuesday 24 November 2026, 14:30"),
        shown: "14:30".into(),
        late,
        soon: !late,
    }
}

pub(super) fn bo() -> Face {
    Face::sample("BN", 8, "Bo Nilsson", true)
}

pub(super) fn state_choices(chosen: &str) -> Choices {
    Choices::of(
        &[
            ("outage", "Down"),
            ("partial_outage", "Down for some"),
            ("degraded", "Slow or shaky"),
            ("operational", "Works"),
        ],
        chosen,
    )
}

pub(super) fn service(
    id: &str,
    name: &str,
    key: &'static str,
    word: &'static str,
    chosen: bool,
) -> ServiceRow {
    ServiceRow { id: id.into(), name: name.into(), key, word, states: state_choices(key), chosen }
}

pub(super) fn cadences() -> Choices {
    Choices::of(&[("15", "15 minutes"), ("30", "30 minutes"), ("60", "an hour"), ("120", "2 hours")], "30")
}
