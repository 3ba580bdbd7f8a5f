//! The file of weights, read where it lies, and the scores it gives.

use super::hash::BUCKETS;
use super::lexicon::{LEXICON_BYTES, Lexicon};
use super::mark::{Look, PLAIN};
use super::walk::{Visitor, walk};
use super::{LABELS, Label, Mark, Marked, Scores};

/// Begins the file; the number changes with the layout or with what is counted.
pub const MAGIC: [u8; 16] = *b"alongside coach1";
/// Numbers of four bytes before a label's plain features: bias, scales of the two tables, slope, shift, threshold.
const HEAD: usize = 6;
/// A plain feature has a mean, one over a deviation, and a weight.
const OF_PLAIN: usize = 3;
const LABEL_BYTES: usize = 4 * (HEAD + OF_PLAIN * PLAIN);

const LEXICON_AT: usize = MAGIC.len();
const LABELS_AT: usize = LEXICON_AT + LEXICON_BYTES;
const TABLE_AT: usize = LABELS_AT + LABELS * LABEL_BYTES;
/// Length of the file, in bytes.
pub const FILE_BYTES: usize = TABLE_AT + 2 * BUCKETS * LABELS;

/// A plain feature further than this many deviations from its mean counts as this far: no single habit of a writer, and
/// no length unknown in training, decides a score.
pub const DEVIATIONS_MAX: f32 = 3.0;

/// Of any length, so that training can begin anew after the layout has changed; a test holds it to [`FILE_BYTES`].
static OURS: &[u8] = include_bytes!("../../data/model.bin");

/// Weights of all labels; the bytes of a file.
#[derive(Debug, Clone, Copy)]
pub struct Weights<'d>(&'d [u8]);

/// What is known of one label beside the tables.
#[derive(Debug, Clone, Copy, Default)]
pub struct Head {
    pub bias: f32,
    /// What one step of a small whole number in the table of words, and in that of letters, is worth.
    pub scales: [f32; 2],
    /// The score's way to a probability: 1 / (1 + exp(−(slope · score + shift))).
    pub slope: f32,
    pub shift: f32,
    /// Of the probability.
    pub threshold: f32,
}

/// Sums of one pass: per table and label, the weights of every bucket seen, each once.
struct Sums<'d, F> {
    table: &'d [[u8; LABELS]],
    seen: [u64; 2 * BUCKETS / 64],
    sums: [[i32; LABELS]; 2],
    distinct: [u32; 2],
    marked: F,
}

impl<F: FnMut(Marked)> Visitor for Sums<'_, F> {
    #[inline]
    fn bucket(&mut self, bucket: u32) {
        let at = bucket as usize;
        let (Some(seen), Some(weights)) = (self.seen.get_mut(at / 64), self.table.get(at)) else { return };
        let bit = 1 << (at % 64);
        if *seen & bit != 0 {
            return;
        }
        *seen |= bit;
        let table = usize::from(at >= BUCKETS);
        self.distinct[table] += 1;
        for (sum, weight) in self.sums[table].iter_mut().zip(weights) {
            *sum += i32::from(weight.cast_signed());
        }
    }

    #[inline]
    fn mark(&mut self, mark: Mark, start: usize, end: usize) {
        (self.marked)(Marked { mark, start, end });
    }
}

impl<'d> Weights<'d> {
    /// The weights inside the program.
    pub const OURS: Weights<'static> = Weights(OURS);

    /// None when the bytes are not such a file.
    pub fn of(bytes: &'d [u8]) -> Option<Weights<'d>> {
        (bytes.len() == FILE_BYTES && bytes.starts_with(&MAGIC)).then_some(Weights(bytes))
    }

    pub fn lexicon(self) -> Lexicon<'d> {
        Lexicon(self.0.get(LEXICON_AT..LABELS_AT).unwrap_or_default())
    }

    /// The `index`th number of a label.
    #[inline]
    fn number(self, label: Label, index: usize) -> f32 {
        let at = LABELS_AT + label.place() * LABEL_BYTES + 4 * index;
        match self.0.get(at..at + 4) {
            Some(&[a, b, c, d]) => f32::from_le_bytes([a, b, c, d]),
            _ => 0.0,
        }
    }

    fn head(self, label: Label) -> Head {
        let number = |index| self.number(label, index);
        Head {
            bias: number(0),
            scales: [number(1), number(2)],
            slope: number(3),
            shift: number(4),
            threshold: number(5),
        }
    }

    pub fn threshold(self, label: Label) -> f32 {
        self.head(label).threshold
    }

    /// What each label's linear model says of the text, before it is made a probability.
    pub fn weigh(self, text: &str, marked: impl FnMut(Marked)) -> [f32; LABELS] {
        self.weigh_and_feel(text, marked).0
    }

    /// The same, and how kind or unkind its words are by themselves, from -1 to 1 (VADER's measure).
    fn weigh_and_feel(self, text: &str, marked: impl FnMut(Marked)) -> ([f32; LABELS], f32) {
        let (table, _) = self.0.get(TABLE_AT..).unwrap_or_default().as_chunks();
        let mut sums =
            Sums { table, seen: [0; 2 * BUCKETS / 64], sums: [[0; LABELS]; 2], distinct: [0; 2], marked };
        let plain = walk(text, self.lexicon(), &mut sums);
        // The plain features are square roots with their sign.
        let root = plain[Look::Valence as usize];
        let weighed = Label::ALL.map(|label| {
            let head = self.head(label);
            let mut score = head.bias;
            for table in 0..2 {
                let share = (sums.distinct[table].max(1) as f32).sqrt();
                score += head.scales[table] * sums.sums[table][label.place()] as f32 / share;
            }
            for (index, value) in plain.into_iter().enumerate() {
                let [mean, per_deviation, weight] =
                    [0, 1, 2].map(|part| self.number(label, HEAD + OF_PLAIN * index + part));
                score += ((value - mean) * per_deviation).clamp(-DEVIATIONS_MAX, DEVIATIONS_MAX) * weight;
            }
            score
        });
        (weighed, root * root.abs())
    }

    /// The text's scores; `marked` is told every mark.
    pub fn score(self, text: &str, marked: impl FnMut(Marked)) -> Scores {
        let (weighed, valence) = self.weigh_and_feel(text, marked);
        let [politeness, gratitude, frustration, confusion] = Label::ALL.map(|label| {
            let head = self.head(label);
            1.0 / (1.0 + (-(head.slope * weighed[label.place()] + head.shift)).exp())
        });
        Scores { politeness, gratitude, frustration, confusion, valence }
    }
}
