//! The requester's questions, and which of them a draft leaves without an answer.

use super::Reply;
use crate::cue::Cue;
use crate::finding::Label;
use crate::text::{Document, Kind};
use std::ops::Range;

/// What a question asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asks {
    YesOrNo,
    When,
    /// A time of the day.
    Time,
    Who,
    Where,
    Why,
    HowMuch,
    /// What, which, how.
    What,
}

/// A question: its sentence and the tokens of one part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Question {
    tokens: Range<usize>,
    asks: Asks,
}

/// No message has more questions than this that count.
const QUESTIONS_MAX: usize = 12;

/// Bytes of the requester's message of each question that is neither answered nor promised an answer.
pub fn unanswered(reply: &Reply<'_>, inbound: &Document<'_>) -> Vec<Range<usize>> {
    let questions = questions(inbound);
    let mut answers = Answers::of(reply);
    let mut open: Vec<Range<usize>> = Vec::new();
    for question in questions {
        if is_answered(&mut answers, inbound, &question) {
            continue;
        }
        let bytes =
            |at: usize| inbound.tokens.get(at).map(|token| (token.start as usize, token.end as usize));
        let (Some((start, _)), Some((_, end))) =
            (bytes(question.tokens.start), bytes(question.tokens.end.saturating_sub(1)))
        else {
            continue;
        };
        open.push(start..end);
    }
    open
}

/// Whether a message only asks, and a draft answers all of it.
pub fn is_settled(reply: &Reply<'_>, inbound: &Document<'_>) -> bool {
    let questions = questions(inbound);
    let mut answers = Answers::of(reply);
    !questions.is_empty() && questions.iter().all(|question| is_answered(&mut answers, inbound, question))
}

const AUXILIARIES: [&str; 32] = [
    "is", "are", "was", "were", "do", "does", "did", "can", "could", "will", "would", "should", "shall",
    "may", "might", "has", "have", "had", "am", "must", "any", "ist", "sind", "kann", "können", "wird",
    "werden", "haben", "hat", "darf", "muss", "soll",
];

fn questions(document: &Document<'_>) -> Vec<Question> {
    let mut found = Vec::new();
    for sentence in document.sentences.iter().filter(|sentence| sentence.ends_with == Some('?')) {
        // `Can I keep it, and who collects the box?` asks twice.
        let mut starts = vec![sentence.tokens.start];
        for at in sentence.tokens.clone() {
            let word = |at: usize| document.tokens.get(at).map_or("", |token| document.normal(token));
            let joined = matches!(word(at), "and" | "or" | "und" | "," | ":");
            let next = if matches!(word(at + 1), "and" | "or" | "und") { at + 2 } else { at + 1 };
            if joined && sentence.tokens.contains(&(next + 2)) && begins(word(next), word(next + 1)) {
                starts.push(next);
            }
        }
        starts.dedup();
        for (number, start) in starts.iter().enumerate() {
            let end = starts.get(number + 1).copied().unwrap_or(sentence.tokens.end);
            let tokens = *start..end;
            let asks = asks(document, &tokens);
            let words = document.tokens.get(tokens.clone()).unwrap_or_default();
            let count = words.iter().filter(|token| token.kind == Kind::Word).count();
            // `Help?` and `OK?` ask nothing; the first part before a list of questions often neither.
            let introduces = starts.len() > number + 1 && asks.is_none();
            if let Some(asks) = asks.or((count >= 2).then_some(Asks::YesOrNo)).filter(|_| !introduces)
                && count >= 2
                && !is_request(document, &tokens)
            {
                found.push(Question { tokens, asks });
            }
            if found.len() >= QUESTIONS_MAX {
                return found;
            }
        }
    }
    found
}

fn begins(word: &str, next: &str) -> bool {
    let wh = matches!(
        word,
        "what"
            | "when"
            | "who"
            | "where"
            | "why"
            | "how"
            | "which"
            | "whose"
            | "was"
            | "wann"
            | "wer"
            | "wo"
            | "warum"
            | "wie"
    );
    let subject = matches!(
        next,
        "i" | "we"
            | "you"
            | "it"
            | "that"
            | "this"
            | "there"
            | "they"
            | "he"
            | "she"
            | "the"
            | "my"
            | "our"
            | "your"
            | "ich"
            | "wir"
            | "sie"
            | "es"
    );
    wh || (AUXILIARIES.contains(&word) && subject)
}

fn asks(document: &Document<'_>, tokens: &Range<usize>) -> Option<Asks> {
    let words: Vec<&str> = document
        .tokens
        .get(tokens.clone())
        .unwrap_or_default()
        .iter()
        .map(|token| document.normal(token))
        .collect();
    for (at, word) in words.iter().enumerate().take(12) {
        let next = words.get(at + 1).copied().unwrap_or("");
        let asks = match *word {
            "when" | "wann" => Asks::When,
            "who" | "whom" | "whose" | "wer" | "wen" => Asks::Who,
            "where" | "wo" => Asks::Where,
            "why" | "warum" | "wieso" | "weshalb" => Asks::Why,
            "how" | "wie" if matches!(next, "long" | "soon" | "lange") => Asks::When,
            "how" | "wie"
                if matches!(
                    next,
                    "much" | "many" | "often" | "big" | "far" | "viel" | "viele" | "oft" | "old"
                ) =>
            {
                Asks::HowMuch
            }
            "how" | "what" | "which" | "was" | "wie" | "welche" | "welcher" | "welches" => match next {
                "time" => Asks::Time,
                "date" | "day" => Asks::When,
                _ => Asks::What,
            },
            word if AUXILIARIES.contains(&word) && at < 6 => Asks::YesOrNo,
            _ => continue,
        };
        // A question word in the middle of a longer sentence may only join: `… when I save, is that …`.
        if at > 0 && asks != Asks::YesOrNo && words.iter().take(at).any(|word| AUXILIARIES.contains(word)) {
            return Some(Asks::YesOrNo);
        }
        return Some(asks);
    }
    None
}

/// `Could you …?` asks for a deed, which any step answers.
fn is_request(document: &Document<'_>, tokens: &Range<usize>) -> bool {
    let word = |at: usize| document.tokens.get(tokens.start + at).map_or("", |token| document.normal(token));
    (0..4).any(|at| {
        matches!(word(at), "can" | "could" | "would" | "will" | "können" | "könnten" | "würden")
            && matches!(word(at + 1), "you" | "someone" | "somebody" | "sie" | "jemand")
    })
}

/// What of a draft can answer: its sentences that wave nothing away, and which of them already served.
struct Answers<'a> {
    reply: &'a Reply<'a>,
    usable: Vec<usize>,
    served: Vec<usize>,
}

impl<'a> Answers<'a> {
    fn of(reply: &'a Reply<'a>) -> Answers<'a> {
        let unhelpful = [Label::Dismissal, Label::Rude, Label::Blame];
        let sentences = 0..reply.text.document.sentences.len();
        let usable = sentences.filter(|sentence| !reply.is_marked(*sentence, &unhelpful)).collect();
        Answers { reply, usable, served: Vec::new() }
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

    /// A yes or a no answers one question, unless it takes up the topic or says *both*.
    fn takes_yes_or_no(&mut self, topic: &[String]) -> bool {
        let said: Vec<usize> = self.with(Cue::Yes).chain(self.with(Cue::No)).collect();
        let both = ["both", "all", "everything", "neither", "none", "nothing", "either"];
        let found = said
            .iter()
            .find(|at| self.shared(**at, topic) > 0 || self.has(**at, &both))
            .or_else(|| said.iter().find(|at| !self.served.contains(at)))
            .copied();
        self.served.extend(found);
        found.is_some()
    }

    /// Whether an answer begins with a place or a time, as short answers do: `At the front desk, until five.`
    fn begins_with(&self, sentence: usize, list: &[&str]) -> bool {
        self.words(sentence).next().is_some_and(|first| list.contains(&first))
    }
}

const PLACES: [&str; 16] = [
    "at", "in", "on", "behind", "under", "by", "next", "beside", "from", "to", "below", "above", "left",
    "near", "inside", "outside",
];

const TIMES: [&str; 22] = [
    "at", "on", "by", "in", "until", "till", "from", "after", "before", "about", "around", "tomorrow",
    "today", "tonight", "next", "this", "every", "between", "within", "as", "once", "not",
];

fn is_answered(answers: &mut Answers<'_>, inbound: &Document<'_>, question: &Question) -> bool {
    if answers.usable.is_empty() {
        return false;
    }
    let reply = answers.reply;
    let document = reply.text.document;
    let topic = content(inbound, question.tokens.clone());
    let about = |answers: &Answers<'_>, sentence: usize| answers.shared(sentence, &topic) > 0;
    // Most of what is asked about.
    let closely = |answers: &Answers<'_>, sentence: usize| {
        !topic.is_empty() && answers.shared(sentence, &topic) * 2 > topic.len()
    };
    let thing =
        ["it", "they", "them", "that", "this", "one", "ones", "both", "there", "these", "es", "sie", "das"];
    // An answer is promised, in so many words.
    if answers.with(Cue::AnswerComes).any(|sentence| about(answers, sentence) || answers.usable.len() <= 4) {
        return true;
    }
    let steps = |answers: &Answers<'_>, cues: &[Cue]| {
        cues.iter().any(|cue| answers.with(*cue).any(|at| about(answers, at) || answers.has(at, &thing)))
    };
    match question.asks {
        Asks::When => answers.with(Cue::When).any(|sentence| {
            about(answers, sentence)
                || comes_back(reply, sentence)
                || answers.begins_with(sentence, &TIMES)
                || answers.words(sentence).count() <= 7
        }),
        Asks::Time => answers.usable.iter().any(|sentence| tells_the_time(reply, *sentence)),
        Asks::Who => answers.usable.iter().any(|sentence| {
            names_somebody(reply, *sentence) && (about(answers, *sentence) || document.sentences.len() <= 3)
        }),
        Asks::Why => answers.with(Cue::Because).next().is_some(),
        Asks::YesOrNo => {
            answers.takes_yes_or_no(&topic)
                || steps(answers, &[Cue::YourStep, Cue::Imperative])
                || (may_have(inbound, question) && steps(answers, &[Cue::OurStep, Cue::Closed]))
                || answers
                    .usable
                    .iter()
                    .any(|sentence| closely(answers, *sentence) && !asks_back(reply, *sentence))
                || answers.usable.iter().filter(|sentence| about(answers, **sentence)).count() >= 2
        }
        Asks::HowMuch => {
            let number = |sentence: usize| {
                document.sentences.get(sentence).is_some_and(|s| {
                    s.tokens.clone().any(|at| reply.text.looks(at) & crate::lexicon::looks::NUMBER != 0)
                }) || answers
                    .has(sentence, &["all", "none", "any", "many", "unlimited", "nothing", "free", "both"])
            };
            answers.usable.iter().any(|sentence| number(*sentence))
        }
        Asks::Where => {
            answers.usable.iter().any(|sentence| {
                answers.has(*sentence, &PLACES)
                    && (about(answers, *sentence)
                        || answers.has(*sentence, &thing)
                        || answers.begins_with(*sentence, &PLACES))
            }) || steps(answers, &[Cue::YourStep, Cue::Imperative])
        }
        Asks::What => {
            (is_how(inbound, question) && answers.with(Cue::Imperative).next().is_some())
                || steps(answers, &[Cue::YourStep, Cue::Imperative])
                || (is_how(inbound, question) && steps(answers, &[Cue::OurStep, Cue::Closed]))
                || answers.usable.iter().any(|sentence| {
                    !asks_back(reply, *sentence)
                        && (closely(answers, *sentence)
                            || answers
                                .has(*sentence, &["one", "ones", "they", "them", "both", "either", "means"])
                            || (answers.shared(*sentence, &topic) >= 2)
                            || (about(answers, *sentence) && topic.len() <= 2))
                })
                || answers.with(Cue::Yes).next().is_some()
        }
    }
}

fn asks_back(reply: &Reply<'_>, sentence: usize) -> bool {
    reply.text.document.sentences.get(sentence).is_some_and(|s| s.ends_with == Some('?'))
}

/// `Can I have …?`, which doing it answers.
fn may_have(document: &Document<'_>, question: &Question) -> bool {
    let words: Vec<&str> = document
        .tokens
        .get(question.tokens.clone())
        .unwrap_or_default()
        .iter()
        .map(|t| document.normal(t))
        .collect();
    let asks = words.windows(2).any(|pair| {
        matches!(
            pair,
            [
                "can" | "could" | "may" | "might" | "shall" | "is" | "are" | "would",
                "i" | "we" | "it" | "my" | "someone" | "somebody" | "anyone" | "there" | "possible"
            ]
        )
    });
    asks || words
        .iter()
        .any(|word| matches!(*word, "back" | "fixed" | "ready" | "working" | "possible" | "down"))
}

fn is_how(document: &Document<'_>, question: &Question) -> bool {
    let words = document.tokens.get(question.tokens.clone()).unwrap_or_default();
    words.iter().any(|token| {
        matches!(document.normal(token), "how" | "wie" | "do" | "now" | "wrong" | "going" | "happened")
    })
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

/// The words of a stretch that carry its topic, cut to their stems.
fn content(document: &Document<'_>, tokens: Range<usize>) -> Vec<String> {
    const STOP: [&str; 46] = [
        "what", "when", "where", "which", "will", "would", "could", "should", "have", "does", "that", "this",
        "with", "from", "there", "they", "them", "then", "than", "your", "yours", "mine", "been", "being",
        "were", "about", "into", "just", "also", "please", "need", "want", "like", "some", "still", "only",
        "today", "tomorrow", "before", "after", "because", "things", "thing", "very", "know", "going",
    ];
    document
        .tokens
        .get(tokens)
        .unwrap_or_default()
        .iter()
        .filter(|token| matches!(token.kind, Kind::Word | Kind::Number))
        .map(|token| document.normal(token))
        .filter(|word| word.chars().count() >= 4 && !STOP.contains(word))
        .map(|word| word.chars().take(5).collect())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<String> {
        let document = Document::read(text);
        questions(&document)
            .iter()
            .map(|q| {
                let tokens = &document.tokens[q.tokens.clone()];
                text[tokens[0].start as usize..tokens[tokens.len() - 1].end as usize].to_owned()
            })
            .collect()
    }

    #[test]
    fn two_questions_in_one_sentence_are_two() {
        assert_eq!(parts("Can I keep the old one, and who collects the box?").len(), 2);
        assert_eq!(
            parts("Why is it off, and when will it come back? Thanks."),
            ["Why is it off, and", "when will it come back?"]
        );
    }

    #[test]
    fn a_request_in_the_form_of_a_question_is_none() {
        assert!(parts("Could you reset my password?").is_empty());
    }
}
