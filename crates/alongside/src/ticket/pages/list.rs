//! A view of the desk: fifty tickets, one line each.

use crate::view::{Choices, Desk, Face, Html, Moment, Place, Priority, Status, ViewKey, page};
use askama::Template;

/// `/desk/views/{view}`.
#[derive(Template, Clone, Debug, Default)]
#[template(path = "ticket/pages/list.html")]
pub struct ListPage {
    pub desk: Desk,
    /// The view shown.
    pub view: ViewKey,
    /// At most fifty, in the order of the view.
    pub rows: Vec<Row>,
    /// The address of the page before (newer) and after (older): keyset cursors; empty at the ends.
    pub newer: String,
    pub older: String,
    /// What to say when there are no rows.
    pub empty: Empty,
    /// What several people wrote about within minutes, above the list; empty when there is nothing.
    pub offers: Html,
    /// Colleagues to hand a selection to (value = person id).
    pub colleagues: Choices,
}
page!(ListPage);

/// One ticket in a list: 36 px, one line; `said` is the second line on hover and focus.
#[derive(Clone, Debug, Default)]
pub struct Row {
    pub number: u64,
    /// The ticket's page, opened from this view.
    pub href: String,
    pub subject: String,
    /// The requester's name, or address when there is none.
    pub requester: String,
    /// Who owns it; none shows "nobody yet".
    pub owner: Option<Face>,
    pub status: Status,
    pub priority: Priority,
    /// When the last word was said.
    pub last: Moment,
    /// Who said it: a first name, or "You".
    pub last_by: String,
    /// The beginning of the last word, one line of plain text, at most 160 characters.
    pub said: String,
    /// How old the ticket is.
    pub age: Moment,
    /// Something was said since the reader last looked.
    pub unread: bool,
    /// Snoozed until then: shown instead of the status.
    pub snoozed: Option<Moment>,
}

/// An empty view, in a human voice.
#[derive(Clone, Debug, Default)]
pub struct Empty {
    /// "Nothing is waiting for you."
    pub title: String,
    /// What to do next: "Take one from Unassigned."
    pub text: String,
    /// A link, as (words, address); empty words hide it.
    pub way: (String, String),
}

impl Empty {
    /// What an empty view says.
    pub fn of(view: ViewKey) -> Empty {
        let (title, text, words, href) = match view {
            ViewKey::Mine => (
                "Nothing is waiting for you.",
                "A good moment to take one that nobody has yet.",
                "Look at Unassigned",
                "/desk/views/unassigned",
            ),
            ViewKey::Unassigned => (
                "Everybody who wrote has somebody.",
                "New requests show up here by themselves.",
                "Look at your own",
                "/desk/views/mine",
            ),
            ViewKey::Team => (
                "Your team has nothing open.",
                "If you expected something here, check which team you belong to.",
                "Your profile",
                "/profile",
            ),
            ViewKey::Waiting => (
                "Nobody keeps us waiting.",
                "Tickets that wait for an answer or for a date rest here and come back by themselves.",
                "",
                "",
            ),
            ViewKey::All => (
                "No ticket yet.",
                "Send a mail to the help address, or write the first one on somebody’s behalf.",
                "New ticket",
                "/desk/new",
            ),
        };
        Empty { title: title.into(), text: text.into(), way: (words.into(), href.into()) }
    }
}

impl ListPage {
    /// The page's title.
    pub fn title(&self) -> &'static str {
        self.view.word()
    }

    pub fn sample() -> ListPage {
        let moment = |minutes: u32| {
            let short = match minutes {
                0..60 => format!("{minutes} min"),
                60..1440 => format!("{} h", minutes / 60),
                _ => format!("{} d", minutes / 1440),
            };
            Moment {
                iso: "2026-11-24T13:05:00Z".into(),
                short,
                long: "Tuesday 24 November 2026, 14:05".into(),
            }
        };
        let bo = Face::sample("BN", 8, "Bo Nilsson", true);
        let di = Face::sample("DK", 1, "Di Kaur", true);
        let cy = Face::sample("CM", 5, "Cy Mbeki", true);
        let seeds: [(&str, &str, &str, &str); 12] = [
            (
                "Printer on ward 4 prints the first page and then nothing",
                "Ana Oliveira-Kowalczyk",
                "Ana",
                "It is the one by the nurses’ station. We have discharge letters to print before the two o’clock round.",
            ),
            (
                "Cannot sign in after the password change this morning",
                "Tomasz Wiśniewski",
                "You",
                "Thank you, Tomasz. I have reset it on our side; please try once more with the new one and tell me what you see.",
            ),
            (
                "Shared calendar shows everything one hour late",
                "Noor El-Amin",
                "Noor",
                "It started on Monday, only for meetings that somebody from Lisbon made.",
            ),
            (
                "Re: Re: Fwd: AW: VPN drops every 20 minutes when working from the Llanfairpwllgwyngyll site — error 0x80070005, please help, third time I am writing",
                "Gwenllian ferch Llywelyn-Montgomery",
                "Cy",
                "The line was moved to the second router last night. Could you watch it until noon?",
            ),
            (
                "新しいノートパソコンでプロジェクターが映らない",
                "佐藤 美咲",
                "佐藤",
                "会議室Bのプロジェクターに接続しても画面が真っ暗なままです。",
            ),
            (
                "I deleted the rota by mistake",
                "Peter Ashworth",
                "You",
                "Found it in last night’s backup. It is back in its folder as “Rota (recovered)”.",
            ),
            (
                "New starter on 1 December: account, badge, laptop",
                "Human resources",
                "Di",
                "Laptop is ordered and due on Thursday.",
            ),
            (
                "Phone rings but nobody can hear me",
                "reception@marlowvale.example",
                "Reception",
                "Both sides are silent, since the lunch break.",
            ),
            (
                "أحتاج إلى الوصول إلى مجلد الميزانية",
                "ليلى حداد",
                "ليلى",
                "مرحبًا، لا أستطيع فتح المجلد منذ الأمس.",
            ),
            (
                "Screen too small to read the charts",
                "Sam Li",
                "Bo",
                "We can lend you a 27 inch screen on Friday.",
            ),
            (
                "Payroll export stops at 4,096 rows",
                "Ingrid Þórsdóttir",
                "Ingrid",
                "Payday is on Friday, and 212 people are missing from the file.",
            ),
            ("Wi-Fi is slow in the library", "Mo Farouk", "Automatic", "We have your request."),
        ];
        let rows = (0..50u32)
            .map(|i| {
                let (subject, requester, last_by, said) = seeds[i as usize % seeds.len()];
                let status = [
                    Status::Open,
                    Status::Pending,
                    Status::New,
                    Status::Open,
                    Status::New,
                    Status::Resolved,
                    Status::Hold,
                ][i as usize % 7];
                Row {
                    number: u64::from(1042 - i * 3),
                    href: format!("/desk/tickets/{}?view=mine", 1042 - i * 3),
                    subject: subject.into(),
                    requester: requester.into(),
                    owner: [Some(bo.clone()), None, Some(di.clone()), Some(cy.clone()), Some(bo.clone())]
                        [i as usize % 5]
                        .clone(),
                    status,
                    priority: [
                        Priority::Normal,
                        Priority::High,
                        Priority::Normal,
                        Priority::Urgent,
                        Priority::Low,
                        Priority::Normal,
                    ][i as usize % 6],
                    last: moment(4 + i * i * 3),
                    last_by: last_by.into(),
                    said: said.into(),
                    age: moment(60 + i * i * 9),
                    unread: i % 3 == 0 && i < 12,
                    snoozed: (i == 9).then(|| Moment {
                        iso: "2026-11-27T08:00:00Z".into(),
                        short: "Fri 08:00".into(),
                        long: "Friday 27 November 2026, 08:00".into(),
                    }),
                }
            })
            .collect();
        ListPage {
            offers: Html::default(),
            desk: Desk::sample(Place::View, Some(ViewKey::Mine)),
            view: ViewKey::Mine,
            rows,
            newer: String::new(),
            older: "/desk/views/mine?after=1764000000000000.892".into(),
            empty: Empty::of(ViewKey::Mine),
            colleagues: Choices::of(&[("", "Hand to…"), ("3", "Di Kaur"), ("4", "Cy Mbeki")], ""),
        }
    }

    pub fn sample_empty() -> ListPage {
        ListPage {
            desk: Desk::sample(Place::View, Some(ViewKey::Mine)),
            rows: Vec::new(),
            older: String::new(),
            ..ListPage::sample()
        }
    }
}
