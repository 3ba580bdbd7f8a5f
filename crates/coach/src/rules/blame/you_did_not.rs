//! "You didn't read …", "you never told us": what the reader left undone.

use crate::finding::Label;
use crate::language::Language;
use crate::rules::Rule;

pub const RULE: Rule = Rule {
    name: "you_did_not",
    label: Label::Blame,
    language: Language::English,
    patterns: &[
        "-@if|what|why|that you (clearly / obviously / apparently / simply / again / just / also / still / evidently)? (did / have / had) (clearly / obviously / apparently)? not (even / bother / bothered / once / properly / actually / really)? (to)? (@duty / @duty.pp / @fault) ...",
        "-@if you (did / have / had) not (even / properly)? (@act / @act.pp) (it / the / your / our / a / this) ..4 (correctly / properly / right / first / in time / on time / before / as)",
        "-@if|what you (have)? never (@duty.past / @duty.pp / #past / @fault / @duty / listen / read / learn / reply / answer / check) ...",
        "you (have)? (failed / neglected / omitted / refused / forgot / forgotten) to #verb|@duty ...",
        "you (failed / neglected) to ...",
        "(as / since / because) you (did / have / had) not (@duty / @duty.pp / @act / @act.pp / #pp) ...",
        "-@if you (are / were) (clearly / obviously / just / simply / evidently)? not (paying / listening / reading / following / using / doing / looking / trying) ...",
        "without (asking / telling / informing / consulting / checking with) (us / anyone / me / it / first) ...",
        "your (failure / refusal / inability / unwillingness) to ...",
        "you ignored ...",
        "you (do / did) not (seem / appear) to (read / have read / listen / follow / understand / know / care) ...",
        "you (do / did) not (listen / think / bother / care / pay attention / read) $",
    ],
    unless: &[
        "you have never ..6 , have you",
        "you did not (break / do / cause / miss / lose / delete / forget) (anything / it / that / this / a)",
        "you (did / have) not (have / need / want / do anything|nothing / get / receive / say|tell ..3 wrong / mention which / write which / say which)",
        "(sorry / sure / glad / good / thank|thanks) ..3 you (did / have) not",
        "(the / a|an / all) ..3 you (did / have) not #verb|#pp",
        "any chance",
        "even if|though you",
        "because|since|as you (did not get / have not got|received|had / did not receive)",
        "you have not (paid / been|had / heard)",
        "you never (know / need / have / had / see)",
        "(i / we) ..3 without (asking / telling)",
        "if you ..4 without",
        "you can|could|may ..6 without",
        "without (asking / telling) us|anyone ..2 (if / you can)",
    ],
    reason: "It holds up what the reader left undone.",
    suggestion: "Say what is missing, not who left it out: \"The form still needs the cost centre.\"",
    hits: &[
        "You didn't read the instructions.",
        "You haven't followed the steps.",
        "You never told us about the move.",
        "You failed to renew the licence.",
        "As you didn't reply, the account was closed.",
        "You weren't listening.",
        "Somebody moved it without asking us.",
        "You clearly didn't check the cable.",
    ],
    near_misses: &[
        "You didn't break anything, the disk was old.",
        "If you haven't read it yet, take your time.",
        "You never know with these batteries.",
        "You don't need to read the whole page.",
        "I'm sorry you haven't heard from us.",
        "You can install it yourself without asking us.",
        "The mail you didn't get is attached.",
        "Why didn't you get the mail? I'm looking into it.",
        "You haven't had your new phone for long.",
    ],
};
