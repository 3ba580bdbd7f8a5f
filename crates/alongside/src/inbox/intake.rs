//! One mail taken in, in one unit of work: look up, decide, call the ticket's verb, say what became of it. The
//! unit may run again, on this node or another, and the mail is still taken in once.

use super::decide::{Decision, Look, Tie, decide};
use super::find::{self, Found};
use super::read::Letter;
use super::store::Claim;
use super::{OWN_TOPIC, RawState, bounce, store};
use crate::clock::At;
use crate::ids::{MessageId, PersonId, TicketId};
use crate::person::{self, Actor, Person, Role};
use crate::ticket::attachment::NewAttachment;
use crate::ticket::create::{NewTicket, create};
use crate::ticket::message::Words;
use crate::ticket::reply::{Wish, note, reply};
use crate::ticket::{self, By, Format, Ticket, Via, by_mail};
use ::store::Tx;

const SAME: &str = "The same mail came before.";

/// How many of those in Cc join.
const COPIES_MAX: usize = 20;

/// A mail that was read, with its files in the blob store and its writer's proof looked at.
#[derive(Clone, Debug)]
pub struct Prepared {
    pub claim: Claim,
    pub letter: Letter,
    pub files: Vec<NewAttachment>,
    pub is_proven: bool,
}

/// What became of a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    pub state: RawState,
    /// A sentence for the admin.
    pub text: String,
    pub ticket: Option<TicketId>,
    pub message: Option<MessageId>,
}

impl Outcome {
    pub fn done(text: &str) -> Outcome {
        Outcome { state: RawState::Done, text: text.to_owned(), ticket: None, message: None }
    }

    pub fn look(text: &str) -> Outcome {
        Outcome { state: RawState::NeedsLook, ..Outcome::done(text) }
    }

    fn on(ticket: &Ticket, message: MessageId, text: String) -> Outcome {
        Outcome { state: RawState::Done, text, ticket: Some(ticket.id), message: Some(message) }
    }
}

/// Why a mail was not taken in this time.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Trouble {
    /// Somebody else has the claim now; nothing was done.
    #[error("the claim ran out")]
    Lost,
    /// Trying again will not help: a person has to look.
    #[error("{0}")]
    Refused(String),
    #[error(transparent)]
    Fault(#[from] ::store::Error),
}

impl From<ticket::Error> for Trouble {
    fn from(error: ticket::Error) -> Trouble {
        match error {
            ticket::Error::Refused(refused) => Trouble::Refused(refused.to_string()),
            ticket::Error::Fault(fault) => Trouble::Fault(fault),
        }
    }
}

impl From<person::Error> for Trouble {
    fn from(error: person::Error) -> Trouble {
        match error {
            // Met by somebody else at the very same moment: the unit runs again and finds them.
            person::Error::Refused(person::Refused::AddressTaken(constraint)) => {
                Trouble::Fault(::store::Error::Unique { constraint })
            }
            person::Error::Refused(refused) => Trouble::Refused(refused.to_string()),
            person::Error::Fault(fault) => Trouble::Fault(fault),
        }
    }
}

/// Takes one mail in and gives its claim up.
pub fn take_in(tx: &mut Tx, mail: &Prepared, reply_key: &[u8; 32], now: At) -> Result<Outcome, Trouble> {
    let outcome = settle(tx, mail, reply_key, now)?;
    if !store::finish(tx, &mail.claim, outcome.state, &outcome.text, outcome.ticket, outcome.message)? {
        return Err(Trouble::Lost);
    }
    Ok(outcome)
}

fn settle(tx: &mut Tx, mail: &Prepared, reply_key: &[u8; 32], now: At) -> Result<Outcome, Trouble> {
    let letter = &mail.letter;
    let found = find::look_up(tx, letter, reply_key, mail.is_proven)?;
    let decision = decide(&found.facts);
    match decision {
        Decision::OwnMail => {
            tx.publish(OWN_TOPIC, letter.message_id.as_deref().unwrap_or_default());
            return Ok(Outcome::done("A mail of our own that came back."));
        }
        Decision::Again => {
            let (message, ticket) = found.known.unzip();
            return Ok(Outcome { ticket, message, ..Outcome::done(SAME) });
        }
        Decision::AnswersNothing => {
            return Ok(Outcome::done("An automatic answer to nothing we know."));
        }
        Decision::Look(Look::NoSender) => return Ok(Outcome::look("It does not say who sent it.")),
        Decision::Look(Look::ClaimsToBeUs) => {
            return Ok(Outcome::look(
                "It says that it is from an address of ours, but it did not leave here.",
            ));
        }
        Decision::Bounce => return Ok(bounce::attach(tx, letter, reply_key, now)?),
        _ => {}
    }
    let person = person::meet(tx, letter.from.as_deref().unwrap_or_default(), &letter.from_name, now)?;
    if found.facts.origin == mail::Origin::Person {
        person::clear_undeliverable(tx, letter.from.as_deref().unwrap_or_default())?;
    }
    // Looked up once more: another node may have met the writer and taken the same mail in meanwhile.
    if let Some((message, ticket)) = find::known(tx, letter, Some(&person))? {
        let (ticket, message) = (Some(ticket), Some(message));
        return Ok(Outcome { ticket, message, ..Outcome::done(SAME) });
    }
    let actor = actor(tx, &person)?;
    let by = By { actor: &actor, now, via: Via::Mail };
    let words = words(mail, rfc_id(tx, letter)?);
    match (decision, &found.ticket) {
        (Decision::NewTicket { tie, receipt, with_copies }, earlier) => {
            let copies = if with_copies { copies(tx, letter, &found, &person, now)? } else { Vec::new() };
            let watchers: Vec<PersonId> = copies.iter().map(|p| p.id).collect();
            let receipt = receipt && person::claim_automatic_answer(tx, &person.address, now)?;
            let new = NewTicket {
                subject: &letter.subject,
                words,
                mail_address: found.mailbox.as_ref().map(|a| a.id),
                watchers: &watchers,
                receipt,
                follows: earlier.as_ref().filter(|_| tie == Tie::Follows).map(|t| t.id),
                ..NewTicket::default()
            };
            let (ticket, message) = create(tx, &by, &new)?;
            if let (Tie::Related, Some(earlier)) = (tie, earlier) {
                by_mail::link(tx, &by, &ticket, earlier.id)?;
            }
            Ok(Outcome::on(&ticket, message, format!("Became ticket #{}.", ticket.number)))
        }
        (Decision::MachineNote, Some(ticket)) => {
            let message = by_mail::note_from_machine(tx, &by, ticket, &words)?;
            Ok(Outcome::on(
                ticket,
                message,
                format!("An automatic answer, now a note on #{}.", ticket.number),
            ))
        }
        (Decision::Reply { joins }, Some(ticket)) => {
            if joins {
                by_mail::join(tx, &by, ticket, &person)?;
            }
            join_copies(tx, &by, letter, &found, &person, ticket)?;
            let message = reply(tx, &by, ticket, &words, Wish::default())?;
            Ok(Outcome::on(ticket, message, format!("A reply on #{}.", ticket.number)))
        }
        (Decision::StaffReply { held }, Some(ticket)) => {
            if !held {
                join_copies(tx, &by, letter, &found, &person, ticket)?;
            }
            let message = reply(tx, &by, ticket, &words, Wish { held, ..Wish::default() })?;
            let how = if held { "held until they say yes" } else { "sent on" };
            Ok(Outcome::on(ticket, message, format!("A colleague's reply on #{}, {how}.", ticket.number)))
        }
        (Decision::StaffNote { held: true }, Some(ticket)) => {
            let message = by_mail::held_note(tx, &by, ticket, &words)?;
            Ok(Outcome::on(ticket, message, format!("A note on #{}, held.", ticket.number)))
        }
        (Decision::StaffNote { held: false }, Some(ticket)) => {
            let message = note(tx, &by, ticket, &words)?;
            Ok(Outcome::on(ticket, message, format!("A note on #{}.", ticket.number)))
        }
        _ => Ok(Outcome::look("It was not clear where it belongs.")),
    }
}

/// Whoever may sign in acts as themselves; somebody who may not any more is heard like anybody outside.
fn actor(tx: &mut Tx, person: &Person) -> Result<Actor, ::store::Error> {
    Ok(person::actor(tx, person.id)?.unwrap_or_else(|| Actor {
        id: person.id,
        name: person.name.clone(),
        role: Role::Requester,
        teams: Vec::new(),
        language: person.language.clone(),
        time_zone: person.time_zone.clone(),
    }))
}

/// The Message-ID to keep, unless another writer's message has it.
fn rfc_id<'a>(tx: &mut Tx, letter: &'a Letter) -> Result<Option<&'a str>, ::store::Error> {
    match letter.message_id.as_deref() {
        Some(id) if ticket::by_rfc_id(tx, id)?.is_none() => Ok(Some(id)),
        _ => Ok(None),
    }
}

fn words<'a>(mail: &'a Prepared, rfc_id: Option<&'a str>) -> Words<'a> {
    Words {
        body: &mail.letter.body,
        folded: &mail.letter.folded,
        format: Some(Format::Plain),
        html: mail.letter.html.as_deref(),
        uploads: &[],
        files: &mail.files,
        rfc_id,
        raw_mail: Some(mail.claim.id.0),
    }
}

/// The people in Cc, met if need be: neither the writer nor addresses of ours.
fn copies(
    tx: &mut Tx,
    letter: &Letter,
    found: &Found,
    writer: &Person,
    now: At,
) -> Result<Vec<Person>, Trouble> {
    let mut people: Vec<Person> = Vec::new();
    for (address, name) in &letter.cc {
        if people.len() == COPIES_MAX {
            break;
        }
        if !person::is_address(address) || found.ours.named(address).is_some() {
            continue;
        }
        let copy = person::meet(tx, address, name, now)?;
        if copy.id != writer.id && !people.iter().any(|p| p.id == copy.id) {
            people.push(copy);
        }
    }
    Ok(people)
}

fn join_copies(
    tx: &mut Tx,
    by: &By,
    letter: &Letter,
    found: &Found,
    writer: &Person,
    ticket: &Ticket,
) -> Result<(), Trouble> {
    for copy in copies(tx, letter, found, writer, by.now)? {
        by_mail::join(tx, by, ticket, &copy)?;
    }
    Ok(())
}
