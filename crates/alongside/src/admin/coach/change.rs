//! Saving a change of the coach, or trying it on what was sent lately: the same form, two buttons.

use super::{ADMIN, Sent, rule, word};
use crate::coach::pages::TrialView;
use crate::coach::{self, Change, NewRule, NewWord, Refused, Trial, label_of, language_of};
use crate::http::{self, Flash, Posted, Problem, Visitor};
use crate::ids::{CoachRuleId, CoachWordId, TeamId};
use crate::ticket::said::{self, name_words};
use crate::{person, team};
use ::coach::{Detail, Label, Language};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use std::collections::HashSet;
use web::form::Form;

/// Replies that a change is tried on.
const REPLIES: i64 = 200;
/// The fields by which a trial is made to hold.
const FIELDS: [&str; 13] = [
    "change",
    "rule",
    "id",
    "team",
    "title",
    "label",
    "language",
    "wordings",
    "reason",
    "suggestion",
    "term",
    "plain",
    "welcome",
];

/// `POST /admin/coach/changes`: `change` is `off`, `on` (with `rule`, `team`), `rule` (with `id` of one that is changed,
/// `team`, `title`, `label`, `language`, `wordings`, `reason`, `suggestion`), `word` (with `id`, `team`, `language`,
/// `term`, `plain`, `welcome`), `remove_rule` or `remove_word` (with `id`).
pub(super) async fn save(Posted { visitor, form, .. }: Posted) -> Result<Response, Problem> {
    let change = match read(&form) {
        Ok(change) => change,
        Err(refused) => return back(&visitor, form, Err(refused)).await,
    };
    if let Err(refused) = apply(&visitor, &change).await? {
        return back(&visitor, form, Err(refused)).await;
    }
    let flash = match &change {
        Change::RemoveRule(id) => Flash::good("Removed from the next draft on.")
            .with_undo(format!("/admin/coach/rules/own_{id}/restoration")),
        Change::RemoveWord(id) => Flash::good("Removed from the next draft on.")
            .with_undo(format!("/admin/coach/words/{id}/restoration")),
        _ => Flash::good("Saved. It holds from the next draft on."),
    };
    Ok(flash.attach(&visitor.app, http::see_other(&page_of(&change))))
}

async fn apply(visitor: &Visitor, change: &Change) -> Result<Result<(), Refused>, Problem> {
    let change = change.clone();
    visitor
        .write(ADMIN, move |tx, signed| {
            match tx.attempt(|tx| coach::apply(tx, &signed.actor, signed.now, &change)) {
                Ok(()) => Ok(Ok(())),
                Err(coach::Error::Refused(refused)) => Ok(Err(refused)),
                Err(coach::Error::Fault(fault)) => Err(fault.into()),
            }
        })
        .await
}

/// Where what was changed is shown.
fn page_of(change: &Change) -> String {
    match change {
        Change::SwitchOff { rule, .. } | Change::SwitchOn { rule, .. } => {
            format!("/admin/coach/rules/{}", http::encoded(rule))
        }
        Change::AddRule(_) | Change::ChangeRule(..) | Change::RemoveRule(_) | Change::RestoreRule(_) => {
            "/admin/coach?show=own".to_owned()
        }
        Change::AddWord(_) | Change::ChangeWord(..) | Change::RemoveWord(_) | Change::RestoreWord(_) => {
            "/admin/coach/words".to_owned()
        }
    }
}

/// `POST /admin/coach/rules/{name}/restoration`: a rule of our own that was removed comes back.
pub(super) async fn restore_rule(Path(name): Path<String>, posted: Posted) -> Result<Response, Problem> {
    // What is none of our own was never removed: it is refused like one that is gone.
    let id = name.strip_prefix("own_").and_then(|id| id.parse().ok()).unwrap_or(CoachRuleId(0));
    restore(&posted.visitor, &Change::RestoreRule(id)).await
}

/// `POST /admin/coach/words/{id}/restoration`
pub(super) async fn restore_word(Path(id): Path<CoachWordId>, posted: Posted) -> Result<Response, Problem> {
    restore(&posted.visitor, &Change::RestoreWord(id)).await
}

async fn restore(visitor: &Visitor, change: &Change) -> Result<Response, Problem> {
    let flash = match apply(visitor, change).await? {
        Ok(()) => Flash::good("It is back."),
        Err(refused) => Flash::bad(refused.to_string()),
    };
    Ok(flash.attach(&visitor.app, http::see_other(&page_of(change))))
}

/// `POST /admin/coach/trial`: the same fields; nothing is kept.
pub(super) async fn try_it(Posted { visitor, form, .. }: Posted) -> Result<Response, Problem> {
    let change = match read(&form) {
        Ok(change) => change,
        Err(refused) => return back(&visitor, form, Err(refused)).await,
    };
    let asked = change.clone();
    let looked = visitor
        .read(ADMIN, move |conn, _| {
            let settings = coach::settings(conn)?;
            if let Err(refused) = asked.check(&settings) {
                return Ok(Err(refused));
            }
            let of = asked.team(&settings);
            let team = match of {
                Some(id) => match team::find(conn, id)? {
                    Some(team) => Some(team.name),
                    None => return Ok(Err(Refused::NoSuchTeam)),
                },
                None => None,
            };
            let mut said = said::lately(conn, of, REPLIES)?;
            let colleagues = team::all_members(conn)?;
            said.names.extend(colleagues.iter().flat_map(|(_, name)| name_words(name)));
            Ok(Ok((settings, team, said)))
        })
        .await?;
    let (settings, team, said) = match looked {
        Ok(looked) => looked,
        Err(refused) => return back(&visitor, form, Err(refused)).await,
    };
    // Two readers made and four hundred texts read: not on a thread that answers others.
    let trial = tokio::task::spawn_blocking(move || {
        let names: HashSet<String> = said.names;
        let sent = said.replies.iter().map(|reply| coach::Sent {
            text: &reply.words,
            inbound: &reply.answers,
            detail: match reply.detail {
                person::Detail::Full => Detail::Full,
                _ => Detail::Plain,
            },
        });
        coach::trial(&settings, &change, sent, &names)
    });
    let trial = trial.await.map_err(|error| Problem::fault(&format!("a trial of the coach: {error}")))?;
    let view = shown(trial, team.as_deref(), &form);
    back(&visitor, form, Ok(view)).await
}

fn shown(trial: Trial, team: Option<&str>, form: &Form) -> TrialView {
    let of = team.map(|name| format!(" of {name}")).unwrap_or_default();
    let replies = match trial.read {
        1 => format!("the last reply{of} was read"),
        count => format!("the last {count} replies{of} were read"),
    };
    let whom = team.unwrap_or("everybody");
    let what = match form.get("change") {
        "off" => format!("With this rule off for {whom}, {replies} again."),
        "on" => format!("With this rule on for {whom}, {replies} again."),
        _ => format!("With this, {replies} again."),
    };
    let mut says = Vec::new();
    for (count, words) in [
        (trial.gain, "would gain a mark."),
        (trial.lose, "would lose a mark."),
        (trial.reworded, "would be offered other words."),
    ] {
        if count > 0 {
            says.push(format!("{count} {words}"));
        }
    }
    if says.is_empty() {
        says.push("Nothing would change in any of them.".to_owned());
    }
    let fields = FIELDS.iter().filter(|name| form.has(name));
    TrialView {
        what,
        says,
        gained: trial.gained,
        lost: trial.lost,
        fields: fields.map(|name| ((*name).to_owned(), form.get(name).to_owned())).collect(),
    }
}

/// The page that the form stands on, with why it was refused or what it would do.
async fn back(
    visitor: &Visitor,
    form: Form,
    outcome: Result<TrialView, Refused>,
) -> Result<Response, Problem> {
    let mut sent = Sent::default();
    let status = match outcome {
        Ok(trial) => {
            sent.trial = Some(trial);
            StatusCode::OK
        }
        Err(refused) => {
            sent.errors.add(refused.field(), &refused.to_string());
            StatusCode::UNPROCESSABLE_ENTITY
        }
    };
    let kind = form.get("change").to_owned();
    let rule = form.get("rule").to_owned();
    let own = form.parse::<i64>("id").map_or_else(|| "new".to_owned(), |id| format!("own_{id}"));
    sent.form = form;
    let html = match kind.as_str() {
        "off" | "on" => rule::page(visitor, rule, sent).await?,
        "rule" | "remove_rule" => rule::page(visitor, own, sent).await?,
        _ => word::page(visitor, word::Wanted::default(), sent).await?,
    };
    Ok((status, http::page(html)).into_response())
}

/// The change that a form asks for.
fn read(form: &Form) -> Result<Change, Refused> {
    let team = match form.get("team") {
        "" => None,
        id => Some(id.parse::<TeamId>().map_err(|_| Refused::NoSuchTeam)?),
    };
    let language = language_of(form.get("language")).unwrap_or(Language::English);
    let text = |name: &str| form.get(name).to_owned();
    let new_rule = || NewRule {
        team,
        title: text("title"),
        // What is no label at all is refused like one that no wording can have.
        label: label_of(form.get("label")).unwrap_or(Label::LongSentence),
        language,
        wordings: text("wordings"),
        reason: text("reason"),
        suggestion: text("suggestion"),
    };
    let new_word =
        || NewWord { team, language, term: text("term"), plain: text("plain"), welcome: form.has("welcome") };
    Ok(match (form.get("change"), form.get("id")) {
        ("off", _) => Change::SwitchOff { rule: text("rule"), team },
        ("on", _) => Change::SwitchOn { rule: text("rule"), team },
        ("rule", "") => Change::AddRule(new_rule()),
        ("rule", id) => Change::ChangeRule(id.parse().map_err(|_| Refused::NoSuchRule)?, new_rule()),
        ("remove_rule", id) => Change::RemoveRule(id.parse().map_err(|_| Refused::NoSuchRule)?),
        ("word", "") => Change::AddWord(new_word()),
        ("word", id) => Change::ChangeWord(id.parse().map_err(|_| Refused::NoSuchWord)?, new_word()),
        (_, id) => Change::RemoveWord(id.parse().map_err(|_| Refused::NoSuchWord)?),
    })
}
