//! The list of changes.

use crate::view::{Choices, Desk, Face, Place, page};
use askama::Template;
use askama::filters::HtmlSafe;

/// Where a change stands, as a sign and a word; `key` is its state.
#[derive(Template, Clone, Debug, Default, PartialEq)]
#[template(ext = "html", source = r#"<span class="cs {{ key }}">{{ word }}</span>"#)]
pub struct Badge {
    pub key: &'static str,
    pub word: &'static str,
}
impl HtmlSafe for Badge {}

impl Badge {
    pub fn sample() -> Badge {
        Badge { key: "approved", word: "Approved" }
    }
}

/// `/desk/changes?show=…`: `ahead`, `mine` or `over`.
#[derive(Template, Clone, Debug, Default)]
#[template(path = "change/pages/list.html")]
pub struct ChangesPage {
    pub desk: Desk,
    pub show: &'static str,
    /// Services to filter by.
    pub services: Choices,
    pub rows: Vec<Row>,
    /// Address of the next page; empty on the last.
    pub more: String,
    pub may_plan: bool,
}
page!(ChangesPage);

/// One change.
#[derive(Clone, Debug, Default)]
pub struct Row {
    pub number: String,
    pub title: String,
    pub badge: Badge,
    /// `low`, `medium` or `high`, and in words.
    pub risk: (&'static str, &'static str),
    /// Empty when it is a normal one.
    pub kind: &'static str,
    /// “Tue 1 Dec, 22:00 to 23:30”; empty while no window is planned.
    pub when: String,
    /// Names of its services.
    pub services: String,
    pub owner: Face,
    /// What stands in its way, in a few words; may be empty.
    pub warning: String,
}

impl ChangesPage {
    pub fn sample() -> ChangesPage {
        let row = |number: &str, title: &str, badge, risk, when: &str, services: &str| Row {
            number: number.into(),
            title: title.into(),
            badge,
            risk,
            kind: "",
            when: when.into(),
            services: services.into(),
            owner: Face::sample("BN", 8, "Bo Nilsson", true),
            warning: String::new(),
        };
        let low = ("low", "Low risk");
        ChangesPage {
            desk: Desk::sample(Place::Changes, None),
            show: "ahead",
            services: Choices::of(
                &[("", "Every service"), ("5", "Printing"), ("6", "Mail and calendar")],
                "",
            ),
            rows: vec![
                Row {
                    warning: "Clashes with Change 32".into(),
                    ..row(
                        "31",
                        "Mail moves to new servers",
                        Badge::sample(),
                        ("high", "High risk"),
                        "Tue 1 Dec 22:00 – 23:30",
                        "Mail and calendar",
                    )
                },
                Row {
                    kind: "Standard",
                    ..row(
                        "32",
                        "Monthly patches of the file servers",
                        Badge { key: "asked", word: "Waits for a yes" },
                        low,
                        "Wed 2 Dec 03:00 – 04:00",
                        "Shared folders",
                    )
                },
                row(
                    "33",
                    "New access points in the east wing",
                    Badge { key: "draft", word: "Draft" },
                    low,
                    "",
                    "",
                ),
            ],
            more: String::new(),
            may_plan: true,
        }
    }

    pub fn sample_empty() -> ChangesPage {
        ChangesPage { rows: Vec::new(), ..ChangesPage::sample() }
    }
}
