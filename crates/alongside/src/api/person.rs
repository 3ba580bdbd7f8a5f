//! People, for colleagues; and everybody's own record.

use super::body::{Asked, Number, Sent};
use super::caller::{Caller, Created, Scope, Who};
use super::docs::{Changing, Finding, Making, Reading};
use super::list::limit;
use super::problem::{Checks, Kind, Problem};
use super::types::{Address, Detail, Role};
use crate::ids::PersonId;
use crate::person::{self, ABOUT_LENGTH_MAX, About, NewPerson as Wanted, Power, TELEPHONE_LENGTH_MAX};
use crate::words;
use axum::Json;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use store::{Conn, Tx};
use utoipa::{IntoParams, ToSchema};

const NAME_LENGTH_MAX: usize = 120;
const LANGUAGE_LENGTH_MAX: usize = 35;
const ADDRESSES_MAX: usize = 10;
const QUERY_LENGTH_MAX: usize = 254;

/// Somebody who asks, answers or helps.
#[derive(Debug, Serialize, ToSchema)]
pub struct Person {
    #[schema(minimum = 1, example = 7)]
    pub id: i64,
    #[schema(example = "Ana Lind")]
    pub name: String,
    pub role: Role,
    /// Every address mail may come from; the first is where mail goes to.
    #[schema(example = json!(["ana@example.org"]))]
    pub addresses: Vec<String>,
    /// BCP 47.
    #[schema(example = "en")]
    pub language: String,
    /// IANA name; empty: the desk's own.
    #[schema(example = "Europe/Stockholm")]
    pub time_zone: String,
    /// Whether they may sign in.
    pub active: bool,
    /// What their work is.
    #[schema(example = "Ward sister, Ward 4 East")]
    pub work: String,
    #[schema(example = "ext. 4417")]
    pub telephone: String,
    /// How they like to be reached.
    #[schema(example = "a call before ten")]
    pub reach: String,
    pub detail: Detail,
}

/// People by name.
#[derive(Debug, Serialize, ToSchema)]
pub struct PersonList {
    #[schema(max_items = 200)]
    pub items: Vec<Person>,
    /// Send it as `after` for the next ones; null at the end.
    pub next: Option<i64>,
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct PeopleWanted {
    /// The start of a name or an address. There are no further pages.
    #[param(max_length = 254, example = "ana")]
    q: Option<String>,
    /// Exactly this mail address.
    #[param(max_length = 254, example = "ana@example.org")]
    address: Option<String>,
    role: Option<Role>,
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<i64>,
    /// The `next` of the answer before.
    #[param(minimum = 1)]
    after: Option<i64>,
}

fn shown(conn: &mut Conn, p: person::Person) -> Result<Person, Problem> {
    Ok(Person {
        id: p.id.0,
        name: p.name,
        role: p.role.into(),
        addresses: person::addresses_of(conn, p.id)?,
        language: p.language,
        time_zone: p.time_zone,
        active: p.active,
        work: p.about.work,
        telephone: p.about.telephone,
        reach: p.about.reach,
        detail: p.about.detail.into(),
    })
}

/// List people
///
/// In the order of their names; for colleagues.
#[utoipa::path(
    get,
    path = "/api/v1/people",
    operation_id = "listPeople",
    tag = "People",
    params(PeopleWanted),
    responses((status = 200, description = "A page of people", body = PersonList), Reading),
    security(("token" = [])),
)]
pub(super) async fn list(
    caller: Caller,
    Asked(wanted): Asked<PeopleWanted>,
) -> Result<Json<PersonList>, Problem> {
    let mut checks = Checks::default();
    let size = limit(&mut checks, wanted.limit);
    checks.length("q", wanted.q.as_deref().unwrap_or_default(), QUERY_LENGTH_MAX);
    checks.length("address", wanted.address.as_deref().unwrap_or_default(), QUERY_LENGTH_MAX);
    checks.done()?;
    let unit = move |conn: &mut Conn, who: &Who| {
        who.needs(Power::SeePeople, "Only colleagues may list people.")?;
        let role = wanted.role.map(person::Role::from);
        let q = wanted.q.as_deref().map(str::trim).filter(|q| !q.is_empty());
        let (found, pages) = match (&wanted.address, q) {
            (Some(address), _) => (person::by_address(conn, address)?.into_iter().collect(), false),
            (None, Some(q)) => (person::starting_with(conn, q, size)?, false),
            (None, None) => {
                let after = after(conn, wanted.after)?;
                let after = (after.0.as_str(), after.1);
                let found = match role {
                    Some(role) => person::page_of_role(conn, role, after, size + 1)?,
                    None => person::page(conn, after, size + 1)?,
                };
                (found, true)
            }
        };
        let more = pages && i64::try_from(found.len()).unwrap_or(i64::MAX) > size;
        let mut items = Vec::new();
        let fits = found.into_iter().filter(|p| role.is_none_or(|role| p.role == role));
        for p in fits.take(usize::try_from(size).unwrap_or(1)) {
            items.push(shown(conn, p)?);
        }
        let next = items.last().map(|p| p.id).filter(|_| more);
        Ok(PersonList { items, next })
    };
    Ok(Json(caller.read(Some(Scope::PeopleRead), unit).await?))
}

/// Where the page after this person starts.
fn after(conn: &mut Conn, id: Option<i64>) -> Result<(String, PersonId), Problem> {
    let Some(id) = id else { return Ok((String::new(), PersonId(0))) };
    match person::find(conn, PersonId(id))? {
        Some(last) => Ok((words::fold(&last.name), last.id)),
        None => Err(Problem::field("after", "must be the next of an answer before")),
    }
}

/// Read a person
///
/// Colleagues read everybody, others themselves.
#[utoipa::path(
    get,
    path = "/api/v1/people/{id}",
    operation_id = "readPerson",
    tag = "People",
    params(("id" = i64, Path, description = "The person's id", minimum = 1, example = 7)),
    responses((status = 200, description = "The person", body = Person), Finding),
    security(("token" = [])),
)]
pub(super) async fn read(caller: Caller, Number(id): Number) -> Result<Json<Person>, Problem> {
    let unit = move |conn: &mut Conn, who: &Who| {
        let found = find(conn, who, id)?;
        shown(conn, found)
    };
    Ok(Json(caller.read(Some(Scope::PeopleRead), unit).await?))
}

/// The person, if the actor may see them.
fn find(conn: &mut Conn, who: &Who, id: i64) -> Result<person::Person, Problem> {
    let found = person::find(conn, PersonId(id))?;
    found
        .filter(|p| p.id == who.actor.id || who.actor.may(Power::SeePeople))
        .ok_or_else(|| Problem::of(Kind::NotFound))
}

/// Somebody to be added.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPerson {
    #[schema(
        min_length = 1,
        max_length = 120,
        pattern = r"[^\s\u0000-\u001f\u007f-\u009f]",
        example = "Ana Lind"
    )]
    pub name: String,
    #[schema(format = Email, max_length = 254, example = "ana@example.org")]
    pub address: String,
    /// A requester, unless an admin says otherwise.
    pub role: Option<Role>,
    /// BCP 47; English unless given.
    #[schema(max_length = 35, pattern = "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$", example = "en")]
    pub language: Option<String>,
    /// IANA name; the desk's own unless given.
    #[schema(max_length = 64, example = "Europe/Stockholm")]
    pub time_zone: Option<String>,
}

fn check_name(checks: &mut Checks, name: &str) {
    checks.text("name", name, NAME_LENGTH_MAX);
}

fn check_address(checks: &mut Checks, field: &str, address: &str) {
    if !person::is_address(&person::folded_address(address)) {
        checks.add(field, "must be a mail address, like name@example.org");
    }
}

fn check_tongue(checks: &mut Checks, language: Option<&str>, zone: Option<&str>) {
    let is_tag = |text: &str| {
        let mut parts = text.split('-');
        let is_part =
            |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
        let first = parts.next().unwrap_or_default();
        text.len() <= LANGUAGE_LENGTH_MAX
            && first.len() >= 2
            && is_part(first)
            && first.bytes().all(|b| b.is_ascii_alphabetic())
            && parts.all(is_part)
    };
    if language.is_some_and(|text| !is_tag(text)) {
        checks.add("language", "must be a language tag, like en or pt-BR");
    }
    if zone.is_some_and(|name| !name.is_empty() && jiff::tz::TimeZone::get(name).is_err()) {
        checks.add("time_zone", "must be the name of a time zone, like Europe/Stockholm, or empty");
    }
}

/// Add a person
///
/// For leads and admins; only admins give roles.
#[utoipa::path(
    post,
    path = "/api/v1/people",
    operation_id = "addPerson",
    tag = "People",
    params(
        ("Idempotency-Key" = Option<String>, Header, description = "Any text of your own, new for each request", min_length = 1, max_length = 255),
    ),
    request_body(content = NewPerson, content_type = "application/json", example = json!({ "name": "Ana Lind", "address": "ana.lind@example.org" })),
    responses(
        (status = 201, description = "The new person", body = Person, headers(
            ("Location" = String, description = "Where they are"),
            ("Idempotency-Replayed" = String, description = "`true` when this answer was given before"),
        )),
        Making,
    ),
    security(("token" = [])),
)]
pub(super) async fn add(caller: Caller, sent: Sent<NewPerson>) -> Result<Response, Problem> {
    let mut checks = Checks::default();
    check_name(&mut checks, &sent.body.name);
    check_address(&mut checks, "address", &sent.body.address);
    check_tongue(&mut checks, sent.body.language.as_deref(), sent.body.time_zone.as_deref());
    checks.done()?;
    let unit = |tx: &mut Tx, who: &Who, new: &NewPerson| {
        who.needs(Power::EditPeople, "Only leads and admins may add people.")?;
        let role = new.role.map_or(person::Role::Requester, Into::into);
        if role != person::Role::Requester {
            who.needs(Power::GrantRoles, "Only admins may give roles.")?;
        }
        let wanted = Wanted {
            name: &new.name,
            address: &new.address,
            role,
            language: new.language.as_deref().unwrap_or("en"),
            time_zone: new.time_zone.as_deref().unwrap_or_default(),
        };
        let added = person::add(tx, &wanted, who.now)?;
        let location = Some(format!("/api/v1/people/{}", added.id));
        Ok(Created { location, version: None, body: shown(tx, added)? })
    };
    caller.create(Scope::PeopleWrite, sent, unit).await
}

/// What to change about a person; everything left out stays as it is.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonChange {
    #[schema(min_length = 1, max_length = 120, pattern = r"[^\s\u0000-\u001f\u007f-\u009f]")]
    pub name: Option<String>,
    /// For admins.
    pub role: Option<Role>,
    /// For admins: whether they may sign in.
    pub active: Option<bool>,
    #[schema(max_length = 35, pattern = "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$")]
    pub language: Option<String>,
    #[schema(max_length = 64)]
    pub time_zone: Option<String>,
    /// For leads and admins: all their addresses, the first the one that mail goes to.
    #[schema(value_type = Option<Vec<Address>>, min_items = 1, max_items = 10, example = json!(["ana@example.org"]))]
    pub addresses: Option<Vec<String>>,
    /// Agents too may note this and what follows, of anybody whose role is not above theirs.
    #[schema(max_length = 200, example = "Ward sister, Ward 4 East")]
    pub work: Option<String>,
    #[schema(max_length = 60, example = "ext. 4417")]
    pub telephone: Option<String>,
    #[schema(max_length = 200, example = "a call before ten")]
    pub reach: Option<String>,
    pub detail: Option<Detail>,
}

impl PersonChange {
    fn describes(&self) -> bool {
        self.work.is_some() || self.telephone.is_some() || self.reach.is_some() || self.detail.is_some()
    }

    /// Something that only leads may change of others; a change of nothing is theirs too.
    fn is_more_than_described(&self) -> bool {
        let is_more = self.name.is_some()
            || self.role.is_some()
            || self.active.is_some()
            || self.language.is_some()
            || self.time_zone.is_some()
            || self.addresses.is_some();
        is_more || !self.describes()
    }
}

/// Change a person
///
/// Everybody their own name, language, time zone and what colleagues should know of them, which agents may note too;
/// leads everybody's but an admin's; admins roles too.
#[utoipa::path(
    patch,
    path = "/api/v1/people/{id}",
    operation_id = "changePerson",
    tag = "People",
    params(("id" = i64, Path, description = "The person's id", minimum = 1, example = 7)),
    request_body(content = PersonChange, content_type = "application/json", example = json!({ "name": "Ana Lind", "language": "en" })),
    responses((status = 200, description = "The person as they are now", body = Person), Changing),
    security(("token" = [])),
)]
pub(super) async fn change(
    caller: Caller,
    Number(id): Number,
    sent: Sent<PersonChange>,
) -> Result<Json<Person>, Problem> {
    let new = sent.body;
    let mut checks = Checks::default();
    if let Some(name) = &new.name {
        check_name(&mut checks, name);
    }
    check_tongue(&mut checks, new.language.as_deref(), new.time_zone.as_deref());
    checks.length("work", new.work.as_deref().unwrap_or_default(), ABOUT_LENGTH_MAX);
    checks.length("telephone", new.telephone.as_deref().unwrap_or_default(), TELEPHONE_LENGTH_MAX);
    checks.length("reach", new.reach.as_deref().unwrap_or_default(), ABOUT_LENGTH_MAX);
    if let Some(addresses) = &new.addresses {
        checks.count("addresses", addresses, ADDRESSES_MAX);
        if addresses.is_empty() {
            checks.add("addresses", "must hold at least one");
        }
        for (i, address) in addresses.iter().enumerate() {
            check_address(&mut checks, &format!("addresses[{i}]"), address);
        }
    }
    checks.done()?;
    let unit = move |tx: &mut Tx, who: &Who| {
        let before = find(tx, who, id)?;
        let or = |given: &Option<String>, now: &str| given.as_deref().unwrap_or(now).to_owned();
        let changed = person::Person {
            name: or(&new.name, &before.name),
            role: new.role.map_or(before.role, Into::into),
            active: new.active.unwrap_or(before.active),
            language: or(&new.language, &before.language),
            time_zone: or(&new.time_zone, &before.time_zone),
            ..before
        };
        // Both are also the guards of who may touch whom.
        if new.is_more_than_described() {
            person::change(tx, &who.actor, &changed)?;
        }
        if new.describes() {
            let now = &changed.about;
            let about = About {
                work: or(&new.work, &now.work),
                telephone: or(&new.telephone, &now.telephone),
                reach: or(&new.reach, &now.reach),
                detail: new.detail.map_or(now.detail, Into::into),
            };
            person::describe(tx, &who.actor, changed.id, &about)?;
        }
        if let Some(addresses) = &new.addresses {
            who.needs(Power::EditPeople, "Only leads and admins may change addresses.")?;
            let addresses: Vec<&str> = addresses.iter().map(String::as_str).collect();
            person::set_addresses(tx, changed.id, &addresses)?;
        }
        let after = find(tx, who, id)?;
        shown(tx, after)
    };
    Ok(Json(caller.write(Scope::PeopleWrite, unit).await?))
}
