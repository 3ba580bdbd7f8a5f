//! Whose promise a sentence is: ours, with a time, not asked, not conditional, not past.

use super::doubt::{is_hedged, is_ours_in_german};
use super::plan::{comes, is_coming, several_of_us, thing_comes, time_alone, without_subject};
use super::time::{self, Found, When};
use crate::language::Language;
use crate::text::{Document, Kind, Sentence};
use std::ops::Range;

/// A commitment: bytes of the text, and its time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commitment {
    pub bytes: Range<usize>,
    pub when: When,
}

pub(super) struct View<'a> {
    pub document: &'a Document<'a>,
}

impl View<'_> {
    pub fn word(&self, at: usize) -> &str {
        self.document.tokens.get(at).map_or("", |token| self.document.normal(token))
    }

    pub fn words(&self, tokens: Range<usize>) -> impl Iterator<Item = &str> {
        tokens.map(|at| self.word(at))
    }

    pub fn has(&self, tokens: &Range<usize>, words: &[&str]) -> bool {
        self.words(tokens.clone()).any(|word| words.contains(&word))
    }

    /// Whether a run of words stands in a stretch.
    pub fn run(&self, tokens: &Range<usize>, run: &[&str]) -> bool {
        tokens.clone().any(|at| {
            at + run.len() <= tokens.end
                && run.iter().enumerate().all(|(offset, word)| self.word(at + offset) == *word)
        })
    }
}

/// The commitments of a sentence, in order.
pub fn of(document: &Document<'_>, sentence: &Sentence, language: Language) -> Vec<Commitment> {
    let view = View { document };
    if sentence.ends_with == Some('?') {
        return Vec::new();
    }
    let mut found = Vec::new();
    let clauses = clauses(&view, sentence);
    for (number, clause) in clauses.iter().enumerate() {
        let times = time::find(document, clause, language);
        let Some(when) = chosen(&times) else { continue };
        let before = number.checked_sub(1).and_then(|before| clauses.get(before));
        let ours = match language {
            Language::English => is_ours(&view, clause, before, when, found.is_empty()),
            Language::German => is_ours_in_german(&view, clause),
        };
        if !ours || is_hedged(&view, clause, sentence, before) {
            continue;
        }
        let Some(bytes) = quote(&view, sentence, clause, &times, when) else { continue };
        found.push(Commitment { bytes, when: when.when });
    }
    found
}

/// Of several expressions in a clause the first that is ours to keep; a day and an hour apart are one (`on Friday … at 3`).
fn chosen(times: &[Found]) -> Option<&Found> {
    times.iter().find(|found| found.when == When::Ambiguous).or_else(|| times.first())
}

/// Clauses of a sentence: between commas, dashes and conjunctions that begin a new subject.
fn clauses(view: &View<'_>, sentence: &Sentence) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = sentence.tokens.start;
    let mut depth = 0_usize;
    for at in sentence.tokens.clone() {
        let word = view.word(at);
        let kind = view.document.tokens.get(at).map(|token| token.kind);
        let mark = kind == Some(Kind::Mark) && matches!(word, "," | ";" | ":" | "-" | "(" | ")");
        if word == "(" {
            depth += 1;
        }
        if word == ")" {
            depth = depth.saturating_sub(1);
        }
        // `on Friday, 24 April` and `Tuesday, at 3` are one.
        let joins_date =
            word == ","
                && view.document.tokens.get(at + 1).is_some_and(|token| {
                    token.kind == Kind::Number || matches!(view.word(at + 1), "at" | "by")
                });
        let half = word == "and" && view.word(at + 1) == "a" && view.word(at + 2) == "half";
        let conjunction = matches!(word, "and" | "but" | "so" | "then" | "und" | "aber")
            && !half
            && begins_clause(view, at + 1, sentence.tokens.end);
        if (mark && !joins_date) || conjunction {
            if at > start {
                found.push(start..at);
            }
            start = at + 1;
        }
    }
    if start < sentence.tokens.end {
        found.push(start..sentence.tokens.end);
    }
    found
}

/// Whether a conjunction is followed by a subject of its own (`and I'll call you`), not by a second verb.
fn begins_clause(view: &View<'_>, at: usize, last: usize) -> bool {
    if at + 1 >= last {
        return false;
    }
    let word = view.word(at);
    let pronoun = matches!(
        word,
        "i" | "we" | "you" | "he" | "she" | "they" | "it" | "that" | "this" | "ich" | "wir" | "sie"
    );
    let noun = matches!(
        word,
        "the" | "your" | "our" | "my" | "a" | "an" | "somebody" | "someone" | "der" | "die" | "das"
    ) && (at + 2..(at + 6).min(last)).any(|next| {
        is_verb_of_future(view.word(next))
            || matches!(view.word(next), "are" | "is" | "follows" | "comes" | "goes" | "arrives" | "gets")
    });
    let name = view.document.tokens.get(at).is_some_and(|token| token.capital && token.kind == Kind::Word)
        && (at + 1..(at + 4).min(last)).any(|next| is_verb_of_future(view.word(next)));
    let verb = matches!(word, "will" | "please" | "tell" | "let" | "call" | "then");
    pronoun || noun || name || verb
}

fn is_verb_of_future(word: &str) -> bool {
    matches!(word, "will" | "shall")
}

const OTHERS: [&str; 22] = [
    "vendor",
    "supplier",
    "manufacturer",
    "provider",
    "courier",
    "builder",
    "builders",
    "electrician",
    "bank",
    "carrier",
    "microsoft",
    "telekom",
    "landlord",
    "maker",
    "makers",
    "company",
    "they",
    "operator",
    "council",
    "driver",
    "shop",
    "telecom",
];

fn is_ours(
    view: &View<'_>,
    clause: &Range<usize>,
    before: Option<&Range<usize>>,
    when: &Found,
    first: bool,
) -> bool {
    let place = |words: &[&str]| clause.clone().find(|at| words.contains(&view.word(*at)));
    let subject_at = place(&["i", "we"]);
    let will_at = place(&["will", "shall"]);
    let negated = |at: usize| matches!(view.word(at + 1), "not" | "never") || view.word(at + 2) == "not";
    if let Some(at) = will_at
        && negated(at)
    {
        return false;
    }
    // `give me 40 minutes and I'll have it`, cut at `and`: the second clause is the promise, the first holds the time.
    if view.word(clause.start) == "give" && matches!(view.word(clause.start + 1), "me" | "us") {
        return true;
    }
    if without_subject(view, clause, before, first) || time_alone(view, clause, when) {
        return true;
    }
    // Requests to the reader, and what the reader will find: `you'll have it by Friday` is ours, `send it by Friday` theirs.
    let head: Vec<&str> = view.words(clause.start..(clause.start + 3).min(clause.end)).collect();
    // `Kindly note that we will …` asks for nothing.
    let only_notes = matches!(
        head.as_slice(),
        ["please" | "kindly", "note" | "know" | "rest" | "be", ..] | ["rest", "assured", ..]
    );
    if !only_notes
        && head.first().is_some_and(|word| {
            matches!(
                *word,
                "please"
                    | "kindly"
                    | "send"
                    | "tell"
                    | "bring"
                    | "let"
                    | "call"
                    | "ring"
                    | "can"
                    | "could"
                    | "would"
                    | "do"
                    | "if"
                    | "unless"
                    | "whether"
                    | "when"
                    | "once"
                    | "as"
                    | "because"
                    | "until"
                    | "before"
                    | "after"
                    | "reply"
                    | "keep"
                    | "come"
                    | "try"
                    | "have"
            )
        })
    {
        return false;
    }
    if several_of_us(view, clause) || thing_comes(view, clause, when) {
        return true;
    }
    let others =
        |until: usize| clause.clone().take_while(|at| *at < until).any(|at| OTHERS.contains(&view.word(at)));
    if let Some(subject) = subject_at {
        let next = view.word(subject + 1);
        let third = view.word(subject + 2);
        // The past and the wish.
        let future = match next {
            "will" | "shall" => true,
            "'d" => false,
            "am" | "are" => {
                // `I'm coming on Thursday`, `we're going to`, `we are at your desk on Monday`; not `I'm short until Friday`.
                third == "going"
                    || third == "due"
                    || third.ends_with("ing")
                    || (matches!(third, "at" | "with" | "in" | "there" | "back" | "on" | "over")
                        && !view.has(
                            clause,
                            &["office", "home", "work", "leave", "holiday", "duty", "here", "training"],
                        ))
            }
            "plan" | "intend" | "promise" | "aim" => true,
            "can" | "could" | "may" | "might" | "would" | "should" | "hope" | "think" | "guess"
            | "expect" | "try" | "want" | "need" | "have" | "had" | "was" | "were" | "did" | "do"
            | "must" | "cannot" | "know" | "believe" | "wish" | "suppose" | "wonder" | "doubt" | "said"
            | "told" | "like" | "see" | "understand" => false,
            verb => is_present(verb),
        };
        if future && !others(subject) {
            return true;
        }
        // `we've got you down for Tuesday at 3`, `I've booked you for Monday`
        if next == "have" && view.run(clause, &["you", "down", "for"]) {
            return true;
        }
    }
    if others(will_at.unwrap_or(clause.end)) {
        return false;
    }
    // `will update you in half an hour`, without a subject.
    if let Some(at) = will_at
        && at == clause.start
    {
        return true;
    }
    // `you'll have it by Friday`, `it will be done by Friday`, `Nadia will call you tomorrow`.
    if let Some(at) = will_at {
        let subject: Vec<&str> = view.words(clause.start..at).collect();
        let verb = view.word(at + 1);
        let you = subject.last() == Some(&"you");
        if you {
            return matches!(verb, "have" | "get" | "receive" | "hear" | "be" | "find" | "see" | "know")
                || view.word(at + 2) == "get";
        }
        let passive = verb == "be"
            && !matches!(
                view.word(at + 2),
                "closed"
                    | "open"
                    | "off"
                    | "away"
                    | "out"
                    | "unavailable"
                    | "down"
                    | "busy"
                    | "slow"
                    | "raining"
                    | "cold"
            );
        let thing = subject.iter().any(|word| {
            matches!(
                *word,
                "it" | "that"
                    | "this"
                    | "everything"
                    | "all"
                    | "replacement"
                    | "laptop"
                    | "account"
                    | "report"
                    | "screen"
                    | "phone"
                    | "your"
                    | "the"
                    | "they"
                    | "one"
                    | "work"
                    | "answer"
            )
        });
        if thing
            && (passive
                || matches!(
                    verb,
                    "arrive" | "work" | "come" | "reach" | "run" | "go" | "stand" | "follow" | "start"
                ))
        {
            return passive || matches!(verb, "reach" | "follow" | "arrive" | "work");
        }
        // A named colleague, or one of our people.
        let person = (clause.start..at).any(|at| {
            let token = view.document.tokens.get(at);
            let name = token.is_some_and(|token| token.capital && token.kind == Kind::Word)
                && !is_common(view.word(at));
            name || matches!(
                view.word(at),
                "colleague"
                    | "technician"
                    | "somebody"
                    | "someone"
                    | "team"
                    | "engineer"
                    | "colleagues"
                    | "she"
                    | "he"
            )
        });
        let nobody = subject.iter().any(|word| matches!(*word, "nobody" | "no" | "none" | "neither"));
        return person && !nobody && subject.len() <= 6;
    }
    // `the other eleven are done by Friday`, `your laptop is ready by Monday`
    let state = clause.clone().any(|at| {
        matches!(view.word(at), "is" | "are" | "'s")
            && matches!(
                view.word(at + 1),
                "done"
                    | "ready"
                    | "finished"
                    | "fixed"
                    | "yours"
                    | "back"
                    | "installed"
                    | "there"
                    | "in"
                    | "up"
                    | "sorted"
                    | "with"
                    | "on"
            )
            && when.tokens.start > at
    });
    let promised_by = matches!(view.word(when.tokens.start), "by" | "before" | "within" | "in" | "until");
    if state && promised_by && !matches!(view.word(clause.start), "we" | "if") {
        return !first
            || !view.has(clause, &["was", "were"])
                && matches!(view.word(when.tokens.start), "by" | "within");
    }
    // A plan of several steps: `I image it today, you test it tomorrow with me`.
    let planned = before.is_some_and(|before| view.has(before, &["i", "we"])) && !first;
    let with_us = view.run(clause, &["with", "me"]) || view.run(clause, &["with", "us"]);
    if view.word(clause.start) == "you" && planned && with_us && is_present(view.word(clause.start + 1)) {
        return true;
    }
    // `you get a new one the same afternoon`, `you get it by Friday`
    if view.word(clause.start) == "you"
        && matches!(view.word(clause.start + 1), "get" | "have" | "hear")
        && when.tokens.start > clause.start + 1
    {
        return matches!(view.word(clause.start + 1), "get" | "hear");
    }
    // `Nadia starts on it on Wednesday`, `a colleague brings it tomorrow`
    let token = view.document.tokens.get(clause.start);
    let named = token.is_some_and(|token| token.capital && token.kind == Kind::Word)
        && !is_common(view.word(clause.start));
    let colleague = matches!(
        view.word(clause.start + 1),
        "colleague" | "technician" | "team" | "trainee" | "apprentice" | "engineer" | "caretaker" | "porter"
    ) && matches!(view.word(clause.start), "a" | "my" | "our" | "the");
    // `Tom from the workshop brings it`, `my colleague Ana is going to call you`.
    let until = (clause.start + 6).min(when.tokens.start).min(clause.end);
    let going = (clause.start + 1..until).any(|at| {
        matches!(view.word(at), "is" | "are") && view.word(at + 1) == "going" && view.word(at + 2) == "to"
    });
    (named || colleague)
        && (going || (clause.start + 1..until).any(|at| comes(view.word(at)) || is_coming(view, at)))
}

/// A verb in the present with which a plan is told: any word that is no past and no pronoun.
pub(super) fn is_present(word: &str) -> bool {
    let past = word.ends_with("ed")
        || matches!(
            word,
            "got"
                | "sent"
                | "went"
                | "came"
                | "was"
                | "were"
                | "did"
                | "had"
                | "gave"
                | "found"
                | "wrote"
                | "told"
                | "made"
                | "took"
                | "said"
                | "spoke"
                | "saw"
                | "brought"
                | "left"
                | "rang"
                | "started"
                | "only"
                | "just"
                | "already"
                | "never"
                | "always"
                | "open"
                | "are"
        );
    const PLANS: [&str; 70] = [
        "fetch", "fit", "drive", "carry", "hang", "build", "clean", "reset", "print", "copy", "post", "book",
        "add", "unlock", "switch", "turn", "text", "email", "report", "answer", "reply", "confirm",
        "explain", "put", "run", "sort", "stop", "close", "image", "test", "call", "ring", "come", "bring",
        "send", "swap", "replace", "start", "install", "write", "tell", "show", "fix", "deliver", "pick",
        "move", "order", "check", "finish", "do", "give", "take", "visit", "set", "drop", "phone", "mail",
        "update", "restore", "get", "begin", "meet", "look", "collect", "repair", "hand", "return", "try",
        "go", "pop",
    ];
    !past && PLANS.contains(&word)
}

/// Words that begin a sentence with a capital and are no names.
fn is_common(word: &str) -> bool {
    matches!(
        word,
        "i" | "it"
            | "we"
            | "you"
            | "he"
            | "she"
            | "they"
            | "the"
            | "a"
            | "an"
            | "this"
            | "that"
            | "these"
            | "those"
            | "your"
            | "our"
            | "my"
            | "his"
            | "her"
            | "their"
            | "there"
            | "on"
            | "in"
            | "at"
            | "by"
            | "from"
            | "until"
            | "and"
            | "but"
            | "so"
            | "then"
            | "please"
            | "if"
            | "when"
            | "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "tomorrow"
            | "today"
            | "everything"
            | "all"
            | "both"
            | "nothing"
            | "work"
            | "maintenance"
            | "windows"
            | "outlook"
            | "teams"
            | "excel"
            | "microsoft"
            | "some"
            | "no"
            | "yes"
            | "next"
            | "first"
            | "wi"
            | "vpn"
            | "mail"
            | "email"
            | "server"
            | "access"
            | "support"
            | "printing"
            | "voucher"
            | "doors"
    )
}

/// The words of a promise: from the clause's beginning to its time, or to the end of what belongs to it.
fn quote(
    view: &View<'_>,
    sentence: &Sentence,
    clause: &Range<usize>,
    times: &[Found],
    when: &Found,
) -> Option<Range<usize>> {
    let tokens = &view.document.tokens;
    let mut start = clause.start;
    while matches!(view.word(start), "and" | "but" | "so" | "then" | "also" | "well" | "ok" | "okay" | "sure")
        && start + 1 < clause.end
    {
        start += 1;
    }
    if view.word(start) == "either" && view.word(start + 1) == "way" {
        start += 2;
    }
    let last_time = times.iter().map(|found| found.tokens.end).max().unwrap_or(when.tokens.end);
    let early = when.tokens.start == clause.start && when.tokens.end < clause.end
        || when.tokens.end <= clause.start + 5
            && when.tokens.end < clause.end
            && last_time < clause.start + 6;
    let mut end = if early { clause.end } else { when.tokens.end };
    // `… then` and `… with me` behind the time belong to the promise when the sentence ends there.
    if view.run(&(end..clause.end), &["with", "me"]) && end + 2 == clause.end {
        end = clause.end;
    }
    if when.when == When::Ambiguous {
        end = clause.end;
    }
    // `Give me 40 minutes and I'll have your door unlocked.`
    if view.word(clause.start) == "give" || time_alone(view, clause, when) {
        end = sentence.tokens.end;
    }
    // The closing mark belongs to a promise that is all of the rest of its sentence.
    let closes =
        end + 1 == sentence.tokens.end && tokens.get(end).is_some_and(|token| token.kind == Kind::Stop);
    if closes {
        end += 1;
    }
    // Trailing marks of a clause do not.
    while end > start + 1 && tokens.get(end - 1).is_some_and(|token| token.kind == Kind::Mark) {
        end -= 1;
    }
    Some(tokens.get(start)?.start as usize..tokens.get(end.checked_sub(1)?)?.end as usize)
}
