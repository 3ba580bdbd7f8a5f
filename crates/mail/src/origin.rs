//! Who, or what, wrote a mail: a person, an automatic answer, a list, a delivery report, another machine.
//!
//! A person must never be taken for a machine, so words alone do not decide: they need a header beside them,
//! or the fixed form in which machines use them.

use crate::{
    attachments::Report,
    headers::Headers,
    message::{Message, Origin},
};

/// All that speaks about the origin of one mail.
pub(crate) struct Signs<'a> {
    pub(crate) message: &'a Message,
    pub(crate) headers: &'a Headers,
    pub(crate) report: &'a Report,
    /// Lower case.
    pub(crate) subject: String,
    /// The author's address and name, lower case.
    pub(crate) from: String,
}

impl<'a> Signs<'a> {
    pub(crate) fn new(message: &'a Message, headers: &'a Headers, report: &'a Report) -> Signs<'a> {
        let from = headers.get("from").map(crate::headers::decode_words).unwrap_or_default().to_lowercase();
        Signs {
            message,
            headers,
            report,
            subject: message.subject.clone().unwrap_or_default().to_lowercase(),
            from,
        }
    }

    /// Local part of the author's address.
    pub(crate) fn local(&self) -> String {
        self.message
            .from
            .as_ref()
            .map(|a| a.address.split('@').next().unwrap_or("").to_lowercase())
            .unwrap_or_default()
    }

    /// The author is an address under which no person writes.
    pub(crate) fn daemon_speaks(&self) -> bool {
        let from = self.from.trim_start_matches(['<', '"', ' ']);
        ["mailer-daemon", "mailerdaemon", "mail-daemon", "mailer_daemon"]
            .iter()
            .any(|d| from.starts_with(d) || self.local().starts_with(d) || from.contains(&format!("{d}@")))
    }

    /// The author wants no answer, or says that a program wrote this.
    pub(crate) fn robot_speaks(&self) -> bool {
        self.message.from.as_ref().is_some_and(|a| a.address.contains('@') && a.is_unanswered())
            || self.message.marks.auto_submitted.as_deref().is_some_and(|v| v != "no")
            || self.headers.get("x-mlserver").is_some()
    }

    /// The author is a mail server's own voice.
    pub(crate) fn server_speaks(&self) -> bool {
        let local = self.local();
        let bare: String = local.chars().filter(|c| c.is_alphanumeric()).collect();
        matches!(
            bare.as_str(),
            "mailerdaemon"
                | "postmaster"
                | "maildaemon"
                | "mailsystem"
                | "mdaemon"
                | "mailer"
                | "emaildaemon"
                | "mailadministrator"
                | "mailadmin"
                | "microsoftexchange"
                | "bounce"
                | "bounces"
                | "deamon"
                | "daemon"
                | "maildeliverysubsystem"
        ) || bare.starts_with("microsoftexchange")
            || bare.starts_with("mailerdaemon")
            || [
                "mailer-daemon",
                "mail delivery subsystem",
                "mail delivery system",
                "mail delivery service",
                "system administrator",
                "systemadministrator",
                "postmaster",
                "mail administrator",
                "delivery subsystem",
                "mail deliver system",
            ]
            .iter()
            .any(|n| self.from.contains(n))
    }
}

/// Phrases that only programs put before a subject; a colon must follow.
const AUTOMATIC: &[&str] = &[
    "automatic reply",
    "automatic response",
    "automated reply",
    "automated response",
    "auto reply",
    "auto-reply",
    "autoreply",
    "auto response",
    "auto-response",
    "autoresponse",
    "autoresponder",
    "out of office autoreply",
    "out of office auto-reply",
    "out of office auto reply",
    "out of office reply",
    "vacation reply",
    "vacation autoreply",
    "auto-responder",
    "automatische antwort",
    "automatische abwesenheitsantwort",
    "abwesenheitsnotiz",
    "abwesenheitsbenachrichtigung",
    "automatisch generierte antwort",
    "autoantwort",
    "réponse automatique",
    "reponse automatique",
    "réponse automatisée",
    "message d'absence",
    "respuesta automática",
    "respuesta automatica",
    "risposta automatica",
    "resposta automática",
    "resposta automatica",
    "automatisch antwoord",
    "automatisch bericht",
    "afwezigheidsbericht",
    "autosvar",
    "automatiskt svar",
    "automatisk svar",
    "frånvaromeddelande",
    "automaattinen vastaus",
    "automatyczna odpowiedź",
    "odpowiedź automatyczna",
    "autoodpowiedź",
    "automatická odpověď",
    "automatická odpoveď",
    "автоответ",
    "автоматический ответ",
    "автоматична відповідь",
    "otomatik yanıt",
    "otomatik cevap",
    "automatikus válasz",
    "răspuns automat",
    "αυτόματη απάντηση",
    "automatski odgovor",
    "samodejni odgovor",
    "自動返信",
    "自動応答",
    "自动回复",
    "自动答复",
    "自動回覆",
    "자동 회신",
    "자동회신",
    "respuesta automàtica",
    "trả lời tự động",
    "مشغول: رد تلقائي",
    "رد تلقائي",
    "תשובה אוטומטית",
];

/// Phrases that people use as well; another sign of a machine is needed beside them.
const ABSENT: &[&str] = &[
    "out of office",
    "out of the office",
    "out-of-office",
    "i am out of",
    "i'm out of",
    "ooo",
    "auto",
    "vacation",
    "away",
    "on vacation",
    "on leave",
    "on holiday",
    "annual leave",
    "abwesenheit",
    "abwesend",
    "nicht im büro",
    "außer haus",
    "urlaub",
    "absence",
    "absent",
    "fuera de la oficina",
    "fuera de oficina",
    "ausencia",
    "fuori sede",
    "fuori ufficio",
    "assente",
    "ausência",
    "fora do escritório",
    "afwezig",
    "frånvaro",
    "fravær",
    "ferie",
    "poissa",
    "nieobecność",
    "poza biurem",
    "mimo kancelář",
    "nepřítomnost",
    "отсутств",
    "в отпуске",
    "不在",
    "不在通知",
    "休假",
    "부재중",
    "izinde",
    "thank you for your",
    "thanks for your",
];

/// Decides. `bounce` says that a delivery report was read.
pub(crate) fn classify(signs: &Signs<'_>, bounce: bool) -> Origin {
    let marks = &signs.message.marks;
    if bounce {
        return Origin::Bounce;
    }
    if crate::machine::of(signs).is_some() {
        return Origin::Machine;
    }
    let absent = announces_absence(signs);
    // Beside a machine's own sign the words are enough.
    let absent_too = absent || speaks_of_absence(signs);
    match marks.auto_submitted.as_deref() {
        None | Some("no" | "") => {}
        Some("auto-replied" | "auto_replied" | "auto-reply") => return Origin::AutoReply,
        Some(_) if absent_too => return Origin::AutoReply,
        Some(_) => return Origin::Machine,
    }
    if marks.autoreply_header || marks.precedence.as_deref() == Some("auto_reply") || absent {
        return Origin::AutoReply;
    }
    if marks.list_id.is_some()
        || matches!(marks.precedence.as_deref(), Some("list" | "bulk" | "junk"))
        || marks.list_unsubscribe
    {
        return match (marks.null_return_path, absent_too) {
            (true, true) => Origin::AutoReply,
            (true, false) => Origin::Machine,
            (false, _) => Origin::List,
        };
    }
    if marks.null_return_path || signs.server_speaks() {
        return if marks.null_return_path && absent_too { Origin::AutoReply } else { Origin::Machine };
    }
    Origin::Person
}

/// A person's absence rather than a server's report, by the title or by the words.
pub(crate) fn is_absent(signs: &Signs<'_>) -> bool {
    announces_absence(signs) || (speaks_of_absence(signs) && !signs.server_speaks() && !signs.daemon_speaks())
}

/// "Automatic reply: Printer" and its relatives, in the form machines use.
fn announces_absence(signs: &Signs<'_>) -> bool {
    let subject = bare(&signs.subject);
    let titled = |rest: &str| followed_by_colon(rest) || crate::thread::is_reply_subject(rest.trim_start());
    if AUTOMATIC.iter().any(|p| subject.strip_prefix(p).is_some_and(titled)) {
        return true;
    }
    let marks = &signs.message.marks;
    let other_sign = marks.null_return_path
        || marks.precedence.is_some()
        || marks.x_auto_response_suppress.is_some()
        || signs.headers.get("x-mailer").is_some_and(|v| v.to_lowercase().contains("vacation"));
    if other_sign && (AUTOMATIC.iter().chain(ABSENT).any(|p| subject.starts_with(p))) {
        return true;
    }
    // An answer that is not titled as one: "Out of office: Printer" with an In-Reply-To, "Auto: Re: Printer".
    let answers = !signs.message.in_reply_to.is_empty();
    ABSENT.iter().any(|p| {
        subject.strip_prefix(p).is_some_and(|rest| {
            followed_by_colon(rest)
                && (answers || crate::thread::is_reply_subject(rest.trim_start_matches([':', ' ', ']', ')'])))
        })
    })
}

/// An answer whose first lines tell of an absence. People write those, too: a machine's sign is needed beside it.
fn speaks_of_absence(signs: &Signs<'_>) -> bool {
    let answers = !signs.message.in_reply_to.is_empty() || crate::thread::is_reply_subject(&signs.subject);
    if !answers {
        return false;
    }
    let text = &signs.message.body.full;
    let text = text[..crate::message::floor_boundary(text, 600)].to_lowercase();
    let tells = |p: &&&str| (p.len() > 5 || !p.is_ascii()) && !p.starts_with("thank");
    ABSENT.iter().filter(tells).any(|p| crate::reply::has_word(&text, p))
}

fn bare(subject: &str) -> &str {
    subject.trim().trim_start_matches(['[', '(', '*', '"', '<', '-', ' '])
}

fn followed_by_colon(rest: &str) -> bool {
    rest.trim_start_matches([']', ')', '*', '"', '>', '!']).trim_start().starts_with([':', '：'])
}

#[cfg(test)]
mod tests {
    use crate::{Origin, parse};

    fn origin(headers: &str) -> Origin {
        parse(
            format!("From: ana@example.org\r\nMessage-ID: <1@x>\r\n{headers}\r\n\r\nText of the mail\r\n")
                .as_bytes(),
        )
        .origin
    }

    #[test]
    fn programs_are_recognised_by_the_form_they_use() {
        for yes in [
            "Subject: Automatic reply: Printer",
            "Subject: =?utf-8?Q?R=C3=A9ponse_automatique_:_x?=",
            "Subject: Abwesenheitsnotiz: Re: x",
            "Subject: x\r\nAuto-Submitted: auto-replied (vacation)",
            "Subject: x\r\nX-Autoreply: yes",
            "Return-Path: <>\r\nSubject: Out of office",
            "Subject: AutoReply Re: Printer",
            "Subject: Re: x\r\nX-Autogenerated: Reply",
            "Subject: Re: x\r\nX-AutoReply-From: ana@example.org",
            "Subject: Re: x\r\nX-Vacation-Reply: yes",
            "Subject: Re: x\r\nX-Mailer: Mail::Autoreply 1.0",
            "Subject: Re: x\r\nDelivered-To: Autoresponder",
            "Subject: Re: x\r\nX-MS-Exchange-Generated-Message-Source: Mailbox Rules Agent",
        ] {
            assert_eq!(origin(yes), Origin::AutoReply, "{yes}");
        }
        assert_eq!(origin("Subject: x\r\nAuto-Submitted: auto-generated"), Origin::Machine);
        assert_eq!(origin("Subject: x\r\nX-Alongside-Loop: abc"), Origin::Machine);
        assert_eq!(origin("Subject: x\r\nList-Id: <a.example>"), Origin::List);
    }

    #[test]
    fn a_vacation_notice_without_a_return_path_is_automatic_and_no_report() {
        for (subject, text) in [
            ("Re: Printer", "I am out of the office until Monday."),
            ("Re: Drucker", "Ich bin bis zum 30.11. nicht im Büro."),
            (
                "AW: Drucker",
                "550 Mails warten schon: Ich bin im Urlaub, Nachrichten kommen zurück (undeliverable).",
            ),
        ] {
            let raw = format!(
                "Return-Path: <>\r\nFrom: ana@example.org\r\nSubject: {subject}\r\nIn-Reply-To: <1@x>\r\n\r\n{text}\r\n"
            );
            let message = parse(raw.as_bytes());
            assert_eq!(message.origin, Origin::AutoReply, "{subject}: {text}");
            assert!(message.bounce.is_none());
        }
    }

    #[test]
    fn people_who_write_about_machines_are_people() {
        for no in [
            "Subject: Out of office message does not work",
            "Subject: Re: Automatic reply: x",
            "Subject: Vacation: balance is wrong",
            "Subject: Automatic reply is sent twice",
            "Subject: Out of office",
            "Subject: Undeliverable mail, what now?",
            "Subject: Auto-Submitted header missing\r\nAuto-Submitted: no",
            "Subject: x\r\nX-Auto-Response-Suppress: OOF",
            "Subject: x\r\nX-Autogenerated: Forward",
            "Subject: x\r\nX-Autoreply: no",
        ] {
            assert_eq!(origin(no), Origin::Person, "{no}");
        }
    }
}
