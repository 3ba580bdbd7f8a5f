//! A reply as thoughts that can be weighed one by one: which say what is, and what they are about.

use super::deed::{DEEDS, Deed, WELL};
use crate::promise::words::akin;

/// Words that name nothing: helpers, persons, small words, times.
const SMALL: &str = " the and but for are was were is be been being am has have had having will would shall should can \
could may might must does did doing not nor you your yours our ours its his her hers him she they them their theirs \
this that these those there here with from into onto over under about after before until till than then when what \
which who whom whose where why how all any some each every other another one two both either also too very just only \
even still again already yet now soon once back out off per via let lets get got gets make made take took taken put \
give gave given goes going gone come came want need try tried keep kept use used please thank thanks sorry hello dear \
hi regards best today tomorrow yesterday tonight morning afternoon evening noon midday midnight monday tuesday \
wednesday thursday friday saturday sunday week weeks day days hour hours minute minutes month next last latest first \
end time moment early late later shortly soonest by at in on of to it we me my mine us an as if or so up no i a he \
everything anything something nothing everybody somebody anybody thing things way news result results answer answers \
outcome update updates detail details status information info more further whether look sure able done ready well \
ticket request issue problem matter case question instructions steps explanation \
fine good right possible possibly probably meanwhile finally as promised promise i'll we'll you'll it's i've we've \
you've he'll she'll that's there's i'm we're you're isn't it'll ";

const NEGATIONS: [&str; 13] = [
    "not", "never", "nobody", "nothing", "unable", "cannot", "without", "hardly", "neither", "no", "still",
    "yet", "failed",
];
const FUTURE: [&str; 13] = [
    "will", "shall", "would", "should", "could", "must", "going", "want", "need", "try", "trying",
    "tomorrow", "hope",
];
/// Words that end like a deed and are none, or one that came to nothing.
const NO_DEED: [&str; 9] =
    ["need", "needed", "indeed", "speed", "tried", "wanted", "missed", "received", "noticed"];
/// Says of a thing that it is not as it should be.
const ILL: [&str; 8] = ["down", "broken", "locked", "missing", "stuck", "delayed", "late", "back-ordered"];
const EXCUSES: [&str; 8] =
    ["sorry", "apologies", "apologise", "patience", "delay", "waiting", "understand", "busy"];
/// How a sentence begins that only says something about itself or to the person.
const POLITE: [&str; 14] = [
    "hello",
    "hi",
    "dear",
    "good",
    "thank",
    "thanks",
    "sorry",
    "regards",
    "best",
    "kind",
    "cheers",
    "yours",
    "apologies",
    "greetings",
];

/// Thoughts of one reply that are weighed; whoever writes more has said it by then.
const CLAUSES_MAX: usize = 400;

/// One thought of a text.
pub(super) struct Clause {
    pub words: Vec<String>,
    /// What it is about.
    pub things: Vec<String>,
    is_question: bool,
}

impl Clause {
    fn of(text: &str, is_question: bool) -> Option<Clause> {
        let words = words_of(text);
        let things = things(&words);
        (!words.is_empty()).then_some(Clause { words, things, is_question })
    }

    pub fn has(&self, word: &str) -> bool {
        self.words.iter().any(|own| own == word)
    }

    /// Whether one word follows right on another: of the first list on one of the second.
    pub fn has_pair(&self, first: &[&str], second: &[&str]) -> bool {
        let is = |pair: &[String]| first.contains(&pair[0].as_str()) && second.contains(&pair[1].as_str());
        self.words.windows(2).any(is)
    }

    fn first(&self) -> &str {
        self.words.first().map_or("", String::as_str)
    }

    /// Whether it says what is, rather than what is asked, wished, denied, under way or to come.
    pub fn states(&self) -> bool {
        let any = |list: &[&str], end: &str| {
            self.words.iter().any(|w| list.contains(&w.as_str()) || w.ends_with(end))
        };
        let denies = any(&NEGATIONS, "n't") && !self.has_pair(&["no"], &["longer"]);
        let under_way = self.has_pair(&["working"], &["on"])
            || self.has_pair(&["waiting", "wait", "look", "looking"], &["for"])
            || self.has_pair(&["back"], &["order"]);
        let asks = self.has("please") && !self.has_pair(&["please"], &["find", "see"]);
        !self.is_question
            && !denies
            && !under_way
            && !asks
            && !any(&FUTURE, "'ll")
            && !["if", "unless", "once", "when", "whenever", "until", "let"].contains(&self.first())
    }

    /// Whether the writer's side says to have done it: not “you called”, and no order to the reader.
    pub fn says_done(&self, deed: &Deed) -> bool {
        (0..self.words.len()).any(|at| {
            let word = self.words[at].as_str();
            let before = at.checked_sub(1).map_or("", |at| self.words[at].as_str());
            deed.done.contains(&word)
                && !["you", "to"].contains(&before)
                // “Reset your password”: the same form, but told to do.
                && !(at == 0 && deed.base.contains(&word))
        })
    }

    /// Whether it says done what no list of ours knows: “printed” for “print”.
    pub fn says_form_of(&self, verb: &str) -> bool {
        let done =
            |word: &str| word.ends_with("ed") && (word == verb || (verb.len() >= 3 && akin_verb(verb, word)));
        self.words.iter().any(|word| done(word))
    }

    /// Whether one of us did something, whatever it was: “I tightened the cable”.
    pub fn says_something_done(&self) -> bool {
        let regular = |word: &str| word.len() >= 5 && word.ends_with("ed") && !NO_DEED.contains(&word);
        let ours =
            self.has("i") || self.has("we") || self.has("i've") || self.has("we've") || regular(self.first());
        ours && self.words.iter().any(|word| regular(word))
    }

    /// Whether it says of something that it is as it should be. “The server is back”; not “I am back on Monday”.
    pub fn says_well(&self) -> bool {
        let is_back = self.has_pair(&["is", "are"], &["back", "up", "there", "in"]);
        let is_ill = self.words.iter().any(|word| ILL.contains(&word.as_str()));
        !is_ill && (is_back || self.words.iter().any(|word| WELL.contains(&word.as_str())))
    }

    /// Says that there is nothing to say yet.
    pub fn is_excuse(&self) -> bool {
        let says = |word: &String| EXCUSES.contains(&word.as_str());
        self.words.iter().any(says)
            || (self.has("longer") && !self.has("no"))
            || (self.has("office") && self.has("out"))
            || matches!(self.first(), "we're" | "i'm")
    }

    /// A greeting, thanks, a farewell.
    pub fn is_polite(&self) -> bool {
        POLITE.contains(&self.first())
    }

    /// It is somebody else's turn to answer.
    pub fn awaits_answer(&self) -> bool {
        let waits = self.has("wait") || self.has("waiting");
        waits && ["answer", "reply", "response", "feedback", "word", "news"].iter().any(|word| self.has(word))
    }
}

/// Words that name what it is about.
pub(super) fn things(words: &[String]) -> Vec<String> {
    let is_deed = |word: &str| {
        DEEDS.iter().any(|deed| deed.base.contains(&word) || deed.done.contains(&word))
            || WELL.contains(&word)
    };
    let names = |word: &&String| {
        word.chars().count() >= 3
            && word.starts_with(char::is_alphabetic)
            && !SMALL.contains(&format!(" {word} "))
            && !is_deed(word)
    };
    words.iter().filter(names).cloned().collect()
}

pub(super) fn words_of(text: &str) -> Vec<String> {
    let text = text.replace('’', "'").to_lowercase();
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '-');
    words.map(|word| word.trim_matches(['\'', '-']).to_owned()).filter(|word| !word.is_empty()).collect()
}

/// The statements of a text, quoted lines left out; cut where a new thought begins.
pub(super) fn clauses(text: &str) -> Vec<Clause> {
    let mut clauses = Vec::new();
    for line in text.lines().filter(|line| !line.trim_start().starts_with('>')) {
        for sentence in sentences(line) {
            let is_question = sentence.trim_end().ends_with('?');
            let parts = sentence.split([',', ';', ':', '(', ')', '–']);
            for part in parts.flat_map(|part| part.split(" and ")).flat_map(|part| part.split(" but ")) {
                clauses.extend(Clause::of(part, is_question));
            }
            if clauses.len() >= CLAUSES_MAX {
                return clauses;
            }
        }
    }
    clauses
}

/// A full stop ends a sentence where a blank follows: not in addresses and figures.
fn sentences(line: &str) -> Vec<&str> {
    let (mut found, mut from) = (Vec::new(), 0);
    let mut letters = line.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let ends = matches!(letter, '.' | '!' | '?')
            && letters.peek().is_none_or(|(_, next)| next.is_whitespace() || matches!(next, '.' | '!' | '?'));
        if ends {
            let end = at + letter.len_utf8();
            found.extend(line.get(from..end));
            from = end;
        }
    }
    found.extend(line.get(from..).filter(|rest| !rest.trim().is_empty()));
    found
}

/// “Print” and “printed”, “approve” and “approved”, “copy” and “copied”, “scan” and “scanned”.
fn akin_verb(verb: &str, done: &str) -> bool {
    let Some(stem) = done.strip_suffix("ed") else { return false };
    let doubled = stem.chars().last().and_then(|last| stem.strip_suffix(last)) == Some(verb);
    stem == verb
        || verb.strip_suffix('e') == Some(stem)
        || doubled
        || stem.strip_suffix('i').is_some_and(|short| verb.strip_suffix('y') == Some(short))
}

pub(super) fn alike(one: &str, other: &str) -> bool {
    let plural =
        |long: &str, short: &str| long.strip_prefix(short).is_some_and(|rest| rest == "s" || rest == "es");
    one == other || plural(one, other) || plural(other, one) || akin(one, other)
}
