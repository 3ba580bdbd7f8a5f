//! What the small forms of a change's page do.

use super::{DESK, change_of, heard, house_language, one, zone_of};
use crate::change::{self, Change, Finished, Refused, series};
use crate::http::moment::Reader;
use crate::http::{self, Flash, Posted, Problem, Signed};
use axum::extract::Path;
use axum::response::Response;
use store::Tx;

/// One verb on one change: back to its page with a word on what happened, or with the reason why not and what was typed.
async fn on(
    posted: Posted,
    number: i64,
    typed: &'static str,
    word: &'static str,
    mut verb: impl FnMut(&mut Tx, &Signed, &Change) -> Result<(), change::Error> + Send + 'static,
) -> Result<Response, Problem> {
    let done: Result<(), Refused> = posted
        .visitor
        .write(DESK, move |tx, signed| {
            let change = change_of(tx, number)?;
            heard(tx.attempt(|tx| verb(tx, signed, &change)))
        })
        .await?;
    match done {
        Ok(()) => {
            let response = http::see_other(&format!("/desk/changes/{number}"));
            Ok(Flash::good(word).attach(&posted.visitor.app, response))
        }
        Err(why) => {
            let typed = posted.form.get(typed).to_owned();
            one::refused(&posted.visitor, number, why.to_string(), typed).await
        }
    }
}

/// `POST …/request`
pub(super) async fn ask(Path(number): Path<i64>, posted: Posted) -> Result<Response, Problem> {
    on(posted, number, "", "Done.", |tx, signed, c| {
        change::ask(tx, &signed.actor, signed.now, c.id).map(drop)
    })
    .await
}

/// `POST …/request/removal`
pub(super) async fn take_back(Path(number): Path<i64>, posted: Posted) -> Result<Response, Problem> {
    on(posted, number, "", "It is a draft again.", |tx, signed, c| {
        change::take_back(tx, &signed.actor, signed.now, c.id).map(drop)
    })
    .await
}

/// `POST …/approvals`: `decision` (`yes` or `no`), `words`.
pub(super) async fn decide(Path(number): Path<i64>, posted: Posted) -> Result<Response, Problem> {
    let (yes, words) = (posted.form.get("decision") == "yes", posted.form.get("words").to_owned());
    on(posted, number, "words", "Said.", move |tx, signed, c| {
        change::decide(tx, &signed.actor, signed.now, c.id, yes, &words).map(drop)
    })
    .await
}

/// `POST …/start`
pub(super) async fn begin(Path(number): Path<i64>, posted: Posted) -> Result<Response, Problem> {
    let language = house_language(&posted.visitor.app);
    on(posted, number, "", "It has begun.", move |tx, signed, c| {
        change::begin(tx, &signed.actor, signed.now, c.id, language).map(drop)
    })
    .await
}

/// `POST …/result`: `outcome` (`done`, `undone` or `failed`), `result`.
pub(super) async fn finish(Path(number): Path<i64>, posted: Posted) -> Result<Response, Problem> {
    let language = house_language(&posted.visitor.app);
    let finished = match posted.form.get("outcome") {
        "failed" => Finished::Failed,
        "undone" => Finished::Undone,
        _ => Finished::Done,
    };
    let result = posted.form.get("result").to_owned();
    on(posted, number, "result", "It is over.", move |tx, signed, c| {
        change::finish(tx, &signed.actor, signed.now, c.id, finished, &result, language).map(drop)
    })
    .await
}

/// `POST …/window`: `starts` and `ends` in the change's own zone, `reason`.
pub(super) async fn move_window(Path(number): Path<i64>, posted: Posted) -> Result<Response, Problem> {
    let language = house_language(&posted.visitor.app);
    let form = posted.form.clone();
    on(posted, number, "reason", "It has another time.", move |tx, signed, c| {
        change::worked_on(&signed.actor, c)?;
        let reader = Reader { zone: zone_of(&c.time_zone) };
        let window = reader.at(form.get("starts")).zip(reader.at(form.get("ends")));
        let window = window.ok_or(Refused::NoSuchWindow)?;
        change::move_window(tx, &signed.actor, signed.now, c.id, window, form.get("reason"), language)
            .map(drop)
    })
    .await
}

/// `POST …/cancellation`: `reason`.
pub(super) async fn cancel(Path(number): Path<i64>, posted: Posted) -> Result<Response, Problem> {
    let language = house_language(&posted.visitor.app);
    let reason = posted.form.get("reason").to_owned();
    on(posted, number, "reason", "It is called off.", move |tx, signed, c| {
        change::cancel(tx, &signed.actor, signed.now, c.id, &reason, language).map(drop)
    })
    .await
}

/// `POST …/incident`: `incident`, a number; empty takes the link away.
pub(super) async fn link_incident(Path(number): Path<i64>, posted: Posted) -> Result<Response, Problem> {
    let typed = posted.form.get("incident").trim().trim_start_matches('#').to_owned();
    on(posted, number, "incident", "Linked.", move |tx, signed, c| {
        change::worked_on(&signed.actor, c)?;
        let incident = match typed.is_empty() {
            true => None,
            false => Some(typed.parse().map_err(|_| Refused::NoSuchIncident)?),
        };
        change::link_incident(tx, &signed.actor, signed.now, c.id, incident).map(drop)
    })
    .await
}

/// `POST …/notes`: `words`.
pub(super) async fn note(Path(number): Path<i64>, posted: Posted) -> Result<Response, Problem> {
    let words = posted.form.get("words").to_owned();
    on(posted, number, "words", "Noted.", move |tx, signed, c| {
        change::note(tx, &signed.actor, signed.now, c.id, &words)
    })
    .await
}

/// `POST …/template`: `name`.
pub(super) async fn keep_as_template(Path(number): Path<i64>, posted: Posted) -> Result<Response, Problem> {
    let name = posted.form.get("name").to_owned();
    on(
        posted,
        number,
        "name",
        "Kept. A lead can approve it under “Templates and series”.",
        move |tx, signed, c| series::keep_as_template(tx, &signed.actor, c, &name).map(drop),
    )
    .await
}
