//! Signing in by a mailed link. Asking for one answers the same, and does the same work but for one row, whoever
//! the address belongs to.

use super::invitation::Invitation;
use super::{NewSession, already_in, own_path};
use crate::clock::{HOUR, MINUTE};
use crate::http::{self, Peer, Posted, Problem, Visitor};
use crate::ids::PersonId;
use crate::language::Language;
use crate::outgoing::{self, NewOutgoing, OutgoingKind};
use crate::person::pages::{CheckMailPage, LinkPage, SignInPage};
use crate::person::{self, LINK_LENGTH, Limit, Person};
use crate::view::{Errors, Texts};
use crate::{mailbox, secret, setting};
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

const PER_ADDRESS: Limit = Limit { kind: "link_address", max: 5, window: HOUR };
const PER_PEER: Limit = Limit { kind: "link_peer", max: 30, window: HOUR };
/// Links to addresses that nobody here has: beyond these nothing is sent, and the answer stays the same.
const STRANGERS_PER_PEER: Limit = Limit { kind: "link_stranger_peer", max: 10, window: HOUR };
const STRANGERS: Limit = Limit { kind: "link_stranger", max: 300, window: HOUR };
/// A sealed link works once; remembered for longer than it lives.
const ONCE: Limit = Limit { kind: "link_used", max: 1, window: HOUR };

#[derive(Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    pub next: String,
}

/// Why they were sent here, in a word.
fn why(t: Texts, next: &str) -> String {
    match next {
        "/ask" => t.say("enter-why-ask"),
        "/requests" => t.say("enter-why-requests"),
        one if one.starts_with("/requests/") => t.say("enter-why-request"),
        _ => String::new(),
    }
}

/// `GET /sign-in`
pub(super) async fn ask(mut visitor: Visitor, Query(wanted): Query<Wanted>) -> Result<Response, Problem> {
    let next = own_path(&wanted.next).to_owned();
    if let Some(response) = already_in(&visitor, &next).await? {
        return Ok(response);
    }
    http::page_for_strangers(&mut visitor, |shell| {
        SignInPage { why: why(shell.t, &next), shell, next, ..SignInPage::default() }.html()
    })
}

/// `POST /sign-in`: `mail`, `next`.
pub(super) async fn send(peer: Peer, posted: Posted) -> Result<Response, Problem> {
    let Posted { mut visitor, form, .. } = posted;
    let typed = form.get("mail").trim().to_owned();
    let next = own_path(form.get("next")).to_owned();
    if !person::is_address(&typed) {
        let mut errors = Errors::default();
        errors.add("mail", &Texts(http::language(&visitor, None)).say("enter-mail-whole"));
        let mut response = http::page_for_strangers(&mut visitor, |shell| {
            SignInPage { why: why(shell.t, &next), shell, errors, mail: typed, next }.html()
        })?;
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(response);
    }
    offer(&visitor, peer, &person::folded_address(&typed), &next).await?;
    http::page_for_strangers(&mut visitor, |shell| {
        let press = shell.t.0.text("check-press", &[("minutes", (LINK_LENGTH / MINUTE).into())]);
        CheckMailPage { shell, mail: typed, press }.html()
    })
}

/// Sends a link, if the address may have one.
async fn offer(visitor: &Visitor, peer: Peer, address: &str, next: &str) -> Result<(), Problem> {
    let app = &visitor.app;
    let now = app.clock.now();
    let sealed = |token: &str| {
        let link = format!("{}/sign-in/link/{token}", app.config.public_url);
        app.key.seal(&serde_json::json!({ "link": link, "minutes": LINK_LENGTH / MINUTE }).to_string())
    };
    let token = secret::new_token()?;
    let hash = secret::token_hash(&token);
    let detail = sealed(&token)?;
    let invitation =
        Invitation { invited: address.to_owned(), next: next.to_owned(), until: now.plus(LINK_LENGTH) };
    let invitation_detail = sealed(&invitation.to_token(&app.key)?)?;
    let (address, next) = (address.to_owned(), next.to_owned());
    app.db
        .write(move |tx| {
            for (limit, subject) in [(PER_ADDRESS, address.as_str()), (PER_PEER, peer.0.as_str())] {
                if let Some(again_at) = person::limit(tx, limit, subject, now)? {
                    return Err(Problem::TooMany { again_at });
                }
            }
            // A link to an address of ours would come back as a request for help.
            if mailbox::by_address(tx, &address)?.is_some() {
                return Ok(());
            }
            let known = person::by_address(tx, &address)?;
            let detail = match &known {
                Some(p) if p.active => {
                    person::offer_link(tx, p.id, &hash, &next, now)?;
                    &detail
                }
                Some(_) => return Ok(()),
                None if setting::get(tx, setting::name::OPEN_PORTAL)?.as_deref() == Some("no") => {
                    return Ok(());
                }
                None => {
                    for (limit, subject) in [(STRANGERS_PER_PEER, peer.0.as_str()), (STRANGERS, "")] {
                        if person::limit(tx, limit, subject, now)?.is_some() {
                            return Ok(());
                        }
                    }
                    &invitation_detail
                }
            };
            let domain = mailbox::domain_for(tx, None)?;
            let mail = NewOutgoing {
                kind: OutgoingKind::SignInLink,
                ticket: None,
                message: None,
                person: known.map(|p| p.id),
                recipient: &address,
                mail_address: None,
                rfc_id: None,
                domain: &domain,
                detail,
                now,
                due_at: now,
            };
            outgoing::queue(tx, &mail)?;
            Ok(())
        })
        .await
}

/// `GET /sign-in/link/{token}`: a button. Opening the page uses nothing up, since programs open links in mail.
pub(super) async fn show(mut visitor: Visitor, Path(token): Path<String>) -> Result<Response, Problem> {
    let app = visitor.app.clone();
    let now = app.clock.now();
    let given = token.clone();
    let next = app
        .clone()
        .db
        .read(move |conn| {
            if let Some((_, next)) = person::link(conn, &secret::token_hash(&given), now)? {
                return Ok::<_, Problem>(Some(next));
            }
            let Some(invitation) = Invitation::from_token(&app.key, &given, now) else { return Ok(None) };
            let mark = Invitation::fingerprint(&given);
            let used = person::first_attempt(conn, ONCE.kind, &mark, now.plus(-ONCE.window))?.is_some();
            Ok((!used).then_some(invitation.next))
        })
        .await?;
    page(&mut visitor, token, next)
}

fn page(visitor: &mut Visitor, token: String, next: Option<String>) -> Result<Response, Problem> {
    let spent = next.is_none();
    let token = if spent { String::new() } else { token };
    let next = next.unwrap_or_default();
    let mut response =
        http::page_for_strangers(visitor, |shell| LinkPage { shell, token, spent, next }.html())?;
    if spent {
        *response.status_mut() = StatusCode::GONE;
    }
    Ok(response)
}

/// `POST /sign-in/link/{token}`: uses the link up and signs in. Whoever is new here is met now, not before.
pub(super) async fn redeem(Path(token): Path<String>, posted: Posted) -> Result<Response, Problem> {
    let Posted { mut visitor, .. } = posted;
    let app = visitor.app.clone();
    let now = app.clock.now();
    let (session, wanted) = (NewSession::new(&visitor)?, visitor.wanted);
    let invitation = Invitation::from_token(&app.key, &token, now);
    let (given, starting) = (token.clone(), session.clone());
    let admitted = app
        .db
        .write(move |tx| {
            let used = match person::use_link(tx, &secret::token_hash(&given), now)? {
                Some(used) => used,
                None => {
                    let Some(invitation) = &invitation else { return Ok::<_, Problem>(None) };
                    let mark = Invitation::fingerprint(&given);
                    if person::limit(tx, ONCE, &mark, now)?.is_some() {
                        return Ok(None);
                    }
                    (meet(tx, &invitation.invited, wanted, now)?, invitation.next.clone())
                }
            };
            let (id, next) = used;
            Ok(starting.start(tx, id, now)?.map(|actor| (actor, next)))
        })
        .await?;
    match admitted {
        Some((actor, next)) => Ok(session.admit(&app, &actor, &next)),
        None => page(&mut visitor, token, None),
    }
}

/// Whoever is new here is spoken to in the language their browser asks for.
fn meet(
    tx: &mut store::Tx,
    address: &str,
    wanted: Option<Language>,
    now: crate::clock::At,
) -> Result<PersonId, Problem> {
    if let Some(known) = person::by_address(tx, address)? {
        return Ok(known.id);
    }
    let met = person::meet(tx, address, "", now)?;
    if let Some((language, actor)) = wanted.zip(person::actor(tx, met.id)?) {
        person::change(tx, &actor, &Person { language: language.as_str().to_owned(), ..met.clone() })?;
    }
    Ok(met.id)
}
