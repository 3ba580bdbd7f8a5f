//! The harness of the tests: a migrated database of its own for each, a small cast, and a clock that the test
//! moves. Ana asks, Bo answers, Cy helps behind the scenes, Di leads, Eve may see nothing, Fay is the admin.

pub mod browser;
mod permission_table;

use crate::app::{App, MIGRATIONS};
use crate::blob::Blobs;
use crate::clock::{At, Clock};
use crate::config::Config;
use crate::ids::{MessageId, TeamId};
use crate::mailbox::store::NewMailAddress;
use crate::person::{self, Actor, NewPerson, Role};
use crate::secret::Key;
use crate::ticket::create::NewTicket;
use crate::ticket::message::Words;
use crate::ticket::{By, Ticket, Via};
use crate::{mailbox, team, ticket};
use ::store::testing::TestDb;
use ::store::{Conn, Tx};

/// 2026-11-24T09:00:00Z, a Tuesday.
pub const START: At = At(1_795_510_800_000_000);

pub struct Desk {
    pub app: App,
    pub ana: Actor,
    pub bo: Actor,
    pub cy: Actor,
    pub di: Actor,
    pub eve: Actor,
    pub fay: Actor,
    pub network: TeamId,
    db: TestDb,
    folder: tempfile::TempDir,
}

impl Desk {
    fn bare() -> (App, TestDb, tempfile::TempDir) {
        let db = ::store::testing::database(MIGRATIONS);
        let folder = tempfile::tempdir().expect("a temporary folder");
        let clock = Clock::at_hand(START);
        let config = Config { data: folder.path().to_owned(), ..Config::default() };
        let blobs = Blobs::folder(folder.path().join("attachments"));
        let key = Key::from_bytes([7; 32]);
        let app = App::new(db.clone(), clock, blobs, config, key, "test".to_owned());
        (app, db, folder)
    }

    /// A desk nobody has set up yet: the cast is not there.
    pub fn empty() -> Desk {
        let (app, db, folder) = Desk::bare();
        let nobody = Actor {
            id: crate::ids::PersonId(0),
            name: "Nobody".to_owned(),
            role: Role::Requester,
            teams: Vec::new(),
            language: "en".to_owned(),
            time_zone: String::new(),
        };
        let [ana, bo, cy, di, eve, fay] = std::array::from_fn(|_| nobody.clone());
        Desk { app, ana, bo, cy, di, eve, fay, network: TeamId(0), db, folder }
    }

    /// A desk with its cast, the team Network (Bo and Di) and the address help@desk.example.
    pub fn new() -> Desk {
        let (app, db, folder) = Desk::bare();
        let (actors, network) = app
            .db
            .write_blocking(|tx| {
                let network = team::store::insert(tx, "Network", "network")?;
                mailbox::store::insert(
                    tx,
                    &NewMailAddress {
                        address: "help@desk.example",
                        name: "IT help",
                        team: None,
                        is_default: true,
                        imap: None,
                        relay: None,
                    },
                )?;
                let cast = [
                    ("Ana Lind", "ana@example.org", Role::Requester),
                    ("Bo Berg", "bo@desk.example", Role::Agent),
                    ("Cy Dahl", "cy@desk.example", Role::Contributor),
                    ("Di Ek", "di@desk.example", Role::Lead),
                    ("Eve Falk", "eve@elsewhere.example", Role::Requester),
                    ("Fay Gran", "fay@desk.example", Role::Admin),
                ];
                let mut ids = Vec::new();
                for (name, address, role) in cast {
                    let new =
                        NewPerson { name, address, role, language: "en", time_zone: "Europe/Stockholm" };
                    ids.push(person::add(tx, &new, START)?.id);
                }
                team::store::join(tx, network, ids[1])?;
                team::store::join(tx, network, ids[3])?;
                let mut actors = Vec::new();
                for id in ids {
                    actors.extend(person::store::actor(tx, id)?);
                }
                Ok::<_, person::Error>((actors, network))
            })
            .expect("the cast");
        let [ana, bo, cy, di, eve, fay]: [Actor; 6] = actors.try_into().expect("six people");
        Desk { app, ana, bo, cy, di, eve, fay, network, db, folder }
    }

    pub fn dialect(&self) -> ::store::Dialect {
        self.db.dialect()
    }

    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    pub fn now(&self) -> At {
        self.app.clock.now()
    }

    /// Moves the clock.
    pub fn passes(&self, span: i64) {
        self.app.clock.advance(span);
    }

    /// One read unit; panics on an error.
    pub fn read<T: Send + 'static>(
        &self,
        unit: impl FnMut(&mut Conn) -> Result<T, ::store::Error> + Send + 'static,
    ) -> T {
        self.app.db.read_blocking(unit).expect("the read")
    }

    /// One write unit.
    pub fn write<T, E>(&self, unit: impl FnMut(&mut Tx) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<::store::Error> + Send + 'static,
    {
        self.app.db.write_blocking(unit)
    }

    /// `actor` asks for help by the portal.
    pub fn asks(&self, actor: &Actor, subject: &str, body: &str) -> Ticket {
        let (actor, now, subject, body) = (actor.clone(), self.now(), subject.to_owned(), body.to_owned());
        self.write(move |tx| {
            let by = By { actor: &actor, now, via: Via::Portal };
            let words = Words { body: &body, ..Words::default() };
            ticket::create::create(tx, &by, &NewTicket { subject: &subject, words, ..NewTicket::default() })
        })
        .expect("the ticket")
        .0
    }

    /// `actor` replies in the desk (staff) or the portal.
    pub fn replies(&self, actor: &Actor, ticket: &Ticket, body: &str) -> Result<MessageId, ticket::Error> {
        self.replies_with(actor, ticket, body, ticket::reply::Wish::default())
    }

    pub fn replies_with(
        &self,
        actor: &Actor,
        ticket: &Ticket,
        body: &str,
        wish: ticket::reply::Wish,
    ) -> Result<MessageId, ticket::Error> {
        let (actor, now, body) = (actor.clone(), self.now(), body.to_owned());
        let id = ticket.id;
        self.write(move |tx| {
            let ticket = ticket::store::any(tx, id)?.expect("the ticket");
            let via = if actor.is_staff() { Via::Desk } else { Via::Portal };
            let by = By { actor: &actor, now, via };
            ticket::reply::reply(tx, &by, &ticket, &Words { body: &body, ..Words::default() }, wish)
        })
    }

    pub fn notes(&self, actor: &Actor, ticket: &Ticket, body: &str) -> Result<MessageId, ticket::Error> {
        let (actor, now, body, id) = (actor.clone(), self.now(), body.to_owned(), ticket.id);
        self.write(move |tx| {
            let ticket = ticket::store::any(tx, id)?.expect("the ticket");
            let by = By { actor: &actor, now, via: Via::Desk };
            ticket::reply::note(tx, &by, &ticket, &Words { body: &body, ..Words::default() })
        })
    }

    /// The ticket as it is now.
    pub fn fresh(&self, ticket: &Ticket) -> Ticket {
        let id = ticket.id;
        self.read(move |conn| ticket::store::any(conn, id)).expect("the ticket")
    }

    /// `actor` does something to the ticket as it is now, in the desk.
    pub fn does<T: Send + 'static>(
        &self,
        actor: &Actor,
        ticket: &Ticket,
        mut verb: impl FnMut(&mut Tx, &By, &Ticket) -> Result<T, ticket::Error> + Send + 'static,
    ) -> Result<T, ticket::Error> {
        let (actor, now, id) = (actor.clone(), self.now(), ticket.id);
        self.write(move |tx| {
            let ticket = ticket::store::any(tx, id)?.expect("the ticket");
            verb(tx, &By { actor: &actor, now, via: Via::Desk }, &ticket)
        })
    }
}

impl Default for Desk {
    fn default() -> Self {
        Desk::new()
    }
}
