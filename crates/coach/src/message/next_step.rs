//! Whether a draft says what happens next, or that nothing needs to.

use super::Reply;
use crate::cue::Cue;
use crate::finding::Label;
use crate::lexicon::looks;
use crate::text::Kind;

/// Labels of sentences that lead nowhere, whatever they seem to promise.
const HURTING: [Label; 6] =
    [Label::Rude, Label::Blame, Label::Condescension, Label::Dismissal, Label::Absolutes, Label::Legalistic];

/// A draft of so many sentences that hurt nobody has told something to go on with.
const SENTENCES_ENOUGH: usize = 3;

/// Something is open, and the draft says neither what we do next nor what the reader can do.
///
/// A sure sign anywhere is enough. Of two sentences that hurt nobody, a faint one is (a time, *now*, *I*, a place); three say enough
/// to go on with: replies without a step are short.
pub fn is_missing(reply: &Reply<'_>) -> bool {
    let document = reply.text.document;
    if document.sentences.iter().all(|sentence| document.words(sentence).next().is_none()) {
        return false;
    }
    let unkind = [Label::Rude, Label::Blame, Label::Condescension];
    let sentences = || 0..document.sentences.len();
    let orders = sentences().any(|at| reply.orders(at) && !reply.is_marked(at, &unkind))
        || reply.sentences(Cue::YourStep).any(|at| !reply.is_marked(at, &unkind) && !only_notes(reply, at));
    let asks = document.sentences.iter().enumerate().any(|(at, sentence)| {
        sentence.ends_with == Some('?')
            && !reply.is_marked(at, &[Label::Rude, Label::Blame, Label::Dismissal])
    });
    let sure = [Label::Rude, Label::Blame, Label::Condescension, Label::Dismissal, Label::Absolutes];
    let closed =
        reply.sentences(Cue::Closed).any(|at| !reply.is_marked(at, &sure) && !tells_a_rule(reply, at));
    let stepped = reply.beside(Cue::OurStep, &sure).next().is_some() || closed;
    // A step shown beside an order that talks down is still a step.
    let shown = reply.sentences(Cue::Imperative).any(|at| reply.is_marked(at, &[Label::Condescension]))
        && !reply.is_marked_all(&[Label::Rude]);
    if orders || asks || stepped || shown {
        return false;
    }
    let calm: Vec<usize> = sentences()
        .filter(|at| document.sentences.get(*at).is_some_and(|s| document.words(s).count() >= 2))
        .filter(|at| !reply.is_marked(*at, &HURTING))
        .collect();
    let hands_over = sentences().any(|at| hands_over(reply, at) && !reply.is_marked(at, &HURTING));
    let hinted = calm.len() + 1 >= SENTENCES_ENOUGH && calm.iter().any(|at| hints(reply, *at));
    // What follows unkind words is the help that was asked for, when it says when.
    let timed = calm.iter().any(|at| is_timed(reply, *at));
    // What we need from them is theirs to do.
    let needs = calm.iter().any(|at| {
        words(reply, *at)
            .windows(2)
            .any(|two| matches!(two, ["i" | "we", "need"] | ["have" | "need", "to"] | ["up", "to"]))
    });
    !(needs || hands_over || hinted || timed || calm.len() >= SENTENCES_ENOUGH)
}

fn words<'a>(reply: &'a Reply<'_>, sentence: usize) -> Vec<&'a str> {
    let document = reply.text.document;
    document.sentences.get(sentence).map_or_else(Vec::new, |s| document.words(s).collect())
}

/// Says where the thing is, or that it is so now: `Yours is in the drawer.`, `The background is a cat now.`
fn hands_over(reply: &Reply<'_>, sentence: usize) -> bool {
    let words = words(reply, sentence);
    let has = |list: &[&str]| words.iter().any(|word| list.contains(word));
    let is = has(&["is", "are", "'s", "was", "were", "waits", "lies", "has", "have"]);
    let denies = has(&["not", "no", "nothing", "nobody", "never"]);
    let now = has(&["now", "again", "back"])
        && is
        && !has(&["known", "investigated", "timed", "down", "out", "gone", "full"]);
    let runs_again = has(&["again"])
        && !has(&[
            "fail", "failed", "fails", "crashed", "happened", "happens", "stopped", "jammed", "wrong",
            "broke", "down", "timed",
        ]);
    let tricked = words.windows(3).any(|three| {
        matches!(three, ["did", "the", "trick"] | ["where", "they", "were"] | ["as", "it", "was"])
    });
    let yours = words.first().is_some_and(|first| matches!(*first, "yours" | "here")) && is;
    // `It's in the drawer`; a kind of thing on a kind of place (`doors are on a separate circuit`) hands nothing over.
    let place = words.windows(3).any(|three| {
        let [verb, preposition, next] = three else { return false };
        matches!(*verb, "is" | "are" | "'s" | "waits" | "lies" | "sits" | "hangs" | "stands")
            && (matches!(*preposition, "in" | "on" | "at" | "with")
                && matches!(*next, "the" | "your" | "our" | "my" | "room" | "there" | "it" | "me" | "us")
                || matches!(*preposition, "behind" | "under" | "beside" | "above" | "below" | "next")
                    && !matches!(
                        *next,
                        "maintenance" | "review" | "investigation" | "construction" | "load" | "way"
                    ))
    });
    const STORES: &[&str] = &[
        "post",
        "drawer",
        "box",
        "cupboard",
        "shelf",
        "pigeonhole",
        "store",
        "room",
        "kitchen",
        "desk",
        "lodge",
        "reception",
        "cabinet",
        "folder",
        "library",
        "hall",
        "lid",
        "mail",
    ];
    let there = words.first() == Some(&"there")
        && words.get(1).is_some_and(|verb| matches!(*verb, "is" | "'s" | "are"))
        && (has(STORES) || has(&["under", "behind", "beside", "above", "below"]));
    let cared = words.windows(3).any(|three| matches!(three, ["taken", "care", "of"]));
    const DONE: &[&str] =
        &["done", "solved", "fixed", "resolved", "sent", "completed", "moved", "closed", "sorted", "granted"];
    let noted = words.iter().take(4).any(|word| DONE.contains(word))
        && words.len() >= 3
        && !has(&["by", "was", "were", "cannot"]);
    let opened = words.first().is_some_and(|first| {
        let document = reply.text.document;
        let at = document.sentences.get(sentence).map_or(0, |s| s.tokens.start);
        reply.text.looks(at) & looks::PARTICIPLE != 0 && first.len() > 3 && !has(&["by"])
    });
    !denies && (now || runs_again || tricked || yours || place || there || cared || opened || noted)
}

/// `Please note that …` tells, and asks for nothing.
fn only_notes(reply: &Reply<'_>, sentence: usize) -> bool {
    let words = words(reply, sentence);
    words.windows(2).any(|two| matches!(two, ["please" | "kindly", "note"])) && words.first() != Some(&"you")
}

/// What is always so: `The system is run by facilities.`, `The till runs an older version.`
fn tells_a_rule(reply: &Reply<'_>, sentence: usize) -> bool {
    let words = words(reply, sentence);
    let by = words.windows(3).any(|three| matches!(three, ["is" | "are" | "was" | "were" | "been", _, "by"]));
    let runs = words.windows(2).any(|two| {
        matches!(
            two,
            ["runs" | "run" | "opens" | "open" | "fits" | "fit", "a" | "an" | "on" | "the" | "every"]
        )
    });
    // `It works for the others` closes nothing here.
    let elsewhere = words.windows(3).any(|three| {
        matches!(
            three,
            ["for" | "on", "the" | "all" | "everyone" | "everybody", "other" | "others" | "else" | "rest"]
        )
    });
    elsewhere
        || (by || runs) && !words.iter().any(|word| matches!(*word, "now" | "again" | "today" | "tomorrow"))
}

/// A present tense with a time to come: `The electrician puts one in on Friday.`
fn is_timed(reply: &Reply<'_>, sentence: usize) -> bool {
    const DAYS: &[&str] = &[
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "tomorrow",
        "tonight",
        "noon",
        "soon",
        "shortly",
        "morgen",
    ];
    const PAST: &[&str] = &[
        "was",
        "were",
        "had",
        "did",
        "since",
        "ago",
        "yesterday",
        "last",
        "always",
        "every",
        "closed",
        "not",
        "never",
        "nobody",
    ];
    let words = words(reply, sentence);
    let has = |list: &[&str]| words.iter().any(|word| list.contains(word));
    // A year is no hour.
    let numeral = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_digit())
            && (word.len() <= 2 || word.contains([':', 'p', 'a', 'h']))
            || NUMBERS.contains(&word)
    };
    let clock = words.windows(2).any(|two| {
        matches!(two, ["at" | "by" | "until" | "before" | "around" | "from", number] if numeral(number))
            || matches!(two, ["this", "afternoon" | "evening" | "week"] | ["next", "week" | "month" | "day"])
    });
    let span = words.windows(3).any(|three| {
        matches!(three, ["in" | "within", number, "minutes" | "hours" | "days" | "weeks" | "minute" | "hour"] if numeral(number) || matches!(*number, "a" | "an" | "few"))
    });
    (has(DAYS) || clock || span) && !has(PAST)
}

const NUMBERS: &[&str] =
    &["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// A faint sign of going on: we, now, a time, somebody, a number to ring.
fn hints(reply: &Reply<'_>, sentence: usize) -> bool {
    let document = reply.text.document;
    let words = words(reply, sentence);
    let has = |list: &[&str]| words.iter().any(|word| list.contains(word));
    let denies = has(&["not", "no", "nothing", "nobody", "never"]);
    let said = has(&[
        "i", "we", "now", "again", "back", "here", "ready", "then", "soon", "next", "instead", "helps",
        "though", "works", "runs", "my", "our",
    ]);
    let acts = reply
        .sentences(Cue::OurStep)
        .chain(reply.sentences(Cue::YourStep))
        .chain(reply.sentences(Cue::Closed))
        .chain(reply.sentences(Cue::When))
        .any(|at| at == sentence);
    let coded = document.sentences.get(sentence).is_some_and(|s| {
        s.tokens.clone().any(|at| document.tokens.get(at).is_some_and(|token| token.kind == Kind::Quote))
    });
    acts || coded || (said && !denies)
}

impl Reply<'_> {
    /// Whether every sentence is marked for one of these labels.
    fn is_marked_all(&self, labels: &[Label]) -> bool {
        (0..self.text.document.sentences.len()).all(|sentence| self.is_marked(sentence, labels))
    }
}

/// Whether a draft is nothing but a short no: it may answer, and leaves the person standing.
pub fn is_bare_no(reply: &Reply<'_>) -> bool {
    let document = reply.text.document;
    let said: Vec<usize> = (0..document.sentences.len()).filter(|at| !words(reply, *at).is_empty()).collect();
    let [only] = said.as_slice() else { return false };
    let words = words(reply, *only);
    let denies =
        words.iter().any(|word| matches!(*word, "no" | "not" | "none" | "never" | "cannot" | "nope"));
    let reason = words
        .iter()
        .any(|word| matches!(*word, "because" | "since" | "so" | "but" | "need" | "until" | "only" | "yet"));
    denies && !reason && words.len() <= 8
}
