//! Sorts the parts of a mail into its text, its HTML, its files and its machine-readable reports.
//!
//! Trusts no name, type or size a part claims.

use crate::{
    charset, filename,
    message::{Attachment, Defect},
    tnef, uu,
};
use mail_parser::{Encoding, Message, MessagePart, MimeHeaders, PartType};
use std::borrow::Cow;

const MAX_PARTS: usize = 1_000;

/// What the parts of a mail are for.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    /// The text as it came, where files were written into it that are attachments now.
    pub whole_text: Option<String>,
    /// Plain text bodies in order, flowed text (RFC 3676) already joined.
    pub(crate) text: Vec<String>,
    pub(crate) html: Vec<String>,
    pub(crate) attachments: Vec<Attachment>,
    pub(crate) calendar: Option<String>,
    pub(crate) signed: bool,
    pub(crate) encrypted: bool,
    pub(crate) report: Report,
}

/// Parts that machines wrote for machines.
#[derive(Debug, Default)]
pub(crate) struct Report {
    /// `report-type` of a multipart/report, lower case.
    pub(crate) kind: Option<String>,
    /// Text of message/delivery-status or message/disposition-notification or feedback-report parts.
    pub(crate) status: Option<String>,
    pub(crate) feedback: bool,
    pub(crate) disposition: bool,
    /// Headers of the mail that is reported on, when it came back.
    pub(crate) original: Option<String>,
}

/// Walks the parts of the outer message; messages inside are kept whole. Takes what it keeps out of the message: a
/// large part is never held twice.
pub(crate) fn collect(message: &mut Message<'_>, defects: &mut Vec<Defect>) -> Parts {
    let mut out = Parts::default();
    let raw = std::mem::take(&mut message.raw_message);
    if message.parts.len() > MAX_PARTS {
        defects.push(Defect::TooManyParts);
    }
    let text_ids = std::mem::take(&mut message.text_body);
    let html_ids = std::mem::take(&mut message.html_body);
    for (id, part) in message.parts.iter_mut().enumerate().take(MAX_PARTS) {
        let kind = content_type(part);
        note_structure(part, &kind, &mut out);
        let id32 = id as u32;
        let in_text = text_ids.contains(&id32);
        let in_html = html_ids.contains(&id32);
        let named = part.attachment_name().is_some() && id > 0;
        match std::mem::replace(&mut part.body, PartType::Multipart(Vec::new())) {
            PartType::Multipart(_) => {}
            PartType::Text(text) if in_text && !named => {
                let text = repaired(part, text, false, &raw, defects);
                out.text.push(flowed(part, text));
            }
            PartType::Html(html) if (in_html || in_text) && !named => {
                out.html.push(repaired(part, html, true, &raw, defects))
            }
            PartType::Text(text) if in_html && !named && kind == "text/plain" => {
                // Text beside an HTML body in a mixed mail: part of the words, too.
                let text = repaired(part, text, false, &raw, defects);
                out.text.push(flowed(part, text));
            }
            // Announced as parts, but there are none: what stands there is the text.
            PartType::Binary(_) | PartType::InlineBinary(_) | PartType::Text(_)
                if id == 0 && kind.starts_with("multipart/") =>
            {
                note(defects, Defect::WrongBoundary);
                let (text, defect) = charset::decode(slice(part, &raw), None);
                defect.into_iter().for_each(|d| note(defects, d));
                out.text.push(text);
            }
            body => keep(part, body, id, &kind, &raw, &mut out, defects),
        }
    }
    out_of_the_text(&mut out);
    out
}

/// Files that were written into the words become files.
fn out_of_the_text(out: &mut Parts) {
    if !out.text.iter().any(|text| text.contains("begin ")) {
        return;
    }
    let several = (out.text.len() > 1).then(|| out.text.join("\n"));
    let mut found = false;
    for text in &mut out.text {
        let Some((rest, files)) = uu::extract(text) else { continue };
        found = true;
        let before = std::mem::replace(text, rest);
        if several.is_none() {
            out.whole_text = Some(before);
        }
        for (name, bytes) in files {
            if out.attachments.len() >= MAX_PARTS {
                break;
            }
            let content_type = "application/octet-stream".to_string();
            let number = out.attachments.len() + 1;
            let filename = filename::harmless(Some(&name), &content_type, number);
            out.attachments.push(Attachment {
                filename,
                content_type,
                content_id: None,
                inline: false,
                bytes,
            });
        }
    }
    if found && several.is_some() {
        out.whole_text = several;
    }
}

fn content_type(part: &MessagePart<'_>) -> String {
    match part.content_type() {
        Some(ct) => format!("{}/{}", ct.ctype(), ct.subtype().unwrap_or("octet-stream")).to_ascii_lowercase(),
        None => match part.body {
            PartType::Text(_) => "text/plain".into(),
            PartType::Html(_) => "text/html".into(),
            PartType::Message(_) => "message/rfc822".into(),
            _ => "application/octet-stream".into(),
        },
    }
}

fn note_structure(part: &MessagePart<'_>, kind: &str, out: &mut Parts) {
    let attribute =
        |name: &str| part.content_type().and_then(|ct| ct.attribute(name)).map(str::to_ascii_lowercase);
    match kind {
        "multipart/signed" => out.signed = true,
        "multipart/encrypted" => out.encrypted = true,
        "multipart/report" if out.report.kind.is_none() => {
            out.report.kind = Some(attribute("report-type").unwrap_or_default())
        }
        "application/pkcs7-mime" | "application/x-pkcs7-mime" => match attribute("smime-type").as_deref() {
            Some("signed-data") => out.signed = true,
            Some("certs-only") => {}
            _ => out.encrypted = true,
        },
        "application/pgp-encrypted" => out.encrypted = true,
        "application/pgp-signature" | "application/pkcs7-signature" | "application/x-pkcs7-signature" => {
            out.signed = true
        }
        "message/feedback-report" => out.report.feedback = true,
        "message/disposition-notification" => out.report.disposition = true,
        _ => {}
    }
}

/// Keeps a part as a file, and reads along what it says to machines.
fn keep(
    part: &MessagePart<'_>,
    body: PartType<'_>,
    id: usize,
    kind: &str,
    raw: &[u8],
    out: &mut Parts,
    defects: &mut Vec<Defect>,
) {
    let inner_subject = match &body {
        PartType::Message(inner) => inner.subject().map(String::from),
        _ => None,
    };
    let bytes = raw_bytes(part, body, raw);
    match kind {
        "message/delivery-status"
        | "message/global-delivery-status"
        | "message/disposition-notification"
        | "message/feedback-report"
            if out.report.status.is_none() =>
        {
            out.report.status = Some(charset::decode(&bytes[..bytes.len().min(256 * 1024)], None).0);
        }
        "text/rfc822-headers"
        | "message/rfc822"
        | "message/global"
        | "message/global-headers"
        | "message/partial"
            if out.report.original.is_none() =>
        {
            out.report.original = Some(charset::decode(&bytes[..bytes.len().min(256 * 1024)], None).0);
        }
        "text/calendar" | "application/ics" if out.calendar.is_none() => {
            out.calendar =
                Some(charset::decode(&bytes[..bytes.len().min(1024 * 1024)], charset_of(part).as_deref()).0);
        }
        _ => {}
    }
    let claimed = part.attachment_name().map(crate::headers::decode_words);
    let named_calendar = claimed.as_deref().is_some_and(|n| n.to_ascii_lowercase().ends_with(".ics"));
    if named_calendar && out.calendar.is_none() {
        out.calendar =
            Some(charset::decode(&bytes[..bytes.len().min(1024 * 1024)], charset_of(part).as_deref()).0);
    }
    let is_tnef = matches!(kind, "application/ms-tnef" | "application/vnd.ms-tnef")
        || claimed.as_deref().is_some_and(|n| n.eq_ignore_ascii_case("winmail.dat"));
    if is_tnef {
        match tnef::read(&bytes) {
            Some(opened) if opened.is_empty() => {}
            Some(opened) => {
                for (number, (name, data)) in opened.files.into_iter().enumerate() {
                    let content_type = "application/octet-stream".to_string();
                    out.attachments.push(Attachment {
                        filename: filename::harmless(Some(&name), &content_type, number + 1),
                        content_type,
                        content_id: None,
                        inline: false,
                        bytes: data,
                    });
                }
                if out.text.iter().all(|t| t.trim().is_empty())
                    && let Some(text) = opened.text
                {
                    out.text.push(text);
                }
                if out.html.is_empty()
                    && let Some(html) = opened.html
                {
                    out.html.push(html);
                }
                return;
            }
            None => defects.push(Defect::BrokenTnef),
        }
    }
    let inline = part.content_id().is_some() || part.content_disposition().is_some_and(|d| d.is_inline());
    let mut name = claimed;
    if name.is_none() {
        name = inner_subject.map(|s| format!("{}.eml", s.replace(['/', '\\'], "-")));
    }
    out.attachments.push(Attachment {
        filename: filename::harmless(name.as_deref(), kind, id),
        content_type: crate::message::bounded(kind, 120),
        content_id: part
            .content_id()
            .map(|c| crate::message::bounded(c.trim().trim_matches(['<', '>']), 500)),
        inline,
        bytes,
    });
}

/// The bytes as the sender had them: transfer encoding undone, charset untouched.
fn raw_bytes(part: &MessagePart<'_>, body: PartType<'_>, raw: &[u8]) -> Vec<u8> {
    match body {
        PartType::Binary(bytes) | PartType::InlineBinary(bytes) => return bytes.into_owned(),
        PartType::Message(inner) if part.encoding != Encoding::None => return inner.raw_message.into_owned(),
        // What was decoded as text makes room for the bytes.
        _ => {}
    }
    let slice = slice(part, raw);
    match part.encoding {
        Encoding::Base64 => charset::base64_lenient(slice),
        Encoding::QuotedPrintable => charset::quoted_printable(slice),
        Encoding::None => slice.to_vec(),
    }
}

fn slice<'a>(part: &MessagePart<'_>, raw: &'a [u8]) -> &'a [u8] {
    let (start, end) = (part.offset_body as usize, part.offset_end as usize);
    raw.get(start..end.max(start)).or_else(|| raw.get(start..)).unwrap_or_default()
}

fn charset_of(part: &MessagePart<'_>) -> Option<String> {
    part.content_type().and_then(|ct| ct.attribute("charset")).map(String::from)
}

/// mail-parser's text when its charset was known and fitted; else the raw bytes read again.
fn repaired(
    part: &MessagePart<'_>,
    text: Cow<'_, str>,
    is_html: bool,
    raw: &[u8],
    defects: &mut Vec<Defect>,
) -> String {
    if part.encoding == Encoding::None && charset::is_stray_quoted_printable(&text) {
        let (again, _) = charset::decode(&charset::quoted_printable(text.as_bytes()), Some("utf-8"));
        note(defects, Defect::BadEncoding);
        return again;
    }
    let label = charset_of(part);
    let known = label.as_deref().is_some_and(|l| {
        encoding_rs::Encoding::for_label(l.trim().as_bytes()).is_some()
            || l.to_ascii_lowercase().contains("utf-7")
    });
    let suspect = text.contains(char::REPLACEMENT_CHARACTER)
        || (!known && !text.is_ascii())
        || text.contains("\u{1b}$");
    let ascii_label = label.as_deref().is_some_and(|l| l.eq_ignore_ascii_case("us-ascii"));
    if !suspect && (!ascii_label || text.is_ascii()) {
        return text.into_owned();
    }
    drop(text);
    let slice = slice(part, raw);
    let bytes = match part.encoding {
        Encoding::Base64 => charset::base64_lenient(slice),
        Encoding::QuotedPrintable => charset::quoted_printable(slice),
        Encoding::None => slice.to_vec(),
    };
    let label = label.or_else(|| is_html.then(|| meta_charset(&bytes)).flatten());
    let (again, defect) = charset::decode(&bytes, label.as_deref());
    if let Some(defect) = defect {
        note(defects, defect);
    }
    again
}

fn note(defects: &mut Vec<Defect>, defect: Defect) {
    if !defects.contains(&defect) {
        defects.push(defect);
    }
}

/// `<meta charset=…>` or its http-equiv form, within the first bytes.
fn meta_charset(html: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&html[..html.len().min(2_048)]).to_ascii_lowercase();
    let at = head.find("charset=")? + 8;
    let value: String = head[at..]
        .trim_start_matches(['"', '\''])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || "-_:".contains(*c))
        .collect();
    (!value.is_empty()).then_some(value)
}

/// Joins the soft line ends of format=flowed (RFC 3676).
fn flowed(part: &MessagePart<'_>, text: String) -> String {
    let attribute =
        |name: &str| part.content_type().and_then(|ct| ct.attribute(name)).map(str::to_ascii_lowercase);
    if attribute("format").as_deref() != Some("flowed") {
        return text;
    }
    let delsp = attribute("delsp").as_deref() == Some("yes");
    crate::body::unflow(&text, delsp)
}
