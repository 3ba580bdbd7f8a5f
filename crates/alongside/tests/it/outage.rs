//! The mail server goes away for a while: what is written meanwhile waits and says so, and leaves once when it is
//! back, under one name.

use super::browser::{Browser, status};
use super::post::{Answer, Sink, deliver};
use super::program::{Program, run, text, until};
use std::time::Duration;

const PASSWORD: &str = "four plain little words";
const HELP: &str = "help@example.org";
const MEANWHILE: usize = 12;

fn answers(sink: &Sink, count: usize) -> Vec<Answer> {
    (0..count).map(|_| sink.answers.recv_timeout(Duration::from_secs(60)).unwrap()).collect()
}

#[test]
fn mail_waits_while_its_server_is_away_and_leaves_once_when_it_is_back() {
    let mut sink = Sink::open();
    let data = tempfile::tempdir().unwrap();
    let made = run(data.path(), &["generate", "--tickets", "20", "--password", PASSWORD], b"");
    assert!(made.status.success(), "{}", text(&made.stderr));
    let program = Program::start(data, "serve", &["--relay", &sink.url()]);
    let bo = Browser::sign_in(&program, "agent@example.org", PASSWORD);
    let fay = Browser::sign_in(&program, "admin@example.org", PASSWORD);
    deliver(program.smtp(), "before", HELP).unwrap();
    let receipt = answers(&sink, 1).remove(0);
    assert_eq!(receipt.to, "before-0@world.example");

    // Its server has said yes to it, and the desk has heard.
    until("the receipt is gone", || {
        fay.get(&program, "/admin/outgoing?show=waiting").contains("Nothing is waiting.").then_some(())
    });

    sink.close();
    for number in 0..MEANWHILE {
        deliver(program.smtp(), &format!("meanwhile{number}"), HELP).unwrap();
    }
    let ticket = bo.ticket(&program, "Mail before-0").unwrap();
    let reply = [("body", "It was the lamp; it glows again."), ("kind", "reply")];
    assert_eq!(status(&bo.post(&program, &ticket, &format!("{ticket}/replies"), &reply)), 303);
    let waiting = until("every mail was tried and waits, with the reason", || {
        let page = fay.get(&program, "/admin/outgoing?show=waiting");
        let reasons = ["tried once: Nothing answers", "tried once: The connection was cut"];
        let tried: usize = reasons.iter().map(|reason| page.matches(reason).count()).sum();
        (tried == MEANWHILE + 1).then_some(page)
    });
    assert!(waiting.contains("before-0@world.example"), "{waiting}");
    assert!(sink.answers.try_recv().is_err());

    sink.reopen();
    let tried = fay.post(&program, "/admin/outgoing", "/admin/outgoing/tries", &[]);
    assert_eq!(status(&tried), 303, "{tried}");
    let sent = answers(&sink, MEANWHILE + 1);
    let page = fay.get(&program, "/admin/outgoing?show=failed");
    assert!(page.contains("Everything arrived."), "{page}");
    until("nothing waits", || {
        fay.get(&program, "/admin/outgoing?show=waiting").contains("Nothing is waiting.").then_some(())
    });
    program.signal("TERM");
    assert_eq!(program.ended().0, Some(0));
    let more: Vec<_> = sink.answers.try_iter().map(|answer| (answer.to, answer.message_id)).collect();
    assert!(more.is_empty(), "left twice: {more:?}");
    for number in 0..MEANWHILE {
        let to = format!("meanwhile{number}-0@world.example");
        assert_eq!(sent.iter().filter(|answer| answer.to == to).count(), 1, "{to}");
    }
    let reply: Vec<_> = sent.iter().filter(|answer| answer.to == receipt.to).collect();
    assert_eq!(reply.len(), 1);
    assert_ne!(reply[0].message_id, receipt.message_id);
}
