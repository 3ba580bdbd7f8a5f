//! "As I already said": reminds the reader that they were told.

use crate::finding::Label;
use crate::language::Language;
use crate::rules::Rule;

pub const RULE: Rule = Rule {
    name: "as_i_said",
    label: Label::Condescension,
    language: Language::English,
    patterns: &[
        "as (i|we|my ..2|our ..2|the ..3|anyone) (have|had|already|did|previously|once|repeatedly|clearly|just)? (already|previously|repeatedly|once|clearly|just|also|now / several times / many times)? @talk|@talk.past (already / before / previously / repeatedly / clearly / earlier / above / once / @times times / to you ..2 / you / yesterday / last ..1 / in my ..3 / on ..1 / in the ..3 / , / twice)? (already / before / several times / repeatedly / @times times / in my ..3 / earlier)?",
        "(like|as) (i|we) (already)? (have|keep)? (said|told|say|saying|been saying|mentioned|explained) (before|already|earlier|above|you|a ..2)?",
        "as (already|previously|repeatedly|clearly|explicitly|frequently|often|once) (@talk.past|@talk|explained|answered|documented|linked|sent|communicated|shown|established|noted) ...",
        "as (@talk|explained|stated|mentioned|communicated|written|noted|documented|announced|pointed out) (already|previously|before|repeatedly|clearly|earlier|several|many|above|in my|in the ..3|on ..2|yesterday|multiple|more than) ...",
        "(i|we) (have|had|did)? (already|repeatedly|previously|clearly / several times / once / @times times) (have)? (@talk.past|@talk|told|explained|answered|sent|replied|written|covered|been over|been through|gone over|shown|asked|dealt with|discussed) (you|this|that|it|to you|your|how|why|what|all|on|in|@times) ...",
        "(i|we) (have|had|did)? (told|explained|answered|said|sent|written|shown|asked|mentioned|covered|discussed) (you|this|that|it|to you)? ..4 (already / before|twice / several|many|countless|three|five|four|ten times / more than once / again and again / repeatedly / times now / only yesterday / a hundred|thousand times) ...",
        "(we|i) (have|had)? (been|gone) (over|through) (this|that|it) ...",
        "for the (second|third|fourth|fifth|sixth|seventh|tenth|last|final|hundredth|umpteenth|nth|millionth|thousandth|2nd|3rd|4th|5th|very last|first and last) time (now)? ...",
        "(how many times|how often) (do|must|have|will|should|did|am|are) (i|we) ...",
        "(i|we) (will|shall|can only|can|am going to)? (repeat|say it again|say this again) ...",
        "(as)? per my (last|previous|earlier|first) (mail|email|e mail|message|reply|note|answer|letter) ...",
        "(in|see|read) my (last|previous|earlier|first) (mail|email|e mail|message|reply) (again|properly|carefully|once more|, as|i) ...",
        "(once|yet) again (,|:) (you|the|it|this|please|that|do|we|read) ...",
        "as (stated|mentioned|explained|written|noted|described|announced|said|indicated) (in|on) (my|our|the|all|every|each) ..4 (@times times|already|clearly|, which)",
    ],
    unless: &[
        "as (i|we) (said|mentioned|promised|told|explained) (on the phone|yesterday on the|when we)",
        "as (i|we) promised",
        "(have not|never|not) (yet|already)?",
        "(i|we) (have|had)? already (sent|asked|told|informed|explained) (the|them|him|her|our|it to the|security|facilities|my|a|someone|ana|it to (him|her|them))",
        "thank|thanks|sorry",
        "you 's?|have (already|previously)? (said|told|mentioned)",
    ],
    reason: "It tells the reader that they should have listened the first time.",
    suggestion: "Say it once more as if it were the first time.",
    hits: &[
        "As I already explained, the form is online.",
        "As we have pointed out several times, moves are handled elsewhere.",
        "Like I said, restart it.",
        "As previously stated, the deadline is Friday.",
        "I already told you how it works.",
        "I've explained this twice already.",
        "We have been over this.",
        "For the last time, use the new form.",
        "How many times do I have to explain this?",
        "Per my last email, the form is online.",
    ],
    near_misses: &[
        "As you said, the light is red.",
        "As I promised, here is the list.",
        "I have already told the network team about it.",
        "I have already sent the laptop by courier.",
        "For the first time this year all printers work.",
        "We have never said that it would be quick.",
        "Thank you, I've already read your first mail.",
        "You already told us the number, so nothing more is needed.",
        "As mentioned by your colleague, the door is open.",
        "I've been through the log twice and found nothing.",
    ],
};
