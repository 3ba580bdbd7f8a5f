//! Writes what [`super::weights`] and [`super::lexicon`] read; for training.

use super::hash::{BUCKETS, Run, Word};
use super::lexicon::{Entry, LEXICON_BYTES, Lexicon, SLOT_BYTES, SLOTS, WORDS_MAX};
use super::mark::{Mark, PLAIN};
use super::weights::{FILE_BYTES, Head, MAGIC};
use super::{LABELS, Label};

/// One plain feature of one label.
#[derive(Debug, Clone, Copy, Default)]
pub struct Plain {
    pub mean: f32,
    pub per_deviation: f32,
    pub weight: f32,
}

/// One label, as training leaves it: whole numbers for the tables, words before letters.
#[derive(Debug, Clone)]
pub struct Trained {
    pub head: Head,
    pub plain: [Plain; PLAIN],
    /// One for each bucket of both tables.
    pub table: Vec<i8>,
}

impl Trained {
    /// Knows nothing: scores 0 whatever the text.
    pub fn nothing() -> Trained {
        Trained { head: Head::default(), plain: [Plain::default(); PLAIN], table: vec![0; 2 * BUCKETS] }
    }
}

/// The file of weights. `lexicon` comes from [`LexiconBuilder`].
pub fn file(lexicon: &[u8], labels: &[Trained; LABELS]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(FILE_BYTES);
    bytes.extend(MAGIC);
    bytes.extend(lexicon);
    for Trained { head, plain, .. } in labels {
        let [words, letters] = head.scales;
        for number in [head.bias, words, letters, head.slope, head.shift, head.threshold] {
            bytes.extend(number.to_le_bytes());
        }
        for Plain { mean, per_deviation, weight } in plain {
            for number in [mean, per_deviation, weight] {
                bytes.extend(number.to_le_bytes());
            }
        }
    }
    for bucket in 0..2 * BUCKETS {
        for label in Label::ALL {
            let weight = labels[label.place()].table.get(bucket).copied().unwrap_or(0);
            bytes.extend(weight.to_le_bytes());
        }
    }
    bytes
}

/// Collects the entries of the lexicon.
#[derive(Debug)]
pub struct LexiconBuilder {
    bytes: Vec<u8>,
    entries: usize,
}

impl Default for LexiconBuilder {
    fn default() -> LexiconBuilder {
        LexiconBuilder { bytes: vec![0; LEXICON_BYTES], entries: 0 }
    }
}

impl LexiconBuilder {
    /// Changes the entry of a word or of a run of up to four, in lower case, apart by single blanks. Says false, and
    /// changes nothing, when the words are too many or the table is half full.
    pub fn change(&mut self, words: &str, change: impl FnOnce(&mut Entry)) -> bool {
        let length = words.split(' ').count();
        if length > WORDS_MAX || self.entries >= SLOTS / 2 {
            return false;
        }
        let run = words.split(' ').fold(Run::default(), |run, word| run.then(Word::of(word)));
        let known = Lexicon(&self.bytes).find(run);
        let mut entry = known.unwrap_or_default();
        change(&mut entry);
        let (place, proof) = run.place_and_proof();
        let code = |mark: Option<Mark>| mark.map_or(0, Mark::code);
        for step in 0..SLOTS {
            let at = ((place + step) % SLOTS) * SLOT_BYTES;
            let slot = &mut self.bytes[at..at + SLOT_BYTES];
            if slot[SLOT_BYTES - 1] == 0 || slot[..4] == proof.to_le_bytes() {
                slot[..4].copy_from_slice(&proof.to_le_bytes());
                let [valence] = entry.valence.to_le_bytes();
                slot[4..].copy_from_slice(&[valence, code(entry.at_start), code(entry.inside), length as u8]);
                self.entries += usize::from(known.is_none());
                return true;
            }
        }
        false
    }

    pub fn bytes(self) -> Vec<u8> {
        self.bytes
    }
}
