//! `GET /admin/coach/rules/{name}`: one rule that comes with the coach with its switches, or one of our own as a form.

use super::{ADMIN, Sent, everybody_or_team, languages};
use crate::coach::pages::{OwnRulePage, RulePage, Switch};
use crate::coach::{self, LANGUAGES, OWN_LABELS, OwnRule, Settings, label_word, language_code, title};
use crate::http::{self, Problem, Signed, Visitor, desk_frame};
use crate::team;
use crate::view::{Choices, Place};
use axum::extract::Path;
use axum::response::Response;
use store::Conn;

/// `GET /admin/coach/rules/{name}`, or `new`.
pub(super) async fn show(visitor: Visitor, Path(name): Path<String>) -> Result<Response, Problem> {
    let html = page(&visitor, name, Sent::default()).await?;
    Ok(http::finish(&visitor, html))
}

/// The page of a rule; with what was sent where a form came back.
pub(super) async fn page(visitor: &Visitor, name: String, sent: Sent) -> Result<String, Problem> {
    let asked = visitor.clone();
    visitor
        .read(ADMIN, move |conn, signed| {
            let settings = coach::settings(conn)?;
            let own = settings.rules.iter().find(|own| own.name() == name);
            match coach::rules().find(|about| about.name == name) {
                _ if own.is_some() || name == "new" => own_page(conn, &asked, signed, own, &sent),
                Some(about) => rule_page(conn, &asked, signed, &settings, &about, &sent),
                None => Err(Problem::NotFound),
            }
        })
        .await
}

fn rule_page(
    conn: &mut Conn,
    visitor: &Visitor,
    signed: &Signed,
    settings: &Settings,
    about: &::coach::rules::About,
    sent: &Sent,
) -> Result<String, Problem> {
    let everybody = settings.is_off(about.name, None);
    let mut switches =
        vec![Switch { team: String::new(), name: "Everybody".to_owned(), is_off: everybody, follows: false }];
    switches.extend(team::all(conn)?.into_iter().filter(|team| team.active).map(|team| Switch {
        team: team.id.to_string(),
        is_off: settings.is_off(about.name, Some(team.id)),
        follows: everybody,
        name: team.name,
    }));
    let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    let language = LANGUAGES.iter().find(|(language, _, _)| Some(*language) == about.language);
    let page = RulePage {
        desk: desk_frame(conn, visitor, signed, Place::Coach, None)?,
        errors: sent.errors.clone(),
        name: about.name.to_owned(),
        title: title(about.name),
        label: label_word(about.label),
        language: language.map_or("", |(_, _, word)| word),
        reason: about.reason.to_owned(),
        suggestion: about.suggestion.to_owned(),
        hits: owned(about.hits),
        near_misses: owned(about.near_misses),
        switches,
        trial: sent.trial.clone(),
    };
    Ok(page.html())
}

fn own_page(
    conn: &mut Conn,
    visitor: &Visitor,
    signed: &Signed,
    own: Option<&OwnRule>,
    sent: &Sent,
) -> Result<String, Problem> {
    let kept = |of: fn(&OwnRule) -> String| own.map(of).unwrap_or_default();
    // What was typed goes before what is kept.
    let typed = sent.form.has("title");
    let text = |field: &str, of: fn(&OwnRule) -> String| {
        if typed { sent.form.get(field).to_owned() } else { kept(of) }
    };
    let label = text("label", |own| own.label.name().to_owned());
    let labels = OWN_LABELS.map(|label| (label.name(), label_word(label.name())));
    let team = if typed { sent.form.parse("team") } else { own.and_then(|own| own.team) };
    let page = OwnRulePage {
        desk: desk_frame(conn, visitor, signed, Place::Coach, None)?,
        errors: sent.errors.clone(),
        id: kept(|own| own.id.to_string()),
        title: text("title", |own| own.title.clone()),
        labels: Choices::of(&labels, &label),
        languages: languages(&text("language", |own| language_code(own.language).to_owned())),
        teams: everybody_or_team(conn, team)?,
        wordings: text("wordings", |own| own.wordings.join("\n")),
        reason: text("reason", |own| own.reason.clone()),
        suggestion: text("suggestion", |own| own.suggestion.clone()),
        trial: sent.trial.clone(),
    };
    Ok(page.html())
}
