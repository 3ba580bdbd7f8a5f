//! The whole reader: rules, terms, checks of the whole message and meters, for every language there is.

use crate::cue::Cue;
use crate::finding::{Finding, Label};
use crate::house::{House, Mistake};
use crate::inbound::Listener;
use crate::language::{self, Language};
use crate::mark::{Mark, Marker, settle};
use crate::message::{Reply, acknowledgement, next_step, question};
use crate::model;
use crate::politeness;
use crate::reading::{Detail, Draft, Inbound, MoodKind, Question, Reading};
use crate::reading_level;
use crate::rules::{self, About, Check};
use crate::text::offset::Characters;
use crate::text::{Document, Kind};
use std::borrow::Cow;
use std::sync::OnceLock;

/// The readers, each made when its language is first met. Cheap to share; make one for a program, or one for a house.
#[derive(Default)]
pub struct Coach {
    house: House,
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

    /// One with a house's changes. Making it costs little; its first reading, some milliseconds.
    ///
    /// # Errors
    /// Everything that is wrong with the house, in order of place.
    pub fn of(house: House) -> Result<Coach, Vec<Mistake>> {
        house.check()?;
        Ok(Coach { house, ..Coach::default() })
    }

    pub fn house(&self) -> &House {
        &self.house
    }

    /// Every rule and check there is here, in all languages, those that are off too; the house's own come last.
    pub fn rules(&self) -> Vec<About<'_>> {
        let own = self.house.own_rules.iter().map(|rule| About {
            name: &rule.name,
            label: rule.label.name(),
            language: Some(rule.language),
            reason: &rule.reason,
            suggestion: &rule.suggestion,
            hits: &[],
            near_misses: &[],
            phrases: &rule.patterns,
            is_own: true,
            is_on: true,
        });
        let mut all: Vec<About<'_>> = rules::list().collect();
        all.extend(own);
        for about in &mut all {
            about.is_on = !self.house.rules_off.contains(about.name);
        }
        all
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
        self.readers(language).marker.get_or_init(|| Marker::with(language, &self.house))
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
        let is_quiet = |name: &str| draft.quiet.contains(&name);
        let is_on = |check: Check| !is_quiet(check.name) && !self.house.rules_off.contains(check.name);
        found.marks.retain(|mark| !is_quiet(&marker.rule(mark).name));
        let marks = settle(std::mem::take(&mut found.marks));
        let inbound = draft.inbound.map(Document::read);

        let mut terms = Vec::new();
        if draft.profile.detail == Detail::Plain && is_on(rules::PLAIN_WORDS) {
            let known = inbound.as_ref().map_or_else(Vec::new, |inbound| {
                let theirs = marker.find(&marker.text(inbound));
                marker.terms.entries(&theirs.terms)
            });
            terms = marker.terms.unknown(&found.terms, &text, &known);
        }
        let rim = Rim { document: &document, characters: Characters::of(document.text) };
        let (quieter, marked): (Vec<&Mark>, Vec<&Mark>) =
            marks.iter().partition(|mark| mark.label == Label::Wordy);
        let mut findings: Vec<Finding> = marked.iter().map(|mark| rim.mark(mark, marker)).collect();
        findings.extend(terms.iter().filter_map(|hit| {
            let term = marker.terms.terms.get(hit.number as usize)?;
            Some(rim.finding(
                hit.start..hit.end,
                Label::Jargon,
                &rules::PLAIN_WORDS,
                Some(Cow::Owned(term.plain.clone())),
                true,
            ))
        }));
        findings.sort_by_key(|finding| (finding.start, finding.end, finding.label));

        let reply = Reply { text: &text, found: &found, marks: &marks };
        let mut style = style(&rim, &reply);
        style.extend(quieter.iter().map(|mark| rim.mark(mark, marker)));
        style.retain(|finding| !is_quiet(&finding.rule) && !self.house.rules_off.contains(&*finding.rule));
        style.sort_by_key(|finding| (finding.start, finding.end, finding.label));
        style.dedup_by(|next, kept| next.label == kept.label && next.start < kept.end);
        let mut reading = Reading {
            findings,
            style,
            missing_next_step: is_on(rules::MISSING_NEXT_STEP) && next_step::is_missing(&reply),
            politeness: politeness::measure(&rim, &found),
            ..Reading::default()
        };
        if let Some(inbound) = &inbound {
            let listener = self.listener(language);
            let theirs = listener.text(inbound);
            reading.missing_acknowledgement = is_on(rules::MISSING_ACKNOWLEDGEMENT)
                && acknowledgement::is_missing(&reply, &theirs, &listener.hear(&theirs));
            let characters = Characters::of(inbound.text);
            let unanswered = if is_on(rules::UNANSWERED_QUESTION) {
                question::unanswered(&reply, inbound)
            } else {
                Vec::new()
            };
            // What is asked and answered leaves nothing open, unless the answer is a bare no.
            let only_refuses = next_step::is_bare_no(&reply) && !question::asks_for_relief(inbound);
            reading.missing_next_step &= only_refuses || !question::is_settled(&reply, inbound);
            reading.unanswered = unanswered
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
        politeness::cap(&mut reading.politeness, &reading.findings);
        let counts = reading_level::count(&document);
        reading.reading_grade = counts.flesch_kincaid();
        reading.dale_chall = counts.dale_chall();
        reading
    }

    /// Reads a requester's message.
    pub fn inbound(&self, text: &str) -> Inbound {
        let document = Document::read(text);
        let language = language::of(&document);
        let listener = self.listener(language);
        // The models know English.
        if language != Language::English || document.tokens.is_empty() {
            return listener.read(&document);
        }
        let scores = model::score(document.text);
        listener.read_with(&document, f64::from(scores.valence), &|kind| {
            let label = match kind {
                MoodKind::Gratitude => model::Label::Gratitude,
                MoodKind::Frustration => model::Label::Frustration,
                MoodKind::Confusion => model::Label::Confusion,
                MoodKind::Urgency => return None,
            };
            Some(f64::from(scores.of(label)))
        })
    }
}

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
            let said = Some(suggestion.into());
            style.push(rim.finding(swap.start..swap.end, Label::Wordy, &rules::WORDY, said, replaces));
        }
    }
    for sentence in &document.sentences {
        let words = document.tokens.get(sentence.tokens.clone()).unwrap_or_default();
        if words.iter().filter(|token| matches!(token.kind, Kind::Word | Kind::Number)).count()
            > LONG_SENTENCE_WORDS
        {
            let check = &rules::LONG_SENTENCE;
            let said = Some(check.suggestion.into());
            style.push(rim.finding(sentence.tokens.clone(), Label::LongSentence, check, said, false));
        }
    }
    for (cue, hit) in &reply.found.cues {
        if *cue == Cue::Vague {
            let check = &rules::NO_OWNER_OR_TIME;
            let said = Some(check.suggestion.into());
            style.push(rim.finding(hit.start..hit.end, Label::NoOwnerOrTime, check, said, false));
        }
    }
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

    fn mark(&self, mark: &Mark, marker: &Marker) -> Finding {
        let rule = marker.rule(mark);
        let (start, end, quote) = self.span(mark.start..mark.end);
        let suggestion = Some(rule.suggestion.clone()).filter(|text| !text.is_empty());
        let (rule, reason) = (rule.name.clone(), rule.reason.clone());
        Finding { label: mark.label, start, end, quote, rule, reason, suggestion, replaces: false }
    }

    fn finding(
        &self,
        tokens: std::ops::Range<usize>,
        label: Label,
        check: &Check,
        suggestion: Option<Cow<'static, str>>,
        replaces: bool,
    ) -> Finding {
        let (start, end, quote) = self.span(tokens);
        let (rule, reason) = (check.name.into(), check.reason.into());
        Finding { label, start, end, quote, rule, reason, suggestion, replaces }
    }
}
