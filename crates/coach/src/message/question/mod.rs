//! The requester's questions, and which of them a draft leaves without an answer.

mod answer;

use super::Reply;
use crate::text::{Document, Kind, Sentence};
use answer::{Answers, is_answered};
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
    let mut answers = Answers::of(reply, questions.len());
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

/// Whether a draft answers something that was asked: that is a step on.
pub fn is_settled(reply: &Reply<'_>, inbound: &Document<'_>) -> bool {
    let questions = questions(inbound);
    let mut answers = Answers::of(reply, questions.len());
    questions.iter().any(|question| is_answered(&mut answers, inbound, question))
}

const AUXILIARIES: [&str; 32] = [
    "is", "are", "was", "were", "do", "does", "did", "can", "could", "will", "would", "should", "shall",
    "may", "might", "has", "have", "had", "am", "must", "any", "ist", "sind", "kann", "können", "wird",
    "werden", "haben", "hat", "darf", "muss", "soll",
];

fn questions(document: &Document<'_>) -> Vec<Question> {
    let mut found = Vec::new();
    for sentence in document.sentences.iter().filter(|sentence| is_asked(document, sentence)) {
        // `Can I keep it, and who collects the box?` asks twice.
        let mut starts = vec![sentence.tokens.start];
        for at in sentence.tokens.clone() {
            let word = |at: usize| document.tokens.get(at).map_or("", |token| document.normal(token));
            let joined = matches!(word(at), "and" | "or" | "und" | "," | ":");
            let next = if matches!(word(at + 1), "and" | "or" | "und") { at + 2 } else { at + 1 };
            let joined = joined && !(word(at) == "or" && AUXILIARIES.contains(&word(next)));
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

/// Whether somebody asks if they must do something: a bare no relieves them.
pub fn asks_for_relief(document: &Document<'_>) -> bool {
    questions(document).iter().any(|question| {
        let words: Vec<&str> = document
            .tokens
            .get(question.tokens.clone())
            .unwrap_or_default()
            .iter()
            .map(|token| document.normal(token))
            .collect();
        words.windows(2).any(|two| {
            matches!(two, ["have" | "need", "to"] | ["must", _] | ["do" | "muss", "anything" | "ich"])
        }) || words.contains(&"worry")
    })
}

/// Whether a sentence ends in a question mark, `?!` among them.
fn is_asked(document: &Document<'_>, sentence: &Sentence) -> bool {
    let written = document.text.get(sentence.bytes.clone()).unwrap_or_default();
    sentence.ends_with == Some('?') || written.trim_end_matches(['!', '?']) != written.trim_end_matches('!')
}

/// Words before a question that only ask for the answer: `Can you tell me …`, `Do you know …`, `Any idea …`.
fn asks_for_words<'a>(word: impl Fn(usize) -> &'a str) -> usize {
    const TELL: [&str; 7] = ["tell", "say", "know", "explain", "idea", "news", "clue"];
    const WH: [&str; 12] =
        ["what", "when", "who", "where", "why", "how", "which", "whose", "if", "whether", "wann", "wie"];
    let Some(tell) = (0..6).find(|at| TELL.contains(&word(*at))) else { return 0 };
    (tell + 1..tell + 4).find(|at| WH.contains(&word(*at))).unwrap_or(0)
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
    // `and from what age?`
    let led = matches!(word, "from" | "at" | "to" | "with" | "in" | "on" | "for" | "until" | "by" | "of")
        && matches!(next, "what" | "which" | "whom" | "when" | "where");
    wh || led || (AUXILIARIES.contains(&word) && subject)
}

fn asks(document: &Document<'_>, tokens: &Range<usize>) -> Option<Asks> {
    let words: Vec<&str> = document
        .tokens
        .get(tokens.clone())
        .unwrap_or_default()
        .iter()
        .map(|token| document.normal(token))
        .collect();
    let skipped = asks_for_words(|at| words.get(at).copied().unwrap_or(""));
    for (at, word) in words.iter().enumerate().skip(skipped).take(12) {
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
            "if" | "whether" if at == skipped && skipped > 0 => Asks::YesOrNo,
            word if AUXILIARIES.contains(&word) && at < 6 => Asks::YesOrNo,
            _ => continue,
        };
        // A question word in the middle of a longer sentence may only join: `… when I save, is that …`.
        if at > skipped
            && asks != Asks::YesOrNo
            && words.iter().take(at).skip(skipped).any(|word| AUXILIARIES.contains(word))
        {
            return Some(Asks::YesOrNo);
        }
        return Some(asks);
    }
    None
}

/// `Could you …?` asks for a deed, which any step answers.
fn is_request(document: &Document<'_>, tokens: &Range<usize>) -> bool {
    let word = |at: usize| document.tokens.get(tokens.start + at).map_or("", |token| document.normal(token));
    if asks_for_words(word) > 0 {
        return false;
    }
    // `When will someone come?` asks for a time, not for a deed.
    const WH: [&str; 9] = ["when", "where", "why", "how", "who", "what", "which", "wann", "wie"];
    (0..4).take_while(|at| !WH.contains(&word(*at))).any(|at| {
        matches!(word(at), "can" | "could" | "would" | "will" | "können" | "könnten" | "würden")
            && matches!(word(at + 1), "you" | "someone" | "somebody" | "sie" | "jemand")
    })
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
