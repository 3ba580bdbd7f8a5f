//! Reads one mail on standard input and prints what was understood as one JSON object.

use mail::{Address, Message};
use serde_json::{Value, json};
use std::io::{self, Read, Write};

fn main() -> io::Result<()> {
    let mut raw = Vec::new();
    io::stdin().read_to_end(&mut raw)?;
    let message = mail::parse(&raw);
    writeln!(io::stdout(), "{}", understood(&message))
}

fn understood(m: &Message) -> Value {
    let address = |a: &Address| json!({ "name": a.name, "address": a.address });
    let list = |l: &[Address]| l.iter().map(address).collect::<Vec<_>>();
    json!({
        "subject": m.subject.as_deref().unwrap_or(""),
        "from": list(&m.from_all),
        "to": list(&m.to),
        "cc": list(&m.cc),
        "message_id": m.message_id,
        "in_reply_to": m.in_reply_to,
        "references": m.references,
        "date_us": m.date_us,
        "text_visible": m.body.visible,
        "text_folded": m.body.folded,
        "text_full": m.body.full,
        "html": m.body.html,
        "attachments": m.attachments.iter().map(|a| json!({ "filename": a.filename, "content_type": a.content_type, "size": a.bytes.len() })).collect::<Vec<_>>(),
        "origin": m.origin,
        "machine": m.machine,
        "auto_reply": m.is_auto_reply(),
        "bounce": m.is_bounce(),
        "failed": m.bounce.as_ref().map(|b| &b.failed),
        "defects": m.defects.iter().map(|d| d.to_string()).collect::<Vec<_>>(),
    })
}
