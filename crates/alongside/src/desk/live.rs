//! News for the desk's open pages, by server-sent events: `ticket` {number, version}, `counts` {mine, …},
//! `presence` {number, name, writing}. Only what a colleague may know travels; pages fetch the rest themselves.

use super::{DESK, ticket_of};
use crate::http::{Posted, Problem, Visitor};
use crate::ids::MessageId;
use crate::live::{self, News, TOPIC};
use crate::ticket::list::View;
use crate::ticket::look;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream::{self, Stream};
use std::collections::VecDeque;
use std::convert::Infallible;
use std::time::Duration;
use tokio::sync::broadcast::error::RecvError;

/// News come in bursts; counts are worked out once for all that come within this time.
const SETTLE: Duration = Duration::from_millis(400);
const KEEP_ALIVE: Duration = Duration::from_secs(20);
/// A stream ends by itself after this long, and the page opens the next one: a session that is over or a role
/// that changed never keeps an old stream.
const LIFE: Duration = Duration::from_secs(15 * 60);

struct Listener {
    visitor: Visitor,
    notices: tokio::sync::broadcast::Receiver<store::Notice>,
    ready: VecDeque<Event>,
    counts_due: bool,
    ends: tokio::time::Instant,
    me: crate::ids::PersonId,
}

/// `GET /desk/live`
pub(super) async fn stream(visitor: Visitor) -> Result<Response, Problem> {
    let notices = visitor.app.db.subscribe();
    let me = visitor.read(DESK, |_, signed| Ok(signed.actor.id)).await?;
    let listener = Listener {
        visitor,
        notices,
        ready: VecDeque::from([Event::default().retry(Duration::from_secs(2)).comment("hello")]),
        counts_due: true,
        ends: tokio::time::Instant::now() + LIFE,
        me,
    };
    let mut response =
        Sse::new(events(listener)).keep_alive(KeepAlive::new().interval(KEEP_ALIVE)).into_response();
    // A proxy that gathers the answer would hold the news back.
    response.headers_mut().insert("x-accel-buffering", axum::http::HeaderValue::from_static("no"));
    Ok(response)
}

fn events(listener: Listener) -> impl Stream<Item = Result<Event, Infallible>> {
    stream::unfold(listener, |mut listener| async move {
        loop {
            if let Some(event) = listener.ready.pop_front() {
                return Some((Ok(event), listener));
            }
            let stopping = listener.visitor.app.stopping.clone();
            let settle = tokio::time::sleep(SETTLE);
            tokio::select! {
                biased;
                () = stopping.cancelled() => return None,
                () = tokio::time::sleep_until(listener.ends) => return None,
                notice = listener.notices.recv() => match notice {
                    Ok(notice) if notice.topic == TOPIC => listener.hear(&notice.payload),
                    Ok(_) => {}
                    // Too far behind: the page looks at everything anew.
                    Err(RecvError::Lagged(_)) => {
                        listener.counts_due = true;
                        listener.ready.push_back(Event::default().event("list").data("{}"));
                    }
                    Err(RecvError::Closed) => return None,
                },
                () = settle, if listener.counts_due => {
                    listener.counts_due = false;
                    match counts(&listener.visitor).await {
                        Ok(event) => listener.ready.push_back(event),
                        Err(Problem::Busy) => listener.counts_due = true,
                        Err(_) => return None,
                    }
                }
            }
        }
    })
}

impl Listener {
    fn hear(&mut self, payload: &str) {
        match News::from_payload(payload) {
            Some(News::Ticket { number, version, by, .. }) => {
                let data = serde_json::json!({ "number": number, "version": version, "mine": by == self.me });
                self.ready.push_back(Event::default().event("ticket").data(data.to_string()));
                self.counts_due = true;
            }
            Some(News::Presence { number, person, name, writing, gone }) if person != self.me => {
                let data = serde_json::json!({ "number": number, "person": person, "name": name, "writing": writing, "gone": gone });
                self.ready.push_back(Event::default().event("presence").data(data.to_string()));
            }
            _ => {}
        }
    }
}

async fn counts(visitor: &Visitor) -> Result<Event, Problem> {
    let counts = visitor.read(DESK, |conn, signed| Ok(crate::http::counts(conn, &signed.actor)?)).await?;
    let named: serde_json::Map<String, serde_json::Value> = View::all()
        .iter()
        .zip(counts)
        .map(|(view, count)| (view.as_str().to_owned(), count.into()))
        .collect();
    Ok(Event::default().event("counts").data(serde_json::Value::Object(named).to_string()))
}

/// `POST …/presence`: `writing` is `reply`, `note` or empty; `gone` when the page closes: told to colleagues, kept
/// nowhere. `seen` is the newest message in front of the reader, kept for “new since you looked”.
pub(super) async fn presence(
    Path(number): Path<i64>,
    Posted { visitor, form, .. }: Posted,
) -> Result<StatusCode, Problem> {
    let (writing, gone) = (!form.get("writing").is_empty(), form.has("gone"));
    let seen: Option<MessageId> = form.parse("seen");
    visitor
        .write(DESK, move |tx, signed| {
            let ticket = ticket_of(tx, signed, number)?;
            if let Some(seen) = seen {
                look::looked(tx, signed.actor.id, &ticket, seen, signed.now)?;
            }
            let (person, name) = (signed.actor.id, signed.actor.name.clone());
            live::publish(tx, &News::Presence { number, person, name, writing, gone });
            Ok(())
        })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
