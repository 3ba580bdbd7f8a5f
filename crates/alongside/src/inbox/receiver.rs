//! What the SMTP and LMTP listeners hand mail to: says which addresses are ours, and keeps what comes.

use super::{AcceptRefused, NewRaw, RawVia, accept};
use crate::app::App;
use crate::clock::{At, SECOND};
use crate::mailbox;
use smtp::{Envelope, Protocol, Receipt, Recipient, Refused};
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

/// How long an address that was ours is taken to be so still, without looking: a busy server asks about the
/// same few for every mail.
const REMEMBERED_FOR: i64 = SECOND;
const REMEMBERED_MAX: usize = 256;

/// The desk behind a listener.
pub struct MailDoor {
    app: App,
    protocol: Protocol,
    /// Addresses of ours as they were written, and when they were looked up. Strangers' are not kept, so that
    /// nobody can fill it.
    ours: Mutex<HashMap<String, At>>,
}

/// A door for one listener; `protocol` is what that listener speaks.
pub fn receiver(app: &App, protocol: Protocol) -> Arc<MailDoor> {
    Arc::new(MailDoor { app: app.clone(), protocol, ours: Mutex::default() })
}

impl smtp::Receiver for MailDoor {
    async fn recipient(&self, address: &str, _peer: IpAddr) -> Recipient {
        let now = self.app.clock.now();
        if self.was_ours(address, now) {
            return Recipient::Known;
        }
        let asked = address.to_owned();
        match self.app.db.read(move |conn| is_ours(conn, &asked)).await {
            Ok(true) => {
                self.remember(address, now);
                Recipient::Known
            }
            Ok(false) => Recipient::Unknown,
            Err(error) => {
                tracing::warn!(%error, "a recipient could not be looked up");
                Recipient::TemporaryFailure
            }
        }
    }

    async fn receive(&self, mail: Envelope) -> Result<Receipt, Refused> {
        let via = match self.protocol {
            Protocol::Smtp => RawVia::Smtp,
            Protocol::Lmtp => RawVia::Lmtp,
        };
        let now = self.app.clock.now();
        let date = jiff::fmt::rfc2822::to_string(&now.timestamp().to_zoned(jiff::tz::TimeZone::UTC));
        // The fields of a final delivery (RFC 5321, 4.4): readers tell a null sender by the first.
        let mut raw = smtp::return_path(&mail.mail_from).into_bytes();
        let id = format!("{:x}", now.0);
        let date = date.unwrap_or_default();
        let trace = smtp::received_header(&mail, self.protocol, &self.app.config.mail_hostname, &id, &date);
        raw.reserve_exact(trace.len() + mail.raw.len());
        raw.extend_from_slice(trace.as_bytes());
        raw.extend_from_slice(&mail.raw);
        let new = NewRaw {
            via,
            peer: mail.peer.to_string(),
            envelope_from: mail.mail_from,
            envelope_to: mail.rcpt_to,
            raw,
            source_key: None,
        };
        match accept(&self.app, new).await {
            Ok(id) => Ok(Receipt { id: id.to_string() }),
            Err(AcceptRefused::Full) => Err(Refused::Full),
            Err(AcceptRefused::Busy) => Err(Refused::Busy),
            Err(AcceptRefused::TooBig) => Err(Refused::TooBig),
        }
    }
}

impl MailDoor {
    fn was_ours(&self, address: &str, now: At) -> bool {
        let ours = self.ours.lock().unwrap_or_else(PoisonError::into_inner);
        ours.get(address).is_some_and(|at| (0..REMEMBERED_FOR).contains(&now.since(*at)))
    }

    fn remember(&self, address: &str, now: At) {
        let mut ours = self.ours.lock().unwrap_or_else(PoisonError::into_inner);
        if ours.len() >= REMEMBERED_MAX {
            ours.clear();
        }
        ours.insert(address.to_owned(), now);
    }
}

/// Mail for this address is ours: it is one of the desk's, with or without a `+tag`, or the postmaster of one
/// of its domains (RFC 5321, 4.5.1).
fn is_ours(conn: &mut ::store::Conn, address: &str) -> Result<bool, ::store::Error> {
    let (local, domain) = address.rsplit_once('@').unwrap_or((address, ""));
    if local.eq_ignore_ascii_case("postmaster") {
        let ours = mailbox::all(conn)?;
        return Ok(ours.iter().any(|a| {
            a.active
                && (domain.is_empty()
                    || a.address.rsplit_once('@').is_some_and(|(_, d)| d.eq_ignore_ascii_case(domain)))
        }));
    }
    Ok(mailbox::tagged(conn, address)?.is_some())
}
