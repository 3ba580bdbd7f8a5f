//! The list of every statement in the program, prepared by a test on the database at hand, and the query plans
//! of the hot ones.

use crate::clock::At;
use crate::ids::{EventId, MessageId, PersonId, TicketId};
use crate::person::{Actor, Role};
use crate::testing::Desk;
use crate::ticket::list::{Cursor, Filter, Page, View};
use crate::ticket::store::list::query;
use ::store::params;
use ::store::testing::{plan, prepares};

fn all(dialect: ::store::Dialect) -> Vec<(&'static str, &'static str)> {
    [
        crate::blob::store::STATEMENTS,
        crate::broadcast::store::STATEMENTS,
        crate::change::store::STATEMENTS,
        crate::change::store::announce::STATEMENTS,
        crate::change::store::calendar::STATEMENTS,
        crate::change::store::series::STATEMENTS,
        crate::coach::store::STATEMENTS,
        crate::command::store::STATEMENTS,
        crate::demo::store::STATEMENTS,
        crate::event::STATEMENTS,
        crate::inbox::store::STATEMENTS,
        crate::incident::store::STATEMENTS,
        crate::incident::store::offer::STATEMENTS,
        crate::incident::store::review::STATEMENTS,
        crate::generate::store::STATEMENTS,
        crate::mailbox::store::STATEMENTS,
        crate::on_call::store::STATEMENTS,
        crate::on_call::store::alarm::STATEMENTS,
        crate::once::store::STATEMENTS,
        crate::outgoing::store::STATEMENTS,
        crate::person::store::STATEMENTS,
        crate::problem::store::STATEMENTS,
        crate::promise::store::STATEMENTS,
        crate::record::store::STATEMENTS,
        crate::search::statements(dialect),
        crate::service::store::STATEMENTS,
        crate::service::store::need::STATEMENTS,
        crate::service::store::spell::STATEMENTS,
        crate::service::store::users::STATEMENTS,
        crate::setting::store::STATEMENTS,
        crate::status::store::STATEMENTS,
        crate::status::store::subscriber::STATEMENTS,
        crate::status::store::webhook::STATEMENTS,
        crate::team::store::STATEMENTS,
        crate::ticket::store::STATEMENTS,
        crate::ticket::store::attachment::STATEMENTS,
        crate::ticket::store::look::STATEMENTS,
        crate::ticket::store::said::STATEMENTS,
    ]
    .concat()
}

#[test]
fn every_statement_is_good_on_this_database() {
    let desk = Desk::new();
    assert_eq!(prepares(&desk.app.db, &all(desk.dialect())), Vec::<String>::new());
}

fn actor(role: Role) -> Actor {
    let teams = vec![crate::ids::TeamId(1), crate::ids::TeamId(2)];
    Actor {
        id: PersonId(1),
        name: "A".to_owned(),
        role,
        teams,
        language: "en".to_owned(),
        time_zone: String::new(),
    }
}

/// A list must walk an index in its order: neither scan the table nor sort it.
#[test]
fn no_list_scans_or_sorts_the_tickets() {
    let desk = Desk::new();
    let cursor = Page::Older(Cursor { activity_at: At(1), id: TicketId(1) });
    let mut filters: Vec<(String, Filter)> =
        View::all().iter().map(|v| (v.to_string(), Filter { view: Some(*v), ..Filter::default() })).collect();
    filters
        .push(("status".into(), Filter { status: Some(crate::ticket::Status::Open), ..Filter::default() }));
    filters.push((
        "priority".into(),
        Filter { priority: Some(crate::ticket::Priority::High), ..Filter::default() },
    ));
    filters.push(("service".into(), Filter { service: Some(crate::ids::ServiceId(1)), ..Filter::default() }));
    filters.push(("requester".into(), Filter { requesters: vec![PersonId(1)], ..Filter::default() }));
    for (name, filter) in filters {
        for page in [Page::First, cursor] {
            let statement = query(&actor(Role::Agent), &filter, page, 51);
            let plan = plan(&desk.app.db, statement.text(), &statement.params());
            if desk.dialect() == ::store::Dialect::Sqlite {
                let scans = plan.lines().any(|l| l.trim() == "SCAN t");
                assert!(!scans, "{name} {page:?} scans:\n{plan}");
                // My teams' parts are merged: a sort of at most a page for each.
                let sorts = plan.contains("TEMP B-TREE") && name != "team";
                assert!(!sorts, "{name} {page:?} sorts:\n{plan}");
            }
        }
    }
}

/// New answers are looked for among the messages of the tickets at hand, waits among the newest tickets, and when
/// somebody was seen among what is theirs.
#[test]
fn neither_new_answers_nor_waits_nor_who_was_seen_scan_anything() {
    let desk = Desk::new();
    if desk.dialect() != ::store::Dialect::Sqlite {
        return;
    }
    for statement in [
        crate::person::store::last_seen_query(&[PersonId(1), PersonId(2)]),
        crate::ticket::store::look::last_said_query(&[PersonId(1), PersonId(2)]),
    ] {
        let plan = plan(&desk.app.db, statement.text(), &statement.params());
        let is_walked = !plan.contains("SCAN p") && !plan.contains("SCAN m") && !plan.contains("SCAN s");
        assert!(is_walked && !plan.contains("TEMP B-TREE"), "{plan}");
    }
    let statement = crate::ticket::store::look::unseen_query(PersonId(1), &[TicketId(1), TicketId(2)], At(1));
    let plan_of_new = plan(&desk.app.db, statement.text(), &statement.params());
    assert!(!plan_of_new.contains("SCAN"), "{plan_of_new}");
    let sql = crate::ticket::store::look::FIRST_REPLIES;
    let plan_of_waits = plan(&desk.app.db, sql, params![1_i64, 1_i64, 10_i64]);
    assert!(
        plan_of_waits.contains("tickets_by_activity") && !plan_of_waits.contains("SCAN"),
        "{plan_of_waits}"
    );
}

/// What was said lately is read from the newest message backwards, until there is enough.
#[test]
fn the_latest_replies_are_neither_sorted_nor_sought_among_all() {
    use crate::ticket::store::said;
    let desk = Desk::new();
    if desk.dialect() != ::store::Dialect::Sqlite {
        return;
    }
    for (sql, values) in [
        (said::REPLIES, params![20_000_i64, 200_i64]),
        (said::REPLIES_OF_TEAM, params![20_000_i64, 1_i64, 200_i64]),
    ] {
        let plan = plan(&desk.app.db, sql, values);
        assert!(!plan.contains("TEMP B-TREE") && !plan.contains("SCAN"), "{sql}\n{plan}");
    }
}

#[test]
fn the_look_ups_of_a_ticket_page_use_an_index() {
    use crate::ticket::store as t;
    let desk = Desk::new();
    if desk.dialect() != ::store::Dialect::Sqlite {
        // An empty table is scanned on PostgreSQL whatever its indexes; the plan says nothing there.
        return;
    }
    let hash = vec![0_u8];
    let cases: &[(&str, &[::store::Value])] = &[
        (t::BY_NUMBER, params![1_i64]),
        (t::MESSAGES, params![TicketId(1), MessageId(0), 50_i64]),
        (t::MESSAGES_FOR_REQUESTER, params![TicketId(1), MessageId(0), 0_i64, PersonId(1), 50_i64]),
        (t::RECENT_OF_REQUESTER, params![PersonId(1), TicketId(1)]),
        (t::NEWEST_OF_REQUESTER, params![TicketId(1), PersonId(1)]),
        (t::TAGS, params![TicketId(1)]),
        (t::WATCHERS, params![TicketId(1)]),
        (t::LINKS, params![TicketId(1)]),
        (t::look::OF, params![PersonId(1), TicketId(1)]),
        (t::attachment::OF_TICKET, params![TicketId(1)]),
        (crate::event::OF_TICKET, params![TicketId(1), 50_i64]),
        (crate::event::OF_TICKET_AFTER, params![TicketId(1), EventId(0), 50_i64]),
        (crate::outgoing::store::OF_MESSAGES, params![TicketId(1)]),
        (crate::person::store::SESSION, params![hash, 0_i64]),
    ];
    for (sql, values) in cases {
        let plan = plan(&desk.app.db, sql, values);
        assert!(!plan.contains("SCAN"), "{sql}\n{plan}");
    }
}

/// Lists of promises walk an index in their order, and what time does to promises looks only at what is due.
#[test]
fn no_list_of_promises_scans_or_sorts_them() {
    use crate::promise::store as p;
    let desk = Desk::new();
    if desk.dialect() != ::store::Dialect::Sqlite {
        return;
    }
    let cases: &[(&str, &[::store::Value], &str)] = &[
        (p::OF_SUBJECT, params!["ticket", 1_i64], "promises_by_subject"),
        (p::NAMED_OF_SUBJECT, params!["ticket", 1_i64], "promises_by_subject"),
        (p::MADE_IN, params![MessageId(1)], "promises_made_in"),
        (p::ENDED_IN, params![MessageId(1)], "promises_ended_in"),
        (p::TO_REMIND, params![At(1)], "promises_to_remind"),
        (p::OVERDUE, params![At(1)], "promises_by_due"),
        (p::OPEN_OF_OWNER, params![PersonId(1), At(1), 1_i64, 50_i64], "promises_by_owner"),
        (p::OPEN_UNTIL, params![At(1), 1_i64, At(2), 50_i64], "promises_by_due"),
        (
            p::ENDED_BETWEEN,
            params!["kept", At(1), At(2), 1_i64, 7_i64, 7_i64, -1_i64, -1_i64, 50_i64],
            "promises_by_end",
        ),
    ];
    for (sql, values, index) in cases {
        let plan = plan(&desk.app.db, sql, values);
        let sorts = plan.contains("TEMP B-TREE");
        assert!(plan.contains(index) && !plan.contains("SCAN") && !sorts, "{sql}\n{plan}");
    }
    // What ended in a time is counted in groups, but only that is read.
    let plan = plan(&desk.app.db, p::SHARES, params![At(1), At(2)]);
    assert!(plan.contains("promises_by_end") && !plan.contains("SCAN"), "{plan}");
}
