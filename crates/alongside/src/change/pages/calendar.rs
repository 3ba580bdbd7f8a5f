//! The calendar of changes.

use super::Badge;
use crate::view::{Choices, Desk, Errors, Place, page};
use askama::Template;

/// `/desk/calendar?show=…&day=…`: `month`, `week` or `list`.
#[derive(Template, Clone, Debug, Default)]
#[template(path = "change/pages/calendar.html")]
pub struct CalendarPage {
    pub desk: Desk,
    pub show: &'static str,
    /// “December 2026”, “30 November – 6 December 2026”.
    pub title: String,
    /// The day that the other views open on, `2026-12-01`.
    pub day: String,
    pub previous: String,
    pub next: String,
    pub today: String,
    /// Whose zone it is in.
    pub zone: String,
    pub days: Vec<Day>,
    pub clashes: Vec<ClashRow>,
    pub freezes: Vec<FreezeRow>,
    pub feeds: Vec<FeedRow>,
    /// What a new feed may show.
    pub whats: Choices,
    /// The address of the feed that was just made, shown once; empty otherwise.
    pub made: String,
    /// Leads and admins make freezes.
    pub may_freeze: bool,
    pub services: Choices,
    /// Of the form that makes a freeze.
    pub errors: Errors,
    pub name: String,
    pub reason: String,
    pub from: String,
    pub until: String,
}
page!(CalendarPage);

/// A day of the calendar.
#[derive(Clone, Debug, Default)]
pub struct Day {
    /// `2026-12-01`.
    pub iso: String,
    /// “1”, with the month's name on its first day.
    pub number: String,
    /// “Tuesday 1 December”.
    pub name: String,
    pub today: bool,
    /// Of the month before or after.
    pub outside: bool,
    /// Names of freezes on it; empty for none.
    pub frozen: String,
    pub items: Vec<Item>,
}

/// A change on one day.
#[derive(Clone, Debug, Default)]
pub struct Item {
    pub href: String,
    pub title: String,
    /// “22:00 – 23:30”, “from 22:00”, “until 02:00” or “all day”.
    pub time: String,
    pub badge: Badge,
    pub services: String,
    /// It gets in the way of another one.
    pub clashes: bool,
}

#[derive(Clone, Debug, Default)]
pub struct ClashRow {
    pub a: (String, String),
    pub b: (String, String),
    /// “Both are on Mail.”
    pub why: String,
}

#[derive(Clone, Debug, Default)]
pub struct FreezeRow {
    pub id: String,
    pub name: String,
    pub reason: String,
    /// “Sat 19 Dec 18:00 – Mon 4 Jan 06:00”.
    pub when: String,
    /// “Mail and calendar”; empty: everything.
    pub service: String,
}

#[derive(Clone, Debug, Default)]
pub struct FeedRow {
    pub id: String,
    pub what: String,
    /// “read 3 h ago”; may be empty.
    pub read: String,
}

impl CalendarPage {
    pub fn sample() -> CalendarPage {
        let item = |number: i64, title: &str, time: &str, badge, services: &str| Item {
            href: format!("/desk/changes/{number}"),
            title: title.into(),
            time: time.into(),
            badge,
            services: services.into(),
            clashes: false,
        };
        let approved = Badge::sample();
        let asked = Badge { key: "asked", word: "Waits for a yes" };
        let names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
        let days = (0..35_usize)
            .map(|i| {
                let (number, month) = match i {
                    0 => (30, "November"),
                    1..=31 => (i, "December"),
                    _ => (i - 31, "January"),
                };
                let items = match i {
                    1 => vec![
                        Item {
                            clashes: true,
                            ..item(
                                31,
                                "Mail moves to new servers",
                                "22:00 – 23:30",
                                approved.clone(),
                                "Mail and calendar",
                            )
                        },
                        Item {
                            clashes: true,
                            ..item(35, "New core switch", "22:30 – 23:00", asked.clone(), "Wi-Fi")
                        },
                    ],
                    2 => vec![item(
                        32,
                        "Monthly patches of the file servers",
                        "03:00 – 04:00",
                        approved.clone(),
                        "Shared folders",
                    )],
                    9 => vec![item(
                        36,
                        "Telephones learn to forward",
                        "18:00 – 19:00",
                        Badge { key: "draft", word: "Draft" },
                        "Telephones",
                    )],
                    _ => vec![],
                };
                Day {
                    iso: format!("2026-12-{number:02}"),
                    number: if number == 1 || i == 0 {
                        format!("{number} {}", &month[..3])
                    } else {
                        number.to_string()
                    },
                    name: format!("{} {number} {month}", names.get(i % 7).copied().unwrap_or_default()),
                    today: i == 3,
                    outside: !(1..=31).contains(&i),
                    frozen: if (19..35).contains(&i) { "Year end".into() } else { String::new() },
                    items,
                }
            })
            .collect();
        CalendarPage {
            desk: Desk::sample(Place::Calendar, None),
            show: "month",
            title: "December 2026".into(),
            day: "2026-12-01".into(),
            previous: "2026-11-01".into(),
            next: "2027-01-01".into(),
            today: "2026-12-03".into(),
            zone: "Europe/London".into(),
            days,
            clashes: vec![ClashRow {
                a: ("Change 31".into(), "/desk/changes/31".into()),
                b: ("Change 35".into(), "/desk/changes/35".into()),
                why: "Mail and calendar needs Wi-Fi.".into(),
            }],
            freezes: vec![FreezeRow {
                id: "1".into(),
                name: "Year end".into(),
                reason: "The accounts are closed and few of us are here.".into(),
                when: "Sat 19 Dec 18:00 – Mon 4 Jan 06:00".into(),
                service: String::new(),
            }],
            feeds: vec![FeedRow { id: "1".into(), what: "Every change".into(), read: "read 3 h ago".into() }],
            whats: Choices::of(
                &[
                    ("changes", "Every change"),
                    ("changes:mine", "Mine"),
                    ("changes:service:6", "Mail and calendar"),
                ],
                "changes",
            ),
            may_freeze: true,
            services: Choices::of(&[("", "Everything"), ("6", "Mail and calendar")], ""),
            ..CalendarPage::default()
        }
    }

    pub fn sample_week() -> CalendarPage {
        let whole = CalendarPage::sample();
        CalendarPage {
            show: "week",
            title: "30 November – 6 December 2026".into(),
            days: whole.days.iter().take(7).cloned().collect(),
            made: "https://desk.marlowvale.example/calendar/k3V9.ics".into(),
            ..whole
        }
    }

    pub fn sample_list() -> CalendarPage {
        let whole = CalendarPage::sample();
        CalendarPage {
            show: "list",
            title: "From 30 November 2026".into(),
            days: whole.days.iter().filter(|day| !day.items.is_empty()).cloned().collect(),
            ..whole
        }
    }
}
