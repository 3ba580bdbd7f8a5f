//! Asking for news by mail, confirming, choosing, leaving. The words in the links prove who it is; opening a link changes
//! nothing, since programs open links in mail.

use super::open;
use crate::app::App;
use crate::broadcast::word;
use crate::http::{self, Flash, Peer, Posted, Problem, Visitor};
use crate::ids::{ServiceId, SubscriberId};
use crate::person;
use crate::status::asking::{NotePage, SubscribePage};
use crate::status::subscriber::{self, Subscriber, Wish};
use crate::view::{Choice, Errors, Shell};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use web::form::Form;

fn key(app: &App) -> [u8; 32] {
    app.key.derive(word::KEY)
}

fn chosen(form: &Form) -> Vec<ServiceId> {
    form.all("service").filter_map(|id| id.parse().ok()).collect()
}

/// The services of the page, those of `chosen` marked.
async fn services(visitor: &Visitor, chosen: &[ServiceId]) -> Result<Vec<Choice>, Problem> {
    let made = visitor.app.status.current(&visitor.app).await?;
    let choice = |component: &crate::status::snapshot::Component| Choice {
        value: component.id.to_string(),
        label: component.name.clone(),
        chosen: chosen.contains(&component.id),
    };
    Ok(made.snapshot.components().map(choice).collect())
}

async fn form(
    visitor: &mut Visitor,
    errors: Errors,
    mail: String,
    chosen: &[ServiceId],
) -> Result<Response, Problem> {
    let services = services(visitor, chosen).await?;
    http::page_for_strangers(visitor, |shell| {
        SubscribePage {
            title: shell.t.say("status-ask-title"),
            lead: shell.t.say("status-ask-lead"),
            action: "/status/subscribe".to_owned(),
            errors,
            mail,
            services,
            leave: String::new(),
            shell,
        }
        .html()
    })
}

/// `GET /status/subscribe`
pub(super) async fn show(mut visitor: Visitor) -> Result<Response, Problem> {
    open(&visitor).await?;
    form(&mut visitor, Errors::default(), String::new(), &[]).await
}

/// `POST /status/subscribe`: `mail`, `service`…
pub(super) async fn ask(peer: Peer, posted: Posted) -> Result<Response, Problem> {
    let Posted { mut visitor, form: sent, .. } = posted;
    let (made, look) = open(&visitor).await?;
    let typed = sent.get("mail").trim().to_owned();
    let services = chosen(&sent);
    let language = look.reader.language;
    if !person::is_address(&typed) {
        let mut errors = Errors::default();
        errors.add("mail", &language.text("enter-mail-whole", &[]));
        let mut response = form(&mut visitor, errors, typed, &services).await?;
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(response);
    }
    let app = visitor.app.clone();
    let (now, key, url) = (app.clock.now(), key(&app), app.house().public_url.clone());
    let (address, place) = (typed.clone(), made.snapshot.organisation.clone());
    app.db
        .write(move |tx| {
            let wish = Wish {
                address: &address,
                services: &services,
                language,
                peer: &peer.0,
                place: &place,
                url: &url,
                key: &key,
            };
            match subscriber::ask(tx, &wish, now)? {
                Some(again_at) => Err(Problem::TooMany { again_at }),
                None => Ok(()),
            }
        })
        .await?;
    note(&mut visitor, |shell| NotePage {
        title: shell.t.say("check-title"),
        lead: shell.t.with("status-sent-lead", "address", &typed),
        help: shell.t.say("check-junk"),
        shell,
        ..NotePage::default()
    })
}

fn note(visitor: &mut Visitor, fill: impl FnOnce(Shell) -> NotePage) -> Result<Response, Problem> {
    http::page_for_strangers(visitor, |shell| fill(shell).html())
}

/// The page about a word that opens nothing.
fn gone(visitor: &mut Visitor) -> Result<Response, Problem> {
    let mut response = note(visitor, |shell| NotePage {
        title: shell.t.say("status-gone-title"),
        lead: shell.t.say("status-gone-lead"),
        shell,
        ..NotePage::default()
    })?;
    *response.status_mut() = StatusCode::GONE;
    Ok(response)
}

async fn to_confirm(app: &App, word: &str) -> Result<Option<Subscriber>, Problem> {
    let (key, word) = (key(app), word.to_owned());
    Ok(app.db.read(move |conn| subscriber::to_confirm(conn, &key, &word)).await?)
}

async fn by_word(app: &App, word: &str) -> Result<Option<Subscriber>, Problem> {
    let (key, word) = (key(app), word.to_owned());
    Ok(app.db.read(move |conn| subscriber::by_word(conn, &key, &word)).await?)
}

/// `GET /status/confirm/{word}`: a button.
pub(super) async fn confirm_page(
    mut visitor: Visitor,
    Path(word): Path<String>,
) -> Result<Response, Problem> {
    let Some(found) = to_confirm(&visitor.app, &word).await? else { return gone(&mut visitor) };
    note(&mut visitor, |shell| NotePage {
        title: shell.t.say("status-confirm-title"),
        lead: shell.t.with("status-confirm-lead", "address", &found.address),
        action: format!("/status/confirm/{word}"),
        shell,
        ..NotePage::default()
    })
}

/// `POST /status/confirm/{word}`
pub(super) async fn confirm(Path(word): Path<String>, posted: Posted) -> Result<Response, Problem> {
    let Posted { mut visitor, .. } = posted;
    let app = visitor.app.clone();
    let Some(found) = to_confirm(&app, &word).await? else { return gone(&mut visitor) };
    let now = app.clock.now();
    app.db.write(move |tx| subscriber::confirm(tx, found.id, now)).await?;
    let language = http::language(&visitor, None);
    let own = subscriber::own_word(&key(&app), found.id);
    let response = http::see_other(&format!("/status/unsubscribe/{own}"));
    Ok(Flash::good(language.text("status-confirmed", &[])).attach(&app, response))
}

/// `GET /status/unsubscribe/{word}`: the choice, and the way out.
pub(super) async fn own(mut visitor: Visitor, Path(word): Path<String>) -> Result<Response, Problem> {
    let Some(found) = by_word(&visitor.app, &word).await? else { return gone(&mut visitor) };
    let id = found.id;
    let chosen = visitor.app.db.read(move |conn| subscriber::choice(conn, id)).await?;
    let services = services(&visitor, &chosen).await?;
    http::page_for_strangers(&mut visitor, |shell| {
        SubscribePage {
            title: shell.t.say("status-own-title"),
            lead: shell.t.with("status-own-lead", "address", &found.address),
            action: format!("/status/subscription/{word}"),
            errors: Errors::default(),
            mail: String::new(),
            services,
            leave: format!("/status/unsubscribe/{word}"),
            shell,
        }
        .html()
    })
}

/// `POST /status/subscription/{word}`: `service`…
pub(super) async fn choose(Path(word): Path<String>, posted: Posted) -> Result<Response, Problem> {
    let Posted { mut visitor, form, .. } = posted;
    let app = visitor.app.clone();
    let Some(found) = by_word(&app, &word).await? else { return gone(&mut visitor) };
    let services = chosen(&form);
    app.db.write(move |tx| subscriber::choose(tx, found.id, &services)).await?;
    let language = http::language(&visitor, None);
    let response = http::see_other(&format!("/status/unsubscribe/{word}"));
    Ok(Flash::good(language.text("profile-saved", &[])).attach(&app, response))
}

/// `POST /status/unsubscribe/{word}`: leaves, by the page's button or by that of a mail program (RFC 8058), which has no
/// cookie and no token. The word alone is the right to it.
pub(super) async fn leave(mut visitor: Visitor, Path(word): Path<String>) -> Result<Response, Problem> {
    let app = visitor.app.clone();
    // Leaving twice is leaving.
    if let Some(found) = by_word(&app, &word).await? {
        let id: SubscriberId = found.id;
        app.db.write(move |tx| subscriber::leave(tx, id)).await?;
    } else if word::open(&key(&app), word::UNSUBSCRIBE, &word).is_none() {
        return gone(&mut visitor);
    }
    note(&mut visitor, |shell| NotePage {
        title: shell.t.say("status-left-title"),
        lead: shell.t.say("status-left-lead"),
        shell,
        ..NotePage::default()
    })
}
