//! One ticket at the desk: the conversation, the composer, and the panel beside them.

use super::{Coached, Happening, Thread};
use crate::view::{Attachment, Choices, Desk, Face, Moment, Place, Priority, Status, page};
use askama::Template;

/// `/desk/tickets/{number}`.
#[derive(Template, Clone, Debug, Default)]
#[template(path = "ticket/pages/ticket.html")]
pub struct TicketPage {
    pub desk: Desk,
    pub number: u64,
    /// The version the reader sees; scripts fetch the page again when news says that there is a newer one. (Forms send
    /// back what they showed as `was`, the composer the last message as `seen`.)
    pub version: u64,
    pub subject: String,
    /// The reader may change it; else the actions are hidden and the panel only shows.
    pub can_work: bool,
    /// May promise, keep and renew.
    pub can_promise: bool,
    pub status: Status,
    pub priority: Priority,
    /// "by mail", "in the portal".
    pub via: String,
    pub opened: Moment,
    /// Things to know before anything else: merged, snoozed, closed.
    pub banners: Vec<Banner>,
    /// Somebody changed the ticket while this person was typing; their own words stay in the composer.
    pub conflict: Option<Conflict>,
    /// "Ana is writing a note": names of colleagues who are here now; may be empty. Scripts keep it fresh.
    pub present: String,
    pub thread: Thread,
    pub composer: Composer,
    pub side: Side,
    /// The addresses of the tickets before and after in the view the reader came from; empty where there is none.
    pub previous: String,
    pub next: String,
    /// The address of the view the reader came from and its name.
    pub back: (String, String),
    /// What follows the ticket's addresses: the view it was opened from; may be empty.
    pub query: String,
}
page!(TicketPage);

/// A line above the conversation.
#[derive(Clone, Debug)]
pub enum Banner {
    /// This ticket was merged into another; `undo` is true while it can be taken back
    /// (`POST /desk/tickets/{number}/merges/{into}/cancellation`).
    MergedInto { into: u64, by: String, at: Moment, undo: bool },
    /// Snoozed until then (`POST /desk/tickets/{number}/snooze` with `until` empty wakes it).
    Snoozed { until: Moment, by: String },
    /// Over: a reply from the requester starts a new, linked ticket.
    Closed { at: Moment },
    /// Any other sentence.
    Say(String),
}

/// What a colleague changed meanwhile.
#[derive(Clone, Debug, Default)]
pub struct Conflict {
    /// "Bo"
    pub by: String,
    pub at: Moment,
    /// "status is now Pending", "a reply was sent to Ana".
    pub changes: Vec<String>,
}

/// Where replies and notes are written. One form: the tab decides the address it is posted to.
#[derive(Clone, Debug, Default)]
pub struct Composer {
    /// Makes a double press one message (field `once`).
    pub key: String,
    /// The note tab is open (else the reply).
    pub note: bool,
    /// False for people who may only add notes.
    pub can_reply: bool,
    /// The reply as typed and kept (field `body`): a draft, or a form that came back.
    pub text: String,
    /// The note likewise (field `note`). Two fields, so that words for colleagues never become a reply by a click.
    pub note_text: String,
    /// "Ana" in "Reply to Ana".
    pub to_name: String,
    /// The addresses a reply goes to: "ana@… and copies to …".
    pub to: String,
    /// When the draft was kept last.
    pub saved: Option<Moment>,
    /// Files already uploaded for this draft.
    pub uploads: Vec<Upload>,
    /// What was wrong with the form, in a sentence; empty when nothing was.
    pub error: String,
    /// What the coach says of the words, where it was asked.
    pub coached: Coached,
}

/// A file that waits for the message to be sent; removed by `POST /desk/tickets/{number}/uploads/{id}/removal`.
#[derive(Clone, Debug, Default)]
pub struct Upload {
    pub id: String,
    pub name: String,
    pub size: String,
}

/// The panel beside the conversation.
#[derive(Clone, Debug, Default)]
pub struct Side {
    pub requester: RequesterCard,
    /// The incident that it belongs to, or may belong to; empty when there is none.
    pub incident: crate::view::Html,
    pub owner: Option<Face>,
    /// The reader owns it.
    pub mine: bool,
    /// Everybody who may own it (value = person id, "" = nobody).
    pub owners: Choices,
    /// new … closed (value = [`Status::key`]).
    pub statuses: Choices,
    pub teams: Choices,
    pub services: Choices,
    /// `one`, `several`, `many`, `everyone` in words.
    pub impacts: Choices,
    /// `can_wait`, `soon`, `stopped` in words.
    pub urgencies: Choices,
    /// low … urgent.
    pub priorities: Choices,
    /// What impact × urgency suggests: "Several people × now suggests Urgent."; empty when it agrees.
    pub suggestion: String,
    /// Separate words.
    pub tags: Vec<String>,
    /// What the requester was trying to get done, in their words; may be empty.
    pub goal: String,
    /// Whether work is stopped, and for how many: "Work is stopped for 4 people"; may be empty.
    pub blocked: String,
    /// Choices of the blocked field: `unknown`, `no`, `slowed`, `stopped`.
    pub blocks: Choices,
    pub watchers: Vec<Watcher>,
    /// The reader watches it too.
    pub watching: bool,
    /// What was promised here, the next due first.
    pub promises: Vec<Promised>,
    /// Problems it is about, and known errors that it may be about.
    pub problems: Vec<Known>,
    pub links: Vec<Link>,
    /// All files of the ticket.
    pub files: Vec<Attachment>,
    /// Everything that happened, newest first, folded.
    pub history: Vec<Happening>,
}

/// A problem beside a ticket.
#[derive(Clone, Debug, Default)]
pub struct Known {
    pub number: i64,
    pub title: String,
    /// What helps meanwhile; empty when nothing is published.
    pub workaround: String,
    /// The ticket is linked to it; else its words only resemble it.
    pub is_linked: bool,
}

/// Who asks.
#[derive(Clone, Debug, Default)]
pub struct RequesterCard {
    pub face: Face,
    /// Their page: `/desk/people/{id}`.
    pub href: String,
    pub address: String,
    /// "Ward sister, Ward 4 East"; may be empty.
    pub role: String,
    /// As written by them; may be empty.
    pub telephone: String,
    /// How they like to be reached: "a call before ten"; may be empty.
    pub reach: String,
    /// "Plain words, please"; may be empty.
    pub detail: String,
    /// Their local time: "14:05 (Europe/London)"; may be empty.
    pub local_time: String,
    /// Mail to this address bounced.
    pub address_fails: bool,
    pub recent: Vec<RecentTicket>,
}

/// Another ticket of the same requester.
#[derive(Clone, Debug, Default)]
pub struct RecentTicket {
    pub number: u64,
    pub subject: String,
    pub status: Status,
    pub at: Moment,
}

/// Somebody who follows the ticket; removed by `POST /desk/tickets/{number}/watchers` with `remove=ID`.
#[derive(Clone, Debug, Default)]
pub struct Watcher {
    pub id: String,
    pub face: Face,
}

/// Another ticket tied to this one.
#[derive(Clone, Debug, Default)]
pub struct Link {
    /// "Merged here", "Split from", "Follows", "See also".
    pub how: String,
    pub number: u64,
    pub subject: String,
    pub status: Status,
    /// Where the tie is undone (`POST`); empty when it cannot be.
    pub undo: String,
}

/// A promise on the ticket.
#[derive(Clone, Debug, Default)]
pub struct Promised {
    pub id: String,
    pub words: String,
    pub owner: String,
    pub due: Moment,
    pub is_open: bool,
    /// Its time passed in silence.
    pub late: bool,
    /// What became of it; empty while it is open.
    pub state: String,
    /// The place on this page of the reply that kept it; empty when none did.
    pub ended_by: String,
}

impl TicketPage {
    pub fn sample() -> TicketPage {
        let at = |iso: &str, short: &str, long: &str| Moment::sample(iso, short, long);
        let bo = Face::sample("BN", 8, "Bo Nilsson", true);
        let ana = Face::sample("AO", 3, "Ana Oliveira-Kowalczyk", false);
        let morning = at("2026-11-24T08:14:00Z", "5 h", "Tuesday 24 November 2026, 08:14");
        TicketPage {
            desk: Desk::sample(Place::Elsewhere, None),
            number: 1042,
            version: 17,
            can_work: true,
            can_promise: true,
            subject: "Printer on ward 4 prints the first page and then nothing".into(),
            status: Status::Open,
            priority: Priority::High,
            via: "by mail".into(),
            opened: morning.clone(),
            banners: vec![],
            conflict: None,
            present: "Cy is writing a note".into(),
            thread: Thread::sample(),
            composer: Composer {
                key: "sample-key".into(),
                note: false,
                can_reply: true,
                text: String::new(),
                note_text: String::new(),
                to_name: "Ana".into(),
                to: "ana.oliveira-kowalczyk@marlowvale.example, copy to ward4-desk@marlowvale.example".into(),
                saved: None,
                uploads: vec![],
                error: String::new(),
                coached: Coached::default(),
            },
            side: Side {
                problems: vec![Known {
                    number: 7,
                    title: "Label printers print blank labels".into(),
                    workaround: "Choose the printer whose name ends in “old”.".into(),
                    is_linked: false,
                }],
                incident: crate::view::Html::default(),
                requester: RequesterCard {
                    face: ana,
                    href: "/desk/people/3".into(),
                    address: "ana.oliveira-kowalczyk@marlowvale.example".into(),
                    role: "Ward sister, Ward 4 East".into(),
                    telephone: "ext. 4417".into(),
                    reach: "a call before ten".into(),
                    detail: "Plain words, please".into(),
                    local_time: "14:05 (Europe/London)".into(),
                    address_fails: true,
                    recent: vec![
                        RecentTicket {
                            number: 987,
                            subject: "Badge does not open the medicine room".into(),
                            status: Status::Closed,
                            at: at("2026-10-14T09:00:00Z", "14 Oct", "Wednesday 14 October 2026, 10:00"),
                        },
                        RecentTicket {
                            number: 951,
                            subject: "Second screen for the handover desk".into(),
                            status: Status::Hold,
                            at: at("2026-10-02T09:00:00Z", "2 Oct", "Friday 2 October 2026, 10:00"),
                        },
                    ],
                },
                owner: Some(bo.clone()),
                mine: true,
                owners: Choices::of(
                    &[("", "Nobody"), ("2", "Bo Nilsson (you)"), ("3", "Di Kaur"), ("4", "Cy Mbeki")],
                    "2",
                ),
                statuses: Choices(
                    Status::ALL
                        .into_iter()
                        .map(|s| crate::view::Choice {
                            value: s.key().into(),
                            label: s.word().into(),
                            chosen: s == Status::Open,
                        })
                        .collect(),
                ),
                teams: Choices::of(
                    &[
                        ("", "No team"),
                        ("1", "Front desk"),
                        ("2", "Network & telephones"),
                        ("3", "Clinical systems"),
                    ],
                    "1",
                ),
                services: Choices::of(
                    &[("", "Not said"), ("5", "Printing"), ("6", "Mail"), ("7", "Wi-Fi")],
                    "5",
                ),
                impacts: Choices::of(
                    &[
                        ("one", "One person"),
                        ("several", "Several people"),
                        ("many", "Many people"),
                        ("everyone", "Everybody"),
                    ],
                    "several",
                ),
                urgencies: Choices::of(
                    &[("can_wait", "Can wait"), ("soon", "Soon"), ("stopped", "Now, work is stopped")],
                    "stopped",
                ),
                priorities: Choices(
                    Priority::ALL
                        .into_iter()
                        .map(|p| crate::view::Choice {
                            value: p.key().into(),
                            label: p.word().into(),
                            chosen: p == Priority::High,
                        })
                        .collect(),
                ),
                suggestion: "Many people × stopped suggests Urgent.".into(),
                tags: vec!["printer".into(), "ward-4".into(), "hardware".into()],
                goal: "Print discharge letters before the two o’clock round".into(),
                blocked: "Work is stopped for 4 people".into(),
                blocks: Choices::of(
                    &[
                        ("unknown", "Not known"),
                        ("no", "Not stopped"),
                        ("slowed", "Slowed down"),
                        ("stopped", "Stopped"),
                    ],
                    "stopped",
                ),
                watchers: vec![
                    Watcher {
                        id: "9".into(),
                        face: Face::sample("W4", 10, "ward4-desk@marlowvale.example", false),
                    },
                    Watcher { id: "3".into(), face: Face::sample("DK", 1, "Di Kaur", true) },
                ],
                watching: false,
                promises: vec![
                    Promised {
                        id: "7".into(),
                        words: "I will call you before the ward round".into(),
                        owner: "Bo Nilsson".into(),
                        due: at("2026-11-24T15:00:00Z", "in 2 h", "Tuesday 24 November 2026, 16:00"),
                        is_open: true,
                        late: false,
                        state: String::new(),
                        ended_by: String::new(),
                    },
                    Promised {
                        id: "5".into(),
                        words: "You will have a spare printer today".into(),
                        owner: "Cy Mbeki".into(),
                        due: at("2026-11-23T16:00:00Z", "1 d", "Monday 23 November 2026, 17:00"),
                        is_open: false,
                        late: false,
                        state: "kept".into(),
                        ended_by: "#m4".into(),
                    },
                ],
                links: vec![
                    Link {
                        how: "Merged here".into(),
                        number: 1044,
                        subject: "printer again".into(),
                        status: Status::Closed,
                        undo: "/desk/tickets/1042/merges/1044/cancellation".into(),
                    },
                    Link {
                        how: "See also".into(),
                        number: 1031,
                        subject: "Switch on ward 4 restarts at night".into(),
                        status: Status::Open,
                        undo: "/desk/tickets/1042/links/1031/removal".into(),
                    },
                ],
                files: vec![Attachment::sample("PNG", "Screenshot 2026-11-24 at 08.12.44.png", "412 kB")],
                history: vec![
                    Happening {
                        who: "Bo".into(),
                        what: "raised the priority from Normal to High".into(),
                        at: morning.clone(),
                    },
                    Happening { who: "Bo".into(), what: "took the ticket".into(), at: morning.clone() },
                    Happening { who: "Ana".into(), what: "asked for help by mail".into(), at: morning },
                ],
            },
            previous: "/desk/tickets/1045?view=mine".into(),
            next: "/desk/tickets/1039?view=mine".into(),
            back: ("/desk/views/mine".into(), "Mine".into()),
            query: "?view=mine".into(),
        }
    }

    /// A note being written, with a conflict, a draft, files and banners.
    pub fn sample_busy() -> TicketPage {
        let at = Moment::sample("2026-11-24T13:01:00Z", "4 min", "Tuesday 24 November 2026, 14:01");
        let mut page = TicketPage::sample();
        page.subject = "Re: Re: Fwd: AW: VPN drops every 20 minutes when working from the Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch site — error 0x80070005, third time I am writing".into();
        page.banners = vec![
            Banner::MergedInto { into: 1040, by: "Di".into(), at: at.clone(), undo: true },
            Banner::Snoozed {
                until: Moment::sample("2026-11-27T08:00:00Z", "Fri 08:00", "Friday 27 November 2026, 08:00"),
                by: "you".into(),
            },
            Banner::Closed { at: at.clone() },
        ];
        page.conflict = Some(Conflict {
            by: "Di".into(),
            at: at.clone(),
            changes: vec!["status is now Pending".into(), "a reply was sent to Ana".into()],
        });
        page.composer.note = true;
        page.composer.note_text = "@Cy noon works.\n\n- port 15\n- tell Ana when done".into();
        page.composer.saved = Some(at);
        page.composer.uploads =
            vec![Upload { id: "u1".into(), name: "switch-log.txt".into(), size: "18 kB".into() }];
        page.composer.error = "Your note was kept, not saved to the ticket: write at least a word.".into();
        page.side.owner = None;
        page.side.mine = false;
        page.side.requester.address_fails = false;
        page.desk.flash = Some(crate::view::Flash {
            kind: crate::view::Kind::Good,
            text: "Your reply goes out in a moment.".into(),
            undo: Some(crate::view::Undo {
                action: "/desk/tickets/1042/outgoing/77/cancellation".into(),
                label: "Undo".into(),
                until: "2026-11-24T13:05:10Z".into(),
                seconds: 10,
            }),
        });
        page
    }

    /// A reply that the coach has looked over.
    pub fn sample_coached() -> TicketPage {
        let mut page = TicketPage::sample();
        page.composer.text = "Obviously it is the VLAN again. Restart it in order to print.\n\nI'll call you tomorrow morning.".into();
        page.composer.coached = Coached::sample();
        page
    }

    /// As a contributor sees it: they may add a note, and change nothing.
    pub fn sample_contributor() -> TicketPage {
        let mut page = TicketPage { can_work: false, ..TicketPage::sample() };
        page.composer.can_reply = false;
        page.desk.may_open = false;
        page.desk.admin = false;
        page
    }

    /// The briefest ticket there can be: nothing known but a mail.
    pub fn sample_bare() -> TicketPage {
        let page = TicketPage::sample();
        let thread = Thread { entries: page.thread.entries[..1].to_vec(), ..page.thread };
        TicketPage {
            subject: "(no subject)".into(),
            status: Status::New,
            priority: Priority::Normal,
            thread,
            present: String::new(),
            side: Side {
                requester: RequesterCard {
                    face: Face::sample("?", 0, "unknown.sender@example.org", false),
                    address: "unknown.sender@example.org".into(),
                    href: "/desk/people/9".into(),
                    ..RequesterCard::default()
                },
                history: vec![],
                tags: vec![],
                goal: String::new(),
                blocked: String::new(),
                watchers: vec![],
                promises: vec![],
                links: vec![],
                files: vec![],
                owner: None,
                mine: false,
                suggestion: String::new(),
                ..page.side
            },
            ..page
        }
    }

    /// The ticket's own address, under which all its forms are posted.
    pub fn at(&self) -> String {
        format!("/desk/tickets/{}", self.number)
    }

    /// What the browser's tab says.
    pub fn tab_title(&self) -> String {
        format!("#{} {}", self.number, self.subject)
    }
}
