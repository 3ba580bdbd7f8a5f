//! The two header fields a final delivery adds (RFC 5321, 4.4), for the receiver to put before the message.

use crate::{Envelope, Protocol};
use std::fmt::Write;

/// The Received field for this message, CRLF included. `hostname` is ours, `id` names the message in our
/// store, `date` is the time of arrival in the form of RFC 5322.
pub fn received_header(mail: &Envelope, protocol: Protocol, hostname: &str, id: &str, date: &str) -> String {
    let with = match (protocol, mail.tls) {
        (Protocol::Smtp, false) => "ESMTP",
        (Protocol::Smtp, true) => "ESMTPS",
        (Protocol::Lmtp, false) => "LMTP",
        (Protocol::Lmtp, true) => "LMTPS",
    };
    let mut header = format!("Received: from {} ([", printable(&mail.helo));
    // The tag is part of an address literal (RFC 5321, 4.1.3).
    if mail.peer.is_ipv6() {
        header.push_str("IPv6:");
    }
    // Writing to a String cannot fail.
    let _ = write!(
        header,
        "{}])\r\n\tby {} with {with} id {};\r\n\t{}\r\n",
        mail.peer,
        printable(hostname),
        printable(id),
        date.replace(['\r', '\n'], " "),
    );
    header
}

/// The Return-Path field, CRLF included; `<>` for the null sender.
pub fn return_path(mail_from: &str) -> String {
    let address: String = mail_from.chars().filter(|c| !c.is_control() && !"<>".contains(*c)).collect();
    format!("Return-Path: <{address}>\r\n")
}

/// Keeps a client's word from growing into more header: visible ASCII without brackets, 255 bytes at most.
fn printable(word: &str) -> String {
    let clean: String =
        word.chars().filter(|c| c.is_ascii_graphic() && !"()<>;".contains(*c)).take(255).collect();
    if clean.is_empty() { "unknown".to_owned() } else { clean }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hostile_greeting_cannot_add_header_fields() {
        let mail = Envelope {
            peer: "2001:db8::1".parse().unwrap(),
            helo: "evil)\r\nBcc: <everyone@example.com>".into(),
            mail_from: "a@b>\r\nX: y".to_owned(),
            rcpt_to: Vec::new(),
            raw: Vec::new(),
            tls: true,
        };
        assert_eq!(
            received_header(
                &mail,
                Protocol::Smtp,
                "desk.example.com",
                "42",
                "Tue, 24 Nov 2026 09:00:00 +0000"
            ),
            "Received: from evilBcc:everyone@example.com ([IPv6:2001:db8::1])\r\n\tby desk.example.com with \
             ESMTPS id 42;\r\n\tTue, 24 Nov 2026 09:00:00 +0000\r\n"
        );
        assert_eq!(return_path(&mail.mail_from), "Return-Path: <a@bX: y>\r\n");
        assert_eq!(return_path(""), "Return-Path: <>\r\n");
    }
}
