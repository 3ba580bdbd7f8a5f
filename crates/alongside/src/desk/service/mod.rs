//! What we run: the list of services, one service with its people, needs and history, and the forms of it.

mod edit;
mod one;
mod shown;
#[cfg(test)]
mod tests;

use crate::app::App;
use crate::http::{self, Problem, Visitor, desk_frame};
use crate::person::Power;
use crate::service::pages::{RunningPage, RunningRow};
use crate::service::{self, spell};
use crate::team;
use crate::view::Place;
use axum::Router;
use axum::response::Response;
use axum::routing::{get, post};
use std::collections::{BTreeSet, HashMap};

const EDIT: Option<Power> = Some(Power::EditServices);

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/desk/services", get(list))
        .route("/desk/services/{id}", get(one::show).post(edit::change))
        .route("/desk/services/{id}/edit", get(edit::show))
        .route("/desk/services/{id}/users", post(edit::users))
        .route("/desk/services/{id}/people", post(edit::people))
        .route("/desk/services/{id}/people/{other}/removal", post(edit::drop_person))
        .route("/desk/services/{id}/needs", post(edit::needs))
        .route("/desk/services/{id}/component", post(edit::component))
}

/// `GET /desk/services`
async fn list(visitor: Visitor) -> Result<Response, Problem> {
    let asked = visitor.clone();
    let html = visitor
        .read(super::DESK, move |conn, signed| {
            let services = service::known(conn)?;
            let worst = spell::worst_now(conn)?;
            let graph = service::graph(conn)?;
            let entered = service::entered(conn)?;
            let teams: HashMap<_, _> = team::known(conn)?.iter().map(|t| (t.id, t.name.clone())).collect();
            let rows = services.iter().filter(|s| s.active).map(|s| RunningRow {
                id: s.id.0,
                name: s.name.clone(),
                description: s.description.clone(),
                state: shown::state(worst.get(&s.id).copied()),
                team: s.owner_team.and_then(|id| teams.get(&id)).cloned().unwrap_or_default(),
                users: shown::users(&entered, s.id),
            });
            let tied: BTreeSet<_> = services
                .iter()
                .map(|s| s.id)
                .filter(|id| graph.needs(*id).next().is_some() || graph.needed_by(*id).next().is_some())
                .collect();
            let tops: Vec<_> =
                tied.iter().copied().filter(|id| graph.needed_by(*id).next().is_none()).collect();
            let drawer = shown::Drawer { services: &services, worst: &worst, graph: &graph, here: None };
            Ok(RunningPage {
                services: rows.collect(),
                picture: drawer.picture(&tied),
                branches: drawer.branches(&tops),
                desk: desk_frame(conn, &asked, signed, Place::Running, None)?,
            }
            .html())
        })
        .await?;
    Ok(http::finish(&visitor, html))
}
