//! "You broke it": a careless act of the reader's.

use crate::finding::Label;
use crate::language::Language;
use crate::rules::Rule;

pub const RULE: Rule = Rule {
    name: "you_broke",
    label: Label::Blame,
    language: Language::English,
    patterns: &[
        "-@if|what|so|sorry -that you have|had? #adv? already? @fault.past|@fault.pp !nothing ...",
        "-@if|what you 'd|have|had|must? have? #adv? @fault.pp !nothing ...",
        "-@if|what you (have / had / again / simply / just / obviously / accidentally / also / clearly / even / really)? (lost / missed) (the / our / your / a) (deadline / mail / email / e mail / message / window / reminder / appointment / slot / notice / instructions / step) ...",
        "-@if|what you (have / 'd / had / again / simply / obviously / also / apparently / clearly)? (@messup.past / @messup.pp) ..4 up",
        "-@if|what you (have / had)? made (a / the / this / another) (mistake / error / mess / typo / blunder / hash) ...",
        "-@if|what you (have / had)? left (the / your / our / a / it / them / this / everything / his / her) ..4 (on / at / open / unlocked / in / behind / logged / running / unattended / outside / lying / switched / plugged / out / under) ...",
        "-@if|what you (have / had)? (caused / triggered / provoked / created) (this / the / a / that / our / an / these) ...",
        "-@if|what you (spilled / spilt / dropped / kicked / knocked / poured / smashed / wiped / unplugged / disconnected / downloaded) (it / the / your / our / coffee / tea / water / a / something / this) ...",
        "-@if|what you (have / had)? (broken / cracked / bricked / fried / crashed / jammed / locked / infected) ...",
        "-@if|what you (crashed / jammed / bricked / fried / blocked / clogged / overloaded / filled) (the / our / it / your / a) ...",
        "-@if|what you (have / had)? locked yourself out ...",
        "-@if|what you (have / had)? let (it / your / the) ..3 (expire / lapse / run / die / fill) ...",
    ],
    unless: &[
        "you did not|never break|delete|do|lose|cause",
        "nothing you",
        "whether|if|how you",
        "even if",
        "tell|show me|us",
        "in case you",
        "#cap? did you ?",
    ],
    reason: "It puts the fault on the reader.",
    suggestion: "Say what happened to the thing: \"The folder was deleted on Monday.\"",
    hits: &[
        "You broke the printer again.",
        "It stopped because you have deleted the shared folder.",
        "You've overwritten the master file with your copy.",
        "You messed up the settings.",
        "You made a mistake in the form.",
        "You left the laptop on the roof of your car.",
        "You forgot to save it.",
        "You spilled coffee on it, and now it's dead.",
        "You missed the deadline for this month.",
        "You've locked yourself out.",
    ],
    near_misses: &[
        "If you deleted it by accident, we can restore it.",
        "You didn't break anything.",
        "Nothing you broke, the disk was old.",
        "Did you delete a mail on Monday? Then look in the bin.",
        "Tell me whether you deleted it.",
        "In case you forgot the password, use the link below.",
        "We broke it with last night's update, sorry.",
        "The update broke the printing.",
        "I'm sorry you lost an afternoon to this.",
        "Sorry, I left the cable on your desk.",
        "The lid is cracked; you can still use it.",
        "When you have deleted the old ones, tell me.",
    ],
};
