//! The whole reader: rules, terms, checks of the whole message and meters, for every language there is.

use crate::cue::Cue;
use crate::finding::{Finding, Label};
use crate::inbound::Listener;
use crate::language::{self, Language};
use crate::mark::{Mark, Marker, settle};
use crate::message::{Reply, acknowledgement, next_step, question};
use crate::model;
use crate::politeness;
use crate::reading::{Detail, Draft, Inbound, Question, Reading};
use crate::reading_level;
use crate::text::offset::Characters;
use crate::text::{Document, Kind};
use std::borrow::Cow;
use std::sync::OnceLock;

/// The readers, each made when its language is first met. Cheap to share; make one for a program.
#[derive(Default)]
pub struct Coach {
    english: Readers,
    german: Readers,
}

#[derive(Default)]
struct Readers {
    marker: OnceLock<Marker>,
    listener: OnceLock<Listener>,
}

/// A sentence of more words than this is long.
const LONG_SENTENCE_WORDS: usize = 32;

impl Coach {
    pub fn new() -> Coach {
        Coach::default()
    }

    /// One for the whole program.
    pub fn shared() -> &'static Coach {
        static SHARED: OnceLock<Coach> = OnceLock::new();
        SHARED.get_or_init(Coach::new)
    }

    fn readers(&self, language: Language) -> &Readers {
        match language {
            Language::English => &self.english,
            Language::German => &self.german,
        }
    }

    pub fn marker(&self, language: Language) -> &Marker {
        self.readers(language).marker.get_or_init(|| Marker::of(language))
    }

    pub fn listener(&self, language: Language) -> &Listener {
        self.readers(language).listener.get_or_init(|| Listener::of(language))
    }

    /// Reads a reply before it is sent.
    pub fn reply(&self, draft: &Draft<'_>) -> Reading {
        let document = Document::read(draft.text);
        let language = draft.language.unwrap_or_else(|| language::of(&document));
        let marker = self.marker(language);
        let text = marker.text(&document);
        let mut found = marker.find(&text);
        let marks = settle(std::mem::take(&mut found.marks));
        let inbound = draft.inbound.map(Document::read);

        let mut terms = Vec::new();
        if draft.profile.detail == Detail::Plain {
            let known = inbound.as_ref().map_or_else(Vec::new, |inbound| {
                let theirs = marker.find(&marker.text(inbound));
                marker.terms.entries(&theirs.terms)
            });
            terms = marker.terms.unknown(&found.terms, &text, &known);
        }
        let rim = Rim { document: &document, characters: Characters::of(document.text) };
        let mut findings: Vec<Finding> = marks.iter().map(|mark| rim.mark(mark)).collect();
        findings.extend(terms.iter().filter_map(|hit| {
            let term = marker.terms.terms.get(hit.number as usize)?;
            Some(rim.finding(
                hit.start..hit.end,
                Label::Jargon,
                "plain_words",
                JARGON,
                Some(Cow::Owned(term.plain.clone())),
                true,
            ))
        }));
        findings.sort_by_key(|finding| (finding.start, finding.end, finding.label));

        let reply = Reply { text: &text, found: &found, marks: &marks };
        let mut reading = Reading {
            findings,
            style: style(&rim, &reply),
            missing_next_step: next_step::is_missing(&reply),
            politeness: politeness::measure(&rim, &found),
            ..Reading::default()
        };
        if let Some(inbound) = &inbound {
            let listener = self.listener(language);
            let theirs = listener.text(inbound);
            reading.missing_acknowledgement =
                acknowledgement::is_missing(&reply, &theirs, &listener.hear(&theirs));
            let characters = Characters::of(inbound.text);
            reading.unanswered = question::unanswered(&reply, inbound)
                .into_iter()
                .map(|bytes| Question {
                    start: characters.at(inbound.text, bytes.start),
                    end: characters.at(inbound.text, bytes.end),
                    quote: inbound.text.get(bytes).unwrap_or_default().to_owned(),
                })
                .collect();
        }
        // The model knows English; elsewhere the means alone make the score.
        if language == Language::English && !document.tokens.is_empty() {
            reading.politeness.score = f64::from(model::score(document.text).politeness);
        }
        let counts = reading_level::count(&document);
        reading.reading_grade = counts.flesch_kincaid();
        reading.dale_chall = counts.dale_chall();
        reading
    }

    /// Reads a requester's message.
    pub fn inbound(&self, text: &str) -> Inbound {
        let document = Document::read(text);
        self.listener(language::of(&document)).read(&document)
    }
}

const JARGON: &str = "Somebody who is not technical may not know this word.";

/// Quieter hints: wordy, long, nobody named.
fn style(rim: &Rim<'_>, reply: &Reply<'_>) -> Vec<Finding> {
    let document = rim.document;
    let mut style: Vec<Finding> = Vec::new();
    for swap in &reply.found.swaps {
        let (suggestion, replaces) = match swap.short {
            "" => ("Leave it out.", false),
            short => (short, true),
        };
        let marked = reply.marks.iter().any(|mark| mark.start < swap.end && swap.start < mark.end);
        if !marked {
            let reason = "There is a shorter way to say it.";
            style.push(rim.finding(
                swap.start..swap.end,
                Label::Wordy,
                "wordy",
                reason,
                Some(suggestion.into()),
                replaces,
            ));
        }
    }
    for sentence in &document.sentences {
        let words = document.tokens.get(sentence.tokens.clone()).unwrap_or_default();
        if words.iter().filter(|token| matches!(token.kind, Kind::Word | Kind::Number)).count()
            > LONG_SENTENCE_WORDS
        {
            let reason = "It is a long sentence; a reader in a hurry loses the thread.";
            let advice = "Make two of it.";
            style.push(rim.finding(
                sentence.tokens.clone(),
                Label::LongSentence,
                "long_sentence",
                reason,
                Some(advice.into()),
                false,
            ));
        }
    }
    for (cue, hit) in &reply.found.cues {
        if *cue == Cue::Vague {
            let reason = "It says neither who does it nor until when.";
            let advice = "Name who, and a time you can keep: \"Nadia looks at it by Thursday noon.\"";
            style.push(rim.finding(
                hit.start..hit.end,
                Label::NoOwnerOrTime,
                "no_owner_or_time",
                reason,
                Some(advice.into()),
                false,
            ));
        }
    }
    style.sort_by_key(|finding| (finding.start, finding.end, finding.label));
    style.dedup_by(|next, kept| next.label == kept.label && next.start < kept.end);
    style
}

/// Tokens to characters of the text.
pub(crate) struct Rim<'a> {
    pub document: &'a Document<'a>,
    pub characters: Characters,
}

impl Rim<'_> {
    pub fn span(&self, tokens: std::ops::Range<usize>) -> (usize, usize, String) {
        let at = |token: usize| self.document.tokens.get(token);
        let start = at(tokens.start).map_or(0, |token| token.start as usize);
        let end = at(tokens.end.saturating_sub(1)).map_or(start, |token| token.end as usize);
        let quote = self.document.text.get(start..end).unwrap_or_default().to_owned();
        (self.characters.at(self.document.text, start), self.characters.at(self.document.text, end), quote)
    }

    fn mark(&self, mark: &Mark) -> Finding {
        let rule = mark.rule;
        self.finding(
            mark.start..mark.end,
            rule.label,
            rule.name,
            rule.reason,
            Some(rule.suggestion.into()),
            false,
        )
    }

    fn finding(
        &self,
        tokens: std::ops::Range<usize>,
        label: Label,
        rule: &'static str,
        reason: &'static str,
        suggestion: Option<Cow<'static, str>>,
        replaces: bool,
    ) -> Finding {
        let (start, end, quote) = self.span(tokens);
        Finding { label, start, end, quote, rule: rule.into(), reason: reason.into(), suggestion, replaces }
    }
}
