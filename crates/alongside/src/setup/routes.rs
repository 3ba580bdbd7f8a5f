//! The steps of the first run. The token opens them by a cookie of its own; once the desk is set up they are gone.

use super::draft::Draft;
use super::pages::{SetupForm, SetupPage, Step};
use super::token;
use crate::app::App;
use crate::http::{self, Posted, Problem, Visitor, session_cookie, shell};
use crate::mailbox::{MailAddress, RelaySecurity, RelaySettings};
use crate::person::{self, check_password, is_address};
use crate::view::{Choices, Errors, Kind};
use crate::{outbox, secret};
use axum::Router;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use store::{Conn, Tx};
use web::form::Form;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/setup", get(show))
        .route("/setup/token", post(open))
        .route("/setup/organisation", post(organisation))
        .route("/setup/mail", post(mail))
        .route("/setup/mail/test", post(test))
        .route("/setup/hours", post(hours))
}

const COOKIE: &str = "setup";
/// Seconds that an opened setup stays open.
const OPEN_SECONDS: i64 = 4 * 3600;

#[derive(Deserialize, Default)]
struct Wanted {
    #[serde(default)]
    token: String,
    #[serde(default)]
    step: String,
}

fn step_of(word: &str) -> Step {
    match word {
        "mail" => Step::Mail,
        "hours" => Step::Hours,
        _ => Step::Organisation,
    }
}

/// `GET /setup`: with `token` in the address it opens at once, as the terminal offers it.
async fn show(
    State(app): State<App>,
    mut visitor: Visitor,
    headers: HeaderMap,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let needed = app.db.read(|conn| Ok::<_, Problem>(token::is_needed(conn)?)).await?;
    if !needed {
        return Ok(http::see_other("/"));
    }
    if !wanted.token.is_empty() && is_open(&app, Some(wanted.token.clone())).await? {
        return Ok(opened(&app, &wanted.token));
    }
    let cookie = visitor.csrf_for_strangers()?;
    let key = web::cookie::get(&headers, COOKIE).map(str::to_owned);
    let step = if is_open(&app, key).await? { step_of(&wanted.step) } else { Step::Token };
    let draft = if step == Step::Token { Draft::default() } else { load(&app).await? };
    let mut errors = Errors::default();
    if !wanted.token.is_empty() {
        errors.add("token", WRONG_TOKEN);
    }
    let mut response = http::page(page(&visitor, step, form_of(&app, &draft), errors, None).html());
    if let Some(cookie) = cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

const WRONG_TOKEN: &str = "That is not the token. Copy it from the terminal where you started Alongside; a restart prints a new one.";

async fn load(app: &App) -> Result<Draft, Problem> {
    app.db.read(|conn| Ok::<_, Problem>(Draft::load(conn)?)).await
}

async fn is_open(app: &App, key: Option<String>) -> Result<bool, Problem> {
    let Some(key) = key else { return Ok(false) };
    app.db.read(move |conn: &mut Conn| Ok::<_, Problem>(token::check(conn, &key)?)).await
}

/// Refuses unless the cookie holds the token.
async fn check_open(app: &App, headers: &HeaderMap) -> Result<(), Problem> {
    match is_open(app, web::cookie::get(headers, COOKIE).map(str::to_owned)).await? {
        true => Ok(()),
        false => Err(Problem::NotFound),
    }
}

fn opened(app: &App, key: &str) -> Response {
    let mut response = http::see_other("/setup?step=organisation");
    if let Some(cookie) = web::cookie::set(COOKIE, key, Some(OPEN_SECONDS), app.config.is_secure()) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// `POST /setup/token`: `token`. Guessing is hopeless (256 bits) and slowed besides.
async fn open(Posted { visitor, form, .. }: Posted) -> Result<Response, Problem> {
    let app = visitor.app.clone();
    let now = app.clock.now();
    let tries = app
        .db
        .write(move |tx: &mut Tx| {
            Ok::<_, Problem>(person::attempt(tx, "setup", "", now, 15 * crate::clock::MINUTE)?)
        })
        .await?;
    if tries > 20 {
        return Err(Problem::TooMany { again_at: now.plus(15 * crate::clock::MINUTE) });
    }
    let key = form.get("token").trim().to_owned();
    if is_open(&app, Some(key.clone())).await? {
        return Ok(opened(&app, &key));
    }
    let mut errors = Errors::default();
    errors.add("token", WRONG_TOKEN);
    Ok(again(page(&visitor, Step::Token, SetupForm::default(), errors, None)))
}

fn again(page: SetupPage) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, http::page(page.html())).into_response()
}

/// `POST /setup/organisation`: `organisation`, `address`, `language`, `name`, `mail`, `password`.
async fn organisation(headers: HeaderMap, posted: Posted) -> Result<Response, Problem> {
    let Posted { visitor, form, .. } = posted;
    let app = visitor.app.clone();
    check_open(&app, &headers).await?;
    let mut errors = Errors::default();
    if person::clean_name(form.get("organisation")).is_empty() {
        errors.add("organisation", "Write the name people know you by.");
    }
    let url = form.get("address").trim().trim_end_matches('/').to_owned();
    if !(url.starts_with("http://") || url.starts_with("https://"))
        || url.len() < 10
        || url.contains(char::is_whitespace)
    {
        errors.add("address", "Write it in full, like https://help.example.org.");
    }
    if person::clean_name(form.get("name")).is_empty() {
        errors.add("name", "Write your name as colleagues should see it.");
    }
    if !is_address(form.get("mail").trim()) {
        errors.add("mail", "Write your address as name@example.org.");
    }
    let mut draft = load(&app).await?;
    let password = form.get("password").to_owned();
    if !password.is_empty() || draft.password_hash.is_empty() {
        if let Err(refused) = check_password(&password) {
            errors.add("password", &refused.to_string());
        } else if errors.is_empty() {
            let hashed = tokio::task::spawn_blocking(move || secret::hash_password(&password)).await;
            draft.password_hash = hashed.map_err(|e| Problem::fault(&e.to_string()))??;
        }
    }
    draft.organisation = person::clean_name(form.get("organisation"));
    draft.public_url = url;
    draft.language = form.get("language").to_owned();
    draft.admin_name = person::clean_name(form.get("name"));
    draft.admin_address = person::folded_address(form.get("mail"));
    if !errors.is_empty() {
        return Ok(again(page(&visitor, Step::Organisation, form_of(&app, &draft), errors, None)));
    }
    keep(&app, draft).await?;
    Ok(http::see_other("/setup?step=mail"))
}

async fn keep(app: &App, draft: Draft) -> Result<(), Problem> {
    let now = app.clock.now();
    app.db.write(move |tx: &mut Tx| Ok::<_, Problem>(draft.keep(tx, now)?)).await
}

/// Reads the mail step's fields into the draft.
fn read_mail(app: &App, form: &Form, draft: &mut Draft, errors: &mut Errors) -> Result<(), Problem> {
    draft.help_address = person::folded_address(form.get("help_address"));
    if !is_address(&draft.help_address) {
        errors.add("help_address", "Write the address people should write to, like help@example.org.");
    }
    let host = form.get("smtp_host").trim();
    if host.is_empty() {
        draft.relay = String::new();
        return Ok(());
    }
    let security = match form.get("smtp_security") {
        "tls" => RelaySecurity::Tls,
        "none" | "plain" => RelaySecurity::Plain,
        _ => RelaySecurity::StartTls,
    };
    let port = form.parse("smtp_port").unwrap_or(match security {
        RelaySecurity::Tls => 465,
        RelaySecurity::StartTls => 587,
        RelaySecurity::Plain => 25,
    });
    let before = RelaySettings::from_json(&draft.relay);
    let mut relay = RelaySettings {
        host: host.to_owned(),
        port,
        security,
        username: form.get("smtp_user").trim().to_owned(),
        sealed_password: String::new(),
    };
    match form.get("smtp_password") {
        // The page never shows a password again; an empty field keeps the one that was given.
        "" => relay.sealed_password = before.map(|r| r.sealed_password).unwrap_or_default(),
        password => relay.set_password(&app.key, password)?,
    }
    draft.relay = relay.to_json();
    Ok(())
}

/// `POST /setup/mail`
async fn mail(headers: HeaderMap, posted: Posted) -> Result<Response, Problem> {
    let Posted { visitor, form, .. } = posted;
    let app = visitor.app.clone();
    check_open(&app, &headers).await?;
    let mut errors = Errors::default();
    let mut draft = load(&app).await?;
    read_mail(&app, &form, &mut draft, &mut errors)?;
    if !errors.is_empty() {
        return Ok(again(page(&visitor, Step::Mail, form_of(&app, &draft), errors, None)));
    }
    keep(&app, draft).await?;
    Ok(http::see_other("/setup?step=hours"))
}

/// `POST /setup/mail/test`: sends a test mail to the first admin with what was typed.
async fn test(headers: HeaderMap, posted: Posted) -> Result<Response, Problem> {
    let Posted { visitor, form, .. } = posted;
    let app = visitor.app.clone();
    check_open(&app, &headers).await?;
    let mut errors = Errors::default();
    let mut draft = load(&app).await?;
    read_mail(&app, &form, &mut draft, &mut errors)?;
    let relay = RelaySettings::from_json(&draft.relay);
    if relay.is_none() {
        errors.add("smtp_host", "Write the name of the server to test it.");
    }
    if !errors.is_empty() {
        return Ok(again(page(&visitor, Step::Mail, form_of(&app, &draft), errors, None)));
    }
    keep(&app, draft.clone()).await?;
    let from = MailAddress {
        id: crate::ids::MailAddressId(0),
        address: draft.help_address.clone(),
        name: format!("{} IT help", draft.organisation),
        team: None,
        is_default: true,
        imap: None,
        relay: None,
        active: true,
    };
    let tested = match outbox::test_mail(&app, &from, relay.as_ref(), &draft.admin_address).await {
        Ok(words) => (Kind::Good, words),
        Err(words) => (Kind::Bad, words),
    };
    Ok(http::page(page(&visitor, Step::Mail, form_of(&app, &draft), Errors::default(), Some(tested)).html()))
}

/// `POST /setup/hours`: `time_zone`, `day`…, `opens`, `closes`. The last step: everything becomes true, and the
/// admin is signed in.
async fn hours(headers: HeaderMap, posted: Posted) -> Result<Response, Problem> {
    let Posted { visitor, form, .. } = posted;
    let app = visitor.app.clone();
    check_open(&app, &headers).await?;
    let mut draft = load(&app).await?;
    let mut errors = Errors::default();
    draft.time_zone = form.get("time_zone").to_owned();
    draft.days = form.all("day").map(str::to_owned).take(7).collect();
    draft.opens = form.get("opens").trim().to_owned();
    draft.closes = form.get("closes").trim().to_owned();
    let time = |text: &str| text.parse::<jiff::civil::Time>().ok();
    match (time(&draft.opens), time(&draft.closes)) {
        (None, _) => errors.add("opens", "Write a time like 08:00."),
        (_, None) => errors.add("closes", "Write a time like 17:00."),
        (Some(opens), Some(closes)) if closes <= opens => errors.add("closes", "This is before you open."),
        _ => {}
    }
    if draft.admin_address.is_empty() || draft.password_hash.is_empty() {
        return Ok(http::see_other("/setup?step=organisation"));
    }
    if draft.help_address.is_empty() {
        return Ok(http::see_other("/setup?step=mail"));
    }
    if !errors.is_empty() {
        return Ok(again(page(&visitor, Step::Hours, form_of(&app, &draft), errors, None)));
    }
    let session = secret::new_token()?;
    let hash = secret::token_hash(&session);
    let (now, device, applied) = (app.clock.now(), visitor.device.to_string(), draft.clone());
    app.db
        .write(move |tx: &mut Tx| {
            // Two browsers may finish at once; the first one counts.
            if !token::is_needed(tx)? {
                return Err(Problem::NotFound);
            }
            let admin = applied.apply(tx, now)?;
            Ok::<_, Problem>(person::sign_in(tx, admin, &hash, &device, now)?)
        })
        .await?;
    app.refresh_house().await?;
    let form = form_of(&app, &draft);
    let mut response = http::page(page(&visitor, Step::Done, form, Errors::default(), None).html());
    let secure = app.config.is_secure();
    let seconds = person::SESSION_LENGTH / crate::clock::SECOND;
    for cookie in [
        web::cookie::set(session_cookie(secure), &session, Some(seconds), secure),
        web::cookie::clear(COOKIE, secure),
    ] {
        response.headers_mut().extend(cookie.map(|c| (header::SET_COOKIE, c)));
    }
    Ok(response)
}

const DAYS: [(&str, &str); 7] = [
    ("mo", "Monday"),
    ("tu", "Tuesday"),
    ("we", "Wednesday"),
    ("th", "Thursday"),
    ("fr", "Friday"),
    ("sa", "Saturday"),
    ("su", "Sunday"),
];

fn form_of(app: &App, draft: &Draft) -> SetupForm {
    let relay = RelaySettings::from_json(&draft.relay);
    let or =
        |text: &str, otherwise: &str| if text.is_empty() { otherwise.to_owned() } else { text.to_owned() };
    let is_open = |day: &str| match draft.opens.is_empty() {
        true => !day.starts_with('s'),
        false => draft.days.iter().any(|d| d == day),
    };
    SetupForm {
        organisation: draft.organisation.clone(),
        address: or(&draft.public_url, &app.config.public_url),
        name: draft.admin_name.clone(),
        mail: draft.admin_address.clone(),
        help_address: draft.help_address.clone(),
        smtp_host: relay.as_ref().map(|r| r.host.clone()).unwrap_or_default(),
        smtp_port: relay.as_ref().map_or("587".to_owned(), |r| r.port.to_string()),
        smtp_security: match relay.as_ref().map(|r| r.security) {
            Some(RelaySecurity::Tls) => "tls",
            Some(RelaySecurity::Plain) => "none",
            Some(RelaySecurity::StartTls) | None => "starttls",
        }
        .to_owned(),
        language: or(&draft.language, "en"),
        smtp_user: relay.as_ref().map(|r| r.username.clone()).unwrap_or_default(),
        opens: or(&draft.opens, "08:00"),
        closes: or(&draft.closes, "17:00"),
        days: DAYS.iter().map(|(day, name)| ((*day).to_owned(), (*name).to_owned(), is_open(day))).collect(),
    }
}

fn page(
    visitor: &Visitor,
    step: Step,
    form: SetupForm,
    errors: Errors,
    test: Option<(Kind, String)>,
) -> SetupPage {
    let mut shell = shell(&visitor.app, Some((visitor, None)), String::new());
    shell.organisation = "Alongside".to_owned();
    SetupPage {
        shell,
        step,
        errors,
        test,
        time_zones: time_zones(),
        languages: Choices::of(
            &[
                ("en", "English"),
                ("de", "Deutsch"),
                ("fr", "Français"),
                ("es", "Español"),
                ("nl", "Nederlands"),
                ("sv", "Svenska"),
            ],
            &form.language,
        ),
        securities: Choices::of(
            &[
                ("starttls", "STARTTLS (usual, port 587)"),
                ("tls", "TLS (port 465)"),
                ("none", "None (only on this machine)"),
            ],
            &form.smtp_security,
        ),
        form,
    }
}

/// Every zone by name, that of this machine chosen.
fn time_zones() -> Choices {
    let system = jiff::tz::TimeZone::try_system().ok();
    let here = system.as_ref().and_then(|zone| zone.iana_name()).unwrap_or("UTC").to_owned();
    let mut names: Vec<String> = jiff::tz::db()
        .available()
        .map(|name| name.as_str().to_owned())
        .filter(|n| n.contains('/') && !n.starts_with("Etc/"))
        .collect();
    names.push("UTC".to_owned());
    names.sort();
    names.dedup();
    let pairs: Vec<(&str, &str)> = names.iter().map(|n| (n.as_str(), n.as_str())).collect();
    Choices::of(&pairs, &here)
}
