//! "Works fine here", "you're the only one": the trouble is denied.

use crate::finding::Label;
use crate::language::Language;
use crate::rules::Rule;

pub const RULE: Rule = Rule {
    name: "works_here",
    label: Label::Dismissal,
    language: Language::English,
    patterns: &[
        "(it / that / this / everything / all / the ..3 / they / mine / outlook / teams)? (is|are|'s / seems|seem to)? (all)? works|working|work|loads|opens|runs|prints|ok|fine|good (just|perfectly|absolutely|totally|quite|very)? (fine|ok|okay|perfectly|well|good|normally|as expected)? (here / for me / for us / on my|our machine|computer|laptop|pc|phone|side|end|screen|network / at our|my end|desk|place / from here / for everyone|everybody else / for all the? others / for the rest of us / for others) $",
        "(it / that / this / everything) works (perfectly / just)? (here / for me / for us / for everyone else) ...",
        "(no one|nobody|none) else (has|have|is|had|seems|reported|complained|complains|mentioned|noticed|had|sees|seen|in|of|ever) ...",
        "(no / zero / not a single) other (user|users|person|people|team|customer|customers|one|teams|department) (has|have|is|are|reported|complained|complains|had|seem|seems) ...",
        "(we|i) (have|had|did) (not|never) (had|received|heard|get|got|seen|hear|receive|see) (any|a single|no|of any|one|such) (other)? (complaint|complaints|reports|report|calls|problem|problems|such) (about|like|from|of|before|with|else|.|$) ...",
        "(as|since|because)? you are the (only|first) (one|person|user|customer|department|team|school) (affected|complaining|who|with|to (complain|have|report|mention|say)|that|having|reporting|so|,) ....",
        "(you|it) must be (imagining|dreaming|mistaken|wrong|doing something|your|you|on your|something you|something on your|something at your) ...",
        "(that|this|it) (is|'s|must be|has to be|can only be|will be|is probably|is clearly|has got to be) (a problem|an issue|something|the problem)? (on|at|with) your (side|end|machine|computer|laptop|phone|browser|home|connection|own|isp|internet) (, not|then|and not|, so) ...",
        "(i|we) (can|could) (not|see no|find nothing)? (see|find|reproduce|detect|spot)? (any|a|anything|nothing|no)? (problem|fault|error|issue|wrong|reason|anything wrong|nothing wrong|problems|errors) (with (it|that|this|the ..2)|here|on (our|my) (side|end)|, so|. closing|from here|at (our|my) end) $",
        "(i|we) (can|could) not (reproduce|replicate|recreate) (it|this|that|the ..3|your ..2)? (, so (i|we|am|are) (closing|close|assume|there|it)|. closing|and (am|are|will) clos) ....",
        "(everything|all) (is|looks|seems|appears|was) (to be)? (perfectly|just|absolutely)? (fine|ok|okay|normal|green|in order|good|working) (here|on (our|my) (side|end)|at (our|my) end|from (here|our|my ..1)|for us|in our ..2|with us)",
        "(the)? (system|server|network|service|line|website|printer) (is|was|seems) (perfectly|just|absolutely)? (fine|ok|okay|up and running|working fine) (, so|here|on our|.|so it|the problem) ....",
        "(i|we) (do|can|fail|really do) (not|to) (really)? see (the|what the|a|what your|any|where the|why this is a) (problem|issue|point|fuss|urgency|trouble|big deal) (is|here|with|$|in|.|) ...",
        "(what|where) exactly? is|'s (the|your) (problem|issue|big deal|fuss) (then|here|exactly|supposed|with that)? ?",
        "(there is|'s|we see|i see|we found|i found|found) (nothing|no fault|no error|no problem) (wrong|at all|found|here) (with|here|on our|. closing|, closing|.) ...",
        "(no fault|no error|no problem|nothing) found $",
    ],
    unless: &[
        "(works|working|fine) (again|now|once more|since)",
        "so|but|and ..3 (can|could|may|let|please|would|shall|i 'd|i will|we will|i|will|need)",
        "(can|could|would) you (tell|send|show|try|check)",
        "(does|is|did) (it|that)",
        "(are|is) you the only",
        "if you are",
        "sorry|thank|thanks|glad|good",
        "for (you|your)",
    ],
    reason: "It tells the reader that their trouble is not real.",
    suggestion: "Say what you see, and what you need to see what they see: \"It opens on my machine; may I look at yours?\"",
    hits: &[
        "It works fine here.",
        "Works for me.",
        "Everything works perfectly on my machine.",
        "Nobody else has complained.",
        "You're the only one who has this problem.",
        "It must be something you did.",
        "I don't see the problem.",
        "Everything looks fine on our side.",
        "We have not had any complaints from others.",
    ],
    near_misses: &[
        "It works fine again since noon.",
        "It works here too now; is it good for you?",
        "If you're the only one affected, I'll come over.",
        "Are you the only one with this?",
        "It opens on my machine, so may I look at yours?",
        "I couldn't reproduce it; can you send me a picture?",
        "Nobody else needs to be told, you're all set.",
        "Everything is fine now, sorry for the scare.",
        "The service is up again.",
        "I see the problem, and I'm on it.",
    ],
};
