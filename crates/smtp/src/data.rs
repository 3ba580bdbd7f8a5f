//! The end of a message and its dot-stuffing (RFC 5321, 4.5.2), told apart from look-alikes.
//!
//! Only CR LF . CR LF ends a message. Servers that also took a bare LF or CR for a line end let a sender hide
//! a second message inside the first ("SMTP smuggling", 2023); here those bytes are part of the text.

use memchr::memmem;

/// Where in a line the last byte left us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Nothing yet, or CR LF just now.
    LineStart,
    /// A dot at the start of a line, held back.
    Dot,
    /// That dot and a CR, both held back.
    DotCr,
    Text,
    /// A CR that has been passed on.
    Cr,
}

/// Removes dot-stuffing and finds the end, whatever the pieces the bytes arrive in.
#[derive(Debug)]
pub(crate) struct DotDecoder {
    place: Place,
}

impl DotDecoder {
    pub(crate) fn new() -> Self {
        Self { place: Place::LineStart }
    }

    /// Appends the text in `input` to `text`. Gives the number of bytes used when the message ended there;
    /// `None` when all were used and more must come.
    pub(crate) fn decode(&mut self, input: &[u8], text: &mut Vec<u8>) -> Option<usize> {
        let mut at = 0;
        while let Some(&byte) = input.get(at) {
            self.place = match (self.place, byte) {
                (Place::LineStart, b'.') => Place::Dot,
                (Place::Dot, b'\r') => Place::DotCr,
                (Place::DotCr, b'\n') => return Some(at + 1),
                (Place::DotCr, _) => {
                    // The line only looked like the end: its CR is text, and this byte is yet to be seen.
                    text.push(b'\r');
                    self.place = Place::Cr;
                    continue;
                }
                (Place::Cr, b'\n') => {
                    text.push(byte);
                    Place::LineStart
                }
                (_, b'\r') => {
                    text.push(byte);
                    Place::Cr
                }
                _ => {
                    at += self.copy_text(input.get(at..).unwrap_or_default(), text);
                    continue;
                }
            };
            at += 1;
        }
        None
    }

    /// Copies as far as the next line that starts with a dot; the first byte is known to be plain text.
    fn copy_text(&mut self, rest: &[u8], text: &mut Vec<u8>) -> usize {
        let (plain, place) = match memmem::find(rest, b"\r\n.") {
            Some(found) => (found + 2, Place::LineStart),
            None if rest.ends_with(b"\r\n") => (rest.len(), Place::LineStart),
            None if rest.ends_with(b"\r") => (rest.len(), Place::Cr),
            None => (rest.len(), Place::Text),
        };
        text.extend_from_slice(rest.get(..plain).unwrap_or_default());
        self.place = place;
        plain
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What a client does to a message before it sends it.
    pub(crate) fn stuffed(text: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        let mut line_start = true;
        for (at, &byte) in text.iter().enumerate() {
            if line_start && byte == b'.' {
                out.push(b'.');
            }
            out.push(byte);
            line_start = byte == b'\n' && at > 0 && text[at - 1] == b'\r';
        }
        if !line_start {
            out.extend_from_slice(b"\r\n");
        }
        out.extend_from_slice(b".\r\n");
        out
    }

    fn decoded(wire: &[u8], piece: usize) -> Option<(Vec<u8>, usize)> {
        let (mut decoder, mut text, mut before) = (DotDecoder::new(), Vec::new(), 0);
        for part in wire.chunks(piece) {
            if let Some(used) = decoder.decode(part, &mut text) {
                return Some((text, before + used));
            }
            before += part.len();
        }
        None
    }

    #[test]
    fn an_empty_message_ends_at_its_first_line() {
        assert_eq!(decoded(b".\r\n", 1), Some((Vec::new(), 3)));
    }

    #[test]
    fn look_alikes_do_not_end_a_message() {
        for look_alike in [
            &b"\n.\n"[..],
            b"\n.\r\n",
            b"\r.\r",
            b"\r.\r\n",
            b"\r\n.\n",
            b"\r\n.\r",
            b"\r\n.\r\r\n",
            b"\r\n..\r\n",
            b"\r\n.\0\r\n",
            b"\r\r\n.\r\r\n",
        ] {
            let wire = [b"text", look_alike, b"MAIL FROM:<eve@example.com>\r\n"].concat();
            for piece in [1, 2, 3, wire.len()] {
                assert_eq!(decoded(&wire, piece), None, "{look_alike:?} ended the message");
            }
        }
    }

    proptest! {
        #[test]
        fn any_text_arrives_as_sent_in_any_pieces(
            text in proptest::collection::vec(
                prop_oneof![Just(b'\r'), Just(b'\n'), Just(b'.'), Just(b'a'), any::<u8>()], 0..200),
            piece in 1usize..50,
        ) {
            let wire = stuffed(&text);
            let mut expected = text.clone();
            if !text.is_empty() && !text.ends_with(b"\r\n") {
                expected.extend_from_slice(b"\r\n");
            }
            prop_assert_eq!(decoded(&wire, piece), Some((expected, wire.len())));
        }
    }
}
