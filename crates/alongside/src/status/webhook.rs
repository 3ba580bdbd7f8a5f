//! Calls to programs that asked for news: which there are to make, what they say, and when one is tried again. Reads the
//! updates by itself, so that no verb can forget or repeat a call. Sending them is `webhook/`.

use super::statuspage;
use super::store::{subscriber, webhook as store};
use super::subscriber::Kind;
use crate::clock::{At, DAY, HOUR, MINUTE};
use crate::ids::{IncidentUpdateId, SubscriberId, WebhookCallId};
use crate::setting;
use ::store::{Conn, Error, Tx};
use std::net::IpAddr;

pub use store::{claim, last_answer, resume};

/// A call that fails is given up after so long.
const GIVE_UP_AFTER: i64 = DAY;
/// A program whose calls fail for so long is no longer called until an admin says so.
const PAUSE_AFTER: i64 = 3 * DAY;
/// Calls that are over can be looked at for so long.
const KEPT: i64 = 14 * DAY;
const PORTION: i64 = 200;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    pub id: WebhookCallId,
    pub subscriber: SubscriberId,
    pub address: String,
    pub body: String,
    /// With the one that is being made.
    pub attempts: i64,
    pub created_at: At,
    pub failed_since: Option<At>,
}

/// Queues the calls for what was said since the last time; true when something was queued. `url` is the page's own
/// address.
///
/// # Errors
/// When the database does not answer; nothing is queued then.
pub fn queue(tx: &mut Tx, url: &str, now: At) -> Result<bool, Error> {
    let name = setting::name::STATUS_CALLED;
    let Some(mark) = setting::get(tx, name)? else {
        // What was said before there were webhooks is not news.
        let newest = store::newest_update(tx)?;
        setting::put(tx, name, &newest.to_string(), now)?;
        return Ok(false);
    };
    let last = IncidentUpdateId(mark.parse().unwrap_or(0));
    let news = store::after(tx, last)?;
    let Some((newest, ..)) = news.last() else { return Ok(false) };
    if !store::take_on(tx, name, &mark, &newest.to_string(), now)? {
        return Ok(false);
    }
    let snapshot = super::store::snapshot(tx, now)?;
    let mut queued = false;
    for (_, _, public_id) in &news {
        let Some(incident) = snapshot.incident(public_id) else { continue };
        let services: Vec<_> = incident.services.iter().map(|(id, _)| *id).collect();
        let body = statuspage::call(&snapshot, incident, url, now);
        let mut after = SubscriberId(0);
        loop {
            let portion = subscriber::of_services(tx, Kind::Webhook, &services, after, PORTION)?;
            let Some(end) = portion.last() else { break };
            after = end.id;
            for one in portion {
                store::insert(tx, one.id, &body, now)?;
                queued = true;
            }
        }
    }
    Ok(queued)
}

/// Notes how a call went. `answer` is one line; `taken` says that the program took it.
pub fn note(tx: &mut Tx, call: &Call, taken: bool, answer: &str, now: At) -> Result<(), Error> {
    let answer: String = answer.chars().filter(|c| !c.is_control()).take(200).collect();
    if taken {
        return store::sent(tx, call, &answer);
    }
    match now.since(call.created_at) >= GIVE_UP_AFTER {
        true => store::failed(tx, call, &answer, now)?,
        false => store::later(tx, call, now.plus(backoff(call.attempts)), &answer, now)?,
    }
    if call.failed_since.is_some_and(|since| now.since(since) >= PAUSE_AFTER) {
        store::pause(tx, call.subscriber, now)?;
    }
    Ok(())
}

/// How long to wait after a failed try.
fn backoff(attempts: i64) -> i64 {
    match attempts {
        ..=1 => MINUTE / 2,
        2 => 2 * MINUTE,
        3 => 10 * MINUTE,
        4 => 30 * MINUTE,
        _ => 2 * HOUR,
    }
}

/// Whether there is something to queue or to call.
pub fn anything(conn: &mut Conn, now: At) -> Result<bool, Error> {
    if subscriber::webhooks(conn)?.is_empty() {
        return Ok(false);
    }
    let mark = setting::get(conn, setting::name::STATUS_CALLED)?;
    let told = mark.as_deref().and_then(|mark| mark.parse().ok()).map(IncidentUpdateId);
    Ok(told != Some(store::newest_update(conn)?) || store::anything_due(conn, now)?)
}

/// Whether an address may be called at all: HTTPS to a host out there, unless the house keeps everything inside.
///
/// # Errors
/// Why not, in a sentence without a full stop.
pub fn check(address: &str, private: bool) -> Result<(), String> {
    let whole = "Write the whole address, beginning with https://";
    let rest = match address.strip_prefix("https://") {
        Some(rest) => rest,
        None if private => address.strip_prefix("http://").ok_or(whole)?,
        None => return Err(whole.to_owned()),
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_plain = address.len() <= 500 && address.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    if authority.is_empty() || authority.contains('@') || !is_plain {
        return Err(whole.to_owned());
    }
    let host = match authority.strip_prefix('[') {
        Some(v6) => v6.split(']').next().unwrap_or_default(),
        None => authority.split(':').next().unwrap_or_default(),
    };
    match host.parse::<IpAddr>() {
        Ok(ip) if !private && !is_public(ip) => Err("This address is in a private network".to_owned()),
        Err(_) if !private && !host.contains('.') => Err(whole.to_owned()),
        _ => Ok(()),
    }
}

/// Whether an address is out there, and not of this machine, this network, or of no network at all.
pub fn is_public(ip: IpAddr) -> bool {
    match ip.to_canonical() {
        IpAddr::V4(v4) => {
            let [a, b, c, _] = v4.octets();
            let shared = a == 100 && (64..128).contains(&b);
            let tests = a == 198 && (18..20).contains(&b) || (a, b, c) == (192, 0, 0);
            !(v4.is_private()
                || v4.is_loopback()
                || v4.is_link_local()
                || v4.is_documentation()
                || v4.is_multicast()
                || a == 0
                || a >= 240
                || shared
                || tests)
        }
        IpAddr::V6(v6) => {
            // Only what is handed out as global (2000::/3), without documentation, tunnels and translations.
            let [a, b, ..] = v6.segments();
            (0x2000..0x4000).contains(&a) && a != 0x2002 && !(a == 0x2001 && (b == 0xdb8 || b < 0x200))
        }
    }
}

/// Forgets calls that are long over.
pub fn sweep(tx: &mut Tx, now: At) -> Result<(), Error> {
    store::forget(tx, now.plus(-KEPT)).map(drop)
}
