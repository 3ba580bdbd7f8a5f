//! Damaged mail without end: takes real mails and breaks them the way the world does, the same way for the same seed.

/// A small generator of numbers (SplitMix64): the same seed gives the same damage on every machine.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Chance {
        Chance(seed)
    }

    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `limit`, and 0 for a limit of 0.
    pub fn below(&mut self, limit: usize) -> usize {
        let limit = u64::try_from(limit).unwrap_or(u64::MAX);
        usize::try_from(self.draw().checked_rem(limit).unwrap_or(0)).unwrap_or(0)
    }
}

/// No mail grows past this by damage, in bytes.
const BYTES_MAX: usize = 256 * 1024;

/// What mail parsers have tripped over, put in anywhere.
const WORDS: [&[u8]; 40] = [
    b"\r\n",
    b"\n\n",
    b"\r",
    b"\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xc3\x28",
    b"=?utf-8?B?",
    b"=?utf-7?Q?=",
    b"?=",
    b"=?x-unknown?q?=41?=",
    b"Content-Type: multipart/mixed; boundary=\"\"\r\n",
    b"Content-Type: multipart/alternative; boundary=a\r\n\r\n--a\r\n",
    b"--a--",
    b"Content-Type: message/rfc822\r\n\r\n",
    b"Content-Transfer-Encoding: base64\r\n\r\n",
    b"Content-Transfer-Encoding: quoted-printable\r\n\r\n=",
    b"Content-Transfer-Encoding: x-uuencode\r\n\r\nbegin 644 a\r\n",
    b"Content-Disposition: attachment; filename*0*=utf-8''%; filename*1=\"",
    b"filename=\"../../../etc/passwd\"",
    b"Content-Type: text/html; charset=utf-16\r\n\r\n",
    b"charset=\"iso-2022-jp\"",
    b"\x1b$B",
    b"Content-Type: application/ms-tnef\r\n\r\n\x78\x9f\x3e\x22",
    b"Content-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nRRULE:",
    b"<div><blockquote>",
    b"</",
    b"<!--",
    b"<table><table><table>",
    b"&#x110000;",
    b"On Mon, 1 Jan 2026 at 10:00, A <a@b> wrote:\r\n>",
    b"> > > > > > ",
    b"-- \r\n",
    b"-----Original Message-----\r\n",
    b"Message-ID: <",
    b"References: <a@b> <",
    b"From: \"",
    b"Subject: [#18446744073709551616]",
    b"Date: 32 Foo 99999 99:99:99 +9999",
    b"(((((((",
];

/// A damaged copy of `mail`, with pieces of `other` in it now and then.
pub fn damage(mail: &[u8], other: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = mail.to_vec();
    for _ in 0..=chance.below(6) {
        let at = chance.below(bytes.len() + 1);
        let length = chance.below(64.min(bytes.len() - at) + 1);
        match chance.below(9) {
            // One bit flips.
            0 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << chance.below(8);
                }
            }
            // Bytes are lost, or the rest is.
            1 => drop(bytes.drain(at..at + length)),
            2 => bytes.truncate(at),
            // Something known to hurt is put in.
            3 | 4 => {
                let word = WORDS.get(chance.below(WORDS.len())).copied().unwrap_or_default();
                bytes.splice(at..at, word.iter().copied());
            }
            // A piece comes twice, or many times.
            5 => {
                let piece = bytes.get(at..at + length).unwrap_or_default().repeat(1 + chance.below(40));
                bytes.splice(at..at, piece);
            }
            // A piece of another mail gets in.
            6 => {
                let from = chance.below(other.len());
                let piece = other.get(from..(from + chance.below(4096)).min(other.len())).unwrap_or_default();
                bytes.splice(at..at, piece.iter().copied());
            }
            // Noise.
            7 => {
                for byte in bytes.iter_mut().skip(at).take(length) {
                    *byte = u8::try_from(chance.below(256)).unwrap_or(0);
                }
            }
            // Two lines change places: the one here goes to the end.
            _ => {
                let end = bytes
                    .iter()
                    .skip(at)
                    .position(|byte| *byte == b'\n')
                    .map_or(bytes.len(), |line| at + line + 1);
                let line: Vec<u8> = bytes.drain(at..end).collect();
                bytes.extend(line);
            }
        }
    }
    bytes.truncate(BYTES_MAX);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_does_the_same_damage_and_another_does_not() {
        let mail = b"From: a@example.org\r\nSubject: Hello\r\n\r\nGood morning\r\n".repeat(20);
        let damaged = |seed| damage(&mail, b"other", &mut Chance::new(seed));
        assert_eq!(damaged(1), damaged(1));
        assert_ne!(damaged(1), damaged(2));
    }

    #[test]
    fn damage_stays_bounded_and_takes_even_nothing() {
        let mut chance = Chance::new(3);
        for _ in 0..2_000 {
            assert!(damage(b"", b"", &mut chance).len() <= BYTES_MAX);
            assert!(damage(&[b'x'; BYTES_MAX], b"y", &mut chance).len() <= BYTES_MAX);
        }
    }
}
