//! "Just", "simply" before a step: makes light of what is not light for the reader.

use crate::finding::Label;
use crate::language::Language;
use crate::rules::Rule;

pub const RULE: Rule = Rule {
    name: "simply",
    label: Label::Condescension,
    language: Language::English,
    patterns: &[
        "< (just|simply|merely) (google|@act|restart|reboot|@verb|try|follow|turn|unplug|go|read|look|use|refresh|reinstall|learn|install|do|get|buy) -@tell ...",
        "^ (and|then|so|please)? simply (#verb|@act|@help) -@tell ...",
        "you (can|could|should|must|may|need|might)? (simply|merely) (#verb|@act|have to|need to|use|had to) ...",
        "you (just|simply) (have|need|had) to (just|simply)? (#verb|@act) ...",
        "(all you|all that you|all one) (have|has|need|needs) to (do)? (is|be)? ...",
        "(it is|'s|was) (just|simply|merely|only) a (matter|question|case) of #ing ...",
        "(can|could|would) (you not|not you) (just|simply|at least|even) (#verb|@act|@duty) ...",
        "(why|how come) (do|did) (you not|not you) (just|simply) ...",
        "(just|simply) (#verb|@act|do) (it|that|this|the ..3|what ..3|your ..2)? like (everyone|everybody|the rest|all|any|normal|every|we|others) ...",
        "like (everyone|everybody) else (does|did|has|do|here|in|can|manages)? $",
        "(the way / as) (everyone|everybody) else (does|did|manages)",
        "(simple|easy) as (that|pie|abc|one two)",
        "(just|simply) (google|search) (it|for it|the|that|this|first|next) ...",
        "(try|have you tried) (google|googling) (it|the|properly|first|your|before)? ...",
    ],
    unless: &[
        "(just|simply) (#verb|@act|try|do) (me|us)",
        "(just|simply) (reply|let|tell|ask|call|ring|say|give|come|drop|bring|send|leave|write|knock|answer|keep|enjoy|wait|pop|shout|mention|ignore|click yes|press enter if|in case|hit reply|pick up|pick one|forward|use whichever|take your time|note|confirm|carry|skip|relax|hand|sit|stay)",
        "(all you (need|have) to do is) (wait|reply|tell|enjoy|sign|come|say)",
        "you (just|only) have to (wait|say|ask|tell|sign|do (this|it) once)",
        "(only|just) need to do (this|it|that) once",
        "(please) just|simply ..1 (let|tell|ask|call|reply)",
    ],
    reason: "If it were simple for the reader, they would not have asked.",
    suggestion: "Leave out the word: the step stays the same.",
    hits: &[
        "Just restart it.",
        "Just google it next time.",
        "Simply use the search box.",
        "You just need to follow the instructions.",
        "You can simply install it again.",
        "All you have to do is read the page.",
        "It's just a matter of reading.",
        "Couldn't you just read it first?",
        "You get the same if you use the search box like everybody else.",
    ],
    near_misses: &[
        "Just let me know when it suits you.",
        "The update finished just now.",
        "I just restarted the server.",
        "It is just a small dent.",
        "Just reply to this mail.",
        "Just call me on 4410.",
        "You only need to do this once.",
        "Just a moment ago it came back.",
        "All you need to do is reply to this mail.",
        "It simply stopped, we don't know why yet.",
    ],
};
