//! The words of promises beside other words, without looking anything up and without knowing a language: which text
//! may be about a promise, and which words of it give a reason. They only put a choice before a person, who makes it.

use super::REASON_LENGTH_MAX;

/// Words that say nothing of what is promised: persons, helpers, times. Shorter ones are left out anyway.
const EMPTY: [&str; 62] = [
    "will",
    "shall",
    "would",
    "could",
    "should",
    "have",
    "been",
    "being",
    "this",
    "that",
    "these",
    "those",
    "there",
    "here",
    "with",
    "from",
    "your",
    "yours",
    "ours",
    "them",
    "they",
    "their",
    "again",
    "also",
    "back",
    "then",
    "than",
    "when",
    "what",
    "today",
    "tomorrow",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "morning",
    "afternoon",
    "evening",
    "noon",
    "week",
    "hour",
    "hours",
    "minutes",
    "before",
    "after",
    "until",
    "next",
    "latest",
    "soon",
    "about",
    "ihnen",
    "werde",
    "werden",
    "wird",
    "heute",
    "morgen",
    "guten",
    "abend",
    "bitte",
];

fn telling(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .map(str::to_lowercase)
        .filter(|word| word.chars().count() >= 4 && !word.starts_with(|c: char| c.is_numeric()))
        .filter(|word| !EMPTY.contains(&word.as_str()))
        .collect()
}

/// One is a form of the other: “call” and “called”, “order” and “ordered”.
pub(super) fn akin(one: &str, other: &str) -> bool {
    let shared = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let (short, long) =
        (one.chars().count().min(other.chars().count()), one.chars().count().max(other.chars().count()));
    shared >= 4 && shared + 1 >= short && long - shared <= 4
}

/// Whether a text may be about the same thing: it has a telling word in common with the promise.
pub fn is_about(promise: &str, text: &str) -> bool {
    let theirs = telling(text);
    telling(promise).iter().any(|word| theirs.iter().any(|other| akin(word, other)))
}

/// Whether a text holds these words in this order, however the lines are broken.
pub fn stands_in(words: &str, text: &str) -> bool {
    let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = line(words);
    !words.is_empty() && line(text).contains(&words)
}

/// The reason that the sentence around `quote`, or the one before it, gives: from its “because” on, else the whole
/// sentence that says the new time.
pub fn reason(quote: &str, text: &str) -> String {
    let sentences: Vec<&str> =
        text.split_inclusive(['.', '!', '?', '\n']).map(str::trim).filter(|s| !s.is_empty()).collect();
    let at = sentences.iter().position(|s| stands_in(quote, s) || stands_in(s, quote));
    let Some(at) = at else { return String::new() };
    let near = [sentences.get(at), at.checked_sub(1).and_then(|before| sentences.get(before))];
    let because = near.into_iter().flatten().find_map(|s| {
        let lower = s.to_lowercase();
        let cut = ["because ", "since ", "weil ", "da der ", "da die ", "da das "];
        let start = cut.iter().filter_map(|word| lower.find(word)).min()?;
        s.get(start..)
    });
    let reason = because.unwrap_or_else(|| sentences.get(at).copied().unwrap_or_default());
    reason.trim_end_matches(['.', '!', ',']).chars().take(REASON_LENGTH_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_about_a_promise_when_it_speaks_of_the_same_thing() {
        assert!(is_about("I will call you tomorrow", "I called you this morning."));
        assert!(is_about("You will have a spare printer today", "The printer stands on your desk."));
        assert!(is_about("We'll order a new screen", "It is ordered."));
        assert!(!is_about("I will call you tomorrow", "Which printer is it, and will you be here tomorrow?"));
        assert!(!is_about("I will look at it by Thursday", "See you on Thursday."));
    }

    #[test]
    fn accepted_words_that_were_taken_out_do_not_stand_in_the_text() {
        assert!(stands_in("I'll call you  tomorrow", "Hello Ana,\r\nI'll call\r\nyou tomorrow."));
        assert!(!stands_in("I'll call you tomorrow", "Hello Ana, it works."));
        assert!(!stands_in(" ", "Hello"));
    }

    #[test]
    fn the_reason_is_what_follows_because_or_the_sentence_itself() {
        let text = "Hello Ana. The part is late because the truck broke down. I'll call you on Friday.";
        assert_eq!(reason("I'll call you on Friday", text), "because the truck broke down");
        assert_eq!(
            reason("I'll call you on Friday", "Sorry, I'll call you on Friday."),
            "Sorry, I'll call you on Friday"
        );
        assert_eq!(reason("I'll call you on Friday", "Hello."), "");
    }

    proptest::proptest! {
        #[test]
        fn no_text_is_too_odd_to_give_a_reason(quote in ".{0,40}", text in ".{0,200}") {
            let reason = reason(&quote, &text);
            proptest::prop_assert!(reason.chars().count() <= REASON_LENGTH_MAX);
        }
    }
}
