//! The admin's page of outgoing mail. Prepared words only.

use crate::view::{Desk, Kind, Moment, Place, page};
use askama::Template;

/// `/admin/outgoing?show=waiting|failed|sent`. `POST /admin/outgoing/tries` tries all that wait.
#[derive(Template, Clone, Debug, Default)]
#[template(path = "outbox/pages/outgoing.html")]
pub struct OutgoingPage {
    pub desk: Desk,
    /// `waiting`, `failed` or `sent`.
    pub show: String,
    /// Figures beside the three tabs; may be empty.
    pub waiting: String,
    pub failed: String,
    pub mails: Vec<OutgoingMail>,
    pub older: String,
    /// "Sending rests: smtp.example.org refused the password at 13:02. Next try in 4 min."; may be empty.
    pub trouble: String,
}
page!(OutgoingPage);

/// One mail in the queue. `POST /admin/outgoing/{id}/retry` sends it again, `…/cancellation` takes it out.
#[derive(Clone, Debug, Default)]
pub struct OutgoingMail {
    pub id: u64,
    pub to: String,
    pub subject: String,
    /// The ticket it belongs to; 0 for none.
    pub ticket: u64,
    pub at: Moment,
    /// "tried 3 times: 451 try later" or "552 mailbox full"; may be empty.
    pub state: String,
    /// When it is tried next.
    pub next: Option<Moment>,
    pub failed: bool,
    pub can_retry: bool,
    pub can_cancel: bool,
}

/// `/admin/mail/signing`: the key of each domain. Forms: `POST /admin/mail/signing` (`domain`: make a key), `…/check`
/// (`domain`: ask DNS), `…/state` (`domain`, `on`).
#[derive(Template, Clone, Debug, Default)]
#[template(path = "outbox/pages/signing.html")]
pub struct SigningPage {
    pub desk: Desk,
    pub domains: Vec<SignedDomain>,
}
page!(SigningPage);

/// A domain of ours.
#[derive(Clone, Debug, Default)]
pub struct SignedDomain {
    pub domain: String,
    /// Our addresses in it.
    pub addresses: String,
    /// Of the TXT record; empty while there is no key.
    pub name: String,
    pub value: String,
    pub is_on: bool,
    /// What DNS said just now.
    pub seen: Option<(Kind, String)>,
}

impl SigningPage {
    pub fn sample() -> SigningPage {
        SigningPage {
            desk: Desk::sample(Place::Mail, None),
            domains: vec![
                SignedDomain {
                    domain: "marlowvale.example".into(),
                    addresses: "help@marlowvale.example, network-and-telephones@marlowvale.example".into(),
                    name: "alongside202611241220._domainkey.marlowvale.example".into(),
                    value: format!(
                        "v=DKIM1; k=rsa; p={}IDAQAB",
                        "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A".repeat(12)
                    ),
                    is_on: false,
                    seen: Some((
                        Kind::Warn,
                        "DNS does not show it yet. A new record can take an hour to spread.".into(),
                    )),
                },
                SignedDomain { domain: "marlow-library.example".into(), ..SignedDomain::default() },
            ],
        }
    }
}

impl OutgoingPage {
    pub fn sample() -> OutgoingPage {
        let at = Moment::sample("2026-11-24T12:20:00Z", "45 min", "Tuesday 24 November 2026, 12:20");
        let soon = Moment::sample("2026-11-24T13:10:00Z", "in 5 min", "Tuesday 24 November 2026, 13:10");
        OutgoingPage {
            desk: Desk::sample(Place::Outgoing, None),
            show: "failed".into(),
            waiting: "2".into(),
            failed: "2".into(),
            mails: vec![
                OutgoingMail { id: 75, to: "ana.oliveira-kowalczyk@marlowvale.example".into(), subject: "Re: [#1042] Printer on ward 4 prints the first page and then nothing".into(), ticket: 1042, at: at.clone(), state: "552 5.2.2 The mailbox is full".into(), next: None, failed: true, can_retry: true, can_cancel: true },
                OutgoingMail { id: 74, to: "peter.ashworth@marlowvale.example".into(), subject: "Your sign-in link".into(), ticket: 0, at, state: "tried 3 times: 451 4.7.1 Please try again later".into(), next: Some(soon), failed: false, can_retry: true, can_cancel: true },
            ],
            older: String::new(),
            trouble: "Sending rests: smtp.marlowvale.example did not answer at 13:02. Everything is kept; the next try is in 4 minutes.".into(),
        }
    }
    pub fn sample_empty() -> OutgoingPage {
        OutgoingPage {
            desk: Desk::sample(Place::Outgoing, None),
            show: "waiting".into(),
            ..OutgoingPage::default()
        }
    }
}
