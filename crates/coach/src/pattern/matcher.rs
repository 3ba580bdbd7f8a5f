//! Finds the patterns of a set in a text: one pass over its words for the anchors, then a short look around each.

use super::compile::{Program, Set};
use crate::lexicon::{Classes, Lexicon, looks};
use crate::text::{Document, Kind, Sentence};

/// What one token must be.
#[derive(Debug, Clone, Default)]
pub struct Test {
    /// Word numbers, ascending.
    pub words: Vec<u32>,
    pub classes: Classes,
    pub looks: u32,
}

/// One step of a program.
#[derive(Debug, Clone)]
pub enum Step {
    One(Test),
    Not(Test),
    NotAfter(Test),
    Gap(u8),
    SentenceStart,
    SentenceEnd,
    TextEnd,
    QuestionNext,
    ClauseStart,
    ClauseEnd,
    Open,
    Close,
    RestOfClause,
    RestOfSentence,
    /// Try the first; when it leads nowhere, the second.
    Split(usize, usize),
    Jump(usize),
    Found,
}

/// A pattern found: its number and the tokens it covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    pub start: usize,
    pub end: usize,
    pub number: u32,
}

/// A document with its words looked up.
pub struct Text<'d> {
    pub document: &'d Document<'d>,
    words: Vec<u32>,
    classes: Vec<Classes>,
    looks: Vec<u32>,
    is_boundary: Vec<bool>,
}

impl<'d> Text<'d> {
    pub fn of(document: &'d Document<'d>, lexicon: &Lexicon) -> Text<'d> {
        let count = document.tokens.len();
        let mut text = Text {
            document,
            words: Vec::with_capacity(count),
            classes: Vec::with_capacity(count),
            looks: Vec::with_capacity(count),
            is_boundary: Vec::with_capacity(count),
        };
        let boundary = lexicon.class_if_known("conjunction");
        for token in &document.tokens {
            let normal = document.normal(token);
            let word = lexicon.number(normal);
            let classes = lexicon.classes_of(word);
            text.is_boundary.push(match token.kind {
                Kind::Mark => !matches!(normal, "/" | "%"),
                Kind::Stop => true,
                _ => classes.overlaps(&boundary),
            });
            text.looks.push(looks::of(normal, token, lexicon.known_looks(word)));
            text.words.push(word);
            text.classes.push(classes);
        }
        text
    }

    /// Whether a token is one of a class.
    pub fn is(&self, token: usize, class: &Classes) -> bool {
        self.classes.get(token).is_some_and(|classes| classes.overlaps(class))
    }

    pub fn looks(&self, token: usize) -> u32 {
        self.looks.get(token).copied().unwrap_or(0)
    }

    pub fn normal(&self, token: usize) -> &str {
        self.document.tokens.get(token).map_or("", |token| self.document.normal(token))
    }

    /// Whether a clause ends before this token.
    pub fn is_boundary(&self, token: usize) -> bool {
        self.is_boundary.get(token).copied().unwrap_or(true)
    }

    #[inline]
    fn passes(&self, token: usize, test: &Test) -> bool {
        let Some(word) = self.words.get(token) else { return false };
        let is_word = match test.words.as_slice() {
            [] => false,
            [one] => one == word,
            many => *word != 0 && many.binary_search(word).is_ok(),
        };
        is_word || self.looks(token) & test.looks != 0 || self.is(token, &test.classes)
    }

    fn kind(&self, token: usize) -> Option<Kind> {
        self.document.tokens.get(token).map(|token| token.kind)
    }
}

impl Set {
    /// Every place where a pattern of the set stands, in order; of one pattern's overlapping hits the longest.
    pub fn find(&self, text: &Text<'_>) -> Vec<Hit> {
        let mut hits = Vec::new();
        for sentence in &text.document.sentences {
            for token in sentence.tokens.clone() {
                let word = |at: usize| text.words.get(at).copied().unwrap_or(0);
                for anchor in self.anchors(word(token), word(token + 1)) {
                    let Some(program) = self.programs.get(anchor.program as usize) else { continue };
                    for back in (usize::from(anchor.least)..=usize::from(anchor.most)).rev() {
                        let Some(start) = token.checked_sub(back).filter(|at| *at >= sentence.tokens.start)
                        else {
                            continue;
                        };
                        // Most attempts end at their first word: not worth a beginning.
                        if let Some(first) = &program.first
                            && !text.passes(start, first)
                        {
                            continue;
                        }
                        if let Some(hit) = run(program, start, text, sentence) {
                            hits.push(hit);
                            break;
                        }
                    }
                }
            }
        }
        hits.sort_unstable_by_key(|hit| (hit.number, hit.start, std::cmp::Reverse(hit.end)));
        hits.dedup_by(|next, kept| {
            let same = next.number == kept.number && next.start < kept.end;
            if same {
                kept.end = kept.end.max(next.end);
            }
            same
        });
        hits.sort_unstable();
        hits
    }
}

fn run(program: &Program, from: usize, text: &Text<'_>, sentence: &Sentence) -> Option<Hit> {
    let mut attempt = Attempt { steps: &program.steps, text, sentence, open: None, close: None, taken: 0 };
    let end = attempt.from(0, from)?;
    let start = attempt.open.unwrap_or(from).max(sentence.tokens.start);
    let mut end = attempt.close.unwrap_or(end).min(sentence.tokens.end);
    // A whole sentence is marked with its closing mark.
    let closes = end + 1 == sentence.tokens.end && text.kind(end) == Some(Kind::Stop);
    if closes && start == sentence.tokens.start && attempt.close.is_none() {
        end += 1;
    }
    (start < end).then_some(Hit { start, end, number: program.number })
}

struct Attempt<'a> {
    steps: &'a [Step],
    text: &'a Text<'a>,
    sentence: &'a Sentence,
    open: Option<usize>,
    close: Option<usize>,
    taken: u32,
}

/// An attempt that has not ended after this many steps is given up: time stays bounded on any text.
const STEPS_MAX: u32 = 4_000;

impl Attempt<'_> {
    /// Runs from a step with tokens from `place` on; answers where the match ends.
    fn from(&mut self, mut at: usize, mut place: usize) -> Option<usize> {
        let last = self.sentence.tokens.end;
        let steps = self.steps;
        loop {
            self.taken += 1;
            if self.taken > STEPS_MAX {
                return None;
            }
            match steps.get(at)? {
                Step::One(test) => {
                    if place >= last || !self.text.passes(place, test) {
                        return None;
                    }
                    place += 1;
                }
                Step::Split(first, second) => {
                    if let Some(end) = self.from(*first, place) {
                        return Some(end);
                    }
                    at = *second;
                    continue;
                }
                Step::Jump(to) => {
                    at = *to;
                    continue;
                }
                Step::Gap(most) => {
                    for _ in 0..*most {
                        if let Some(end) = self.from(at + 1, place) {
                            return Some(end);
                        }
                        if place >= last || !self.may_pass(place) {
                            return None;
                        }
                        place += 1;
                    }
                }
                Step::RestOfClause => {
                    while place < last && !self.text.is_boundary(place) {
                        place += 1;
                    }
                }
                Step::RestOfSentence => place = last,
                Step::Open => self.open = Some(place),
                Step::Close => self.close = Some(place),
                Step::Found => return Some(place),
                other => {
                    if !self.holds(other, place) {
                        return None;
                    }
                }
            }
            at += 1;
        }
    }

    /// Whether a gap may run over a token: words of the clause, not marks.
    fn may_pass(&self, token: usize) -> bool {
        !matches!(self.text.kind(token), Some(Kind::Mark | Kind::Stop) | None)
    }

    fn ends_sentence(&self, place: usize) -> bool {
        place >= self.sentence.tokens.end || self.text.kind(place) == Some(Kind::Stop)
    }

    /// The next sentence of the text.
    fn following(&self) -> Option<&Sentence> {
        let document = self.text.document;
        document.sentences.get(document.sentence_of(self.sentence.tokens.start) + 1)
    }

    /// Whether something without width holds between the tokens `place - 1` and `place`.
    fn holds(&self, step: &Step, place: usize) -> bool {
        let tokens = &self.sentence.tokens;
        match step {
            Step::Not(test) => place >= tokens.end || !self.text.passes(place, test),
            Step::NotAfter(test) => place <= tokens.start || !self.text.passes(place - 1, test),
            // `Hi Theo, …` and `Fine: …` do not hide the beginning.
            Step::SentenceStart => {
                place == tokens.start
                    || (place - tokens.start <= 4 && self.text.kind(place - 1) == Some(Kind::Mark))
            }
            Step::SentenceEnd => self.ends_sentence(place),
            Step::TextEnd => self.ends_sentence(place) && self.following().is_none(),
            Step::QuestionNext => {
                let mark =
                    |next: &Sentence| next.tokens.end.checked_sub(1).map(|last| self.text.normal(last));
                self.ends_sentence(place) && self.following().and_then(mark) == Some("?")
            }
            Step::ClauseStart => place == tokens.start || self.text.is_boundary(place - 1),
            Step::ClauseEnd => place >= tokens.end || self.text.is_boundary(place),
            _ => false,
        }
    }
}
