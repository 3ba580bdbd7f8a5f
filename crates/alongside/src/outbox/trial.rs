//! The admin's test button: does the server answer, does a mail leave?

use super::gather::{self, Facts};
use super::relay;
use super::render::{self, Desk};
use crate::app::App;
use crate::ids::OutgoingId;
use crate::mailbox::{MailAddress, RelaySettings};
use crate::outgoing::{Outgoing, OutgoingKind, OutgoingState};
use crate::person::{self, Person};
use smtp::client::{Relay, Sender};
use std::time::Duration;

/// An admin waits for the answer: shorter than for mail in the queue.
const PATIENCE: Duration = Duration::from_secs(15);

fn hurried(relay: Relay) -> Relay {
    Relay { connect_timeout: PATIENCE, send_timeout: PATIENCE, ..relay }
}

/// Connects and signs in, sends nothing. A sentence either way.
///
/// # Errors
/// What is wrong, for the person who must mend it.
pub async fn check_relay(app: &App, settings: &RelaySettings) -> Result<String, String> {
    let relay = hurried(relay::of_settings(app, settings)?);
    smtp::client::check(&relay).await.map_err(|problem| problem.to_string())
}

/// Sends a test mail to `to` at once, past the queue: through `settings`, or as mail leaves `from` now.
///
/// # Errors
/// What is wrong, for the person who must mend it.
pub async fn test_mail(
    app: &App,
    from: &MailAddress,
    settings: Option<&RelaySettings>,
    to: &str,
) -> Result<String, String> {
    let to = person::folded_address(to);
    if !person::is_address(&to) {
        return Err(format!("“{to}” is not a mail address. It should look like name@example.org."));
    }
    let relay = match settings {
        Some(settings) => relay::of_settings(app, settings)?,
        None => relay::relay_for(app, from.relay.as_deref())?.ok_or(format!("{}.", relay::NO_SERVER))?,
    };
    let now = app.clock.now();
    let asked = to.clone();
    let read = app
        .db
        .read(move |conn| Ok::<_, store::Error>((gather::office(conn)?, person::by_address(conn, &asked)?)));
    let (office, person) = read.await.map_err(|error| error.to_string())?;
    let domain = from.address.rsplit_once('@').map_or("alongside.invalid", |(_, domain)| domain);
    let facts = facts(from, person, &to, &format!("alongside.test.{}@{domain}", now.0), now);
    let desk = Desk {
        public_url: app.config.public_url.clone(),
        reply_key: app.key.derive("reply address"),
        link_key: app.key.derive(crate::broadcast::word::KEY),
        office,
    };
    let raw = mail::compose::compose(&render::compose(&desk, &facts, "", Vec::new()));
    let signer = desk.office.dkim.as_deref().and_then(|json| super::dkim::signer(json, &app.key));
    let raw = match signer {
        Some(signer) => signer.sign(raw, &from.address),
        None => raw,
    };
    match Sender::new(hurried(relay)).send(&from.address, &[&to], &raw).await {
        Ok(delivered) => Ok(format!("The server took the mail for {to}: {}", delivered.response)),
        Err(failed) => Err(failed.to_string()),
    }
}

fn facts(from: &MailAddress, person: Option<Person>, to: &str, rfc_id: &str, now: crate::clock::At) -> Facts {
    Facts {
        mail: Outgoing {
            id: OutgoingId(0),
            kind: OutgoingKind::Test,
            ticket: None,
            message: None,
            person: person.as_ref().map(|p| p.id),
            recipient: to.to_owned(),
            mail_address: Some(from.id),
            rfc_id: rfc_id.to_owned(),
            detail: String::new(),
            raw: None,
            state: OutgoingState::Waiting,
            attempts: 1,
            due_at: now,
            last_answer: String::new(),
            created_at: now,
            sent_at: None,
        },
        address: from.clone(),
        person,
        ticket: None,
        message: None,
        requester_name: String::new(),
        told: None,
        record: None,
        promise: None,
        incident: None,
        previous: None,
        references: Vec::new(),
        files: Vec::new(),
        apart: Vec::new(),
    }
}
