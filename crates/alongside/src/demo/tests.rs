use super::PASSWORD;
use super::play::{Filled, fill};
use crate::app::{App, MIGRATIONS};
use crate::blob::Blobs;
use crate::clock::{Clock, DAY};
use crate::config::Config;
use crate::promise::{self, State, Subject};
use crate::secret::{self, Key};
use crate::testing::START;
use crate::ticket::list::{Filter, Item, Page, list};
use crate::ticket::{MessageId, Status};
use crate::{outgoing, person, ticket};
use ::store::testing::TestDb;

struct Demo {
    app: App,
    _db: TestDb,
    _folder: tempfile::TempDir,
}

fn filled() -> (Demo, Filled, Filled) {
    let folder = tempfile::tempdir().unwrap();
    let db = ::store::testing::database(MIGRATIONS);
    let blobs = Blobs::folder(folder.path().join("attachments"));
    let config = Config { data: folder.path().to_owned(), ..Config::default() };
    let key = Key::from_bytes([7; 32]);
    let app = App::new(db.clone(), Clock::at_hand(START), blobs, config, key, "test".to_owned());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let first = runtime.block_on(fill(&app)).unwrap();
    let second = runtime.block_on(fill(&app)).unwrap();
    (Demo { app, _db: db, _folder: folder }, first, second)
}

fn all(demo: &Demo) -> Vec<Item> {
    let read = demo.app.db.read_blocking(|conn| {
        let bo = person::actor_by_address(conn, "bo@demo.example")?.expect("Bo");
        let mut items = Vec::new();
        let mut page = Page::First;
        loop {
            let found = list(conn, &bo, &Filter::default(), page, 200)?;
            items.extend(found.items);
            match found.older {
                Some(cursor) => page = Page::Older(cursor),
                None => return Ok::<_, store::Error>(items),
            }
        }
    });
    read.unwrap()
}

#[test]
fn the_demo_is_filled_once_with_two_months_of_life() {
    let (demo, first, second) = filled();
    assert!(matches!(first, Filled::Now { .. }));
    assert_eq!(second, Filled::Before);
    let items = all(&demo);
    assert!((300..420).contains(&items.len()), "{}", items.len());
    let of = |status| items.iter().filter(|i| i.status == status).count();
    for status in Status::all() {
        assert_ne!(of(*status), 0, "none is {status}");
    }
    let open = items.iter().filter(|i| i.status.is_open()).count();
    assert!((15..90).contains(&open), "{open} are open");
    let earliest = items.iter().map(|i| i.created_at).min().unwrap();
    assert!(earliest < START.plus(-58 * DAY) && items.iter().all(|i| i.activity_at <= START));
    assert!(items.iter().filter(|i| i.created_at > START.plus(-DAY)).count() > 2, "nothing came in lately");
    assert!(items.iter().all(|i| !i.subject.contains('{') && !i.last_word.contains('{')));
}

#[test]
fn everybody_who_is_named_at_the_start_can_sign_in() {
    let (demo, ..) = filled();
    for name in ["ana", "bo", "cy", "di", "fay"] {
        let address = format!("{name}@demo.example");
        let hash = demo.app.db.read_blocking(move |conn| {
            let person = person::by_address(conn, &address)?.expect("somebody");
            person::password_hash(conn, person.id)
        });
        assert!(secret::verify_password(PASSWORD, hash.unwrap().as_deref()), "{name}");
    }
}

#[test]
fn promises_were_made_in_answers_and_some_of_every_fate_are_there() {
    let (demo, ..) = filled();
    let items = all(&demo);
    let promises = demo.app.db.read_blocking(move |conn| {
        let mut promises = Vec::new();
        for item in &items {
            promises.extend(promise::of_subject(conn, Subject::Ticket(item.id))?);
        }
        Ok::<_, store::Error>(promises)
    });
    let promises = promises.unwrap();
    let of = |state| promises.iter().filter(|p| p.state == state).count();
    for state in [State::Open, State::Kept, State::Renewed, State::Broken] {
        assert_ne!(of(state), 0, "none is {state}");
    }
    assert!(of(State::Kept) > 3 * of(State::Broken), "{} of {} are kept", of(State::Kept), promises.len());
    assert!(promises.iter().all(|p| p.state != State::Open || p.due_at > START), "late and still open");
}

#[test]
fn conversations_read_in_order_and_their_mails_have_gone() {
    let (demo, ..) = filled();
    let items = all(&demo);
    let (messages, waiting, merged, noted) = demo
        .app
        .db
        .read_blocking(move |conn| {
            let bo = person::actor_by_address(conn, "bo@demo.example")?.expect("Bo");
            let (mut messages, mut merged, mut noted) = (0, 0, 0);
            for item in &items {
                let said = ticket::messages(conn, &bo, item.id, MessageId(0), 100, START)?;
                assert!(said.is_sorted_by_key(|m| m.created_at), "#{}", item.number);
                assert!(said.iter().all(|m| !m.body.contains(['{', '}'])), "#{}", item.number);
                messages += said.len();
                noted += said.iter().filter(|m| m.kind == ticket::MessageKind::Note).count();
                merged += ticket::merged_here(conn, item.id)?.len();
            }
            let last = outgoing::store::oldest_waiting(conn)?;
            Ok::<_, store::Error>((messages, last, merged, noted))
        })
        .unwrap();
    assert!(messages > 1_000, "{messages}");
    assert!(waiting.is_none_or(|at| at > START.plus(-DAY)), "old mail waits since {waiting:?}");
    assert!(merged > 3 && noted > 100, "{merged} merged, {noted} notes");
}
