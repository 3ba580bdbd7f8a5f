//! Mail by SMTP (RFC 5321) and LMTP (RFC 2033): a listener that takes messages in.
//!
//! The listener speaks the protocol, bounds everything a stranger can send, and hands each finished message
//! to a [`Receiver`]. It answers 250 only after the receiver has said that the message is safe, so a message
//! that was acknowledged is never lost. It knows no ticket, no database and no parsing of mail: a message is
//! an [`Envelope`] around bytes, passed on exactly as they came.
//!
//! The way out, to the organisation's own mail server, is in [`client`].

pub mod client;
mod data;
mod dialogue;
mod input;
mod meters;
mod peers;
mod receiver;
mod reply;
mod server;
mod session;
mod settings;
mod trace;

pub use receiver::{Envelope, Receipt, Receiver, Recipient, Refused};
pub use server::serve;
pub use settings::{Protocol, Settings};
pub use tokio_util::sync::CancellationToken;
pub use trace::{received_header, return_path};
