use super::*;
use crate::person::Actor;
use crate::testing::{Desk as TestDesk, START};
use crate::ticket::Status;
use crate::ticket::list::{Filter, Page, View, count, list};

fn wish(tickets: u64, seed: u64) -> Wish {
    Wish { tickets, seed, until: None, password: "only for measuring".to_owned() }
}

fn filled(tickets: u64, seed: u64) -> (TestDesk, Made) {
    let desk = TestDesk::new();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let made = runtime.block_on(fill(&desk.app, &wish(tickets, seed), START, &mut |_| {})).unwrap();
    (desk, made)
}

fn everything(desk: &TestDesk) -> Vec<String> {
    let admin = desk.fay.clone();
    desk.read(move |conn| {
        let mut lines = Vec::new();
        let mut page = Page::First;
        loop {
            let found = list(conn, &admin, &Filter::default(), page, 200)?;
            for item in &found.items {
                lines.push(format!(
                    "{} {} {} {}",
                    item.number, item.subject, item.last_word, item.activity_at
                ));
            }
            match found.older {
                Some(cursor) => page = Page::Older(cursor),
                None => return Ok(lines),
            }
        }
    })
}

#[test]
fn the_same_seed_fills_two_desks_alike() {
    let (one, made) = filled(700, 7);
    let (two, again) = filled(700, 7);
    assert_eq!(made, again);
    assert_eq!(made.tickets, 700);
    let lines = everything(&one);
    assert_eq!(lines.len(), 700);
    assert_eq!(lines, everything(&two));
    let (other, _) = filled(50, 8);
    assert_ne!(lines[..50], everything(&other)[..50]);
}

#[test]
fn lists_counts_and_search_agree_with_what_was_told() {
    let (desk, _) = filled(600, 3);
    let cast = Cast::for_tickets(600);
    let setting =
        Setting { seed: 3, count: 600, until: START, calendar: Calendar::new(START, WEEKS), cast: &cast };
    let stories: Vec<Story> = (0..600).map(|n| setting.story(n)).collect();
    let agent: Actor =
        desk.read(|conn| person::actor_by_address(conn, "agent@example.org")).expect("the agent");
    let counted = |filter: Filter| {
        let agent = agent.clone();
        desk.read(move |conn| count(conn, &agent, &filter))
    };
    let told = |of: &dyn Fn(&Story) -> bool| {
        i64::try_from(stories.iter().filter(|s| of(s)).count()).unwrap().min(crate::ticket::list::COUNT_MAX)
    };
    for status in Status::all() {
        let filter = Filter { status: Some(*status), ..Filter::default() };
        assert_eq!(counted(filter), told(&|s| s.status == *status), "{status}");
    }
    let view = |view| Filter { view: Some(view), ..Filter::default() };
    assert_eq!(counted(view(View::Unassigned)), told(&|s| s.owner.is_none() && s.status.is_open()));
    assert_eq!(counted(view(View::Mine)), told(&|s| s.owner == Some(0) && s.status.is_open()));
    assert_eq!(counted(view(View::Waiting)), told(&|s| s.status.is_waiting()));
    // Every message can be found by a word of its own.
    let last = stories.last().unwrap();
    let word = last.messages[0].body.split_whitespace().max_by_key(|w| w.len()).unwrap().to_owned();
    let hits = desk.read(move |conn| {
        let term = search::query::Term { words: words_of(&word), is_prefix: false };
        search::matching(conn, &[term])
    });
    assert!(!hits.is_empty());
}

fn words_of(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    crate::words::each_word(text, |word| found.push(word.to_owned()));
    found
}

#[test]
fn only_an_empty_desk_is_filled() {
    let (desk, _) = filled(5, 1);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let refused = runtime.block_on(fill(&desk.app, &wish(5, 1), START, &mut |_| {}));
    assert!(refused.unwrap_err().to_string().contains("has tickets already"));
}

#[test]
fn agents_of_the_desk_sign_in_with_the_password() {
    let (desk, _) = filled(5, 1);
    let hash = desk.read(|conn| {
        let agent = person::by_address(conn, "agent@example.org")?.expect("the agent");
        person::password_hash(conn, agent.id)
    });
    assert!(secret::verify_password("only for measuring", hash.as_deref()));
}
