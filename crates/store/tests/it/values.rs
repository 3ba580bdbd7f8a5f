use crate::database;
use proptest::prelude::*;
use store::{Error, FromColumn, Query, ToValue, id_type, params, text_enum};

id_type! {
    /// A note's id.
    pub struct NoteId;
}

text_enum! {
    #[derive(Default)]
    pub enum Status { #[default] New = "new", OnHold = "on_hold" }
}

const ADD: &str = "insert into notes (id, title, body, weight, done, raw) values ($1, $2, $3, $4, $5, $6)";
const READ: &str = "select id, title, body, weight, done, raw from notes where id = $1";

type Note = (NoteId, String, Option<String>, Option<f64>, bool, Option<Vec<u8>>);

fn note(row: &store::Row) -> Result<Note, Error> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?))
}

#[tokio::test]
async fn every_kind_of_value_comes_back_as_it_went_in() {
    let db = database();
    let full: Note = (
        NoteId(7),
        "Zoë 🚲 \u{2028}".into(),
        Some("x".repeat(70_000)),
        Some(-0.25),
        true,
        Some(vec![0, 255]),
    );
    let bare: Note = (NoteId(i64::MAX), String::new(), None, None, false, None);
    for expected in [full, bare] {
        let (given, id) = (expected.clone(), expected.0);
        let kept = db
            .write(move |tx| {
                let (id, title, body, weight, done, raw) = &given;
                tx.run(ADD, params![id, title, body, weight, *done, raw])?;
                tx.one(READ, params![id], note)
            })
            .await;
        assert_eq!(kept.unwrap().unwrap(), expected);
        let read: Result<_, Error> = db.read(move |conn| conn.one(READ, params![id], note)).await;
        assert_eq!(read.unwrap().unwrap(), expected);
    }
}

#[tokio::test]
async fn a_nul_character_is_replaced_since_postgres_cannot_keep_it() {
    let db = database();
    let title: Result<_, Error> = db
        .write(|tx| {
            tx.run("insert into notes (id, title) values (1, $1)", params!["a\0b"])?;
            tx.one("select title from notes", params![], |row| row.get::<String>(0))
        })
        .await;
    assert_eq!(title.unwrap().unwrap(), "a\u{fffd}b");
}

#[tokio::test]
async fn a_column_of_another_kind_is_an_error_that_says_which() {
    let db = database();
    let read: Result<_, Error> = db
        .read(|conn| conn.one("select 'x', cast(null as bigint)", params![], |row| row.get::<i64>(0)))
        .await;
    assert_eq!(read.unwrap_err().to_string(), "column 0: expected an integer, found text");
    let read: Result<_, Error> = db
        .read(|conn| conn.one("select 'x', cast(null as bigint)", params![], |row| row.get::<i64>(1)))
        .await;
    assert_eq!(read.unwrap_err().to_string(), "column 1: expected an integer, found null");
    let read: Result<_, Error> =
        db.read(|conn| conn.one("select 'x'", params![], |row| row.get::<String>(9))).await;
    assert!(matches!(read, Err(Error::Column { column: 9, .. })));
}

#[tokio::test]
async fn the_number_of_parameters_is_checked() {
    let db = database();
    let read: Result<_, Error> =
        db.read(|conn| conn.exists("select 1 from notes where id = $1", params![])).await;
    assert!(matches!(read, Err(Error::ParameterCount { expected: 1, given: 0, .. })));
}

#[tokio::test]
async fn filters_are_joined_from_pieces_and_lists_bind_their_values() {
    let db = database();
    let found: Result<Vec<i64>, Error> = db
        .write(|tx| {
            for id in 1..=9_i64 {
                tx.run("insert into notes (id, title) values ($1, $2)", params![id, format!("it's {id}")])?;
            }
            let mut query = Query::new("select id from notes where id in ");
            query
                .list([2_i64, 3, 5, 7, 11])
                .sql(" and title <> ")
                .bind("it's 3")
                .sql(" and done = ")
                .bind(false);
            query.sql(" order by id");
            tx.query(&query, |row| row.get(0))
        })
        .await;
    assert_eq!(found.unwrap(), [2, 5, 7]);
    let none: Result<Vec<i64>, Error> = db
        .read(|conn| {
            let mut query = Query::new("select id from notes where id in ");
            query.list(Vec::<i64>::new());
            conn.query(&query, |row| row.get(0))
        })
        .await;
    assert!(none.unwrap().is_empty());
    let many: Result<Vec<i64>, Error> = db
        .read(|conn| {
            let mut query = Query::new("select id from notes where id in ");
            query.list(0..501_i64);
            conn.query(&query, |row| row.get(0))
        })
        .await;
    assert!(matches!(many, Err(Error::ListTooLong { count: 501 })));
}

#[test]
fn ids_and_words_read_and_show_themselves() {
    assert_eq!("42".parse::<NoteId>().unwrap(), NoteId::new(42));
    assert_eq!(NoteId(42).to_string(), "42");
    assert_eq!(Status::default(), Status::New);
    assert_eq!("on_hold".parse::<Status>().unwrap(), Status::OnHold);
    assert_eq!(Status::all().len(), 2);
    let wrong = "held".parse::<Status>().unwrap_err();
    assert_eq!(wrong.to_string(), "`held` is not a Status: expected one of new, on_hold");
    assert_eq!(Status::from_cell(store::Cell::Text("new")).unwrap(), Status::New);
    assert_eq!(Some(Status::New).to_value(), store::Value::Text(Some("new")));
    assert_eq!(None::<NoteId>.to_value(), store::Value::Int(None));
}

#[test]
fn any_text_survives() {
    let db = database();
    let texts = proptest::collection::vec("\\PC{0,40}", 1..20);
    proptest!(ProptestConfig::with_cases(16), |(texts in texts)| {
        let given = texts.clone();
        let read: Result<Vec<String>, Error> = db.write_blocking(move |tx| {
            tx.run("delete from notes", params![])?;
            for (id, text) in (0_i64..).zip(&given) {
                let sql = "insert into notes (id, title, body) values ($1, $2, $3)";
                tx.run(sql, params![id, id.to_string(), text])?;
            }
            tx.all("select body from notes order by id", params![], |row| row.get(0))
        });
        prop_assert_eq!(read.unwrap(), texts);
    });
}
