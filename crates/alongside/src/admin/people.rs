//! People and their roles.

use super::ADMIN;
use crate::http::moment::Reader;
use crate::http::{self, Flash, Posted, Problem, Visitor, desk_frame, face};
use crate::ids::{PersonId, TeamId};
use crate::person::pages::{PeoplePage, PersonPage, PersonRow};
use crate::person::{self, NewPerson, Person, Role};
use crate::team;
use crate::ticket;
use crate::view::{Choices, Errors, Place};
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use store::{Conn, Tx};
use web::form::Form;

const PAGE_SIZE: i64 = 50;

#[derive(Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    q: String,
    #[serde(default)]
    role: String,
    #[serde(default)]
    after: String,
    #[serde(default)]
    after_id: i64,
}

fn role_word(role: Role) -> &'static str {
    match role {
        Role::Requester => "Requester",
        Role::Contributor => "Contributor",
        Role::Agent => "Agent",
        Role::Lead => "Lead",
        Role::Admin => "Admin",
    }
}

/// `GET /admin/people?q=…&role=…`
pub(super) async fn list(visitor: Visitor, Query(wanted): Query<Wanted>) -> Result<Response, Problem> {
    let asked = visitor.clone();
    let html = visitor
        .read(ADMIN, move |conn, signed| {
            let role: Option<Role> = wanted.role.parse().ok();
            let after = (wanted.after.as_str(), PersonId(wanted.after_id));
            let mut found = match (wanted.q.trim(), role) {
                ("", None) => person::page(conn, after, PAGE_SIZE + 1)?,
                ("", Some(role)) => person::page_of_role(conn, role, after, PAGE_SIZE + 1)?,
                (q, role) => {
                    let found = person::starting_with(conn, q, 200)?;
                    found.into_iter().filter(|p| role.is_none_or(|r| p.role == r)).collect()
                }
            };
            let more = found.len() > 50 && wanted.q.trim().is_empty();
            found.truncate(50);
            let older = match found.last() {
                Some(last) if more => format!(
                    "/admin/people?role={}&after={}&after_id={}",
                    wanted.role,
                    http::encoded(&crate::words::fold(&last.name)),
                    last.id
                ),
                _ => String::new(),
            };
            let teams = team::all(conn)?;
            let staff: Vec<PersonId> =
                found.iter().filter(|p| p.role != Role::Requester).map(|p| p.id).collect();
            let memberships = team::of_people(conn, &staff)?;
            let ids: Vec<PersonId> = found.iter().map(|p| p.id).collect();
            // A session that has ended is forgotten; what was said by mail or otherwise stays.
            let (here, said) = (person::last_seen(conn, &ids)?, ticket::last_said(conn, &ids)?);
            let reader = Reader::of(&asked.app, &signed.actor);
            let mut people = Vec::with_capacity(found.len());
            for p in found {
                let is_in = |t: &&team::Team| memberships.contains(&(p.id, t.id));
                let seen = here.get(&p.id).max(said.get(&p.id));
                let names: Vec<&str> = teams.iter().filter(is_in).map(|t| t.name.as_str()).collect();
                people.push(PersonRow {
                    id: u64::try_from(p.id.0).unwrap_or(0),
                    face: face(p.id, &p.name, p.role != Role::Requester),
                    address: p.address,
                    role: role_word(p.role).to_owned(),
                    teams: names.join(", "),
                    seen: seen.map(|at| reader.moment(*at, signed.now)),
                    blocked: !p.active,
                });
            }
            let page = PeoplePage {
                desk: desk_frame(conn, &asked, signed, Place::People, None)?,
                people,
                q: wanted.q.clone(),
                roles: Choices::of(
                    &[
                        ("", "Every role"),
                        ("requester", "Requesters"),
                        ("contributor", "Contributors"),
                        ("agent", "Agents"),
                        ("lead", "Leads"),
                        ("admin", "Admins"),
                    ],
                    &wanted.role,
                ),
                older,
            };
            Ok(page.html())
        })
        .await?;
    Ok(http::finish(&visitor, html))
}

/// `GET /admin/people/{id}`, or `new`.
pub(super) async fn show(visitor: Visitor, Path(id): Path<String>) -> Result<Response, Problem> {
    let id = known(&id)?;
    let asked = visitor.clone();
    let html = visitor
        .read(ADMIN, move |conn, signed| {
            let desk = desk_frame(conn, &asked, signed, Place::People, None)?;
            let mut page = PersonPage {
                desk,
                roles: roles("requester"),
                role_help: PersonPage::role_help(),
                teams: teams(conn, &[])?,
                ..PersonPage::default()
            };
            if let Some(id) = id {
                let p = person::find(conn, id)?.ok_or(Problem::NotFound)?;
                page.id = u64::try_from(p.id.0).unwrap_or(0);
                page.addresses = person::addresses_of(conn, id)?.join("\n");
                page.roles = roles(p.role.as_str());
                let of = person::teams_of(conn, id)?;
                page.teams = teams(conn, &of)?;
                page.name = p.name;
                page.blocked = !p.active;
            }
            Ok(page.html())
        })
        .await?;
    Ok(http::finish(&visitor, html))
}

/// `new` is nobody yet.
fn known(id: &str) -> Result<Option<PersonId>, Problem> {
    match id {
        "new" => Ok(None),
        id => id.parse().map(Some).map_err(|_| Problem::NotFound),
    }
}

fn roles(chosen: &str) -> Choices {
    let pairs: Vec<(&str, &str)> = Role::all().iter().map(|r| (r.as_str(), role_word(*r))).collect();
    Choices::of(&pairs, chosen)
}

fn teams(conn: &mut Conn, of: &[TeamId]) -> Result<Vec<(u64, String, bool)>, store::Error> {
    let all = team::all(conn)?.into_iter().filter(|t| t.active || of.contains(&t.id));
    Ok(all.map(|t| (u64::try_from(t.id.0).unwrap_or(0), t.name, of.contains(&t.id))).collect())
}

/// `POST /admin/people/{id}`, or `new`: `name`, `addresses` (one a line, the first gets mail), `role`, `team`…,
/// `blocked`.
pub(super) async fn save(Path(id): Path<String>, posted: Posted) -> Result<Response, Problem> {
    let Posted { visitor, form, .. } = posted;
    let id = known(&id)?;
    let sent = form.clone();
    let done = visitor
        .write(ADMIN, move |tx, signed| match tx.attempt(|tx| change(tx, signed, id, &sent)) {
            Ok(id) => Ok(Ok(id)),
            Err(person::Error::Refused(refused)) => Ok(Err(refused)),
            Err(person::Error::Fault(fault)) => Err(fault.into()),
        })
        .await?;
    match done {
        Ok(name) => {
            Ok(Flash::good(format!("{name} is saved."))
                .attach(&visitor.app, http::see_other("/admin/people")))
        }
        Err(refused) => again(&visitor, id, &form, &refused).await,
    }
}

fn change(
    tx: &mut Tx,
    signed: &crate::http::Signed,
    id: Option<PersonId>,
    form: &Form,
) -> Result<String, person::Error> {
    let role: Role = form.parse("role").unwrap_or(Role::Requester);
    let addresses: Vec<&str> = form.get("addresses").split_whitespace().take(20).collect();
    let first = addresses.first().copied().unwrap_or_default();
    let person = match id {
        None => {
            let new =
                NewPerson { name: form.get("name"), address: first, role, language: "en", time_zone: "" };
            person::add(tx, &new, signed.now)?
        }
        Some(id) => {
            let Some(before) = person::find(tx, id)? else { return Err(person::Refused::NotAllowed.into()) };
            let changed =
                Person { name: form.get("name").to_owned(), role, active: !form.has("blocked"), ..before };
            person::change(tx, &signed.actor, &changed)?;
            changed
        }
    };
    person::set_addresses(tx, person.id, &addresses)?;
    let wanted: Vec<TeamId> = form.all("team").filter_map(|t| t.parse().ok()).collect();
    for t in team::all(tx)? {
        if wanted.contains(&t.id) {
            team::join(tx, t.id, person.id)?;
        } else {
            team::leave(tx, t.id, person.id)?;
        }
    }
    Ok(person.name)
}

/// The form once more, with everything that was typed.
async fn again(
    visitor: &Visitor,
    id: Option<PersonId>,
    form: &Form,
    refused: &person::Refused,
) -> Result<Response, Problem> {
    let field = match refused {
        person::Refused::NoName => "name",
        person::Refused::LastAdmin | person::Refused::NotAllowed => "role",
        _ => "addresses",
    };
    let why = refused.to_string();
    let (asked, form) = (visitor.clone(), form.clone());
    let html = visitor
        .read(ADMIN, move |conn, signed| {
            let mut errors = Errors::default();
            errors.add(field, &why);
            let wanted: Vec<TeamId> = form.all("team").filter_map(|t| t.parse().ok()).collect();
            let page = PersonPage {
                desk: desk_frame(conn, &asked, signed, Place::People, None)?,
                id: id.map_or(0, |id| u64::try_from(id.0).unwrap_or(0)),
                errors,
                name: form.get("name").to_owned(),
                addresses: form.get("addresses").to_owned(),
                roles: roles(form.get("role")),
                role_help: PersonPage::role_help(),
                teams: teams(conn, &wanted)?,
                blocked: form.has("blocked"),
            };
            Ok(page.html())
        })
        .await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, http::page(html)).into_response())
}
