//! "The network team never …": the fault of colleagues, a team, a third person.

use crate::finding::Label;
use crate::language::Language;
use crate::rules::Rule;

pub const RULE: Rule = Rule {
    name: "the_team",
    label: Label::Blame,
    language: Language::English,
    patterns: &[
        "the|our|your|their|my|some ..3 @role|@team (unplugged|disconnected / pulled the plug / tripped over / knocked over / switched|turned it|them|everything off) ...",
        "the|our|your|their|my|those|these|some ..3 @team|@dept|@role %again %failed ...",
        "@dept %again %failed ...",
        "#name|he|she|they|somebody|someone (in|from|at|on your|our|the ..2 / over|up there)? %again (forgot|forgotten|neglected / @messup.past up / messed|screwed ..3 up / can|could not be bothered / did not bother / dropped the ball / got it wrong / ignored my|our|the|your|it / should have told|asked|checked|known|read|warned|said|tested / failed to / never bothers|bothered|told|tells|listens|listened|checks|checked / made a mess|mistake / lost|broke|deleted your|the|our|it / is|are|was|were to blame / did not tell|check|read|listen|test|think / gave you the? wrong / put in the wrong / left it open|unlocked|on) ...",
        "somebody|someone|whoever|anyone in|from|at|on|of your|the|our|their ..4 (@fault.past|@act.past|#past|left|did|thought|clicked|decided|keeps / must have) ...",
        "-to|with|by|ask|be whoever (in|at|from|on|of your|our|the|their ..2 / over|up there)? (@fault.past|@act.past|set|did|wrote|put|left|told|gave|sent|thought|chose|built|installed|configured|designed|planned|had) ...",
        "whose|his|her|their (bright|brilliant|great|clever idea|ideas|sloppy work|sloppiness|incompetence|carelessness|negligence|blunder)",
        "one of your|their|our|the ..3 (@fault.past|left|clicked|opened / @messup.past up / @act.past the|a wrong) ...",
        "(no one / nobody) (in|at|on|from your|the|their ..3 / over there)? bothered|thought|cared|checked to|it|that|us|enough ...",
        "(no one / nobody) in|at|on|from your|the|their ..3 (told|checks|reads|listens|cares|ever|knows|asked|looked|noticed) ...",
    ],
    unless: &[
        "never (got|gets|received|receives|heard|arrived|had|saw|knew|found|needed|wanted|met|worked here)",
        "if|when|unless|whether ..5 @team|@dept|@role|someone|somebody|he|she|they|anyone",
        "in case",
        "can|could|would|will|should|did|does|do|has|have|please your|the|our @team|@role ..6 ?",
        "we (forgot|broke|lost|deleted|should)",
        "our own? fault|mistake",
        "did not (know / have|need to)",
    ],
    reason: "It blames colleagues in front of the reader, who only wants it to work.",
    suggestion: "Say what went wrong and what is being done: \"The change did not go as planned; it was taken back at noon.\"",
    hits: &[
        "The network people messed up the change.",
        "Your team always waits until the last minute.",
        "Somebody in your office deleted the folder.",
        "The night shift forgot to tell us.",
        "HR forgot to send us the form.",
        "Whoever set this up had no idea.",
        "Our database team never tests anything.",
        "Kevin forgot to order it.",
        "Your colleague should have told you.",
        "The cleaner pulled the plug.",
    ],
    near_misses: &[
        "We forgot to tell you, sorry.",
        "If the network team forgot something, they'll fix it tonight.",
        "The network team is on it.",
        "Your team has asked for three more laptops.",
        "The backup of the accounts PC never finished on Friday.",
        "Has your team lost anything else?",
        "Outlook lost the connection at noon.",
        "Your colleague Ana asked us to write to you.",
        "Somebody from our team will come over.",
        "Whoever is in first can switch it on.",
        "Ask your colleague to pull the plug.",
    ],
};
