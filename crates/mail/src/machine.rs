//! Which machine wrote a mail that is neither a delivery report nor an automatic answer: a read receipt, a calendar's
//! answer, a challenge, an abuse report.
//!
//! Each has a form of its own. Words alone are never enough: a person may use them all.

use crate::origin::Signs;
use serde::Serialize;

/// What a machine wants by its mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Machine {
    /// A mail of ours was opened, or deleted unread (RFC 8098, and Exchange's older letters).
    ReadReceipt,
    /// An invitation was answered (RFC 5546), with nothing written beside it.
    CalendarReply,
    /// A filter wants the sender to prove to be a person.
    Challenge,
    /// A provider passes on that a recipient called a mail spam (RFC 5965).
    AbuseReport,
    /// A cloud service tells what became of a mail that did not fail.
    DeliveryNews,
    /// One of our desks wrote it.
    OwnDesk,
    /// Monitoring, notifications and all others.
    Other,
}

/// The machine that a mail's form gives away, if it does.
pub(crate) fn of(signs: &Signs<'_>) -> Option<Machine> {
    let report = signs.report;
    let kind = report.kind.as_deref();
    if report.feedback || kind == Some("feedback-report") {
        return Some(Machine::AbuseReport);
    }
    if report.disposition || kind == Some("disposition-notification") || is_receipt_letter(signs) {
        return Some(Machine::ReadReceipt);
    }
    if signs.message.marks.ours.is_some() {
        return Some(Machine::OwnDesk);
    }
    if crate::bounce::is_notification(&signs.message.body.full) {
        return Some(Machine::DeliveryNews);
    }
    if is_calendar_reply(signs) {
        return Some(Machine::CalendarReply);
    }
    is_challenge(signs).then_some(Machine::Challenge)
}

/// How Exchange titles receipts without the standard's part.
const RECEIPT_TITLES: &[&str] = &[
    "read:",
    "not read:",
    "read receipt:",
    "gelesen:",
    "ungelesen:",
    "nicht gelesen:",
    "lesebestätigung:",
    "lu :",
    "lu:",
    "non lu :",
    "non lu:",
    "leído:",
    "leido:",
    "no leído:",
    "lida:",
    "lido:",
    "letto:",
    "conferma di lettura:",
    "gelezen:",
    "ongelezen:",
    "läst:",
    "oläst:",
    "læst:",
    "lest:",
    "luettu:",
    "przeczytano:",
    "přečteno:",
    "прочтено:",
    "прочитано:",
    "已读:",
    "已讀:",
    "開封済み:",
    "읽음:",
];

/// What they then say.
const WAS_READ: &[&str] = &[
    "was read on",
    "has been read",
    "was displayed on",
    "was deleted without being read",
    "wurde gelesen am",
    "wurde am",
    "ungelesen gelöscht",
    "a été lu le",
    "a été lu",
    "a été supprimé sans",
    "se leyó el",
    "fue leído",
    "ha sido leído",
    "foi lida em",
    "foi lido",
    "è stato letto",
    "is gelezen op",
    "lästes",
    "blev læst",
    "ble lest",
    "luettiin",
    "został przeczytany",
    "została przeczytana",
    "byla přečtena",
    "было прочтено",
    "прочитано",
];

fn is_receipt_letter(signs: &Signs<'_>) -> bool {
    let text = &signs.message.body.full;
    if text.len() > 2_000 || !RECEIPT_TITLES.iter().any(|t| signs.subject.starts_with(t)) {
        return false;
    }
    let text = text.to_lowercase();
    let opens = [
        "your message",
        "ihre nachricht",
        "votre message",
        "su mensaje",
        "el mensaje",
        "sua mensagem",
        "a sua mensagem",
        "il messaggio",
        "uw bericht",
        "ditt meddelande",
        "din meddelelse",
        "meldingen",
        "viestisi",
        "twoja wiadomość",
        "vaše zpráva",
        "ваше сообщение",
    ];
    opens.iter().any(|o| text.trim_start().starts_with(o)) && WAS_READ.iter().any(|w| text.contains(w))
}

/// Without a word of the attendee's own, or in a calendar's voice.
fn is_calendar_reply(signs: &Signs<'_>) -> bool {
    let message = signs.message;
    if !message.calendar.as_ref().is_some_and(|c| c.is_reply()) {
        return false;
    }
    let calendar_speaks =
        message.sender.as_ref().is_some_and(|s| s.address.starts_with("calendar-notification@"));
    message.body.visible.trim().is_empty() || calendar_speaks || signs.robot_speaks()
}

/// What filters ask of a stranger.
const CHALLENGES: &[&str] = &[
    "prove that you are",
    "prove you are",
    "confirm that you are a",
    "verify that you are a",
    "confirm your message",
    "confirm your email",
    "confirm your e-mail",
    "awaiting confirmation",
    "requires confirmation",
    "request confirmation",
    "sender verification",
    "verify your address",
    "verification is required",
    "challenge/response",
    "challenge-response",
    "to have your message delivered",
    "message has been held",
    "message is being held",
    "approved senders",
    "boxtrapper",
    "spam arrest",
    "bestätigen sie ihre nachricht",
    "bestätigen sie ihre e-mail",
    "bestätigen sie, dass sie",
    "kein spammer",
    "confirmer votre message",
    "confirmez votre message",
    "confirme su mensaje",
    "confirme sua mensagem",
    "confermare il messaggio",
    "bevestig uw bericht",
];

fn is_challenge(signs: &Signs<'_>) -> bool {
    let named = ["x-tmda-fingerprint", "x-boxtrapper", "x-spamarrest-id"];
    if named.iter().any(|h| signs.headers.get(h).is_some()) {
        return true;
    }
    let marks = &signs.message.marks;
    let machine = marks.null_return_path
        || marks.auto_submitted.as_deref().is_some_and(|v| !v.is_empty() && v != "no")
        || matches!(marks.precedence.as_deref(), Some("bulk" | "junk" | "auto_reply"));
    if !machine || marks.list_id.is_some() || marks.list_unsubscribe {
        return false;
    }
    let text = &signs.message.body.full;
    let text = text[..crate::message::floor_boundary(text, 4_000)].to_lowercase();
    CHALLENGES.iter().any(|c| signs.subject.contains(c) || text.contains(c))
}

#[cfg(test)]
mod tests {
    use super::Machine;
    use crate::{Origin, parse};

    fn read(headers: &str, text: &str) -> (Origin, Option<Machine>) {
        let mail = parse(
            format!("From: ana@example.org\r\nMessage-ID: <1@x>\r\n{headers}\r\n\r\n{text}\r\n").as_bytes(),
        );
        (mail.origin, mail.machine)
    }

    #[test]
    fn machines_are_told_apart_by_their_form() {
        let receipt = "Your message\r\n\r\n   To: Ana\r\n   Subject: Printer\r\n   Sent: Tuesday\r\n\r\n was read on Tuesday.";
        let invitation = "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nSUMMARY:Visit\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:ana@example.org\r\nEND:VEVENT\r\nEND:VCALENDAR";
        for (headers, text, want) in [
            ("Subject: Read: Printer", receipt, Machine::ReadReceipt),
            (
                "Subject: Gelesen: Drucker",
                "Ihre Nachricht\r\n\r\n An: Ana\r\n\r\nwurde am 24.11.2026 gelesen.",
                Machine::ReadReceipt,
            ),
            (
                "Subject: Read: x\r\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b",
                "--b\r\n\r\nIt was shown.\r\n--b--",
                Machine::ReadReceipt,
            ),
            (
                "Subject: FW: x\r\nContent-Type: multipart/report; report-type=feedback-report; boundary=b",
                "--b\r\n\r\nThis is an abuse report.\r\n--b--",
                Machine::AbuseReport,
            ),
            (
                "Subject: Accepted: Visit\r\nContent-Type: text/calendar; method=REPLY",
                invitation,
                Machine::CalendarReply,
            ),
            (
                "Subject: Please confirm\r\nAuto-Submitted: auto-replied",
                "To have your message delivered, please click here.",
                Machine::Challenge,
            ),
            ("Subject: x\r\nX-Alongside-Loop: abc", "Hello", Machine::OwnDesk),
            ("Subject: Disk full\r\nAuto-Submitted: auto-generated", "Disk 3 is full.", Machine::Other),
        ] {
            assert_eq!(read(headers, text), (Origin::Machine, Some(want)), "{headers}");
        }
    }

    #[test]
    fn people_who_write_about_such_mails_are_people() {
        for (headers, text) in [
            (
                "Subject: Read: the manual",
                "I have read it and my message was read on Monday, but nobody came.",
            ),
            ("Subject: Read: Printer", "Your message was helpful, thanks."),
            (
                "Subject: Please confirm",
                "Please confirm your email arrived, and prove that you are not on holiday :-)",
            ),
            ("Subject: Abuse", "I want to report abuse: my message has been held by the filter."),
            (
                "Subject: Tentative: Visit\r\nContent-Type: multipart/mixed; boundary=b",
                "--b\r\n\r\nI may be late, is that all right?\r\n--b\r\nContent-Type: text/calendar; method=REPLY\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nSUMMARY:Visit\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n--b--",
            ),
        ] {
            assert_eq!(read(headers, text), (Origin::Person, None), "{headers}");
        }
    }
}
