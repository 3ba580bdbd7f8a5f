//! One change's page.

use super::{DESK, badge, change_of, local, names, service_name, span, window, zone_of};
use crate::change::announce::{self, Occasion};
use crate::change::clash::{self, Why};
use crate::change::pages::{Approval, ChangePage, Entry, Paragraph, SendRow, Warning};
use crate::change::{self, Change, Kind, SendTime, State, audience, freeze, rule};
use crate::http::moment::Reader;
use crate::http::{self, Problem, Signed, Visitor, desk_frame, face};
use crate::ids::{ChangeId, PersonId, ServiceId};
use crate::person::{Power, colleague_names};
use crate::record::{self, timeline};
use crate::view::Place;
use crate::{broadcast, service, team};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use store::Conn;

/// `GET /desk/changes/{number}`
pub(super) async fn show(visitor: Visitor, Path(number): Path<i64>) -> Result<Response, Problem> {
    let html = page(&visitor, number, String::new(), String::new()).await?;
    Ok(http::finish(&visitor, html))
}

/// The page again after a refusal, with what was typed.
pub(super) async fn refused(
    visitor: &Visitor,
    number: i64,
    why: String,
    typed: String,
) -> Result<Response, Problem> {
    let html = page(visitor, number, why, typed).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, http::page(html)).into_response())
}

async fn page(visitor: &Visitor, number: i64, refused: String, typed: String) -> Result<String, Problem> {
    let asked = visitor.clone();
    visitor
        .read(DESK, move |conn, signed| {
            let change = change_of(conn, number)?;
            let mut page = filled(conn, &asked, signed, &change)?;
            page.refused = refused.clone();
            page.typed = typed.clone();
            Ok(page.html())
        })
        .await
}

fn filled(conn: &mut Conn, asked: &Visitor, signed: &Signed, c: &Change) -> Result<ChangePage, Problem> {
    let now = signed.now;
    let reader = Reader::of(&asked.app, &signed.actor);
    let people = colleague_names(conn)?;
    let name =
        |id: PersonId| people.iter().find(|(p, _, _)| *p == id).map_or("", |(_, name, _)| name.as_str());
    let known = service::known(conn)?;
    let services = change::services(conn, c.id)?;
    let hands = change::hands(conn, c.id)?;
    let frozen = freeze::over(conn, c.window(), &services)?;
    let gaps = match c.state {
        State::Draft => rule::gaps(c, services.len(), !frozen.is_empty()),
        _ => Vec::new(),
    };
    let mut warnings = Vec::new();
    if !c.state.is_over() {
        warnings.extend(clashes(conn, c)?);
        warnings.extend(frozen.iter().map(|f| Warning {
            words: match c.freeze_reason.is_empty() {
                true => format!("It lies in a freeze: {}.", f.name),
                false => format!("It lies in a freeze: {}. It cannot wait: {}", f.name, c.freeze_reason),
            },
            href: "/desk/calendar#freezes".to_owned(),
        }));
    }
    let there = zone_of(&c.time_zone);
    let when = window(&reader, c, now);
    let when_there = c.window().map_or(String::new(), |(from, until)| span(&there, from, until, now));
    let announcement = announce::of(conn, c.id)?;
    let missing = announce::missing(&announcement.words, c.window());
    let needed = rule::needed(c.kind, c.risk());
    let approvals = change::approvals(conn, c.id)?;
    let works = signed.actor.may(Power::WorkTicket) || signed.actor.id == c.owner;
    let is_hand = works || hands.iter().any(|(id, _)| *id == signed.actor.id);
    let open = matches!(c.state, State::Draft | State::Asked | State::Approved);
    let afterwards = needed.afterwards && !matches!(c.state, State::Draft | State::Asked | State::Cancelled);
    let said_yes = approvals.iter().any(|a| a.yes && a.person == signed.actor.id);
    let caused = match c.caused {
        Some(id) => record::find(conn, id)?.map(|r| (r.name(), r.title.clone(), r.path())),
        None => None,
    };
    let team = match c.team {
        Some(id) => team::find(conn, id)?.map(|t| t.name).unwrap_or_default(),
        None => String::new(),
    };
    let sends = sends(conn, &reader, c.id, &announcement)?;
    let audience = audience::of(conn, c.id)?.told.len();
    let texts = [
        ("The plan", &c.plan),
        ("How we will know that it worked", &c.test),
        ("How it is undone", &c.undo_plan),
        ("Point of no return", &c.point_of_no_return),
    ];
    Ok(ChangePage {
        desk: desk_frame(conn, asked, signed, Place::Changes, None)?,
        number: c.number.to_string(),
        title: c.title.clone(),
        badge: badge(c.state),
        kind: c.kind.word(),
        risk: (c.risk().key(), c.risk().word()),
        impact: (c.impact.word(), c.impact.impact()),
        likelihood: (c.likelihood.word(), c.likelihood.likelihood()),
        when_there: if when_there == when { String::new() } else { format!("{when_there}, {}", c.time_zone) },
        when,
        starts: local(&there, c.starts_at),
        ends: local(&there, c.ends_at),
        time_zone: c.time_zone.clone(),
        owner: face(c.owner, name(c.owner), true),
        team,
        services: known
            .iter()
            .filter(|s| services.contains(&s.id))
            .map(|s| (s.name.clone(), format!("/desk/services/{}", s.id)))
            .collect(),
        hands: hands.iter().map(|(id, name)| face(*id, name, true)).collect(),
        needed: needed.words(),
        approvals: approvals
            .iter()
            .map(|a| Approval {
                who: face(a.person, &a.name, true),
                yes: a.yes,
                words: a.words.clone(),
                at: a.at.map(|at| reader.moment(at, now)).unwrap_or_default(),
            })
            .collect(),
        gaps: gaps.iter().map(|gap| (gap.words(), gap.field())).collect(),
        warnings,
        texts: texts
            .into_iter()
            .filter(|(_, words)| !words.is_empty())
            .map(|(label, words)| Paragraph { label, words: words.clone() })
            .collect(),
        result: c.result.clone(),
        caused,
        timeline: timeline::of(conn, c.id.into())?
            .into_iter()
            .map(|e| Entry {
                words: e.words,
                by: e.actor_name,
                at: reader.moment(e.at, now),
                note: e.kind == timeline::EntryKind::Note,
            })
            .collect(),
        announcement: match (announcement.is_scheduled, announcement.version) {
            (true, _) => "scheduled",
            (false, 0) => "nothing",
            (false, _) => "draft",
        },
        unsaid: announce::in_words(&missing),
        audience,
        was_told: sends.iter().any(|s| s.sent),
        sends,
        may_edit: works && open,
        may_ask: works && c.state == State::Draft && gaps.is_empty(),
        may_take_back: works && matches!(c.state, State::Asked | State::Approved),
        may_decide: rule::may_decide(signed.actor.role)
            && !said_yes
            && (c.state == State::Asked || afterwards)
            && !(needed.by_others && c.owner == signed.actor.id),
        may_begin: is_hand && c.state == State::Approved,
        may_finish: is_hand && c.state == State::Running,
        may_cancel: works && open,
        may_move: works && open && c.window().is_some(),
        may_link: works && matches!(c.state, State::Failed | State::Undone | State::Done),
        may_template: works && c.kind != Kind::Emergency && matches!(c.state, State::Done | State::Approved),
        typed: String::new(),
        refused: String::new(),
    })
}

/// When people are told and were; what is said when it begins and ends has no time of its own yet.
pub(super) fn sends(
    conn: &mut Conn,
    reader: &Reader,
    change: ChangeId,
    announcement: &announce::Announcement,
) -> Result<Vec<SendRow>, Problem> {
    let sends: Vec<SendTime> = change::sends(conn, change)?;
    let mut rows = Vec::new();
    for send in &sends {
        let at = send.sent_at.unwrap_or(send.due_at).timestamp().to_zoned(reader.zone.clone());
        let counts = match send.broadcast {
            Some(id) => {
                let counts = broadcast::counts(conn, id)?;
                let told = counts.waiting + counts.queued;
                match (announcement.asks_to_acknowledge, counts.acknowledged) {
                    (false, 0) => format!("{told} told"),
                    (_, seen) => format!("{told} told, {seen} said they saw it"),
                }
            }
            None => String::new(),
        };
        rows.push(SendRow {
            occasion: send.occasion.word(),
            when: at.strftime("%a %-d %b %H:%M").to_string(),
            sent: send.sent_at.is_some(),
            counts,
        });
    }
    if announcement.is_scheduled {
        let said = |occasion| sends.iter().any(|s| s.occasion == occasion);
        let over = said(Occasion::End) || said(Occasion::Cancelled);
        for (wanted, occasion) in
            [(announcement.at_start, Occasion::Start), (announcement.at_end, Occasion::End)]
        {
            if wanted && !over && !said(occasion) {
                rows.push(SendRow { occasion: occasion.word(), ..SendRow::default() });
            }
        }
    }
    Ok(rows)
}

fn clashes(conn: &mut Conn, c: &Change) -> Result<Vec<Warning>, Problem> {
    let Some((from, until)) = c.window() else { return Ok(Vec::new()) };
    let all = change::between(conn, from, until)?;
    let found = clash::among(conn, &all)?;
    let mut warnings = Vec::new();
    for clash in found.into_iter().filter(|clash| clash.a == c.id || clash.b == c.id) {
        let other = if clash.a == c.id { clash.b } else { clash.a };
        let Some(other) = all.iter().find(|change| change.id == other) else { continue };
        warnings.push(Warning {
            words: format!(
                "At the same time as {}, {}: {}",
                other.name(),
                other.title,
                why(conn, &clash.why)?
            ),
            href: other.path(),
        });
    }
    Ok(warnings)
}

/// Why two changes are in each other's way, as a sentence.
pub(super) fn why(conn: &mut Conn, why: &Why) -> Result<String, store::Error> {
    let known = service::known(conn)?;
    let one = |id: ServiceId| service_name(&known, id);
    Ok(match why {
        Why::SameService(id) => format!("both are on {}.", names(&known, &[*id])),
        Why::Needs(a, b) => format!("{} needs {}.", one(*a), one(*b)),
        Why::Person(id) => {
            let people = colleague_names(conn)?;
            let name =
                people.iter().find(|(p, _, _)| p == id).map_or("somebody", |(_, name, _)| name.as_str());
            format!("{name} would do both.")
        }
    })
}
