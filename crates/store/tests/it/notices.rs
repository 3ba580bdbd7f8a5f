use crate::database;
use store::{Dialect, Error, GAP, Notice, params};

#[tokio::test]
async fn a_notice_arrives_after_its_unit_is_kept_and_never_otherwise() {
    let db = database();
    let mut heard = db.subscribe();
    let refused: Result<(), Error> = db
        .write(|tx| {
            tx.publish("ticket", "rolled back");
            Err(Error::Busy)
        })
        .await;
    assert!(refused.is_err());
    let kept: Result<(), Error> = db
        .write(|tx| {
            let undone: Result<(), Error> = tx.attempt(|tx| {
                tx.publish("ticket", "undone");
                Err(Error::Busy)
            });
            assert!(undone.is_err());
            tx.publish("ticket", "kept\nwith two lines");
            Ok(())
        })
        .await;
    kept.unwrap();
    let first = heard.recv().await.unwrap();
    assert_eq!(first, Notice { topic: "ticket".into(), payload: "kept\nwith two lines".into() });
}

#[tokio::test]
async fn a_notice_past_its_bound_fails_the_unit() {
    let db = database();
    let answer: Result<(), Error> = db
        .write(|tx| {
            tx.publish("ticket", &"x".repeat(7 * 1024));
            Ok(())
        })
        .await;
    assert!(matches!(answer, Err(Error::NoticeTooLong)));
}

#[tokio::test]
async fn notices_reach_every_node() {
    let db = database();
    if db.dialect() == Dialect::Sqlite {
        return; // One process per file: there is no other node.
    }
    let other = db.another();
    let mut heard = other.subscribe();
    db.write(|tx| -> Result<(), Error> {
        tx.publish("ticket", "1042");
        Ok(())
    })
    .await
    .unwrap();
    assert_eq!(heard.recv().await.unwrap().payload, "1042");
}

#[tokio::test]
async fn killed_connections_are_replaced_and_the_gap_is_announced() {
    let db = database();
    if db.dialect() == Dialect::Sqlite {
        return; // Nothing to be disconnected from.
    }
    let mut heard = db.subscribe();
    let kill = "select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()";
    db.write(|tx| tx.run("insert into notes (id, title) values (1, 'before')", params![])).await.unwrap();
    let other = db.another();
    let killed: Result<Vec<bool>, Error> =
        other.write(move |tx| tx.all(kill, params![], |row| row.get(0))).await;
    assert!(killed.unwrap().len() >= 2);
    for id in 2..12_i64 {
        let done = db.write(move |tx| {
            tx.run("insert into notes (id, title) values ($1, $2)", params![id, id.to_string()])
        });
        done.await.unwrap();
    }
    let count: Result<_, Error> =
        db.read(|conn| conn.one("select count(*) from notes", params![], |row| row.get::<i64>(0))).await;
    assert_eq!(count.unwrap(), Some(11));
    assert_eq!(heard.recv().await.unwrap().topic, GAP);
}

#[tokio::test]
async fn a_connection_killed_inside_a_unit_has_it_run_again() {
    let db = database();
    if db.dialect() == Dialect::Sqlite {
        return; // Nothing to be disconnected from.
    }
    let mut runs = 0;
    let answer: Result<i32, Error> = db
        .write(move |tx| {
            runs += 1;
            tx.run("insert into notes (id, title) values (1, 'once')", params![])?;
            if runs == 1 {
                tx.exists("select pg_terminate_backend(pg_backend_pid())", params![])?;
            }
            Ok(runs)
        })
        .await;
    assert_eq!(answer.unwrap(), 2);
}
