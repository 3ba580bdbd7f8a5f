//! The coach for programs: an editor, a chat, a script asks what it would say about a text. The same fields as the
//! command's JSON lines, with the house's rules and the caller's own nevers. Keeps nothing of what was sent or said.

use super::body::{Sent, object};
use super::caller::{Caller, Scope, Who};
use super::docs::Making;
use super::problem::{Checks, Problem};
use super::types::read_time;
use crate::coach;
use crate::ids::TeamId;
use crate::person::Power;
use crate::team;
use crate::ticket::BODY_LENGTH_MAX;
use ::coach::{Coach, Detail, Draft, Finding, Inbound, Moment, Profile, Promise, Reading, Workday};
use axum::Json;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::Arc;
use store::Conn;
use utoipa::ToSchema;

/// A text for the coach.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CoachText {
    #[serde(default)]
    #[schema(default = "reply")]
    pub kind: CoachKind,
    #[schema(max_length = 200000, example = "You broke the printer again. I'll call you by Thursday.")]
    pub text: String,
    /// The message that a reply answers: its terms are known, its questions want an answer.
    #[schema(max_length = 200000, example = "When will the printer be back?")]
    pub inbound: Option<String>,
    /// From when the due times of promises count; the time of the request when left out.
    #[schema(format = DateTime, example = "2026-03-04T10:00:00+01:00")]
    pub now: Option<String>,
    /// IANA name; the desk's when left out.
    #[schema(max_length = 64, example = "Europe/Berlin")]
    pub tz: Option<String>,
    /// From nine to five when left out.
    #[serde(default, deserialize_with = "object")]
    pub workday: Option<CoachWorkday>,
    /// Who will read it.
    #[serde(default, deserialize_with = "object")]
    pub profile: Option<CoachProfile>,
    /// The id of the team whose rules read it; the whole desk's when left out.
    #[schema(minimum = 1, example = 2)]
    pub team: Option<i64>,
}

/// What is to be read: a text of ours before it is sent, by its kind; its promises alone; or a requester's message. A text is
/// read with what fits its kind: no newsletter owes an answer, and colleagues among themselves know the terms of the trade.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CoachKind {
    #[default]
    Reply,
    Promises,
    Inbound,
    /// For colleagues only.
    Note,
    /// Word sent during a major incident.
    IncidentUpdate,
    /// Word sent about a planned change.
    Announcement,
    /// A page of the knowledge base.
    Article,
    /// Word to somebody whose survey answer was unhappy.
    FollowUp,
    Newsletter,
    /// What a trouble taught us.
    Review,
}

/// What is asked of a text.
enum Want {
    Text(coach::Kind),
    Promises,
    Inbound,
}

impl CoachKind {
    fn want(self) -> Want {
        Want::Text(match self {
            CoachKind::Promises => return Want::Promises,
            CoachKind::Inbound => return Want::Inbound,
            CoachKind::Reply => coach::Kind::Reply,
            CoachKind::Note => coach::Kind::Note,
            CoachKind::IncidentUpdate => coach::Kind::IncidentUpdate,
            CoachKind::Announcement => coach::Kind::Announcement,
            CoachKind::Article => coach::Kind::Article,
            CoachKind::FollowUp => coach::Kind::FollowUp,
            CoachKind::Newsletter => coach::Kind::Newsletter,
            CoachKind::Review => coach::Kind::Review,
        })
    }
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CoachWorkday {
    #[schema(example = "09:00")]
    pub start: String,
    #[schema(example = "17:00")]
    pub end: String,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CoachProfile {
    #[serde(default)]
    pub detail: CoachDetail,
}

/// With `full`, terms of the trade are welcome.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CoachDetail {
    #[default]
    Plain,
    Full,
}

/// What the coach says; which shape it has follows from the kind that was sent, and none passes for another: `promises` and
/// `inbound` have their own, every kind of text of ours has the reply's. Offsets count characters.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub enum CoachAnswer {
    Reply(CoachReply),
    Promises(CoachPromises),
    Inbound(CoachInbound),
}

#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CoachReply {
    /// Words that hurt, mislead or cannot be understood, in order of their place.
    pub findings: Vec<CoachFinding>,
    /// Quieter hints: wordy, long, nobody named.
    pub style: Vec<CoachFinding>,
    pub missing_next_step: bool,
    pub missing_acknowledgement: bool,
    pub unanswered_question: bool,
    /// The questions without an answer, in their own words.
    pub unanswered: Vec<String>,
    /// From 0 to 1; one half is neither.
    pub politeness: f64,
    /// The means that made it so.
    pub strategies: Vec<String>,
    /// School grade needed to read it (Flesch-Kincaid).
    pub reading_grade: f64,
    /// School grade by known words (Dale-Chall).
    pub dale_chall: f64,
    /// It goes to everybody (an incident update, an announcement, an article, a newsletter) and needs more than ten years of
    /// school.
    pub hard_to_read: bool,
    pub promises: Vec<CoachPromise>,
}

#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CoachPromises {
    pub promises: Vec<CoachPromise>,
}

#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CoachInbound {
    /// `gratitude`, `frustration`, `confusion`, `urgency`, or `neutral` alone.
    #[schema(example = json!(["gratitude"]))]
    pub labels: Vec<String>,
    pub hints: Vec<CoachHint>,
    /// Who is named as deserving thanks, in the message's own words.
    pub thanks_named: Vec<String>,
    /// What the person wants to get done, in their own words.
    pub goal: Option<String>,
}

/// One marked stretch of the text.
#[derive(Debug, Serialize, ToSchema)]
pub struct CoachFinding {
    #[schema(example = "blame")]
    pub label: String,
    /// First character, from 0.
    #[schema(example = 0)]
    pub start: usize,
    /// One past the last.
    #[schema(example = 28)]
    pub end: usize,
    #[schema(example = "You broke the printer again")]
    pub quote: String,
    #[schema(example = "you_broke")]
    pub rule: String,
    pub reason: String,
    pub suggestion: Option<String>,
    /// Whether the suggestion can stand in place of the quote as it is.
    pub replaces: bool,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct CoachPromise {
    #[schema(example = "I'll call you by Thursday")]
    pub quote: String,
    pub start: usize,
    pub end: usize,
    /// None when the date can be read in two ways.
    #[schema(format = DateTime)]
    pub due: Option<String>,
    pub ambiguous: bool,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct CoachHint {
    #[schema(example = "gratitude")]
    pub label: String,
    /// Start and end of the words that led to it; none when only the whole message does.
    pub spans: Vec<[usize; 2]>,
    /// From 0 to 1.
    pub confidence: f64,
}

/// Ask the coach
///
/// What the coach would say about a text, with the rules of this desk and without those that the token's person never
/// wants to see; for colleagues. Nothing of the text or the answer is kept.
#[utoipa::path(
    post,
    path = "/api/v1/coach",
    operation_id = "askCoach",
    tag = "Coach",
    request_body(content = CoachText, content_type = "application/json"),
    responses((status = 200, description = "What it found", body = CoachAnswer), Making),
    security(("token" = [])),
)]
pub(super) async fn ask(caller: Caller, sent: Sent<CoachText>) -> Result<Json<CoachAnswer>, Problem> {
    let text = sent.body;
    let moment = checked(&text, &caller)?;
    let team = text.team.map(TeamId);
    let shelf = caller.app.coaches.clone();
    let unit = move |conn: &mut Conn, who: &Who| {
        who.needs(Power::SeeDesk, "The coach is there for colleagues.")?;
        if let Some(team) = team
            && team::find(conn, team)?.is_none()
        {
            return Err(Problem::field("team", "must be the id of a team"));
        }
        Ok((coach::reader(conn, &shelf, team)?, coach::never_of(conn, who.actor.id)?))
    };
    let (reader, never) = caller.read(Some(Scope::CoachRead), unit).await?;
    // A long text takes some milliseconds: not on a thread that answers others.
    let read = tokio::task::spawn_blocking(move || answer(&text, &reader, &never, &moment));
    read.await
        .map(Json)
        .map_err(|error| Problem::from(crate::http::Problem::fault(&format!("the coach: {error}"))))
}

/// All that is wrong with what was sent; else the moment that promises count from.
fn checked(text: &CoachText, caller: &Caller) -> Result<Moment, Problem> {
    let mut checks = Checks::default();
    checks.length("text", &text.text, BODY_LENGTH_MAX);
    checks.length("inbound", text.inbound.as_deref().unwrap_or_default(), BODY_LENGTH_MAX);
    checks.id("team", text.team);
    let at = match text.now.as_deref().map(read_time) {
        None => caller.app.clock.now(),
        Some(Some(at)) => at,
        Some(None) => {
            checks.add("now", "must be an RFC 3339 time with an offset");
            caller.app.clock.now()
        }
    };
    if !(1970..2200).contains(&at.timestamp().to_zoned(TimeZone::UTC).year()) {
        checks.add("now", "must be in the years 1970 to 2199");
    }
    let house = caller.app.house();
    let zone = match text.tz.as_deref() {
        None => TimeZone::get(&house.time_zone).unwrap_or(TimeZone::UTC),
        Some(name) => TimeZone::get(name).unwrap_or_else(|_| {
            checks.add("tz", "must be the name of a time zone, such as Europe/Berlin");
            TimeZone::UTC
        }),
    };
    let workday = text.workday.as_ref().map_or_else(Workday::default, |hours| {
        let mut time = |field: &str, text: &str| {
            let read = Some(text)
                .filter(|text| text.len() <= 8)
                .and_then(|text| text.parse::<jiff::civil::Time>().ok());
            read.unwrap_or_else(|| {
                checks.add(field, "must be a time of day, such as 09:00");
                jiff::civil::Time::MIN
            })
        };
        let (start, end) = (time("workday.start", &hours.start), time("workday.end", &hours.end));
        if start >= end {
            checks.add("workday.end", "must be later than the start");
        }
        Workday { start, end }
    });
    checks.done()?;
    Ok(Moment { now: at.timestamp().to_zoned(zone), workday })
}

fn answer(text: &CoachText, reader: &Arc<Coach>, never: &[String], moment: &Moment) -> CoachAnswer {
    let promises = || ::coach::promise::find(&text.text, moment).iter().map(promise).collect();
    match text.kind.want() {
        Want::Inbound => CoachAnswer::Inbound(inbound(reader.inbound(&text.text))),
        Want::Promises => CoachAnswer::Promises(CoachPromises { promises: promises() }),
        Want::Text(kind) => {
            let quiet: Vec<&str> = never.iter().map(String::as_str).collect();
            let detail = match text.profile.as_ref().map(|profile| profile.detail) {
                Some(CoachDetail::Full) => Detail::Full,
                Some(CoachDetail::Plain) | None => Detail::Plain,
            };
            let draft = Draft {
                inbound: text.inbound.as_deref(),
                profile: Profile { detail },
                quiet: &quiet,
                ..Draft::of(&text.text)
            };
            let reading = kind.read(reader, &draft);
            let hard_to_read = kind.is_too_hard(reader, &draft, &reading);
            let promises = if kind.may_promise() { promises() } else { Vec::new() };
            CoachAnswer::Reply(CoachReply { hard_to_read, ..reply(reading, promises) })
        }
    }
}

fn reply(reading: Reading, promises: Vec<CoachPromise>) -> CoachReply {
    let strategies: BTreeSet<&str> = reading.politeness.strategies.iter().map(|s| s.name).collect();
    CoachReply {
        findings: reading.findings.into_iter().map(finding).collect(),
        style: reading.style.into_iter().map(finding).collect(),
        missing_next_step: reading.missing_next_step,
        missing_acknowledgement: reading.missing_acknowledgement,
        unanswered_question: !reading.unanswered.is_empty(),
        unanswered: reading.unanswered.into_iter().map(|question| question.quote).collect(),
        politeness: reading.politeness.score,
        strategies: strategies.into_iter().map(str::to_owned).collect(),
        reading_grade: reading.reading_grade,
        dale_chall: reading.dale_chall,
        hard_to_read: false,
        promises,
    }
}

fn finding(finding: Finding) -> CoachFinding {
    CoachFinding {
        label: finding.label.name().to_owned(),
        start: finding.start,
        end: finding.end,
        quote: finding.quote,
        rule: finding.rule.into_owned(),
        reason: finding.reason.into_owned(),
        suggestion: finding.suggestion.map(std::borrow::Cow::into_owned),
        replaces: finding.replaces,
    }
}

fn promise(promise: &Promise) -> CoachPromise {
    CoachPromise {
        quote: promise.quote.clone(),
        start: promise.start,
        end: promise.end,
        due: promise.due.as_ref().map(|due| due.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()),
        ambiguous: promise.ambiguous,
    }
}

fn inbound(heard: Inbound) -> CoachInbound {
    let mut labels: Vec<String> = heard.moods.iter().map(|mood| mood.kind.name().to_owned()).collect();
    if labels.is_empty() {
        labels.push("neutral".to_owned());
    }
    let hint = |mood: ::coach::Mood| CoachHint {
        label: mood.kind.name().to_owned(),
        spans: mood.spans.into_iter().map(|(start, end)| [start, end]).collect(),
        confidence: mood.confidence,
    };
    CoachInbound {
        labels,
        hints: heard.moods.into_iter().map(hint).collect(),
        thanks_named: heard.thanks_named,
        goal: heard.goal,
    }
}
