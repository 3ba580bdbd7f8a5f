//! Changes: reading, planning, asking for a yes and deciding, beginning and finishing, and their announcement.

use super::body::{Asked, Number, Sent};
use super::caller::{Caller, Created, Scope, Who, etag};
use super::docs::{Changing, Finding, Making, Reading};
use super::list::limit;
use super::problem::{Checks, Kind as Trouble, Problem};
use super::ticket::SLUG_LENGTH_MAX;
use super::types::{Names, PersonName, PlaceName, read_time, time};
use crate::app::App;
use crate::change::announce::{self, Announcement, BEFORE, Words};
use crate::change::{self, Change, Error, Finished, Form, Refused, Wanted};
use crate::ids::{PersonId, ServiceId};
use crate::language::Language;
use crate::person::Power;
use crate::{secret, service, team};
use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use store::{Conn, Tx};
use utoipa::{IntoParams, ToSchema};

const TITLE_LENGTH_MAX: usize = 160;
const ZONE_LENGTH_MAX: usize = 60;
const REASON_LENGTH_MAX: usize = 2_000;

macro_rules! words {
    ($($(#[$meta:meta])* $name:ident = $domain:ty { $($variant:ident),+ })+) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($variant),+ }

        impl From<$domain> for $name {
            fn from(word: $domain) -> $name {
                match word { $(<$domain>::$variant => $name::$variant),+ }
            }
        }

        impl From<$name> for $domain {
            fn from(word: $name) -> $domain {
                match word { $($name::$variant => <$domain>::$variant),+ }
            }
        }
    )+};
}

words! {
    /// A standard change is made from an approved template; an emergency may begin before anybody said yes.
    ChangeKind = change::Kind { Standard, Normal, Emergency }
    ChangeState = change::State { Draft, Asked, Approved, Running, Done, Failed, Undone, Cancelled }
    /// Of impact and likelihood. Risk is one times the other.
    RiskLevel = change::Level { Low, Medium, High }
}

/// What a change is planned to be and how it went.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Change)]
pub struct ChangeShown {
    #[schema(example = 31, minimum = 1)]
    pub number: i64,
    #[schema(example = "Mail moves to new servers")]
    pub title: String,
    pub kind: ChangeKind,
    pub state: ChangeState,
    pub impact: RiskLevel,
    pub likelihood: RiskLevel,
    pub risk: RiskLevel,
    #[schema(format = DateTime)]
    pub starts_at: Option<String>,
    #[schema(format = DateTime)]
    pub ends_at: Option<String>,
    /// The zone it was planned in.
    #[schema(example = "Europe/Stockholm")]
    pub time_zone: String,
    pub owner: PersonName,
    pub team: Option<PlaceName>,
    pub services: Vec<PlaceName>,
    /// Who does it.
    pub hands: Vec<PersonName>,
    pub plan: String,
    pub undo_plan: String,
    pub point_of_no_return: String,
    pub test: String,
    /// How it went, or why it was called off.
    pub result: String,
    /// Why it cannot wait, when its window lies in a freeze.
    pub freeze_reason: String,
    #[schema(format = DateTime)]
    pub began_at: Option<String>,
    #[schema(format = DateTime)]
    pub ended_at: Option<String>,
    /// The announcement goes out by itself.
    pub is_announced: bool,
    pub version: i64,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ChangeList {
    #[schema(max_items = 200)]
    pub items: Vec<ChangeShown>,
    /// Send it as `before` for the next page of those that are over; null at the end.
    pub before: Option<i64>,
}

fn scope_refused(error: Error) -> Problem {
    let refused = match error {
        Error::Fault(fault) => return fault.into(),
        Error::Refused(refused) => refused,
    };
    let why = refused.to_string();
    match refused {
        Refused::NotAllowed => Problem::new(Trouble::Forbidden, why),
        Refused::NoSuchChange => Problem::of(Trouble::NotFound),
        Refused::NoSuchWindow => Problem::field("ends_at", why),
        Refused::Past => Problem::field("starts_at", why),
        Refused::NoSuchZone(_) => Problem::field("time_zone", why),
        Refused::NoSuchPerson => Problem::field("owner", why),
        Refused::NoReason | Refused::NoResult => Problem::field("words", why),
        Refused::NoSuchIncident => Problem::field("incident", why),
        _ => Problem::new(Trouble::Conflict, why),
    }
}

fn shown(conn: &mut Conn, names: &mut Names, c: &Change) -> Result<ChangeShown, Problem> {
    let mut services = Vec::new();
    for id in change::services(conn, c.id)? {
        services.extend(names.service(conn, id)?);
    }
    let hands = change::hands(conn, c.id)?;
    Ok(ChangeShown {
        number: c.number,
        title: c.title.clone(),
        kind: c.kind.into(),
        state: c.state.into(),
        impact: c.impact.into(),
        likelihood: c.likelihood.into(),
        risk: match c.risk() {
            change::Risk::Low => RiskLevel::Low,
            change::Risk::Medium => RiskLevel::Medium,
            change::Risk::High => RiskLevel::High,
        },
        starts_at: c.starts_at.map(time),
        ends_at: c.ends_at.map(time),
        time_zone: c.time_zone.clone(),
        owner: names.person(conn, c.owner)?,
        team: match c.team {
            Some(id) => names.team(conn, id)?,
            None => None,
        },
        services,
        hands: hands.into_iter().map(|(id, name)| PersonName { id: id.0, name }).collect(),
        plan: c.plan.clone(),
        undo_plan: c.undo_plan.clone(),
        point_of_no_return: c.point_of_no_return.clone(),
        test: c.test.clone(),
        result: c.result.clone(),
        freeze_reason: c.freeze_reason.clone(),
        began_at: c.began_at.map(time),
        ended_at: c.ended_at.map(time),
        is_announced: announce::of(conn, c.id)?.is_scheduled,
        version: c.version,
    })
}

fn find(conn: &mut Conn, number: i64) -> Result<Change, Problem> {
    change::find(conn, number)?.ok_or_else(|| Problem::of(Trouble::NotFound))
}

const COLLEAGUES: &str = "Only colleagues may see changes.";

/// Which changes are listed.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct ChangeFilter {
    /// Those that are over, latest first, instead of those ahead, the next one first.
    over: Option<bool>,
    state: Option<ChangeState>,
    /// A service's slug.
    #[param(max_length = 60, example = "vpn")]
    service: Option<String>,
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<i64>,
    /// The `before` of the answer before.
    #[param(minimum = 1)]
    before: Option<i64>,
}

/// List changes
///
/// Those ahead, or those that are over; for colleagues.
#[utoipa::path(
    get,
    path = "/api/v1/changes",
    operation_id = "listChanges",
    tag = "Changes",
    params(ChangeFilter),
    responses((status = 200, description = "A page of changes", body = ChangeList), Reading),
    security(("token" = [])),
)]
pub(super) async fn list(
    caller: Caller,
    Asked(wanted): Asked<ChangeFilter>,
) -> Result<Json<ChangeList>, Problem> {
    let mut checks = Checks::default();
    let size = limit(&mut checks, wanted.limit);
    checks.id("before", wanted.before);
    checks.length("service", wanted.service.as_deref().unwrap_or_default(), SLUG_LENGTH_MAX);
    checks.done()?;
    let unit = move |conn: &mut Conn, who: &Who| {
        who.needs(Power::SeeDesk, COLLEAGUES)?;
        let service = match &wanted.service {
            Some(slug) => Some(service_by_slug(conn, "service", slug)?),
            None => None,
        };
        let over = wanted.over.unwrap_or(false);
        let filter = Wanted {
            over_before: over.then_some(wanted.before.unwrap_or(i64::MAX)),
            state: wanted.state.map(Into::into),
            service,
            mine: None,
        };
        let mut found = change::list(conn, &filter, size + 1)?;
        let most = usize::try_from(size).unwrap_or(1);
        let more = found.len() > most;
        found.truncate(most);
        let mut names = Names::default();
        let mut items = Vec::with_capacity(found.len());
        for c in &found {
            items.push(shown(conn, &mut names, c)?);
        }
        let before = found.last().filter(|_| more && over).map(|c| c.number);
        Ok(ChangeList { items, before })
    };
    Ok(Json(caller.read(Some(Scope::ChangesRead), unit).await?))
}

fn answer(shown: ChangeShown) -> Response {
    ([(header::ETAG, etag(shown.version))], Json(shown)).into_response()
}

/// Read a change
#[utoipa::path(
    get,
    path = "/api/v1/changes/{number}",
    operation_id = "readChange",
    tag = "Changes",
    params(("number" = i64, Path, description = "The change's number", minimum = 1, example = 31)),
    responses(
        (status = 200, description = "The change", body = ChangeShown, headers(("ETag" = String, description = "Its version"))),
        Finding,
    ),
    security(("token" = [])),
)]
pub(super) async fn read(caller: Caller, Number(number): Number) -> Result<Response, Problem> {
    let unit = move |conn: &mut Conn, who: &Who| {
        who.needs(Power::SeeDesk, COLLEAGUES)?;
        let change = find(conn, number)?;
        shown(conn, &mut Names::default(), &change)
    };
    Ok(answer(caller.read(Some(Scope::ChangesRead), unit).await?))
}

/// A change as it is planned. What is left out stays empty in a new one.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ChangePlan {
    #[schema(max_length = 160, example = "Mail moves to new servers")]
    pub title: Option<String>,
    pub kind: Option<ChangeKind>,
    pub impact: Option<RiskLevel>,
    pub likelihood: Option<RiskLevel>,
    /// RFC 3339.
    #[schema(format = DateTime)]
    pub starts_at: Option<String>,
    #[schema(format = DateTime)]
    pub ends_at: Option<String>,
    /// IANA name.
    #[schema(max_length = 60, example = "Europe/Stockholm")]
    pub time_zone: Option<String>,
    /// The id of a colleague.
    #[schema(minimum = 1, example = json!(null))]
    pub owner: Option<i64>,
    /// A team's slug.
    #[schema(max_length = 60, example = json!(null))]
    pub team: Option<String>,
    /// Slugs of services.
    #[schema(max_items = 50, example = json!([]))]
    pub services: Option<Vec<String>>,
    /// Ids of the colleagues who do it.
    #[schema(max_items = 20, example = json!([]))]
    pub hands: Option<Vec<i64>>,
    #[schema(max_length = 20000)]
    pub plan: Option<String>,
    #[schema(max_length = 20000)]
    pub undo_plan: Option<String>,
    #[schema(max_length = 20000)]
    pub point_of_no_return: Option<String>,
    #[schema(max_length = 20000)]
    pub test: Option<String>,
    #[schema(max_length = 20000)]
    pub freeze_reason: Option<String>,
}

impl ChangePlan {
    fn check(&self) -> Result<(), Problem> {
        let mut checks = Checks::default();
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        checks.length("title", &text(&self.title), TITLE_LENGTH_MAX);
        checks.length("time_zone", &text(&self.time_zone), ZONE_LENGTH_MAX);
        checks.length("team", &text(&self.team), SLUG_LENGTH_MAX);
        for (field, words) in [
            ("plan", &self.plan),
            ("undo_plan", &self.undo_plan),
            ("point_of_no_return", &self.point_of_no_return),
            ("test", &self.test),
            ("freeze_reason", &self.freeze_reason),
        ] {
            checks.length(field, words.as_deref().unwrap_or_default(), change::TEXT_LENGTH_MAX);
        }
        for (field, at) in [("starts_at", &self.starts_at), ("ends_at", &self.ends_at)] {
            if at.as_deref().is_some_and(|at| read_time(at).is_none()) {
                checks.add(field, "must be an RFC 3339 time, like 2026-11-24T09:00:00Z");
            }
        }
        checks.id("owner", self.owner);
        let (services, hands) = (self.services.as_deref(), self.hands.as_deref());
        checks.count("services", services.unwrap_or_default(), change::SERVICES_MAX);
        checks.count("hands", hands.unwrap_or_default(), change::HANDS_MAX);
        checks.done()
    }

    /// Written over what there is.
    fn over(&self, conn: &mut Conn, form: Form) -> Result<Form, Problem> {
        let text = |new: &Option<String>, old: String| new.clone().unwrap_or(old);
        let at = |new: &Option<String>, old| new.as_deref().and_then(read_time).or(old);
        let team = match &self.team {
            Some(slug) => {
                let found = team::by_slug(conn, slug)?.map(|t| t.id);
                Some(found.ok_or_else(|| Problem::field("team", "there is no team with this slug"))?)
            }
            None => form.team,
        };
        let services = match &self.services {
            Some(slugs) => {
                let mut ids = Vec::new();
                for (i, slug) in slugs.iter().enumerate() {
                    ids.push(service_by_slug(conn, &format!("services[{i}]"), slug)?);
                }
                ids
            }
            None => form.services,
        };
        Ok(Form {
            title: text(&self.title, form.title),
            kind: self.kind.map_or(form.kind, Into::into),
            impact: self.impact.map_or(form.impact, Into::into),
            likelihood: self.likelihood.map_or(form.likelihood, Into::into),
            starts_at: at(&self.starts_at, form.starts_at),
            ends_at: at(&self.ends_at, form.ends_at),
            time_zone: text(&self.time_zone, form.time_zone),
            owner: self.owner.map_or(form.owner, PersonId),
            team,
            services,
            hands: self.hands.as_ref().map_or(form.hands, |ids| ids.iter().copied().map(PersonId).collect()),
            plan: text(&self.plan, form.plan),
            undo_plan: text(&self.undo_plan, form.undo_plan),
            point_of_no_return: text(&self.point_of_no_return, form.point_of_no_return),
            test: text(&self.test, form.test),
            freeze_reason: text(&self.freeze_reason, form.freeze_reason),
            template: form.template,
        })
    }
}

fn service_by_slug(conn: &mut Conn, field: &str, slug: &str) -> Result<ServiceId, Problem> {
    let found = service::by_slug(conn, slug)?.map(|s| s.id);
    found.ok_or_else(|| Problem::field(field, "there is no service with this slug"))
}

/// Plan a change
///
/// Kept as a draft, whatever is still missing.
#[utoipa::path(
    post,
    path = "/api/v1/changes",
    operation_id = "createChange",
    tag = "Changes",
    params(
        ("Idempotency-Key" = Option<String>, Header, description = "Any text of your own, new for each request", min_length = 1, max_length = 255),
    ),
    request_body(content = ChangePlan, content_type = "application/json", example = json!({
        "title": "Mail moves to new servers", "starts_at": "2026-12-01T21:00:00Z", "ends_at": "2026-12-01T22:30:00Z",
    })),
    responses(
        (status = 201, description = "The new change", body = ChangeShown, headers(
            ("Location" = String, description = "Where it is"),
            ("ETag" = String, description = "Its version"),
            ("Idempotency-Replayed" = String, description = "`true` when this answer was given before"),
        )),
        Making,
    ),
    security(("token" = [])),
)]
pub(super) async fn create(
    caller: Caller,
    State(app): State<App>,
    sent: Sent<ChangePlan>,
) -> Result<Response, Problem> {
    sent.body.check()?;
    let word = secret::new_token().map_err(|e| Problem::from(crate::http::Problem::from(e)))?;
    let public_id: String = word.chars().take(22).collect();
    let unit = move |tx: &mut Tx, who: &Who, plan: &ChangePlan| {
        who.needs(Power::WorkTicket, "Only agents may plan changes.")?;
        let zone = match who.actor.time_zone.as_str() {
            "" => app.house().time_zone.clone(),
            own => own.to_owned(),
        };
        let form = plan.over(tx, Form::of(&who.actor, &zone))?;
        let made = change::draft(tx, &who.actor, who.now, &form, &public_id).map_err(scope_refused)?;
        Ok(Created {
            location: Some(format!("/api/v1/changes/{}", made.number)),
            version: Some(made.version),
            body: shown(tx, &mut Names::default(), &made)?,
        })
    };
    caller.create(Scope::ChangesWrite, sent, unit).await
}

/// Change a plan
///
/// What is left out stays. Another plan needs a new yes; another time is told to everybody who knew of the old one.
#[utoipa::path(
    patch,
    path = "/api/v1/changes/{number}",
    operation_id = "changeChange",
    tag = "Changes",
    params(("number" = i64, Path, description = "The change's number", minimum = 1, example = 31)),
    request_body(content = ChangePlan, content_type = "application/json", example = json!({ "plan": "Copy, then switch." })),
    responses(
        (status = 200, description = "The change as it is now", body = ChangeShown, headers(("ETag" = String, description = "The new version"))),
        Changing,
    ),
    security(("token" = [])),
)]
pub(super) async fn edit(
    caller: Caller,
    State(app): State<App>,
    Number(number): Number,
    sent: Sent<ChangePlan>,
) -> Result<Response, Problem> {
    sent.body.check()?;
    let language = Language::for_person(&app.house().language);
    let unit = move |tx: &mut Tx, who: &Who| {
        who.needs(Power::WorkTicket, "Only agents may plan changes.")?;
        let c = find(tx, number)?;
        let before = change::form_of(tx, &c)?;
        let form = sent.body.over(tx, before)?;
        let saved = change::save(tx, &who.actor, who.now, c.id, c.version, &form, language);
        let saved = saved.map_err(scope_refused)?;
        shown(tx, &mut Names::default(), &saved)
    };
    Ok(answer(caller.write(Scope::ChangesWrite, unit).await?))
}

/// What is done with a change next.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChangeStep {
    /// Asks for the yes that its risk needs.
    Ask,
    /// Takes the question back, to write on.
    TakeBack,
    Approve,
    /// Needs words.
    Decline,
    Begin,
    /// The words say how it went, and go to those who were told.
    Done,
    Failed,
    Undone,
    /// The words say why, and go to those who were told.
    Cancel,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewChangeStep {
    pub step: ChangeStep,
    /// A result, a reason, or a word on a decision.
    #[schema(max_length = 2000)]
    #[serde(default)]
    pub words: Option<String>,
}

/// Take a change a step on
#[utoipa::path(
    post,
    path = "/api/v1/changes/{number}/steps",
    operation_id = "stepChange",
    tag = "Changes",
    params(("number" = i64, Path, description = "The change's number", minimum = 1, example = 31)),
    request_body(content = NewChangeStep, content_type = "application/json", example = json!({ "step": "ask" })),
    responses(
        (status = 200, description = "The change as it is now", body = ChangeShown, headers(("ETag" = String, description = "The new version"))),
        Changing,
    ),
    security(("token" = [])),
)]
pub(super) async fn step(
    caller: Caller,
    State(app): State<App>,
    Number(number): Number,
    sent: Sent<NewChangeStep>,
) -> Result<Response, Problem> {
    let words = sent.body.words.clone().unwrap_or_default();
    let mut checks = Checks::default();
    checks.length("words", &words, REASON_LENGTH_MAX);
    checks.done()?;
    let language = Language::for_person(&app.house().language);
    let step = sent.body.step;
    let unit = move |tx: &mut Tx, who: &Who| {
        who.needs(Power::SeeDesk, COLLEAGUES)?;
        let c = find(tx, number)?;
        let (by, now) = (&who.actor, who.now);
        let finish = |tx: &mut Tx, how| change::finish(tx, by, now, c.id, how, &words, language);
        let done = match step {
            ChangeStep::Ask => change::ask(tx, by, now, c.id),
            ChangeStep::TakeBack => change::take_back(tx, by, now, c.id),
            ChangeStep::Approve => change::decide(tx, by, now, c.id, true, &words),
            ChangeStep::Decline => change::decide(tx, by, now, c.id, false, &words),
            ChangeStep::Begin => change::begin(tx, by, now, c.id, language),
            ChangeStep::Done => finish(tx, Finished::Done),
            ChangeStep::Failed => finish(tx, Finished::Failed),
            ChangeStep::Undone => finish(tx, Finished::Undone),
            ChangeStep::Cancel => change::cancel(tx, by, now, c.id, &words, language),
        };
        shown(tx, &mut Names::default(), &done.map_err(scope_refused)?)
    };
    Ok(answer(caller.write(Scope::ChangesWrite, unit).await?))
}

/// What people are told, and when.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeAnnouncement {
    #[schema(max_length = 20000, example = "Mail moves to new servers.")]
    #[serde(default)]
    pub what: String,
    /// What people will notice.
    #[schema(max_length = 20000)]
    #[serde(default)]
    pub notice: String,
    #[schema(max_length = 20000)]
    #[serde(default)]
    pub why: String,
    #[schema(max_length = 20000)]
    #[serde(default)]
    pub must_do: String,
    /// Whom to ask.
    #[schema(max_length = 20000)]
    #[serde(default)]
    pub contact: String,
    /// How it is undone.
    #[schema(max_length = 20000)]
    #[serde(default)]
    pub undo: String,
    /// Minutes before the start at which people are told: of 40320, 20160, 10080, 4320, 1440, 240 and 60.
    #[schema(max_items = 7)]
    #[serde(default)]
    pub before_minutes: Vec<i64>,
    /// Whether people are told when it begins, and when it is over.
    #[serde(default)]
    pub at_start: bool,
    #[serde(default)]
    pub at_end: bool,
    /// Asks “Did you see it?”.
    #[serde(default)]
    pub asks_to_acknowledge: bool,
    /// It goes out by itself. Refused while one of the seven things is missing, the window among them.
    #[serde(default)]
    pub is_scheduled: bool,
}

fn announced(a: Announcement) -> ChangeAnnouncement {
    let Words { what, notice, why, must_do, contact, undo } = a.words;
    ChangeAnnouncement {
        what,
        notice,
        why,
        must_do,
        contact,
        undo,
        before_minutes: a.before_minutes,
        at_start: a.at_start,
        at_end: a.at_end,
        asks_to_acknowledge: a.asks_to_acknowledge,
        is_scheduled: a.is_scheduled,
    }
}

/// Read an announcement
#[utoipa::path(
    get,
    path = "/api/v1/changes/{number}/announcement",
    operation_id = "readAnnouncement",
    tag = "Changes",
    params(("number" = i64, Path, description = "The change's number", minimum = 1, example = 31)),
    responses((status = 200, description = "What people are told", body = ChangeAnnouncement), Finding),
    security(("token" = [])),
)]
pub(super) async fn announcement(
    caller: Caller,
    Number(number): Number,
) -> Result<Json<ChangeAnnouncement>, Problem> {
    let unit = move |conn: &mut Conn, who: &Who| {
        who.needs(Power::SeeDesk, COLLEAGUES)?;
        let c = find(conn, number)?;
        Ok(announced(announce::of(conn, c.id)?))
    };
    Ok(Json(caller.read(Some(Scope::ChangesRead), unit).await?))
}

/// Write an announcement
///
/// The whole of it; with `is_scheduled` it goes out by itself from now on.
#[utoipa::path(
    put,
    path = "/api/v1/changes/{number}/announcement",
    operation_id = "writeAnnouncement",
    tag = "Changes",
    params(("number" = i64, Path, description = "The change's number", minimum = 1, example = 31)),
    request_body(content = ChangeAnnouncement, content_type = "application/json", example = json!({ "what": "Mail moves to new servers.", "before_minutes": [1440] })),
    responses((status = 200, description = "What people are told", body = ChangeAnnouncement), Changing),
    security(("token" = [])),
)]
pub(super) async fn write_announcement(
    caller: Caller,
    Number(number): Number,
    sent: Sent<ChangeAnnouncement>,
) -> Result<Json<ChangeAnnouncement>, Problem> {
    let a = sent.body;
    let mut checks = Checks::default();
    for (field, text) in [
        ("what", &a.what),
        ("notice", &a.notice),
        ("why", &a.why),
        ("must_do", &a.must_do),
        ("contact", &a.contact),
        ("undo", &a.undo),
    ] {
        checks.length(field, text, change::TEXT_LENGTH_MAX);
    }
    checks.count("before_minutes", &a.before_minutes, BEFORE.len());
    checks.done()?;
    let unit = move |tx: &mut Tx, who: &Who| {
        who.needs(Power::WorkTicket, "Only agents may write announcements.")?;
        let c = find(tx, number)?;
        let (by, now) = (&who.actor, who.now);
        let before = announce::of(tx, c.id)?;
        if before.is_scheduled && !a.is_scheduled {
            announce::unschedule(tx, by, now, &c).map_err(scope_refused)?;
        }
        let wanted = Announcement {
            words: Words {
                what: a.what.clone(),
                notice: a.notice.clone(),
                why: a.why.clone(),
                must_do: a.must_do.clone(),
                contact: a.contact.clone(),
                undo: a.undo.clone(),
            },
            before_minutes: a.before_minutes.clone(),
            at_start: a.at_start,
            at_end: a.at_end,
            asks_to_acknowledge: a.asks_to_acknowledge,
            is_scheduled: false,
            version: announce::of(tx, c.id)?.version,
        };
        announce::save(tx, by, now, &c, &wanted).map_err(scope_refused)?;
        if a.is_scheduled && !before.is_scheduled {
            announce::schedule(tx, by, now, &c).map_err(scope_refused)?;
        }
        Ok(announced(announce::of(tx, c.id)?))
    };
    Ok(Json(caller.write(Scope::ChangesWrite, unit).await?))
}
