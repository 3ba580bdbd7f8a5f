use super::{Document, Kind};
use proptest::prelude::*;

fn normal(text: &str) -> Vec<String> {
    let document = Document::read(text);
    document.tokens.iter().map(|t| document.normal(t).to_owned()).collect()
}

fn sentences(text: &str) -> Vec<String> {
    let document = Document::read(text);
    document.sentences.iter().map(|s| text[s.bytes.clone()].to_owned()).collect()
}

#[test]
fn contractions_are_spelt_out() {
    assert_eq!(
        normal("You've broken it, didn't you?"),
        ["you", "have", "broken", "it", ",", "did", "not", "you", "?"]
    );
    assert_eq!(normal("We can’t, won't, dont"), ["we", "can", "not", ",", "will", "not", ",", "do", "not"]);
}

#[test]
fn the_list_of_sloppy_words_is_in_order() {
    for word in ["arent", "cannot", "ive", "youve", "thats", "weve"] {
        assert_eq!(normal(word).len(), 2, "{word}");
    }
}

#[test]
fn addresses_paths_and_quotations_are_closed_to_readers() {
    let kinds = |text: &str| Document::read(text).tokens.iter().map(|t| t.kind).collect::<Vec<_>>();
    assert_eq!(kinds("see https://a.example/x?y=1."), [Kind::Word, Kind::Opaque, Kind::Stop]);
    assert_eq!(kinds("ask ana@example.org"), [Kind::Word, Kind::Opaque]);
    assert_eq!(kinds("it says \"you must not\" now"), [Kind::Word, Kind::Word, Kind::Quote, Kind::Word]);
    assert_eq!(kinds("run `rm -rf` now"), [Kind::Word, Kind::Quote, Kind::Word]);
}

#[test]
fn sentences_end_where_a_reader_would_end_them() {
    assert_eq!(sentences("Ask Dr. Baum. He knows."), ["Ask Dr. Baum.", "He knows."]);
    assert_eq!(sentences("It took 3.5 hours. Sorry!"), ["It took 3.5 hours.", "Sorry!"]);
    assert_eq!(sentences("Hi Ana,\nit works."), ["Hi Ana,\nit works."]);
    assert_eq!(sentences("First this\n- then that\n- then this"), ["First this", "then that", "then this"]);
}

#[test]
fn machine_lines_and_quoted_mail_are_not_prose() {
    let text = "Here:\n\n    FATAL: you must be owner\n\n> you broke it\n10:31:07 fatal: never\nERROR obviously\nDone.";
    assert_eq!(sentences(text), ["Here:", "Done."]);
    let text = "Thanks.\n\nOn Tue, Ana wrote:\n> you broke it\n\nNo problem.";
    assert_eq!(sentences(text), ["Thanks.", "No problem."]);
    let text = "Thanks.\n\n-----Original Message-----\nyou broke it";
    assert_eq!(sentences(text), ["Thanks."]);
}

#[test]
fn a_signature_is_not_prose() {
    assert_eq!(sentences("It works.\n\nKind regards\nIda\nNever Again Ltd"), ["It works."]);
    assert_eq!(sentences("It works.\n-- \nObviously Ltd"), ["It works."]);
}

proptest! {
    #[test]
    fn any_text_is_read_with_offsets_that_hold(text in "\\PC{0,300}|[ \\n\\t\"'’`>a-zA-Z0-9.,!?:;-]{0,300}") {
        let document = Document::read(&text);
        let mut last = 0;
        for token in &document.tokens {
            prop_assert!(token.start as usize >= last && token.end > token.start);
            prop_assert!(text.get(token.bytes()).is_some());
            prop_assert!(document.normal.get(token.normal_bytes()).is_some());
            last = token.end as usize;
        }
        let mut next = 0;
        for sentence in &document.sentences {
            prop_assert_eq!(sentence.tokens.start, next);
            next = sentence.tokens.end;
        }
        prop_assert_eq!(next, document.tokens.len());
    }
}
