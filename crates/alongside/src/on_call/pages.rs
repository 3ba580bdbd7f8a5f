//! The pages on who is on call. Prepared words only.

use crate::view::{Choices, Desk, Errors, Face, Moment, Place, page};
use askama::Template;

/// `/desk/on-call`: who is on call now and in the coming weeks, what they were called for, and how the load lies.
#[derive(Template, Clone, Debug, Default)]
#[template(path = "on_call/pages/on-call.html")]
pub struct OnCallPage {
    pub desk: Desk,
    pub alarms: Vec<AlarmRow>,
    pub rotations: Vec<RotationPart>,
    pub load: Vec<LoadRow>,
    pub errors: Errors,
    pub may_edit: bool,
}
page!(OnCallPage);

/// One thing that cannot wait.
#[derive(Clone, Debug, Default)]
pub struct AlarmRow {
    pub id: i64,
    pub words: String,
    pub raised: Moment,
    /// "Bo Berg took it", "calling Di Ek", "nobody took it"
    pub state: String,
    /// Nobody took it yet.
    pub open: bool,
}

/// One rotation with its next weeks.
#[derive(Clone, Debug, Default)]
pub struct RotationPart {
    pub id: i64,
    pub name: String,
    pub team: String,
    /// "Turns of 7 days, handing over at 08:00 (Europe/Stockholm)"
    pub rule: String,
    pub active: bool,
    /// Who is on call this minute.
    pub now: Option<Face>,
    pub shifts: Vec<ShiftRow>,
    pub stand_ins: Vec<StandIn>,
    /// For the form of standing in.
    pub people: Choices,
    /// As typed, `2026-11-24T18:00`.
    pub from: String,
    pub until: String,
    /// Why the form was not taken; may be empty.
    pub error: String,
}

#[derive(Clone, Debug, Default)]
pub struct ShiftRow {
    pub face: Face,
    pub from: Moment,
    pub until: Moment,
    pub stands_in: bool,
    /// It is running.
    pub here: bool,
}

#[derive(Clone, Debug, Default)]
pub struct StandIn {
    pub id: i64,
    pub name: String,
    pub from: Moment,
    pub until: Moment,
}

/// How often somebody was called in ninety days.
#[derive(Clone, Debug, Default)]
pub struct LoadRow {
    pub name: String,
    pub calls: i64,
    pub nights: i64,
}

/// `/desk/on-call/new` and `/desk/on-call/rotations/{id}`
#[derive(Template, Clone, Debug, Default)]
#[template(path = "on_call/pages/rotation.html")]
pub struct RotationPage {
    pub desk: Desk,
    /// 0: a new one.
    pub id: i64,
    /// As it is called now.
    pub title: String,
    /// Fields: `name`, `people`.
    pub errors: Errors,
    pub name: String,
    pub teams: Choices,
    pub time_zone: String,
    /// `08:00`
    pub hand_over: String,
    pub days: String,
    /// `2026-11-30`
    pub first_day: String,
    pub escalate_minutes: String,
    /// Mail addresses in the order of turns, a line each.
    pub people: String,
    pub active: bool,
}
page!(RotationPage);

/// `/desk/on-call/ways`: how the one who looks is called.
#[derive(Template, Clone, Debug, Default)]
#[template(path = "on_call/pages/ways.html")]
pub struct WaysPage {
    pub desk: Desk,
    /// Fields: `webhook`, `number`.
    pub errors: Errors,
    pub address: String,
    pub webhook: String,
    pub number: String,
    /// Short messages can be sent at all.
    pub has_gateway: bool,
}
page!(WaysPage);

/// `/desk/on-call/gateway`: how short messages leave.
#[derive(Template, Clone, Debug, Default)]
#[template(path = "on_call/pages/gateway.html")]
pub struct GatewayPage {
    pub desk: Desk,
    /// Fields: `url`, `headers`.
    pub errors: Errors,
    pub url: String,
    pub methods: Choices,
    /// Empty when headers are kept: they may hold a secret and are not shown again.
    pub headers: String,
    pub keeps_headers: bool,
    pub body: String,
}
page!(GatewayPage);

/// `/desk/on-call/alarms/{id}`
#[derive(Template, Clone, Debug, Default)]
#[template(path = "on_call/pages/alarm.html")]
pub struct AlarmPage {
    pub desk: Desk,
    pub id: i64,
    pub words: String,
    /// Where it leads: (address, words); may be empty.
    pub about: Option<(String, String)>,
    pub rotation: String,
    pub raised: Moment,
    /// Who took it and when.
    pub taken: Option<(Face, Moment)>,
    pub over: bool,
    pub calls: Vec<CallRow>,
    /// When the next person is called.
    pub next: Option<Moment>,
}
page!(AlarmPage);

#[derive(Clone, Debug, Default)]
pub struct CallRow {
    pub name: String,
    /// "by mail"
    pub way: &'static str,
    pub at: Moment,
    pub is_night: bool,
    /// "sent", "did not get through: 500"
    pub state: String,
}

fn moment(short: &str, long: &str) -> Moment {
    Moment::sample("2026-11-24T20:00:00Z", short, long)
}

impl OnCallPage {
    pub fn sample() -> OnCallPage {
        let bo = Face::sample("BN", 8, "Bo Nilsson", true);
        let shift = |face: &Face, from: &str, until: &str, stands_in, here| ShiftRow {
            face: face.clone(),
            from: moment("", from),
            until: moment("", until),
            stands_in,
            here,
        };
        let di = Face::sample("DK", 2, "Di Kaur", true);
        OnCallPage {
            desk: Desk::sample(Place::OnCall, None),
            alarms: vec![AlarmRow {
                id: 4,
                words: "Incident 12: Wi-Fi is down in the east wing".into(),
                raised: moment("3 min", "Tuesday 24 November 2026, 20:00"),
                state: "Bo Nilsson was called".into(),
                open: true,
            }],
            rotations: vec![RotationPart {
                id: 1,
                name: "Network at night".into(),
                team: "Network & telephones".into(),
                rule: "Turns of 7 days, handing over at 08:00 (Europe/London)".into(),
                active: true,
                now: Some(bo.clone()),
                shifts: vec![
                    shift(
                        &bo,
                        "Monday 23 November 2026, 08:00",
                        "Wednesday 25 November 2026, 18:00",
                        false,
                        true,
                    ),
                    shift(
                        &di,
                        "Wednesday 25 November 2026, 18:00",
                        "Thursday 26 November 2026, 08:00",
                        true,
                        false,
                    ),
                    shift(
                        &bo,
                        "Thursday 26 November 2026, 08:00",
                        "Monday 30 November 2026, 08:00",
                        false,
                        false,
                    ),
                ],
                stand_ins: vec![StandIn {
                    id: 7,
                    name: "Di Kaur".into(),
                    from: moment("", "Wednesday 25 November 2026, 18:00"),
                    until: moment("", "Thursday 26 November 2026, 08:00"),
                }],
                people: Choices::of(&[("2", "Bo Nilsson (you)"), ("3", "Di Kaur")], "2"),
                from: "2026-11-24T18:00".into(),
                until: "2026-11-25T08:00".into(),
                error: String::new(),
            }],
            load: vec![
                LoadRow { name: "Bo Nilsson".into(), calls: 5, nights: 3 },
                LoadRow { name: "Di Kaur".into(), calls: 2, nights: 0 },
            ],
            errors: Errors::default(),
            may_edit: true,
        }
    }

    pub fn sample_empty() -> OnCallPage {
        OnCallPage { desk: Desk::sample(Place::OnCall, None), may_edit: true, ..OnCallPage::default() }
    }
}

impl RotationPage {
    pub fn sample() -> RotationPage {
        RotationPage {
            desk: Desk::sample(Place::OnCall, None),
            id: 1,
            title: "Network at night".into(),
            errors: Errors::sample(&[("people", "Nobody here has this address: gil@marlowvale.example")]),
            name: "Network at night".into(),
            teams: Choices::of(&[("1", "Front desk"), ("2", "Network & telephones")], "2"),
            time_zone: "Europe/London".into(),
            hand_over: "08:00".into(),
            days: "7".into(),
            first_day: "2026-11-23".into(),
            escalate_minutes: "10".into(),
            people: "bo@marlowvale.example\ngil@marlowvale.example".into(),
            active: true,
        }
    }
}

impl WaysPage {
    pub fn sample() -> WaysPage {
        WaysPage {
            desk: Desk::sample(Place::OnCall, None),
            errors: Errors::default(),
            address: "bo@marlowvale.example".into(),
            webhook: "https://push.example.org/bo".into(),
            number: "+447700900123".into(),
            has_gateway: true,
        }
    }
}

impl GatewayPage {
    pub fn sample() -> GatewayPage {
        GatewayPage {
            desk: Desk::sample(Place::OnCall, None),
            errors: Errors::sample(&[("headers", "Write each header as Name: value, a line each.")]),
            url: "https://sms.example.org/send".into(),
            methods: Choices::of(&[("POST", "POST"), ("PUT", "PUT"), ("GET", "GET")], "POST"),
            headers: String::new(),
            keeps_headers: true,
            body: r#"{"to": "{number}", "text": "{text}"}"#.into(),
        }
    }
}

impl AlarmPage {
    pub fn sample() -> AlarmPage {
        let call = |name: &str, way, state: &str| CallRow {
            name: name.into(),
            way,
            at: moment("3 min", "Tuesday 24 November 2026, 20:00"),
            is_night: true,
            state: state.into(),
        };
        AlarmPage {
            desk: Desk::sample(Place::OnCall, None),
            id: 4,
            words: "Incident 12: Wi-Fi is down in the east wing".into(),
            about: Some(("/desk/incidents/12".into(), "Incident 12".into())),
            rotation: "Network at night".into(),
            raised: moment("3 min", "Tuesday 24 November 2026, 20:00"),
            taken: None,
            over: false,
            calls: vec![
                call("Bo Nilsson", "by mail", "sent"),
                call("Bo Nilsson", "by short message", "did not get through: No answer within ten seconds."),
            ],
            next: Some(moment("in 7 min", "Tuesday 24 November 2026, 20:10")),
        }
    }

    pub fn sample_taken() -> AlarmPage {
        let face = Face::sample("DK", 2, "Di Kaur", true);
        let taken = Some((face, moment("1 min", "Tuesday 24 November 2026, 20:02")));
        AlarmPage { taken, next: None, ..AlarmPage::sample() }
    }
}
