//! The desk's pages on incidents, and what the portal shows of them. Prepared words only.

mod check_in;
mod review;
mod room;
mod sample;

pub use check_in::{CheckInRow, CheckInsPage};
pub use review::{ActionRow, Fact, ReviewPage, Section};
pub use room::{
    Clock, Entry, IncidentPage, MemberRow, PreviewPage, Register, ServiceRow, TicketRow, UpdateForm,
};

use self::sample::{at, bo, cadences, clock, service};
use crate::view::{Choices, Desk, Errors, Face, Moment, Place, page};
use askama::Template;
use askama::filters::HtmlSafe;

/// `GET /desk/incidents`: those that are open, what is offered, and those gone by.
#[derive(Template, Clone, Debug, Default)]
#[template(path = "incident/pages/incidents.html")]
pub struct IncidentsPage {
    pub desk: Desk,
    pub can_work: bool,
    pub offers: Vec<OfferRow>,
    pub open: Vec<Row>,
    pub over: Vec<Row>,
    /// Number and title of incidents whose review is not closed.
    pub reviews: Vec<(String, String)>,
    /// Address of the next page; empty on the last.
    pub more: String,
}
page!(IncidentsPage);

/// One incident in a list.
#[derive(Clone, Debug, Default)]
pub struct Row {
    pub number: String,
    pub title: String,
    pub severity: &'static str,
    /// The key and the word of where it stands.
    pub state: (&'static str, &'static str),
    pub owner: Face,
    /// “Wi-Fi, Mail”.
    pub services: String,
    pub clock: Clock,
    pub at: Moment,
    /// How long it lasted: “1 h 20 min”; empty while it is open.
    pub length: String,
}

/// Something that may be an incident.
#[derive(Template, Clone, Debug, Default)]
#[template(path = "incident/pages/offer.html")]
pub struct OfferRow {
    pub csrf: String,
    pub id: String,
    /// “Nine people wrote about Wi-Fi within 3 minutes.”
    pub words: String,
    /// What the incident is called when it is declared with one press.
    pub title: String,
    pub at: Moment,
    /// Number and subject of some of the tickets.
    pub tickets: Vec<(String, String)>,
    /// How many there are beside those.
    pub more: usize,
    /// Those of one service; empty where none is known.
    pub service: String,
    pub can_work: bool,
}
impl HtmlSafe for OfferRow {}

/// `GET /desk/incidents/new`: declaring one.
#[derive(Template, Clone, Debug, Default)]
#[template(path = "incident/pages/new.html")]
pub struct NewIncidentPage {
    pub desk: Desk,
    /// A key of its own, so that two presses declare once.
    pub key: String,
    pub errors: Errors,
    pub title: String,
    /// Value, word, definition, whether it is chosen.
    pub severities: Vec<(&'static str, &'static str, &'static str, bool)>,
    /// Every service with how it is; the chosen ones first.
    pub services: Vec<ServiceRow>,
    pub cadences: Choices,
    pub owners: Choices,
    pub is_public: bool,
    /// Tickets that are linked: id, number, subject.
    pub tickets: Vec<(String, String, String)>,
    /// `hand`, `ticket`, `cluster` or `check_in`; and the offer, where it is one.
    pub source: String,
    pub offer: String,
}
page!(NewIncidentPage);

/// The ticket page's panel: the incident that it belongs to, or may belong to.
#[derive(Template, Clone, Debug, Default)]
#[template(path = "incident/pages/panel.html")]
pub struct Panel {
    pub csrf: String,
    /// Where the ticket's id is sent along: its id.
    pub ticket: String,
    /// Where the page comes back to.
    pub back: String,
    pub incidents: Vec<PanelRow>,
    /// Open incidents that it can be linked to by hand.
    pub others: Choices,
    pub can_work: bool,
    /// The ticket's number, for declaring one.
    pub number: String,
}
impl HtmlSafe for Panel {}

impl Panel {
    pub fn html(&self) -> crate::view::Html {
        crate::view::Html(Template::render(self).unwrap_or_default())
    }
}

#[derive(Clone, Debug, Default)]
pub struct PanelRow {
    pub number: String,
    pub title: String,
    pub state: (&'static str, &'static str),
    /// It only may belong to it.
    pub offered: bool,
    pub clock: Clock,
    /// “works again” or “does not work yet”; empty while nobody answered.
    pub answer: &'static str,
}

/// The line on top of every page of the desk while an incident is open.
#[derive(Template, Clone, Debug, Default)]
#[template(path = "incident/pages/banner.html")]
pub struct Banner {
    pub number: String,
    pub title: String,
    pub state: &'static str,
    pub owner: String,
    pub clock: Clock,
}
impl HtmlSafe for Banner {}

impl OfferRow {
    pub fn sample() -> OfferRow {
        OfferRow {
            csrf: "sample-csrf-token-0123456789abcdef".into(),
            id: "3".into(),
            words: "Nine people wrote about Wi-Fi within 3 minutes.".into(),
            title: "Wi-Fi is down".into(),
            at: at("2026-11-24T14:02:00Z", "now", "Tuesday 24 November 2026, 14:02"),
            tickets: vec![
                ("1051".into(), "No Wi-Fi in Ward 4".into()),
                ("1052".into(), "Wi-Fi gone on all tablets".into()),
                ("1053".into(), "Cannot reach the patient list".into()),
            ],
            more: 6,
            service: "7".into(),
            can_work: true,
        }
    }
}

impl IncidentsPage {
    pub fn sample() -> IncidentsPage {
        let row = |number: &str, title: &str, severity, state, length: &str, late| Row {
            number: number.into(),
            title: title.into(),
            severity,
            state,
            owner: bo(),
            services: "Wi-Fi".into(),
            clock: if length.is_empty() { clock(late) } else { Clock::default() },
            at: at("2026-11-24T14:05:00Z", "12 min", "Tuesday 24 November 2026, 14:05"),
            length: length.into(),
        };
        IncidentsPage {
            desk: Desk::sample(Place::Incidents, None),
            can_work: true,
            offers: vec![OfferRow::sample()],
            open: vec![
                row(
                    "12",
                    "Wi-Fi is down in Ward 4",
                    "Major",
                    ("investigating", "Looking into it"),
                    "",
                    false,
                ),
                row(
                    "11",
                    "Letters are printed twice",
                    "Minor",
                    ("monitoring", "Mended, being watched"),
                    "",
                    true,
                ),
            ],
            over: vec![row(
                "10",
                "Nobody can sign in",
                "Critical",
                ("resolved", "Resolved"),
                "1 h 20 min",
                false,
            )],
            reviews: vec![("10".into(), "Nobody can sign in".into())],
            more: String::new(),
        }
    }

    pub fn sample_empty() -> IncidentsPage {
        IncidentsPage {
            offers: Vec::new(),
            open: Vec::new(),
            over: Vec::new(),
            reviews: Vec::new(),
            ..IncidentsPage::sample()
        }
    }
}

impl NewIncidentPage {
    pub fn sample() -> NewIncidentPage {
        use crate::incident::Severity;
        NewIncidentPage {
            desk: Desk::sample(Place::Incidents, None),
            key: "sample-key".into(),
            errors: Errors::default(),
            title: "Wi-Fi is down in Ward 4".into(),
            severities: Severity::all()
                .iter()
                .map(|s| (s.as_str(), s.word(), s.definition(), *s == Severity::Major))
                .collect(),
            services: vec![
                service("7", "Wi-Fi", "outage", "Down", true),
                service("5", "Printing", "outage", "Down", false),
                service("6", "Mail and calendar", "outage", "Down", false),
            ],
            cadences: cadences(),
            owners: Choices::of(&[("", "Me"), ("3", "Di Ek")], ""),
            is_public: true,
            tickets: vec![("51".into(), "1051".into(), "No Wi-Fi in Ward 4".into())],
            source: "ticket".into(),
            offer: String::new(),
        }
    }

    pub fn sample_errors() -> NewIncidentPage {
        NewIncidentPage {
            title: String::new(),
            errors: Errors::sample(&[("title", "Please say what does not work.")]),
            ..NewIncidentPage::sample()
        }
    }
}

impl Banner {
    pub fn sample() -> Banner {
        Banner {
            number: "12".into(),
            title: "Wi-Fi is down in Ward 4".into(),
            state: "Looking into it",
            owner: "Bo Nilsson".into(),
            clock: clock(true),
        }
    }
}

impl Panel {
    pub fn sample() -> Panel {
        Panel {
            csrf: "sample-csrf-token-0123456789abcdef".into(),
            ticket: "42".into(),
            back: "/desk/tickets/1042".into(),
            incidents: vec![PanelRow {
                number: "12".into(),
                title: "Wi-Fi is down in Ward 4".into(),
                state: ("investigating", "Looking into it"),
                offered: true,
                clock: clock(false),
                answer: "",
            }],
            others: Choices::default(),
            can_work: true,
            number: "1042".into(),
        }
    }
}
