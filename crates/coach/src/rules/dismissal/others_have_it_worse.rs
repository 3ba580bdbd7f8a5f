//! "We have bigger problems": the reader's trouble is weighed and found light.

use crate::finding::Label;
use crate::language::Language;
use crate::rules::Rule;

pub const RULE: Rule = Rule {
    name: "others_have_it_worse",
    label: Label::Dismissal,
    language: Language::English,
    patterns: &[
        "(we|i|there|others|other people|some people|some of us|it) (have|has|are|is|'ve got|got|have got)? (much|far|way|rather|also|really|currently|a lot)? (bigger|more important|more urgent|more pressing|real|actual|serious|better|greater|worse|larger|higher|other|enough) (problems|problem|issues|things|fish|priorities|emergencies|work|matters|customers|tickets|worries|cases|users|concerns|stuff|issue) (to|today|than|right now|at the moment|here|now|,|on|in|of|$|this week) ...",
        "(there are|'re|we have|plenty of|lots of|some|other|many|most|a lot of) (people|others|users|patients|departments|teams|customers|colleagues|wards) (out there|here|in the ..2)? (with|who have|have|who are|who) (real|actual|genuine|serious|bigger|worse|proper|much|more|far|other|in real|true) ....",
        "(others|other people|other teams|other departments|everyone|everybody|some people|people) (have|has|had|are|is|got|get) (it)? (much|far|a lot|way)? (worse|bigger|waiting too|waiting as well|waiting longer|real) ...",
        "you are (not|hardly|certainly not) (the only|our only|the first|the centre|the center|my only|alone|the most) (one|person|customer|user|team|department|of the|ticket|important) ...",
        "(do you think|you think|you seem to think) (you are|that you|we have|i have|we are) (the only|nothing|not|our only|here only) ...",
        "(wait|await|take) your turn ...",
        "(you|you 'll)? (will|have to|must|can|need to|just) (have to)? (wait|queue|line up) (like|as) (everyone|everybody|the rest|all) ...",
        "(get|stand|back|wait) in (line|the queue) ...",
        "(i|we) (do|have|really do|simply do) not (have)? (the)? (got)? (no|any)? (time|the time|capacity|the people|the staff|the nerve|time or) (for (that|this|it|such|everyone|your|you|every|these)|to (hold|explain|do|deal|look|go|waste|worry|chase|babysit)) ...",
        "(no time|we are too busy|i am too busy|too busy|we are busy|i am busy|we are swamped|not now|not today|understaffed) (for (that|this|it|such|you)|to (help|look|deal)|with (other|real|more)|, (sorry|ask|try|come|call)|.|right now|at the moment) ...",
        "(so|,|,? therefore)? (this|it|that|your (ticket|request|case|problem)) (has|is|gets|will have|is of|is a|has a|will get) (low|no|lowest|the lowest|very low|not a|only a low|little|lower|at the bottom|at the end) (priority|importance|urgency|of (the|our) (list|queue))",
        "(low|lowest) (priority|on (the|our) list) $",
        "(not|hardly|no) (a|our|my|the|exactly a|really a|high) (high|top)? (priority|emergency) (for us|right now|here|at the moment|, (sorry|so)|.|of ours|today)? >",
        "(we|i) (will|'ll) (get to it|look at it|see|think about it|deal with it|do it|get around to it|come to it) (when|if) (we|i) (have|get|feel|find|can|are) ..2 (time|bored|round|around|to it|like|nothing|chance|mood) ...",
        "(do not|don't|no need to|please do not|stop) (make|making) (a|such a|so much) (fuss|scene|drama|big deal|noise) ...",
        "(do not|don't|no need to) (be so|be|get) (dramatic|hysterical|impatient|worked up|upset|in a state|so) ...",
    ],
    unless: &[
        "sorry|afraid|apologise|apologies",
        "< if",
        "do not|not (have|make) you wait",
        "you are not alone",
        "not the only one ..4 (and|so|,|:|, we)",
        "we have other (printers|laptops|phones|screens)",
        "help|do|fix (you|it|that)",
    ],
    reason: "It says that the reader's work matters less.",
    suggestion: "Say when it is their turn: \"You're fourth in line; Nadia starts on Wednesday.\"",
    hits: &[
        "We have bigger problems today.",
        "There are people with real emergencies.",
        "Plenty of people have real problems.",
        "You are not our only customer.",
        "Wait your turn.",
        "You have to wait like everyone else.",
        "I don't have time for this.",
        "This has low priority.",
        "We'll get to it when we have time.",
    ],
    near_misses: &[
        "I'm sorry, we have other urgent repairs before yours today.",
        "You are not the only one, three others wrote too, and we are on it.",
        "You are fourth in line, Nadia starts on Wednesday.",
        "I've put this ahead of my other work.",
        "If we have bigger problems, I'll tell you.",
        "This has high priority for us.",
        "Others have had the same, and a fix is coming.",
        "I have time for this at three.",
        "It's your turn tomorrow at ten.",
    ],
};
