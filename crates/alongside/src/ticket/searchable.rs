//! What of a message the search finds, and filling the search's table anew after a migration emptied it: newest first, in
//! small portions, while the desk works.

use super::{MessageId, Ticket, store};
use crate::clock::At;
use crate::{search, setting};
use ::store::{Error, Tx};

/// Messages of one unit.
const PORTION: i64 = 100;

/// Puts a new message into the search.
pub(super) fn add(
    tx: &mut Tx,
    id: MessageId,
    ticket: &Ticket,
    author: &str,
    body: &str,
) -> Result<(), Error> {
    let requester = crate::person::find(tx, ticket.requester)?;
    let people = match &requester {
        Some(p) => format!("{} {} {author}", p.name, p.address),
        None => author.to_owned(),
    };
    search::index(tx, id, &ticket.subject, &people, body)
}

/// Fills the next portion; whether there is more to do. Once filled it costs one look at a setting.
///
/// # Errors
/// When the database does not answer.
pub fn fill(tx: &mut Tx, now: At) -> Result<bool, Error> {
    let Some(before) = setting::get(tx, setting::name::SEARCH_TO_FILL)?.and_then(|id| id.parse::<i64>().ok())
    else {
        return Ok(false);
    };
    let messages = store::messages_before(tx, MessageId(before), PORTION)?;
    let next = messages.last().map(|message| message.id);
    // Ascending, as the index likes it.
    for message in messages.iter().rev().filter(|message| !message.is_withdrawn) {
        if let Some(ticket) = store::any(tx, message.ticket)? {
            // After a crash some may be there already.
            search::forget(tx, message.id)?;
            add(tx, message.id, &ticket, &message.author_name, &message.body)?;
        }
    }
    let rest = next.map(|id| id.to_string()).unwrap_or_default();
    setting::put(tx, setting::name::SEARCH_TO_FILL, &rest, now)?;
    Ok(next.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::query;
    use crate::testing::Desk;
    use crate::ticket::{find, list::Page};

    #[test]
    fn a_table_emptied_by_a_migration_is_filled_anew_while_new_messages_come() {
        let desk = Desk::new();
        let ticket = desk.asks(&desk.ana, "Printer", "It smells burnt");
        for _ in 0..PORTION {
            desk.replies(&desk.ana, &ticket, "still burning").unwrap();
        }
        let newest = desk.replies(&desk.bo, &ticket, "Pull the plug").unwrap();
        let withdrawn = desk.replies(&desk.bo, &ticket, "Smoke is fine").unwrap();
        desk.does(&desk.bo, &ticket, move |tx, by, t| crate::ticket::reply::withdraw(tx, by, t, withdrawn))
            .unwrap();
        let now = desk.now();
        desk.write(move |tx| {
            for id in 1..=withdrawn.0 {
                search::forget(tx, MessageId(id))?;
            }
            setting::put(tx, setting::name::SEARCH_TO_FILL, &(withdrawn.0 + 1).to_string(), now)
        })
        .unwrap();
        let hits = |text: &'static str| {
            let bo = desk.bo.clone();
            desk.read(move |conn| find::find(conn, &bo, &query::read(text, false), Page::First, now))
                .list
                .items
                .len()
        };
        assert_eq!(hits("burnt"), 0);
        desk.asks(&desk.eve, "Burnt toast", "In the kitchen");
        assert_eq!(hits("burnt"), 1);
        assert!(desk.write(move |tx| fill(tx, now)).unwrap());
        assert_eq!((hits("plug bo"), hits("smells")), (1, 0), "newest first");
        while desk.write(move |tx| fill(tx, now)).unwrap() {}
        assert_eq!((hits("burnt"), hits("bu* smells"), hits("smoke")), (2, 1, 0), "{newest}");
        assert!(!desk.write(move |tx| fill(tx, now)).unwrap());
    }
}
