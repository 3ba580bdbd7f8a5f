use super::hash::{BUCKETS, Letters, Run, Word};
use super::mark::MARKS;
use super::pack::{self, LexiconBuilder, Trained};
use super::weights::FILE_BYTES;
use super::*;
use proptest::prelude::*;
use std::path::{Path, PathBuf};

static FILE: &[u8] = include_bytes!("../../data/model.bin");
static CARD: &str = include_str!("../../data/model-card.md");

fn beside_the_project(path: &str) -> Option<PathBuf> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(path);
    data.exists().then_some(data)
}

#[test]
fn the_card_is_that_of_the_weights_in_the_program() {
    assert_eq!(FILE.len(), FILE_BYTES);
    assert!(Weights::of(FILE).is_some());
    assert!(CARD.contains(&format!("`{}`", blake3::hash(FILE))), "run cargo xtask train-coach");
}

#[test]
fn the_weights_are_no_larger_than_they_may_be() {
    assert!(FILE.len() <= 2_500_000);
    assert_eq!(2 * BUCKETS, 256 * 1024);
}

#[test]
fn bytes_that_are_no_file_of_weights_are_refused() {
    assert!(Weights::of(&FILE[1..]).is_none());
    let mut other = FILE.to_vec();
    other[0] ^= 1;
    assert!(Weights::of(&other).is_none());
}

#[test]
fn a_polite_request_scores_higher_than_the_same_one_put_rudely() {
    for (polite, rude) in [
        (
            "Could you please have a look at the log? Thank you very much!",
            "Why didn't you look at the log? Do it.",
        ),
        (
            "Hi, would you mind sending me the form again? Thanks!",
            "Send me the form again. What is wrong with you?",
        ),
        (
            "Nice work. I wonder if we could also cover the old case?",
            "This is wrong. You forgot the old case?",
        ),
    ] {
        let (polite, rude) = (score(polite), score(rude));
        assert!(polite.politeness > 0.6, "{polite:?}");
        assert!(rude.politeness < 0.4, "{rude:?}");
    }
}

#[test]
fn a_mood_shows_in_words_that_name_it_and_not_in_a_plain_report() {
    assert!(score("Thank you so much, that fixed it!").shows(Label::Gratitude));
    assert!(score("I don't understand, what am I supposed to click on?").shows(Label::Confusion));
    assert!(score("This is ridiculous. I'm so annoyed and fed up with it.").shows(Label::Frustration));
    let report = score("The printer on the second floor shows code 0x31.");
    for label in [Label::Gratitude, Label::Frustration, Label::Confusion] {
        assert!(!report.shows(label), "{label:?} {report:?}");
    }
}

#[test]
fn marks_lie_on_their_words() {
    let text = "Please don’t worry. I think we could, by the way, ask: could you help? Please?";
    let (scores, marked) = read(text);
    assert_eq!(scores, score(text));
    let words: Vec<(Mark, &str)> =
        marked.iter().map(|found| (found.mark, &text[found.start..found.end])).collect();
    for expected in [
        (Mark::PleaseStart, "Please"),
        (Mark::Negation, "don’t"),
        (Mark::FirstPersonStart, "I"),
        (Mark::HedgingVerb, "think"),
        (Mark::FirstPlural, "we"),
        (Mark::ByTheWay, "by the way"),
        (Mark::Subjunctive, "could you"),
        (Mark::PleaseStart, "Please"),
    ] {
        assert!(words.contains(&expected), "{expected:?} in {words:?}");
    }
    assert!(!words.iter().any(|(mark, _)| *mark == Mark::Please), "both stand at a start: {words:?}");
}

#[test]
fn the_words_count_whatever_stands_around_them() {
    let plain = score("thanks a lot for the help");
    for other in ["THANKS A LOT FOR THE HELP", "Thanks\ta  lot\u{a0}for the help"] {
        assert!((score(other).gratitude - plain.gratitude).abs() < 0.1, "{other}");
    }
    assert!((score("It’s fine").politeness - score("It's fine").politeness).abs() < 1e-6);
}

#[test]
fn every_mark_has_a_code_of_its_own() {
    for mark in Mark::ALL {
        assert_eq!(Mark::from_code(mark.code()), Some(mark));
    }
    assert_eq!(Mark::from_code(0), None);
    assert_eq!(Mark::from_code(MARKS as u8 + 1), None);
}

#[test]
fn runs_of_letters_do_not_depend_on_what_stood_before_them() {
    let last = |text: &str| {
        let (mut letters, mut buckets) = (Letters::default(), Vec::new());
        for letter in text.chars() {
            buckets.clear();
            letters.push(letter, |bucket| buckets.push(bucket));
        }
        buckets
    };
    assert_eq!(last("xabcde"), last("yabcde"));
    assert_ne!(last("abcde"), last("edcba"));
    assert!(last("ab").is_empty());
}

#[test]
fn what_was_put_into_a_lexicon_is_found_in_it() {
    let mut builder = LexiconBuilder::default();
    assert!(builder.change("by the way", |entry| entry.inside = Some(Mark::ByTheWay)));
    assert!(builder.change("by the way", |entry| entry.valence = -7));
    assert!(!builder.change("one two three four five", |_| ()));
    let bytes = builder.bytes();
    let run = "by the way".split(' ').fold(Run::default(), |run, word| run.then(Word::of(word)));
    let entry = lexicon::Lexicon(&bytes).find(run).expect("the entry");
    assert_eq!((entry.valence, entry.inside, entry.at_start), (-7, Some(Mark::ByTheWay), None));
    assert_eq!(lexicon::Lexicon(&bytes).find(Run::default().then(Word::of("way"))), None);
}

#[test]
fn a_packed_label_scores_as_it_was_trained() {
    let mut thanks = Trained::nothing();
    let run = Run::default().then(Word::of("thanks"));
    thanks.table[run.bucket() as usize] = 100;
    thanks.head.scales = [0.25, 0.0];
    thanks.head.bias = -1.0;
    let nothing = Trained::nothing;
    let lexicon = LexiconBuilder::default().bytes();
    let file = pack::file(&lexicon, &[nothing(), thanks, nothing(), nothing()]);
    let weights = Weights::of(&file).expect("a file");
    // A word, and the word after the opening: two buckets of words, one of them with a weight; twice counts once.
    let expected = -1.0 + 0.25 * 100.0 / 2.0f32.sqrt();
    assert!((weights.weigh("thanks", |_| ())[1] - expected).abs() < 1e-4);
    let expected = -1.0 + 0.25 * 100.0 / 3.0f32.sqrt();
    assert!((weights.weigh("thanks thanks", |_| ())[1] - expected).abs() < 1e-4);
}

/// Only where the third-party data lie beside the project.
#[test]
fn moods_are_found_in_comments_kept_for_development_as_the_card_says() {
    let Some(path) = beside_the_project("goemotions/dev.tsv") else { return };
    let text = std::fs::read_to_string(path).expect("the comments");
    for (label, feeling, least) in [(Label::Gratitude, "15", 0.90), (Label::Confusion, "6", 0.38)] {
        let (mut right, mut said, mut there) = (0.0, 0.0, 0.0);
        for line in text.lines() {
            let mut fields = line.split('\t');
            let (comment, feelings) = (fields.next().expect("text"), fields.next().expect("feelings"));
            let (holds, says) =
                (feelings.split(',').any(|other| other == feeling), score(comment).shows(label));
            right += f64::from(u8::from(holds && says));
            said += f64::from(u8::from(says));
            there += f64::from(u8::from(holds));
        }
        let f1 = 2.0 * right / (said + there);
        assert!(f1 >= least, "{label:?}: {f1}");
    }
}

/// Not a figure, for these were learned from: the file holds what the data say.
#[test]
fn politest_and_rudest_requests_stand_apart() {
    for name in ["wikipedia", "stack-exchange"] {
        let Some(path) = beside_the_project(&format!("politeness/{name}.dev.tsv")) else { return };
        let text = std::fs::read_to_string(path).expect("the requests");
        // Rows of one line are enough.
        let rows = text
            .lines()
            .filter_map(|line| line.split_once('\t'))
            .filter(|(_, request)| !request.contains('"'));
        let (mut right, mut all) = (0, 0);
        for (rating, request) in rows {
            let Ok(rating) = rating.parse::<f64>() else { continue };
            if rating.abs() > 0.6 {
                all += 1;
                right += usize::from((score(request).politeness > 0.5) == (rating > 0.0));
            }
        }
        assert!(all > 500 && right * 100 >= all * 93, "{name}: {right} of {all}");
    }
}

proptest! {
    #[test]
    fn any_text_gets_scores_and_marks_on_whole_letters(text in "(\\PC|[ \n'’?!.:`^]|please|could you|not){0,60}") {
        let (scores, marked) = read(&text);
        for label in Label::ALL {
            prop_assert!((0.0..=1.0).contains(&scores.of(label)));
        }
        for found in marked {
            prop_assert!(found.start < found.end && text.get(found.start..found.end).is_some());
        }
    }
}
