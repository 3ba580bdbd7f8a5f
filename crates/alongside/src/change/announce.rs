//! The announcement of a change: the seven things that people must know, without which it cannot be scheduled; whom it
//! goes to, adjusted by hand; and when it is said.

use super::verbs::worked_on;
use super::{Change, ChangeId, Error, Refused, TEXT_LENGTH_MAX, audience, clean, rule, store};
use crate::clock::{At, MINUTE};
use crate::ids::PersonId;
use crate::person::{self, Actor};
use crate::record::timeline::{self, EntryKind};
use ::store::{Conn, Error as Fault, Tx};

::store::text_enum! {
    /// Why people are told just now.
    pub enum Occasion {
        Before = "before",
        Start = "start",
        End = "end",
        Moved = "moved",
        Cancelled = "cancelled",
    }
}

impl Occasion {
    pub fn word(self) -> &'static str {
        match self {
            Occasion::Before => "Beforehand",
            Occasion::Start => "When it begins",
            Occasion::End => "When it is over",
            Occasion::Moved => "New time",
            Occasion::Cancelled => "Cancelled",
        }
    }
}

/// What it says besides when, in the words of the people who read it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    pub what: String,
    /// What they will notice.
    pub notice: String,
    /// Why it is worth it.
    pub why: String,
    pub must_do: String,
    /// Whom to ask.
    pub contact: String,
    /// How it is undone if it does not work out.
    pub undo: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announcement {
    pub words: Words,
    /// Minutes before the start at which it is sent, the longest first.
    pub before_minutes: Vec<i64>,
    pub at_start: bool,
    pub at_end: bool,
    /// Readers may say that they saw it.
    pub asks_to_acknowledge: bool,
    pub is_scheduled: bool,
    pub version: i64,
}

impl Default for Announcement {
    fn default() -> Announcement {
        Announcement {
            words: Words::default(),
            before_minutes: vec![7 * 24 * 60, 24 * 60],
            at_start: true,
            at_end: true,
            asks_to_acknowledge: false,
            is_scheduled: false,
            version: 0,
        }
    }
}

/// The times before the start that can be chosen, in minutes, and their names.
pub const BEFORE: [(i64, &str); 7] = [
    (28 * 24 * 60, "Four weeks before"),
    (14 * 24 * 60, "Two weeks before"),
    (7 * 24 * 60, "A week before"),
    (3 * 24 * 60, "Three days before"),
    (24 * 60, "A day before"),
    (4 * 60, "Four hours before"),
    (60, "An hour before"),
];

/// One of the seven things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    What,
    When,
    Notice,
    Why,
    MustDo,
    Contact,
    Undo,
}

impl Part {
    /// As it ends the sentence “Please say …”.
    pub fn words(self) -> &'static str {
        match self {
            Part::What => "what changes",
            Part::When => "from when until when",
            Part::Notice => "what people will notice",
            Part::Why => "why it is worth it",
            Part::MustDo => "what they must do, even if it is nothing",
            Part::Contact => "whom to ask",
            Part::Undo => "how it is undone",
        }
    }

    /// The field of the form.
    pub fn field(self) -> &'static str {
        match self {
            Part::What => "what",
            Part::When => "when",
            Part::Notice => "notice",
            Part::Why => "why",
            Part::MustDo => "must_do",
            Part::Contact => "contact",
            Part::Undo => "undo",
        }
    }
}

/// What is still unsaid.
pub fn missing(words: &Words, window: Option<(At, At)>) -> Vec<Part> {
    let parts = [
        (Part::What, words.what.as_str()),
        (Part::Notice, words.notice.as_str()),
        (Part::Why, words.why.as_str()),
        (Part::MustDo, words.must_do.as_str()),
        (Part::Contact, words.contact.as_str()),
        (Part::Undo, words.undo.as_str()),
    ];
    let mut missing: Vec<Part> = parts
        .iter()
        .filter(|(_, text)| !text.chars().any(char::is_alphanumeric))
        .map(|(part, _)| *part)
        .collect();
    if window.is_none_or(|(from, until)| until <= from) {
        missing.insert(usize::from(missing.first() == Some(&Part::What)), Part::When);
    }
    missing
}

/// “what changes and why it is worth it”
pub fn in_words(parts: &[Part]) -> String {
    rule::sentence(&parts.iter().map(|part| part.words()).collect::<Vec<_>>())
}

/// When people are told beforehand, the first time first. What would lie in the past is said at once, and once: a change
/// that begins tomorrow is announced now, not “a week before”.
pub fn times(before_minutes: &[i64], starts_at: At, now: At) -> Vec<At> {
    if starts_at <= now || before_minutes.is_empty() {
        return Vec::new();
    }
    let mut times: Vec<At> =
        before_minutes.iter().map(|minutes| starts_at.plus(-minutes * MINUTE).max(now)).collect();
    times.sort_unstable();
    times.dedup();
    times
}

/// The change's announcement; an empty one while nobody has begun to write.
pub fn of(conn: &mut Conn, change: ChangeId) -> Result<Announcement, Fault> {
    Ok(store::announce::find(conn, change)?.unwrap_or_default())
}

/// Keeps what was written, whatever is still missing. One that is scheduled must stay complete: it waits to be sent.
pub fn save(
    tx: &mut Tx,
    by: &Actor,
    now: At,
    change: &Change,
    wanted: &Announcement,
) -> Result<Announcement, Error> {
    worked_on(by, change)?;
    let before = of(tx, change.id)?;
    if wanted.version != before.version {
        return Err(Refused::Meanwhile.into());
    }
    let known = |minutes: &&i64| BEFORE.iter().any(|(known, _)| known == *minutes);
    let mut before_minutes: Vec<i64> = wanted.before_minutes.iter().filter(known).copied().collect();
    before_minutes.sort_unstable_by_key(|minutes| -minutes);
    before_minutes.dedup();
    let w = &wanted.words;
    let saved = Announcement {
        words: Words {
            what: clean(&w.what, TEXT_LENGTH_MAX),
            notice: clean(&w.notice, TEXT_LENGTH_MAX),
            why: clean(&w.why, TEXT_LENGTH_MAX),
            must_do: clean(&w.must_do, TEXT_LENGTH_MAX),
            contact: clean(&w.contact, TEXT_LENGTH_MAX),
            undo: clean(&w.undo, TEXT_LENGTH_MAX),
        },
        before_minutes,
        is_scheduled: before.is_scheduled,
        version: before.version + 1,
        ..wanted.clone()
    };
    if before.is_scheduled {
        let missing = missing(&saved.words, change.window());
        if !missing.is_empty() {
            return Err(Refused::Missing(missing).into());
        }
    }
    store::announce::save(tx, change.id, &saved, now)?;
    if before.is_scheduled && before.before_minutes != saved.before_minutes {
        plan(tx, now, change, &saved)?;
    }
    Ok(saved)
}

/// From now on it goes out by itself.
pub fn schedule(tx: &mut Tx, by: &Actor, now: At, change: &Change) -> Result<(), Error> {
    worked_on(by, change)?;
    if change.state.is_over() {
        return Err(Refused::NotNow(change.state).into());
    }
    let announcement = of(tx, change.id)?;
    let missing = missing(&announcement.words, change.window());
    if !missing.is_empty() {
        return Err(Refused::Missing(missing).into());
    }
    if change.starts_at.is_some_and(|at| at <= now) && change.began_at.is_none() {
        return Err(Refused::Past.into());
    }
    if audience::of(tx, change.id)?.told.is_empty() {
        return Err(Refused::NobodyToTell.into());
    }
    let scheduled = Announcement { is_scheduled: true, ..announcement };
    store::announce::save(tx, change.id, &scheduled, now)?;
    plan(tx, now, change, &scheduled)?;
    let words = format!("{} scheduled the announcement", by.name);
    timeline::append(tx, change.id.into(), Some(by.id), now, now, EntryKind::Deed, &words)?;
    Ok(())
}

/// Nothing more goes out by itself.
pub fn unschedule(tx: &mut Tx, by: &Actor, now: At, change: &Change) -> Result<(), Error> {
    worked_on(by, change)?;
    let announcement = of(tx, change.id)?;
    if announcement.is_scheduled {
        store::announce::save(tx, change.id, &Announcement { is_scheduled: false, ..announcement }, now)?;
        store::announce::drop_waiting(tx, change.id)?;
        let words = format!("{} stopped the announcement", by.name);
        timeline::append(tx, change.id.into(), Some(by.id), now, now, EntryKind::Deed, &words)?;
    }
    Ok(())
}

/// Plans anew when people are told beforehand. What they were told already stays said: a time that has passed is not said
/// again unless nobody was told at all.
pub(super) fn plan(tx: &mut Tx, now: At, change: &Change, announcement: &Announcement) -> Result<(), Fault> {
    store::announce::drop_waiting(tx, change.id)?;
    let Some(starts_at) = change.starts_at else { return Ok(()) };
    let told = store::announce::sends(tx, change.id)?.iter().any(|send| send.sent_at.is_some());
    for due_at in times(&announcement.before_minutes, starts_at, now) {
        if told && due_at <= now {
            continue;
        }
        store::announce::plan_send(tx, change.id, Occasion::Before, due_at)?;
    }
    Ok(())
}

/// Puts the audience right by hand. `added` none: as the services say again.
pub fn adjust(
    tx: &mut Tx,
    by: &Actor,
    change: &Change,
    person: PersonId,
    added: Option<bool>,
) -> Result<(), Error> {
    worked_on(by, change)?;
    let Some(added) = added else {
        store::announce::drop_person(tx, change.id, person)?;
        return Ok(());
    };
    match person::find(tx, person)? {
        Some(found) if found.active => store::announce::put_person(tx, change.id, person, added)?,
        _ => return Err(Refused::NoSuchPerson.into()),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{DAY, HOUR};
    use proptest::prelude::*;

    fn whole() -> Words {
        let words = |text: &str| text.to_owned();
        Words {
            what: words("Mail moves to new servers."),
            notice: words("Mail is away for ten minutes."),
            why: words("The old ones are slow."),
            must_do: words("Nothing."),
            contact: words("Bo, extension 11."),
            undo: words("We switch back within five minutes."),
        }
    }

    #[test]
    fn an_announcement_says_seven_things_or_which_are_missing() {
        let window = Some((At(1), At(2)));
        assert_eq!(missing(&whole(), window), []);
        assert_eq!(missing(&whole(), None), [Part::When]);
        let some = Words { why: " — ".to_owned(), undo: String::new(), ..whole() };
        assert_eq!(missing(&some, window), [Part::Why, Part::Undo]);
        assert_eq!(in_words(&missing(&some, window)), "why it is worth it and how it is undone");
        assert_eq!(missing(&Words::default(), None).len(), 7);
    }

    #[test]
    fn what_would_lie_in_the_past_is_said_at_once_and_once() {
        let now = At(100 * DAY);
        let times = |hours: i64| -> Vec<i64> {
            let starts = now.plus(hours * HOUR);
            super::times(&[7 * 24 * 60, 24 * 60, 60], starts, now)
                .iter()
                .map(|at| at.since(now) / HOUR)
                .collect()
        };
        assert_eq!(times(10 * 24), [72, 216, 239]);
        assert_eq!(times(30), [0, 6, 29]);
        assert_eq!(times(2), [0, 1]);
        assert_eq!(times(0), [] as [i64; 0]);
    }

    proptest! {
        #[test]
        fn nobody_is_told_beforehand_after_the_start_nor_before_now(
            chosen in proptest::collection::vec(0_usize..BEFORE.len(), 0..7), ahead in -100_i64..100_000,
        ) {
            let minutes: Vec<i64> = chosen.iter().map(|i| BEFORE[*i].0).collect();
            let (now, starts) = (At(0), At(ahead * MINUTE));
            let found = times(&minutes, starts, now);
            prop_assert!(found.windows(2).all(|w| w[0] < w[1]));
            prop_assert!(found.iter().all(|at| *at >= now && *at < starts));
            prop_assert_eq!(found.is_empty(), minutes.is_empty() || ahead <= 0);
        }
    }
}
