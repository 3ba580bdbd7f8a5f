//! How much one address may ask of us: connections at a time, messages in a minute.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Addresses remembered before those without a connection are forgotten.
const MAX_REMEMBERED: usize = 4096;
const MINUTE: Duration = Duration::from_secs(60);

/// The bounds, from [`crate::Settings`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    pub(crate) connections: usize,
    pub(crate) connections_per_peer: usize,
    pub(crate) messages_per_minute: u32,
    pub(crate) counts_loopback: bool,
}

/// Everybody connected now, and lately.
#[derive(Debug)]
pub(crate) struct Peers {
    limits: Limits,
    book: Mutex<Book>,
}

#[derive(Debug, Default)]
struct Book {
    open: usize,
    peers: HashMap<IpAddr, Peer>,
}

#[derive(Debug)]
struct Peer {
    open: usize,
    /// Messages the peer may still begin, in parts of a message: it refills evenly over the minute.
    allowance: f64,
    counted_at: Instant,
}

/// Why a connection was turned away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TurnedAway {
    TooManyTogether,
    TooManyFromPeer,
}

/// A place at the table; given back when dropped.
#[derive(Debug)]
pub(crate) struct Seat {
    peers: Arc<Peers>,
    key: IpAddr,
}

impl Peers {
    pub(crate) fn new(limits: Limits) -> Arc<Self> {
        Arc::new(Self { limits, book: Mutex::default() })
    }

    pub(crate) fn admit(self: &Arc<Self>, peer: IpAddr, now: Instant) -> Result<Seat, TurnedAway> {
        let key = key(peer);
        let full = f64::from(self.limits.messages_per_minute);
        let mut book = self.book();
        if book.open >= self.limits.connections {
            return Err(TurnedAway::TooManyTogether);
        }
        if book.peers.len() >= MAX_REMEMBERED {
            book.peers.retain(|_, peer| peer.open > 0 || now.duration_since(peer.counted_at) < MINUTE);
        }
        if book.peers.len() >= MAX_REMEMBERED {
            // A crowd within one minute: their count of messages starts anew, the memory stays bounded.
            book.peers.retain(|_, peer| peer.open > 0);
        }
        let entry = book.peers.entry(key).or_insert(Peer { open: 0, allowance: full, counted_at: now });
        if entry.open >= self.limits.connections_per_peer {
            return Err(TurnedAway::TooManyFromPeer);
        }
        entry.open += 1;
        book.open += 1;
        Ok(Seat { peers: Arc::clone(self), key })
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Seat {
    /// May this peer begin one more message now? Counts it if so.
    pub(crate) fn may_send(&self, now: Instant) -> bool {
        let per_minute = self.peers.limits.messages_per_minute;
        if per_minute == 0 || self.key.is_loopback() && !self.peers.limits.counts_loopback {
            return true;
        }
        let full = f64::from(per_minute);
        let mut book = self.peers.book();
        let Some(peer) = book.peers.get_mut(&self.key) else { return true };
        let refill = now.duration_since(peer.counted_at).as_secs_f64() * full / MINUTE.as_secs_f64();
        peer.allowance = (peer.allowance + refill).min(full);
        peer.counted_at = now;
        let allowed = peer.allowance >= 1.0;
        if allowed {
            peer.allowance -= 1.0;
        }
        allowed
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut book = self.peers.book();
        book.open = book.open.saturating_sub(1);
        if let Some(peer) = book.peers.get_mut(&self.key) {
            peer.open = peer.open.saturating_sub(1);
            // Without a limit on messages there is nothing to remember about one who left.
            if peer.open == 0 && self.peers.limits.messages_per_minute == 0 {
                book.peers.remove(&self.key);
            }
        }
    }
}

/// IPv6 hands every customer a /64 at least, so that network counts as one peer.
fn key(peer: IpAddr) -> IpAddr {
    match peer.to_canonical() {
        IpAddr::V6(address) => IpAddr::from((u128::from(address) & !u128::from(u64::MAX)).to_be_bytes()),
        canonical => canonical,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn a_seat_is_free_again_when_its_connection_ends() {
        let peers = Peers::new(Limits {
            connections: 3,
            connections_per_peer: 2,
            messages_per_minute: 0,
            counts_loopback: true,
        });
        let now = Instant::now();
        let first = peers.admit(ip("192.0.2.1"), now).unwrap();
        let _second = peers.admit(ip("192.0.2.1"), now).unwrap();
        assert_eq!(peers.admit(ip("::ffff:192.0.2.1"), now).unwrap_err(), TurnedAway::TooManyFromPeer);
        let _other = peers.admit(ip("192.0.2.2"), now).unwrap();
        assert_eq!(peers.admit(ip("192.0.2.3"), now).unwrap_err(), TurnedAway::TooManyTogether);
        drop(first);
        assert!(peers.admit(ip("192.0.2.1"), now).is_ok());
    }

    #[test]
    fn one_ipv6_network_is_one_peer() {
        let peers = Peers::new(Limits {
            connections: 9,
            connections_per_peer: 1,
            messages_per_minute: 0,
            counts_loopback: true,
        });
        let now = Instant::now();
        let _seat = peers.admit(ip("2001:db8::1"), now).unwrap();
        assert!(peers.admit(ip("2001:db8::2"), now).is_err());
        assert!(peers.admit(ip("2001:db8:0:1::2"), now).is_ok());
    }

    #[test]
    fn messages_are_counted_across_connections_and_allowed_again_with_time() {
        let peers = Peers::new(Limits {
            connections: 9,
            connections_per_peer: 9,
            messages_per_minute: 6,
            counts_loopback: true,
        });
        let start = Instant::now();
        let seat = peers.admit(ip("192.0.2.1"), start).unwrap();
        assert!((0..6).all(|_| seat.may_send(start)));
        assert!(!seat.may_send(start));
        drop(seat);
        let again = peers.admit(ip("192.0.2.1"), start).unwrap();
        assert!(!again.may_send(start));
        assert!(again.may_send(start + Duration::from_secs(11)));
        assert!(!again.may_send(start + Duration::from_secs(12)));
    }

    #[test]
    fn the_machine_itself_may_be_left_uncounted() {
        let limits = Limits {
            connections: 9,
            connections_per_peer: 9,
            messages_per_minute: 1,
            counts_loopback: false,
        };
        let (peers, now) = (Peers::new(limits), Instant::now());
        let here = peers.admit("127.0.0.1".parse().unwrap(), now).unwrap();
        assert!((0..9).all(|_| here.may_send(now)));
        let other = peers.admit("192.0.2.1".parse().unwrap(), now).unwrap();
        assert!(other.may_send(now) && !other.may_send(now));
    }
}
