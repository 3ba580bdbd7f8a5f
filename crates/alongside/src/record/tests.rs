use super::timeline::{self, EntryKind};
use super::*;
use crate::clock::MINUTE;
use crate::testing::Desk;

#[test]
fn records_are_numbered_for_each_kind_and_keep_their_title() {
    let desk = Desk::new();
    let now = desk.now();
    let made = desk.write(move |tx| {
        let first = create(tx, RecordKind::Incident, "  Mail is\nslow ", now)?;
        let change = create(tx, RecordKind::Change, "New switch", now)?;
        let second = create(tx, RecordKind::Incident, "Wi-Fi is down", now)?;
        Ok::<_, ::store::Error>([first, change, second])
    });
    let [first, change, second] = made.unwrap();
    assert_eq!((first.name(), first.title.as_str()), ("Incident 1".to_owned(), "Mail is slow"));
    assert_eq!((change.name(), second.name()), ("Change 1".to_owned(), "Incident 2".to_owned()));
    assert_eq!(second.path(), "/desk/incidents/2");
    let id = first.id;
    desk.write(move |tx| rename(tx, id, "Mail is very slow")).unwrap();
    assert_eq!(desk.read(move |conn| find(conn, id)).unwrap().title, "Mail is very slow");
    let ids = [first.id, change.id, second.id];
    assert_eq!(desk.read(move |conn| named(conn, &ids)).len(), 3);
}

#[test]
fn a_timeline_is_in_the_order_of_events_and_says_what_was_put_right() {
    let desk = Desk::new();
    let (now, bo) = (desk.now(), desk.bo.id);
    let id = desk
        .write(move |tx| {
            let record = create(tx, RecordKind::Incident, "Mail is slow", now)?;
            timeline::append(tx, record.id, Some(bo), now, now, EntryKind::Deed, "Bo declared it")?;
            let earlier = now.plus(-30 * MINUTE);
            timeline::append(tx, record.id, Some(bo), earlier, now, EntryKind::Note, "First mail delayed")?;
            Ok::<_, ::store::Error>(record.id)
        })
        .unwrap();
    let entries = desk.read(move |conn| timeline::of(conn, id));
    let words: Vec<&str> = entries.iter().map(|e| e.words.as_str()).collect();
    assert_eq!(words, ["First mail delayed", "Bo declared it"]);
    let (entry, later) = (entries[0].id, now.plus(MINUTE));
    let corrected = desk.write(move |tx| {
        timeline::correct(tx, id, entry, bo, Some(later), Some("First delayed mail seen"), later)
    });
    assert!(corrected.unwrap());
    let entries = desk.read(move |conn| timeline::of(conn, id));
    assert_eq!(entries[1].words, "First delayed mail seen");
    assert!(entries[1].was.ends_with("First mail delayed"), "{}", entries[1].was);
    assert_eq!(entries[1].corrected_at, Some(later));
}

#[test]
fn what_somebody_types_on_a_record_is_kept_until_it_is_sent() {
    let desk = Desk::new();
    let (now, bo) = (desk.now(), desk.bo.id);
    let id =
        desk.write(move |tx| Ok::<_, ::store::Error>(create(tx, RecordKind::Problem, "P", now)?.id)).unwrap();
    let save = move |body: &'static str| {
        desk.write(move |tx| draft::save(tx, bo, id, "update", body, now)).unwrap();
        desk.read(move |conn| draft::of(conn, bo, id))
    };
    assert_eq!(save("We are"), [("update".to_owned(), "We are".to_owned())]);
    assert_eq!(save("We are looking"), [("update".to_owned(), "We are looking".to_owned())]);
    assert_eq!(save("  "), []);
}
