//! The coach's rules and plain words for the house and its teams. Routes only; what may hold is decided in `coach/`.

mod change;
mod list;
mod rule;
#[cfg(test)]
mod tests;
mod word;

use super::ADMIN;
use crate::app::App;
use crate::coach::LANGUAGES;
use crate::coach::pages::TrialView;
use crate::ids::TeamId;
use crate::team;
use crate::view::{Choice, Choices, Errors};
use axum::Router;
use axum::routing::{get, post};
use store::Conn;
use web::form::Form;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/coach", get(list::list))
        .route("/admin/coach/rules/{name}", get(rule::show))
        .route("/admin/coach/words", get(word::list))
        .route("/admin/coach/rules/{name}/restoration", post(change::restore_rule))
        .route("/admin/coach/words/{id}/restoration", post(change::restore_word))
        .route("/admin/coach/changes", post(change::save))
        .route("/admin/coach/trial", post(change::try_it))
}

/// What a form that was sent leaves on the page that comes back: what is wrong, or what it would do.
#[derive(Clone, Default)]
struct Sent {
    form: Form,
    errors: Errors,
    trial: Option<TrialView>,
}

fn everybody_or_team(conn: &mut Conn, chosen: Option<TeamId>) -> Result<Choices, store::Error> {
    let mut choices =
        vec![Choice { value: String::new(), label: "Everybody".to_owned(), chosen: chosen.is_none() }];
    choices.extend(
        team::all(conn)?.into_iter().filter(|t| t.active || Some(t.id) == chosen).map(|t| Choice {
            value: t.id.to_string(),
            chosen: Some(t.id) == chosen,
            label: t.name,
        }),
    );
    Ok(Choices(choices))
}

fn languages(chosen: &str) -> Choices {
    Choices::of(&LANGUAGES.map(|(_, code, word)| (code, word)), if chosen.is_empty() { "en" } else { chosen })
}
