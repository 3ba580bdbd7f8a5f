//! Those who asked the status page for news: by mail, confirmed by a button on a page that a mail leads to, and programs
//! (webhooks) that an admin entered. The words in their links are signed, so nothing secret is stored.

use super::snapshot::Audience;
use super::store::subscriber as store;
use crate::broadcast::{Recipient, Register, word};
use crate::clock::{At, DAY, HOUR};
use crate::ids::{ServiceId, SubscriberId};
use crate::language::Language;
use crate::outgoing::{self, NewOutgoing, OutgoingKind, Short};
use crate::person::{self, Limit};
use crate::{mailbox, secret, setting};
use ::store::{Conn, Error, Tx};

pub use store::{choice, count, find, webhooks};

/// What the words in links to confirm are signed for.
const CONFIRM: &str = "confirm subscription";
/// Whoever does not confirm within this time is forgotten.
const CONFIRM_WITHIN: i64 = 7 * DAY;
/// Services one subscriber may choose.
const SERVICES_MAX: usize = 200;
/// Read at once when many are told.
const PORTION: i64 = 2_000;

const PER_ADDRESS: Limit = Limit { kind: "subscribe_address", max: 3, window: HOUR };
const PER_PEER: Limit = Limit { kind: "subscribe_peer", max: 10, window: HOUR };
/// Beyond this nothing is sent, and the answer stays the same.
const ALL: Limit = Limit { kind: "subscribe", max: 500, window: HOUR };

::store::text_enum! {
    pub enum Kind { Mail = "mail", Webhook = "webhook" }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscriber {
    pub id: SubscriberId,
    pub kind: Kind,
    /// Mail address, folded; or where to call.
    pub address: String,
    pub language: String,
    pub time_zone: String,
    pub created_at: At,
    pub confirmed_at: Option<At>,
    /// Since when each call failed.
    pub failed_since: Option<At>,
    pub paused_at: Option<At>,
}

/// What somebody asks for.
#[derive(Clone, Debug)]
pub struct Wish<'a> {
    pub address: &'a str,
    /// None: all.
    pub services: &'a [ServiceId],
    pub language: Language,
    /// Who asks, as limits count them.
    pub peer: &'a str,
    /// What the desk is called, and where links lead.
    pub place: &'a str,
    pub url: &'a str,
    /// Signs the words in links.
    pub key: &'a [u8; 32],
}

/// Somebody asks for news by mail: a mail asks back whether they want that. Says when to try again when there were too
/// many tries. Whoever is subscribed already gets the way to their choice instead, and the asker reads the same.
///
/// # Errors
/// When the database does not answer.
pub fn ask(tx: &mut Tx, wish: &Wish, now: At) -> Result<Option<At>, Error> {
    let address = person::folded_address(wish.address);
    for (limit, subject) in [(PER_ADDRESS, address.as_str()), (PER_PEER, wish.peer)] {
        if let Some(again_at) = person::limit(tx, limit, subject, now)? {
            return Ok(Some(again_at));
        }
    }
    // A mail to an address of ours would come back as a request for help.
    if person::limit(tx, ALL, "", now)?.is_some() || mailbox::by_address(tx, &address)?.is_some() {
        return Ok(None);
    }
    let known = store::by_address(tx, Kind::Mail, &address)?;
    let short = match &known {
        Some(known) if known.confirmed_at.is_some() => known_already(wish, known.id),
        Some(known) => {
            store::asked_again(tx, known.id, wish.language.as_str(), "", now)?;
            choose(tx, known.id, wish.services)?;
            please_confirm(wish, known.id)
        }
        None => {
            let new = Subscriber {
                id: SubscriberId(0),
                kind: Kind::Mail,
                address: address.clone(),
                language: wish.language.as_str().to_owned(),
                time_zone: String::new(),
                created_at: now,
                confirmed_at: None,
                failed_since: None,
                paused_at: None,
            };
            let id = store::insert(tx, &new)?;
            choose(tx, id, wish.services)?;
            please_confirm(wish, id)
        }
    };
    let domain = mailbox::domain_for(tx, None)?;
    let detail = serde_json::to_string(&short).unwrap_or_default();
    let mail = NewOutgoing {
        kind: OutgoingKind::Subscription,
        ticket: None,
        message: None,
        person: None,
        recipient: &address,
        mail_address: None,
        rfc_id: None,
        domain: &domain,
        detail: &detail,
        now,
        due_at: now,
    };
    outgoing::queue(tx, &mail)?;
    Ok(None)
}

fn please_confirm(wish: &Wish, id: SubscriberId) -> Short {
    let word = word::sign(wish.key, CONFIRM, &[id.0]);
    let say = |key: &str| wish.language.text(key, &[("place", wish.place.into())]);
    Short {
        subject: say("status-mail-subject"),
        lead: vec![say("status-mail-lead")],
        go_label: say("status-confirm-go"),
        go_link: format!("{}/status/confirm/{word}", wish.url),
        foot: vec![say("status-mail-foot")],
    }
}

fn known_already(wish: &Wish, id: SubscriberId) -> Short {
    let word = word::sign(wish.key, word::UNSUBSCRIBE, &[id.0]);
    let say = |key: &str| wish.language.text(key, &[("place", wish.place.into())]);
    Short {
        subject: say("status-mail-known-subject"),
        lead: vec![say("status-mail-known-lead")],
        go_label: say("status-mail-known-go"),
        go_link: format!("{}/status/unsubscribe/{word}", wish.url),
        foot: vec![say("status-mail-foot")],
    }
}

fn one(conn: &mut Conn, key: &[u8; 32], purpose: &str, word: &str) -> Result<Option<Subscriber>, Error> {
    match word::open(key, purpose, word).as_deref() {
        Some([id]) => store::find(conn, SubscriberId(*id)),
        _ => Ok(None),
    }
}

/// Whoever a word to confirm belongs to.
pub fn to_confirm(conn: &mut Conn, key: &[u8; 32], word: &str) -> Result<Option<Subscriber>, Error> {
    one(conn, key, CONFIRM, word)
}

/// Whoever a word to change or to leave belongs to.
pub fn by_word(conn: &mut Conn, key: &[u8; 32], word: &str) -> Result<Option<Subscriber>, Error> {
    one(conn, key, word::UNSUBSCRIBE, word)
}

/// The word with which a subscriber changes their choice and leaves.
pub fn own_word(key: &[u8; 32], id: SubscriberId) -> String {
    word::sign(key, word::UNSUBSCRIBE, &[id.0])
}

/// “Yes, send me news.” Twice is once.
pub fn confirm(tx: &mut Tx, id: SubscriberId, now: At) -> Result<(), Error> {
    store::confirm(tx, id, now).map(drop)
}

/// Chooses services; none: all. Those that are not there are left out.
pub fn choose(tx: &mut Tx, id: SubscriberId, services: &[ServiceId]) -> Result<(), Error> {
    let mut known: Vec<ServiceId> = super::store::shown(tx)?;
    known.retain(|service| services.contains(service));
    known.truncate(SERVICES_MAX);
    store::choose(tx, id, &known)
}

/// Leaves; nothing of the subscriber is kept. Twice is once.
pub fn leave(tx: &mut Tx, id: SubscriberId) -> Result<(), Error> {
    store::remove(tx, id).map(drop)
}

/// Forgets those who never confirmed.
pub fn sweep(tx: &mut Tx, now: At) -> Result<(), Error> {
    for id in store::unconfirmed(tx, now.plus(-CONFIRM_WITHIN))? {
        store::remove(tx, id)?;
    }
    Ok(())
}

/// Everybody who asked to hear by mail of one of these services, or of all, for [`crate::broadcast::send`].
pub fn subscribers_of(conn: &mut Conn, services: &[ServiceId]) -> Result<Vec<Recipient>, Error> {
    if setting::get(conn, setting::name::STATUS_PAGE)?.as_deref() == Some(Audience::Nobody.as_str()) {
        return Ok(Vec::new());
    }
    let mut all = Vec::new();
    let mut after = SubscriberId(0);
    loop {
        let portion = store::of_services(conn, Kind::Mail, services, after, PORTION)?;
        let Some(last) = portion.last() else { return Ok(all) };
        after = last.id;
        all.extend(portion.into_iter().map(|subscriber| Recipient {
            address: subscriber.address,
            person: None,
            ticket: None,
            subscriber: Some(subscriber.id),
            register: Register::Subscriber,
        }));
    }
}

/// An admin enters a program to call. Gives none when it is entered already.
pub fn add_webhook(tx: &mut Tx, address: &str, now: At) -> Result<Option<SubscriberId>, Error> {
    if store::by_address(tx, Kind::Webhook, address)?.is_some() {
        return Ok(None);
    }
    let new = Subscriber {
        id: SubscriberId(0),
        kind: Kind::Webhook,
        address: address.to_owned(),
        language: "en".to_owned(),
        time_zone: String::new(),
        created_at: now,
        confirmed_at: Some(now),
        failed_since: None,
        paused_at: None,
    };
    store::insert(tx, &new).map(Some)
}

/// What a program checks the signature of its calls with, told to the admin: 256 bits that only the desk's key gives.
pub fn webhook_secret(key: &secret::Key, id: SubscriberId) -> String {
    let purpose = format!("webhook {id}");
    key.derive(&purpose).iter().map(|byte| format!("{byte:02x}")).collect()
}
