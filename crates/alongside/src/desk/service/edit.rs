//! The forms of one service. What is refused comes back with everything that was typed.

use super::EDIT;
use super::one::{Asked, people as portion, start};
use crate::http::{self, Flash, Posted, Problem, Signed, Visitor, desk_frame};
use crate::ids::{OrganisationId, PersonId};
use crate::person;
use crate::service::pages::{EditPage, Tick};
use crate::service::{self, Service, ServiceId, UserRule};
use crate::team::{self, TeamId};
use crate::view::{Choice, Choices, Errors, Place};
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use std::collections::BTreeSet;
use store::{Conn, Error as Fault, Tx};
use web::form::Form;

/// A form that was refused, and which one it is.
#[derive(Clone, Default)]
struct Typed {
    part: &'static str,
    form: Form,
    errors: Errors,
}

/// `GET /desk/services/{id}/edit`
pub(super) async fn show(
    visitor: Visitor,
    Path(id): Path<ServiceId>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let html = page(&visitor, id, asked.after, Typed::default()).await?;
    Ok(http::finish(&visitor, html))
}

async fn page(
    visitor: &Visitor,
    id: ServiceId,
    after: Option<PersonId>,
    typed: Typed,
) -> Result<String, Problem> {
    let frame = visitor.clone();
    visitor
        .read(EDIT, move |conn, signed| {
            let found = service::find(conn, id)?.ok_or(Problem::NotFound)?;
            Ok(build(conn, &frame, signed, found, after, &typed)?.html())
        })
        .await
}

fn build(
    conn: &mut Conn,
    visitor: &Visitor,
    signed: &Signed,
    found: Service,
    after: Option<PersonId>,
    typed: &Typed,
) -> Result<EditPage, Fault> {
    let id = found.id;
    let again = |part| (typed.part == part).then_some(&typed.form);
    let services = service::known(conn)?;
    let teams = team::known(conn)?;
    let graph = service::graph(conn)?;
    let (rules, needs): (BTreeSet<UserRule>, BTreeSet<ServiceId>) = match (again("users"), again("needs")) {
        (Some(form), _) => (rules(form).into_iter().collect(), graph.needs(id).collect()),
        (_, Some(form)) => (service::users_of(conn, id)?.into_iter().collect(), chosen(form).collect()),
        _ => (service::users_of(conn, id)?.into_iter().collect(), graph.needs(id).collect()),
    };
    let after = start(conn, after)?;
    let (people, more) =
        portion(conn, after.as_ref(), |conn, after, limit| service::named_page(conn, id, after, limit))?;
    let owner = again("change").map_or(found.owner_team, |form| form.parse("team"));
    let mut owners =
        vec![Choice { value: String::new(), label: "No team".to_owned(), chosen: owner.is_none() }];
    owners.extend(teams.iter().filter(|t| t.active || Some(t.id) == owner).map(|t| Choice {
        value: t.id.to_string(),
        label: t.name.clone(),
        chosen: Some(t.id) == owner,
    }));
    let organisations = person::organisations(conn)?.into_iter().map(|(id, name, _)| Tick {
        is_on: rules.contains(&UserRule::Organisation(id)),
        value: id.to_string(),
        label: name,
    });
    let user_teams = teams.iter().filter(|t| t.active || rules.contains(&UserRule::Team(t.id))).map(|t| {
        Tick { is_on: rules.contains(&UserRule::Team(t.id)), value: t.id.to_string(), label: t.name.clone() }
    });
    let others = services.iter().filter(|s| s.id != id && (s.active || needs.contains(&s.id)));
    let groups: BTreeSet<String> =
        services.iter().map(|s| s.component.group.clone()).filter(|g| !g.is_empty()).collect();
    let changed = again("change");
    Ok(EditPage {
        id: id.0,
        errors: typed.errors.clone(),
        name: changed.map_or(found.name.clone(), |f| f.get("name").to_owned()),
        description: changed.map_or(found.description, |f| f.get("description").to_owned()),
        teams: Choices(owners),
        everyone: rules.contains(&UserRule::Everyone),
        organisations: organisations.collect(),
        user_teams: user_teams.collect(),
        addresses: again("people").map_or(String::new(), |f| f.get("addresses").to_owned()),
        people,
        more: more.map_or(String::new(), |last| format!("/desk/services/{id}/edit?after={last}")),
        needs: others
            .map(|s| Tick { value: s.id.to_string(), label: s.name.clone(), is_on: needs.contains(&s.id) })
            .collect(),
        is_shown: found.component.is_shown,
        group: found.component.group,
        groups: groups.into_iter().collect(),
        order: found.component.order.to_string(),
        desk: desk_frame(conn, visitor, signed, Place::Running, None)?,
        title: found.name,
    })
}

fn rules(form: &Form) -> Vec<UserRule> {
    let everyone = form.has("everyone").then_some(UserRule::Everyone);
    let organisations = form
        .all("organisation")
        .filter_map(|v| v.parse().ok())
        .map(|id: OrganisationId| UserRule::Organisation(id));
    let teams = form.all("user_team").filter_map(|v| v.parse().ok()).map(|id: TeamId| UserRule::Team(id));
    everyone.into_iter().chain(organisations).chain(teams).collect()
}

fn chosen(form: &Form) -> impl Iterator<Item = ServiceId> + '_ {
    form.all("need").filter_map(|v| v.parse().ok())
}

/// Runs one verb and answers with the page it belongs to.
async fn save(
    posted: Posted,
    id: ServiceId,
    part: &'static str,
    field: &'static str,
    mut verb: impl FnMut(&mut Tx, &Signed, &Form) -> Result<(), service::Error> + Send + 'static,
) -> Result<Response, Problem> {
    let Posted { visitor, form, .. } = posted;
    let sent = form.clone();
    let done = visitor
        .write(EDIT, move |tx, signed| {
            service::find(tx, id)?.ok_or(Problem::NotFound)?;
            match tx.attempt(|tx| verb(tx, signed, &sent)) {
                Ok(()) => Ok(Ok(())),
                Err(service::Error::Refused(refused)) => Ok(Err(refused.to_string())),
                Err(service::Error::Fault(fault)) => Err(fault.into()),
            }
        })
        .await?;
    match done {
        Ok(()) => {
            let back = format!("/desk/services/{id}/edit");
            Ok(Flash::good("Saved.").attach(&visitor.app, http::see_other(&back)))
        }
        Err(why) => refused(&visitor, id, part, field, form, &why).await,
    }
}

async fn refused(
    visitor: &Visitor,
    id: ServiceId,
    part: &'static str,
    field: &'static str,
    form: Form,
    why: &str,
) -> Result<Response, Problem> {
    let mut errors = Errors::default();
    errors.add(field, why);
    let html = page(visitor, id, None, Typed { part, form, errors }).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, http::page(html)).into_response())
}

/// `POST /desk/services/{id}`: `name`, `description`, `team`.
pub(super) async fn change(Path(id): Path<ServiceId>, posted: Posted) -> Result<Response, Problem> {
    save(posted, id, "change", "name", move |tx, signed, form| {
        let owner = form.parse("team");
        service::change(tx, id, form.get("name"), form.get("description"), owner, signed.now)
    })
    .await
}

/// `POST /desk/services/{id}/users`: `everyone`, `organisation`, `user_team`.
pub(super) async fn users(Path(id): Path<ServiceId>, posted: Posted) -> Result<Response, Problem> {
    save(posted, id, "users", "rule", move |tx, signed, form| {
        service::set_rules(tx, id, &rules(form), signed.now)
    })
    .await
}

/// `POST /desk/services/{id}/needs`: `need`.
pub(super) async fn needs(Path(id): Path<ServiceId>, posted: Posted) -> Result<Response, Problem> {
    save(posted, id, "needs", "need", move |tx, signed, form| {
        service::set_needs(tx, id, &chosen(form).collect::<Vec<_>>(), signed.now)
    })
    .await
}

/// `POST /desk/services/{id}/component`: `shown`, `group`, `order`.
pub(super) async fn component(Path(id): Path<ServiceId>, posted: Posted) -> Result<Response, Problem> {
    save(posted, id, "component", "group", move |tx, signed, form| {
        let order = form.parse("order").unwrap_or(0);
        service::show_on_status_page(tx, id, form.has("shown"), form.get("group"), order, signed.now)
    })
    .await
}

/// `POST /desk/services/{id}/people`: `addresses`. Those that nobody has stay in the box.
pub(super) async fn people(Path(id): Path<ServiceId>, posted: Posted) -> Result<Response, Problem> {
    let Posted { visitor, form, .. } = posted;
    let text = form.get("addresses").to_owned();
    let done = visitor
        .write(EDIT, move |tx, signed| {
            service::find(tx, id)?.ok_or(Problem::NotFound)?;
            match tx.attempt(|tx| service::add_people(tx, id, &text, signed.now)) {
                Ok(added) => Ok(Ok(added)),
                Err(service::Error::Refused(refused)) => Ok(Err(refused.to_string())),
                Err(service::Error::Fault(fault)) => Err(fault.into()),
            }
        })
        .await?;
    match done {
        Ok((added, unknown)) if unknown.is_empty() => {
            let words = match added {
                0 => "They were entered already.".to_owned(),
                1 => "One person added.".to_owned(),
                n => format!("{n} people added."),
            };
            let back = format!("/desk/services/{id}/edit");
            Ok(Flash::good(words).attach(&visitor.app, http::see_other(&back)))
        }
        Ok((_, unknown)) => {
            let words = match unknown.as_slice() {
                [one] => {
                    format!("Nobody here has the address {one} yet. It stays in the box; the others are in.")
                }
                _ => {
                    "Nobody here has these addresses yet. They stay in the box; the others are in.".to_owned()
                }
            };
            let left = Form::from_pairs(&[("addresses", unknown.join("\n").as_str())]);
            refused(&visitor, id, "people", "addresses", left, &words).await
        }
        Err(why) => refused(&visitor, id, "people", "addresses", form, &why).await,
    }
}

/// `POST /desk/services/{id}/people/{other}/removal`
pub(super) async fn drop_person(
    Path((id, other)): Path<(ServiceId, PersonId)>,
    Posted { visitor, .. }: Posted,
) -> Result<Response, Problem> {
    visitor
        .write(EDIT, move |tx, signed| {
            service::find(tx, id)?.ok_or(Problem::NotFound)?;
            Ok(service::drop_user(tx, id, UserRule::Person(other), signed.now)?)
        })
        .await?;
    let back = format!("/desk/services/{id}/edit");
    Ok(Flash::good("Taken out.").attach(&visitor.app, http::see_other(&back)))
}
