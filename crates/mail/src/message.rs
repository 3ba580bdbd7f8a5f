//! What a mail says, as plain values: the types every reader of mail shares.
//!
//! Knows nothing of tickets, people or storage, and nothing of how bytes became these values.

use crate::bounce::Bounce;
use serde::Serialize;
use std::fmt;

/// One mail, understood as far as it can be. Every field may be empty: strangers send anything.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Message {
    /// Decoded (RFC 2047) and on one line; `None` when the header is missing.
    pub subject: Option<String>,
    /// The first author that has an address, or else the first name found in `From`.
    pub from: Option<Address>,
    /// All authors of all `From` headers.
    pub from_all: Vec<Address>,
    pub sender: Option<Address>,
    pub reply_to: Vec<Address>,
    pub to: Vec<Address>,
    pub cc: Vec<Address>,
    /// Without `<` and `>`.
    pub message_id: Option<String>,
    pub in_reply_to: Vec<String>,
    /// Oldest first, as sent.
    pub references: Vec<String>,
    /// UTC microseconds; `None` when missing or absurd.
    pub date_us: Option<i64>,
    pub body: Body,
    pub attachments: Vec<Attachment>,
    pub calendar: Option<crate::calendar::Calendar>,
    pub origin: Origin,
    /// Which machine, when [`Origin::Machine`] wrote it.
    pub machine: Option<crate::machine::Machine>,
    pub bounce: Option<Bounce>,
    pub marks: Marks,
    /// An S/MIME or PGP signature is present. Nothing here has verified it.
    pub signed: bool,
    /// The text is encrypted (S/MIME or PGP); the parts are kept whole as attachments.
    pub encrypted: bool,
    /// What was wrong with the mail and how it was read anyway.
    pub defects: Vec<Defect>,
}

impl Message {
    /// A machine wrote this because of an earlier mail (vacation notice, receipt, challenge, report).
    pub fn is_auto_reply(&self) -> bool {
        matches!(self.origin, Origin::AutoReply | Origin::Machine)
    }

    /// A report that a mail was not, or not yet, delivered.
    pub fn is_bounce(&self) -> bool {
        self.origin == Origin::Bounce
    }

    /// Nobody should be answered automatically on account of this mail (RFC 3834, section 2).
    pub fn forbids_automatic_answer(&self) -> bool {
        self.origin != Origin::Person
            || self.marks.suppresses_answers()
            || self.answer_to().is_none_or(|a| a.is_unanswered())
    }

    /// Where an answer belongs: `Reply-To` when given, else the author.
    pub fn answer_to(&self) -> Option<&Address> {
        self.reply_to.iter().find(|a| !a.address.is_empty()).or(self.from.as_ref())
    }
}

/// A mailbox. The domain is lower-cased; the local part is as written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Address {
    pub name: Option<String>,
    pub address: String,
}

impl Address {
    /// Tidies an address as found in a header: trimmed, bounded, domain in lower case.
    pub fn new(name: Option<&str>, address: &str) -> Address {
        let address = address.trim().trim_matches(['<', '>', '"', '\'']).trim_end_matches(['.', ',', ';']);
        let address = match address.rsplit_once('@') {
            Some((local, domain)) => format!("{}@{}", local.trim(), domain.trim().to_lowercase()),
            None => address.to_string(),
        };
        let name = name.map(clean_line).filter(|n| !n.is_empty());
        Address { name, address: bounded(&address, 320) }
    }

    /// The same mailbox for our purposes: compared without regard to case.
    pub fn same_mailbox(&self, other: &str) -> bool {
        self.address.eq_ignore_ascii_case(other.trim())
    }

    /// An address that says of itself that nobody reads it: `no-reply@`, `mailer-daemon@` and their kin.
    pub fn is_unanswered(&self) -> bool {
        let local = self.address.split('@').next().unwrap_or("").split('+').next().unwrap_or("");
        let bare: String = local.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
        let silent = [
            "noreply",
            "donotreply",
            "dontreply",
            "noresponse",
            "nepasrepondre",
            "nichtantworten",
            "keineantwort",
            "noresponda",
            "noresponder",
            "nonrispondere",
            "naoresponda",
        ];
        silent.iter().any(|n| bare.starts_with(n) || bare.ends_with(n))
            || matches!(bare.as_str(), "mailerdaemon" | "bounce" | "bounces" | "nobody" | "")
    }

    /// The name a person would use for this mailbox.
    pub fn display(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.address)
    }
}

/// The text of a mail.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Body {
    /// The new text the person wrote.
    pub visible: String,
    /// What was folded away, in order, so that one click shows it.
    pub folded: String,
    /// The whole text as it came, with files that were written into it.
    pub full: String,
    /// As sent. Never show it without [`crate::sanitize_html`].
    pub html: Option<String>,
}

/// A part of the mail that is not its body.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Attachment {
    /// Harmless: no path, no control or direction characters, at most 200 bytes. Never empty.
    pub filename: String,
    /// As claimed by the sender, lower case. Not to be trusted.
    pub content_type: String,
    /// Without `<` and `>`; what `cid:` links in the HTML point to.
    pub content_id: Option<String>,
    /// Shown inside the text rather than listed beside it.
    pub inline: bool,
    #[serde(skip)]
    pub bytes: Vec<u8>,
}

/// Who, or what, wrote the mail.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    #[default]
    Person,
    /// A vacation notice or another automatic answer.
    AutoReply,
    /// A mailing list or bulk sender; people may stand behind it.
    List,
    /// A delivery report (RFC 3464 or one of its many dialects).
    Bounce,
    /// Any other machine: abuse reports, read receipts, challenges, monitoring.
    Machine,
}

/// Headers that tell machines about machines.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Marks {
    /// Value of `X-Alongside-Loop`: one of our desks wrote this.
    pub ours: Option<String>,
    pub auto_submitted: Option<String>,
    pub precedence: Option<String>,
    pub list_id: Option<String>,
    pub list_unsubscribe: bool,
    pub x_auto_response_suppress: Option<String>,
    /// `Return-Path: <>`: the sender refuses answers.
    pub null_return_path: bool,
    pub return_path: Option<String>,
    /// `X-Autoreply`, `X-Autorespond`, `X-Auto-Reply` and their kin.
    pub autoreply_header: bool,
    /// Recipients that final delivery wrote down (`Delivered-To`, `X-Original-To`).
    pub delivered_to: Vec<String>,
}

impl Marks {
    /// Any mark by which a machine asks not to be answered by a machine.
    pub fn suppresses_answers(&self) -> bool {
        self.ours.is_some()
            || self.null_return_path
            || self.list_id.is_some()
            || self.autoreply_header
            || self.auto_submitted.as_deref().is_some_and(|v| v != "no")
            || self.x_auto_response_suppress.as_deref().is_some_and(suppress_applies)
            || self
                .precedence
                .as_deref()
                .is_some_and(|p| matches!(p, "bulk" | "junk" | "list" | "auto_reply"))
    }
}

/// `X-Auto-Response-Suppress` counts when it names automatic answers (MS-OXCMAIL 2.2.3.2.14).
fn suppress_applies(value: &str) -> bool {
    let value = value.to_ascii_lowercase();
    value.split([',', ' ', ';']).any(|v| matches!(v, "all" | "oof" | "autoreply"))
}

/// Something that was wrong with the mail. None of these stops it from being read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Defect {
    Empty,
    NoHeaders,
    NoFrom,
    SeveralFrom,
    NoMessageId,
    NoDate,
    AbsurdDate,
    /// More header lines than we read.
    TooManyHeaders,
    /// More parts than we keep; the rest is in the raw mail.
    TooManyParts,
    /// Nested deeper than we follow.
    TooDeep,
    /// The text is longer than we show.
    TextCut,
    /// The header names a boundary that does not stand between the parts.
    WrongBoundary,
    UnknownCharset(String),
    /// Bytes did not fit the declared charset or transfer encoding.
    BadEncoding,
    /// Control characters were removed from a header.
    ControlCharacters,
    /// A winmail.dat that could not be opened; kept as a file.
    BrokenTnef,
}

impl fmt::Display for Defect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Defect::Empty => f.write_str("the mail is empty"),
            Defect::NoHeaders => f.write_str("no headers, read as plain text"),
            Defect::NoFrom => f.write_str("no sender address"),
            Defect::SeveralFrom => f.write_str("more than one From header"),
            Defect::NoMessageId => f.write_str("no Message-ID"),
            Defect::NoDate => f.write_str("no date"),
            Defect::AbsurdDate => f.write_str("the date makes no sense"),
            Defect::TooManyHeaders => f.write_str("too many header lines"),
            Defect::TooManyParts => f.write_str("too many parts, the rest was left in the raw mail"),
            Defect::TooDeep => f.write_str("nested too deep, the inner part was kept whole"),
            Defect::TextCut => f.write_str("the text is very long and was cut"),
            Defect::WrongBoundary => f.write_str("the parts are not set off as the header says"),
            Defect::UnknownCharset(c) => write!(f, "unknown charset {c:?}, guessed"),
            Defect::BadEncoding => f.write_str("some bytes did not fit the declared encoding"),
            Defect::ControlCharacters => f.write_str("control characters removed from a header"),
            Defect::BrokenTnef => f.write_str("winmail.dat could not be opened"),
        }
    }
}

/// One line, no control characters, single spaces, at most 1,000 bytes.
pub(crate) fn clean_line(s: &str) -> String {
    let mut out = String::with_capacity(s.len().min(1000));
    let mut space = false;
    for c in s.chars() {
        if c.is_whitespace() || c.is_control() {
            space = !out.is_empty();
            continue;
        }
        if is_direction_mark(c) {
            continue;
        }
        if space {
            out.push(' ');
            space = false;
        }
        if out.len() + c.len_utf8() > 1000 {
            break;
        }
        out.push(c);
    }
    out
}

/// Bidirectional overrides make `exe.pdf` of `fdp.exe`.
pub(crate) fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// At most `max` bytes, cut at a character boundary.
pub(crate) fn bounded(s: &str, max: usize) -> String {
    s[..floor_boundary(s, max)].to_string()
}

pub(crate) fn floor_boundary(s: &str, max: usize) -> usize {
    let mut at = max.min(s.len());
    while !s.is_char_boundary(at) {
        at -= 1;
    }
    at
}
