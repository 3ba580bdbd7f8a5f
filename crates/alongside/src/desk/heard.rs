//! What the coach hears in a requester's newest message, as quiet hints beside it. Read when the page is made, and kept
//! in memory under the hash of the words: a page that is opened again reads nothing again.

use crate::ticket::pages::Hint;
use ::coach::{Coach, Inbound, MoodKind};
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

/// Readings kept at once.
const KEPT_MAX: usize = 4096;
/// Characters of a message that are read.
const READ_MAX: usize = 20_000;
const QUOTES_MAX: usize = 3;
const QUOTE_LENGTH_MAX: usize = 80;

/// Hints by the hash of the words.
type Kept = HashMap<[u8; 32], Arc<Vec<Hint>>>;

static KEPT: LazyLock<Mutex<Kept>> = LazyLock::new(Mutex::default);

/// The hints on these words.
pub(super) fn hints(words: &str) -> Arc<Vec<Hint>> {
    let hash = *blake3::hash(words.as_bytes()).as_bytes();
    let kept = || KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = kept().get(&hash) {
        return Arc::clone(known);
    }
    let text = words.char_indices().nth(READ_MAX).and_then(|(at, _)| words.get(..at)).unwrap_or(words);
    let read = Arc::new(told(text, &Coach::shared().inbound(text)));
    let mut kept = kept();
    if kept.len() >= KEPT_MAX {
        kept.clear();
    }
    kept.insert(hash, Arc::clone(&read));
    read
}

fn told(text: &str, inbound: &Inbound) -> Vec<Hint> {
    let mut hints: Vec<Hint> = inbound
        .moods
        .iter()
        .map(|mood| {
            let (key, what) = match mood.kind {
                MoodKind::Urgency => ("urgency", "Held up"),
                MoodKind::Frustration => ("frustration", "Frustrated"),
                MoodKind::Confusion => ("confusion", "Unsure"),
                MoodKind::Gratitude => ("gratitude", "Thankful"),
            };
            let quotes = mood.spans.iter().map(|(start, end)| quote(text, *start, *end));
            Hint { key, what, quotes: distinct(quotes) }
        })
        .collect();
    let named = distinct(inbound.thanks_named.iter().cloned());
    if !named.is_empty() {
        hints.push(Hint { key: "thanks", what: "Thanks for", quotes: named });
    }
    if let Some(goal) = inbound.goal.as_ref().filter(|goal| !goal.trim().is_empty()) {
        hints.push(Hint { key: "goal", what: "Wants to", quotes: vec![short(goal)] });
    }
    hints
}

fn distinct(quotes: impl Iterator<Item = String>) -> Vec<String> {
    let mut few: Vec<String> = Vec::new();
    for quote in quotes {
        if few.len() < QUOTES_MAX && !quote.is_empty() && !few.contains(&quote) {
            few.push(quote);
        }
    }
    few
}

fn quote(text: &str, start: usize, end: usize) -> String {
    let words: String = text.chars().skip(start).take(end.saturating_sub(start)).collect();
    short(words.trim_end_matches([',', ';', ':', '.', ' ']))
}

/// On one line, and not too long to be glanced at.
fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(QUOTE_LENGTH_MAX) {
        Some((at, _)) => format!("{}…", line.get(..at).unwrap_or_default().trim_end()),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hints_name_the_mood_and_the_words_that_led_to_it() {
        let hints = hints("This is the third time I am asking! Please help now, we have patients at ten.");
        assert!(hints.iter().any(|h| h.key == "frustration" && !h.quotes.is_empty()), "{hints:?}");
        assert!(hints.iter().any(|h| h.key == "urgency" && !h.quotes.is_empty()), "{hints:?}");
    }

    #[test]
    fn whoever_is_thanked_by_name_is_named() {
        let hints = hints("It works again. Thank you so much, Nadia, you saved my day!");
        assert!(hints.iter().any(|h| h.key == "gratitude"), "{hints:?}");
        assert!(hints.iter().any(|h| h.key == "thanks" && h.quotes == ["Nadia"]), "{hints:?}");
    }

    #[test]
    fn a_plain_report_gets_no_hint_of_a_mood() {
        let hints = hints("The printer in room 4 shows error 13.");
        assert!(hints.iter().all(|h| h.key == "goal"), "{hints:?}");
    }

    proptest::proptest! {
        #[test]
        fn any_message_can_be_heard_and_its_hints_stay_short(text in "\\PC{0,300}") {
            for hint in hints(&text).iter() {
                proptest::prop_assert!(hint.quotes.len() <= QUOTES_MAX);
                proptest::prop_assert!(hint.quotes.iter().all(|q| q.chars().count() <= QUOTE_LENGTH_MAX + 1));
            }
        }
    }
}
