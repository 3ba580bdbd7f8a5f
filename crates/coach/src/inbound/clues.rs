//! Clues to a mood that mean little alone and enough together: kinds of evidence, each with a weight and the words for it.
//!
//! A kind counts once, however often its words stand there; [`enough`] in sum is a mood. The weights are set by hand: what
//! nobody says in another mood weighs most of the sum, what everybody says (`cannot`, `again`) little. What speaks for calm
//! weighs against.

use crate::language::Language;
use crate::reading::MoodKind;
use MoodKind::{Confusion, Frustration, Gratitude, Urgency};

/// A strong sign weighs as much, and a second one [`SECOND`] more.
pub const STRONG: f64 = 3.75;
pub const SECOND: f64 = 1.0;

/// Words that say the mood is not there, by themselves.
pub const AGAINST: f64 = -0.75;

/// So many times [`enough`] is urgent even from somebody who says thanks.
pub const URGENT_THOUGH_THANKFUL: f64 = 2.5;

/// A sum from which a mood is believed.
pub fn enough(mood: MoodKind) -> f64 {
    match mood {
        Frustration | Gratitude => 3.0,
        Confusion => 3.25,
        Urgency => 3.5,
    }
}

/// The share of [`enough`] from which the strongest mood of a message is believed. Few people write to a service desk without any
/// mood and without a request; urgency said wrongly does most harm.
pub fn stands_out(mood: MoodKind) -> f64 {
    match mood {
        Frustration | Gratitude => 0.55,
        Confusion => 0.5,
        Urgency => 0.65,
    }
}

/// What a model's probability of 1 weighs beside the clues.
pub fn of_model(mood: MoodKind) -> f64 {
    match mood {
        Frustration | Confusion => 2.0,
        Gratitude => 1.25,
        Urgency => 0.0,
    }
}

/// What kind or unkind words weigh where nothing is asked for: who only tells, and in such words, has a reason to.
pub fn of_valence(mood: MoodKind, valence: f64, asks: bool) -> f64 {
    match mood {
        Gratitude if !asks => 1.25 * valence,
        Frustration if !asks => -0.75 * valence,
        _ => 0.0,
    }
}

/// One kind of evidence.
#[derive(Debug)]
pub struct Clue {
    pub mood: MoodKind,
    pub weight: f64,
    pub patterns: &'static [&'static str],
}

const fn clue(mood: MoodKind, weight: f64, patterns: &'static [&'static str]) -> Clue {
    Clue { mood, weight, patterns }
}

pub fn of(language: Language) -> &'static [Clue] {
    match language {
        Language::English => ENGLISH,
        Language::German => &[],
    }
}

const ENGLISH: &[Clue] = &[
    // Frustration: the feeling in a word.
    clue(
        Frustration,
        3.0,
        &[
            "(sick (and tired)?|tired|weary|fed up|had enough|exhausted|bored) (of|with|by)",
            "(angry|furious|livid|annoyed|annoying|frustrated|frustrating|infuriating|maddening|exasperated|exasperating|outraged|outrageous|appalled|appalling|disgusted|disgraceful|disgrace|unacceptable|intolerable|insulting|insulted|cheated|fuming|seething|ridiculous|pathetic|shambles|farce|fiasco|circus|nonsense|laughable|scandalous|shameful|unbelievable|unprofessional|incompetent|incompetence)",
            "(a|some|the|one|big|sick|bad|beyond a) joke",
            "(beyond (me|belief|comprehension)|lost for words|words fail me|at my wits end|wits ' end|end of my (tether|rope|patience)|last straw|enough is enough|up the wall|round the bend|driving (me|us) (mad|crazy|insane)|makes my blood boil|shame on (you|whoever))",
            "(i|we) (have|am|are) (now|just|simply|honestly|really|completely)? (given up|giving up|done with|through with|past caring|had enough|had it)",
            "(not|hardly|far from|isn't) (good enough|acceptable|an answer|a solution|an explanation|an excuse|what i call|what we call|how you treat)",
            "(is|are) (still|also)? waiting for you",
            "(politer|more polite|better|nicer|cleverer) ..4 (with|from|by|than) (a|my|the|parking|any) ..3",
            "why (i|we) (had|have) to ..8",
            "(better|more important|other) things to do",
            "for the (third|fourth|fifth|sixth|seventh|tenth|umpteenth|hundredth|thousandth|nth|last|3rd|4th|5th) time",
            "(is|are) (there|it) (anybody|anyone|a human|a person|somebody|a living) ..6 (alive|awake|there|home|human|left|who|that|at)",
            "(can|could|do|will) not (you|you people|you lot|anybody|anyone|somebody|they) (people|guys|lot)? (ever|even|get|do|just|please|read|answer|for once|make|leave)",
            "(patience|temper) (has|is|have) (run|running|worn|wearing|gone|over|at an end)",
            "(astonishing|astonished|remarkable how|incredible how|unheard of|beggars belief|a scandal|a mystery to me how|a cheek|insolent|insolence|an insult|impertinent|mockery|absurd|grotesque|preposterous|dreadful service|appalled)",
            "(i|we) pay (my|our|for|taxes|good money|you)",
            "(feel|feeling|felt) (utterly|totally|completely|so|rather|just)? (ignored|abandoned|forgotten|stupid|humiliated|mocked|cheated|let down|fobbed off|powerless|invisible)",
            "too much to ask",
            "how (hard|difficult|complicated) (can|is|must) (it|that|this) (be)?",
            "what (are|is) (you|your people|they|everyone) (people|guys|lot)? (doing|playing at|paid for|waiting for|thinking)",
            "(no longer|stopped|do not|never|do not even|not even) (bother|bothering|report|reporting|ask|asking|try|trying|call|calling|hope|hoping|believe|expect) ..3",
            "(no|not much|not any|what is the|what 's the|hardly any) point",
            "(all i|all we|the only thing i) (wanted|want|ask|asked|need|needed) (for|was|is)",
            "(the way|how) you (run|treat|handle|work|deal|do|answer|manage) ..4",
            "(always|again)? the same (old)? (song|story|tune|dance|circus|game|excuse|message|thing) ..4",
            "(have|has) (you|anybody|anyone|they)? (any|the slightest|no) idea (what|how) (it|that|this) (is|feels|'s|means|looks|costs)",
            "(guinea pig|guinea pigs|punchbag|doormat|hot potato|errand boy)",
            "(nice try|good one|very funny|how funny|big deal|slow clap|progress , i|i suppose|no doubt|presumably|one assumes|i dare say)",
            "(does|do) not count as",
            "(you have|you 've|they have) (known|had|been told|been aware|seen) (about|of|this|it|since|for|that) ..6",
            "(migraine|ulcer|blood pressure|grey hair|heart attack|nervous breakdown|asylum|parking meter|parking meters|brick wall)",
            "nobody (thinks|thought|cares|cared|considers|considered|asks|asked|bothers) ..4",
            "(takes|took|take|need|needs) (me|us)? (twice|three times|ten times|half again) (as long|as many|the time|longer) ..4",
            "(refuse|refusing|decline) to (fill|do|sign|use|pay|wait|accept|write|type) ..4",
            "(does|do|did|has|is) (anybody|anyone|somebody|someone|a human|any human|any of you) (actually|ever|even|really|there)? (read|reads|look|looks|check|care|listen|awake|there|tested|try|tried|thought) ..4",
            "(passed|sent|pushed|shunted|handed|bounced) (on|back|around|round|along)? (from|between) ..8",
            "(have|has) never (once)? had ..4",
            "while i was still ..4",
            "(and)? yes , (i|we) (have|did|am|know) ..4",
            "(not|n't) even (wednesday|tuesday|lunchtime|noon|ten o'clock|nine|monday)",
            "(no|lost all|losing|run out of|running out of|out of) (more)? (patience|faith|confidence|trust|excuses|words|hope)",
            "(thanks for nothing|(thanks a bunch|thanks a lot) for #ing)",
            "(quicker|faster|easier|better off|cheaper|simpler|sooner) (walking|to walk|on foot|if i|without you|doing it|to send|with a pencil|on paper|by hand|myself|by post|by pigeon)",
            "(look|looking|looked|feel|felt|treated|make us look|made me look) like (fools|idiots|a fool|an idiot|beginners|amateurs|children|a child|dirt|criminals|liars)",
        ],
    ),
    // Said and done before.
    clue(
        Frustration,
        1.5,
        &[
            "(third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|umpteenth|hundredth|nth|thousandth|3rd|4th|5th|6th) (time|mail|email|call|ticket|message|letter|attempt|form|request|visit|technician|person|week|day|month|reminder|crash|one|try)",
            "(again and again|over and over|time and again|yet again|once again|once more|for the last time|day after day|week after week|as always|as usual|every single|each and every|all over again|back to square one|round in circles|from pillar to post|from the beginning|from scratch|from zero)",
            "(#num|several|countless|dozens of|many) (times|calls|mails|emails|tickets|different people|different colleagues|messages|reminders|attempts|forms|hotlines|departments) (now|already|today|in|this|and|later|a day|, )",
            "(twice|three times|four times|five times|six times|ten times|forty times|#num times|every time|each time|every morning|every monday|every day|every week)",
            "(asked|told|called|written|wrote|rang|explained|reported|begged|begging|reminded|complained|asking|calling|writing) ..5 (already|before|times|again|since|twice|nicely|different|for weeks|for months)",
            "(i|we) (have|had) (already|now|repeatedly)? (asked|told|called|written|explained|reported|reminded|begged|been asking|been begging|been told|been promised|been waiting|waited)",
            "(#num|so many|countless) (clicks|passwords|forms|steps|logins|screens|pages|programs|windows|characters|signatures) (to|for|a day|just|before|until|and|every|now)",
            "(on|in|for) (each|every one|all) of (its|the|your|their) (#num)? (pages|screens|steps|forms|mails)",
            "(rate|survey|feedback) ..4 (experience|satisfaction|service)",
            "(you said|they said|he said|she said|first it was|promised) (monday|tuesday|wednesday|thursday|friday|tomorrow|today|next week|last week)",
            "(another|yet another) (ticket|form|survey|number|week|day|update|mail|link|robot|excuse|promise|reminder|questionnaire|restart)",
            "(the|that|this) same (broken|question|answer|outage|error|mistake|thing|problem|fault|story|old|form|link|nonsense)",
        ],
    ),
    // It has lasted.
    clue(
        Frustration,
        1.25,
        &[
            "(for|since|after|in|took|takes|take|been|lasted|within|nearly|almost|over|than|whole|full|last) (the|a|an|all of|last|nearly|almost|over|more than)? (#num|several|many|two|three|entire|whole|half the|few)? (weeks|months|years|week|month|year|days|ages|eternity|forever|hours)",
            "since (@month|@day|easter|christmas|new year|summer|spring|autumn|winter|last|the summer|the beginning)",
            "(#num|several) (weeks|months|years|days|hours) (ago|later|now|for|of|to|and|without|in|on|.|!)",
            "(#num|second|third|fourth) (week|month|day) (in a row|without|now|running|and)",
            "(never|not) once|ever",
            "(still|yet) (no|not|nothing|nobody|have not|has not|haven't|waiting|can|does|do|without|cannot)",
            "(i|we|it|that|which|door|who) still (do|does|can|have|has|is|did|am|are) not",
            "not even",
        ],
    ),
    // Nobody did, said, asked.
    clue(
        Frustration,
        1.5,
        &[
            "(nobody|no one|none of (you|them)|nobody there|not one) ..2 (answers|answered|answer|replies|replied|calls|called|rings|asked|asks|told|tells|shows|showed|comes|came|listens|listened|reads|knows|cares|cared|helps|helped|picks|bothered|thought|informed|warned|responds|explained|seems|can|feels)",
            "(no|without|not a|not a single|zero) (answer|reply|reaction|response|word|explanation|warning|notice|apology|sign|news|information|asking|telling|asking us|call back|callback|thought)",
            "(nothing) (happens|happened|changes|changed|works|worked|moves|has|is)",
            "(ignored|ignoring|passed around|sent away|fobbed off|brushed off|hung up|put through|transferred|cut off|left (hanging|alone|in the dark|waiting|to))",
            "(automatic|automated|canned|standard|robot|generic) (answer|reply|response|message|mail|voice)",
        ],
    ),
    // What was said would be.
    clue(
        Frustration,
        1.5,
        &[
            "(promised|assured|guaranteed|promise|promises) !you|to pay",
            "(told|said|says|heard|hear|were told|was told) ..3 (it|you|they|that|he|she|this) (would|will|'d|was|is|were|had)",
            "(was|were|is|are|been) (supposed|meant|promised|told|due) (to|on|by|for|\u{2}|it|that|tuesday|monday|wednesday|thursday|friday)",
            "(closed|closes|closing|marked|ticket) ..4 (resolved|solved|fixed|done|complete|completed|\u{2})",
            "(so|what) (much)? (for|happened to) (your|the|that) ..3 (promise|service|fix|improvement|self service|same day|quick)",
            "(if|is) (this|that) (is)? (what you call|your idea of|your|supposed to be|service|an upgrade|progress|support)",
            "your (miracle|so called|wonderful|famous|great|fantastic|brilliant|marvellous|clever|latest|precious|new improved|shiny|beloved|self service)",
            "my call is important",
        ],
    ),
    // What you, your people, your system did to us.
    clue(
        Frustration,
        1.25,
        &[
            "(you|your ..2|they|it people|someone|somebody|whoever) (have|has|just|simply|again|also|then)? (took|taken|moved|changed|removed|closed|deleted|uninstalled|broke|broken|ruined|lost|cut|locked|ignored|made|switched|replaced|sold|forced|forgot|forgotten|hung|sent (me|us)|gave (us|me)|give (us|me)|tell (me|us)|told (me|us)|ask (me|us) for|\u{2})",
            "(your|the) (system|program|software|portal|page|machine|robot|bot|hotline|form|app|people|update|thing|website|process) ..2 (eats|ate|loses|lost|throws|threw|logs|logged|kicks|kicked|hangs|refuses|crashes|crashed|wants|thinks|put|sends|sent|locks|keeps|demands|forgets|swallowed|swallows|deleted)",
            "(eats|eat|ate|swallows|swallowed|steals|robs|costs|wastes) (my|our|half|a|all|up)",
            "(works|is|are) (worse|slower|harder|clumsier|uglier|more complicated)",
            "(your people|your colleagues|your lot|you lot|you people|you guys|you at it|your end|over there)",
        ],
    ),
    // Questions that want no answer.
    clue(
        Frustration,
        2.25,
        &[
            "how (hard|difficult|complicated|long|many|often|much longer) (can|does|must|do|should|will|is|more|times) (it|this|that|i|we|have|be) ..6 ?",
            "(does|is|do|are) (a|any|there|anyone|anybody|someone|somebody|nobody|you people|you guys) ..6 (human|human being|real person|alive|awake|work there|works there|there|care|cares|listen|listening|read|reading|reads|competent|responsible|home|answer|answers|ever|actually) ..4 ?",
            "what (are|is) (you|your|they|everyone|everybody|anybody) ..3 (doing|playing|paid|waiting|thinking|for) ..4 ?",
            "(explain|tell) (that|it|this) to (me|us|my|our|the)",
            "why (on earth|in the world|can not|can nobody|must|does nobody|does it take|do you|should|is it so|is it always|does everything|bother|am i|are we|do i have|do we have|does no one) ..8",
            "(who|whoever) (designed|thought|decides|decided|came up|invented|tested|approved|made up|wrote|built|dreamt|signs off) ..6",
            "too much to ask|expect|hope|want",
            "(do|does|did|have|has) (you|anyone|anybody|nobody|someone) ..2 (even|ever|actually|any idea|bother) ..6",
            "(is|was) (it|that|this) (really|honestly|seriously|truly)? (so|too|that|asking|a lot to|so much to) ..4 ?",
            "< (really|seriously|is it|what else|and now) ?",
            "(one|i) (does|do)? (wonder|wonders|ask myself|have to ask) (whether|if|why|what|how|who)",
            "(a school|a company|an office|anyone|anybody|people|we|one) ..8 (be run|supposed to work|expected to work|get anything done|do our job|do my job)",
        ],
    ),
    // Said with a crooked smile.
    clue(
        Frustration,
        1.75,
        &[
            "< (wonderful|great|bravo|brilliant|congratulations|fantastic|marvellous|lovely|perfect|excellent|splendid|terrific|super|charming|hooray|hurray|good job|nice one|top|wow|well) (. |, |! )(you|the|all|now|so|another|and|it|that|your|i|we|my|our|everything|nothing|no)",
            "(apparently|supposedly|allegedly|so called|obviously i|of course not|naturally|evidently)",
            "(with all due|with the greatest|with (great|all)) respect",
            "(in case|should) you (wonder|wondered|are wondering|care|were wondering)",
            "i could (wallpaper|write|fill|paper|sing|recite|tell|have walked|have built|have)",
            "(must be|how) (nice|lovely|convenient|generous|thoughtful|charming|kind) (to|of|for|that)? ..3",
            "(lucky|silly) (me|us)",
            "(i|we) (suspect|gather|assume|presume|take it|imagine|guess) (not|nobody|that|you|so|it)",
            "(is|was) (all|the only thing) (i|we) (ask|asked|want|wanted|need)",
            "(nothing|anything) (better|else) to do",
            "(you do not say|what a surprise|surprise , surprise|big surprise|no surprise|who would have thought)",
            "(for|from|like) (the stone age|the middle ages|1995|a museum|the last century|dinosaurs)",
        ],
    ),
    // Larger than life.
    clue(
        Frustration,
        2.25,
        &[
            "(would|'d) (have been|be) (quicker|faster|easier|better off|cheaper|simpler|sooner|done)",
            "(might|may) as well",
            "(did not|do not) (study|train|sign up|become|get paid|join|have time|come here|apply) ..6",
            "(till|until) (christmas|doomsday|the cows|hell|i retire|retirement|kingdom come|pigs)",
            "(of|for) (my|our) life (i|on|with)",
            "(a) (partridge|pigeon|donkey|circus|lottery|treasure hunt|maze|labyrinth|wild goose|odyssey|marathon|part time job|full time job|miracle)",
            "(grown|gone) (grey|gray|a beard|old)",
            "(nearly|almost|could have|ready to) ..1 (cried|cry|scream|screamed|threw|throw|thrown|exploded|explode|quit|weep|wept)",
            "(we|i) (have to|must|had to) (explain|apologise|beg|answer) ..4 (customers|parents|patients|clients|boss|guests)",
        ],
    ),
    // Demands.
    clue(
        Frustration,
        1.75,
        &[
            "(i|we) (do not)? (want|expect|demand|insist|deserve) (another|a|an|my|our|the|it|that|this|you|somebody|someone|to know|to be|on)",
            "(just|simply|finally|please just|for once) (fix|do|give|make|read|answer|leave|sort|tell|send|listen|get|put|stop|once)",
            "(please)? stop #ing",
            "(please|kindly|can|could|would|will) ..4 (read|listen|answer) (my|our|to|what|the|me|us) ..6 (before|properly|for once|to the end|carefully|end|once|all)",
            "(that|this) (is|'s) all (i|we) (ask|want|need)",
            "(give|get) (me|us) (back)? (someone|somebody|a human|a person|the old|my old|our old|a real|anyone)",
            "(would|'d) (like|want|rather have|prefer) (the|my|our) (old|previous|former) (one|version|system|program|phone|page|way) (back)?",
            "(someone|somebody|a person|anyone) (who|that) (can|knows|understands|is able|reads|listens|cares|actually|has)",
            "(sort|fix) (it|this|that|yourselves) (out)? (now|once|for good|please|!|properly|finally)",
            "(do not (you)? dare|(ever|once) (more|again))",
        ],
    ),
    // After the thanks, the sting.
    clue(
        Frustration,
        1.75,
        &[
            "(pity|shame|sad|sadly|regrettable) (that|it|about|only)",
            "(it|that|this) does not change (that|the fact|anything)",
            "(having said that|that said|but i want to be clear|but (it|why|i had|we had|i have|we have)|less (happy|good)|not so (happy|good))",
            "(people|ones|calls|weeks|times|days|months) before (him|her|that|i|them|you|it|this)",
            "hung up (on)?",
        ],
    ),
    // What it cost.
    clue(
        Frustration,
        1.25,
        &[
            "(lost|lose|losing|cost|costs|wasted|waste|wasting|spent|spend|spending|ruined|stole|took) ..3 (day|days|hour|hours|time|sunday|weekend|evening|morning|money|sales|customers|night|life|work|week|lunch|nerves|afternoon|holiday)",
            "half (a|the|my) (day|morning|afternoon|night|week)",
            "(by hand|on paper|kitchen table|my own (phone|money|laptop)|a pencil|pen and paper|neighbour 's)",
            "(like|as) a (salesman|beggar|thief|fool|stranger|criminal|schoolboy|child)",
            "(customers|parents|patients|clients|guests|my boss|head|boss) ..3 (laugh|laughing|complain|complaining|ask|asking|angry|waiting|neck|shouting|think)",
            "begging|begged|beg",
        ],
    ),
    // Calm speaks against.
    clue(
        Frustration,
        -1.0,
        &[
            "(no|not|isn't) (rush|hurry|urgent|problem|big deal|bother|worries|complaint|complaining)",
            "(when|whenever) you (have|get|find) (a|the|some|time)",
            "((would|could|might) it be (possible|nice|an option)|(it would|would) be (nice|great|lovely|good|handy|helpful))",
            "(only|just) (a (wish|question|thought|suggestion|small|note|heads up)|wondering|asking|curious|for your information)",
            "(thank you|thanks|many thanks) (so much|very much)? for|to|,|!|.|again",
            "((kind|best|warm) (regards|wishes)|sincerely)",
            "(i am|i 'm|we are) (so|very|really)? (happy|glad|pleased|grateful|confused|lost|unsure|new)",
            "(which is it ?|what does|(no idea|not sure|do not (understand|know)) (where|what|which|how|why|if))",
        ],
    ),
    // Confusion: not knowing, in so many words.
    clue(
        Confusion,
        3.0,
        &[
            "(do|did|does|can|could|i|we|am) not (quite|really|fully|even|at all|entirely|exactly|actually|yet|just)? (following|get|follow|understand|grasp|know) (it|that|this|the|what|which|why|how|where|who|whether|if|you|these|those|your|, |.|one|them)",
            "(do|can|could) not see (what|which|why|how|where|whether|the (point|difference|sense|logic))",
            "(i|we) (have|had|'ve)? (honestly|really|absolutely|simply)? (no|not the (faintest|foggiest|slightest)|not a|zero) (idea|clue|notion)",
            "(< no idea|not sure|no clue|dunno)",
            "(not|un) (sure|certain|clear) (what|which|how|if|whether|where|why|who|i|that|about)",
            "(get|gets|got|getting|am|are|feel|was|'m) (a bit|completely|totally|rather|quite|so|totally|utterly|hopelessly|somewhat|a little)? (lost|confused|muddled|mixed up|puzzled|stuck between|none the wiser) !my|your|our|property|the",
            "(which is it ?|what is it now ?)",
            "(what|which) (do|did|does) (you|they|he|she|it|this|that|these) (mean|want|expect|need from me|refer to|call)",
            "what (does|do|did) ..5 mean",
            "(what|which) (did|have) (i|we) (press|pressed|do|done|click|clicked|break|broken|start|change)",
            "which (of|one of) (these|those|them|the) ..4 (is|are|do|should) (mine|ours|the|i|right|it|real)",
            "(other way (round|around)|contradicts|contradict|the opposite|vice versa|back to front|upside down)",
            "(says|say) (see|ask|call) ..4 , ..4 (says|say) (see|ask|call)",
            "(what|whatever) (does|do|is|are|did) ..5 (mean|means|stand for|supposed to be|meant to be|good for|for|in plain|exactly|even) ..2 ?",
            "(what|how) (on earth|in the world|the heck|the devil|exactly|precisely)",
            "(the|a|any|is there a|what) difference (is|between)",
            "am (i|we) (supposed|meant|expected|allowed|required|in or|the only) ..8",
            "(is|are) (i|we|it|one|that|this) (supposed|meant|expected) to",
            "(make|making|makes|made) (head or tail|heads or tails|no sense|any sense|sense of|neither)",
            "(means|mean|meant|says) (nothing|something different|different things) to (me|us)",
            "((like|as if) (i am|i 'm|i were) (five|5|a child|stupid|an idiot)|for (dummies|beginners|a layman))",
            "(we|i) (can|could) not (work out|figure out|tell) (who|what|which|how|where|why|if|whether|the)",
        ],
    ),
    // Two things that do not go together.
    clue(
        Confusion,
        1.75,
        &[
            "(one|leaflet|letter|poster|video|manual|mail|first|he|she|form #word|website) (says|shows|tells|said|wants) ..6 (and|, |but) (and|but)? (the|another|she|he|form|one) ..3 (says|shows|tells|said|wants|other|second|opposite)",
            "(in|it is in|all in|everything 's in|suddenly in) (dutch|french|german|chinese|spanish|a foreign|another language|some language)",
            "(the|one) (first|one|lady|letter|mail|page|screen|poster|manual|left) ..6 (the|another|and the|but the) (second|other|next|phone|caretaker|right|lady|screen|manual) (says|one|wants|shows|tells|asks|is|means)",
            "(says|said|say|told|reads|asks|shows) ..8 , ..3 (says|say|said|shows|tells|asks|but)",
            "(used to (be|have|say|look|see|find|get)|yesterday|last week|before|until now|always|in june) ..10 (now|today|and now|, now|suddenly|but now)",
            "(two|three|both|several|different|#num) (of (it|them|these)|versions|mails|buttons|icons|folders|names|passwords|copies|numbers|answers|instructions|accounts|calendars|links|entries) ..8",
            "(looked|searched|tried|clicked) (everywhere|all over|high and low|every|in all|for it)",
            "(there is|there are|is|are|'s|was) (nothing|none|no|no such) ..2 (there|overleaf|called|by that|like that|that name|of that|button|such|to click|to press|step|on my)",
            "can not (find|see|spot|tell) ..3 (anything|any|it|one|that|such|them|where|what|which)",
            "(first|at first) ..8 (then|and now|now) ..8",
            "(ended|end|came|come|got|get|went|going) ..2 (where i (started|began)|in circles|round in circles|back at the start|back to step)",
            "as if (it|i|there|they|nothing) (were|was|had) ..6",
            "(looks|look) nothing like ..4",
            "(but not|and not|not) (what|where|who|how|which) ..6 (but|in it|is|are)",
            "(now|suddenly) (a|there is a|there 's a|it has a|i have a) (second|new|strange|different|little|padlock|red|grey|blue) ..4",
            "(jump|jumps|skip|skips|missing|goes) (from|step|straight) ..4 (to|step)",
            "(all|both|they) (look|looks|seem|sound|are called|are) (the same|alike|like|identical|equal|so similar)",
            "(i|we) (thought|assumed|understood|believed|always thought)",
            "but (it|that|this|there|i|mine|the|nothing|now) ..8 ?",
        ],
    ),
    // It says something, and they ask about it.
    clue(
        Confusion,
        1.75,
        &[
            "(says|said|say|reads|asks|asked|wants|called|mentions|mentioned|about a|about the|of a|shows|told|tells|telling|named|labelled|marked|by|word|message|at|mail says|step|option) (me|us)? (to|it|that|my ..2|is|with|for|:)? (is)? \u{2}",
            "\u{2} (. |, |? |; |- )?(?|or|what|which|is|like|how|where|and|but|mean|on)",
            "(it|window|pop up|popup|screen|box|page|mail|letter|phone|message|installer|form|app|computer|something) (now|just|always|suddenly|keeps|is)? (says|asks|wants|asking|shows|tells|told|appeared|appears|came up|pops up|popped up|flashes|blinks|counts|beeps)",
            "(yellow|red|orange|blue|green|grey|strange|odd|weird|little|funny|new|blinking|mysterious|unknown) (bar|box|light|lights|icon|triangle|dot|window|symbol|cloud|message|sign|lamp|button|screen|circle|cross|arrow|tick|flag)",
        ],
    ),
    // Which, whether, how, asked by somebody who is not sure of the thing itself.
    clue(
        Confusion,
        2.25,
        &[
            "(which|what) (one|ones|of (the|these|those|them|my)|button|icon|file|number|box|copy|version|is|plug|field|way|folder|key|window|account|link|name|cable|form|part|line) ..8 ?",
            "(should|shall|do|must|can|may|am|is|are|does|would) (i|we|it|that|this|the ..2|they) ..8 ,? or ..8 ?",
            "(or|and) (am i|is it|is that|do i|does it|should i|just|the other|not|nothing|what) ..4 ?",
            "(should i ?|do i ?|is it ?|is not it ?|or not ?|am i ?|are they ?|does it ?|can i ?|what now ?|now what ?|and then ?|where to ?|how ?|why ?|who ?|which ?|which one ?)",
            "(do|must|should|shall|can) (i|we) (have to|need to|now|just|really|still|then|ever)? (click|press|put|type|enter|choose|pick|do|sign|answer|accept|delete|keep|trust|worry|pay|use|hold|pull|touch|react|confirm|agree|believe|tick|take|say|turn|switch|start|open|share|send) ..8 ?",
            "how (do|does|can|am|would|should) (i|one|we|anyone|anybody|you|that|it|this) (even|ever|supposed to)? (know|tell|hang up|get (out|there|back|rid)|turn|find|start|begin|recognise|recognize|go|choose|spot|see|scroll|click|type|do|work) ..8 ?",
            "(where) (did|has|have|is|are|do) ..5 (go|gone|went|hiding|hidden|click|come from|put|be|it|from|now|one get|i get|i find) ..2 ?",
            "(is|are|was) (that|this|it|these|they|the ..2) (still|really|even)? (normal|right|safe|real|genuine|ok|okay|bad|good|dangerous|mine|me|you|us|a virus|a scam|spam|a trick|a joke|serious|correct|supposed|meant|the same|here|gone|on|off|in or out) ..6",
            "(who|whom) (is|are|am|do|does|should) (it|i|we|that|this|meant|supposed) ..4 ?",
            "what (happens|happened|will happen|is happening|am i|is it|is that|is this|are these|are those|are they|'s|are) ..8 ?",
            "(what|whats) (for|with|about|then|else|is|'s) (it|that|this|the|all)? ..3 (for)? ?",
            "or ..4 ?",
            "whose ..8 ?",
            "how come ?",
            "(who|what) (is|are|was) (that|this|it|he|she|they) ..6",
            "(does|do|is) ..1 \u{2} (really|actually)? (mean|gone|the same|safe|right|good|bad)",
            "(am|are|is) (i|we|it|they) (now|still|even|sharing|doing|on|in|the)? ..6 ?",
            "(is|are) ..4 the same ..8 ?",
            "(good|bad|right|wrong|yes|no|mine|on|off|in|out) or (good|bad|right|wrong|yes|no|yours|on|off|in|out|not)",
            "(did|have|has) (i|we|it) ..4 (do|done|break|broken|press|change|cause|start|open) ..2 ?",
            "(what|how) (would|do|should|am|can) (you|i|we) (like me to|supposed|want me to|expect me|have to|need to) ..6",
            "(by|from|to|with|for|of|in) (what|whom|which) ?",
            "(two|three|several|both) ..2 (that|which) (both|all)? (say|says|look|are called|mean) ..4",
            "(what|which) #word ?",
            "(of|on|in|with|to|for|from|at|as) (what|which|whom|where) ?",
        ],
    ),
    // Somebody new to it.
    clue(
        Confusion,
        1.75,
        &[
            "(to be|being|i am) (thick|dim|slow|dense|daft|stupid)",
            "(do|did) not speak (computer|it|tech|technical)",
            "in plain (words|english|language|terms)",
            "not used to (it|this|that|these)",
            "(silly|stupid|daft|dumb|basic|beginner|beginner 's|foolish) (question|questions|thing)",
            "(not|no|never) (very|much of a|a|good with|been good with|at all|so)? (technical|computer person|expert|computers|tech|good at|young|clever|smart|native)",
            "(first time|new to|never (used|heard|seen|had|done|met)|i am old|my age|at my age|i am (#num|over)|born in)",
            "(explain|help me understand|spell it out|in (plain|simple|normal) (english|words|language|terms)|say it simply|translate)",
            "(sorry|excuse me|pardon|hm|hmm|huh|erm|um|eh|help) (,|.|?|!|but|if|for)",
            "(i am|i 'm|am) (scared|afraid|nervous|worried|frightened|anxious) (to|of|that|i|about|it)",
            "like (bread|what|a|in) ..4 ?",
            "(chinese|greek|latin|gibberish|hieroglyphs|another language|foreign language|double dutch)",
            "(i mean ,|i (have|did) not (touched|touch|changed|change|done|do) (anything|a thing))",
        ],
    ),
    // A plain question wants a fact, a plain request a deed.
    clue(
        Confusion,
        -1.75,
        &[
            "(can|could|would|will|may) (you|someone|somebody|we|i|they) (please|also|kindly|have|get|order|send|add|check|let|move|book|use|borrow|keep|take|bring|come|work|still)",
            "is it (possible|all right|ok|okay|allowed) (to|if)",
            "(when|how (long|much|many|often|big|soon|far)) ..10 ?",
            "(any|some) (news|update|idea when|chance)",
            "(third|fourth|fifth|four|five|three|ten) (time|times|people|weeks|months|calls|mails|different people)",
            "(thank you|thanks|what a difference|well done|fed up|sick of|annoyed|angry|ridiculous|unacceptable|beyond me)",
            "(do (you|they|we) (have|offer|sell|stock|lend|know if)|is there (a|an|any) (limit|way|chance|spare)|(which|what) (phone)? (number|room|day|date|time|floor|address) (do i dial|is|are))",
            "what do you need from (me|us)",
        ],
    ),
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
            "(bitcoin|bitcoins|disappearing|vanishing|being deleted|encrypted|skull)",
            "(otherwise|or else|or (we|i|it|the|they|all|everything) (lose|miss|will|have to|are|am|is|must|can|cannot|'ll|go)|if (we|i|it|this|nobody|they) (can|do|does|is|are) not)",
            "(have|has|will have|going|had|need) to (bin|cancel|abort|evacuate|divert|postpone|turn (away|them|people|patients)|throw|send (them|everyone|people|home)|close|shut|stop|destroy)",
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
    // Gratitude: thanks, by whatever word.
    clue(
        Gratitude,
        2.25,
        &[
            "(thank|thanks|thx|tnx|cheers|ta|merci|danke|gracias|grazie|tack|obliged|grateful|gratitude|appreciate|appreciated|indebted|bless|chapeau|kudos|bravo|respect|hats off|hat off|props|big up|three cheers|hip hip|well done|well spotted|compliments|thumbs up|shout out|shoutout|hooray|hurrah|hurray|hallelujah|salute|toast) !in|for nothing",
            "(thank|thanks) (you)? (again|once more|so much|very much|a lot|a million|ever so much) (for|to|,|!|.)",
            "(i|we) (owe|salute|applaud|toast|cheered|clapped|take (my|our) hat|raise a glass|doff)",
        ],
    ),
    clue(
        Gratitude,
        1.5,
        &[
            "(i|we) can (hear|see|print|work|read|write|sign in|call|breathe|sleep) ..4 (again|!|,|at last|now|.)",
            "(plays|opens|works|prints|reads) (. |! |, |the ..2 now|now|again)",
            "(works|work|working|worked|prints|runs|fixed|sorted|solved|restored|repaired|opens|talks|speaks|rings|reads|sings|glows|shines|back|dims|dim|plays|loads|scans) (again|now|perfectly|fine|beautifully|like|at last|at once|as (it|they|before)|better|first time|properly|on both|a treat|out loud|,|!|.|-|in (#num|ten|five|two|no))",
            "(went|goes|gone|came|come|ran|run) (right|well|smoothly|fine|through|up first|perfectly|like clockwork|without|off|great|brilliantly|out)",
            "(did|does|has|have|was|were|is) not (stutter|stuttered|drop|dropped|crash|miss|missed|fail|flicker|complain|hang|freeze|late) (once|a (single|beat)|even|any)?",
            "not (one|a single|a) (call|complaint|problem|error|crash|hitch|drop|glitch|word|hiccup|interruption)",
            "(everything|all|it|that|this|the ..3) (is|are|was|were|'s) (as (it|they|before|good)|back|there|perfect|spot on|how it)",
            "(phew|yay|wow|blimey|gosh|hooray|yippee|bingo|eureka|hurray|what a day)",
            "(all|everything|they are|it is) (all)? (there|saved|found|safe|rescued|on air|intact|complete|accounted for)",
            "(sold|printed|sent|served|taught|held|streamed|ran|worked) ..6 (without|all (day|weekend|week|night)|no (hiccup|hitch))",
            "on time",
            "(bless|thank) (heavens|goodness|god|you)",
            "nobody (lost|missed|noticed) ..4",
            "(hardly|barely|not even) (noticed|felt) ..4",
            "(fast|quick|easy|smooth) one",
            "(heard|saw|read|got|had) ..6 for the first time",
            "(finally|at last|first time|for once|for the first time|already)",
            "in (#num|ten|five|two|three|no|seven|under|less than) (minutes|time|seconds|hours|an hour|a minute)",
            "(what a|such a|makes a|made a|world of) (difference|relief|change|improvement|joy|delight|treat|weight)",
        ],
    ),
    clue(
        Gratitude,
        2.0,
        &[
            "(patience|patient|kind|kindness|saint|saintly|angel|hero|heroes|heroine|star|stars|legend|legends|gem|treasure|lovely|charming|wonderful|brilliant|fantastic|amazing|superb|marvellous|outstanding|excellent|terrific|fabulous|smile|gentle|gentleman|thoughtful|considerate|attentive|helpful|friendly|polite|courteous|calm|professional|genius|wizard|magician|champion|lifesaver|godsend|delightful|delighted|impressed|credit|gold|priceless|tireless|unflappable|cheerful|sweet)",
            "(trooper|sunshine|brick|marvel|ace|wizardry|beauty|tidier|nicer|worth (his|her|its|their|your) weight|let alone someone so|a solo|a ray of)",
            "(made|makes|made) (my|our|her|his) (day|week|month|year|morning|evening|weekend|christmas|sunday)",
            "(take (it|that|everything) (all)? back|sorry (to have|for having|i ever|i) (doubted|doubt)|just (like|as) you said|exactly (it|right|what i meant)|kept (your|his|her|their) word)",
            "(joy|happy|glad|thrilled|over the moon|relieved|relief|overjoyed|moved|touched|pleased|proud|chuffed|grinning|smiling|dancing|bliss)",
            "(so|how|very|most|too) kindly",
            "that (is|'s) (service|what i call|how it|the way|class|style|support)",
            "(well|nicely|beautifully|perfectly|superbly|brilliantly|expertly|quickly|carefully) (done|explained|handled|sorted|organised|prepared|fixed)",
            "(the|our|my) (best|kindest|nicest|quickest|friendliest|smoothest|fastest|calmest) ..4",
            "(you|he|she|they) (made|make|turned) (my|our|her|his|it|me|us)",
        ],
    ),
    // What somebody did, and need not have.
    clue(
        Gratitude,
        1.5,
        &[
            "(stayed|drove|came|walked|sat|crawled|climbed|explained|showed|called (me|us) back|took (the|his|her|their|your) time|found|listened|helped|repaired|fixed|rescued|saved|spliced|carried|brought|waited|went|rang|worked|spent|answered|held|taught|talked (me|us|her|him)) ..8 (until|on a|on his|on her|in the|under|through|back|yourself|himself|herself|late|night|sunday|saturday|weekend|rain|snow|time|way|it|them|me|us|again|by ear|in (#num|ten|five|two))",
            "(you|he|she|they|#name) (did|was|were|saw|knew|noticed|thought|remembered|asked|cared|listened) (it|right|not|that|there|who|how|first|about|of|.|,)",
            "(instead|then) (i|we) got",
            "(half the night|through the night|day off|lunch break|on a sunday|new year 's eve|at midnight|in the rain|in the snow|after hours|at the weekend)",
        ],
    ),
    clue(
        Gratitude,
        2.0,
        &[
            "(tell|let|pass|give|say|greet|hug) (it|this|that|on|my|our|hello)? (to)? (him|her|them|#name|your|the|everybody|everyone|whoever|all|both) ..12 (noticed|know|that|why|because|loves|love|happy|smile|difference|well|dose|best)",
            "(asked|asks|wants|wanted|told) (me|us|you|to) ..2 (tell|say|write|know|pass|thank) ..8",
            "(wrote|write|writing|made|baked|bought|sent|send|drew|knitted) (you|him|her|them|the team) (a|an|some) (card|cake|letter|picture|poem|box|drawing|pie|note)",
            "(nominate|nominating|vote for|recommend|put in a word for|praise|commend|thank) (#name|him|her|them|you|your) ..4",
            "(in (your|his|her|their) debt|pass (this|it|that) (up|along|to)|where credit is due|off to (you|him|her|them))",
            "(cake|pint|beer|coffee|biscuits|lunch|drinks) (on|at) (friday|monday|tuesday|wednesday|thursday|me|us|the)",
            "(your|all your) doing",
            "(coffee|cake|beer|tea|lunch) any time ..6",
            "(he|she|they|we|everyone|all) (is|are|were|was) (so|very|really|truly)? (grateful|thankful|delighted|thrilled|happy|impressed|touched)",
            "(first (rate|class)|top notch)",
            "(stayed|stay) (on|with) (the|me|us) ..8",
            "well (played|done)",
            "(note|word|message|feedback|compliment|praise|medal|raise|bonus|cake|applause|stars) (for|to) (your|the|#name|whoever|him|her|them|my)",
            "(i|we) (rarely|seldom|never|hardly ever|do not often|normally) (write|say|praise|compliment|send)",
            "(nobody|no one|people|we|i|one) (ever|never|rarely|only|seldom) (write|writes|say|says|call|calls|complain|praise) ..6",
            "(you have|you 've|you can have|you) no idea (what|how much) (that|this|it) (means|meant|matters|helps)",
            "(means|meant|mean) (the world|a lot|so much|everything|more than)",
            "(without) (you|him|her|them|your|#name|the|whoever) ..4 (i|we|would|'d|there|nothing|he|she)",
            "(give|gave|deserves|deserve|earned|has earned|buy|get) ..3 (a|an|her|his|their)? (rise|raise|medal|bonus|promotion|holiday|day off|cake|drink|kiss|hug|knighthood)",
            "you (beauty|beauties|star|stars|legend|legends|angel|angels|hero|heroes|little genius|wonder|wonderful people|lovely people|gem|treasure|genius)",
            "(cried|wept|danced|cheered|clapped|sang|jumped) (for|with|of)? (joy|happiness|relief)?",
            "(saved|save|rescued) (my|our|the|us|me|his|her|a)",
            "((you|he|she) (were|was) right|(i|we) (expected|feared|thought|was ready for|dreaded|braced) ..10 (instead|but|and it took|and you|took you))",
            "((still talk|keep talking|whole (ward|office|team|family) ) about|(i|we) (owe|could kiss|could hug|love))",
        ],
    ),
    // Thanks that are none, and praise with a sting.
    clue(
        Gratitude,
        -2.5,
        &[
            "(can|could|would|will) (you|someone|somebody|i|we) (please|kindly)? (#verb|add|send|check|have|get|let)",
            "(please) (#verb|add|send|order|let (me|us) know|unsubscribe)",
            "(do|does|can|could|is|are|will|would|has|have|did) not !(once|stutter|drop|make me feel|only|just|want to stop|believe) (work|print|open|answer|help|find|start|load|show|come|let|connect|receive|get|have)",
            "(broken|down|dead|gone|lost|missing|wrong|failed|worse|error|unacceptable|complaint|disappointed|waiting|again and|still (not|no|can|waiting|does))",
        ],
    ),
    clue(
        Gratitude,
        -2.75,
        &[
            "(in advance|kind regards|best regards|best wishes|yours|sincerely|regards) (,|and|.)? (thanks|thank|many)?",
            "(thank|thanks) (you)? (in advance|for (looking|checking|any|the reminder|your (time|attention|help with|understanding|cooperation|consideration|patience)))",
            "(no) (thanks|thank)",
            "(apparently|bravo|great job|wonderful|brilliant|congratulations|well done) (. |, |! )(you|now|another|the ..6 (and|is|are)|all|and now|so now) ..8",
            "(so called|miracle cure|another update|and now (the|i|we|my|nothing)|nine clicks)",
        ],
    ),
];
