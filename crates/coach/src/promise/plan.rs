//! Plans that are promises though no `I will` stands in them: `two of us are coming`, `the report goes out by noon`, `back in ten
//! minutes`.

use super::commitment::{View, is_present};
use super::time::{Found, When};
use std::ops::Range;

/// `Lena is fixing it`, `two of us are coming`.
pub(super) fn is_coming(view: &View<'_>, at: usize) -> bool {
    const STATES: [&str; 9] =
        ["waiting", "having", "being", "missing", "expecting", "working", "asking", "hoping", "looking"];
    let verb = view.word(at + 1);
    matches!(view.word(at), "is" | "are")
        && verb.ends_with("ing")
        && verb.len() > 5
        && !STATES.contains(&verb)
}

/// `Two of us are coming`, `one of us will be there`.
pub(super) fn several_of_us(view: &View<'_>, clause: &Range<usize>) -> bool {
    (clause.start..(clause.start + 3).min(clause.end)).any(|at| {
        view.word(at) == "of"
            && view.word(at + 1) == "us"
            && (is_coming(view, at + 2)
                || matches!(view.word(at + 2), "will" | "comes" | "come") && view.word(at + 3) != "not")
    })
}

/// `The report goes out by noon`, `the new chair comes with me today`: a thing of ours on its way, in the present.
pub(super) fn thing_comes(view: &View<'_>, clause: &Range<usize>, when: &Found) -> bool {
    // What comes by itself, or from others.
    const NOT_OURS: [&str; 38] = [
        "train",
        "bus",
        "ferry",
        "ship",
        "flight",
        "plane",
        "driver",
        "courier",
        "guests",
        "visitors",
        "inspector",
        "auditor",
        "term",
        "sale",
        "voucher",
        "licence",
        "license",
        "trial",
        "maintenance",
        "window",
        "backup",
        "shop",
        "office",
        "course",
        "bell",
        "lift",
        "subscription",
        "contract",
        "class",
        "lecture",
        "exam",
        "deadline",
        "mail",
        "supplier",
        "vendor",
        "screen",
        "alarm",
        "light",
    ];
    let begins = matches!(
        view.word(clause.start),
        "the"
            | "your"
            | "our"
            | "my"
            | "a"
            | "an"
            | "it"
            | "everything"
            | "both"
            | "all"
            | "new"
            | "they"
            | "yours"
    );
    let until = (clause.start + 6).min(when.tokens.start);
    let Some(verb) = (clause.start + 1..until).find(|at| {
        let next = view.word(*at + 1);
        match view.word(*at) {
            "follows" | "follow" | "arrives" | "arrive" => true,
            "comes" | "come" | "goes" | "go" => !matches!(next, "down" | "off" | "wrong" | "from" | "on"),
            "gets" | "get" => {
                next.ends_with("ed")
                    || matches!(next, "done" | "built" | "set" | "sent" | "put" | "here" | "there")
            }
            "is" | "are" => {
                matches!(
                    next,
                    "delivered"
                        | "fitted"
                        | "swapped"
                        | "replaced"
                        | "repaired"
                        | "installed"
                        | "collected"
                        | "fixed"
                        | "restored"
                        | "moved"
                        | "sent"
                        | "posted"
                        | "coming"
                        | "arriving"
                )
            }
            _ => false,
        }
    }) else {
        return false;
    };
    let goes_live = view.word(verb + 1) == "live";
    let subject = clause.start..verb;
    let named = view.has(&subject, &NOT_OURS) && !goes_live;
    let moves_on = view.has(&subject, &["you", "who", "which", "that", "if"]);
    begins
        && !named
        && !moves_on
        && !view.has(clause, &["not", "was", "were", "every", "each", "usually", "always"])
}

/// `Twenty minutes, and I'm with you.`
pub(super) fn time_alone(view: &View<'_>, clause: &Range<usize>, when: &Found) -> bool {
    let mut next = clause.end;
    while matches!(view.word(next), "," | "and") {
        next += 1;
    }
    when.tokens == *clause
        && matches!(when.when, When::Minutes(_))
        && next > clause.end
        && matches!(view.word(next), "i" | "we" | "it" | "you" | "your")
}

/// What somebody of ours does with a time beside it.
pub(super) fn comes(verb: &str) -> bool {
    matches!(
        verb,
        "starts"
            | "comes"
            | "brings"
            | "calls"
            | "rings"
            | "swaps"
            | "replaces"
            | "installs"
            | "sends"
            | "picks"
            | "looks"
            | "writes"
            | "delivers"
            | "fixes"
            | "drops"
            | "visits"
            | "takes"
    )
}

/// `Next update by 14:30`, `back to you in an hour`, `expect it on Monday`, `let me call you tomorrow`, `you can expect it by
/// Friday`: ours, though no `I will` stands there.
pub(super) fn without_subject(
    view: &View<'_>,
    clause: &Range<usize>,
    before: Option<&Range<usize>>,
    first: bool,
) -> bool {
    let opens = before.is_none() || !first;
    let word = |at: usize| if clause.start + at < clause.end { view.word(clause.start + at) } else { "" };
    match (word(0), word(1), word(2)) {
        ("next" | "more" | "further", "update" | "news" | "word" | "report", _)
        | ("update" | "news" | "answer" | "reply", "by" | "at" | "within" | "in" | "follows", _)
        | ("back", "to", "you")
        | (
            "back" | "there",
            "with" | "in" | "by" | "at" | "on" | "within" | "before" | "tomorrow" | "this",
            _,
        )
        | ("with", "you", _)
        | ("done" | "ready" | "fixed" | "sorted" | "finished" | "on", "by" | "within" | "before" | "it", _)
        | (
            "status" | "update" | "news" | "answer" | "reply" | "report" | "word" | "results" | "feedback",
            "again" | "by" | "at" | "within" | "in" | "follows" | "from" | "tomorrow" | "today" | "on"
            | "this",
            _,
        ) => opens,
        ("expect", "it" | "them" | "an" | "a" | "the" | "my" | "our" | "your" | "me" | "us" | "news", _) => {
            opens
        }
        ("let", "me" | "us" | "'s", verb) => {
            is_present(verb)
                || matches!(verb, "get" | "come" | "ask" | "talk" | "find" | "work" | "see" | "have")
        }
        ("you", "can" | "should" | "may", "expect" | "count") => word(1) != "should",
        ("you", "are", "getting" | "receiving") => true,
        ("ill" | "youll" | "well", verb, _) => word(0) == "ill" && is_present(verb),
        _ => false,
    }
}
