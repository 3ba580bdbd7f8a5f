//! Mail addresses and mail that needs a look. Prepared words only.

use crate::view::{Attachment, Choices, Desk, Errors, Kind, Moment, Place, page};
use askama::Template;

/// `/admin/mail`: the addresses we answer at, how mail comes in and goes out.
/// Forms: `POST /admin/mail` (new address: `address`, `name`, `team`), `/admin/mail/{id}` (`name`, `team`),
/// `/admin/mail/{id}/test` (sends a mail to itself and waits for it), `/admin/mail/test` (`to`: sends one out).
#[derive(Template, Clone, Debug, Default)]
#[template(path = "inbox/pages/mail.html")]
pub struct MailPage {
    pub desk: Desk,
    pub addresses: Vec<AddressRow>,
    /// How mail comes in and goes out, as set: one line each.
    pub ways: Vec<Way>,
    /// Fields: `address`, `name`, `to`.
    pub errors: Errors,
    /// The new address, as typed.
    pub address: String,
    pub name: String,
    pub teams: Choices,
    /// Where the test mail goes, by default the reader's own address.
    pub to: String,
    /// Days that mail is kept as it came. `POST /admin/mail/keeping` (`days`).
    pub days: String,
}
page!(MailPage);

/// One address people write to.
#[derive(Clone, Debug, Default)]
pub struct AddressRow {
    pub id: u64,
    pub address: String,
    /// The name mail from it bears.
    pub name: String,
    pub teams: Choices,
    /// What the last test found; none when it was never tested.
    pub test: Option<TestResult>,
    /// When the last mail came in.
    pub last: Option<Moment>,
}

/// What a test found.
#[derive(Clone, Debug, Default)]
pub struct TestResult {
    pub kind: Kind,
    /// "There and back in 2 seconds." or the server's words and what to do.
    pub text: String,
    pub at: Moment,
}

/// `/admin/mail/{id}`: one address, its mailbox and its server; posted to the same address, tested by `…/test`.
#[derive(Template, Clone, Debug, Default)]
#[template(path = "inbox/pages/address.html")]
pub struct AddressPage {
    pub desk: Desk,
    pub id: u64,
    pub errors: Errors,
    /// What the test found.
    pub test: Option<(Kind, String)>,
    pub address: String,
    /// The name mail from it bears.
    pub name: String,
    pub teams: Choices,
    /// Used where nothing says which address.
    pub is_default: bool,
    pub active: bool,
    /// The mailbox mail is fetched from; an empty server: none. The password (`imap_password`) never comes back.
    pub imap_host: String,
    pub imap_port: String,
    pub imap_security: Choices,
    pub imap_user: String,
    pub imap_folder: String,
    /// The server answers leave by; an empty one: that of the settings file. Likewise `relay_password`.
    pub relay_host: String,
    pub relay_port: String,
    pub relay_security: Choices,
    pub relay_user: String,
}
page!(AddressPage);

impl AddressPage {
    pub fn sample() -> AddressPage {
        AddressPage {
            desk: Desk::sample(Place::Mail, None),
            id: 1,
            test: Some((
                Kind::Bad,
                "Mailbox: imap.marlowvale.example did not take the user name and password.".into(),
            )),
            address: "help@marlowvale.example".into(),
            name: "Marlow Vale IT help".into(),
            teams: Choices::of(&[("", "No team"), ("1", "Front desk")], "1"),
            is_default: true,
            active: true,
            imap_host: "imap.marlowvale.example".into(),
            imap_port: "993".into(),
            imap_security: Choices::of(
                &[("tls", "TLS (usual, port 993)"), ("starttls", "STARTTLS (port 143)")],
                "tls",
            ),
            imap_user: "help".into(),
            imap_folder: "INBOX".into(),
            relay_host: "smtp.marlowvale.example".into(),
            relay_port: "587".into(),
            relay_security: Choices::of(
                &[("starttls", "STARTTLS (usual, port 587)"), ("tls", "TLS (port 465)")],
                "starttls",
            ),
            relay_user: "help".into(),
            ..AddressPage::default()
        }
    }
}

/// A way for mail, as the settings say.
#[derive(Clone, Debug, Default)]
pub struct Way {
    /// "Listening for SMTP on 0.0.0.0:2525", "Sending through smtp.example.org:587 as alongside".
    pub text: String,
    /// How it is now.
    pub kind: Kind,
    /// "connected since 08:02", "refused: 535 wrong password"; may be empty.
    pub state: String,
}

/// `/admin/needs-a-look`: mail that could not be taken in.
#[derive(Template, Clone, Debug, Default)]
#[template(path = "inbox/pages/needs-a-look.html")]
pub struct NeedsALookPage {
    pub desk: Desk,
    pub mails: Vec<OddMail>,
    pub older: String,
}
page!(NeedsALookPage);

/// One mail in that list.
#[derive(Clone, Debug, Default)]
pub struct OddMail {
    pub id: u64,
    /// As far as it could be read.
    pub from: String,
    pub subject: String,
    pub size: String,
    pub at: Moment,
    /// Why it needs a look, a sentence.
    pub why: String,
}

/// `/admin/needs-a-look/{id}`: `POST …/retry`, `…/ticket` (make a ticket of what can be read), `…/discard`.
#[derive(Template, Clone, Debug, Default)]
#[template(path = "inbox/pages/odd-mail.html")]
pub struct OddMailPage {
    pub desk: Desk,
    pub mail: OddMail,
    /// (name, value) as they came, at most fifty.
    pub headers: Vec<(String, String)>,
    /// The first lines of the raw message, as text.
    pub raw: String,
    /// What was found wrong, in words.
    pub defects: Vec<String>,
    /// The raw message, to fetch.
    pub original: Attachment,
    /// "tried 3 times, last 5 min ago"; may be empty.
    pub tries: String,
}
page!(OddMailPage);

impl MailPage {
    pub fn sample() -> MailPage {
        let teams = |chosen| {
            Choices::of(&[("", "No team"), ("1", "Front desk"), ("2", "Network & telephones")], chosen)
        };
        let at = Moment::sample("2026-11-24T12:20:00Z", "45 min", "Tuesday 24 November 2026, 12:20");
        MailPage {
            desk: Desk::sample(Place::Mail, None),
            addresses: vec![
                AddressRow { id: 1, address: "help@marlowvale.example".into(), name: "Marlow Vale IT help".into(), teams: teams("1"), test: Some(TestResult { kind: Kind::Good, text: "There and back in 2 seconds.".into(), at: at.clone() }), last: Some(at.clone()) },
                AddressRow { id: 2, address: "network-and-telephones@marlowvale.example".into(), name: "Network".into(), teams: teams("2"), test: Some(TestResult { kind: Kind::Bad, text: "It left here, but did not come back within a minute. Check that the address forwards to this server.".into(), at: at.clone() }), last: None },
            ],
            ways: vec![
                Way { text: "Listening for SMTP on port 2525".into(), kind: Kind::Good, state: "41 mails today".into() },
                Way { text: "Mailbox help@imap.marlowvale.example".into(), kind: Kind::Warn, state: "reconnecting, next try in 40 s".into() },
                Way { text: "Sending through smtp.marlowvale.example:587".into(), kind: Kind::Good, state: "38 mails today".into() },
            ],
            errors: Errors::default(),
            address: String::new(),
            name: String::new(),
            teams: teams(""),
            to: "bo.nilsson@marlowvale.example".into(),
            days: "90".into(),
        }
    }
}

impl NeedsALookPage {
    pub fn sample() -> NeedsALookPage {
        let at = Moment::sample("2026-11-24T12:20:00Z", "45 min", "Tuesday 24 November 2026, 12:20");
        NeedsALookPage {
            desk: Desk::sample(Place::NeedsALook, None),
            mails: vec![
                OddMail { id: 31, from: "=?utf-8?Q?broken".into(), subject: "(could not be read)".into(), size: "18 kB".into(), at: at.clone(), why: "The parts of the mail never end, so we could not tell the text from the files.".into() },
                OddMail { id: 30, from: "scanner@marlowvale.example".into(), subject: "Scan 2026-11-24 with an unreasonably long subject that the machine in the basement makes out of the whole first page of whatever lies on the glass".into(), size: "24 MB".into(), at, why: "It has more than 1,000 parts.".into() },
            ],
            older: String::new(),
        }
    }
    pub fn sample_empty() -> NeedsALookPage {
        NeedsALookPage { desk: Desk::sample(Place::NeedsALook, None), ..NeedsALookPage::default() }
    }
}

impl OddMailPage {
    pub fn sample() -> OddMailPage {
        let mut list = NeedsALookPage::sample();
        OddMailPage {
            desk: Desk::sample(Place::NeedsALook, None),
            mail: list.mails.remove(0),
            headers: vec![
                ("From".into(), "=?utf-8?Q?broken".into()),
                ("Received".into(), "from mx.example.net (mx.example.net [192.0.2.4]) by alongside with ESMTP; Tue, 24 Nov 2026 12:20:00 +0000".into()),
                ("Content-Type".into(), "multipart/mixed; boundary=\"----=_x".into()),
            ],
            raw: "From: =?utf-8?Q?broken\r\nSubject:\r\n\r\n------=_x\r\n<script>alert(1)</script>".into(),
            defects: vec!["The boundary of the parts has no closing quote.".into(), "There is no date.".into()],
            original: Attachment::sample("MAIL", "mail-31.eml", "18 kB"),
            tries: "tried 3 times, last 5 min ago".into(),
        }
    }
}
