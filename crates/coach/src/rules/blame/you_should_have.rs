//! "You should have …": what the reader ought to have done.

use crate::finding::Label;
use crate::language::Language;
use crate::rules::Rule;

pub const RULE: Rule = Rule {
    name: "you_should_have",
    label: Label::Blame,
    language: Language::English,
    patterns: &[
        "-@if you (really / certainly / clearly / at least / probably / also / definitely)? should|shoulda (really / certainly / at least / also / definitely / of course)? have (also / first / just / at least / simply / really / never / better)? #pp|@duty.pp|@act.pp|@fault.pp ...",
        "-@if you (really)? ought to have #pp ...",
        "-@if you (could / might) (at least / easily / simply / also / just / very well / as well)? have (at least / easily / simply / also / just / first)? @duty.pp ...",
        "-@if you (were / are / 're) (clearly / supposed / meant / expected / obliged / required) (to)? @duty|@act|@help ...",
        "you (were / have been / 'd been / had been) (clearly / explicitly / repeatedly / already / specifically)? (told / warned / asked / instructed / informed / advised / reminded) (to / not / about / that / several / repeatedly / twice / before / last / in / more / @times / by / on / again / of) ...",
        "you (were / are) (not / never) (supposed / meant / allowed / authorised / authorized / permitted) to ...",
        "you (should / ought) not have #pp|@duty.pp|@act.pp ...",
        "you (should / could) have been (more careful / paying / aware / there / careful) ...",
        "you should (not have / have) (known / seen / thought) (better / this / that / it / earlier / before) ...",
        "you (had|have) no (business|right) ...",
        "you (had / 'd / needed) to @duty (us / it / that / this / the / first) ..3 (before / first / earlier) ...",
        "you (need / have) to be more careful ...",
        "(please / you need to / you must) (be more careful / pay more attention / take more care) ...",
        "< (should / could) have @duty.pp ...",
        "should have (thought / known / said / asked / told / checked / read / mentioned) (of / about / that / us / it / so) ..3 (before / earlier / sooner / yourself / first)",
    ],
    unless: &[
        "you should have (received / got / had / gotten / heard / arrived / access / been / one / two / a / an / the / it / your / no / enough / seen a / three / everything / all) ",
        "you should have been (told / informed / warned / asked / given / able / sent / offered)",
        "should (not / never) have (been / had / happened / to / lost)",
        "nobody|nothing|we ..4 you should",
        "we should have",
        "i should have",
        "you could have (lost / been)",
        "not (your / you)",
    ],
    reason: "It tells the reader what they ought to have done; it cannot be changed any more.",
    suggestion: "Say what helps next time: \"Next time a call to us before the move saves you the wait.\"",
    hits: &[
        "You should have told us before moving the printer.",
        "You really should have read the instructions.",
        "You could have asked first.",
        "You were supposed to restart it yesterday.",
        "You were told not to open attachments.",
        "You shouldn't have clicked on that link.",
        "You ought to have saved a copy.",
        "You have been warned about this twice.",
        "You need to be more careful with your badge.",
    ],
    near_misses: &[
        "You should have received a mail from us by now.",
        "You should have access again.",
        "You should have been told, and I'm sorry you weren't.",
        "You should have got the code by text message.",
        "We should have told you earlier.",
        "You could have lost everything, glad you called.",
        "You should not have had to wait so long.",
        "You should have two icons on your screen.",
        "Should you have questions, call me.",
        "I should have asked you first.",
    ],
};
