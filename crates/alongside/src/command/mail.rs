//! `alongside mail …`: one mail from standard input; the key that signs mail.

use crate::config::Config;
use crate::{inbox, open, outbox, serve};
use ::mail::{Address, Message};
use anyhow::Result;
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::process::ExitCode;

/// Prints what is understood of the mail, as one JSON object.
pub fn parse() -> Result<()> {
    let mut raw = Vec::new();
    std::io::stdin().lock().read_to_end(&mut raw)?;
    writeln!(std::io::stdout(), "{}", understood(&::mail::parse(&raw)))?;
    Ok(())
}

fn understood(m: &Message) -> Value {
    let address = |a: &Address| json!({ "name": a.name, "address": a.address });
    let list = |l: &[Address]| l.iter().map(address).collect::<Vec<_>>();
    let attachments = m.attachments.iter().map(|a| {
        json!({
            "filename": a.filename,
            "content_type": a.content_type,
            "size": a.bytes.len(),
            "inline": a.inline,
        })
    });
    json!({
        "subject": m.subject.as_deref().unwrap_or(""),
        "from": list(&m.from_all),
        "reply_to": list(&m.reply_to),
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
        "attachments": attachments.collect::<Vec<_>>(),
        "origin": m.origin,
        "machine": m.machine,
        "auto_reply": m.is_auto_reply(),
        "bounce": m.is_bounce(),
        "failed": m.bounce.as_ref().map(|b| &b.failed),
        "defects": m.defects.iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
}

/// Takes the mail in, durably; the desk reads it when it serves, at once if it does.
pub fn receive(config: Config, to: Vec<String>, from: Option<String>) -> Result<ExitCode> {
    let app = open::beside(config)?;
    let kept = serve::runtime()?.block_on(async {
        let kept = inbox::command::receive(&app, std::io::stdin().lock(), to, from).await;
        app.db.clone().close().await;
        kept
    });
    match kept {
        Ok(id) => {
            writeln!(std::io::stdout(), "Kept as mail {id}.")?;
            Ok(ExitCode::SUCCESS)
        }
        Err(problem) => {
            writeln!(std::io::stderr(), "Not kept: {problem}.")?;
            Ok(ExitCode::from(problem.exit_code()))
        }
    }
}

/// Makes a key that signs mail, or shows the record of the one in use.
pub fn dkim(config: Config, domain: Option<String>) -> Result<ExitCode> {
    let app = open::beside(config)?;
    let keys = serve::runtime()?.block_on(async {
        let made = match &domain {
            Some(domain) => outbox::dkim::create(&app, domain, true, app.clock.now()).await.map(drop),
            None => Ok(()),
        };
        let key = app.key.clone();
        let keys = app.db.read(move |conn| outbox::dkim::all(conn, &key)).await;
        app.db.clone().close().await;
        made?;
        Ok::<_, anyhow::Error>(keys?)
    })?;
    let mut out = std::io::stdout();
    if keys.is_empty() {
        writeln!(out, "Mail is not signed yet. Make a key with: alongside mail dkim YOUR.DOMAIN")?;
    }
    for key in keys {
        writeln!(out, "Enter this at the name server of {}, as one TXT record:", key.domain)?;
        writeln!(out, "  name   {}\n  value  {}", key.record.name, key.record.value)?;
        let state = if key.is_on { "is signed" } else { "is not signed: turn it on in the browser" };
        writeln!(out, "Mail from addresses of this domain {state}.\n")?;
    }
    Ok(ExitCode::SUCCESS)
}
