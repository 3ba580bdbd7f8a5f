//! `GET /admin/coach`: every rule, by what it marks words for.

use super::ADMIN;
use crate::coach::pages::{Group, RuleRow, RulesPage};
use crate::coach::{self, LABELS, LANGUAGES, Settings, title};
use crate::event::{self, EventKind};
use crate::http::moment::Reader;
use crate::http::{self, Problem, Visitor, desk_frame};
use crate::team::{self, Team};
use crate::view::{Choices, Place};
use crate::words::fold;
use axum::extract::Query;
use axum::response::Response;
use serde::Deserialize;

/// Changes of the coach that are told.
const CHANGES_MAX: i64 = 10;

#[derive(Clone, Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    q: String,
    #[serde(default)]
    label: String,
    #[serde(default)]
    show: String,
}

/// `GET /admin/coach?q=…&label=…&show=off|own`
pub(super) async fn list(visitor: Visitor, Query(wanted): Query<Wanted>) -> Result<Response, Problem> {
    let asked = visitor.clone();
    let html = visitor
        .read(ADMIN, move |conn, signed| {
            let (settings, teams) = (coach::settings(conn)?, team::all(conn)?);
            let reader = Reader::of(&asked.app, &signed.actor);
            let changes = event::of_the_house(conn, EventKind::CoachChanged, CHANGES_MAX)?;
            let changes = changes.iter().map(|e| (reader.moment(e.at, signed.now), event::sentence(e)));
            let changes = changes.collect();
            let mut labels = vec![("", "Everything")];
            labels.extend(LABELS);
            let page = RulesPage {
                desk: desk_frame(conn, &asked, signed, Place::Coach, None)?,
                q: wanted.q.clone(),
                labels: Choices::of(&labels, &wanted.label),
                shows: Choices::of(
                    &[("", "All rules"), ("off", "Switched off"), ("own", "Our own")],
                    &wanted.show,
                ),
                groups: groups(&settings, &teams, &wanted),
                changes,
            };
            Ok(page.html())
        })
        .await?;
    Ok(http::finish(&visitor, html))
}

fn groups(settings: &Settings, teams: &[Team], wanted: &Wanted) -> Vec<Group> {
    let q = fold(wanted.q.trim());
    let finds = |texts: &[&str]| q.is_empty() || texts.iter().any(|text| fold(text).contains(&q));
    let mut groups = Vec::new();
    for (key, word) in LABELS.into_iter().filter(|(key, _)| wanted.label.is_empty() || wanted.label == *key) {
        let mut rules: Vec<RuleRow> = Vec::new();
        for about in coach::rules().filter(|about| about.label == key && wanted.show != "own") {
            let title = title(about.name);
            let mut texts = vec![title.as_str(), about.reason, about.suggestion];
            texts.extend(about.hits);
            if finds(&texts) {
                let language = LANGUAGES.iter().find(|(l, _, _)| Some(*l) == about.language);
                rules.push(RuleRow {
                    name: about.name.to_owned(),
                    title: title.clone(),
                    reason: about.reason.to_owned(),
                    language: language.map_or("", |(_, _, word)| word),
                    state: state(settings, teams, about.name),
                    own: false,
                });
            }
        }
        for own in settings.rules.iter().filter(|own| own.label.name() == key) {
            let mut texts = vec![own.title.as_str(), &own.reason, &own.suggestion];
            texts.extend(own.wordings.iter().map(String::as_str));
            if finds(&texts) {
                let language = LANGUAGES.iter().find(|(l, _, _)| *l == own.language);
                let of = own.team.and_then(|id| teams.iter().find(|team| team.id == id));
                rules.push(RuleRow {
                    name: own.name(),
                    title: own.title.clone(),
                    reason: own.reason.clone(),
                    language: language.map_or("", |(_, _, word)| word),
                    state: of.map_or_else(
                        || state(settings, teams, &own.name()),
                        |team| format!("for {}", team.name),
                    ),
                    own: true,
                });
            }
        }
        rules.retain(|rule| wanted.show != "off" || rule.state.starts_with("off"));
        if !rules.is_empty() {
            groups.push(Group { word, key, rules });
        }
    }
    groups
}

/// “off for everybody”, “off for Network”; empty when nobody has it off.
fn state(settings: &Settings, teams: &[Team], rule: &str) -> String {
    if settings.is_off(rule, None) {
        return "off for everybody".to_owned();
    }
    let off = teams.iter().filter(|team| settings.is_off(rule, Some(team.id)));
    let names: Vec<&str> = off.map(|team| team.name.as_str()).collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => format!("off for {one}"),
        several => format!("off for {} teams", several.len()),
    }
}
