//! `GET /admin/coach/words`: plain words of our own, and the terms that come with the coach.

use super::{ADMIN, Sent, everybody_or_team, languages};
use crate::coach::pages::{Shipped, WordRow, WordsPage};
use crate::coach::{self, LANGUAGES, Word, language_code};
use crate::http::{self, Problem, Visitor, desk_frame};
use crate::team::{self, Team};
use crate::view::Place;
use crate::words::fold;
use ::coach::jargon::Terms;
use axum::extract::Query;
use axum::response::Response;
use serde::Deserialize;

/// Terms shown at once.
const SHOWN_MAX: usize = 100;

#[derive(Clone, Default, Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    q: String,
    /// The id of a word of ours that is to be changed.
    #[serde(default)]
    change: String,
    /// A term that is to be filled in.
    #[serde(default)]
    term: String,
    #[serde(default)]
    language: String,
}

/// `GET /admin/coach/words?q=…`
pub(super) async fn list(visitor: Visitor, Query(wanted): Query<Wanted>) -> Result<Response, Problem> {
    let html = page(&visitor, wanted, Sent::default()).await?;
    Ok(http::finish(&visitor, html))
}

/// The page; with what was sent where a form came back.
pub(super) async fn page(visitor: &Visitor, wanted: Wanted, sent: Sent) -> Result<String, Problem> {
    let asked = visitor.clone();
    visitor
        .read(ADMIN, move |conn, signed| {
            let (settings, teams) = (coach::settings(conn)?, team::all(conn)?);
            let q = fold(wanted.q.trim());
            let finds = |one: &str, other: &str| fold(one).contains(&q) || fold(other).contains(&q);
            let typed = sent.form.has("term");
            let id = if typed { sent.form.get("id") } else { &wanted.change };
            let kept = settings.words.iter().find(|word| word.id.to_string() == id);
            let text = |field: &str, of: fn(&Word) -> String, otherwise: &str| match (typed, kept) {
                (true, _) => sent.form.get(field).to_owned(),
                (false, Some(word)) => of(word),
                (false, None) => otherwise.to_owned(),
            };
            let team = if typed { sent.form.parse("team") } else { kept.and_then(|word| word.team) };
            let page = WordsPage {
                desk: desk_frame(conn, &asked, signed, Place::Coach, None)?,
                errors: sent.errors.clone(),
                q: wanted.q.clone(),
                words: settings
                    .words
                    .iter()
                    .filter(|word| finds(&word.term, &word.plain))
                    .take(SHOWN_MAX)
                    .map(|word| row(word, &teams))
                    .collect(),
                shipped: if q.is_empty() { Vec::new() } else { shipped(finds) },
                id: kept.map(|word| word.id.to_string()).unwrap_or_default(),
                term: text("term", |word| word.term.clone(), &wanted.term),
                plain: text("plain", |word| word.plain.clone(), ""),
                welcome: if typed { sent.form.has("welcome") } else { kept.is_some_and(|word| word.welcome) },
                languages: languages(&text(
                    "language",
                    |word| language_code(word.language).to_owned(),
                    &wanted.language,
                )),
                teams: everybody_or_team(conn, team)?,
                trial: sent.trial.clone(),
            };
            Ok(page.html())
        })
        .await
}

fn row(word: &Word, teams: &[Team]) -> WordRow {
    let team = word.team.and_then(|id| teams.iter().find(|team| team.id == id));
    let language = LANGUAGES.iter().find(|(language, _, _)| *language == word.language);
    WordRow {
        id: word.id.to_string(),
        term: word.term.clone(),
        plain: word.plain.clone(),
        holds: format!(
            "{} · {}",
            language.map_or("", |(_, _, word)| word),
            team.map_or("Everybody", |team| team.name.as_str())
        ),
    }
}

/// Those of the coach's own terms that are looked for, with the address where the house changes them.
fn shipped(finds: impl Fn(&str, &str) -> bool) -> Vec<Shipped> {
    let mut found = Vec::new();
    for (language, code, word) in LANGUAGES {
        let terms =
            Terms::shipped(language).terms.into_iter().filter(|term| finds(&term.written, &term.plain));
        found.extend(terms.map(|term| {
            let link =
                format!("/admin/coach/words?term={}&language={code}#change", http::encoded(&term.written));
            Shipped { term: term.written, plain: term.plain, language: word, link }
        }));
    }
    found.truncate(SHOWN_MAX);
    found
}
