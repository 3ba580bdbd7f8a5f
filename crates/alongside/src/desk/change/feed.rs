//! Calendars for other programs: making and closing an address, and what stands at it.

use super::calendar::{self, Made};
use super::{DESK, service_name};
use crate::app::App;
use crate::change::feed::{self, What};
use crate::http::{self, Flash, Posted, Problem};
use crate::{secret, service, team};
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use store::Conn;

/// What a feed is called.
pub(super) fn name(conn: &mut Conn, what: What) -> Result<String, store::Error> {
    Ok(match what {
        What::All => "Every change".to_owned(),
        What::Mine => "My changes".to_owned(),
        What::Service(id) => {
            let known = service::known(conn)?;
            format!("Changes on {}", service_name(&known, id))
        }
        What::Team(id) => {
            let team = team::find(conn, id)?.map(|t| t.name).unwrap_or_default();
            format!("Changes of {team}")
        }
    })
}

/// `POST /desk/calendar/feeds`: `what`. The address is shown once, on the page that answers.
pub(super) async fn open(Posted { visitor, form, .. }: Posted) -> Result<Response, Problem> {
    let word = secret::new_token()?;
    let what = What::from_text(form.get("what")).unwrap_or(What::All);
    let given = word.clone();
    let made = visitor
        .write(DESK, move |tx, signed| Ok(feed::open(tx, &signed.actor, signed.now, what, &given)?))
        .await?;
    if !made {
        return Err(Problem::Refused(
            "You have as many addresses as there can be. Please close one first.".to_owned(),
        ));
    }
    let address = format!("{}/calendar/{word}.ics", visitor.app.house().public_url);
    let html = calendar::page(&visitor, Default::default(), Made { address, ..Made::default() }).await?;
    Ok((StatusCode::OK, http::page(html)).into_response())
}

/// `POST /desk/calendar/feeds/{id}/removal`
pub(super) async fn close(Path(id): Path<i64>, Posted { visitor, .. }: Posted) -> Result<Response, Problem> {
    let done = visitor.write(DESK, move |tx, signed| Ok(feed::close(tx, &signed.actor, id)?)).await?;
    match done {
        true => Ok(Flash::good("Closed.").attach(&visitor.app, http::see_other("/desk/calendar#feeds"))),
        false => Err(Problem::NotFound),
    }
}

/// `GET /calendar/{word}.ics`: whoever knows the word reads it; a word that is none of ours is nothing at all.
pub(super) async fn read(State(app): State<App>, Path(word): Path<String>) -> Result<Response, Problem> {
    let word = word.strip_suffix(".ics").unwrap_or(&word).to_owned();
    let (now, public_url) = (app.clock.now(), app.house().public_url.clone());
    let found = app
        .db
        .read(move |conn| {
            let Some(feed) = feed::by_word(conn, &word)? else { return Ok::<_, store::Error>(None) };
            let name = name(conn, feed.what)?;
            let text = feed::written(conn, &feed, now, &name, &public_url)?;
            Ok(Some((feed, text)))
        })
        .await?;
    let Some((feed, text)) = found else { return Err(Problem::NotFound) };
    if feed::is_stale(&feed, now) {
        let db = app.db.clone();
        // Beside the request: whether it is noted now or next time matters to nobody.
        tokio::spawn(async move { db.write(move |tx| feed::touch(tx, &feed, now)).await });
    }
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/calendar; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=300")),
    ];
    Ok((headers, text).into_response())
}
