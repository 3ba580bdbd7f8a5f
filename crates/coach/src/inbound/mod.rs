//! Reads a requester's message: moods, who deserves thanks, what they want to get done, how badly they are held up.
//!
//! The rules here are meant to be sure of what they say; a model's scores can be laid beside them by [`Listener::read_with`].

mod clues;
mod goal;
mod manner;
mod named;
mod signs;

use crate::language::Language;
use crate::lexicon::Lexicon;
use crate::pattern::{Builder, Hit, Set, Text};
use crate::reading::{Inbound, Mood, MoodKind};
use crate::text::Document;
use crate::text::offset::Characters;
use clues::Clues;
use manner::Manner;
pub use signs::Sign;

/// The reader of requests in one language.
pub struct Listener {
    pub lexicon: Lexicon,
    set: Set,
    signs: Vec<Sign>,
    clues: Clues,
}

/// The signs found in a message, by sentence.
#[derive(Debug, Default)]
pub struct Heard {
    /// Sign, tokens, sentence.
    pub signs: Vec<(Sign, Hit, usize)>,
    clues: Clues,
    manner: Manner,
}

impl Heard {
    fn of(&self, sign: Sign) -> impl Iterator<Item = &(Sign, Hit, usize)> {
        self.signs.iter().filter(move |(found, ..)| *found == sign)
    }

    fn has(&self, sign: Sign) -> bool {
        self.of(sign).next().is_some()
    }

    fn in_sentence(&self, sign: Sign, sentence: usize) -> bool {
        self.of(sign).any(|(.., at)| *at == sentence)
    }

    /// How badly somebody is held up or upset: 2 and more deserves a word.
    pub fn trouble(&self) -> f64 {
        let once = |sign, weight: f64| if self.has(sign) { weight } else { 0.0 };
        // How near the words come to a mood.
        let mood = |kind| (self.weigh(kind, None).0 / clues::enough(kind)).clamp(0.0, 1.5);
        2.0 * mood(MoodKind::Frustration).max(mood(MoodKind::Urgency))
            + once(Sign::Distress, 2.0)
            + once(Sign::HeldUp, 0.5)
            + once(Sign::People, 0.5)
            + once(Sign::Lasting, 0.25)
            + if self.has(Sign::Near) && !self.has(Sign::NoUrgency) { 0.25 } else { 0.0 }
    }

    /// Whether some words say that a mood is not there: `no confusion`, `sick leave`, `thanks`.
    fn speaks_against(&self, kind: MoodKind) -> bool {
        match kind {
            MoodKind::Gratitude => self.has(Sign::NoGratitude),
            MoodKind::Frustration => self.has(Sign::NoFrustration) || !self.gratitude().is_empty(),
            MoodKind::Confusion => self.has(Sign::NoConfusion),
            MoodKind::Urgency => self.has(Sign::NoUrgency),
        }
    }

    /// What the strong signs of a mood and the clues to it weigh, and where they stand.
    fn weigh(&self, kind: MoodKind, score: Option<f64>) -> (f64, Vec<Hit>) {
        let (strong, none) = match kind {
            MoodKind::Gratitude => (Sign::Gratitude, Sign::NoGratitude),
            MoodKind::Frustration => (Sign::Frustration, Sign::NoFrustration),
            MoodKind::Confusion => (Sign::Confusion, Sign::NoConfusion),
            MoodKind::Urgency => (Sign::Urgency, Sign::NoUrgency),
        };
        let mut found: Vec<Hit> = if kind == MoodKind::Gratitude {
            self.gratitude()
        } else {
            self.of(strong)
                .filter(|(.., sentence)| !self.in_sentence(none, *sentence))
                .map(|(_, hit, _)| *hit)
                .collect()
        };
        let mut sum = self.manner.pull(kind) + score.unwrap_or(0.0) * clues::of_model(kind);
        sum += match found.len() {
            0 => 0.0,
            1 => clues::STRONG,
            _ => clues::STRONG + clues::SECOND,
        };
        sum += if self.has(none) { clues::AGAINST } else { 0.0 };
        for (number, clue) in
            self.clues.iter().copied().flatten().enumerate().filter(|(_, clue)| clue.mood == kind)
        {
            // Words that say the mood is not there take only the clues among them away.
            let spoken_for = |hit: &Hit| {
                clue.weight > 0.0
                    && self.of(none).any(|(_, other, _)| hit.start < other.end && other.start < hit.end)
            };
            let mut hits = self.of(Sign::Clue(number)).filter(|(_, hit, _)| !spoken_for(hit)).peekable();
            if hits.peek().is_none() {
                continue;
            }
            sum += clue.weight;
            if clue.weight > 0.0 {
                found.extend(hits.map(|(_, hit, _)| *hit));
            }
        }
        (sum, found)
    }

    fn gratitude(&self) -> Vec<Hit> {
        let standing = |sign: Sign| {
            self.of(sign)
                .filter(|(.., sentence)| !self.in_sentence(Sign::NoGratitude, *sentence))
                .map(|(_, hit, _)| *hit)
                .collect::<Vec<_>>()
        };
        let mut found = standing(Sign::Gratitude);
        let bare = standing(Sign::BareThanks);
        let asks = self.has(Sign::Request);
        if found.is_empty()
            && !bare.is_empty()
            && (!asks || self.has(Sign::Success))
            && !self.has(Sign::NoGratitude)
        {
            found = bare;
        }
        found
    }
}

impl Listener {
    pub fn of(language: Language) -> Listener {
        let mut lexicon = Lexicon::of(language);
        let mut builder = Builder::new(&mut lexicon);
        let mut numbered = Vec::new();
        for (sign, patterns) in signs::patterns(language) {
            for pattern in *patterns {
                builder.add(numbered.len() as u32, pattern);
                numbered.push(*sign);
            }
        }
        let clues = clues::of(language);
        for (number, clue) in clues.iter().copied().flatten().enumerate() {
            for pattern in clue.patterns {
                builder.add(numbered.len() as u32, pattern);
                numbered.push(Sign::Clue(number));
            }
        }
        let set = builder.build();
        Listener { lexicon, set, signs: numbered, clues }
    }

    pub fn text<'d>(&self, document: &'d Document<'d>) -> Text<'d> {
        Text::of(document, &self.lexicon)
    }

    pub fn hear(&self, text: &Text<'_>) -> Heard {
        let hits = self.set.find(text);
        let signs = hits
            .into_iter()
            .filter_map(|hit| {
                Some((*self.signs.get(hit.number as usize)?, hit, text.document.sentence_of(hit.start)))
            })
            .collect();
        Heard { signs, clues: self.clues, manner: Manner::of(text) }
    }

    pub fn read(&self, document: &Document<'_>) -> Inbound {
        self.read_with(document, 0.0, &|_| None)
    }

    /// The rules' reading, with a model's probability for each mood beside it where it has one. What the rules see is said;
    /// what they do not see is said when the model is sure enough for that mood and nothing speaks against it.
    pub fn read_with(
        &self,
        document: &Document<'_>,
        valence: f64,
        model: &dyn Fn(MoodKind) -> Option<f64>,
    ) -> Inbound {
        let text = self.text(document);
        let heard = self.hear(&text);
        let characters = Characters::of(document.text);
        let span = |hit: &Hit| {
            let at = |token: usize, end: bool| {
                document.tokens.get(token).map_or(0, |t| if end { t.end as usize } else { t.start as usize })
            };
            let (start, end) = (at(hit.start, false), at(hit.end.saturating_sub(1), true));
            (characters.at(document.text, start), characters.at(document.text, end))
        };
        let mut inbound = Inbound::default();
        let weighed = MoodKind::ALL.map(|kind| {
            let score = model(kind);
            let (sum, mut hits) = heard.weigh(kind, score);
            hits.sort_unstable_by_key(|hit| (hit.start, hit.end));
            let sum = sum + clues::of_valence(kind, valence, heard.has(Sign::Request));
            (kind, score, sum / clues::enough(kind), hits)
        });
        let most = weighed.iter().map(|(.., share, _)| *share).fold(0.0, f64::max);
        let gratitude =
            weighed.iter().find(|(kind, ..)| *kind == MoodKind::Gratitude).map_or(0.0, |found| found.2);
        for (kind, score, share, hits) in weighed {
            // The mood that stands out is believed on less than a second one.
            // Who thanks is rarely in need within the same lines.
            let thanked =
                kind == MoodKind::Urgency && gratitude >= 1.0 && share < clues::URGENT_THOUGH_THANKFUL;
            let seen = !thanked && (share >= 1.0 || (share >= most && share >= clues::stands_out(kind)));
            let told = score.filter(|score| *score >= sure(kind) && !heard.speaks_against(kind));
            if seen || told.is_some() {
                let confidence = match (seen, score) {
                    (true, Some(score)) => 0.7 * share.min(1.0) + 0.3 * score,
                    (true, None) => share.min(1.0),
                    (false, score) => score.unwrap_or(0.0),
                };
                let spans = if seen { joined(hits.iter().map(span)) } else { Vec::new() };
                inbound.moods.push(Mood { kind, spans, confidence });
                if kind == MoodKind::Gratitude {
                    inbound.thanks_named = named::names(&text, &hits);
                }
            }
        }
        inbound.goal = goal::of(&text, &heard);
        inbound
    }
}

/// Spans in order of place, those that overlap as one.
fn joined(spans: impl Iterator<Item = (usize, usize)>) -> Vec<(usize, usize)> {
    let mut all: Vec<(usize, usize)> = spans.collect();
    all.sort_unstable();
    all.dedup_by(|next, kept| {
        let overlaps = next.0 < kept.1;
        if overlaps {
            kept.1 = kept.1.max(next.1);
        }
        overlaps
    });
    all
}

/// From here on the model's word alone is enough. Measured on our own phrasings: of messages to a service desk that show
/// the mood, the model at these thresholds adds one in four (confusion) and one in eight (frustration) and is right nine
/// times in ten. Its gratitude takes each `thanks in advance` for thanks, and urgency it never learned: never.
fn sure(kind: MoodKind) -> f64 {
    match kind {
        MoodKind::Confusion => 0.45,
        MoodKind::Frustration => 0.6,
        MoodKind::Gratitude | MoodKind::Urgency => f64::INFINITY,
    }
}

#[cfg(test)]
mod tests;
