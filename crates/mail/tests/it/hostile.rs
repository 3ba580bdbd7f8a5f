//! Whatever the bytes: no panic, no lost words, nothing unbounded.

use mail::{HtmlPolicy, parse, reply, sanitize_html};
use proptest::prelude::*;
use std::{fs, path::Path};

fn fixtures() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "eml"))
        .collect();
    paths.sort();
    paths.iter().map(|p| fs::read(p).unwrap()).collect()
}

/// Letters and digits in order of their words, counted.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(String::from).collect();
    words.sort();
    words
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_give_a_message(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        mail::fuzz(&bytes);
    }

    #[test]
    fn any_header_soup_gives_a_message(soup in "((From|To|Subject|Date|Content-Type|Content-Transfer-Encoding|Message-ID|--b|>|On|wrote:|multipart/mixed; boundary=b|message/rfc822|base64|=\\?utf-8\\?B\\?|text/html|<div>|<blockquote>)[ :\n]{0,2}){0,60}") {
        mail::fuzz(soup.as_bytes());
    }

    #[test]
    fn damaged_mails_are_still_read(which in any::<prop::sample::Index>(), cuts in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0usize..40), 1..12)) {
        let all = fixtures();
        let mut raw = all[which.index(all.len())].clone();
        for (at, byte, remove) in cuts {
            if raw.is_empty() {
                break;
            }
            let at = at.index(raw.len());
            if remove == 0 {
                raw[at] = byte;
            } else {
                let end = (at + remove).min(raw.len());
                raw.drain(at..end);
            }
        }
        mail::fuzz(&raw);
    }

    #[test]
    fn splitting_loses_no_word(text in "((On Tue, 24 Nov 2026 at 09:15, Ana <ana@example\\.org> wrote:|> quoted [a-z]{1,8}|-- |Sent from my iPhone|From: Ana <ana@example\\.org>|Sent: Tuesday|To: Bo|Subject: x|-----Original Message-----|[a-z ]{0,30}|Disclaimer|____|-Ana Lima|reply On Wed, Apr 4, 2012 at 3:59 PM, bob@example\\.com wrote:)\n){0,25}") {
        let split = reply::split(&text);
        let both = format!("{}\n{}", split.visible, split.folded);
        prop_assert_eq!(words(&both), words(&text));
        prop_assert!(text.trim().is_empty() || !split.visible.trim().is_empty(), "nothing was shown");
    }

    #[test]
    fn splitting_twice_changes_nothing_that_is_shown_alone(text in "([a-z]{1,8} ){1,8}\n([a-z]{1,8} ){0,8}") {
        let visible = reply::split(&text).visible;
        prop_assert_eq!(visible.split_whitespace().collect::<Vec<_>>(), text.split_whitespace().collect::<Vec<_>>());
    }

    #[test]
    fn safe_html_stays_safe(html in "(<[a-z]{1,8}( (src|href|style|onload|srcset)=\"?(javascript:|https://e\\.example/|data:|cid:|//|url\\()[a-z]{0,5}\"?){0,2}>|</[a-z]{1,6}>|[a-z&;<]{0,9}){0,20}") {
        let safe = sanitize_html(&html, &HtmlPolicy::default()).html.to_ascii_lowercase();
        for bad in ["<script", "javascript:", "onload=", "srcset", "url(", "<iframe", "<style", "<form", " src=\"http", "src=\"//", "src=\"data:"] {
            prop_assert!(!safe.contains(bad), "{} in {}", bad, safe);
        }
    }
}

#[test]
fn nesting_headers_and_parts_are_bounded() {
    let head = "From: a@example.org\nMessage-ID: <1@x>\nSubject: s\n";
    let nested = head.to_string() + &"Content-Type: message/rfc822\n\n".repeat(30_000);
    let boundaries: String =
        (0..20_000).map(|i| format!("Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n")).collect();
    let parts = format!("{head}Content-Type: multipart/mixed; boundary=b\n\n{}", "--b\n\nx\n".repeat(50_000));
    let many: String = (0..20_000).map(|i| format!("X-{i}: v\n")).collect();
    for raw in [nested, head.to_string() + &boundaries, parts, format!("{head}{many}\nhello")] {
        let message = parse(raw.as_bytes());
        assert_eq!(message.subject.as_deref(), Some("s"));
        assert!(message.attachments.len() <= 1_000);
        assert!(!message.defects.is_empty());
    }
}

#[test]
fn a_mail_with_ten_thousand_headers_keeps_its_words() {
    let many: String = (0..10_000).map(|i| format!("X-{i}: v\n")).collect();
    let raw = format!("{many}From: ana@example.org\nContent-Type: text/plain; charset=utf-8\n\nhello Ana\n");
    let message = parse(raw.as_bytes());
    assert_eq!(message.body.visible, "hello Ana");
    assert_eq!(message.from.unwrap().address, "ana@example.org");
}
