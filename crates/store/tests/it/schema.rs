use crate::{MIGRATIONS, database};
use store::testing::{database as fresh, plan, prepares};
use store::{Dialect, Error, Migration, params};

store::statements! {
    pub(crate) const FIND: "select title from notes where id = $1";
    pub(crate) const RENAME: "update notes set title = $1 where id = $2";
}

#[test]
fn migrations_run_once() {
    let db = fresh(&[]);
    let report = db.migrate(MIGRATIONS).unwrap();
    assert_eq!((report.applied.as_slice(), report.version), ([1, 2].as_slice(), 2));
    let report = db.migrate(MIGRATIONS).unwrap();
    assert_eq!((report.applied.as_slice(), report.version), ([].as_slice(), 2));
}

#[test]
fn two_nodes_may_start_at_once() {
    let db = fresh(&[]);
    let nodes: Vec<_> = (0..3)
        .map(|_| {
            let node = db.another();
            std::thread::spawn(move || node.migrate(MIGRATIONS).map(|report| report.applied.len()))
        })
        .collect();
    let applied: usize = nodes.into_iter().map(|node| node.join().unwrap().unwrap()).sum();
    assert_eq!(applied, 2);
}

#[test]
fn a_migration_that_fails_leaves_nothing_and_is_named() {
    let db = fresh(&[]);
    let broken =
        Migration::new(1, "broken", "create table kept (id {{bigint}}); insert into nowhere values (1);");
    let error = db.migrate(&[broken]).unwrap_err();
    assert!(error.to_string().starts_with("migration 1 (broken): "), "{error}");
    let whole = Migration::new(1, "whole", "create table kept (id {{bigint}});");
    assert_eq!(db.migrate(&[whole]).unwrap().applied, [1]);
    let edited = Migration::new(1, "whole", "create table kept (id {{bigint}}, more text);");
    assert_eq!(db.migrate(&[edited]).unwrap().changed, [1]);
}

#[test]
fn an_older_program_refuses_a_newer_database() {
    let db = database();
    let error = db.migrate(&MIGRATIONS[..1]).unwrap_err();
    assert!(matches!(error, Error::Newer { database: 2, program: 1 }), "{error}");
}

#[test]
fn each_database_gets_its_own_part() {
    let only = Migration::new(3, "only", "create table a (id {{bigint}})")
        .sqlite("create table s (id integer); create trigger t after insert on a begin delete from s; insert into s values (new.id); end;")
        .postgres("create table p (id bigint);");
    let mut list = MIGRATIONS.to_vec();
    list.push(only);
    let db = fresh(&list);
    let table = match db.dialect() {
        Dialect::Sqlite => "select 1 from s",
        Dialect::Postgres => "select 1 from p",
    };
    assert!(!db.read_blocking(move |conn| conn.exists(table, params![])).unwrap_or(true));
}

#[test]
fn a_table_that_others_point_at_can_be_rebuilt() {
    let db = database();
    db.write_blocking(|tx| {
        tx.run("insert into notes (id, title) values (1, 'kept')", params![])?;
        tx.run("insert into marks (note_id, word) values (1, 'x')", params![])
    })
    .unwrap();
    let rebuild =
        |select: &'static str| Migration::new(3, "rebuild", "").postgres("select 1;").sqlite(select);
    let losing = rebuild(
        "create table notes2 (id integer primary key, title text not null) strict;
         drop table notes; alter table notes2 rename to notes;",
    );
    let keeping = rebuild(
        "create table notes2 (id integer primary key, title text not null) strict;
         insert into notes2 select id, title from notes;
         drop table notes; alter table notes2 rename to notes;",
    );
    let with = |last: Migration| [MIGRATIONS, &[last]].concat();
    if db.dialect() == Dialect::Sqlite {
        let error = db.migrate(&with(losing)).unwrap_err();
        assert!(error.to_string().contains("rows of marks point at rows that are not there"), "{error}");
    }
    assert_eq!(db.migrate(&with(keeping)).unwrap().applied, [3]);
    let orphan: Result<u64, Error> =
        db.write_blocking(|tx| tx.run("insert into marks (note_id, word) values (2, 'x')", params![]));
    assert!(matches!(orphan, Err(Error::Constraint { .. })), "foreign keys hold again");
}

#[test]
fn full_text_tables_may_be_kept_up_by_triggers() {
    let text = Migration::new(3, "search", "")
        .sqlite(
            "create virtual table found using fts5 (title, content='notes', content_rowid='id');
             create trigger notes_found after insert on notes begin
                 insert into found (rowid, title) values (new.id, new.title);
             end;",
        )
        .postgres("create index notes_found on notes using gin (to_tsvector('simple', title));");
    let db = fresh(&[MIGRATIONS, &[text]].concat());
    let find = match db.dialect() {
        Dialect::Sqlite => "select rowid from found where found match $1",
        Dialect::Postgres => {
            "select id from notes where to_tsvector('simple', title) @@ to_tsquery('simple', $1)"
        }
    };
    let found: Result<_, Error> = db.write_blocking(move |tx| {
        tx.run("insert into notes (id, title) values (7, 'The printer is on fire')", params![])?;
        tx.one(find, params!["fire"], |row| row.get::<i64>(0))
    });
    assert_eq!(found.unwrap(), Some(7));
}

#[test]
fn statements_are_prepared_and_their_parameters_counted() {
    let db = database();
    assert_eq!(prepares(&db, STATEMENTS), Vec::<String>::new());
    let problems = prepares(
        &db,
        &[("BAD", "select nothing from notes"), ("ORDER", "update notes set title = $2 where id = $1")],
    );
    assert_eq!(problems.len(), 2, "{problems:?}");
    assert!(problems[0].starts_with("BAD: ") && problems[1] == "ORDER: $2 appears before $1", "{problems:?}");
}

#[test]
fn a_plan_says_whether_an_index_is_used() {
    let db = database();
    let text = plan(&db, FIND, params![1_i64]);
    assert!(text.contains("SEARCH") || text.contains("Index") || text.contains("Bitmap"), "{text}");
    let text = plan(&db, "select id from notes where body = $1", params!["x"]);
    assert!(text.contains("SCAN") || text.contains("Seq Scan"), "{text}");
}

#[test]
fn a_backup_holds_what_was_kept_and_overwrites_nothing() {
    let db = database();
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("copy.db");
    db.write_blocking(|tx| tx.run("insert into notes (id, title) values (1, 'kept')", params![])).unwrap();
    if db.dialect() == Dialect::Postgres {
        assert!(matches!(db.backup(&to), Err(Error::Unsupported(_))));
        return;
    }
    let report = db.backup(&to).unwrap();
    assert!(report.pages > 0 && report.bytes > 0);
    assert!(db.backup(&to).is_err());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "one file and nothing beside it");
    let copy = store::Db::open(&store::Settings::new(store::Url::Sqlite(to))).unwrap();
    let title =
        copy.read_blocking(|conn| conn.one("select title from notes", params![], |row| row.get::<String>(0)));
    assert_eq!(title.unwrap().unwrap(), "kept");
    copy.shutdown();
}
