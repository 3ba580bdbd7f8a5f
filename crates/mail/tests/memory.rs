//! What one mail may take of memory: three times its size and a little, whatever its form. Each form is read by a
//! process of its own, so that nothing is counted but that.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "test helpers")]

use std::{
    env, fs,
    io::{Read, Write, stdin},
    process::{Command, Stdio},
};

const SIZE: usize = 4_000_000;
/// For the tables of lines and parts, whose number is bounded, and what the allocator keeps for itself.
const BESIDE: usize = 8_000_000;
/// Set for the process that reads a mail.
const CHILD: &str = "MAIL_MEMORY_CHILD";

/// A line of `/proc/self/status`, in bytes.
fn status(name: &str) -> usize {
    let all = fs::read_to_string("/proc/self/status").unwrap();
    let line = all.lines().find(|l| l.starts_with(name)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<usize>().unwrap() * 1024
}

/// Reads the mail on standard input and says what that took.
fn read_one() {
    let mut raw = Vec::with_capacity(SIZE * 2);
    stdin().read_to_end(&mut raw).unwrap();
    let before = status("VmRSS:");
    let message = mail::parse(&raw);
    let taken = status("VmHWM:").saturating_sub(before);
    assert_eq!(message.subject.as_deref(), Some("s"));
    assert!(taken <= 3 * raw.len() + BESIDE, "{taken} bytes for {}", raw.len());
}

fn fill(piece: &str) -> String {
    piece.repeat(SIZE / piece.len())
}

#[test]
fn no_mail_takes_more_than_three_times_its_size() {
    if env::var_os(CHILD).is_some() {
        return read_one();
    }
    let html = "Content-Type: text/html; charset=utf-8\r\n\r\n";
    let plain = "Content-Type: text/plain; charset=utf-8\r\n\r\n";
    let multi = "Content-Type: multipart/mixed; boundary=b\r\n\r\n";
    let words = "The printer on the third floor is jammed again, and nobody knows why that is.\r\n";
    let nested: String = (0..SIZE / 60)
        .map(|i| format!("Content-Type: multipart/mixed; boundary=b{i}\r\n\r\n--b{i}\r\n"))
        .collect();
    let kinds = [
        ("words", format!("{plain}{}", fill(words))),
        ("lines of a letter", format!("{plain}{}", fill("a\r\n"))),
        (
            "a file within the words",
            format!(
                "{plain}begin 644 a\r\n{}`\r\nend\r\n",
                fill("M86)C9&5F9VAI:FML;6YO<'%R<W1U=G=X>7HP,3(S-#4V-S@Y86)C9&5F9VAI\r\n")
            ),
        ),
        ("paragraphs", format!("{html}{}", fill(&format!("<p>{words}</p>")))),
        ("one word", format!("{html}{}", fill("abcdefgh"))),
        ("nested lists", format!("{html}{}", fill("<ul><li>x"))),
        ("breaks", format!("{html}{}", fill("x<br>"))),
        ("attributes", format!("{html}<div {}>x", fill("a "))),
        ("a comment", format!("{html}x<!--{}-->", fill("abcdefgh"))),
        ("parts", format!("{multi}{}", fill("--b\r\n\r\nx\r\n"))),
        ("nested parts", nested),
    ];
    for (kind, rest) in kinds {
        let raw = format!("From: ana@example.org\r\nMessage-ID: <1@x>\r\nSubject: s\r\n{rest}");
        let mut child = Command::new(env::current_exe().unwrap())
            .args(["--exact", "no_mail_takes_more_than_three_times_its_size"])
            .env(CHILD, "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(raw.as_bytes()).unwrap();
        let said = child.wait_with_output().unwrap();
        assert!(said.status.success(), "{kind}: {}", String::from_utf8_lossy(&said.stdout));
    }
}
