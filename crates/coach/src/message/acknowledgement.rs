//! Whether a draft has a word for somebody who is upset, worried or held up.

use super::Reply;
use crate::cue::Cue;
use crate::finding::Label;
use crate::inbound::Heard;
use crate::pattern::Text;

/// From this much trouble on a word is due.
const TROUBLE_DUE: usize = 2;

/// The person was upset, worried or held up, and the draft neither regrets, thanks nor names it.
pub fn is_missing(reply: &Reply<'_>, inbound: &Text<'_>, heard: &Heard) -> bool {
    if heard.trouble() < TROUBLE_DUE {
        return false;
    }
    let hurting = [Label::Rude, Label::Blame, Label::Condescension, Label::Dismissal, Label::Legalistic];
    let said =
        [Cue::Apology, Cue::Gratitude, Cue::Empathy].into_iter().any(|cue| reply.kindly(cue, &hurting));
    !said && !names_it(reply, inbound)
}

/// Words of the person's own trouble, taken up: two that are not everyday ones.
fn names_it(reply: &Reply<'_>, inbound: &Text<'_>) -> bool {
    const COMMON: [&str; 40] = [
        "printer",
        "laptop",
        "computer",
        "password",
        "email",
        "mails",
        "phone",
        "screen",
        "account",
        "folder",
        "files",
        "server",
        "network",
        "morning",
        "today",
        "please",
        "would",
        "could",
        "there",
        "their",
        "about",
        "since",
        "again",
        "which",
        "where",
        "after",
        "before",
        "still",
        "cannot",
        "something",
        "everything",
        "other",
        "office",
        "working",
        "works",
        "tomorrow",
        "thanks",
        "error",
        "message",
        "system",
    ];
    let telling = |text: &Text<'_>| {
        let document = text.document;
        let mut words: Vec<String> = document
            .sentences
            .iter()
            .flat_map(|sentence| document.words(sentence))
            .filter(|word| word.chars().count() >= 5 && !COMMON.contains(word))
            .map(|word| word.chars().take(6).collect())
            .collect();
        words.sort_unstable();
        words.dedup();
        words
    };
    let theirs = telling(inbound);
    telling(reply.text).iter().filter(|word| theirs.contains(word)).count() >= 2
}
