//! The listener's figures, under names the operator's Prometheus will show.

use metrics::{Counter, Gauge, Histogram, counter, gauge, histogram};

/// Handles looked up once, so that counting a message costs an addition.
pub(crate) struct Meters {
    pub(crate) accepted: Counter,
    pub(crate) accepted_bytes: Counter,
    pub(crate) open_connections: Gauge,
    /// Seconds the receiver took to make a message safe.
    pub(crate) receive_seconds: Histogram,
}

impl Meters {
    pub(crate) fn new() -> Self {
        Self {
            accepted: counter!("smtp_messages_accepted_total"),
            accepted_bytes: counter!("smtp_message_bytes_accepted_total"),
            open_connections: gauge!("smtp_open_connections"),
            receive_seconds: histogram!("smtp_receive_seconds"),
        }
    }
}

/// Counts a refusal. Reasons are a short fixed list, never a client's words.
pub(crate) fn refused(reason: &'static str) {
    counter!("smtp_refused_total", "reason" => reason).increment(1);
}
