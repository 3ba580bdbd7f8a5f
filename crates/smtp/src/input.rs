//! What a client has sent and nobody has looked at yet: one fixed buffer for each connection.

use std::ops::Range;

/// Longest command line, end of line included. RFC 5321 asks for 512 bytes and room for extensions.
pub(crate) const MAX_COMMAND_BYTES: usize = 2048;
const BUFFER_BYTES: usize = 16 * 1024;

/// The buffer and the part of it that waits.
pub(crate) struct Input {
    buffer: Box<[u8]>,
    waiting: Range<usize>,
    /// In the middle of a line that is too long, whose rest is thrown away.
    overlong: bool,
}

/// The next thing in the buffer when a command is expected.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// A whole line, line end included: where it is in the buffer.
    Whole(Range<usize>),
    /// The end of a line that was too long to keep.
    TooLong,
    /// No whole line yet.
    Partial,
}

impl Input {
    pub(crate) fn new() -> Self {
        Self { buffer: vec![0; BUFFER_BYTES].into_boxed_slice(), waiting: 0..0, overlong: false }
    }

    pub(crate) fn waiting(&self) -> &[u8] {
        self.buffer.get(self.waiting.clone()).unwrap_or_default()
    }

    pub(crate) fn bytes(&self, range: Range<usize>) -> &[u8] {
        self.buffer.get(range).unwrap_or_default()
    }

    pub(crate) fn consume(&mut self, count: usize) {
        self.waiting.start = self.waiting.start.saturating_add(count).min(self.waiting.end);
    }

    /// Forgets what was sent ahead; used when the channel becomes another one (STARTTLS).
    pub(crate) fn discard(&mut self) {
        self.waiting = 0..0;
        self.overlong = false;
    }

    /// Room to read into: never empty as long as lines are taken out with [`Input::line`].
    pub(crate) fn room(&mut self) -> &mut [u8] {
        if self.waiting.is_empty() {
            self.waiting = 0..0;
        } else if self.waiting.end == self.buffer.len() {
            self.buffer.copy_within(self.waiting.clone(), 0);
            self.waiting = 0..self.waiting.len();
        }
        self.buffer.get_mut(self.waiting.end..).unwrap_or_default()
    }

    pub(crate) fn filled(&mut self, count: usize) {
        self.waiting.end = (self.waiting.end + count).min(self.buffer.len());
    }

    /// Takes the next line out.
    pub(crate) fn line(&mut self) -> Line {
        let start = self.waiting.start;
        match memchr::memchr(b'\n', self.waiting()) {
            Some(at) => {
                self.waiting.start = start + at + 1;
                let too_long = std::mem::take(&mut self.overlong) || at >= MAX_COMMAND_BYTES;
                if too_long { Line::TooLong } else { Line::Whole(start..start + at + 1) }
            }
            None => {
                if self.waiting.len() >= MAX_COMMAND_BYTES {
                    self.overlong = true;
                }
                if self.overlong {
                    self.waiting.start = self.waiting.end;
                }
                Line::Partial
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn send(input: &mut Input, bytes: &[u8]) {
        input.room()[..bytes.len()].copy_from_slice(bytes);
        input.filled(bytes.len());
    }

    #[test]
    fn lines_come_out_one_by_one_and_a_partial_one_waits() {
        let mut input = Input::new();
        send(&mut input, b"NOOP\r\nQUIT\r\nHE");
        let Line::Whole(first) = input.line() else { panic!("no line") };
        assert_eq!(input.bytes(first), b"NOOP\r\n");
        let Line::Whole(second) = input.line() else { panic!("no line") };
        assert_eq!(input.bytes(second), b"QUIT\r\n");
        assert_eq!(input.line(), Line::Partial);
        assert_eq!(input.waiting(), b"HE");
    }

    #[test]
    fn a_line_without_end_is_thrown_away_and_reported_once() {
        let mut input = Input::new();
        for _ in 0..100 {
            send(&mut input, &[b'x'; 1000]);
            assert_eq!(input.line(), Line::Partial);
        }
        send(&mut input, b"x\r\nNOOP\r\n");
        assert_eq!(input.line(), Line::TooLong);
        assert!(matches!(input.line(), Line::Whole(_)));
    }
}
