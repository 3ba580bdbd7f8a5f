//! What the data layer promises, on SQLite, and on PostgreSQL when `ALONGSIDE_TEST_POSTGRES` names a server.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod ahead;
mod notices;
mod schema;
mod units;
mod values;

use store::Migration;

pub const MIGRATIONS: &[Migration] = &[
    Migration::new(
        1,
        "notes",
        "create table notes (
            id {{bigint}} primary key,
            title text not null unique,
            body text,
            weight {{real}},
            done {{boolean}} not null default false,
            raw {{blob}}
        ) {{strict}};
        {{counter note 100}}",
    ),
    Migration::new(
        2,
        "marks",
        "create table marks (note_id {{bigint}} not null references notes (id), word text not null,
            primary key (note_id, word)) {{strict_no_rowid}};",
    ),
];

pub fn database() -> store::testing::TestDb {
    store::testing::database(MIGRATIONS)
}
