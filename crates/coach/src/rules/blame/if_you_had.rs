//! "If you had read …": a reproach as a condition.

use crate::finding::Label;
use crate::language::Language;
use crate::rules::Rule;

pub const RULE: Rule = Rule {
    name: "if_you_had",
    label: Label::Blame,
    language: Language::English,
    patterns: &[
        "if you (had / 'd / would have) (only / just / simply / actually / bothered to / at least / ever / first / properly)? @duty.pp|@act.pp|@fault.pp ...",
        "if you (had / 'd / have) (not / never) (#pp / @act.pp / @fault.pp / @duty.pp) ...",
        "if you (had / 'd) (bothered / been (paying / listening / reading / more) / paid / looked / thought / taken / listened / followed / stuck / kept) ...",
        "^ had you (only / just / simply / actually / bothered)? (not)? (#pp / @duty.pp / @act.pp) ...",
        "(had / if) (your / the / our) ..3 (@team / @role / @dept) (had / 'd)? (not)? (only / just)? (@duty.pp / @act.pp / @fault.pp) ...",
        "if (people / everyone / everybody / users / colleagues / somebody / someone / they / your team / your colleagues) (had / 'd|did|would) (only / not / just)? ..1 (@duty / @duty.pp / @act.pp) ...",
        "if only you had|would|'d ...",
        "(this / it / that / none of this) would (not / never) have happened if|had ..1 you|your ...",
    ],
    unless: &[
        "if you have never",
        "if you (had|have|'d) (received / any / a / an / the / no / questions / like / rather / prefer / trouble / problems / lost / had)",
        "if you have not (received / heard / got / had / already / done / yet / seen / signed / used / tried / set / changed / installed / restarted / read / opened / saved / registered)",
        "if you 'd (like / rather / prefer / love / want)",
        "had you (asked / told / called) ..2 (earlier / sooner) , (i / we) (would / 'd) ..3 still",
        "had you noticed",
    ],
    reason: "It is a reproach dressed as a condition.",
    suggestion: "Say what works now, without the look back.",
    hits: &[
        "If you had read the mail, you'd know.",
        "If you'd told us in May, it would be done.",
        "Had you saved a copy, nothing would be lost.",
        "If you hadn't unplugged it, it would still run.",
        "This wouldn't have happened if you had asked.",
        "If your team had asked first, we could have helped.",
        "If only you'd listen.",
    ],
    near_misses: &[
        "If you had a backup, tell me where it is.",
        "If you'd like a new one, tell me.",
        "If you have not received a code, call us.",
        "If you'd rather keep it, that's fine.",
        "If we had told you in time, you'd have been ready; sorry.",
        "If you have read the article and it doesn't help, call me.",
        "Had you any trouble since?",
        "If you have deleted a file, look in the bin.",
    ],
};
