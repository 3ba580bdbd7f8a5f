//! What harm and work held up, now or within hours, sound like.

use super::{Clue, clue};
use crate::reading::MoodKind::Urgency;

pub const ENGLISH: &[Clue] = &[
    // Urgency: a time that is minutes or hours away.
    clue(
        Urgency,
        1.5,
        &[
            "(in|within|got|have|only|just|next|under|another|left|boarding in|about) (the|about|just|only|less than|under|a|an|exactly|barely|maybe|another)? (quarter of an|half an|half|#num|few|couple of)? (minute|minutes|min|mins|hour|hours|seconds|hrs)",
            "(in) (#num|ten|twenty|fifteen|thirty|five) (,|.|!|and|we|the)",
            "(quarter of an|half an) hour",
            "within the (hour|minute|next)",
            "within the next (half|#num|few|an|quarter)",
            "(#num) (minute|minutes|min|mins) (left|to go|before|until|till|from now|away|late)",
            "(it is|it 's|its) (already|now|almost|nearly) (#num|noon|five to|ten to|quarter)",
            "(it is|it 's|its) #num (,|.|!|and|now|already)",
            "(starts|started|opens|closes|begins|leaves|sails|departs|ends|boards|due|live) (now|any (minute|second|moment)|right now|soon|shortly|tonight|today|in|at (noon|#num))",
            "(is|are) (about|just about) to",
        ],
    ),
    clue(
        Urgency,
        0.75,
        &[
            "(at|by|before|till|until|from|around|closes|starts|opens|boards at) (#num|noon|midnight|lunch|lunchtime|close|eod|four|two|three)",
            "(today|tonight|this (morning|afternoon|evening|minute|second|moment|instant)|noon|midnight|right now|now|at the moment)",
            "(already|currently|meanwhile|in the meantime|as we speak|while i|still) (open|on|running|writing|typing|waiting|here|standing|going)",
            "(in the middle of|halfway through|mid|during) (a|an|the|my|our|surgery)",
        ],
    ),
    // Something begins, ends or leaves.
    clue(
        Urgency,
        1.0,
        &[
            "(open|opens|opening|start|starts|started|begin|begins|sail|sails|leave|leaves|leaving|board|boards|boarding|depart|departs|land|lands|arrive|arrives|expire|expires|expiring|close|closes|closing|ends|end|due|deadline|submit|go live|goes live|going out|goes out|launch|launches|takes off|last chance|final|counts down|countdown|runs out)",
            "(exam|audit|hearing|auction|tender|election|polling|interview|court|trial|presentation|speech|premiere|concert|show|broadcast|stream|webinar|lecture|ceremony|wedding|funeral|service|match|kick off|payroll|wages|salaries|tax return|grant|bid|launch|inspection|inspector|auditor|minister|mayor|coroner|judge|flight|plane|train|ferry|ship|airport|customs|delivery|truck|driver|courier|election)",
        ],
    ),
    // Where lives, health or safety hang on it.
    clue(
        Urgency,
        2.0,
        &[
            "(ambulance|ambulances|emergency|emergencies|vaccine|vaccines|dialysis|surgery|operating|surgeon|theatre|icu|incubator|incubators|drug cabinet|trolleys|baby|babies|newborn|blood|insulin|oxygen|defibrillator|pacemaker|infusion|pump|morgue|mortuary|cardiac|stroke|casualty|a and e|a & e|er|smoke|smoking|burning|fire|flames|sparks|flood|flooding|gas|dispatch|switchboard|crew|crews|rescue|lifeboat|999|112|911|chemo|medication|prescription|prescriptions|lab results|resuscitation|intensive care|seizure|allergic|anaphylactic|bleeding|unconscious|collapsed|choking|ambulance|coastguard|call bells|nurse call|trapped|inside the lift|wheelchair user inside|alarm|alarms)",
            "(ward|triage|pacemaker|hospice|clinic|hospital|pharmacy|patients|patient|nurse|nurses|doctor|doctors|paramedic|paramedics|residents|freezer|samples)",
            "(hacked|hacker|ransom|ransomware|intruder|stolen|fraud|blackmail|encrypting|wiping|wipe|deleting|leaking|in my account|being deleted|remote control)",
        ],
    ),
    // Nothing goes.
    clue(
        Urgency,
        1.25,
        &[
            "(can|could|does|do|is|are|will|would|has|have|did) not ..5",
            "(down|dark|dead|frozen|froze|freezes|crashed|crash|hangs|hanging|stuck|offline|gone|black|blank|broken|out|locked|denied|refused|rejected|failed|fails|failing|stopped|stops|disconnected|unreachable|silent|missing|lost)",
            "(no|without) (connection|signal|power|sound|picture|access|network|internet|temperature|light|phones|phone|line|lines|till|tills|wifi|display|screen|readings|reading|data|answer|way)",
            "(logged (me|us|everybody|everyone|out|off)|access denied|error)",
        ],
    ),
    clue(
        Urgency,
        1.0,
        &[
            "(whole|entire|all) ..3 (without|no) #word",
            "(shift|line|production|belt|assembly|kitchen|theatre|team) (is|should|stands|are|has|waits) (be|standing|waiting|running|idle|still|stopped|scrubbed)",
            "(scrubbed|sedated|on the table|on the line|at the gate|at the counter)",
            "(all|whole|entire|every|both|everything|everyone|everybody|nobody|none|all of|complete|completely) ..6 (clock|down|dead|frozen|out|off|stopped|stuck|offline|gone|dark|black|waiting|not|silent|logged|standing|idle|work|connect|print|open)",
            "(still|stand|stands|standing) (still|idle|stopped)",
            "(people|patients|customers|students|candidates|passengers|guests|parents|children|kids|pupils|visitors|callers|drivers|voters|bidders|crews|families|queue|trucks|lorries|teams|ships|nurses|audience|mourners|delegates|players|runners|travellers|tourists) ..8 (waiting|outside|queue|queueing|queuing|here|cannot|can not|out|standing|in|lined up|stranded|inside|listening|watching|at the door)",
            "(#num|dozens of|hundreds of) (people|patients|customers|students|candidates|passengers|guests|parents|children|kids|pupils|visitors|callers|drivers|voters|crews|beds|call takers|trucks|orders|attendees|guests|delegates|viewers)",
            "(hundred|thousand|dozens of|hundreds of) (people|kids|pupils|customers|guests)",
            "(queue|shop|hall|waiting room|church|theatre|restaurant|bus|coach party|coach|room|line) (is|out|to|of|full|waits|packed|outside|goes)",
        ],
    ),
    // Please, now.
    clue(
        Urgency,
        1.75,
        &[
            "(help|come|call|ring|answer|act|hurry|send|stop|get|fix|do|need|needed|unlock|reset|over here|someone|somebody|anyone|phone|pick up|reply) ..6 (now|immediately|at once|quickly|fast|quick|urgently|asap|straight away|right away|this minute|this second|please !|as soon as possible|right now)",
            "(please|pls) (hurry|help|call|ring|anyone|anybody|someone|somebody|treat|quick|come|!|, ..2 (anyone|quick|now|hurry|help))",
            "< help (!|me|us|please|quick)",
            "(get it|sort it|fix it|do it|help us|help me) (fixed|sorted|done)? ,? (now|quick)",
            "(quick|hurry|mayday|emergency) !",
            "((drop|leave) everything|on the double|top priority|first priority|matter of (minutes|hours|life)|every minute|each minute|minutes count|no time|losing money|costs us|time is running|sos|mayday|panic)",
            "(call|ring|phone) (me|us) (back)? (!|now|at once|immediately|on|straight|asap|please)",
            "(get|send) (somebody|someone|anyone|a technician|a person|anybody)",
            "stop (it|this|that|them|him|her|the) (please|now|!|at once|,)?",
        ],
    ),
    // What is lost otherwise.
    clue(
        Urgency,
        1.75,
        &[
            "or (the|our|my|your) #word (walks|walk|leaves|goes|sails|is|are|dies|closes|loses|will|has|gets|takes)",
            "(moving|using|controlling|reading|sending|deleting|typing) (my|our|from my|on my|in my) (mouse|cursor|screen|account|mails|files|computer|name) ..4",
            "(gone|lost|dead|spoilt|spoiled|ruined|over|finished|melted) (by|before|in) (lunch|noon|tonight|morning|#num|the|then|an)",
            "(#num|sixty|hundred|thousand) (people|kids|children|patients|residents|guests|passengers|pupils) ..4 (asleep|in there|inside|at the gates|on the platform|outside|standing|stranded|waiting|trapped|on trolleys)",
            "(on trolleys|in pain|in labour|bleeding|not breathing|on the motorway|out of control|out of the door|at the gates)",
            "(went|gone|sent) out (from|to) (my|our|all|everyone|everybody|the wrong|parents)",
            "(locked|shut|stuck|trapped) (in|inside) (the|a|our) ..4",
            "first day of (the|our|term|sale) ..3",
            "(control|operating|dispatch|emergency) (room|centre|desk)",
            "(thrown|throws|throw|kicked|kicks) (me|us|everyone|them) out ..4",
            "(wired|transferred|sent|paid|posted|mailed) ..6 (wrong|by mistake|everyone|the whole|all parents|all staff) ..4",
            "(someone|somebody|stranger|they) (has|have|is|are) ..2 (changed|writing|logged|sending|posting|using|reading|emptied|taken) ..6",
            "(people|patients|customers|children|kids|students|pupils|guests) (are|is)? (standing|waiting|queueing|stuck|inside|locked|trapped|outside) ..4",
            "(dropped out|gone dark|went dark|off air|on in #num|goes live now|on air in)",
            "(bitcoin|bitcoins|disappearing|vanishing|being deleted|encrypted|skull)",
            "(otherwise|or else (we|they|it|people|the)|or (we|i|it|the|they|all|everything) (lose|miss|will|have to|are|am|is|must|can|cannot|'ll|go)|if (we|i|it|this|nobody|they) (can|do|does|is|are) not)",
            "(have|has|will have|had|need) to (bin|cancel|abort|evacuate|divert|postpone|turn (away|them|people|patients)|throw|send (them|everyone|people|home)|close|shut|stop|destroy)",
            "(lose|miss|forfeit|spoil|spoils|thaw|melt|rot|die|dies|fined|penalty|void|disqualified|too late|last (chance|day|hour|minute))",
            "(rising|spreading|leaking|getting (worse|warmer|hotter|colder)|counting down|counts down|dropping|falling|filling|going off|is going|ringing|beeping|overheating|smoking)",
            "((neighbouring|next) (county|hospital|town|district|clinic)|by hand meanwhile|standing next to it|in writing by)",
        ],
    ),
    clue(
        Urgency,
        -2.0,
        &[
            "(no|not|isn't|nothing|hardly|never) (that|so|very|really|at all|terribly|particularly|too|a|in a|any|great|especially)? (urgent|urgency|hurry|rush|pressing|emergency|critical|panic|time pressure)",
            "((next|in the next|this coming) (week|month|term|year|spring|summer|autumn|semester)|next (monday|tuesday|wednesday|thursday|friday)|in (january|february|march|april|may|june|july|august|september|october|november|december)|(before|after|until) the (holidays|summer|new term|weekend|fair))",
            "((when|whenever) (you|someone|somebody) (have|has|get|find|can)|any time|whenever|can wait|take your time|(can|could) manage|for now we|we can manage|some time|at your leisure)",
            "((would|it would) be (nice|great|lovely|good|handy|helpful)|(only|just) (a wish|wondering|a question|a thought)|for your information|fyi)",
            "(thank you|thanks|well done|great|lovely|perfect|brilliant) ..3 (for|to|all|everyone|again|it works|works|job|,|!)",
            "((was|were|had been|went) (back|fixed|repaired|restored|right|fine|solved|down|frozen|locked)|(works|working|fixed|solved|repaired) (again|now|at|within|in|after))",
            "((1|first of|3rd|on the|from (the)?) (#num|first|second|third|fifteenth) (of)? @month|(on|from|by|until|till) (#num|the #num) (@month|to))",
            "(confused|difference between|supposed to|explain)",
        ],
    ),
];
