//! Starting, being asked, stopping.

use crate::program::{self, Program, text};
use std::io::{Read, Write};

#[test]
fn it_starts_answers_and_stops_when_asked_to() {
    let mut program = Program::serve();
    let answer = program.get("/health");
    assert!(answer.starts_with("HTTP/1.1 200 OK") && answer.ends_with("ok\n"), "{answer}");
    program.signal("TERM");
    program.says("nothing was lost");
    let (code, data) = program.ended();
    assert_eq!(code, Some(0));
    assert!(!data.path().join("ready.json").exists());
    assert!(!data.path().join("alongside.db-wal").exists(), "the log is written back into the database");
}

#[test]
fn a_request_that_is_under_way_is_answered_before_it_stops() {
    let mut program = Program::serve();
    // A connection that is kept, to be sure that the server has accepted it.
    let mut stream = program.connect();
    write!(stream, "GET /health HTTP/1.1\r\nHost: desk.example\r\n\r\n").unwrap();
    let mut first = [0; 4096];
    assert!(stream.read(&mut first).unwrap() > 0);
    write!(stream, "POST /health HTTP/1.1\r\nHost: desk.example\r\nContent-Length: 4\r\n\r\nab").unwrap();
    program.signal("TERM");
    program.says("Stopping");
    write!(stream, "cd").unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    assert!(text(&answer).starts_with("HTTP/1.1 405"), "{}", text(&answer));
    assert_eq!(program.ended().0, Some(0));
}

#[test]
fn an_empty_desk_offers_its_setup_once_and_no_more_when_there_is_an_admin() {
    let program = Program::serve();
    let setup = program.ready["setup"].as_str().unwrap().to_owned();
    assert!(setup.starts_with(program.ready["url"].as_str().unwrap()) && setup.contains("/setup?token="));
    let data = program.data.path();
    let create =
        ["person", "create", "--address", "fay@desk.example", "--name", "Fay Gran", "--role", "admin"];
    let created = program::run(data, &create, b"correct horse battery\n");
    assert!(created.status.success(), "{}", text(&created.stderr));
    let token = program::run(data, &["token", "create", "--person", "fay@desk.example"], b"");
    assert_eq!(text(&token.stdout).trim().len(), 43);
    program.signal("TERM");
    let (code, data) = program.ended();
    assert_eq!(code, Some(0));
    let program = Program::start(data, "serve", &[]);
    assert!(program.ready["setup"].is_null());
    let copy = tempfile::tempdir().unwrap();
    let to = copy.path().join("backup");
    let backup = program::run(program.data.path(), &["backup", to.to_str().unwrap()], b"");
    assert!(backup.status.success(), "{}", text(&backup.stderr));
    let verified = program::run(&to, &["verify"], b"");
    assert!(
        text(&verified.stdout).starts_with("Whole: "),
        "{}{}",
        text(&verified.stdout),
        text(&verified.stderr)
    );
}

#[test]
fn two_servers_do_not_share_a_data_folder() {
    let program = Program::serve();
    let second = program::run(program.data.path(), &["serve", "--listen", "127.0.0.1:0"], b"");
    assert!(!second.status.success());
    assert!(
        text(&second.stderr).contains("another Alongside serves the data folder"),
        "{}",
        text(&second.stderr)
    );
}

#[test]
fn wrong_settings_are_told_by_the_check_and_refused_by_serve_in_the_same_words() {
    let data = tempfile::tempdir().unwrap();
    std::fs::write(data.path().join("alongside.toml"), "listen = \"80\"\nlisen = 1\n").unwrap();
    let checked = program::run(data.path(), &["config", "check"], b"");
    assert_eq!(checked.status.code(), Some(1));
    assert_eq!(text(&checked.stderr).lines().count(), 2, "{}", text(&checked.stderr));
    let refused = program::run(data.path(), &["serve"], b"");
    assert_eq!(refused.status.code(), Some(1));
    assert_eq!(refused.stderr, checked.stderr);
    assert!(!data.path().join("alongside.db").exists());
}

#[test]
fn mail_parse_says_what_it_understands_as_json() {
    let data = tempfile::tempdir().unwrap();
    let mail = b"From: Ana <ana@example.org>\r\nSubject: The lift\r\n\r\nIt is stuck.\r\n";
    let parsed = program::run(data.path(), &["mail", "parse"], mail);
    let parsed: serde_json::Value = serde_json::from_slice(&parsed.stdout).unwrap();
    assert_eq!(parsed["subject"], "The lift");
    assert_eq!(parsed["text_visible"], "It is stuck.");
}
