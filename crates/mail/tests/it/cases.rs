//! Every `cases/*.eml` is read and compared with the keys of the `.json` beside it.

use mail::{Message, Origin, parse};
use serde_json::Value;
use std::{fs, path::Path};

#[test]
fn mails_of_many_programs_and_languages_are_understood() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut wrong = Vec::new();
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|e| e != "eml") {
            continue;
        }
        count += 1;
        let expected: Value =
            serde_json::from_slice(&fs::read(path.with_extension("json")).unwrap()).unwrap();
        let raw = fs::read(&path).unwrap();
        // The same mail with the line ends of the wire reads the same.
        for raw in [raw.clone(), with_crlf(&raw)] {
            let message = parse(&raw);
            for (key, want) in expected.as_object().unwrap() {
                let got = look_up(&message, key);
                if got != *want {
                    wrong.push(format!(
                        "{}: {key}\n  want {want}\n  got  {got}",
                        path.file_stem().unwrap().to_string_lossy()
                    ));
                }
            }
        }
    }
    assert!(count > 30, "only {count} cases found");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn look_up(message: &Message, key: &str) -> Value {
    let bounce = message.bounce.as_ref();
    match key {
        "visible" => message.body.visible.as_str().into(),
        "subject" => message.subject.clone().into(),
        "origin" => match message.origin {
            Origin::Person => "person",
            Origin::AutoReply => "auto_reply",
            Origin::List => "list",
            Origin::Bounce => "bounce",
            Origin::Machine => "machine",
        }
        .into(),
        "attachments" => message.attachments.iter().map(|a| a.filename.clone()).collect::<Vec<_>>().into(),
        "calendar" => message.calendar.as_ref().and_then(|c| c.summary.clone()).into(),
        "failed" => bounce.map(|b| b.failed.iter().map(|f| f.address.clone()).collect::<Vec<_>>()).into(),
        "original" => bounce.and_then(|b| b.original_message_id.clone()).into(),
        "signed" => message.signed.into(),
        other => panic!("no such key: {other}"),
    }
}

fn with_crlf(raw: &[u8]) -> Vec<u8> {
    if !raw.contains(&b'\n') {
        return raw.to_vec();
    }
    let mut out = Vec::with_capacity(raw.len() + 100);
    for &b in raw {
        if b == b'\n' {
            out.push(b'\r');
        }
        out.push(b);
    }
    out
}
