//! The page on which an announcement is written, seen and scheduled.

use super::one::sends;
use super::{DESK, change_of, heard, house_language, names, window};
use crate::change::announce::{self, Announcement, BEFORE, Occasion, Part, Words};
use crate::change::pages::{AnnouncementPage, Part as PagePart, Reader as PageReader, Time};
use crate::change::{self, Change, Refused, audience, letter};
use crate::coach::Kind;
use crate::coach::pages::CoachedField;
use crate::http::moment::Reader;
use crate::http::{self, Flash, Posted, Problem, Signed, Visitor, desk_frame};
use crate::ids::PersonId;
use crate::person::{self, Power};
use crate::view::{Errors, Html, Place};
use crate::{markdown, service};
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use store::Conn;
use web::form::Form;

/// Names shown at once.
const SHOWN: usize = 100;

#[derive(Deserialize)]
pub(super) struct Asked {
    everybody: Option<String>,
}

/// `GET /desk/changes/{number}/announcement`
pub(super) async fn show(
    visitor: Visitor,
    Path(number): Path<i64>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let everybody = asked.everybody.is_some();
    let html = page(&visitor, number, None, Errors::default(), everybody).await?;
    Ok(http::finish(&visitor, html))
}

async fn page(
    visitor: &Visitor,
    number: i64,
    typed: Option<Announcement>,
    errors: Errors,
    everybody: bool,
) -> Result<String, Problem> {
    let asked = visitor.clone();
    visitor
        .read(DESK, move |conn, signed| {
            let change = change_of(conn, number)?;
            let kept = announce::of(conn, change.id)?;
            let shown = typed.clone().unwrap_or_else(|| kept.clone());
            let mut page = filled(conn, &asked, signed, &change, &shown, everybody)?;
            page.state = if kept.is_scheduled { "scheduled" } else { "draft" };
            page.errors = errors.clone();
            Ok(page.html())
        })
        .await
}

/// Each of the six that are written: field, question, hint, the part.
const FIELDS: [(&str, &str, &str, Part); 6] = [
    ("what", "What changes?", "", Part::What),
    (
        "notice",
        "What will people notice?",
        "What they see and hear, and for how long. Not what happens in the server room.",
        Part::Notice,
    ),
    ("must_do", "What must they do?", "“Nothing” is a good answer.", Part::MustDo),
    ("why", "Why is it worth it?", "For them, not for us.", Part::Why),
    ("undo", "How is it undone if it does not work out?", "", Part::Undo),
    ("contact", "Whom can they ask?", "A name, and how to reach them at that time.", Part::Contact),
];

fn text(words: &Words, part: Part) -> &str {
    match part {
        Part::What => &words.what,
        Part::Notice => &words.notice,
        Part::MustDo => &words.must_do,
        Part::Why => &words.why,
        Part::Undo => &words.undo,
        Part::Contact => &words.contact,
        Part::When => "",
    }
}

fn filled(
    conn: &mut Conn,
    asked: &Visitor,
    signed: &Signed,
    c: &Change,
    announcement: &Announcement,
    everybody: bool,
) -> Result<AnnouncementPage, Problem> {
    let now = signed.now;
    let reader = Reader::of(&asked.app, &signed.actor);
    let language = house_language(&asked.app);
    let services = change::services(conn, c.id)?;
    let known = service::known(conn)?;
    let audience = audience::of(conn, c.id)?;
    let organisations = person::organisations(conn)?;
    let reach = service::reach(conn, &services)?
        .organisations
        .into_iter()
        .take(8)
        .map(|(id, count)| {
            let name = organisations.iter().find(|(known, _, _)| Some(*known) == id);
            (name.map_or_else(|| "Nobody’s organisation".to_owned(), |(_, name, _)| name.clone()), count)
        })
        .collect();
    let shown =
        |m: &audience::Member| PageReader { id: m.id.to_string(), name: m.name.clone(), added: m.added };
    let most = if everybody { usize::MAX } else { SHOWN };
    let missing = announce::missing(&announcement.words, c.window());
    let preview = letter::text(language, Occasion::Before, c, &announcement.words, "");
    let about = c.team.map(|id| format!("team:{id}")).unwrap_or_default();
    Ok(AnnouncementPage {
        desk: desk_frame(conn, asked, signed, Place::Changes, None)?,
        number: c.number.to_string(),
        title: c.title.clone(),
        version: announcement.version,
        state: "draft",
        may_write: (signed.actor.may(Power::WorkTicket) || signed.actor.id == c.owner) && !c.state.is_over(),
        errors: Errors::default(),
        when: window(&reader, c, now),
        parts: FIELDS
            .iter()
            .map(|(name, label, help, part)| PagePart {
                field: CoachedField {
                    text: text(&announcement.words, *part).to_owned(),
                    help: (*help).to_owned(),
                    about: about.clone(),
                    rows: 2,
                    length_max: change::TEXT_LENGTH_MAX,
                    ..CoachedField::new(Kind::Announcement, name, *label)
                },
                is_missing: missing.contains(part),
            })
            .collect(),
        times: BEFORE
            .iter()
            .map(|(minutes, name)| Time {
                minutes: *minutes,
                name,
                chosen: announcement.before_minutes.contains(minutes),
            })
            .collect(),
        at_start: announcement.at_start,
        at_end: announcement.at_end,
        asks_to_acknowledge: announcement.asks_to_acknowledge,
        missing: missing.iter().map(|part| (part.words(), part.field())).collect(),
        told_count: audience.told.len(),
        told: audience.told.iter().take(most).map(shown).collect(),
        more: audience.told.len().saturating_sub(most),
        left_out: audience.left_out.iter().take(500).map(shown).collect(),
        services: names(&known, &services),
        reach,
        sends: sends(conn, &reader, c.id, announcement)?,
        subject: preview.subject,
        preview: Html(markdown::to_html(&preview.body)),
        person: String::new(),
        none: Default::default(),
    })
}

fn read(form: &Form) -> Announcement {
    let text = |name: &str| form.get(name).to_owned();
    Announcement {
        words: Words {
            what: text("what"),
            notice: text("notice"),
            why: text("why"),
            must_do: text("must_do"),
            contact: text("contact"),
            undo: text("undo"),
        },
        before_minutes: form.all("before").filter_map(|m| m.parse().ok()).collect(),
        at_start: form.has("at_start"),
        at_end: form.has("at_end"),
        asks_to_acknowledge: form.has("asks_to_acknowledge"),
        is_scheduled: false,
        version: form.parse("version").unwrap_or(0),
    }
}

/// `POST /desk/changes/{number}/announcement`: the parts, `before`, `at_start`, `at_end`, `asks_to_acknowledge`, and `do`:
/// `save`, `schedule` or `stop`. What was written is kept even when it cannot be scheduled yet.
pub(super) async fn save(Path(number): Path<i64>, posted: Posted) -> Result<Response, Problem> {
    let wanted = read(&posted.form);
    let act = posted.form.get("do").to_owned();
    let (written, doing) = (wanted.clone(), act.clone());
    let done: Result<(), (Refused, bool)> = posted
        .visitor
        .write(DESK, move |tx, signed| {
            let c = change_of(tx, number)?;
            let (by, now) = (&signed.actor, signed.now);
            let mut written = written.clone();
            if doing == "stop" && announce::of(tx, c.id)?.version == written.version {
                if let Err(refused) = heard(tx.attempt(|tx| announce::unschedule(tx, by, now, &c)))? {
                    return Ok(Err((refused, false)));
                }
                written.version = announce::of(tx, c.id)?.version;
            }
            if let Err(refused) = heard(tx.attempt(|tx| announce::save(tx, by, now, &c, &written)))? {
                return Ok(Err((refused, false)));
            }
            if doing == "schedule"
                && let Err(refused) = heard(tx.attempt(|tx| announce::schedule(tx, by, now, &c)))?
            {
                return Ok(Err((refused, true)));
            }
            Ok(Ok(()))
        })
        .await?;
    let path = format!("/desk/changes/{number}/announcement");
    match done {
        Ok(()) => {
            let word = match act.as_str() {
                "schedule" => "Scheduled. It goes out by itself.",
                "stop" => "Stopped. Nothing more goes out by itself.",
                _ => "Saved.",
            };
            Ok(Flash::good(word).attach(&posted.visitor.app, http::see_other(&path)))
        }
        Err((refused, kept)) => {
            let mut errors = Errors::default();
            match &refused {
                Refused::Missing(parts) => {
                    for part in parts {
                        errors.add(part.field(), &format!("Please say {}.", part.words()));
                    }
                }
                other => errors.add("what", &other.to_string()),
            }
            // What was kept has a new version; what was not is shown as it was typed.
            let typed = (!kept).then_some(wanted);
            let html = page(&posted.visitor, number, typed, errors, false).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, http::page(html)).into_response())
        }
    }
}

/// `POST …/announcement/people`: `out` or `back` with an id, or `add` with a name or an address.
pub(super) async fn adjust(Path(number): Path<i64>, posted: Posted) -> Result<Response, Problem> {
    let form = posted.form.clone();
    let done = posted
        .visitor
        .write(DESK, move |tx, signed| {
            let c = change_of(tx, number)?;
            super::refusal(change::worked_on(&signed.actor, &c))?;
            let (person, added) = match (form.parse::<PersonId>("out"), form.parse::<PersonId>("back")) {
                (Some(out), _) => (Some(out), Some(false)),
                (None, Some(back)) => (Some(back), None),
                (None, None) => (found(tx, form.get("add"))?, Some(true)),
            };
            let Some(person) = person else { return Ok(Err(Refused::NoSuchPerson)) };
            heard(tx.attempt(|tx| announce::adjust(tx, &signed.actor, &c, person, added)))
        })
        .await?;
    let path = format!("/desk/changes/{number}/announcement");
    match done {
        Ok(()) => Ok(Flash::good("Done.").attach(&posted.visitor.app, http::see_other(&path))),
        Err(_) => {
            let mut errors = Errors::default();
            errors.add(
                "person",
                "Nobody here is called that. Choose a name from the list, or write the mail address.",
            );
            let html = page(&posted.visitor, number, None, errors, false).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, http::page(html)).into_response())
        }
    }
}

/// The person with this address, or the only one whose name begins so.
fn found(conn: &mut Conn, typed: &str) -> Result<Option<PersonId>, store::Error> {
    if let Some(person) = person::by_address(conn, typed)? {
        return Ok(Some(person.id));
    }
    let named = person::starting_with(conn, typed, 2)?;
    Ok(match named.as_slice() {
        [one] => Some(one.id),
        _ => None,
    })
}
