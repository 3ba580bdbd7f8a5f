//! "Read it carefully", "it clearly says": the reader did not look.

use crate::finding::Label;
use crate::language::Language;
use crate::rules::Rule;

pub const RULE: Rule = Rule {
    name: "carefully",
    label: Label::Condescension,
    language: Language::English,
    patterns: &[
        "(read|look|listen|check|reread|study|follow|watch) (it|this|that|the ..3|my ..3|our ..3|them|what ..3|again|closely)? (again|next time|once more|this time|, please)? ,? (carefully|properly|closely|slowly|more carefully|more closely|attentively) (this time|next time|again|before|first|and|$) ...",
        "if you (had)? (read|look|looked|checked|listened|opened|looked at) (it|the ..3|my ..3|at the ..3|closely|again)? (carefully|properly|closely|more closely|attentively) ...",
        "(please)? (learn|try|try learning) to (read|use|listen|count|spell|type) ...",
        "(it|which|that|this|page|form|mail|manual|screen|message|is|are|was|were|as|so|instructions|guide|article|label|sign|policy|faq) @clear (tells|says|states|shows|stated|said|told|marked|written|labelled|labeled|visible|explains|described|mentions|explained|warns|asks|indicated|displayed|documented|indicates|shown|printed|given) ...",
        "(says|states|tells|told|told you|said|is written|is stated|wrote|written|shows|explains|explained|described) (it|so|this|that|you)? (quite|very|perfectly|right)? (@clear / in black and white / right there / in big|large|bold|red letters|print / in plain english|language / on the first page / in the very first / loud and clear) ...",
        "(it is|'s|was) all (in|on|there|explained|described|written) ..4 (manual|guide|faq|documentation|instructions|page|mail|email|article|website|intranet|there|handbook|screen|wiki) ...",
        "(that|this|it) (is|was) (all)? (covered|explained|described|written|answered|stated) in the (very)? (first|manual|faq|guide|mail|training|instructions|documentation|handbook|onboarding|leaflet) ...",
        "(read|see|consult|try) the (fine|friendly|f) manual",
        "(read|have you read|did you read) the (manual|instructions|documentation|docs|faq|guide|screen|message|mail|email|label|sign) ?|first|again|.|before|next ...",
        "(there is|'s) a reason (why)? (we|the|it) (wrote|sent|have|says) ...",
        "(the answer|that|it) is (right)? (in front of|under) (you|your nose|your eyes) ...",
        "(right)? (in front of|under) your (nose|eyes) ...",
        "you (might|may) (want|wish) to (read|learn|look|check) ..4 (before|first|next time|properly) ...",
        "(before asking|before you ask|before writing to|before contacting|before calling) (us|me|again|, read|, look|, try|next) ...",
    ],
    unless: &[
        "clearly (than|enough|more)",
        "not clearly|properly",
        "our (page|mail|guide|form|text|instructions) ..4 (should|could|must) ..2 clearly",
        "we (did not|never) ..3 (clearly|properly)",
        "(please)? read (it|the ..3) (carefully|slowly)? (and tell|and sign|and let|before signing|before you sign)",
        "you (clearly|plainly) (tell|told|said|explained|described|wrote)",
        "thank|thanks",
    ],
    reason: "It says that the reader did not look properly.",
    suggestion: "Give the line itself: \"The date goes into the second box.\"",
    hits: &[
        "Read the mail again, carefully.",
        "Which the page clearly tells you.",
        "The form clearly states the date.",
        "If you had read it properly, you would know.",
        "It's all in the manual.",
        "It says so in big letters.",
        "Learn to read.",
        "It's right under your nose.",
        "Please read the instructions before asking us.",
        "That was explained in the first mail.",
    ],
    near_misses: &[
        "The page does not clearly say which box it is.",
        "Thank you, you clearly explained it.",
        "Our mail should have said so more clearly.",
        "Please check the date and tell me.",
        "The label shows the number.",
        "It is described in the article below, with pictures.",
        "Take your time and read the contract before you sign it.",
        "I read the whole thread again.",
        "We didn't explain this properly, sorry.",
        "The screen shows a red cross.",
    ],
};
