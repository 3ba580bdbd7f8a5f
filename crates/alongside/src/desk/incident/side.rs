//! What a ticket's page shows of incidents: the one that it belongs to, or may belong to.

use super::{clock, state_shown};
use crate::http::moment::Reader;
use crate::http::{Signed, Visitor};
use crate::incident::pages::{Panel, PanelRow};
use crate::incident::{self, LinkState};
use crate::person::Power;
use crate::ticket::Ticket;
use crate::view::{Choice, Choices, Html};
use store::Conn;

/// The panel; empty when there is nothing to show or to do.
pub(in crate::desk) fn panel(
    conn: &mut Conn,
    visitor: &Visitor,
    signed: &Signed,
    ticket: &Ticket,
    back: &str,
) -> Result<Html, store::Error> {
    let reader = Reader::of(&visitor.app, &signed.actor);
    let incidents = incident::of_ticket(conn, ticket.id)?;
    let open = incident::open_now(conn)?;
    let rows = incidents.iter().filter(|(i, state, _)| i.is_open() || *state == LinkState::Linked);
    let choices = open.iter().map(|o| Choice {
        value: o.incident.number.to_string(),
        label: format!("Incident {}, {}", o.incident.number, o.incident.title),
        chosen: false,
    });
    let panel = Panel {
        csrf: visitor.csrf(),
        ticket: ticket.id.to_string(),
        back: back.to_owned(),
        incidents: rows
            .map(|(i, state, answer)| PanelRow {
                number: i.number.to_string(),
                title: i.title.clone(),
                state: state_shown(i.state),
                offered: *state == LinkState::Offered,
                clock: clock(i, &reader, signed.now),
                answer: answer.word(),
            })
            .collect(),
        others: Choices(choices.collect()),
        can_work: signed.actor.may(Power::WorkTicket) && ticket.merged_into.is_none(),
        number: ticket.number.to_string(),
    };
    Ok(panel.html())
}
