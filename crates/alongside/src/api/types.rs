//! Words and small parts that several answers share. They are the API's own: what the domain calls something may
//! change, what programs were told may not.

use crate::clock::At;
use crate::ids::{PersonId, ServiceId, TeamId};
use crate::{person, service, team, ticket};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use store::{Conn, Error};
use utoipa::ToSchema;

macro_rules! words {
    ($($(#[$meta:meta])* $name:ident = $domain:ty { $($(#[$word:meta])* $variant:ident),+ })+) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$word])* $variant),+ }

        impl From<$domain> for $name {
            fn from(word: $domain) -> $name {
                match word { $(<$domain>::$variant => $name::$variant),+ }
            }
        }

        impl From<$name> for $domain {
            fn from(word: $name) -> $domain {
                match word { $($name::$variant => <$domain>::$variant),+ }
            }
        }
    )+};
}

words! {
    /// Where a ticket stands. `pending` waits for the requester, `on_hold` for somebody else or a date.
    Status = ticket::Status { New, Open, Pending, OnHold, Resolved, Closed }
    Priority = ticket::Priority { Low, Normal, High, Urgent }
    Kind = ticket::Kind { Incident, Request, Question }
    /// How many people it touches.
    Impact = ticket::Impact { One, Several, Many, Everyone }
    /// How soon it hurts.
    Urgency = ticket::Urgency { CanWait, Soon, Stopped }
    /// Whether the requester's work is held up.
    Blocked = ticket::Blocked { Unknown, No, Slowed, Stopped }
    /// The desk's standing views.
    View = ticket::list::View { Mine, Unassigned, Team, Waiting, All }
    /// A reply is seen by the requester, a note by colleagues only.
    MessageKind = ticket::MessageKind { Reply, Note }
    /// The way in.
    Via = ticket::Via { Mail, Portal, Desk, Api }
    /// How the body is written.
    Format = ticket::Format { Markdown, Plain }
    /// What a person may do, each more than the one before.
    Role = person::Role { Requester, Contributor, Agent, Lead, Admin }
    /// How much somebody wants to read about what was done: only what it means for them, a bit of why, or everything.
    Detail = person::Detail { Plain, #[serde(rename = "some")] Middle, Full }
}

/// A tag; kept in lower case, with hyphens for blanks.
#[derive(ToSchema)]
#[schema(min_length = 1, max_length = 40, example = "vpn")]
#[allow(dead_code)]
pub struct Tag(String);

/// The id of a person.
#[derive(ToSchema)]
#[schema(minimum = 1, example = 7)]
#[allow(dead_code)]
pub struct PersonNumber(i64);

/// The id of a message.
#[derive(ToSchema)]
#[schema(minimum = 1, example = 8124)]
#[allow(dead_code)]
pub struct MessageNumber(i64);

/// The id of an upload.
#[derive(ToSchema)]
#[schema(minimum = 1, example = 311)]
#[allow(dead_code)]
pub struct UploadId(i64);

/// A mail address.
#[derive(ToSchema)]
#[schema(format = Email, max_length = 254, example = "ana@example.org")]
#[allow(dead_code)]
pub struct Address(String);

/// A point in time, RFC 3339, UTC.
pub(super) fn time(at: At) -> String {
    at.timestamp().to_string()
}

/// A time that was sent; none when it is no RFC 3339 time of the years 1 to 9999.
pub(super) fn read_time(text: &str) -> Option<At> {
    // A plus sign that was not escaped in a query arrives as a blank.
    let text = text.replacen(' ', "+", usize::from(text.len() > 20));
    let timestamp: jiff::Timestamp = text.parse().ok()?;
    Some(At(timestamp.as_microsecond()))
}

/// Somebody, by id and name.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PersonName {
    #[schema(example = 7, minimum = 1)]
    pub id: i64,
    #[schema(example = "Ana Lind")]
    pub name: String,
}

/// A team or a service, by id, word and name.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PlaceName {
    #[schema(example = 2, minimum = 1)]
    pub id: i64,
    /// The word for filters and changes.
    #[schema(example = "network")]
    pub slug: String,
    #[schema(example = "Network")]
    pub name: String,
}

/// Names looked up once for one answer.
#[derive(Default)]
pub(super) struct Names {
    people: HashMap<PersonId, String>,
    teams: HashMap<TeamId, PlaceName>,
    services: HashMap<ServiceId, PlaceName>,
}

impl Names {
    pub fn person(&mut self, conn: &mut Conn, id: PersonId) -> Result<PersonName, Error> {
        if let Some(name) = self.people.get(&id) {
            return Ok(PersonName { id: id.0, name: name.clone() });
        }
        let name = person::find(conn, id)?.map(|p| p.name).unwrap_or_default();
        self.people.insert(id, name.clone());
        Ok(PersonName { id: id.0, name })
    }

    pub fn team(&mut self, conn: &mut Conn, id: TeamId) -> Result<Option<PlaceName>, Error> {
        if let Some(known) = self.teams.get(&id) {
            return Ok(Some(known.clone()));
        }
        let found = team::find(conn, id)?.map(|t| PlaceName { id: t.id.0, slug: t.slug, name: t.name });
        self.teams.extend(found.clone().map(|name| (id, name)));
        Ok(found)
    }

    pub fn service(&mut self, conn: &mut Conn, id: ServiceId) -> Result<Option<PlaceName>, Error> {
        if let Some(known) = self.services.get(&id) {
            return Ok(Some(known.clone()));
        }
        let found = service::find(conn, id)?.map(|s| PlaceName { id: s.id.0, slug: s.slug, name: s.name });
        self.services.extend(found.clone().map(|name| (id, name)));
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_the_api_are_those_of_the_desk() {
        let word = |value: serde_json::Value| value.as_str().unwrap().to_owned();
        for status in ticket::Status::all() {
            assert_eq!(word(serde_json::to_value(Status::from(*status)).unwrap()), status.as_str());
        }
        for urgency in ticket::Urgency::all() {
            assert_eq!(word(serde_json::to_value(Urgency::from(*urgency)).unwrap()), urgency.as_str());
        }
        for detail in person::Detail::all() {
            assert_eq!(word(serde_json::to_value(Detail::from(*detail)).unwrap()), detail.as_str());
        }
        for role in person::Role::all() {
            assert_eq!(word(serde_json::to_value(Role::from(*role)).unwrap()), role.as_str());
        }
    }

    #[test]
    fn times_go_out_and_come_back_the_same() {
        let at = At(1_795_510_800_123_456);
        assert_eq!(time(at), "2026-11-24T09:00:00.123456Z");
        assert_eq!(read_time(&time(at)), Some(at));
        assert_eq!(read_time("2026-11-24T10:00:00+01:00"), Some(At(1_795_510_800_000_000)));
        assert_eq!(read_time("2026-11-24T10:00:00 01:00"), Some(At(1_795_510_800_000_000)));
        for bad in ["", "2026-11-24", "yesterday", "2026-13-01T00:00:00Z"] {
            assert_eq!(read_time(bad), None, "{bad}");
        }
    }
}
