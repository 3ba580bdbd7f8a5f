//! Bytes ↔ [`Message`]: reads any mail, tells the reply from what it quotes, recognises machines, and
//! writes mail that others can read.
//!
//! Never fails: whatever the bytes, there is a message, and what was wrong with it is listed in
//! [`Message::defects`]. Knows no database, no network and no clock, and nothing of tickets.

mod attachments;
mod body;
pub mod bounce;
pub mod calendar;
mod charset;
pub mod compose;
mod date;
pub mod dkim;
mod filename;
mod headers;
mod html;
mod machine;
mod message;
mod origin;
mod parse;
mod parts;
pub mod reply;
mod rtf;
pub mod thread;
mod tnef;
mod uu;

pub use bounce::{Bounce, FailedRecipient};
pub use calendar::Calendar;
pub use html::clean::{HtmlPolicy, SafeHtml, sanitize_html};
pub use html::text::html_to_text;
pub use machine::Machine;
pub use message::{Address, Attachment, Body, Defect, Marks, Message, Origin};
pub use parse::parse;
pub use reply::Split;

/// Name of the header by which our desks know each other's automatic mails.
pub const LOOP_HEADER: &str = "X-Alongside-Loop";

/// Entry point for fuzzing: everything in this crate that reads bytes from outside.
pub fn fuzz(data: &[u8]) {
    let message = parse(data);
    if let Some(html) = &message.body.html {
        let _ = sanitize_html(html, &HtmlPolicy::default());
    }
    let text = String::from_utf8_lossy(data);
    let _ = reply::split(&text);
    let _ = html_to_text(&text);
    let _ = sanitize_html(&text, &HtmlPolicy::default());
    let _ = thread::ticket_number_in_subject(&text);
    let _ = thread::clean_subject(&text);
    let _ = thread::verify(&[7; 32], &text);
}
