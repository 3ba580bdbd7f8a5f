//! Replies that answer between the lines, below them or within them, and mails passed on: what is answered stays beside
//! its answer, and what is passed on is shown.

use mail::{parse, reply};

/// A text, and what is shown of it.
const TALKS: &[(&str, &str)] = &[
    // Between the lines.
    (
        "On Tue, 24 Nov 2026 at 09:15, Bo <help@desk.example> wrote:\n> Is it on?\n\nYes.\n\n> Is there paper?\n\nNo.\n\n-- \nAna",
        "> Is it on?\n\nYes.\n\n> Is there paper?\n\nNo.",
    ),
    (
        "Hi Bo,\n\nAm 24.11.26 um 09:15 schrieb Bo:\n> Ist er an?\nJa.\n> Ist Papier da?\nNein.\n> Gruß, Bo",
        "Hi Bo,\n\n> Ist er an?\nJa.\n> Ist Papier da?\nNein.",
    ),
    // Below them.
    (
        "Le mar. 24 nov. 2026 à 09:15, Bo <help@desk.example> a écrit :\n> Est-elle allumée ?\n> Bo\n\nOui, depuis ce matin.",
        "Oui, depuis ce matin.",
    ),
    // Within an older mail that nothing marks.
    (
        "Hello Bo, see my answers in red.\n\nFrom: Bo <help@desk.example>\nSent: Tuesday, 24 November 2026 09:15\nTo: Ana\nSubject: Printer\n\nIs it on? Yes.\nIs there paper? No.",
        "Hello Bo, see my answers in red.\n\nFrom: Bo <help@desk.example>\nSent: Tuesday, 24 November 2026 09:15\nTo: Ana\nSubject: Printer\n\nIs it on? Yes.\nIs there paper? No.",
    ),
    (
        "The lamp is red.\n\nFrom: Bo <help@desk.example>\nSent: Tuesday, 24 November 2026 09:15\nTo: Ana\nSubject: Printer\n\nIs it on?",
        "The lamp is red.",
    ),
    // Passed on.
    (
        "Can you help Di?\n\n---------- Forwarded message ---------\nFrom: Di <di@example.org>\nDate: Tue, 24 Nov 2026 at 09:15\nSubject: Wi-Fi\nTo: Ana <ana@example.org>\n\nIt is slow.",
        "Can you help Di?\n\n---------- Forwarded message ---------\nFrom: Di <di@example.org>\nDate: Tue, 24 Nov 2026 at 09:15\nSubject: Wi-Fi\nTo: Ana <ana@example.org>\n\nIt is slow.",
    ),
    (
        "Can you help Di?\n\n> Begin forwarded message:\n> \n> From: Di <di@example.org>\n> Subject: Wi-Fi\n> Date: 24 November 2026 at 09:15:12 CET\n> To: Ana <ana@example.org>\n> \n> It is slow.",
        "Can you help Di?\n\n> Begin forwarded message:\n>\n> From: Di <di@example.org>\n> Subject: Wi-Fi\n> Date: 24 November 2026 at 09:15:12 CET\n> To: Ana <ana@example.org>\n>\n> It is slow.",
    ),
    // A quote of one's own, announced.
    (
        "The log says:\n\n> printer offline\n> retry failed",
        "The log says:\n\n> printer offline\n> retry failed",
    ),
    // Nothing of one's own: better all than nothing.
    (
        "On Tue, 24 Nov 2026 at 09:15, Bo <help@desk.example> wrote:\n> Is it on?",
        "On Tue, 24 Nov 2026 at 09:15, Bo <help@desk.example> wrote:\n> Is it on?",
    ),
];

#[test]
fn answers_stay_beside_what_they_answer() {
    let mut wrong = Vec::new();
    for (text, want) in TALKS {
        let got = reply::split(text).visible;
        if got != *want {
            wrong.push(format!("{text:?}\n  got {got:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), TALKS.len(), wrong.join("\n"));
}

#[test]
fn what_apple_passes_on_as_a_page_is_shown() {
    let raw = "From: ana@example.org\nMessage-ID: <1@x>\nSubject: Wi-Fi\nContent-Type: text/html; charset=utf-8\n\n<div>Can you help Di?</div><div><br><blockquote type=\"cite\"><div>Begin forwarded message:</div><br><div><b>From: </b>Di &lt;di@example.org&gt;<br></div><div><b>Subject: </b>Wi-Fi</div><br><div>It is slow.</div></blockquote></div>";
    let visible = parse(raw.as_bytes()).body.visible;
    assert!(visible.starts_with("Can you help Di?") && visible.contains("It is slow."), "{visible}");
}
