//! The words of every mail we send, as plain text and as quiet HTML. It knows no addresses, queues or servers.
//!
//! The HTML sets no background and only few colours, uses no table and no image, and loads nothing: it reads the
//! same in a dark reader and costs a slow line nothing. A person can always just answer; there is no line to write above.

use crate::view::Html;
use askama::Template;

/// Gives a letter its two bodies from the templates of its name.
macro_rules! letter {
    ($letter:ident, $text:ident, $text_path:literal, $html:ident, $html_path:literal) => {
        #[derive(Template)]
        #[template(path = $text_path, escape = "none", whitespace = "preserve")]
        struct $text<'a> {
            l: &'a $letter,
        }
        #[derive(Template)]
        #[template(path = $html_path)]
        struct $html<'a> {
            l: &'a $letter,
        }
        impl $letter {
            /// The plain-text body.
            pub fn text(&self) -> String {
                $text { l: self }.render().unwrap_or_default()
            }
            /// The HTML body, a whole document.
            pub fn html(&self) -> String {
                $html { l: self }.render().unwrap_or_default()
            }
        }
    };
}

/// An agent's reply to the requester.
#[derive(Clone, Debug, Default)]
pub struct ReplyLetter {
    /// The language of the letter, e.g. `en`.
    pub lang: String,
    pub organisation: String,
    pub number: u64,
    /// The ticket's subject.
    pub subject: String,
    /// What the agent wrote: their Markdown, which is readable as text.
    pub body_text: String,
    /// The same as safe HTML.
    pub body_html: Html,
    /// Who answers, a person's name.
    pub who: String,
    /// "Front desk"; may be empty.
    pub team: String,
    /// What happens next, a sentence; may be empty.
    pub next: String,
    /// The request in the portal, a whole address.
    pub link: String,
    /// The ticket is solved by this reply: say how to open it again.
    pub solved: bool,
}
letter!(ReplyLetter, ReplyText, "outbox/mail/reply.txt", ReplyHtml, "outbox/mail/reply.html");

impl ReplyLetter {
    /// `Re: subject`, unless it says so already; the number stands in brackets.
    pub fn mail_subject(&self) -> String {
        subject(&self.subject, self.number)
    }
    pub fn sample() -> ReplyLetter {
        ReplyLetter {
            lang: "en".into(),
            organisation: "Marlow Vale Hospital".into(),
            number: 1042,
            subject: "Printer on ward 4 prints the first page and then nothing".into(),
            body_text: "Good morning Ana,\n\nthank you for the picture, it helps a lot. While I look at it, your letters can print on ward 5: choose W5-EAST.\n\n- I check the cable now.\n- I write again by 10:00.".into(),
            body_html: Html("<p>Good morning Ana,</p><p>thank you for the picture, it helps a lot. While I look at it, <strong>your letters can print on ward 5</strong>: choose <code>W5-EAST</code>.</p><ul><li>I check the cable now.</li><li>I write again by 10:00.</li></ul>".into()),
            who: "Bo Nilsson".into(),
            team: "Front desk".into(),
            next: "You hear from Bo by 10:00 today (Europe/London).".into(),
            link: "https://help.marlowvale.example/requests/1042".into(),
            solved: false,
        }
    }
}

/// "We have your request."
#[derive(Clone, Debug, Default)]
pub struct ReceiptLetter {
    pub lang: String,
    pub organisation: String,
    pub number: u64,
    pub subject: String,
    /// "Ana"; may be empty.
    pub first_name: String,
    /// What happens next and when, in their zone: "A person reads it and writes to you, most likely by 14:30 today."
    pub next: String,
    pub link: String,
}
letter!(ReceiptLetter, ReceiptText, "outbox/mail/receipt.txt", ReceiptHtml, "outbox/mail/receipt.html");

impl ReceiptLetter {
    pub fn mail_subject(&self) -> String {
        subject(&self.subject, self.number)
    }
    pub fn sample() -> ReceiptLetter {
        ReceiptLetter {
            lang: "en".into(),
            organisation: "Marlow Vale Hospital".into(),
            number: 1042,
            subject: "Printer on ward 4 <prints> the first page & then nothing".into(),
            first_name: "Ana".into(),
            next: "A person reads it and writes to you, most likely by 14:30 today (Europe/London).".into(),
            link: "https://help.marlowvale.example/requests/1042".into(),
        }
    }
}

/// The link that signs somebody in.
#[derive(Clone, Debug, Default)]
pub struct SignInLetter {
    pub lang: String,
    pub organisation: String,
    /// The whole address with the token.
    pub link: String,
    /// "15 minutes"
    pub lasts: String,
}
letter!(SignInLetter, SignInText, "outbox/mail/sign-in.txt", SignInHtml, "outbox/mail/sign-in.html");

impl SignInLetter {
    pub fn mail_subject(&self) -> String {
        format!("Your link to sign in · {}", self.organisation)
    }
    pub fn sample() -> SignInLetter {
        SignInLetter {
            lang: "en".into(),
            organisation: "Marlow Vale Hospital".into(),
            link: "https://help.marlowvale.example/sign-in/link/dGhpcy1pcy1vbmx5LWEtc2FtcGxl".into(),
            lasts: "15 minutes".into(),
        }
    }
}

/// News for somebody at the desk: a reply on their ticket, a mention, a ticket handed to them.
#[derive(Clone, Debug, Default)]
pub struct NoticeLetter {
    pub lang: String,
    pub organisation: String,
    pub number: u64,
    pub subject: String,
    /// What happened, a sentence: "Ana Oliveira-Kowalczyk answered."
    pub what: String,
    /// The words themselves, as text; may be empty.
    pub body_text: String,
    /// The ticket at the desk.
    pub link: String,
    /// Why this person gets it: "You own this ticket."
    pub why: String,
    /// An answer to this mail goes to the requester as a reply (else it becomes a note).
    pub answer_goes_out: bool,
}
letter!(NoticeLetter, NoticeText, "outbox/mail/notice.txt", NoticeHtml, "outbox/mail/notice.html");

impl NoticeLetter {
    pub fn mail_subject(&self) -> String {
        subject(&self.subject, self.number)
    }
    pub fn sample() -> NoticeLetter {
        NoticeLetter {
            lang: "en".into(),
            organisation: "Marlow Vale Hospital".into(),
            number: 1042,
            subject: "Printer on ward 4 prints the first page and then nothing".into(),
            what: "Ana Oliveira-Kowalczyk answered.".into(),
            body_text: "Thank you so much! The letters came out on ward 5. 🙏\n\nOne more thing: the scanner <same machine> sends everything to Peter.".into(),
            link: "https://help.marlowvale.example/desk/tickets/1042".into(),
            why: "You own this ticket.".into(),
            answer_goes_out: true,
        }
    }
}

/// `Re: subject [#1042]`: the prefix once, the number once, and nothing that could start a header line of its own.
fn subject(subject: &str, number: u64) -> String {
    let line: String = subject.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let mark = format!("[#{number}]");
    let bare = line.replace(&mark, "");
    let bare = bare.split_whitespace().collect::<Vec<_>>().join(" ");
    let starts = bare.get(..3).is_some_and(|s| s.eq_ignore_ascii_case("re:"));
    let prefix = if starts { "" } else { "Re: " };
    format!("{prefix}{bare} {mark}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_carries_its_number_and_its_re_once_however_often_it_was_answered() {
        assert_eq!(subject("Printer", 7), "Re: Printer [#7]");
        assert_eq!(subject("Re: Printer [#7]", 7), "Re: Printer [#7]");
        assert_eq!(subject("RE: Printer", 7), "RE: Printer [#7]");
        assert_eq!(subject("日本", 7), "Re: 日本 [#7]");
    }

    #[test]
    fn a_subject_cannot_start_a_header_of_its_own() {
        assert_eq!(subject("Hi\r\nBcc: eve@example.org", 7), "Re: Hi Bcc: eve@example.org [#7]");
    }

    #[test]
    fn the_html_letter_escapes_what_came_from_outside_and_the_text_letter_does_not() {
        let letter = NoticeLetter::sample();
        assert!(letter.html().contains("&#60;same machine&#62;"));
        assert!(letter.text().contains("<same machine>"));
    }

    #[test]
    fn a_letter_loads_nothing_from_anywhere() {
        for html in [
            ReplyLetter::sample().html(),
            ReceiptLetter::sample().html(),
            SignInLetter::sample().html(),
            NoticeLetter::sample().html(),
        ] {
            for loader in ["<img", "<script", "<link", "<table", "url(", "@import"] {
                assert!(!html.contains(loader), "{loader} in {html}");
            }
        }
    }

    #[test]
    fn every_letter_says_who_it_is_from_and_how_to_answer() {
        let reply = ReplyLetter::sample().text();
        assert!(
            reply.contains("Bo Nilsson") && reply.contains("answer this mail") && reply.contains("#1042")
        );
        let receipt = ReceiptLetter::sample().text();
        assert!(receipt.contains("by 14:30 today") && receipt.contains("#1042"));
    }
}
