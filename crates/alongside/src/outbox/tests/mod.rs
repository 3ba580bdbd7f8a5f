//! What the desk promises about the mail it sends, told as stories with a real server at the other end.

mod faults;
mod post_office;
mod signature;
mod words;

use super::deliver::{Claim, Outbox};
use super::{NO_SERVER, drain_due};
use crate::clock::{HOUR, MINUTE, SECOND};
use crate::ids::OutgoingId;
use crate::mailbox::relay::{RelaySecurity, RelaySettings};
use crate::outgoing::{self, NewOutgoing, OutgoingKind, OutgoingState};
use crate::person::{self, Role};
use crate::testing::Desk;
use crate::ticket::create::NewTicket;
use crate::ticket::message::Words;
use crate::ticket::reply::Wish;
use crate::ticket::status::Then;
use crate::ticket::{self, By, Format, Ticket, Via};
use crate::{mailbox, setting};
use post_office::PostOffice;
use smtp::Refused;
use std::collections::VecDeque;

async fn desk_and_office() -> (Desk, PostOffice) {
    let office = PostOffice::open().await;
    let desk = Desk::new();
    leaves_through(&desk, &office);
    (desk, office)
}

fn relay_to(office: &PostOffice) -> RelaySettings {
    RelaySettings {
        host: "127.0.0.1".to_owned(),
        port: office.address.port(),
        security: RelaySecurity::Plain,
        username: String::new(),
        sealed_password: String::new(),
    }
}

/// The admin sets the office as the server of help@desk.example.
fn leaves_through(desk: &Desk, office: &PostOffice) {
    let relay = relay_to(office).to_json();
    desk.write(move |tx| {
        let mut address = mailbox::default(tx)?.expect("the address");
        address.relay = Some(relay.clone());
        tx.publish("settings", "");
        mailbox::store::update(tx, &address)
    })
    .unwrap();
}

/// Ana writes a mail, as the inbox would take it.
fn ana_mails(desk: &Desk, subject: &str, body: &str, rfc_id: &str) -> Ticket {
    let (ana, now) = (desk.ana.clone(), desk.now());
    let (subject, body, rfc_id) = (subject.to_owned(), body.to_owned(), rfc_id.to_owned());
    desk.write(move |tx| {
        let by = By { actor: &ana, now, via: Via::Mail };
        let words =
            Words { body: &body, rfc_id: Some(&rfc_id), format: Some(Format::Plain), ..Words::default() };
        let new = NewTicket { subject: &subject, words, receipt: true, ..NewTicket::default() };
        ticket::create::create(tx, &by, &new)
    })
    .unwrap()
    .0
}

fn header(raw: &[u8], name: &str) -> Option<String> {
    let text = String::from_utf8_lossy(raw);
    let head = text.split("\r\n\r\n").next().unwrap_or_default().replace("\r\n ", " ");
    let start = format!("{}:", name.to_lowercase());
    head.lines()
        .find(|line| line.to_lowercase().starts_with(&start))
        .map(|line| line[start.len()..].trim().to_owned())
}

fn states(desk: &Desk, state: OutgoingState) -> Vec<(OutgoingId, String)> {
    desk.read(move |conn| outgoing::page(conn, state, OutgoingId(i64::MAX), 100))
        .into_iter()
        .map(|mail| (mail.id, mail.last_answer))
        .collect()
}

fn asks_for_a_link(desk: &Desk, link: &str) {
    let detail = serde_json::json!({ "link": link, "minutes": 15 }).to_string();
    let (sealed, ana, now) = (desk.app.key.seal(&detail).unwrap(), desk.ana.id, desk.now());
    desk.write(move |tx| {
        let new = NewOutgoing {
            kind: OutgoingKind::SignInLink,
            ticket: None,
            message: None,
            person: Some(ana),
            recipient: "ana@example.org",
            mail_address: None,
            rfc_id: None,
            domain: "desk.example",
            detail: &sealed,
            now,
            due_at: now,
        };
        outgoing::queue(tx, &new)
    })
    .unwrap();
}
