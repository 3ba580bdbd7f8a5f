//! Who is named as deserving thanks, in the message's own words.

use crate::lexicon::looks;
use crate::pattern::{Hit, Text};
use crate::text::Kind;

/// Words before a name that belong to it.
const TITLES: [&str; 27] = [
    "dr",
    "mr",
    "mrs",
    "ms",
    "miss",
    "prof",
    "professor",
    "old",
    "big",
    "young",
    "little",
    "uncle",
    "auntie",
    "aunt",
    "sister",
    "brother",
    "nurse",
    "herr",
    "frau",
    "sir",
    "madam",
    "lady",
    "señor",
    "señora",
    "father",
    "captain",
    "doctor",
];

/// Capitalised words that name no person.
const NO_NAMES: [&str; 60] = [
    "wi",
    "fi",
    "it",
    "hr",
    "wifi",
    "internet",
    "ward",
    "room",
    "building",
    "floor",
    "god",
    "christmas",
    "easter",
    "friday",
    "new",
    "year",
    "service",
    "desk",
    "helpdesk",
    "support",
    "team",
    "subject",
    "beer",
    "it's",
    "i",
    "kudos",
    "cheers",
    "merci",
    "danke",
    "thx",
    "bravo",
    "respect",
    "whoever",
    "nobody",
    "feedback",
    "well",
    "wow",
    "hooray",
    "yes",
    "no",
    "hi",
    "hello",
    "dear",
    "ta",
    "hey",
    "go",
    "excellent",
    "brilliant",
    "fantastic",
    "amazing",
    "perfect",
    "wonderful",
    "great",
    "super",
    "ps",
    "colleagues",
    "sorted",
    "hats",
    "props",
    "first",
];

/// Verbs after a name that make it the one who thanks or tells.
const SPEAKS: [&str; 16] = [
    "says",
    "said",
    "asks",
    "asked",
    "wrote",
    "writes",
    "reckons",
    "thinks",
    "wants",
    "told",
    "sends",
    "wonders",
    "needs",
    "suggested",
    "mentioned",
    "recommended",
];

const NAMES_MAX: usize = 12;

pub fn names(text: &Text<'_>, thanks: &[Hit]) -> Vec<String> {
    let document = text.document;
    let mut found: Vec<String> = Vec::new();
    for (number, sentence) in document.sentences.iter().enumerate() {
        let near =
            thanks.iter().any(|hit| number.abs_diff(document.sentence_of(hit.start)) <= 2) || number == 0;
        if !near {
            continue;
        }
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let Some(end) = name_at(text, at, sentence.tokens.end, sentence.tokens.start) else {
                at += 1;
                continue;
            };
            let (Some(first), Some(last)) = (document.tokens.get(at), document.tokens.get(end - 1)) else {
                break;
            };
            let written = document.text.get(first.start as usize..last.end as usize).unwrap_or_default();
            if deserves(text, at, end, sentence.tokens.start) && !found.iter().any(|known| known == written) {
                found.push(written.to_owned());
            }
            at = end;
            if found.len() >= NAMES_MAX {
                return found;
            }
        }
    }
    found
}

/// Where a name that begins at a token ends.
fn name_at(text: &Text<'_>, at: usize, last: usize, first: usize) -> Option<usize> {
    let tokens = &text.document.tokens;
    let capital = |at: usize| tokens.get(at).is_some_and(|token| token.kind == Kind::Word && token.capital);
    let titled = capital(at) && TITLES.contains(&text.normal(at));
    let mut end = at;
    if titled {
        end += 1;
        // `Dr. Santos`
        if text.normal(end) == "." {
            end += 1;
        }
        if !(end < last && capital(end)) {
            return None;
        }
    }
    let start = end;
    while end < last
        && capital(end)
        && is_name(text, end, first)
        && (end == start || !tokens.get(end)?.breaks)
    {
        end += 1;
        // `O'Brien` and `Anne-Marie` are glued.
        if end - start >= 3 {
            break;
        }
    }
    (end > start).then_some(end)
}

fn is_name(text: &Text<'_>, at: usize, first: usize) -> bool {
    let word = text.normal(at);
    if NO_NAMES.contains(&word) || word.chars().count() < 2 {
        return false;
    }
    let shouted = text.document.tokens.get(at).is_some_and(|token| token.shouted);
    let look = text.looks(at);
    if look & looks::NAME != 0 {
        let begins_with_word = at == first && looks_like_a_word(word);
        return !shouted && !begins_with_word;
    }
    // A known word with a capital within a sentence may be a name all the same: Mark, Will, Grant.
    look & looks::KNOWN != 0
        && at > first
        && [
            "pete", "nadia", "mark", "will", "grant", "bill", "rob", "sue", "pat", "may", "june", "april",
            "grace", "hope", "joy", "art", "drew", "chase", "gene", "jack", "dawn", "faith",
        ]
        .contains(&word)
}

/// A word at the beginning of a sentence that is more likely a word than a name.
fn looks_like_a_word(word: &str) -> bool {
    const ENDINGS: [&str; 12] =
        ["ing", "tion", "ment", "ness", "ly", "ful", "ous", "able", "less", "ers", "ies", "ed"];
    ENDINGS.iter().any(|ending| word.len() > ending.len() + 2 && word.ends_with(ending))
}

fn deserves(text: &Text<'_>, at: usize, end: usize, first: usize) -> bool {
    let word = |at: Option<usize>| at.map_or("", |at| text.normal(at));
    let before = word(at.checked_sub(1).filter(|at| *at >= first));
    let after = text.normal(end);
    let next = text.normal(end + 1);
    // `Bob from maintenance says thanks` thanks; `Old Pete says he only held the ladder` is thanked.
    let mut verb = end;
    if after == "from" || after == "in" || after == "at" {
        verb = end + 2;
    }
    if SPEAKS.contains(&text.normal(verb)) && !matches!(text.normal(verb + 1), "he" | "she" | "they") {
        return false;
    }
    // A place, a thing, the writer.
    if matches!(
        before,
        "in" | "at" | "near" | "via" | "of" | "on" | "into" | "under" | "am" | "is" | "called"
    ) && !TITLES.contains(&text.normal(at))
    {
        return false;
    }
    // `with the Glasgow accent`
    if before == "the" && !TITLES.contains(&text.normal(at)) {
        return false;
    }
    if matches!(before, "from") && !matches!(after, "and" | "in" | "was" | "who" | "," | "came") {
        return false;
    }
    !(matches!(after, "'s")
        && matches!(
            next,
            "laptop"
                | "computer"
                | "printer"
                | "mailbox"
                | "account"
                | "office"
                | "desk"
                | "phone"
                | "birthday"
        ))
}
