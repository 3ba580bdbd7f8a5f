//! Words that count by themselves, politeness markers and VADER's valences, in a table that is searched where it lies.

use super::hash::Run;
use super::mark::Mark;

/// Slots of the table; less than half are taken.
pub const SLOTS: usize = 1 << 14;
/// Proof (four bytes, little-endian), valence, mark at the start of a sentence, mark elsewhere, length in words; a slot
/// with length 0 is free.
pub const SLOT_BYTES: usize = 8;
pub const LEXICON_BYTES: usize = SLOTS * SLOT_BYTES;
/// Longest entry, in words.
pub const WORDS_MAX: usize = 4;

/// What is known of a word or a run of words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Entry {
    /// VADER's mean valence (−4 to 4) in steps of 1/25.
    pub valence: i8,
    /// The mark it bears as the beginning of a sentence.
    pub at_start: Option<Mark>,
    /// The mark it bears elsewhere.
    pub inside: Option<Mark>,
}

/// The table, as bytes of the weights.
#[derive(Debug, Clone, Copy)]
pub struct Lexicon<'d>(pub &'d [u8]);

impl Lexicon<'_> {
    #[inline]
    pub fn find(self, run: Run) -> Option<Entry> {
        let (place, proof) = run.place_and_proof();
        // A full table would end the search too: it is bounded by the number of slots.
        for step in 0..SLOTS {
            let at = ((place + step) % SLOTS) * SLOT_BYTES;
            let &[a, b, c, d, valence, at_start, inside, length] = self.0.get(at..at + SLOT_BYTES)? else {
                return None;
            };
            if length == 0 {
                return None;
            }
            if u32::from_le_bytes([a, b, c, d]) == proof {
                let (at_start, inside) = (Mark::from_code(at_start), Mark::from_code(inside));
                return Some(Entry { valence: valence.cast_signed(), at_start, inside });
            }
        }
        None
    }
}
