//! Whether a draft answers a question: evidence of several kinds, weighed, since no single sign is sure.
//!
//! What a question asks for (a time, a place, a yes) is looked for in the sentences that wave nothing away; what they take
//! up of its words counts too; so does how much is said at all, since a long answer rarely leaves out the only question.

use super::super::Reply;
use super::{Asks, Question};
use crate::cue::Cue;
use crate::finding::Label;
use crate::lexicon::looks;
use crate::text::{Document, Kind};
use std::ops::Range;

/// From this sum on a question is answered.
const ENOUGH: f64 = 2.0;

/// What of a draft can answer, and which of its sentences already served.
pub(super) struct Answers<'a> {
    reply: &'a Reply<'a>,
    usable: Vec<usize>,
    served: Vec<usize>,
    /// How many questions there are.
    questions: usize,
}

impl<'a> Answers<'a> {
    pub fn of(reply: &'a Reply<'a>, questions: usize) -> Answers<'a> {
        let unhelpful = [Label::Dismissal, Label::Rude, Label::Blame];
        let sentences = 0..reply.text.document.sentences.len();
        let usable = sentences
            .filter(|sentence| !reply.is_marked(*sentence, &unhelpful))
            .filter(|sentence| !asks_back(reply, *sentence))
            .collect();
        Answers { reply, usable, served: Vec::new(), questions }
    }

    fn with(&self, cue: Cue) -> impl Iterator<Item = usize> {
        self.reply.sentences(cue).filter(|sentence| self.usable.contains(sentence))
    }

    fn words(&self, sentence: usize) -> impl Iterator<Item = &str> {
        let document = self.reply.text.document;
        document.sentences.get(sentence).into_iter().flat_map(|s| document.words(s))
    }

    fn has(&self, sentence: usize, list: &[&str]) -> bool {
        self.words(sentence).any(|word| list.contains(&word))
    }

    /// How many of the topic's words a sentence takes up.
    fn shared(&self, sentence: usize, topic: &[String]) -> usize {
        let document = self.reply.text.document;
        document.sentences.get(sentence).map_or(0, |s| {
            let words = content(document, s.tokens.clone());
            topic.iter().filter(|word| words.contains(word)).count()
        })
    }

    fn any(&self, holds: impl Fn(usize) -> bool) -> bool {
        self.usable.iter().any(|sentence| holds(*sentence))
    }

    /// Whether a sentence begins with one of these words, as short answers do: `At the front desk, until five.`
    fn begins_with(&self, sentence: usize, list: &[&str]) -> bool {
        self.words(sentence).next().is_some_and(|first| list.contains(&first))
    }

    fn orders(&self, sentence: usize) -> bool {
        self.reply.orders(sentence)
    }

    /// A yes or a no: by a particle, by an echo (`They can.`, `Only the old one does.`), by a thing that stays or does not.
    fn says_yes_or_no(&self, sentence: usize, question: &Facts) -> bool {
        const AUXILIARIES: &[&str] = &[
            "does", "do", "did", "is", "are", "was", "were", "can", "could", "will", "would", "has", "have",
            "had", "may", "should",
        ];
        const WHO: &[&str] =
            &["it", "they", "that", "you", "we", "i", "he", "she", "there", "this", "both", "those"];
        const FIRST: &[&str] = &[
            "yes",
            "no",
            "yep",
            "nope",
            "sure",
            "correct",
            "certainly",
            "gladly",
            "not",
            "none",
            "neither",
            "never",
            "only",
            "both",
            "everywhere",
            "nowhere",
            "all",
            "always",
            "nothing",
            "unfortunately",
            "absolutely",
            "please",
            "every",
            "most",
            "some",
        ];
        let document = self.reply.text.document;
        let words: Vec<&str> = self.words(sentence).collect();
        let (Some(first), Some(last)) = (words.first().copied(), words.last().copied()) else { return false };
        let second = words.get(1).copied().unwrap_or("");
        let stop_after_second = document.sentences.get(sentence).is_some_and(|s| {
            document
                .tokens
                .get(s.tokens.start + 2)
                .is_none_or(|token| token.kind != Kind::Word && token.kind != Kind::Number)
        });
        let verb_again = WHO.contains(&first)
            && words.len() <= 5
            && words
                .iter()
                .skip(1)
                .any(|word| question.verbs.iter().any(|verb| verb == word) || LEANS.contains(word));
        (FIRST.contains(&first) && !(first == "please" && second != "not" && second != "do"))
            || (WHO.contains(&first) && AUXILIARIES.contains(&second) && stop_after_second)
            || (AUXILIARIES.contains(&last) && words.len() >= 2)
            || verb_again
            || words.windows(2).any(|two| matches!(two, ["and" | "so" | "but", "no" | "yes" | "not"]))
            || words.contains(&"yes")
            || words.contains(&"yours")
            || self.with(Cue::Yes).any(|at| at == sentence)
    }

    /// Words that affirm or deny within a sentence; they answer where the sentence is about the thing.
    fn leans(&self, sentence: usize) -> bool {
        self.has(sentence, LEANS)
    }
}

/// What a question is about.
struct Facts {
    topic: Vec<String>,
    /// Its words of three letters and more that may be its verbs.
    verbs: Vec<String>,
    /// The words of `A or B`, when it offers a choice.
    options: Vec<String>,
    /// The thing after `which`.
    which: Option<String>,
    asks_which: bool,
}

const THING: &[&str] =
    &["it", "they", "them", "that", "this", "one", "ones", "both", "there", "these", "es", "sie", "das"];

/// Words that affirm or deny.
const LEANS: &[&str] = &[
    "not",
    "no",
    "never",
    "still",
    "stays",
    "stay",
    "remains",
    "remain",
    "same",
    "only",
    "always",
    "all",
    "every",
    "both",
    "included",
    "possible",
    "allowed",
    "free",
    "enough",
    "possibly",
    "safe",
    "fine",
    "real",
    "genuine",
    "normal",
    "nothing",
    "impossible",
    "cannot",
    "yours",
    "yes",
];

const PLACES: &[&str] = &[
    "at", "in", "on", "behind", "under", "by", "next", "beside", "from", "to", "below", "above", "left",
    "near", "inside", "outside", "im", "am",
];

const TIMES: &[&str] = &[
    "at", "on", "by", "in", "until", "till", "from", "after", "before", "about", "around", "tomorrow",
    "today", "tonight", "next", "this", "every", "between", "within", "as", "once", "not",
];

/// Adds up what speaks for an answer.
pub(super) fn is_answered(answers: &mut Answers<'_>, inbound: &Document<'_>, question: &Question) -> bool {
    if answers.usable.is_empty() {
        return false;
    }
    let facts = facts(inbound, question);
    let reply = answers.reply;
    let topic = &facts.topic;
    let about = |answers: &Answers<'_>, sentence: usize| answers.shared(sentence, topic) > 0;
    let when = |holds: bool, weight: f64| if holds { weight } else { 0.0 };
    // Most of what is asked about.
    let closely =
        answers.any(|sentence| !topic.is_empty() && answers.shared(sentence, topic) * 2 > topic.len());
    let touched = answers.any(|sentence| about(answers, sentence));
    let long =
        (answers.usable.len().saturating_sub(1) as f64 * 0.4).min(1.2) / answers.questions.max(1) as f64;
    let promised = answers
        .with(Cue::AnswerComes)
        .any(|sentence| about(answers, sentence) || (answers.usable.len() <= 4 && answers.questions == 1));
    let stepped = |answers: &Answers<'_>, things: bool| {
        answers.any(|at| {
            (answers.orders(at) || answers.with(Cue::YourStep).any(|other| other == at))
                && (about(answers, at) || (things && answers.has(at, THING)))
        })
    };
    let mut sum = long + when(promised, 2.0) + when(touched, 0.3);
    sum += match question.asks {
        Asks::When => when(
            answers.with(Cue::When).any(|sentence| {
                about(answers, sentence)
                    || comes_back(reply, sentence)
                    || answers.begins_with(sentence, TIMES)
                    || answers.has(sentence, &["one", "it", "they"])
                    || answers.words(sentence).count() <= 7
            }),
            2.0,
        ),
        Asks::Time => when(answers.any(|sentence| tells_the_time(reply, sentence)), 2.0),
        Asks::Who => when(
            answers.any(|sentence| {
                does_it(answers, sentence)
                    || names_somebody(reply, sentence)
                        && (about(answers, sentence) || (answers.usable.len() <= 2 && answers.questions == 1))
            }),
            2.0,
        ),
        // A cause; or what is the matter, and what was done about it.
        Asks::Why => {
            let done = answers.with(Cue::Closed).next().is_some() && answers.usable.len() >= 2;
            when(answers.any(|sentence| gives_a_cause(answers, sentence)), 2.0) + when(done, 1.75)
        }
        Asks::HowMuch => when(answers.any(|sentence| counts(answers, sentence)), 2.0),
        Asks::Where => when(
            answers.any(|sentence| {
                answers.has(sentence, PLACES)
                    && (about(answers, sentence)
                        || answers.has(sentence, THING)
                        || answers.begins_with(sentence, PLACES))
            }) || answers.any(|sentence| answers.orders(sentence))
                || (answers.questions == 1
                    && answers.any(|at| answers.words(at).count() <= 8 && answers.has(at, PLACES))),
            2.0,
        ),
        Asks::YesOrNo if !facts.options.is_empty() => {
            let chosen = answers.any(|sentence| answers.shared(sentence, &facts.options) > 0);
            let neither = answers.any(|sentence| answers.has(sentence, &["either", "neither", "matter"]));
            when(chosen || neither, 2.0) + when(answers.any(|at| answers.says_yes_or_no(at, &facts)), 0.75)
        }
        Asks::YesOrNo => {
            let yes = takes_yes_or_no(answers, &facts);
            let leaning = answers.any(|sentence| about(answers, sentence) && answers.leans(sentence));
            let done = may_have(inbound, question)
                && answers.any(|at| {
                    (answers.orders(at)
                        || answers.with(Cue::OurStep).any(|other| other == at)
                        || answers.with(Cue::Closed).any(|other| other == at))
                        && (about(answers, at)
                            || answers.questions == 1
                                && answers.has(at, &["you", "your"])
                                && answers.has(at, THING))
                });
            when(yes, 2.0)
                + when(leaning, 1.75)
                + when(done, 1.5)
                + when(closely, 1.0)
                + when(stepped(answers, false), 1.5)
        }
        Asks::What => what(answers, inbound, question, &facts, closely, stepped(answers, true)),
    };
    sum >= ENOUGH
}

fn what(
    answers: &Answers<'_>,
    inbound: &Document<'_>,
    question: &Question,
    facts: &Facts,
    closely: bool,
    stepped: bool,
) -> f64 {
    let when = |holds: bool, weight: f64| if holds { weight } else { 0.0 };
    let first = answers.usable.first().copied().unwrap_or_default();
    if !facts.options.is_empty() {
        let chosen = answers.any(|sentence| answers.shared(sentence, &facts.options) > 0);
        return when(chosen || answers.any(|at| answers.has(at, &["either", "neither", "matter"])), 2.0);
    }
    if facts.asks_which {
        let named = answers.any(|at| answers.shared(at, facts.which.as_slice()) > 0);
        let one = answers.any(|at| answers.has(at, &["one", "ones", "either", "both"]));
        let short = answers.words(first).count() <= 4;
        return when(named || one || short, 2.0) + when(closely, 0.5) + when(stepped, 0.5);
    }
    let how = is_how(inbound, question);
    let orders = answers.any(|at| answers.orders(at));
    let steps = answers.with(Cue::YourStep).next().is_some();
    let ours = answers.with(Cue::OurStep).chain(answers.with(Cue::Closed)).next().is_some();
    let taken_up =
        answers.begins_with(first, &["it", "they", "that", "those", "these", "this", "you", "nothing"]);
    let explains = answers.any(|at| answers.has(at, &["means", "mean", "meant", "stands", "called"]));
    let several = answers.any(|at| answers.shared(at, &facts.topic) >= 2);
    let short_topic = facts.topic.len() <= 2 && answers.any(|at| answers.shared(at, &facts.topic) >= 1);
    if how {
        // `Third icon from the right, then "Off".`
        let shown = answers
            .any(|at| answers.has(at, &["icon", "button", "menu", "tab", "key", "corner", "right", "left"]));
        return when(orders || steps, 2.0) + when(shown, 1.75) + when(ours, 1.75) + when(closely, 0.75);
    }
    when(orders || stepped, 1.5)
        + when(taken_up, 2.0)
        + when(explains, 2.0)
        + when(several, 1.5)
        + when(closely || short_topic, 1.5)
        + when(steps, 1.0)
}

/// A yes or a no answers one question, unless it takes up the topic or says *both*.
fn takes_yes_or_no(answers: &mut Answers<'_>, facts: &Facts) -> bool {
    let said: Vec<usize> =
        answers.usable.iter().copied().filter(|at| answers.says_yes_or_no(*at, facts)).collect();
    let both = ["both", "all", "everything", "neither", "none", "nothing", "either"];
    let found = said
        .iter()
        .find(|at| answers.shared(**at, &facts.topic) > 0 && !answers.served.contains(at))
        // A sentence of two clauses answers two.
        .or_else(|| {
            said.iter().find(|at| answers.has(**at, &["but", "and"]) && answers.words(**at).count() >= 7)
        })
        .or_else(|| said.iter().find(|at| answers.has(**at, &both)))
        .or_else(|| said.iter().find(|at| !answers.served.contains(at)))
        .copied();
    answers.served.extend(found);
    found.is_some()
}

fn facts(document: &Document<'_>, question: &Question) -> Facts {
    let tokens = document.tokens.get(question.tokens.clone()).unwrap_or_default();
    let words: Vec<&str> = tokens.iter().map(|token| document.normal(token)).collect();
    let verbs = words
        .iter()
        .skip(1)
        .filter(|word| {
            word.len() >= 3
                && !STOP.contains(word)
                && !matches!(**word, "the" | "and" | "you" | "for" | "any" | "are" | "can")
        })
        .chain(words.iter().filter(|word| **word == "have"))
        .map(|word| (*word).to_owned())
        .collect();
    let or = words.iter().position(|word| *word == "or" || *word == "oder");
    let options = match or {
        Some(or) if words.len() > or + 2 || question.asks == Asks::What => {
            let from = or.saturating_sub(3);
            let to = (or + 5).min(words.len());
            content(document, question.tokens.start + from..question.tokens.start + to)
        }
        _ => Vec::new(),
    };
    let which = words
        .iter()
        .position(|word| *word == "which")
        .and_then(|at| words.get(at + 1))
        .filter(|word| {
            word.len() >= 3
                && !matches!(
                    **word,
                    "one" | "ones" | "are" | "the" | "should" | "can" | "way" | "was" | "does"
                )
        })
        .map(|word| stem(word));
    Facts {
        topic: content(document, question.tokens.clone()),
        verbs,
        options,
        which,
        asks_which: words.contains(&"which"),
    }
}

fn asks_back(reply: &Reply<'_>, sentence: usize) -> bool {
    reply.text.document.sentences.get(sentence).is_some_and(|s| s.ends_with == Some('?'))
}

/// `Can I have …?`, which doing it answers.
fn may_have(document: &Document<'_>, question: &Question) -> bool {
    let words = document.tokens.get(question.tokens.clone()).unwrap_or_default();
    words.iter().any(|token| {
        matches!(
            document.normal(token),
            "have"
                | "get"
                | "back"
                | "fixed"
                | "ready"
                | "working"
                | "possible"
                | "down"
                | "access"
                | "made"
                | "added"
                | "moved"
        )
    })
}

fn is_how(document: &Document<'_>, question: &Question) -> bool {
    let words = document.tokens.get(question.tokens.clone()).unwrap_or_default();
    words.iter().any(|token| {
        matches!(document.normal(token), "how" | "wie" | "do" | "now" | "wrong" | "going" | "happened")
    })
}

fn gives_a_cause(answers: &Answers<'_>, sentence: usize) -> bool {
    const CAUSES: &[&str] = &[
        "because",
        "since",
        "due",
        "caused",
        "cause",
        "reason",
        "so",
        "therefore",
        "otherwise",
        "weil",
        "wegen",
        "damit",
    ];
    let words: Vec<&str> = answers.words(sentence).collect();
    // `switched off to save money`
    let purpose = words.windows(2).any(|two| {
        matches!(
            two,
            [
                "to",
                "save" | "keep" | "protect" | "avoid" | "stop" | "make" | "prevent" | "give" | "let" | "free"
            ]
        )
    });
    purpose || answers.has(sentence, CAUSES) || answers.with(Cue::Because).any(|at| at == sentence)
}

/// `The canteen does.`, `The porter has.`
fn does_it(answers: &Answers<'_>, sentence: usize) -> bool {
    let words: Vec<&str> = answers.words(sentence).take(4).collect();
    words.iter().skip(1).any(|word| matches!(*word, "does" | "do" | "did"))
        && !words.contains(&"not")
        && words
            .first()
            .is_some_and(|first| !matches!(*first, "what" | "how" | "it" | "that" | "this" | "if"))
}

fn counts(answers: &Answers<'_>, sentence: usize) -> bool {
    let text = answers.reply.text;
    text.document
        .sentences
        .get(sentence)
        .is_some_and(|s| s.tokens.clone().any(|at| text.looks(at) & looks::NUMBER != 0))
        || answers.has(
            sentence,
            &[
                "all",
                "none",
                "many",
                "unlimited",
                "nothing",
                "free",
                "both",
                "twice",
                "once",
                "half",
                "few",
                "every",
            ],
        )
}

/// A clock time: `at six`, `until 14:30`, `by noon`.
fn tells_the_time(reply: &Reply<'_>, sentence: usize) -> bool {
    let document = reply.text.document;
    let Some(s) = document.sentences.get(sentence) else { return false };
    s.tokens.clone().any(|at| {
        let word = reply.text.normal(at);
        let before = if at > s.tokens.start { reply.text.normal(at - 1) } else { "" };
        matches!(word, "noon" | "midnight" | "o'clock" | "am" | "pm" | "mittag")
            || word.contains(':') && word.starts_with(|c: char| c.is_ascii_digit())
            || (reply.text.looks(at) & crate::lexicon::looks::NUMBER != 0
                && matches!(
                    before,
                    "at" | "by"
                        | "until"
                        | "till"
                        | "from"
                        | "around"
                        | "about"
                        | "past"
                        | "to"
                        | "um"
                        | "bis"
                        | "gegen"
                        | "before"
                        | "after"
                ))
    })
}

/// Whether a sentence speaks of the thing coming back or being done, as the answer to *when* does.
fn comes_back(reply: &Reply<'_>, sentence: usize) -> bool {
    let document = reply.text.document;
    let Some(s) = document.sentences.get(sentence) else { return false };
    let words: Vec<&str> = document.words(s).collect();
    let has = |list: &[&str]| words.iter().any(|word| list.contains(word));
    let thing = has(&[
        "back",
        "ready",
        "done",
        "fixed",
        "finished",
        "takes",
        "take",
        "arrive",
        "arrives",
        "until",
        "again",
        "working",
        "available",
        "fertig",
        "wieder",
    ]);
    let ours = has(&["i", "we", "you", "it", "they", "ich", "wir", "sie", "es"])
        && has(&["will", "shall", "can", "starts", "comes", "werden", "werde", "wird", "kommt"]);
    thing || ours || words.len() <= 4
}

fn names_somebody(reply: &Reply<'_>, sentence: usize) -> bool {
    let document = reply.text.document;
    let Some(s) = document.sentences.get(sentence) else { return false };
    s.tokens.clone().any(|at| {
        (reply.text.looks(at) & crate::lexicon::looks::NAME != 0
            && (at > s.tokens.start
                || matches!(
                    reply.text.normal(at + 1),
                    "did" | "does" | "has" | "is" | "will" | "from" | "in" | "and"
                )))
            || matches!(
                reply.text.normal(at),
                "i" | "we"
                    | "me"
                    | "us"
                    | "colleague"
                    | "team"
                    | "driver"
                    | "porter"
                    | "courier"
                    | "facilities"
                    | "reception"
                    | "manager"
                    | "hr"
                    | "somebody"
                    | "someone"
                    | "she"
                    | "he"
                    | "technician"
                    | "nobody"
                    | "everyone"
                    | "accounts"
            )
    })
}

/// Words that carry no topic.
const STOP: &[&str] = &[
    "what",
    "when",
    "where",
    "which",
    "will",
    "would",
    "could",
    "should",
    "have",
    "does",
    "that",
    "this",
    "with",
    "from",
    "there",
    "they",
    "them",
    "then",
    "than",
    "your",
    "yours",
    "mine",
    "been",
    "being",
    "were",
    "about",
    "into",
    "just",
    "also",
    "please",
    "need",
    "want",
    "like",
    "some",
    "still",
    "only",
    "today",
    "tomorrow",
    "before",
    "after",
    "because",
    "things",
    "thing",
    "very",
    "know",
    "going",
    "tell",
    "somebody",
    "someone",
    "anybody",
    "anyone",
    "make",
    "take",
    "come",
    "comes",
    "something",
    "anything",
    "question",
    "questions",
    "again",
];

/// The words of a stretch that carry its topic, cut to their stems; abbreviations among them.
fn content(document: &Document<'_>, tokens: Range<usize>) -> Vec<String> {
    document
        .tokens
        .get(tokens)
        .unwrap_or_default()
        .iter()
        .filter(|token| matches!(token.kind, Kind::Word | Kind::Number))
        .filter_map(|token| {
            let word = document.normal(token);
            let long =
                word.chars().count() >= if token.shouted || token.kind == Kind::Number { 2 } else { 4 };
            (long && !STOP.contains(&word)).then(|| stem(word))
        })
        .collect()
}

/// The beginning of a word without its ending: `turned` and `turn` are one.
fn stem(word: &str) -> String {
    let bare = ["ing", "ed", "es", "s"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending).filter(|stem| stem.len() >= 3 && !word.ends_with("ss")))
        .unwrap_or(word);
    bare.chars().take(5).collect()
}
