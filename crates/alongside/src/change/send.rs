//! Telling people of a change: what is due beforehand, and what is said at once when it begins, ends, moves or is called off.
//! Each is claimed by a conditional update in the unit that writes the broadcast, so two nodes never say the same twice.

use super::announce::{self, Announcement, Occasion};
use super::ics::{Appointment, Method};
use super::{Change, State, audience, ics, letter, store};
use crate::broadcast::{self, BroadcastId, BroadcastKind, NewBroadcast, Recipient};
use crate::clock::At;
use crate::language::Language;
use crate::mailbox;
use crate::record::timeline::{self, EntryKind};
use ::store::{Conn, Error as Fault, Tx};

/// Says the next thing that is due; true when there may be more.
///
/// # Errors
/// When the database does not answer; nothing is kept then, and it is said next time.
pub fn due(tx: &mut Tx, now: At, language: Language) -> Result<bool, Fault> {
    store::announce::drop_lapsed(tx, now)?;
    let Some((id, change)) = store::announce::due(tx, now)? else { return Ok(false) };
    let Some(change) = store::by_id(tx, change)? else {
        store::announce::give_up(tx, id)?;
        return Ok(true);
    };
    let announcement = announce::of(tx, change.id)?;
    // Whatever became of it meanwhile was said at once, or nobody was to be told.
    if change.state != State::Approved || !announcement.is_scheduled {
        store::announce::give_up(tx, id)?;
        return Ok(true);
    }
    if !store::announce::claim(tx, id, now)? {
        return Ok(true);
    }
    let told = audience::recipients(tx, change.id)?;
    let broadcast = say(tx, now, language, &change, &announcement, Occasion::Before, "", &told)?;
    store::announce::sent_as(tx, id, broadcast)?;
    Ok(true)
}

/// Says at once that a change begins or is over, to its audience and to everybody who was told before.
pub(super) fn at_once(
    tx: &mut Tx,
    now: At,
    language: Language,
    change: &Change,
    occasion: Occasion,
) -> Result<(), Fault> {
    let announcement = announce::of(tx, change.id)?;
    let wanted = match occasion {
        Occasion::Start => announcement.at_start,
        _ => announcement.at_end,
    };
    store::announce::drop_waiting(tx, change.id)?;
    if !announcement.is_scheduled || !wanted {
        return Ok(());
    }
    let told = audience::recipients(tx, change.id)?;
    let broadcast = say(tx, now, language, change, &announcement, occasion, "", &told)?;
    store::announce::note_sent(tx, change.id, occasion, now, broadcast)
}

/// Tells everybody who had been told, and nobody else, that it has another time or will not be. True when there was anybody.
pub(super) fn told_before(
    tx: &mut Tx,
    now: At,
    language: Language,
    change: &Change,
    occasion: Occasion,
    reason: &str,
) -> Result<bool, Fault> {
    let told = audience::told_before(tx, change.id)?;
    if told.is_empty() {
        return Ok(false);
    }
    let announcement = announce::of(tx, change.id)?;
    let broadcast = say(tx, now, language, change, &announcement, occasion, reason, &told)?;
    store::announce::note_sent(tx, change.id, occasion, now, broadcast)?;
    Ok(true)
}

#[allow(clippy::too_many_arguments)]
fn say(
    tx: &mut Tx,
    now: At,
    language: Language,
    change: &Change,
    announcement: &Announcement,
    occasion: Occasion,
    reason: &str,
    told: &[Recipient],
) -> Result<BroadcastId, Fault> {
    let text = letter::text(language, occasion, change, &announcement.words, reason);
    let calendar = match occasion {
        Occasion::Before | Occasion::Moved => {
            appointment(tx, now, language, change, announcement, Method::Publish)?
        }
        Occasion::Cancelled => appointment(tx, now, language, change, announcement, Method::Cancel)?,
        Occasion::Start | Occasion::End => String::new(),
    };
    // When it is over, the plan for it interests nobody.
    let window = change.window().filter(|_| occasion != Occasion::End);
    let new = NewBroadcast {
        record: change.id.into(),
        kind: BroadcastKind::Announcement,
        author: change.owner,
        subject: &text.subject,
        body: &text.body,
        stakeholder_body: "",
        next_at: None,
        starts_at: window.map(|(from, _)| from),
        ends_at: window.map(|(_, until)| until),
        page_path: "",
        calendar: &calendar,
        asks_to_acknowledge: announcement.asks_to_acknowledge && occasion != Occasion::End,
    };
    let broadcast = broadcast::send(tx, now, &new, told)?;
    let people = match told.len() {
        1 => "1 person was told".to_owned(),
        n => format!("{n} people were told"),
    };
    let words = format!("{people}: {}", text.subject);
    timeline::append(tx, change.id.into(), None, now, now, EntryKind::Message, &words)?;
    Ok(broadcast)
}

fn appointment(
    conn: &mut Conn,
    now: At,
    language: Language,
    change: &Change,
    announcement: &Announcement,
    method: Method,
) -> Result<String, Fault> {
    let Some((from, until)) = change.window() else { return Ok(String::new()) };
    let organizer = match mailbox::default(conn)? {
        Some(address) => address.address,
        None => format!("noreply@{}", mailbox::domain_for(conn, None)?),
    };
    let appointment = Appointment {
        uid: uid(&change.public_id),
        sequence: change.sequence,
        stamp: now,
        from,
        until,
        summary: change.title.clone(),
        description: letter::plain(language, &announcement.words),
        url: String::new(),
        cancelled: method == Method::Cancel,
        busy: false,
    };
    Ok(ics::letter(method, &organizer, &appointment))
}

/// The appointment's name for as long as it lives: nothing in it can change, whatever the desk's address becomes.
pub fn uid(public_id: &str) -> String {
    format!("{public_id}@changes.alongside")
}
