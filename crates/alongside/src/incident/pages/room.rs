//! The page of one incident: where everybody who works on it looks.

use super::sample::{at, bo, cadences, clock, service};
use crate::coach::Kind;
use crate::coach::pages::{CoachedField, LookItOver};
use crate::view::{Choices, Desk, Face, Html, Moment, Place, Status, page};
use askama::Template;
use askama::filters::HtmlSafe;

/// `GET /desk/incidents/{number}`
#[derive(Template, Clone, Debug, Default)]
#[template(path = "incident/pages/incident.html")]
pub struct IncidentPage {
    pub desk: Desk,
    pub number: String,
    pub title: String,
    pub version: i64,
    /// The key and the word of where it stands.
    pub state: (&'static str, &'static str),
    pub severity: &'static str,
    pub severity_means: &'static str,
    pub is_open: bool,
    pub clock: Clock,
    pub began: Moment,
    pub declared: Moment,
    /// When it was over, and how long it lasted.
    pub over: Option<(Moment, String)>,
    pub owner: Face,
    pub writer: Face,
    pub mine: bool,
    /// The reader may write updates and change it.
    pub can_work: bool,
    /// The owner has not shown that they are at it.
    pub unacknowledged: bool,
    /// The form of the next update; none for those who only look.
    pub form: Option<UpdateForm>,
    pub note: String,
    pub entries: Vec<Entry>,
    pub services: Vec<ServiceRow>,
    pub tickets: Vec<TicketRow>,
    pub offered: Vec<TicketRow>,
    /// “12 linked, 8 say that it works, 1 not yet”; empty when there is nothing to say.
    pub counts: String,
    pub me_too: i64,
    /// People who use its services.
    pub affected: i64,
    pub stakeholders: Vec<MemberRow>,
    pub helpers: Vec<MemberRow>,
    pub joined: bool,
    /// For the forms of the panel.
    pub owners: Choices,
    pub writers: Choices,
    pub severities: Choices,
    pub cadences: Choices,
    pub more_services: Choices,
    pub is_public: bool,
    pub public_path: String,
    /// The change that caused it and the problem that gathers it: name and address.
    pub relations: Vec<(&'static str, String, String)>,
    /// When it began, for the field.
    pub began_local: String,
}
page!(IncidentPage);

/// The time of the next update as everybody sees it.
#[derive(Template, Clone, Debug, Default, PartialEq)]
#[template(
    ext = "html",
    source = r#"{% if !shown.is_empty() %}<span class="due{% if late %} late{% else if soon %} soon{% endif %}">{% if late %}Update late since{% else %}Next update by{% endif %} <time datetime="{{ at.iso }}" title="{{ at.long }}">{{ shown }}</time></span>{% endif %}"#
)]
pub struct Clock {
    pub at: Moment,
    /// `14:30`, or with the day when it is another one; empty when there is no such time.
    pub shown: String,
    pub late: bool,
    /// Within ten minutes.
    pub soon: bool,
}
impl HtmlSafe for Clock {}

/// The form of an update.
#[derive(Clone, Debug)]
pub struct UpdateForm {
    pub key: String,
    /// The newest update when the form was made.
    pub seen: String,
    /// Value, word, chosen.
    pub states: Vec<(&'static str, &'static str, bool)>,
    pub body: CoachedField,
    pub stakeholder: CoachedField,
    pub look: LookItOver,
    /// Minutes until the next one.
    pub cadences: Choices,
    pub services: Vec<ServiceRow>,
    /// Who will be told: “41 people in their tickets, 3 stakeholders”.
    pub reach: String,
    /// Its time may still be moved.
    pub may_renew: bool,
}

/// A service with how it is.
#[derive(Clone, Debug, Default)]
pub struct ServiceRow {
    pub id: String,
    pub name: String,
    /// The key of its state: `outage`.
    pub key: &'static str,
    pub word: &'static str,
    pub states: Choices,
    pub chosen: bool,
}

/// One entry of the timeline, or an update with its words.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// Empty for an update, which is not put right.
    pub id: String,
    /// `deed`, `message`, `joined`, `note`, `promise`, `update`.
    pub kind: &'static str,
    pub at: Moment,
    /// `14:30`, shown beside it.
    pub clock: String,
    /// The day, where it is the first of that day; else empty.
    pub day: String,
    pub who: Option<Face>,
    pub words: String,
    /// The words of an update.
    pub body: Html,
    pub stakeholder: Html,
    /// “Told 41 people”; “4 minutes late”.
    pub told: String,
    pub late: String,
    /// “Put right by Bo at 15:02; before: …”; may be empty.
    pub corrected: String,
    /// For the form that puts it right.
    pub local: String,
}

#[derive(Clone, Debug, Default)]
pub struct TicketRow {
    pub id: String,
    pub number: String,
    pub subject: String,
    pub who: String,
    pub status: crate::view::Status,
    /// `works`, `not_yet` or empty; and the words.
    pub answer: (&'static str, &'static str),
}

#[derive(Clone, Debug, Default)]
pub struct MemberRow {
    pub id: String,
    pub face: Face,
}

/// `POST /desk/incidents/{number}/preview`: an update as each of its readers will see it.
#[derive(Template, Clone, Debug, Default)]
#[template(path = "incident/pages/preview.html")]
pub struct PreviewPage {
    pub desk: Desk,
    pub number: String,
    pub title: String,
    pub registers: Vec<Register>,
    /// Everything that was typed, to be sent on: name and value.
    pub fields: Vec<(String, String)>,
    /// Why it cannot be sent so; may be empty.
    pub trouble: String,
}
page!(PreviewPage);

/// One way in which people read it.
#[derive(Clone, Debug, Default)]
pub struct Register {
    /// “In their own ticket”.
    pub place: &'static str,
    /// “41 people”.
    pub who: String,
    pub subject: String,
    pub body: Html,
    /// What stands beneath.
    pub foot: String,
}

impl Clock {
    pub fn sample() -> Clock {
        clock(false)
    }
}

impl IncidentPage {
    pub fn sample() -> IncidentPage {
        let field = |kind, name, label: &str, text: &str| CoachedField {
            text: text.into(),
            about: "team:2".into(),
            help: "What is new since the last one, and what we do next.".into(),
            ..CoachedField::new(kind, name, label)
        };
        let entry = |id: &str, kind, clock: &str, words: &str| Entry {
            id: id.into(),
            kind,
            at: at("2026-11-24T14:05:00Z", "12 min", "Tuesday 24 November 2026, 14:05"),
            clock: clock.into(),
            who: Some(bo()),
            words: words.into(),
            local: "2026-11-24T14:05".into(),
            ..Entry::default()
        };
        let ticket = |id: &str, number: &str, subject: &str, answer| TicketRow {
            id: id.into(),
            number: number.into(),
            subject: subject.into(),
            who: "Ana Oliveira-Kowalczyk".into(),
            status: Status::Open,
            answer,
        };
        IncidentPage {
            desk: Desk::sample(Place::Incidents, None),
            number: "12".into(),
            title: "Wi-Fi is down in Ward 4".into(),
            version: 3,
            state: ("identified", "Cause found"),
            severity: "Major",
            severity_means: "Many people cannot do a part of their work, or one team cannot work at all.",
            is_open: true,
            clock: clock(false),
            began: at("2026-11-24T13:58:00Z", "20 min", "Tuesday 24 November 2026, 13:58"),
            declared: at("2026-11-24T14:05:00Z", "12 min", "Tuesday 24 November 2026, 14:05"),
            over: None,
            owner: bo(),
            writer: Face::sample("DE", 2, "Di Ek", true),
            mine: true,
            can_work: true,
            unacknowledged: false,
            form: Some(UpdateForm {
                key: "sample-key".into(),
                seen: "4".into(),
                states: vec![
                    ("investigating", "Looking into it", false),
                    ("identified", "Cause found", true),
                    ("monitoring", "Mended, being watched", false),
                    ("resolved", "Resolved", false),
                ],
                body: field(
                    Kind::IncidentUpdate,
                    "body",
                    "What everybody reads",
                    "A switch in the basement broke. The new one is on its way and will be in by 15:00.",
                ),
                stakeholder: field(Kind::IncidentUpdate, "stakeholder", "What stakeholders read", ""),
                look: LookItOver,
                cadences: cadences(),
                services: vec![service("7", "Wi-Fi", "outage", "Down", true)],
                reach: "Reaches 9 in tickets, 12 by “me too”, 2 stakeholders".into(),
                may_renew: true,
            }),
            note: String::new(),
            entries: vec![
                Entry {
                    id: String::new(),
                    kind: "update",
                    words: "Looking into it".into(),
                    body: Html(
                        "<p>Tablets and laptops in Ward 4 have no network. We are on site.</p>".into(),
                    ),
                    stakeholder: Html("<p>Ward rounds are on paper until then.</p>".into()),
                    told: "23 people were told by mail.".into(),
                    late: "4 minutes late".into(),
                    ..entry("", "update", "14:09", "")
                },
                Entry {
                    corrected: "Put right by Di Ek at 14:20; it said: The switch is dead".into(),
                    ..entry("31", "note", "14:07", "The switch in the basement has no light")
                },
                entry("30", "joined", "14:06", "Cy Dahl joined"),
                entry("29", "deed", "14:05", "Bo Nilsson declared it: major. Wi-Fi: down"),
            ],
            services: vec![service("7", "Wi-Fi", "outage", "Down", true)],
            tickets: vec![
                ticket("51", "1051", "No Wi-Fi in Ward 4", ("", "")),
                ticket("52", "1052", "Wi-Fi gone on all tablets", ("works", "works again")),
                ticket("53", "1053", "Cannot reach the patient list", ("not_yet", "does not work yet")),
            ],
            offered: vec![ticket("58", "1058", "Tablet offline", ("", ""))],
            counts: "9 linked, 1 say that it works, 1 say not yet".into(),
            me_too: 12,
            affected: 340,
            stakeholders: vec![MemberRow {
                id: "9".into(),
                face: Face::sample("SJ", 4, "Sister Jansen", false),
            }],
            helpers: vec![MemberRow { id: "4".into(), face: Face::sample("CD", 5, "Cy Dahl", true) }],
            joined: false,
            owners: Choices::of(&[("", "Choose…"), ("3", "Di Ek")], ""),
            writers: Choices::of(&[("", "The owner"), ("3", "Di Ek")], "3"),
            severities: Choices::of(
                &[("minor", "Minor"), ("major", "Major"), ("critical", "Critical")],
                "major",
            ),
            cadences: cadences(),
            more_services: Choices::of(&[("5", "Printing")], ""),
            is_public: true,
            public_path: "/status/incidents/k3v9".into(),
            relations: vec![("Since", "Change 31, New switches".into(), "/desk/changes/31".into())],
            began_local: "2026-11-24T13:58".into(),
        }
    }

    pub fn sample_over() -> IncidentPage {
        IncidentPage {
            state: ("resolved", "Resolved"),
            is_open: false,
            clock: Clock::default(),
            over: Some((
                at("2026-11-24T15:10:00Z", "2 h", "Tuesday 24 November 2026, 15:10"),
                "1 h 12 min".into(),
            )),
            form: None,
            can_work: false,
            mine: false,
            ..IncidentPage::sample()
        }
    }
}

impl PreviewPage {
    pub fn sample() -> PreviewPage {
        let body = Html("<p>A switch in the basement broke. The new one is in by 15:00.</p>".into());
        let register = |place, who: &str, subject: &str, body: &Html| Register {
            place,
            who: who.into(),
            subject: subject.into(),
            body: body.clone(),
            foot: "Next update by 14:30.".into(),
        };
        let subject = "Wi-Fi is down in Ward 4: the cause is found";
        let own = Html("<p>Ward rounds are on paper until 15:00. Please decide about theatre 2.</p>".into());
        PreviewPage {
            desk: Desk::sample(Place::Incidents, None),
            number: "12".into(),
            title: "Wi-Fi is down in Ward 4".into(),
            registers: vec![
                register("In their own ticket", "9 people", "", &body),
                register("By mail to whoever said “me too”", "12 people", subject, &body),
                register("By mail to stakeholders", "2 people", subject, &own),
                register("On the status page", "everybody", "Wi-Fi is down in Ward 4, cause found", &body),
            ],
            fields: vec![
                ("state".into(), "identified".into()),
                ("body".into(), "A switch in the basement broke.".into()),
            ],
            trouble: String::new(),
        }
    }
}
