//! "Everybody", "nobody", "you always": all or none of the people, all of the time.

use crate::finding::Label;
use crate::language::Language;
use crate::rules::Rule;

pub const RULE: Rule = Rule {
    name: "everyone",
    label: Label::Absolutes,
    language: Language::English,
    patterns: &[
        "[ (nobody|no one|no person|not a soul|not one person|no user) (will|would|can|could|has|is going to|does|'s going to|is ever going to|ever) ..1 (ever)? (notice|see|know|lose|be|have|get|read|hack|steal|find|access|had|complained|lost|been|come|feel|care|ever|open|guess|touch|use|miss|break|look|mind|hear) ] (anything|it|your|a|the|a thing)? ",
        "[ (nobody|no one) will (notice|see|lose|feel|miss|be) (anything|a thing|any|it|affected|a) ]",
        "[ (nobody|no one|no user|none of our ..2) (has|have|had|could) (ever|never) ]",
        "[ (everyone|everybody|anyone) (always|will always|is always|in the company is|loves|is happy|will love|likes|agrees|will be (happy|able)) ] ...",
        "[ (you|they|he|she|people|users|your team|your department|your colleagues|your people|the users|teachers|managers|doctors|nurses) (guys|lot|people|all)? (always|constantly|forever|perpetually|invariably) (#verb|find|wait|forget|do|have|make|complain|call|come|want|need|break|lose|leave|ask|say|get|write|send|#third|#ing|@fault|the same) ] ...",
        "(your|the|our|their|my) ..2 (@team|@role) always (wait|waits|do|does|have|has|come|comes|make|makes|get|gets|leave|leaves|want|wants|ask|asks|complain|complains|forget|forgets) ...",
        "(you|they|he|she|people|users) never (ever)? (#verb|listen|learn|read|reply|answer|call|do|check|follow|care|say|tell|ask|think|had any) ...",
        "(with|from) you (it is|'s|there is|'s) (always|every time|never) ...",
        "(every time|each time|whenever) (you|your team|your department|they) (call|write|touch|come|ask|do|open|use|change|need|have|get|send) ...",
        "it|this (is|'s) always (the same|you|your|something|like this) (with|from|who|that)? ...",
        "(always|never) (been)? (happy|perfect|100|perfectly|flawless|flawlessly) (with|and|.) ",
    ],
    unless: &[
        "you 're? always welcome",
        "you (can|may|could|should|must|will|might) always",
        "(always|never) (mind|know|have to)",
        "(people|users|they|you) (do not|don't|not) always",
        "as (always|you always)",
        "if|unless|so that",
        "you always (can|could|were|are) (right|welcome|able|patient|kind|helpful|friendly)",
        "you never (know|can|have to|need|had)",
        "(nobody|no one) (has|will) (to|be (in|at|there)|have to|need)",
        "(nobody|no one) (in our|of us|here) ..2 (noticed|saw|checked|told)",
        "thank|thanks",
        "(nobody|no one) (was|is|were) ",
        "every time you (see|open|sign|start|need)",
        "(please|should|must|can) everyone",
    ],
    reason: "One exception is enough to make it untrue.",
    suggestion: "Say how many, how often, as far as you know.",
    hits: &[
        "Nobody will notice anything.",
        "No one has ever lost a file here.",
        "You always find something.",
        "Your team always waits until the last minute.",
        "Everybody loves the new system.",
        "It's always the same with you.",
        "You never listen.",
        "Every time you touch it, it breaks.",
    ],
    near_misses: &[
        "You're always welcome.",
        "You can always call me.",
        "They don't always succeed.",
        "Nobody has to do anything.",
        "You never know with old batteries.",
        "Nobody was in the office, so I left a note.",
        "Thanks, you always explain it so well.",
        "Every time you sign in, it asks for a code.",
        "Everybody in the office gets a new phone in May.",
    ],
};
