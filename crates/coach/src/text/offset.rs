//! Bytes to characters, for the rim: inside the crate all offsets are bytes.

/// Translates ascending or random byte offsets of one text into character offsets.
pub struct Characters {
    /// Characters before each block of [`BLOCK`] bytes.
    before: Vec<u32>,
    is_ascii: bool,
}

const BLOCK: usize = 256;

impl Characters {
    pub fn of(text: &str) -> Characters {
        if text.is_ascii() {
            return Characters { before: Vec::new(), is_ascii: true };
        }
        let mut before = Vec::with_capacity(text.len() / BLOCK + 1);
        let mut count = 0;
        for block in text.as_bytes().chunks(BLOCK) {
            before.push(count);
            count += block.iter().filter(|byte| is_first(**byte)).count() as u32;
        }
        Characters { before, is_ascii: false }
    }

    /// How many characters of `text` begin before `byte`.
    pub fn at(&self, text: &str, byte: usize) -> usize {
        let byte = byte.min(text.len());
        if self.is_ascii {
            return byte;
        }
        let block = byte / BLOCK;
        let from = block * BLOCK;
        let known = self
            .before
            .get(block)
            .map_or_else(|| self.before.last().copied().unwrap_or(0) as usize, |count| *count as usize);
        let from = if block < self.before.len() { from } else { from.saturating_sub(BLOCK) };
        let rest = text.as_bytes().get(from..byte).unwrap_or_default();
        known + rest.iter().filter(|byte| is_first(**byte)).count()
    }
}

/// Whether a byte of UTF-8 begins a character.
fn is_first(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}
