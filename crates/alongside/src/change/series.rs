//! Templates, which make a change standard once they are approved, and maintenance that comes again: changes made from a
//! template ahead of time, announcement and all.

use super::announce::{Announcement, Words};
use super::recur::Rule;
use super::verbs::{Form, make};
use super::{
    Change, ChangeId, ChangeSeriesId, ChangeTemplateId, Error, Kind, Level, Refused, State, announce, rule,
    store,
};
use crate::clock::{At, DAY, MINUTE};
use crate::ids::{PersonId, ServiceId, TeamId};
use crate::person::{Actor, Power, clean_name};
use crate::record::timeline::{self, EntryKind};
use ::store::{Conn, Error as Fault, Tx};
use jiff::tz::TimeZone;

/// Windows are planned so far ahead, in microseconds.
pub const AHEAD: i64 = 60 * DAY;

/// What a template holds, as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Content {
    pub impact: String,
    pub likelihood: String,
    pub team: Option<i64>,
    pub services: Vec<i64>,
    pub hands: Vec<i64>,
    pub plan: String,
    pub undo_plan: String,
    pub point_of_no_return: String,
    pub test: String,
    /// The announcement's parts; all empty when nobody is told.
    pub what: String,
    pub notice: String,
    pub why: String,
    pub must_do: String,
    pub contact: String,
    pub undo: String,
    pub before_minutes: Vec<i64>,
}

impl Content {
    pub fn from_text(text: &str) -> Content {
        serde_json::from_str(text).unwrap_or_default()
    }

    fn level(word: &str) -> Level {
        word.parse().unwrap_or(Level::Low)
    }

    /// A form filled with it.
    pub fn form(&self, title: &str, template: ChangeTemplateId, owner: PersonId, time_zone: &str) -> Form {
        Form {
            title: title.to_owned(),
            kind: Kind::Standard,
            impact: Content::level(&self.impact),
            likelihood: Content::level(&self.likelihood),
            starts_at: None,
            ends_at: None,
            time_zone: time_zone.to_owned(),
            owner,
            team: self.team.map(TeamId),
            services: self.services.iter().copied().map(ServiceId).collect(),
            hands: self.hands.iter().copied().map(PersonId).collect(),
            plan: self.plan.clone(),
            undo_plan: self.undo_plan.clone(),
            point_of_no_return: self.point_of_no_return.clone(),
            test: self.test.clone(),
            freeze_reason: String::new(),
            template: Some(template),
        }
    }

    /// Its announcement, when it has one.
    pub fn announcement(&self) -> Option<Announcement> {
        let words = Words {
            what: self.what.clone(),
            notice: self.notice.clone(),
            why: self.why.clone(),
            must_do: self.must_do.clone(),
            contact: self.contact.clone(),
            undo: self.undo.clone(),
        };
        let is_empty = words == Words::default();
        (!is_empty).then(|| Announcement {
            words,
            before_minutes: self.before_minutes.clone(),
            ..Announcement::default()
        })
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    pub id: ChangeTemplateId,
    pub name: String,
    pub content: Content,
    pub approved_by: Option<PersonId>,
    pub approved_by_name: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    pub id: ChangeSeriesId,
    pub template: Option<ChangeTemplateId>,
    pub title: String,
    /// RFC 5545 RRULE, see `recur.rs`.
    pub rule: String,
    pub starts_at: At,
    pub length_minutes: i64,
    pub time_zone: String,
    pub owner: PersonId,
    /// Windows up to then are planned.
    pub planned_until: At,
}

pub fn templates(conn: &mut Conn) -> Result<Vec<Template>, Fault> {
    store::series::templates(conn)
}

pub fn find_template(conn: &mut Conn, id: ChangeTemplateId) -> Result<Option<Template>, Fault> {
    store::series::find_template(conn, id)
}

pub fn all(conn: &mut Conn) -> Result<Vec<Series>, Fault> {
    store::series::all(conn)
}

/// Keeps a change, with its announcement, as a template under this name; somebody else must approve it before changes made
/// from it are standard.
pub fn keep_as_template(
    tx: &mut Tx,
    by: &Actor,
    change: &Change,
    name: &str,
) -> Result<ChangeTemplateId, Error> {
    if !by.may(Power::WorkTicket) {
        return Err(Refused::NotAllowed.into());
    }
    let name = clean_name(name);
    if name.is_empty() {
        return Err(Refused::NoName.into());
    }
    let announcement = announce::of(tx, change.id)?;
    let Words { what, notice, why, must_do, contact, undo } = announcement.words;
    let content = Content {
        impact: change.impact.to_string(),
        likelihood: change.likelihood.to_string(),
        team: change.team.map(|id| id.0),
        services: store::services(tx, change.id)?.into_iter().map(|id| id.0).collect(),
        hands: store::hands(tx, change.id)?.into_iter().map(|(id, _)| id.0).collect(),
        plan: change.plan.clone(),
        undo_plan: change.undo_plan.clone(),
        point_of_no_return: change.point_of_no_return.clone(),
        test: change.test.clone(),
        what,
        notice,
        why,
        must_do,
        contact,
        undo,
        before_minutes: announcement.before_minutes,
    };
    let text = serde_json::to_string(&content).unwrap_or_default();
    Ok(store::series::insert_template(tx, &name, &text)?)
}

/// From now on changes made from it are standard.
pub fn approve_template(tx: &mut Tx, by: &Actor, id: ChangeTemplateId) -> Result<bool, Error> {
    if !rule::may_decide(by.role) {
        return Err(Refused::NotAllowed.into());
    }
    Ok(store::series::approve_template(tx, id, by.id)?)
}

/// Nobody begins with it any more.
pub fn retire_template(tx: &mut Tx, by: &Actor, id: ChangeTemplateId) -> Result<(), Error> {
    if !rule::may_decide(by.role) {
        return Err(Refused::NotAllowed.into());
    }
    Ok(store::series::retire_template(tx, id)?)
}

/// Maintenance that comes again.
#[derive(Clone, Debug)]
pub struct NewSeries<'a> {
    pub title: &'a str,
    pub template: ChangeTemplateId,
    pub rule: &'a str,
    pub starts_at: At,
    pub length_minutes: i64,
    pub time_zone: &'a str,
    pub owner: PersonId,
}

/// Begins a series; its windows of the next two months are planned within a minute.
pub fn begin(tx: &mut Tx, by: &Actor, now: At, new: &NewSeries) -> Result<ChangeSeriesId, Error> {
    if !by.may(Power::WorkTicket) {
        return Err(Refused::NotAllowed.into());
    }
    let title = crate::record::clean_title(new.title);
    if title.is_empty() {
        return Err(Refused::NoName.into());
    }
    let rule: Rule = new.rule.parse().map_err(Refused::Rule)?;
    if TimeZone::get(new.time_zone.trim()).is_err() {
        return Err(Refused::NoSuchZone(new.time_zone.chars().take(60).collect()).into());
    }
    if !(1..=31 * 24 * 60).contains(&new.length_minutes) {
        return Err(Refused::NoSuchWindow.into());
    }
    if new.starts_at <= now {
        return Err(Refused::Past.into());
    }
    if find_template(tx, new.template)?.is_none() {
        return Err(Refused::NoTemplate.into());
    }
    drop(rule);
    let series = Series {
        id: ChangeSeriesId(0),
        template: Some(new.template),
        title,
        rule: new.rule.trim().to_owned(),
        starts_at: new.starts_at,
        length_minutes: new.length_minutes,
        time_zone: new.time_zone.trim().to_owned(),
        owner: new.owner,
        planned_until: now,
    };
    Ok(store::series::insert(tx, &series)?)
}

/// No more windows are planned; those that are stay.
pub fn stop(tx: &mut Tx, by: &Actor, id: ChangeSeriesId) -> Result<bool, Error> {
    if !by.may(Power::WorkTicket) {
        return Err(Refused::NotAllowed.into());
    }
    Ok(store::series::stop(tx, id)?)
}

/// Plans the windows of the next two months, a series at a time; true when there may be more. `key` makes the changes'
/// public names, which nobody guesses and which are the same should the unit be run again.
pub fn plan_ahead(tx: &mut Tx, now: At, key: &[u8; 32]) -> Result<bool, Error> {
    let until = now.plus(AHEAD);
    // A day at a time, so that the same series is not looked at each minute.
    let behind = store::series::all(tx)?.into_iter().find(|s| until.since(s.planned_until) >= DAY);
    let Some(series) = behind else { return Ok(false) };
    if !store::series::plan_on(tx, series.id, series.planned_until, until)? {
        return Ok(true);
    }
    let template = match series.template {
        Some(id) => find_template(tx, id)?,
        None => None,
    };
    let (Some(template), Ok(rule), Ok(zone)) =
        (template, series.rule.parse::<Rule>(), TimeZone::get(&series.time_zone))
    else {
        // Its template was retired: nothing to make changes from.
        store::series::stop(tx, series.id)?;
        return Ok(true);
    };
    for starts_at in rule.times(series.starts_at, &zone, series.planned_until, until) {
        one_window(tx, now, &series, &template, starts_at, key)?;
    }
    Ok(true)
}

fn one_window(
    tx: &mut Tx,
    now: At,
    series: &Series,
    template: &Template,
    starts_at: At,
    key: &[u8; 32],
) -> Result<ChangeId, Error> {
    let mut form = template.content.form(&series.title, template.id, series.owner, &series.time_zone);
    form.starts_at = Some(starts_at);
    form.ends_at = Some(starts_at.plus(series.length_minutes * MINUTE));
    let state = match template.approved_by {
        Some(_) => State::Approved,
        None => State::Draft,
    };
    let name = format!("{} {}", series.id, starts_at);
    let public_id: String = blake3::keyed_hash(key, name.as_bytes()).to_hex().chars().take(22).collect();
    let change = make(tx, series.owner, now, &form, &public_id, state)?;
    store::set_series(tx, change.id, series.id)?;
    let words = match template.approved_by {
        Some(_) => "Planned ahead from its series; the template was approved",
        None => "Planned ahead from its series; it waits for a yes, since the template was never approved",
    };
    timeline::append(tx, change.id.into(), None, now, now, EntryKind::Deed, words)?;
    if let Some(announcement) = template.content.announcement() {
        let is_whole = announce::missing(&announcement.words, change.window()).is_empty();
        let announcement = Announcement { is_scheduled: is_whole, ..announcement };
        store::announce::save(tx, change.id, &announcement, now)?;
        if is_whole {
            announce::plan(tx, now, &change, &announcement)?;
        }
    }
    Ok(change.id)
}
