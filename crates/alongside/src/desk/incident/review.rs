//! The review of an incident.

use super::{WORK, found, on_incident, path};
use crate::app::App;
use crate::coach::Kind as Coached;
use crate::coach::pages::{CoachedField, LookItOver};
use crate::desk::{DESK, colleague_choices};
use crate::http::moment::Reader;
use crate::http::{self, Flash, Posted, Problem, Signed, Visitor, desk_frame};
use crate::ids::PersonId;
use crate::incident::pages::{ActionRow, Fact, ReviewPage, Section};
use crate::incident::review::{self, Facts, Review};
use crate::incident::rule::length_words;
use crate::incident::{self, Incident};
use crate::markdown;
use crate::person::Power;
use crate::view::{Html, Place};
use axum::extract::{Path, State};
use axum::response::Response;
use store::Conn;

/// `GET /desk/incidents/{number}/review`
pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(number): Path<i64>,
) -> Result<Response, Problem> {
    let frame = visitor.clone();
    let html = visitor
        .read(DESK, move |conn, signed| {
            let incident = found(conn, number)?;
            let review = review::find_review(conn, incident.id)?;
            let reader = Reader::of(&app, &signed.actor);
            let mut page = build(conn, signed, &incident, &review, &reader)?;
            page.desk = desk_frame(conn, &frame, signed, Place::Incidents, None)?;
            Ok(page.html())
        })
        .await?;
    Ok(http::finish(&visitor, html))
}

fn build(
    conn: &mut Conn,
    signed: &Signed,
    incident: &Incident,
    review: &Review,
    reader: &Reader,
) -> Result<ReviewPage, Problem> {
    let facts = review::facts(conn, incident)?;
    let actions = review::actions(conn, incident.id)?;
    Ok(ReviewPage {
        number: incident.number.to_string(),
        title: incident.title.clone(),
        version: review.version,
        can_work: signed.actor.may(Power::WorkTicket) && !incident.is_open(),
        facts: shown(incident, &facts),
        sections: sections(incident, review),
        look: LookItOver,
        actions: actions
            .iter()
            .map(|a| ActionRow {
                number: a.number.to_string(),
                subject: a.subject.clone(),
                status: crate::desk::list::status(a.status),
                owner: a.owner_name.clone(),
                due: a.due_at.map(|due| reader.moment(due, signed.now)),
                lacks: match (a.is_owned(), a.owner) {
                    (true, _) => "",
                    (false, None) => "nobody owns it",
                    (false, Some(_)) => "no time is promised",
                },
            })
            .collect(),
        owners: colleague_choices(conn, signed.actor.id, "Choose…", None)?,
        is_published: review.is_published,
        has_plain: !review.plain.trim().is_empty(),
        closed: review.closed_at.map(|at| (review.closed_by_name.clone(), reader.moment(at, signed.now))),
        ..ReviewPage::default()
    })
}

fn shown(incident: &Incident, facts: &Facts) -> Vec<Fact> {
    let span = |span: Option<i64>| span.map(length_words).unwrap_or_else(|| "not yet".to_owned());
    let fact = |name, value: String, note: &str| Fact { name, value, note: note.to_owned() };
    let declared = incident.declared_at.since(incident.began_at) > 0;
    let mut all = vec![
        fact(
            "Until we knew",
            if declared { span(facts.times.detect) } else { "at once".to_owned() },
            "from the beginning until it was declared",
        ),
        fact(
            "Until somebody was at it",
            match facts.times.acknowledge {
                Some(0) => "at once".to_owned(),
                other => span(other),
            },
            "from then until its owner had a hand in it",
        ),
        fact("Until it was mended", span(facts.times.mend), "from the beginning until it was over"),
        fact("People who wrote", facts.wrote.to_string(), "with a ticket or “me too”"),
    ];
    if facts.affected > 0 {
        all.push(fact("People who use it", facts.affected.to_string(), "by the services named"));
    }
    let late = match facts.late {
        0 => "all in time".to_owned(),
        n => format!("{n} late"),
    };
    let updates = if facts.updates == 0 { "none".to_owned() } else { format!("{}, {late}", facts.updates) };
    all.push(fact("Updates", updates, ""));
    let p = facts.promises;
    all.push(fact(
        "Promises of an update",
        format!("{} kept, {} renewed, {} broken", p.kept, p.renewed, p.broken),
        "",
    ));
    all
}

/// Field, label, hint and what is written of each section.
fn sections(incident: &Incident, review: &Review) -> Vec<Section> {
    let about = incident.team.map(|id| format!("team:{id}")).unwrap_or_default();
    let all: [(&'static str, &str, &str, &str); 6] = [
        (
            "what_happened",
            "What happened",
            "In order, as the people who saw it would tell it.",
            &review.what_happened,
        ),
        ("effect", "What it did to people", "What they could not do, and what it cost them.", &review.effect),
        (
            "went_well",
            "What went well",
            "What made it shorter or milder than it could have been.",
            &review.went_well,
        ),
        ("was_hard", "What was hard", "Where we lost time, and what we missed.", &review.was_hard),
        (
            "causes",
            "Causes and conditions",
            "What made it possible: systems, habits, pressures. Never a person.",
            &review.causes,
        ),
        ("plain", "For everybody", "A few plain sentences, in case it is published.", &review.plain),
    ];
    all.into_iter()
        .map(|(name, label, help, text)| Section {
            field: CoachedField {
                text: text.to_owned(),
                help: help.to_owned(),
                about: about.clone(),
                length_max: incident::BODY_LENGTH_MAX,
                ..CoachedField::new(Coached::Review, name, label)
            },
            html: if text.is_empty() { Html::default() } else { Html(markdown::to_html(text)) },
        })
        .collect()
}

/// `POST …/review`: the six sections and `version`.
pub(super) async fn save(Path(number): Path<i64>, posted: Posted) -> Result<Response, Problem> {
    let text = |name: &str| posted.form.get(name).trim().to_owned();
    let review = Review {
        what_happened: text("what_happened"),
        effect: text("effect"),
        went_well: text("went_well"),
        was_hard: text("was_hard"),
        causes: text("causes"),
        plain: text("plain"),
        version: posted.form.parse("version").unwrap_or(0),
        ..Review::default()
    };
    let Posted { visitor, .. } = posted;
    let (app, asked, back) = (visitor.app.clone(), review.clone(), format!("{}/review", path(number)));
    let done = visitor
        .write(WORK, move |tx, signed| {
            let incident = found(tx, number)?;
            let by =
                crate::ticket::By { actor: &signed.actor, now: signed.now, via: crate::ticket::Via::Desk };
            tx.attempt(|tx| Ok(review::write(tx, &by, &incident, &asked)?))
        })
        .await;
    match done {
        Ok(()) => Ok(Flash::good("Saved.").attach(&app, http::see_other(&back))),
        Err(Problem::Refused(why)) => {
            // What was typed comes back, on top of what stands there now.
            let frame = visitor.clone();
            let html = visitor
                .read(WORK, move |conn, signed| {
                    let incident = found(conn, number)?;
                    let now = review::find_review(conn, incident.id)?;
                    let both = Review { version: now.version, closed_at: now.closed_at, ..review.clone() };
                    let reader = Reader::of(&app, &signed.actor);
                    let mut page = build(conn, signed, &incident, &both, &reader)?;
                    page.desk = desk_frame(conn, &frame, signed, Place::Incidents, None)?;
                    page.desk.flash = Some(crate::view::Flash {
                        kind: crate::view::Kind::Bad,
                        text: why.clone(),
                        undo: None,
                    });
                    Ok(page.html())
                })
                .await?;
            let mut response = http::finish(&visitor, html);
            *response.status_mut() = axum::http::StatusCode::CONFLICT;
            Ok(response)
        }
        Err(problem) => Err(problem),
    }
}

/// `POST …/review/state`: `do` close, reopen, publish or withdraw.
pub(super) async fn state(Path(number): Path<i64>, posted: Posted) -> Result<Response, Problem> {
    let deed = posted.form.get("do").to_owned();
    on_incident(&posted, WORK, number, &format!("{}/review", path(number)), move |tx, by, incident| {
        match deed.as_str() {
            "close" => review::close(tx, by, incident)?,
            "reopen" => review::reopen(tx, by, incident)?,
            "publish" => review::publish(tx, by, incident, true)?,
            "withdraw" => review::publish(tx, by, incident, false)?,
            _ => return Err(Problem::Refused("Please choose what to do.".to_owned())),
        }
        Ok(None)
    })
    .await
}

/// `POST …/actions`: a new one (`title`, `owner`, `due_at`), one that is a ticket already (`number`), or `remove`.
pub(super) async fn actions(Path(number): Path<i64>, posted: Posted) -> Result<Response, Problem> {
    let form = posted.form.clone();
    let app = posted.visitor.app.clone();
    let page = format!("{}/review", path(number));
    on_incident(&posted, WORK, number, &page, move |tx, by, incident| {
        if let Some(remove) = form.parse("remove") {
            review::drop_action(tx, by, incident, remove)?;
            return Ok(None);
        }
        if let Some(known) = crate::desk::typed_number(form.get("number")) {
            review::take_action(tx, by, incident, known)?;
            return Ok(None);
        }
        let owner: PersonId =
            form.parse("owner").ok_or_else(|| Problem::Refused("Please choose who does it.".to_owned()))?;
        let due_at = Reader::of(&app, by.actor)
            .at(form.get("due_at"))
            .ok_or_else(|| Problem::Refused("Please say by when: a day and a time.".to_owned()))?;
        let ticket = review::add_action(tx, by, incident, form.get("title"), owner, due_at)?;
        Ok(Some(Flash::good(format!("It is #{} now, and promised.", ticket.number))))
    })
    .await
}
