//! Accepts connections within the bounds, and stops without losing a message.

use crate::meters::{self, Meters};
use crate::peers::{Limits, Peers, Seat, TurnedAway};
use crate::session::{self, Shared};
use crate::{CancellationToken, Receiver, Settings, reply};
use metrics::Gauge;
use std::io;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinError, JoinSet};

/// Serves `listener` until `shutdown` is cancelled. Then no connection is accepted, idle clients are told
/// 421, messages in hand are finished and answered, and the function returns, after
/// [`Settings::shutdown_grace`] at the latest.
///
/// # Errors
/// When the listener is not one that can be served at all; a failing connection is never an error.
pub async fn serve<R: Receiver>(
    listener: TcpListener,
    settings: Settings,
    receiver: Arc<R>,
    shutdown: CancellationToken,
) -> Result<(), io::Error> {
    let address = listener.local_addr()?;
    tracing::info!(%address, protocol = ?settings.protocol, tls = settings.tls.is_some(), "taking mail");
    let peers = Peers::new(Limits {
        connections: settings.max_connections,
        connections_per_peer: settings.max_connections_per_peer,
        messages_per_minute: settings.messages_per_peer_per_minute,
        counts_loopback: settings.counts_loopback,
    });
    let grace = settings.shutdown_grace;
    let shared = Arc::new(Shared {
        settings: Arc::new(settings),
        receiver,
        meters: Meters::new(),
        shutdown: shutdown.clone(),
    });
    let mut sessions = JoinSet::new();
    loop {
        tokio::select! {
            biased;
            () = shutdown.cancelled() => break,
            Some(ended) = sessions.join_next() => note_panic(&ended),
            accepted = listener.accept() => match accepted {
                Ok((stream, from)) => {
                    if let Some(seat) = seat_for(&peers, from.ip(), &stream) {
                        sessions.spawn(one(stream, from.ip(), seat, Arc::clone(&shared)));
                    }
                }
                // Out of file descriptors, or the client left already: others must still be served.
                Err(error) => {
                    tracing::warn!(%error, "could not accept a connection");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            },
        }
    }
    drop(listener);
    let rest = async {
        while let Some(ended) = sessions.join_next().await {
            note_panic(&ended);
        }
    };
    if tokio::time::timeout(grace, rest).await.is_err() {
        tracing::warn!(open = sessions.len(), "cutting connections that did not end in time");
        sessions.shutdown().await;
    }
    Ok(())
}

fn seat_for(peers: &Arc<Peers>, peer: IpAddr, stream: &TcpStream) -> Option<Seat> {
    let (reply, reason) = match peers.admit(peer, Instant::now()) {
        Ok(seat) => return Some(seat),
        Err(TurnedAway::TooManyTogether) => (reply::TOO_MANY_TOGETHER, "connections"),
        Err(TurnedAway::TooManyFromPeer) => (reply::TOO_MANY_FROM_PEER, "connections_per_peer"),
    };
    meters::refused(reason);
    // One try, no waiting: nothing may hold up the next connection.
    let _ = stream.try_write(reply.as_bytes());
    None
}

async fn one<R: Receiver>(stream: TcpStream, peer: IpAddr, seat: Seat, shared: Arc<Shared<R>>) {
    let _counted = Counted::new(shared.meters.open_connections.clone());
    // Answers are written whole, in batches; waiting to fill a packet would only delay them.
    let _ = stream.set_nodelay(true);
    session::run(stream, peer, seat, shared).await;
}

/// A panic in the receiver ends its own connection without an acknowledgement; nothing else.
fn note_panic(ended: &Result<(), JoinError>) {
    if let Err(error) = ended
        && error.is_panic()
    {
        tracing::error!(%error, "a mail connection ended by a fault in the program");
    }
}

/// Keeps the gauge right however a connection ends.
struct Counted(Gauge);

impl Counted {
    fn new(gauge: Gauge) -> Self {
        gauge.increment(1);
        Self(gauge)
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.decrement(1);
    }
}
