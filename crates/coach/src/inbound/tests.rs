use super::Listener;
use crate::language::Language;
use crate::reading::MoodKind;
use crate::text::Document;

fn moods(text: &str) -> Vec<&'static str> {
    let listener = Listener::of(Language::English);
    listener.read(&Document::read(text)).moods.iter().map(|mood| mood.kind.name()).collect()
}

fn named(text: &str) -> Vec<String> {
    Listener::of(Language::English).read(&Document::read(text)).thanks_named
}

#[test]
fn thanks_for_something_done_are_gratitude_and_thanks_in_advance_are_not() {
    for text in [
        "Thank you for fixing the printer so quickly.",
        "It works, thanks!",
        "You saved my day.",
        "thx, works",
        "Kudos to the night shift!",
    ] {
        assert_eq!(moods(text), ["gratitude"], "{text}");
    }
    for text in [
        "Could you reset my password? Thanks in advance.",
        "Can you add Ana to the list? Thanks.",
        "Any help would be appreciated.",
        "My mouse is broken.\n\nThanks,\nIda",
    ] {
        assert!(!moods(text).contains(&"gratitude"), "{text}");
    }
}

#[test]
fn sarcasm_is_frustration() {
    assert_eq!(moods("Thanks for nothing."), ["frustration"]);
}

#[test]
fn a_plain_fault_report_has_no_mood() {
    for text in [
        "My screen is black since this morning. The cable is in.",
        "The printer on the second floor prints stripes.",
        "Please add Tom to the mailing list. No rush.",
        "Which phone number do I dial from inside to reach you?",
    ] {
        assert_eq!(moods(text), Vec::<&str>::new(), "{text}");
    }
}

#[test]
fn people_who_deserve_thanks_are_named_in_their_own_words() {
    assert_eq!(named("Thanks to Dr. Santos and Old Pete we found it."), ["Dr. Santos", "Old Pete"]);
    assert_eq!(named("Bob from maintenance says thanks for the map."), Vec::<String>::new());
    assert_eq!(named("Hi Priya, thank you for staying late with Tomasz!"), ["Priya", "Tomasz"]);
}

#[test]
fn moods_have_the_words_that_led_to_them() {
    let listener = Listener::of(Language::English);
    let text = "Good day. This is unacceptable.";
    let inbound = listener.read(&Document::read(text));
    let mood = inbound.moods.iter().find(|mood| mood.kind == MoodKind::Frustration).unwrap();
    let (start, end) = mood.spans[0];
    assert_eq!(text.chars().skip(start).take(end - start).collect::<String>(), "unacceptable");
}

#[test]
fn the_words_that_led_to_a_mood_are_shown_once() {
    let said = crate::Coach::shared().inbound("Thank you so much for fixing it, Bo, you saved my day!");
    let spans = &said.moods.iter().find(|mood| mood.kind == crate::MoodKind::Gratitude).unwrap().spans;
    assert!(!spans.is_empty() && spans.windows(2).all(|pair| pair[0].1 <= pair[1].0), "{spans:?}");
}
