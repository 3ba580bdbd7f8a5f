//! "We'll look at it when somebody has time": put off, or left to hope.

use crate::finding::Label;
use crate::language::Language;
use crate::rules::Rule;

pub const RULE: Rule = Rule {
    name: "when_there_is_time",
    label: Label::Dismissal,
    language: Language::English,
    patterns: &[
        "(look at|look into|get to|do|fix|come to|think about|see to|deal with) (it|that|this|yours|your ..2) (when|if|once|whenever|as soon as) (somebody|someone|anyone|we|i|one of us) (has|have|finds|find|gets|get) (the)? (time|a moment|a minute|round to it|around to it|bored|nothing better) ..2 >",
        "< (perhaps|maybe|hopefully|with luck) ,? (it|that|things) (will|'ll|might) (work|be (fine|back|better|gone|ok)|come back|go away|start|print) (again)? (tomorrow|later|one day|some day|next week|by itself|on its own|soon) >>",
        "< (it|that|this) (worked|was fine|ran|printed|was working) (fine)? (yesterday|last week|this morning|last night|on @day|before) , so (it|there|that|you|i) ...",
        "(i|we) (have)? (tested|tried|checked) (it|that|this) (and|, and) (it|everything) works ,? so ...",
        "< no (idea|clue) (, sorry|, i 'm afraid|, no)? >>",
        "out of (warranty|guarantee|contract|support) , so (that is|that 's|there is|there 's|we|you|it) ...",
        "(can|could|do) not (help|support|assist|deal) (you)? with (private|personal|your own|home|old|third party|foreign) #word >",
        "nothing (i|we) can do , (i am|i 'm|sorry|that) ...",
        "< it is|'s (a|my|our)? (holiday|sunday|saturday|friday|weekend|lunch break|day off|lunchtime|late) , (i am|i 'm|we are|so|come|call|try|nobody) ...",
        "(it is|it 's|must be|that is|that 's) (probably|surely|most likely|just|clearly) (just)? your (home|own|private) (network|computer|line|connection|internet|provider|wi fi|laptop|router) >",
    ],
    unless: &["(i|we) (have|will|'ll) ..3 (asked|ordered|bring|send|call)", "because", "let me|us"],
    reason: "It leaves the reader with a hope, and no date.",
    suggestion: "Name a day, or say who can help.",
    hits: &[
        "We'll look at it when somebody has time.",
        "Perhaps it'll work tomorrow.",
        "It worked yesterday, so it should work today.",
        "I tested it and it works, so I don't know what your problem is.",
        "No idea, sorry.",
        "Your laptop is out of warranty, so that's that.",
        "We can't help with private devices.",
        "It's a holiday, I'm not looking at it now.",
    ],
    near_misses: &[
        "We'll look at it when the part is here, on Thursday.",
        "Perhaps it'll work with the other cable; may I try?",
        "It worked yesterday until noon; what changed then?",
        "I tested it this morning; please try it once more.",
        "No idea yet; I've asked the maker.",
        "Your laptop is out of warranty, and I've asked for a new one.",
        "We can't help with the lift, so I called the caretaker.",
        "It's a holiday on Thursday, so we come on Friday.",
    ],
};
