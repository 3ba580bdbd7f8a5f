//! What we know of already: incidents on the first page, beside a new request and in one's own; “it happens to me as
//! well”; and, once it is over, whether it works.

use super::frame;
use super::pages::{Part, Trouble, TroublePage, WorksPage};
use crate::broadcast::word;
use crate::clock::At;
use crate::http::told::Told;
use crate::http::{self, Flash, Posted, Problem, Signed, Visitor};
use crate::ids::{IncidentId, PersonId, TicketId};
use crate::incident::answer::{self, Asked, Mine};
use crate::incident::{self, Answer, Incident, Open, State, cluster, offer, people};
use crate::markdown;
use crate::service;
use crate::ticket::Ticket;
use crate::view::{Html, Shell};
use axum::extract::Path;
use axum::response::Response;
use store::Conn;

/// Cards on the first page.
const CARDS_MAX: usize = 3;
/// Until so long after it was over its page still asks.
const ASKED_FOR: i64 = 14 * crate::clock::DAY;

fn says(state: State) -> &'static str {
    match state {
        State::Investigating => "trouble-investigating",
        State::Identified => "trouble-identified",
        State::Monitoring => "trouble-monitoring",
        State::Resolved => "trouble-resolved",
    }
}

/// The words on one incident, for a reader with this shell.
fn card(
    conn: &mut Conn,
    i: &Incident,
    shell: &Shell,
    told: &Told,
    now: At,
    part: Part,
) -> Result<Trouble, store::Error> {
    let newest = incident::updates(conn, i.id)?.into_iter().next();
    let t = shell.t;
    Ok(Trouble {
        public_id: i.public_id.clone(),
        title: i.title.clone(),
        says: t.say(says(i.state)),
        latest: newest.map(|u| Html(markdown::to_html(&u.body))).unwrap_or_default(),
        late: i.is_late(now),
        next: match i.next_update_by {
            Some(by) if i.is_late(now) => t.with("trouble-late", "date", told.date(by)),
            Some(by) => t.with("trouble-next", "date", told.date(by)),
            None => String::new(),
        },
        path: i.public_path(),
        part,
        shell: shell.clone(),
    })
}

fn part(i: &Incident, mine: Mine) -> Part {
    match (mine.ticket, i.is_open()) {
        (Some((_, number, _)), true) => Part::Request(format!("#{number}"), format!("/requests/{number}")),
        (Some((.., Answer::None)), false) => Part::Asked(format!("/trouble/{}/answer", i.public_id)),
        (None, true) if mine.me_too => Part::Joined,
        (None, true) => Part::MayJoin,
        (None, false) if mine.me_too => Part::Asked(format!("/trouble/{}/answer", i.public_id)),
        _ => Part::Reader,
    }
}

/// Whether an incident is on something that this person uses; where nobody said who uses a service, everybody may.
fn touches(conn: &mut Conn, open: &Open, person: PersonId) -> Result<bool, store::Error> {
    if open.services.is_empty() {
        return Ok(true);
    }
    let used = service::used_by(conn, person)?;
    for (id, ..) in &open.services {
        if used.contains(id) {
            return Ok(true);
        }
        if service::affected_count(conn, &[*id])? == 0 {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The cards of the first page: open, for everybody to know, and on what this person uses.
pub(super) fn cards(
    conn: &mut Conn,
    visitor: &Visitor,
    signed: Option<&Signed>,
    shell: &Shell,
) -> Result<Vec<Html>, store::Error> {
    let open = incident::open_now(conn)?;
    let now = visitor.app.clock.now();
    let mut cards = Vec::new();
    for one in open.iter().filter(|o| o.incident.is_public) {
        if cards.len() == CARDS_MAX {
            break;
        }
        let (told, own) = match signed {
            None => (Told::stranger(&visitor.app, shell.t.0), Part::Reader),
            Some(signed) => {
                let mine = answer::mine(conn, signed.actor.id, one.incident.id)?;
                let concerned = mine.me_too || mine.ticket.is_some();
                if !concerned && !touches(conn, one, signed.actor.id)? {
                    continue;
                }
                (Told::of(&visitor.app, &signed.actor), part(&one.incident, mine))
            }
        };
        cards.push(card(conn, &one.incident, shell, &told, now, own)?.html());
    }
    Ok(cards)
}

/// What the page of one's own request says of the incident that it belongs to; empty when there is nothing to say.
pub(super) fn in_request(
    conn: &mut Conn,
    ticket: &Ticket,
    shell: &Shell,
    told: &Told,
    now: At,
) -> Result<Html, store::Error> {
    let linked = incident::of_ticket(conn, ticket.id)?.into_iter();
    let newest = linked.filter(|(_, state, _)| *state == incident::LinkState::Linked).max_by_key(|l| l.0.id);
    let Some((i, _, answer)) = newest else { return Ok(Html::default()) };
    let part = match (i.resolved_at, answer) {
        (None, _) => Part::Reader,
        (Some(over), Answer::None) if now.since(over) <= ASKED_FOR => {
            Part::Asked(format!("/requests/{}/works", ticket.number))
        }
        _ => return Ok(Html::default()),
    };
    Ok(Trouble { latest: Html::default(), ..card(conn, &i, shell, told, now, part)? }.html())
}

/// The open incident that what somebody is about to ask is about, and that they have no part in yet.
pub(super) async fn about(visitor: &Visitor, text: &str) -> Result<Option<Trouble>, Problem> {
    let (asked, text) = (visitor.clone(), text.to_owned());
    visitor
        .read(None, move |conn, signed| {
            let open = incident::open_now(conn)?;
            for one in open.iter().filter(|o| o.incident.is_public) {
                if !cluster::is_about(&offer::known(one), None, &text) {
                    continue;
                }
                let mine = answer::mine(conn, signed.actor.id, one.incident.id)?;
                let own = part(&one.incident, mine);
                if own == Part::MayJoin {
                    let told = Told::of(&asked.app, &signed.actor);
                    let shell = frame(&asked, Some(signed), "ask");
                    return Ok(Some(card(conn, &one.incident, &shell, &told, signed.now, own)?));
                }
            }
            Ok(None)
        })
        .await
}

fn public(conn: &mut Conn, public_id: &str) -> Result<Incident, Problem> {
    incident::by_public_id(conn, public_id)?.filter(|i| i.is_public).ok_or(Problem::NotFound)
}

/// `GET /trouble/{public_id}`
pub(super) async fn show(visitor: Visitor, Path(public_id): Path<String>) -> Result<Response, Problem> {
    let asked = visitor.clone();
    let html = visitor
        .read(None, move |conn, signed| {
            let i = public(conn, &public_id)?;
            let mine = answer::mine(conn, signed.actor.id, i.id)?;
            let (shell, told) = (frame(&asked, Some(signed), ""), Told::of(&asked.app, &signed.actor));
            let trouble = card(conn, &i, &shell, &told, signed.now, part(&i, mine))?;
            Ok(TroublePage { shell, trouble }.html())
        })
        .await?;
    Ok(http::finish(&visitor, html))
}

/// `POST /trouble/{public_id}`: `do` me_too or not_me.
pub(super) async fn join(Path(public_id): Path<String>, posted: Posted) -> Result<Response, Problem> {
    let leave = posted.form.get("do") == "not_me";
    let visitor = posted.visitor;
    let done = visitor
        .write(None, move |tx, signed| {
            let i = public(tx, &public_id)?;
            let t = super::texts(signed);
            if leave {
                people::not_me(tx, signed.actor.id, &i)?;
                return Ok(Flash::good(t.say("trouble-is-not-told")));
            }
            Ok(match people::me_too(tx, signed.actor.id, &i, signed.now)? {
                true => Flash::good(t.say("trouble-is-told")),
                false => Flash::bad(t.say("trouble-gone")),
            })
        })
        .await?;
    Ok(done.attach(&visitor.app, http::see_other("/")))
}

fn wanted(posted: &Posted) -> Result<Answer, Problem> {
    match posted.form.parse("answer") {
        Some(answer @ (Answer::Works | Answer::NotYet)) => Ok(answer),
        _ => Err(Problem::Unreadable),
    }
}

fn thanks(said: Answer) -> &'static str {
    if said == Answer::Works { "trouble-works-thanks" } else { "trouble-works-sorry" }
}

/// `POST /trouble/{public_id}/answer`: `answer`.
pub(super) async fn say(Path(public_id): Path<String>, posted: Posted) -> Result<Response, Problem> {
    let said = wanted(&posted);
    let visitor = posted.visitor;
    let flash = visitor
        .write(None, move |tx, signed| {
            let i = public(tx, &public_id)?;
            let said = said.clone()?;
            let mine = answer::mine(tx, signed.actor.id, i.id)?;
            let asked = match mine.ticket {
                Some((ticket, ..)) => Asked::Ticket(ticket),
                None => Asked::Person(signed.actor.id),
            };
            tx.attempt(|tx| Ok::<_, Problem>(answer::answer(tx, signed.now, i.id, asked, said).map(drop)?))?;
            Ok(Flash::good(super::texts(signed).say(thanks(said))))
        })
        .await?;
    Ok(flash.attach(&visitor.app, http::see_other("/")))
}

/// `POST /requests/{number}/works`: `answer`, from one's own request.
pub(super) async fn say_in_request(Path(number): Path<i64>, posted: Posted) -> Result<Response, Problem> {
    let said = wanted(&posted);
    let visitor = posted.visitor;
    let flash = visitor
        .write(None, move |tx, signed| {
            let ticket = crate::ticket::find(tx, &super::asker(signed), number)?.ok_or(Problem::NotFound)?;
            if ticket.requester != signed.actor.id {
                return Err(Problem::NotFound);
            }
            let said = said.clone()?;
            let linked = incident::of_ticket(tx, ticket.id)?.into_iter().find(|(i, ..)| !i.is_open());
            let (i, ..) = linked.ok_or(Problem::NotFound)?;
            let asked = Asked::Ticket(ticket.id);
            tx.attempt(|tx| Ok::<_, Problem>(answer::answer(tx, signed.now, i.id, asked, said).map(drop)?))?;
            Ok(Flash::good(super::texts(signed).say(thanks(said))))
        })
        .await?;
    Ok(flash.attach(&visitor.app, http::see_other(&format!("/requests/{number}"))))
}

/// What a word in a link is about: the incident, and for whom it is asked.
fn opened(visitor: &Visitor, text: &str) -> Option<(IncidentId, Asked)> {
    let numbers = word::open(&visitor.app.key.derive(word::KEY), word::WORKS, text)?;
    match numbers.as_slice() {
        [id, ticket, 0] if *ticket > 0 => Some((IncidentId(*id), Asked::Ticket(TicketId(*ticket)))),
        [id, 0, person] if *person > 0 => Some((IncidentId(*id), Asked::Person(PersonId(*person)))),
        _ => None,
    }
}

/// `GET /works/{word}`: looking changes nothing, since mail programs look at links by themselves.
pub(super) async fn ask(mut visitor: Visitor, Path(text): Path<String>) -> Result<Response, Problem> {
    let Some((id, _)) = opened(&visitor, &text) else { return Err(Problem::NotFound) };
    let found = visitor.app.db.read(move |conn| incident::find(conn, id)).await?;
    let title = found.ok_or(Problem::NotFound)?.title;
    http::page_for_strangers(&mut visitor, |shell| WorksPage { shell, word: text, title, done: "" }.html())
}

/// `POST /works/{word}`: `answer`.
pub(super) async fn answered(Path(text): Path<String>, posted: Posted) -> Result<Response, Problem> {
    let said = wanted(&posted);
    let mut visitor = posted.visitor;
    let Some((id, asked)) = opened(&visitor, &text) else { return Err(Problem::NotFound) };
    let said = said?;
    let now = visitor.app.clock.now();
    let done = visitor
        .app
        .db
        .write(move |tx| tx.attempt(|tx| Ok::<_, Problem>(answer::answer(tx, now, id, asked, said)?)))
        .await;
    let (title, done) = match done {
        Ok(incident) => (incident.title, thanks(said)),
        Err(Problem::Refused(_)) => (String::new(), "trouble-works-unknown"),
        Err(problem) => return Err(problem),
    };
    http::page_for_strangers(&mut visitor, |shell| WorksPage { shell, word: text, title, done }.html())
}
