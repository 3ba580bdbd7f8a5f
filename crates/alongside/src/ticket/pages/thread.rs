//! What is said and done on a ticket, in order: the part that is fetched again when something arrives.

use crate::view::{Attachment, Face, Html, Moment};
use askama::Template;
use askama::filters::HtmlSafe;

/// The conversation.
#[derive(Template, Clone, Debug, Default)]
#[template(path = "ticket/pages/thread.html")]
pub struct Thread {
    /// For the forms inside (undo, accept, discard, send again).
    pub csrf: String,
    /// The ticket's number, for addresses.
    pub number: u64,
    /// What follows the ticket's addresses: the view it was opened from; may be empty.
    pub query: String,
    /// Oldest first.
    pub entries: Vec<Entry>,
}
impl HtmlSafe for Thread {}
crate::view::page!(Thread);

/// One line of the story.
#[derive(Clone, Debug)]
pub enum Entry {
    Message(Box<Message>),
    /// Something that was done rather than said: shown small.
    Happening(Happening),
    /// "12 earlier messages": (words, address that shows them).
    Earlier(String, String),
    /// The line between what the reader has seen and what is new.
    NewSince(Moment),
}

/// Who speaks; decides how a message looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Voice {
    /// The requester, or another person outside.
    #[default]
    Requester,
    /// A reply of ours, which the requester sees.
    Reply,
    /// Colleagues only.
    Note,
    /// Sent by the desk itself, e.g. "We have your request".
    Automatic,
}

impl Voice {
    /// Its style class.
    pub fn key(self) -> &'static str {
        match self {
            Voice::Requester => "req",
            Voice::Reply => "rep",
            Voice::Note => "note",
            Voice::Automatic => "auto",
        }
    }
}

/// Something said on the ticket.
#[derive(Clone, Debug, Default)]
pub struct Message {
    /// The message's id, also its anchor `#m{id}`.
    pub id: u64,
    pub voice: Voice,
    pub who: Face,
    /// "by mail", "in the portal", "by telephone"; may be empty.
    pub via: String,
    pub at: Moment,
    /// Who gets it, for replies: "to Ana, copy to ward4@…"; may be empty.
    pub to: String,
    /// What was said, safe HTML.
    pub body: Html,
    /// Quoted text and signature, folded; none hides the fold.
    pub quoted: Option<Html>,
    /// Address of the HTML original (served with its own CSP, for a sandboxed frame); empty when there is none.
    pub original: String,
    /// The original has remote images that are blocked: offer `{original}?images=1`.
    pub remote_images: bool,
    pub attachments: Vec<Attachment>,
    /// What became of an outgoing message.
    pub delivery: Delivery,
    /// It waits for an agent's word before it counts.
    pub held: Option<Held>,
    /// A mark of the mail check to know about, e.g. "The sender’s address could not be verified"; may be empty.
    pub caution: String,
    /// May be split off into a ticket of its own.
    pub can_split: bool,
    /// What stands out in the requester's newest words; else empty.
    pub hints: std::sync::Arc<Vec<Hint>>,
}

/// Something that stands out in a requester's words, with the words that led to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hint {
    /// `urgency`, `frustration`, `confusion`, `gratitude`, `thanks`, `goal`: its style class.
    pub key: &'static str,
    /// "Held up"
    pub what: &'static str,
    pub quotes: Vec<String>,
}

/// What became of an outgoing message.
#[derive(Clone, Debug, Default)]
pub enum Delivery {
    /// Not an outgoing message, or nothing to say.
    #[default]
    None,
    /// May still be undone.
    Sending {
        /// The id of the outgoing mail: `POST /desk/tickets/{number}/outgoing/{id}/cancellation`.
        outgoing: u64,
        /// RFC 3339, when it goes.
        until: String,
        /// Seconds left when the page was made.
        seconds: u32,
    },
    /// In the queue; "tried 2 times, next in 5 min"; may be empty.
    Waiting(String),
    Sent(Moment),
    /// Given up or refused, with the server's reason in words.
    Failed {
        /// The id of the outgoing mail: `POST /desk/tickets/{number}/outgoing/{id}/retry` sends it again.
        outgoing: u64,
        why: String,
    },
}

/// A mail that claims to be from a colleague but could not be verified.
#[derive(Clone, Debug, Default)]
pub struct Held {
    /// Why it is held, in a sentence.
    pub why: String,
    /// `POST /desk/tickets/{number}/held/{id}/acceptance` or `…/discard`.
    pub id: u64,
}

/// Something that was done.
#[derive(Clone, Debug, Default)]
pub struct Happening {
    /// "Bo" or "The desk".
    pub who: String,
    /// "took the ticket", "changed status from Open to Pending".
    pub what: String,
    pub at: Moment,
}

impl Thread {
    /// The newest message shown; the composer sends it back as `seen`, so that a reply never passes by words that
    /// came in meanwhile. 0 when there is none.
    pub fn last_id(&self) -> u64 {
        let id = |entry: &Entry| match entry {
            Entry::Message(m) => Some(m.id),
            _ => None,
        };
        self.entries.iter().filter_map(id).max().unwrap_or(0)
    }

    pub fn sample() -> Thread {
        let ana = Face::sample("AO", 3, "Ana Oliveira-Kowalczyk", false);
        let bo = Face::sample("BN", 8, "Bo Nilsson", true);
        let cy = Face::sample("CM", 5, "Cy Mbeki", true);
        let desk = Face::sample("MV", 6, "Marlow Vale IT help", true);
        let at = |hour: &str, short: &str| {
            Moment::sample(
                &format!("2026-11-24T{hour}:00Z"),
                short,
                &format!("Tuesday 24 November 2026, {hour}"),
            )
        };
        let say = |id, voice, who: &Face, body: &str, at| Message {
            id,
            voice,
            who: who.clone(),
            body: Html(body.into()),
            at,
            can_split: true,
            ..Message::default()
        };
        let entries = vec![
            Entry::Message(Box::new(Message {
                via: "by mail".into(),
                original: "/desk/tickets/1042/messages/101/original".into(),
                remote_images: true,
                attachments: vec![
                    Attachment::sample("PNG", "Screenshot 2026-11-24 at 08.12.44.png", "412 kB"),
                    Attachment::sample("PDF", "discharge-letter-template-v3-final-really-final.pdf", "1.2 MB"),
                ],
                quoted: Some(Html("<p>Ana Oliveira-Kowalczyk<br>Ward sister, Ward 4 East<br>ext. 4417</p><p>This message may be confidential…</p>".into())),
                ..say(101, Voice::Requester, &ana, "<p>Good morning,</p><p>the printer on ward 4 prints the <strong>first page and then nothing</strong>. It is the one by the nurses’ station. I have switched it off and on twice. The screen says “Waiting for data”.</p><p>We have discharge letters to print before the two o’clock round, so could somebody please look soon?</p>", at("08:14", "5 h"))
            })),
            Entry::Message(Box::new(Message {
                to: "to Ana".into(),
                delivery: Delivery::Sent(at("08:14", "5 h")),
                can_split: false,
                ..say(102, Voice::Automatic, &desk, "<p>We have your request. It is number 1042 and a person will read it within 30 minutes.</p>", at("08:14", "5 h"))
            })),
            Entry::Happening(Happening { who: "Bo".into(), what: "took the ticket".into(), at: at("08:31", "5 h") }),
            Entry::Message(Box::new(Message {
                to: "to Ana, copy to ward4-desk@marlowvale.example".into(),
                delivery: Delivery::Sent(at("08:36", "4 h")),
                ..say(103, Voice::Reply, &bo, "<p>Good morning Ana,</p><p>thank you for the picture, it helps a lot. “Waiting for data” usually means the printer lost its connection halfway. While I look at that, <strong>your letters can print on ward 5</strong>: choose <code>W5-EAST</code> in the print window.</p><ul><li>I check the cable and its port now.</li><li>I write again by 10:00, also if it is not solved by then.</li></ul>", at("08:36", "4 h"))
            })),
            Entry::Message(Box::new(Message {
                ..say(104, Voice::Note, &cy, "<p>Port 14 on <code>sw-ward4-2</code> flaps every 40 s since last night’s firmware. <a href=\"/desk/search?q=person%3Abo\" class=\"at\">@Bo</a> I can move it to port 15 at noon, when they are at lunch.</p><pre><code>Nov 24 08:41:07 sw-ward4-2 %LINK-3-UPDOWN: Interface Gi1/0/14, changed state to down\nNov 24 08:41:47 sw-ward4-2 %LINK-3-UPDOWN: Interface Gi1/0/14, changed state to up</code></pre>", at("08:52", "4 h"))
            })),
            Entry::Happening(Happening { who: "Bo".into(), what: "raised the priority from Normal to High".into(), at: at("08:53", "4 h") }),
            Entry::Earlier("4 more messages in between".into(), "/desk/tickets/1042?all=1".into()),
            Entry::Message(Box::new(Message {
                to: "to Ana".into(),
                delivery: Delivery::Failed { outgoing: 75, why: "the mailbox of ana@marlowvale.example is full (552 5.2.2)".into() },
                ..say(105, Voice::Reply, &bo, "<p>Hello Ana, the cable is fine. A colleague moves the printer to another port at noon; you will not notice anything but a short “offline”.</p>", at("09:55", "3 h"))
            })),
            Entry::NewSince(at("11:00", "2 h")),
            Entry::Message(Box::new(Message {
                via: "by mail".into(),
                caution: "The sender’s address could not be verified.".into(),
                hints: std::sync::Arc::new(vec![
                    Hint { key: "gratitude", what: "Thankful", quotes: vec!["Thank you so much".into()] },
                    Hint { key: "urgency", what: "Held up", quotes: vec!["before noon".into()] },
                ]),
                quoted: Some(Html("<blockquote><p>Hello Ana, the cable is fine. A colleague moves the printer to another port at noon…</p></blockquote>".into())),
                ..say(106, Voice::Requester, &ana, "<p>Thank you so much! The letters came out on ward 5. 🙏</p><p>One more thing: the <em>scanner</em> of the same machine sends everything to Peter, who retired in June.</p>", at("12:20", "45 min"))
            })),
            Entry::Message(Box::new(Message {
                via: "by mail".into(),
                held: Some(Held { why: "It says it is from Di Kaur, but the mail was not signed by our domain. It counts as a note only when you accept it.".into(), id: 9 }),
                ..say(107, Voice::Note, &Face::sample("DK", 1, "Di Kaur", true), "<p>Approved, go ahead with the port change.</p>", at("12:41", "24 min"))
            })),
            Entry::Message(Box::new(Message {
                to: "to Ana".into(),
                delivery: Delivery::Sending { outgoing: 77, until: "2026-11-24T13:05:10Z".into(), seconds: 10 },
                ..say(108, Voice::Reply, &bo, "<p>Glad to hear that. I take Peter out of the scanner’s list this afternoon and put the ward’s own address there instead; I tell you when it is done, by 16:00 today.</p>", at("13:05", "now"))
            })),
        ];
        let query = "?view=mine".into();
        Thread { csrf: "sample-csrf-token-0123456789abcdef".into(), number: 1042, query, entries }
    }
}
