//! Numbers for words, runs of words and runs of letters, each from the one before: nothing is copied to be hashed.

/// Buckets of one table. Words and pairs of words share the first; runs of letters have the second.
pub const BUCKETS: usize = 1 << 17;

/// Bits of a hash that name no bucket.
const SPARE_BITS: u32 = u64::BITS - BUCKETS.trailing_zeros();

// Odd numbers with well-mixed bits; any such would do, but the weights are bound to these.
const STEP: u64 = 0x0000_0100_0000_01b3;
const RUN: u64 = 0x9e37_79b9_7f4a_7c15;
const MIX: u64 = 0xd6e8_feb8_6659_fd93;
const LEXICON: u64 = 0x5bd1_e995_97f4_a7c5;

/// The longest run of letters.
const WINDOW: usize = 5;

/// Every bit of the answer depends on every bit of `x`.
#[inline]
fn spread(mut x: u64) -> u64 {
    x ^= x >> 32;
    x = x.wrapping_mul(MIX);
    x ^= x >> 29;
    x = x.wrapping_mul(MIX);
    x ^ (x >> 32)
}

/// A word, letter by letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word(u64);

impl Word {
    pub const EMPTY: Word = Word(0xcbf2_9ce4_8422_2325);

    #[inline]
    pub fn push(&mut self, letter: char) {
        self.0 = (self.0 ^ u64::from(u32::from(letter))).wrapping_mul(STEP);
    }

    pub fn of(text: &str) -> Word {
        let mut word = Word::EMPTY;
        for letter in text.chars() {
            word.push(letter);
        }
        word
    }
}

/// A run of words, word by word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Run(u64);

impl Run {
    #[inline]
    pub fn then(self, word: Word) -> Run {
        Run(self.0.wrapping_mul(RUN).rotate_left(23) ^ word.0)
    }

    /// Its bucket in the table of words, below [`BUCKETS`].
    #[inline]
    pub fn bucket(self) -> u32 {
        (spread(self.0) >> SPARE_BITS) as u32
    }

    /// Where to look for it in the lexicon, and what tells it from others there.
    #[inline]
    pub fn place_and_proof(self) -> (usize, u32) {
        let x = spread(self.0 ^ LEXICON);
        ((x >> 40) as usize, x as u32)
    }
}

/// The runs of three, four and five letters that end with the last one pushed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Letters {
    last: [u64; WINDOW],
    known: usize,
}

impl Letters {
    /// Gives each run's bucket in the table of letters, from [`BUCKETS`] on.
    #[inline]
    pub fn push(&mut self, letter: char, mut each: impl FnMut(u32)) {
        self.last.rotate_left(1);
        self.last[WINDOW - 1] = u64::from(u32::from(letter)).wrapping_add(1).wrapping_mul(RUN);
        self.known = (self.known + 1).min(WINDOW);
        let [a, b, c, d, e] = self.last;
        if self.known < 3 {
            return;
        }
        // Turned by its place, a letter counts differently in each; no turn is the other's multiple.
        let three = c.rotate_left(42) ^ d.rotate_left(21) ^ e;
        each(Self::bucket(three, 3));
        if self.known > 3 {
            let four = three ^ b.rotate_left(63);
            each(Self::bucket(four, 4));
            if self.known > 4 {
                each(Self::bucket(four ^ a.rotate_left(20), 5));
            }
        }
    }

    #[inline]
    fn bucket(run: u64, length: u64) -> u32 {
        let x = (run ^ (run >> 31) ^ length).wrapping_mul(MIX);
        let bucket = (x ^ (x >> 32)).wrapping_mul(RUN) >> SPARE_BITS;
        BUCKETS as u32 + bucket as u32
    }
}
