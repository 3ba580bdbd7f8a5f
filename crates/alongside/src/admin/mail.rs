//! Our mail addresses: whose they are, the mailbox they are fetched from, the server that answers leave by, and
//! a test for each.

use super::ADMIN;
use crate::app::App;
use crate::http::{self, Flash, Posted, Problem, Visitor, desk_frame};
use crate::ids::MailAddressId;
use crate::inbox::pages::{AddressPage, AddressRow, MailPage, Way};
use crate::mailbox::{
    self, ImapSecurity, ImapSettings, MailAddress, NewMailAddress, RelaySecurity, RelaySettings,
};
use crate::view::{Choice, Choices, Errors, Kind, Place};
use crate::{inbox, outbox, person, setting, team};
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use web::form::Form;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/mail", get(list).post(add))
        .route("/admin/mail/test", post(test_out))
        .route("/admin/mail/keeping", post(keep_for))
        .route("/admin/mail/{id}", get(show).post(save))
        .route("/admin/mail/{id}/test", post(test_address))
}

async fn list(visitor: Visitor) -> Result<Response, Problem> {
    let html = page(&visitor, Form::default(), Errors::default()).await?;
    Ok(http::finish(&visitor, html))
}

fn teams(teams: &[team::Team], chosen: Option<crate::ids::TeamId>) -> Choices {
    let mut choices =
        vec![Choice { value: String::new(), label: "No team".to_owned(), chosen: chosen.is_none() }];
    choices.extend(teams.iter().filter(|t| t.active || Some(t.id) == chosen).map(|t| Choice {
        value: t.id.to_string(),
        label: t.name.clone(),
        chosen: Some(t.id) == chosen,
    }));
    Choices(choices)
}

fn number(id: MailAddressId) -> u64 {
    u64::try_from(id.0).unwrap_or(0)
}

/// How mail comes in and goes out, in words.
fn ways(app: &App, addresses: &[MailAddress]) -> Vec<Way> {
    let mut ways = Vec::new();
    let way = |text: String, kind| Way { text, kind, state: String::new() };
    if let Some(at) = app.config.smtp_listen {
        ways.push(way(format!("Taking mail by SMTP on {at}"), Kind::Good));
    }
    if let Some(at) = app.config.lmtp_listen {
        ways.push(way(format!("Taking mail by LMTP on {at}"), Kind::Good));
    }
    for a in addresses {
        if let Some(imap) = a.imap.as_deref().and_then(ImapSettings::from_json) {
            let (kind, state) = match app.mailboxes.of(&a.address) {
                Some(state) if state.is_well => (Kind::Good, state.words),
                Some(state) => (Kind::Warn, state.words),
                None => (Kind::Warn, "Not connected yet.".to_owned()),
            };
            ways.push(Way { text: format!("Fetching {} from {}", a.address, imap.host), kind, state });
        }
        if let Some(relay) = a.relay.as_deref().and_then(RelaySettings::from_json) {
            ways.push(way(
                format!("Answers from {} leave by {}:{}", a.address, relay.host, relay.port),
                Kind::Good,
            ));
        }
    }
    if app.config.relay.is_some() {
        ways.push(way("Other mail leaves by the relay in the settings file".to_owned(), Kind::Good));
    } else if !addresses.iter().any(|a| a.relay.is_some()) {
        let text = "There is no server for outgoing mail yet: answers wait until there is one".to_owned();
        ways.push(way(text, Kind::Warn));
    }
    ways
}

async fn page(visitor: &Visitor, form: Form, errors: Errors) -> Result<String, Problem> {
    let asked = visitor.clone();
    visitor
        .read(ADMIN, move |conn, signed| {
            let (addresses, all) = (mailbox::all(conn)?, team::all(conn)?);
            let rows = addresses.iter().map(|a| AddressRow {
                id: number(a.id),
                address: a.address.clone(),
                name: a.name.clone(),
                teams: teams(&all, a.team),
                test: None,
                last: None,
            });
            let rows = rows.collect();
            let own = person::find(conn, signed.actor.id)?.map(|p| p.address).unwrap_or_default();
            let page = MailPage {
                desk: desk_frame(conn, &asked, signed, Place::Mail, None)?,
                ways: ways(&asked.app, &addresses),
                addresses: rows,
                errors: errors.clone(),
                address: form.get("address").to_owned(),
                name: form.get("name").to_owned(),
                teams: teams(&all, form.parse("team")),
                to: if form.has("to") { form.get("to").to_owned() } else { own },
                days: match form.has("days") {
                    true => form.get("days").to_owned(),
                    false => inbox::retention::days(conn)?.to_string(),
                },
            };
            Ok(page.html())
        })
        .await
}

async fn again(visitor: &Visitor, form: Form, field: &str, why: &str) -> Result<Response, Problem> {
    let mut errors = Errors::default();
    errors.add(field, why);
    let html = page(visitor, form, errors).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, http::page(html)).into_response())
}

/// `POST /admin/mail`: `address`, `name`, `team`.
async fn add(Posted { visitor, form, .. }: Posted) -> Result<Response, Problem> {
    let address = person::folded_address(form.get("address"));
    if !person::is_address(&address) {
        return again(&visitor, form, "address", "Write it as help@example.org.").await;
    }
    let sent = form.clone();
    let added = visitor
        .write(ADMIN, move |tx, _| {
            if mailbox::all(tx)?.iter().any(|a| a.address == address) {
                return Ok(None);
            }
            let name = person::clean_name(sent.get("name"));
            let first = mailbox::all(tx)?.is_empty();
            let new = NewMailAddress {
                address: &address,
                name: if name.is_empty() { "IT help" } else { &name },
                team: sent.parse("team"),
                is_default: first,
                imap: None,
                relay: None,
            };
            let id = mailbox::add(tx, &new)?;
            tx.publish("settings", "");
            Ok(Some(id))
        })
        .await?;
    match added {
        Some(id) => {
            let flash = Flash::good("Added. Say here how its mail comes in and leaves.");
            Ok(flash.attach(&visitor.app, http::see_other(&format!("/admin/mail/{id}"))))
        }
        None => again(&visitor, form, "address", "This address is here already.").await,
    }
}

/// `POST /admin/mail/test`: sends a test mail to `to`.
async fn test_out(Posted { visitor, form, .. }: Posted) -> Result<Response, Problem> {
    let from = visitor.read(ADMIN, |conn, _| Ok(mailbox::default(conn)?)).await?;
    let Some(from) = from else {
        return again(&visitor, form, "address", "Add the address that people write to first.").await;
    };
    match outbox::test_mail(&visitor.app, &from, None, form.get("to").trim()).await {
        Ok(words) => Ok(Flash::good(words).attach(&visitor.app, http::see_other("/admin/mail"))),
        Err(why) => again(&visitor, form, "to", &why).await,
    }
}

/// `POST /admin/mail/keeping`: `days` that mail is kept as it came; 0: for ever.
async fn keep_for(Posted { visitor, form, .. }: Posted) -> Result<Response, Problem> {
    let days = form.get("days").trim().parse::<i64>().ok();
    let Some(days) = days.filter(|days| (0..=inbox::retention::DAYS_MAX).contains(days)) else {
        return again(&visitor, form, "days", "Write a number of days, like 90; 0 keeps it for ever.").await;
    };
    visitor
        .write(ADMIN, move |tx, signed| {
            Ok(setting::put(tx, setting::name::RAW_MAIL_DAYS, &days.to_string(), signed.now)?)
        })
        .await?;
    let flash = match days {
        0 => Flash::good("Mail is kept as it came, for ever."),
        days => Flash::good(format!("Mail is kept as it came for {days} days.")),
    };
    Ok(flash.attach(&visitor.app, http::see_other("/admin/mail")))
}

/// `GET /admin/mail/{id}`
async fn show(Path(id): Path<MailAddressId>, visitor: Visitor) -> Result<Response, Problem> {
    let html = address_page(&visitor, id, Errors::default(), None).await?;
    Ok(http::finish(&visitor, html))
}

fn imap_securities(chosen: ImapSecurity) -> Choices {
    let value = match chosen {
        ImapSecurity::Tls => "tls",
        ImapSecurity::StartTls => "starttls",
        ImapSecurity::Plain => "plain",
    };
    Choices::of(
        &[
            ("tls", "TLS (usual, port 993)"),
            ("starttls", "STARTTLS (port 143)"),
            ("plain", "None (only on this machine)"),
        ],
        value,
    )
}

fn relay_securities(chosen: RelaySecurity) -> Choices {
    Choices::of(
        &[
            ("starttls", "STARTTLS (usual, port 587)"),
            ("tls", "TLS (port 465)"),
            ("plain", "None (only on this machine)"),
        ],
        chosen.as_str(),
    )
}

async fn address_page(
    visitor: &Visitor,
    id: MailAddressId,
    errors: Errors,
    test: Option<(Kind, String)>,
) -> Result<String, Problem> {
    let asked = visitor.clone();
    visitor
        .read(ADMIN, move |conn, signed| {
            let a = mailbox::find(conn, id)?.ok_or(Problem::NotFound)?;
            let imap = a.imap.as_deref().and_then(ImapSettings::from_json);
            let relay = a.relay.as_deref().and_then(RelaySettings::from_json);
            let page = AddressPage {
                desk: desk_frame(conn, &asked, signed, Place::Mail, None)?,
                id: number(a.id),
                errors: errors.clone(),
                test: test.clone(),
                teams: teams(&team::all(conn)?, a.team),
                address: a.address,
                name: a.name,
                is_default: a.is_default,
                active: a.active,
                imap_host: imap.as_ref().map(|i| i.host.clone()).unwrap_or_default(),
                imap_port: imap.as_ref().map_or("993".to_owned(), |i| i.port.to_string()),
                imap_security: imap_securities(imap.as_ref().map(|i| i.security).unwrap_or_default()),
                imap_user: imap.as_ref().map(|i| i.username.clone()).unwrap_or_default(),
                imap_folder: imap.as_ref().map_or("INBOX".to_owned(), |i| i.folder.clone()),
                relay_host: relay.as_ref().map(|r| r.host.clone()).unwrap_or_default(),
                relay_port: relay.as_ref().map_or("587".to_owned(), |r| r.port.to_string()),
                relay_security: relay_securities(
                    relay.as_ref().map_or(RelaySecurity::StartTls, |r| r.security),
                ),
                relay_user: relay.as_ref().map(|r| r.username.clone()).unwrap_or_default(),
            };
            Ok(page.html())
        })
        .await
}

/// The mailbox as a form says; none when the server is left empty. An empty password keeps the one there is.
fn imap_of(app: &App, form: &Form, before: Option<&str>) -> Result<Option<ImapSettings>, Problem> {
    let host = form.get("imap_host").trim();
    if host.is_empty() {
        return Ok(None);
    }
    let security = match form.get("imap_security") {
        "starttls" => ImapSecurity::StartTls,
        "plain" => ImapSecurity::Plain,
        _ => ImapSecurity::Tls,
    };
    let sealed_password = match form.get("imap_password") {
        "" => before.and_then(ImapSettings::from_json).map(|i| i.sealed_password).unwrap_or_default(),
        password => app.key.seal(password)?,
    };
    let folder = form.get("imap_folder").trim();
    Ok(Some(ImapSettings {
        host: host.to_owned(),
        port: form.parse("imap_port").unwrap_or(993),
        security,
        username: form.get("imap_user").trim().to_owned(),
        sealed_password,
        folder: if folder.is_empty() { "INBOX".to_owned() } else { folder.to_owned() },
    }))
}

fn relay_of(app: &App, form: &Form, before: Option<&str>) -> Result<Option<RelaySettings>, Problem> {
    let host = form.get("relay_host").trim();
    if host.is_empty() {
        return Ok(None);
    }
    let mut relay = RelaySettings {
        host: host.to_owned(),
        port: form.parse("relay_port").unwrap_or(587),
        security: form.parse("relay_security").unwrap_or(RelaySecurity::StartTls),
        username: form.get("relay_user").trim().to_owned(),
        sealed_password: String::new(),
    };
    match form.get("relay_password") {
        "" => {
            let known = before.and_then(RelaySettings::from_json);
            relay.sealed_password = known.map(|r| r.sealed_password).unwrap_or_default();
        }
        password => relay.set_password(&app.key, password)?,
    }
    Ok(Some(relay))
}

/// `POST /admin/mail/{id}`: from the list `name` and `team`; from its own page the servers too.
async fn save(Path(id): Path<MailAddressId>, posted: Posted) -> Result<Response, Problem> {
    let Posted { visitor, form, .. } = posted;
    let whole = form.has("whole");
    keep(&visitor, id, form).await?;
    let back = if whole { format!("/admin/mail/{id}") } else { "/admin/mail".to_owned() };
    Ok(Flash::good("Saved.").attach(&visitor.app, http::see_other(&back)))
}

/// Writes down what a form says about an address.
async fn keep(visitor: &Visitor, id: MailAddressId, form: Form) -> Result<(), Problem> {
    let app = visitor.app.clone();
    let whole = form.has("whole");
    visitor
        .write(ADMIN, move |tx, _| {
            let before = mailbox::find(tx, id)?.ok_or(Problem::NotFound)?;
            let name = person::clean_name(form.get("name"));
            let mut changed = MailAddress {
                name: if name.is_empty() { before.name.clone() } else { name },
                team: form.parse("team"),
                ..before.clone()
            };
            if whole {
                changed.imap = imap_of(&app, &form, before.imap.as_deref())?.map(|i| i.to_json());
                changed.relay = relay_of(&app, &form, before.relay.as_deref())?.map(|r| r.to_json());
                changed.is_default = before.is_default || form.has("default");
                changed.active = form.has("active");
            }
            mailbox::update(tx, &changed)?;
            tx.publish("settings", "");
            Ok(())
        })
        .await
}

/// `POST /admin/mail/{id}/test`: keeps what the address's own page says, so that nothing typed is lost, then looks
/// into the mailbox, and sends a test mail to the admin by the server.
async fn test_address(Path(id): Path<MailAddressId>, posted: Posted) -> Result<Response, Problem> {
    let Posted { visitor, form, .. } = posted;
    if form.has("whole") {
        keep(&visitor, id, form).await?;
    }
    let (a, own) = visitor
        .read(ADMIN, move |conn, signed| {
            let a = mailbox::find(conn, id)?.ok_or(Problem::NotFound)?;
            Ok((a, person::find(conn, signed.actor.id)?.map(|p| p.address).unwrap_or_default()))
        })
        .await?;
    let mut kind = Kind::Good;
    let mut words = Vec::new();
    if a.imap.is_some() {
        match inbox::imap::check(&visitor.app, &a).await {
            Ok(found) => words.push(found),
            Err(why) => {
                kind = Kind::Bad;
                words.push(format!("Mailbox: {why}"));
            }
        }
    }
    match outbox::test_mail(&visitor.app, &a, None, &own).await {
        Ok(sent) => words.push(sent),
        Err(why) => {
            kind = Kind::Bad;
            words.push(format!("Sending: {why}"));
        }
    }
    let html = address_page(&visitor, id, Errors::default(), Some((kind, words.join(" ")))).await?;
    Ok(http::page(html))
}
