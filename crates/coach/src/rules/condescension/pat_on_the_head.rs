//! "Well done, you found the power button": praise as for a child; pet names.

use crate::finding::Label;
use crate::language::Language;
use crate::rules::Rule;

pub const RULE: Rule = Rule {
    name: "pat_on_the_head",
    label: Label::Condescension,
    language: Language::English,
    patterns: &[
        ",|; [ my (dear|love|darling|friend|girl|boy|child) ] >",
        "< (well done|bravo|congratulations|congrats|good job|nice job|great job|hooray|hurray|clever you|very clever|aren't you clever|good for you|gold star|kudos|applause|nice work) ,|!|.|: (you|so you|now you|see|that) ..3 (found|find|managed|discovered|figured|finally|learned|learnt|remembered|got there|can|did it|worked out|solved) ....",
        "(you|so you) (finally|at last|actually) (found|managed|figured|worked out|discovered|got|read|understood|noticed|remembered) (it|the|to|how|out|that|where) ...",
        "(see|there)? ,|? (that|it) was not so|that|too (hard|difficult|bad|complicated) ....",
        "was|is (that|it) (really)? (so|that) (hard|difficult) (now)? ?",
        "(good|clever|brave|smart) (girl|boy|lad|lass|man|woman|thing|user) $",
        "(bless|god bless) (you|your|your heart|your little|her|him|them) (heart|cotton|soul)? $",
        ",|; [ @pet ] >",
        ",|< [ (my|young|little) (dear|love|darling|friend|lady|man|girl|boy|child|fellow|padawan|sweet|old friend|good man|good woman|dear sir|dear madam) ] >|,",
        "[ @pet|dearie ] ,|- (the|you|it|this|that|your|do|we|i|just|let|here) ",
        ",|; (sweetheart|honey|darling|sweetie|sunshine|kiddo|love|dear|sonny|princess) ,",
        "(you|you 'll) (have|get|deserve|earn|win|want) (a|an|your) (gold star|cookie|biscuit|sticker|lollipop|prize|medal|little|certificate)",
        "(big|grown up) (girl|boy|girls|boys)",
        "(welcome to) (the)? (world of|21st century|twenty first|computers|computing|internet|real world|modern|wonderful world|2[0-9]) ...",
        "(did|has) (nobody|no one|anyone|anybody|your ..2) (ever)? (not)? (teach|taught|show|shown|tell|told|explain|explained) (you|it to you|that to you) ...",
        "(how|you) (cute|sweet|adorable|touching|endearing) (that|you|of you|,|$) ...",
        "(do you|you do) (even)? (know|realise|realize|understand) (what|how|that) (a|an|the|to) (mouse|browser|computer|server|cable|power|button|password|plug|desktop|file|folder|backup|keyboard|turn|restart|reboot|click|right) ..2 (is|works|means|button|click|$)? ?",
        "(it|that|this) (is|'s) (the|that) (big|large|round|little|small|rectangular|black|grey|white) (thing|box|button|square|rectangle|one) (with|that|on|in front|you|under) ..6 (letters|screen|look|looking|nose|front|desk|type|typing|sitting)",
        "(have you|did you) (by any chance)? (actually|even|really|remember to|remembered to|think to|thought to|thought of|tried) (plug|plugged|turn|turned|switch|switched|plugging|turning|switching) (it|the|that|your) (in|on|it on|in at) ...",
    ],
    unless: &[
        "dear (colleague|colleagues|all|customer|customers|team|mr|mrs|ms|dr|sir|madam)",
        "< dear",
        "oh|too|how dear",
    ],
    reason: "It praises or calls the reader as one would a child.",
    suggestion: "Leave it out; go on with the next step.",
    hits: &[
        "Well done, you found the power button!",
        "You finally found it.",
        "See, that wasn't so hard!",
        "Was that so hard?",
        "We'll do it for you, dear.",
        "Good girl.",
        "It's plugged in at the back, sweetheart.",
        "Welcome to the world of computers.",
        "Did nobody teach you how to use it?",
        "That's how it works, my dear.",
    ],
    near_misses: &[
        "Well done on the new website, it looks great.",
        "Dear Anna, the box is here.",
        "Dear colleague, your SIM card is here.",
        "Congratulations on your new job.",
        "We finally found the fault.",
        "The hard part is done.",
        "Thank you, that was a good idea.",
        "My dear colleague Ida will call you.",
        "You found the bug before we did, thank you.",
        "Good, that works.",
        "My dear Anna, the box is here.",
    ],
};
