//! What incidents do, on both databases.

use super::cluster::PEOPLE_MIN;
use super::declare::{Declaration, declare};
use super::review::{self, Review};
use super::update::{NewUpdate, renew, update};
use super::*;
use crate::broadcast;
use crate::clock::{HOUR, MINUTE};
use crate::ids::ServiceId;
use crate::outgoing::{OutgoingKind, OutgoingState};
use crate::person::Actor;
use crate::promise::Subject;
use crate::record::timeline;
use crate::service;
use crate::testing::Desk;
use crate::ticket::{By, Status, Ticket, Via};

impl Desk {
    fn has_service(&self, name: &'static str) -> ServiceId {
        let network = self.network;
        self.write(move |tx| service::add(tx, name, "", Some(network))).unwrap()
    }

    fn declares(&self, actor: &Actor, new: &Declaration<'static>) -> Result<Incident, Error> {
        let (actor, now, new) = (actor.clone(), self.now(), new.clone());
        self.write(move |tx| tx.attempt(|tx| declare(tx, &By { actor: &actor, now, via: Via::Desk }, &new)))
    }

    fn does_to<T: Send + 'static>(
        &self,
        actor: &Actor,
        incident: &Incident,
        mut verb: impl FnMut(&mut ::store::Tx, &By, &Incident) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let (actor, now, id) = (actor.clone(), self.now(), incident.id);
        self.write(move |tx| {
            let incident = find(tx, id)?.expect("the incident");
            tx.attempt(|tx| verb(tx, &By { actor: &actor, now, via: Via::Desk }, &incident))
        })
    }

    fn tells(
        &self,
        actor: &Actor,
        incident: &Incident,
        state: State,
        body: &'static str,
    ) -> Result<(), Error> {
        self.does_to(actor, incident, move |tx, by, incident| {
            let new = NewUpdate {
                state,
                body,
                stakeholder_body: "",
                services: &[],
                next_update_by: None,
                seen: None,
            };
            update(tx, by, incident, &new, &[])?;
            Ok(())
        })
    }

    fn incident(&self, incident: &Incident) -> Incident {
        let id = incident.id;
        self.read(move |conn| find(conn, id)).expect("the incident")
    }

    fn drains(&self) {
        let now = self.now();
        while self.write(move |tx| broadcast::drain(tx, now)).unwrap() {}
    }

    /// Waiting mails: address and kind.
    fn mails(&self) -> Vec<(String, OutgoingKind)> {
        self.read(|conn| {
            crate::outgoing::page(conn, OutgoingState::Waiting, crate::ids::OutgoingId(i64::MAX), 500)
        })
        .into_iter()
        .map(|m| (m.recipient, m.kind))
        .collect()
    }

    fn tends(&self) {
        let now = self.now();
        while self.write(move |tx| super::tend::tend(tx, now)).unwrap() {}
        while self.write(move |tx| crate::promise::tend(tx, now)).unwrap() {}
    }

    fn watches(&self) {
        let now = self.now();
        self.write(move |tx| offer::watch(tx, now)).unwrap();
    }
}

fn wifi() -> Declaration<'static> {
    Declaration { title: "Wi-Fi is down", public_id: "k3v9", ..Declaration::default() }
}

#[test]
fn a_declared_incident_has_an_owner_a_service_that_is_down_and_a_promised_next_update() {
    let desk = Desk::new();
    let service = desk.has_service("Wi-Fi");
    let services: &'static [_] = Box::leak(Box::new([(service, ServiceState::Outage)]));
    let made = desk.declares(&desk.bo, &Declaration { services, ..wifi() }).unwrap();
    let incident = desk.incident(&made);
    assert_eq!((incident.owner, incident.number, incident.state), (desk.bo.id, 1, State::Investigating));
    assert_eq!(incident.next_update_by, Some(desk.now().plus(30 * MINUTE)));
    assert_eq!(incident.acknowledged_at, Some(desk.now()));
    let subject = Subject::Record(incident.record());
    let promises = desk.read(move |conn| crate::promise::open_of(conn, subject));
    assert_eq!((promises.len(), promises[0].due_at), (1, desk.now().plus(30 * MINUTE)));
    assert_eq!((promises[0].made_to, promises[0].owner), (None, desk.bo.id));
    let record = incident.record();
    let spells = desk.read(move |conn| service::spell::of_record(conn, record));
    assert_eq!(spells.len(), 1);
    let words: Vec<String> =
        desk.read(move |conn| timeline::of(conn, record)).into_iter().map(|e| e.words).collect();
    assert!(words[0].starts_with("Bo Berg declared it: major. Wi-Fi: down"), "{words:?}");
    assert_eq!(desk.read(open_now).len(), 1);
}

#[test]
fn only_those_who_work_tickets_declare_and_tell() {
    let desk = Desk::new();
    for actor in [&desk.ana, &desk.cy] {
        let refused = desk.declares(actor, &wifi());
        assert!(matches!(refused, Err(Error::Refused(Refused::NotAllowed))), "{}", actor.name);
    }
    let incident = desk.declares(&desk.bo, &wifi()).unwrap();
    let refused = desk.tells(&desk.cy, &incident, State::Identified, "A cable");
    assert!(matches!(refused, Err(Error::Refused(Refused::NotAllowed))));
    desk.does_to(&desk.cy, &incident, |tx, by, i| change::note(tx, by, i, "The switch hums", None)).unwrap();
    desk.does_to(&desk.cy, &incident, people::join).unwrap();
    let id = incident.id;
    assert_eq!(desk.read(move |conn| members(conn, id, Part::Helper, 10)).len(), 1);
    let nothing = desk.declares(&desk.bo, &Declaration { title: "  ", ..wifi() });
    assert!(matches!(nothing, Err(Error::Refused(Refused::NoTitle))));
}

#[test]
fn one_update_reaches_each_ticket_in_its_own_thread_and_everybody_once() {
    let desk = Desk::new();
    let one = desk.asks(&desk.ana, "No Wi-Fi", "In the library");
    let two = desk.asks(&desk.eve, "Wi-Fi gone", "Everywhere");
    let tickets: &'static [TicketId] = Box::leak(Box::new([one.id, two.id]));
    let incident = desk.declares(&desk.bo, &Declaration { tickets, ..wifi() }).unwrap();
    let ana = desk.ana.id;
    desk.does_to(&desk.bo, &incident, move |tx, by, i| Ok(people::me_too(tx, ana, i, by.now)?)).unwrap();
    let (di, fay) = (desk.di.id, desk.fay.id);
    desk.does_to(&desk.bo, &incident, move |tx, by, i| people::add_stakeholder(tx, by, i, di)).unwrap();
    desk.does_to(&desk.bo, &incident, move |tx, by, i| people::add_stakeholder(tx, by, i, fay)).unwrap();
    let before = desk.mails().len();
    desk.does_to(&desk.bo, &incident, |tx, by, i| {
        let new = NewUpdate {
            state: State::Identified,
            body: "A switch broke. We are fetching another one.",
            stakeholder_body: "Exams in hall B cannot start. Please decide about moving them by 11:00.",
            services: &[],
            next_update_by: None,
            seen: None,
        };
        update(tx, by, i, &new, &[])
    })
    .unwrap();
    desk.drains();
    desk.drains();
    let mut mails = desk.mails().split_off(0);
    mails.retain(|(_, kind)| matches!(kind, OutgoingKind::Reply | OutgoingKind::Broadcast));
    mails.sort();
    let expected = [
        ("ana@example.org", OutgoingKind::Reply),
        ("di@desk.example", OutgoingKind::Broadcast),
        ("eve@elsewhere.example", OutgoingKind::Reply),
        ("fay@desk.example", OutgoingKind::Broadcast),
    ];
    assert_eq!(mails, expected.map(|(address, kind)| (address.to_owned(), kind)), "after {before}");
    for ticket in [&one, &two] {
        let last = desk.read({
            let (bo, id, now) = (desk.bo.clone(), ticket.id, desk.now());
            move |conn| ticket::messages(conn, &bo, id, crate::ids::MessageId(0), 10, now)
        });
        assert!(last.last().unwrap().body.starts_with("A switch broke."));
        assert_eq!(desk.fresh(ticket).status, ticket.status);
    }
    let id = incident.id;
    assert_eq!(desk.read(move |conn| updates(conn, id))[0].told, 4);
}

#[test]
fn an_update_after_its_time_is_late_and_its_promise_is_broken_but_kept_late() {
    let desk = Desk::new();
    let incident = desk.declares(&desk.bo, &wifi()).unwrap();
    desk.passes(20 * MINUTE);
    desk.tells(&desk.bo, &incident, State::Investigating, "We look at the switches.").unwrap();
    desk.passes(34 * MINUTE);
    assert!(desk.incident(&incident).is_late(desk.now()));
    desk.tells(&desk.bo, &incident, State::Identified, "A switch broke.").unwrap();
    let id = incident.id;
    let sent = desk.read(move |conn| updates(conn, id));
    assert_eq!(sent.iter().map(|u| u.is_late).collect::<Vec<_>>(), [true, false]);
    let facts = desk.read({
        let incident = desk.incident(&incident);
        move |conn| review::facts(conn, &incident)
    });
    assert_eq!((facts.promises.kept, facts.promises.broken, facts.late), (1, 1, 1));
    let record = incident.record();
    let words: Vec<String> =
        desk.read(move |conn| timeline::of(conn, record)).into_iter().map(|e| e.words).collect();
    assert!(words.iter().any(|w| w.contains("4 minutes late")), "{words:?}");
}

#[test]
fn a_later_time_before_the_old_one_is_a_renewal_with_a_reason_and_after_it_is_refused() {
    let desk = Desk::new();
    let incident = desk.declares(&desk.bo, &wifi()).unwrap();
    let later = desk.now().plus(HOUR);
    let silent = desk.does_to(&desk.bo, &incident, move |tx, by, i| renew(tx, by, i, later, " "));
    assert!(matches!(silent, Err(Error::Refused(Refused::NoReason))));
    desk.does_to(&desk.bo, &incident, move |tx, by, i| renew(tx, by, i, later, "The courier is on the way"))
        .unwrap();
    let id = incident.id;
    let renewals = desk.read(move |conn| renewals(conn, id));
    assert_eq!((renewals.len(), renewals[0].due_at), (1, later));
    assert_eq!(renewals[0].reason, "The courier is on the way");
    assert_eq!(desk.incident(&incident).next_update_by, Some(later));
    desk.passes(61 * MINUTE);
    let even_later = desk.now().plus(HOUR);
    let late = desk.does_to(&desk.bo, &incident, move |tx, by, i| renew(tx, by, i, even_later, "Sorry"));
    assert!(matches!(late, Err(Error::Refused(Refused::AlreadyLate))));
}

#[test]
fn two_who_write_at_once_do_not_talk_over_each_other() {
    let desk = Desk::new();
    let incident = desk.declares(&desk.bo, &wifi()).unwrap();
    desk.tells(&desk.di, &incident, State::Identified, "A switch broke.").unwrap();
    let refused = desk.does_to(&desk.bo, &incident, |tx, by, i| {
        let seen = Some(IncidentUpdateId(0));
        let new = NewUpdate {
            state: State::Identified,
            body: "It is a cable.",
            stakeholder_body: "",
            services: &[],
            next_update_by: None,
            seen,
        };
        update(tx, by, i, &new, &[])
    });
    assert!(matches!(refused, Err(Error::Refused(Refused::NewUpdate))));
}

#[test]
fn the_writer_is_warned_once_before_and_the_lead_told_after() {
    let desk = Desk::new();
    let quick = Declaration { severity: Severity::Critical, ..wifi() };
    let incident = desk.declares(&desk.bo, &quick).unwrap();
    assert_eq!(incident.cadence_minutes, 15);
    desk.passes(11 * MINUTE);
    desk.tends();
    desk.tends();
    let notices = |desk: &Desk| {
        let all = desk.mails().into_iter().filter(|(_, kind)| *kind == OutgoingKind::Notice);
        all.map(|(address, _)| address).collect::<Vec<_>>()
    };
    assert_eq!(notices(&desk), ["bo@desk.example"]);
    desk.passes(5 * MINUTE);
    desk.tends();
    let mut told = notices(&desk);
    told.sort();
    assert_eq!(told, ["bo@desk.example", "bo@desk.example", "di@desk.example"]);
}

#[test]
fn a_hand_over_is_explicit_and_takes_the_promise_along() {
    let desk = Desk::new();
    let incident = desk.declares(&desk.bo, &wifi()).unwrap();
    let (di, ana) = (desk.di.id, desk.ana.id);
    let refused = desk.does_to(&desk.bo, &incident, move |tx, by, i| {
        change::change(tx, by, i, &change::Change::Owner { to: ana, word: "" })
    });
    assert!(matches!(refused, Err(Error::Refused(Refused::NoSuchPerson))));
    desk.does_to(&desk.bo, &incident, move |tx, by, i| {
        change::change(tx, by, i, &change::Change::Owner { to: di, word: "My shift ends" })
    })
    .unwrap();
    let after = desk.incident(&incident);
    assert_eq!((after.owner, after.writer()), (di, di));
    let subject = Subject::Record(incident.record());
    let promises = desk.read(move |conn| crate::promise::open_of(conn, subject));
    assert_eq!(promises[0].owner, di);
    let record = incident.record();
    let words: Vec<String> =
        desk.read(move |conn| timeline::of(conn, record)).into_iter().map(|e| e.words).collect();
    assert!(words.contains(&"Bo Berg handed it over to Di Ek: My shift ends".to_owned()), "{words:?}");
}

fn resolved(desk: &Desk) -> (Incident, Ticket, Ticket) {
    let one = desk.asks(&desk.ana, "No Wi-Fi", "In the library");
    let two = desk.asks(&desk.eve, "Wi-Fi gone", "Everywhere");
    let tickets: &'static [TicketId] = Box::leak(Box::new([one.id, two.id]));
    let service = desk.has_service("Wi-Fi");
    let services: &'static [_] = Box::leak(Box::new([(service, ServiceState::Outage)]));
    let incident = desk.declares(&desk.bo, &Declaration { tickets, services, ..wifi() }).unwrap();
    desk.passes(10 * MINUTE);
    desk.tells(&desk.bo, &incident, State::Resolved, "The new switch is in.").unwrap();
    desk.drains();
    desk.tends();
    (incident, one, two)
}

#[test]
fn resolved_means_everybody_is_asked_and_their_tickets_follow_what_they_say() {
    let desk = Desk::new();
    let (incident, one, two) = resolved(&desk);
    let after = desk.incident(&incident);
    assert!(!after.is_open() && after.next_update_by.is_none());
    let record = incident.record();
    let spells = desk.read(move |conn| service::spell::of_record(conn, record));
    assert!(spells.iter().all(|s| s.until_at.is_some()));
    assert_eq!(desk.fresh(&one).status, Status::Pending);
    let (id, now) = (incident.id, desk.now());
    let (works, not_yet) = (answer::Asked::Ticket(one.id), answer::Asked::Ticket(two.id));
    desk.write(move |tx| answer::answer(tx, now, id, works, Answer::Works)).unwrap();
    desk.write(move |tx| answer::answer(tx, now, id, not_yet, Answer::NotYet)).unwrap();
    assert_eq!(desk.fresh(&one).status, Status::Resolved);
    assert_eq!(desk.fresh(&two).status, Status::Open);
    let counts = desk.read(move |conn| count_tickets(conn, id, LinkState::Linked));
    assert_eq!(counts, (2, 1, 1));
    let again = desk.tells(&desk.bo, &incident, State::Resolved, "It is over.");
    assert!(matches!(again, Err(Error::Refused(Refused::Over))));
    desk.tells(&desk.bo, &incident, State::Investigating, "It is back.").unwrap();
    assert!(desk.incident(&incident).is_open());
    assert_eq!(desk.read(move |conn| count_tickets(conn, id, LinkState::Linked)), (2, 0, 0));
}

#[test]
fn nobody_answers_for_somebody_else_or_before_it_is_over() {
    let desk = Desk::new();
    let other = desk.asks(&desk.ana, "Printer", "No paper");
    let incident = desk.declares(&desk.bo, &wifi()).unwrap();
    let (id, now, ticket) = (incident.id, desk.now(), other.id);
    let early =
        desk.write(move |tx| answer::answer(tx, now, id, answer::Asked::Ticket(ticket), Answer::Works));
    assert!(matches!(early, Err(Error::Refused(Refused::NotOver))));
    desk.tells(&desk.bo, &incident, State::Resolved, "Over.").unwrap();
    let stray =
        desk.write(move |tx| answer::answer(tx, now, id, answer::Asked::Ticket(ticket), Answer::Works));
    assert!(matches!(stray, Err(Error::Refused(Refused::NoSuch(_)))));
    assert_eq!(desk.fresh(&other).status, Status::New);
}

/// `count` people write about Wi-Fi, ten seconds apart.
fn flood(desk: &Desk, count: i64) -> Vec<Ticket> {
    (0..count)
        .map(|n| {
            let actor = desk
                .write(move |tx| {
                    let met = crate::person::meet(tx, &format!("p{n}@example.org"), "", At(0))?;
                    Ok::<_, crate::person::Error>(crate::person::actor(tx, met.id)?)
                })
                .unwrap()
                .unwrap();
            desk.passes(10 * crate::clock::SECOND);
            desk.asks(&actor, &format!("Wi-Fi in room {n} is down"), "Please help")
        })
        .collect()
}

#[test]
fn several_people_who_write_about_one_thing_make_an_offer_that_grows_and_can_be_declared() {
    let desk = Desk::new();
    let few = i64::try_from(PEOPLE_MIN).unwrap();
    let mut tickets = flood(&desk, few - 1);
    desk.watches();
    let now = desk.now();
    assert_eq!(desk.read(move |conn| offer::offers(conn, now)), []);
    let more = flood(&desk, few + 3);
    tickets.extend(more);
    desk.watches();
    desk.watches();
    let now = desk.now();
    let offers = desk.read(move |conn| offer::offers(conn, now));
    assert_eq!((offers.len(), offers[0].words.clone()), (1, vec!["Wi-Fi".to_owned()]));
    assert_eq!(offers[0].tickets.len(), tickets.len());
    let (ids, id): (&'static [TicketId], _) =
        (Box::leak(offers[0].tickets.clone().into_boxed_slice()), offers[0].id);
    let new = Declaration { tickets: ids, offer: Some(id), source: Source::Cluster, ..wifi() };
    let incident = desk.declares(&desk.bo, &new).unwrap();
    assert_eq!(incident.began_at, desk.fresh(&tickets[0]).created_at);
    assert_eq!(desk.read(move |conn| offer::offers(conn, now)), []);
    // What comes next is offered to it, and not once more as another incident.
    let late = desk.asks(&desk.ana, "wifi does not work", "Since ten");
    desk.watches();
    let (id, now) = (incident.id, desk.now());
    let waiting = desk.read(move |conn| super::tickets(conn, id, LinkState::Offered));
    assert_eq!(waiting.iter().map(|l| l.ticket).collect::<Vec<_>>(), [late.id]);
    assert_eq!(desk.read(move |conn| offer::offers(conn, now)), []);
    let linked = desk.does_to(&desk.bo, &incident, link::link_offered).unwrap();
    assert_eq!(linked, 1);
}

#[test]
fn an_offer_that_was_waved_away_does_not_come_back() {
    let desk = Desk::new();
    flood(&desk, 6);
    desk.watches();
    let now = desk.now();
    let id = desk.read(move |conn| offer::offers(conn, now))[0].id;
    let bo = desk.bo.clone();
    desk.write(move |tx| offer::dismiss(tx, &By { actor: &bo, now, via: Via::Desk }, id)).unwrap();
    desk.watches();
    assert_eq!(desk.read(move |conn| offer::offers(conn, now)), []);
}

#[test]
fn a_machine_that_falls_silent_is_offered_until_it_is_heard_again() {
    let desk = Desk::new();
    let fay = desk.fay.clone();
    desk.write(move |tx| check_in::add(tx, &fay, "Mail gateway", None, (5, 2), &[9; 32])).unwrap();
    let bo = desk.bo.clone();
    let refused = desk.write(move |tx| check_in::add(tx, &bo, "Mine", None, (5, 2), &[8; 32]));
    assert!(matches!(refused, Err(Error::Refused(Refused::NotAllowed))));
    let offers = |desk: &Desk| {
        desk.watches();
        let now = desk.now();
        desk.read(move |conn| offer::offers(conn, now)).into_iter().map(|o| o.title).collect::<Vec<_>>()
    };
    desk.passes(HOUR);
    assert!(offers(&desk).is_empty(), "it was never heard");
    let hears = |desk: &Desk, hash: [u8; 32]| {
        let now = desk.now();
        desk.write(move |tx| check_in::check_in(tx, &hash, now)).unwrap()
    };
    assert!(hears(&desk, [9; 32]) && !hears(&desk, [7; 32]));
    desk.passes(6 * MINUTE);
    assert!(offers(&desk).is_empty());
    desk.passes(2 * MINUTE);
    assert_eq!(offers(&desk), ["Mail gateway has stopped"]);
    assert_eq!(offers(&desk).len(), 1);
    hears(&desk, [9; 32]);
    assert!(offers(&desk).is_empty());
}

#[test]
fn a_review_cannot_be_closed_while_something_to_be_done_has_nobody() {
    let desk = Desk::new();
    let (incident, ..) = resolved(&desk);
    desk.does_to(&desk.bo, &incident, |tx, by, i| {
        let told = Review {
            what_happened: "A switch broke".into(),
            causes: "It was older than its warranty".into(),
            plain: "A switch broke.".into(),
            ..Review::default()
        };
        review::write(tx, by, i, &told)
    })
    .unwrap();
    let (di, due) = (desk.di.id, desk.now().plus(48 * HOUR));
    let action = desk
        .does_to(&desk.bo, &incident, move |tx, by, i| {
            review::add_action(tx, by, i, "Order a spare switch", di, due)
        })
        .unwrap();
    let loose = desk.asks(&desk.bo, "Write down where the switches are", "As said in the review");
    let number = loose.number;
    desk.does_to(&desk.bo, &incident, move |tx, by, i| review::take_action(tx, by, i, number)).unwrap();
    let refused = desk.does_to(&desk.bo, &incident, review::close);
    let Err(Error::Refused(Refused::Unowned(what))) = refused else { panic!("{refused:?}") };
    assert!(what.contains(&format!("#{number}")), "{what}");
    desk.does_to(&desk.bo, &incident, move |tx, by, i| review::drop_action(tx, by, i, number)).unwrap();
    desk.does_to(&desk.bo, &incident, review::close).unwrap();
    assert_eq!(desk.fresh(&action).owner, Some(di));
    let id = incident.id;
    assert_eq!(desk.read(move |conn| review::published(conn, id)), None);
    desk.does_to(&desk.bo, &incident, |tx, by, i| review::publish(tx, by, i, true)).unwrap();
    assert_eq!(desk.read(move |conn| review::published(conn, id)), Some("A switch broke.".to_owned()));
    let closed = desk.does_to(&desk.bo, &incident, |tx, by, i| review::write(tx, by, i, &Review::default()));
    assert!(matches!(closed, Err(Error::Refused(Refused::Closed))));
    let facts = desk.read({
        let incident = desk.incident(&incident);
        move |conn| review::facts(conn, &incident)
    });
    assert_eq!((facts.wrote, facts.times.mend), (2, Some(10 * MINUTE)));
}

#[test]
fn whoever_says_me_too_is_told_and_only_of_what_everybody_may_know() {
    let desk = Desk::new();
    let incident = desk.declares(&desk.bo, &wifi()).unwrap();
    let hidden =
        desk.declares(&desk.bo, &Declaration { is_public: false, public_id: "other", ..wifi() }).unwrap();
    let (ana, now) = (desk.ana.id, desk.now());
    let says = |incident: &Incident| {
        let incident = incident.clone();
        desk.write(move |tx| people::me_too(tx, ana, &incident, now)).unwrap()
    };
    assert!(says(&incident) && says(&incident) && !says(&hidden));
    let id = incident.id;
    assert_eq!(desk.read(move |conn| reached(conn, id)), 1);
    let told = desk.read(move |conn| super::update::recipients(conn, id));
    assert_eq!(told.iter().map(|r| r.address.as_str()).collect::<Vec<_>>(), ["ana@example.org"]);
}
