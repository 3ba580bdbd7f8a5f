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
    let mut open: Vec<Range<usize>> = Vec::new();
    for question in questions {
        if is_answered(reply, inbound, &question) {
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
            "how" | "what" | "which" | "was" | "wie" | "welche" | "welcher" | "welches" => {
                if matches!(next, "time" | "date" | "day") { Asks::When } else { Asks::What }
            }
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

fn is_answered(reply: &Reply<'_>, inbound: &Document<'_>, question: &Question) -> bool {
    let unhelpful = [Label::Dismissal, Label::Rude, Label::Blame];
    let document = reply.text.document;
    let usable: Vec<usize> =
        (0..document.sentences.len()).filter(|sentence| !reply.is_marked(*sentence, &unhelpful)).collect();
    if usable.is_empty() {
        return false;
    }
    let with =
        |cue: Cue| reply.sentences(cue).filter(|sentence| usable.contains(sentence)).collect::<Vec<_>>();
    let topic = content(inbound, question.tokens.clone());
    let about = |sentence: usize| {
        document.sentences.get(sentence).is_some_and(|s| {
            let words = content(document, s.tokens.clone());
            words.iter().any(|word| topic.contains(word))
        })
    };
    let refers = |sentence: usize| {
        document.sentences.get(sentence).is_some_and(|s| {
            document.words(s).any(|word| {
                matches!(
                    word,
                    "it" | "they"
                        | "them"
                        | "that"
                        | "this"
                        | "i"
                        | "we"
                        | "you"
                        | "one"
                        | "ones"
                        | "both"
                        | "there"
                        | "es"
                        | "sie"
                        | "wir"
                        | "ich"
                        | "das"
                )
            })
        })
    };
    // An answer is promised, in so many words.
    if with(Cue::AnswerComes).iter().any(|sentence| about(*sentence) || usable.len() <= 4) {
        return true;
    }
    let closing = |cue: Cue| with(cue).iter().any(|sentence| about(*sentence) || refers(*sentence));
    match question.asks {
        Asks::When => with(Cue::When).iter().any(|sentence| about(*sentence) || comes_back(reply, *sentence)),
        Asks::Who => {
            let named = usable.iter().any(|sentence| names_somebody(reply, *sentence));
            named
                && usable.iter().any(|sentence| {
                    names_somebody(reply, *sentence) && (about(*sentence) || document.sentences.len() <= 3)
                })
        }
        Asks::Why => !with(Cue::Because).is_empty(),
        Asks::YesOrNo => {
            !with(Cue::Yes).is_empty()
                || !with(Cue::No).is_empty()
                || closing(Cue::OurStep)
                || closing(Cue::Closed)
                || closing(Cue::YourStep)
                || closing(Cue::Imperative)
                || usable.iter().filter(|sentence| about(**sentence)).count() >= 2
        }
        Asks::HowMuch => {
            let number = |sentence: usize| {
                document.sentences.get(sentence).is_some_and(|s| {
                    s.tokens.clone().any(|at| reply.text.looks(at) & crate::lexicon::looks::NUMBER != 0)
                        || document.words(s).any(|w| {
                            matches!(
                                w,
                                "all" | "none" | "any" | "many" | "unlimited" | "nothing" | "free" | "both"
                            )
                        })
                })
            };
            usable.iter().any(|sentence| number(*sentence))
        }
        Asks::Where | Asks::What => {
            closing(Cue::Imperative)
                || closing(Cue::YourStep)
                || closing(Cue::OurStep)
                || closing(Cue::Closed)
                || usable.iter().any(|sentence| {
                    about(*sentence)
                        && document
                            .sentences
                            .get(*sentence)
                            .is_some_and(|s| s.ends_with != Some('?') && s.tokens.len() > 4)
                })
                || !with(Cue::Yes).is_empty()
        }
    }
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
        (reply.text.looks(at) & crate::lexicon::looks::NAME != 0 && at > s.tokens.start)
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
