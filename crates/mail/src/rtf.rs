//! The words of an RTF body, as it comes compressed in winmail.dat (MS-OXRTFCP). Looks are lost; where the RTF holds the
//! HTML it was made from (MS-OXRTFEX), only its text is taken.

/// Larger ones are left alone.
const MAX_BYTES: usize = 4 * 1024 * 1024;
const MAX_DEPTH: usize = 200;
/// What every compressed stream may refer to before its first byte.
const BEGINNING: &[u8] = b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \
\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";
const WINDOW: usize = 4096;

/// The text of a compressed RTF body; none when it is not one, or has no words.
pub(crate) fn text_of_compressed(data: &[u8]) -> Option<String> {
    let text = text(&decompressed(data)?);
    (!text.trim().is_empty()).then_some(text)
}

fn decompressed(data: &[u8]) -> Option<Vec<u8>> {
    let word = |at: usize| Some(u32::from_le_bytes(data.get(at..at + 4)?.try_into().ok()?));
    let length = usize::try_from(word(4)?).ok().filter(|length| *length <= MAX_BYTES)?;
    let content = data.get(16..)?;
    match word(8)? {
        // "MELA": not compressed at all.
        0x414C_454D => return Some(content[..length.min(content.len())].to_vec()),
        // "LZFu"
        0x7546_5A4C => {}
        _ => return None,
    }
    let mut window = [0_u8; WINDOW];
    window[..BEGINNING.len()].copy_from_slice(BEGINNING);
    let mut at = BEGINNING.len();
    let mut out = Vec::with_capacity(length);
    let mut put = |window: &mut [u8; WINDOW], at: &mut usize, byte: u8| {
        window[*at % WINDOW] = byte;
        *at = (*at + 1) % WINDOW;
        if out.len() < length {
            out.push(byte);
        }
    };
    let mut bytes = content.iter().copied();
    // A cut stream still gives what came before the cut.
    'all: while let Some(control) = bytes.next() {
        for bit in 0..8 {
            if control >> bit & 1 == 0 {
                let Some(byte) = bytes.next() else { break 'all };
                put(&mut window, &mut at, byte);
                continue;
            }
            let (Some(high), Some(low)) = (bytes.next(), bytes.next()) else { break 'all };
            let reference = usize::from(u16::from_be_bytes([high, low]));
            let (mut from, count) = (reference >> 4, (reference & 0xf) + 2);
            if from == at {
                break 'all;
            }
            for _ in 0..count {
                let byte = window[from % WINDOW];
                put(&mut window, &mut at, byte);
                from = (from + 1) % WINDOW;
            }
        }
    }
    Some(out)
}

/// What holds within one pair of braces.
#[derive(Clone, Copy)]
struct Group {
    /// Its content is no text of the letter.
    hidden: bool,
    /// Of HTML that was made into RTF: what only RTF needs.
    only_rtf: bool,
    /// Characters that stand for one beyond the code page.
    skip: usize,
}

/// The words of RTF, a line a paragraph.
fn text(rtf: &[u8]) -> String {
    let mut out = String::new();
    let mut groups = vec![Group { hidden: false, only_rtf: false, skip: 1 }];
    let (mut at, mut to_skip, mut deeper) = (0, 0_usize, 0_usize);
    while let Some(&byte) = rtf.get(at) {
        at += 1;
        let Some(group) = groups.last().copied() else { break };
        let is_shown = !group.hidden && !group.only_rtf && deeper == 0;
        match byte {
            b'{' if groups.len() >= MAX_DEPTH => deeper += 1,
            b'{' => groups.push(group),
            b'}' if deeper > 0 => deeper -= 1,
            b'}' => {
                groups.pop();
            }
            b'\r' | b'\n' => {}
            b'\\' => {
                let (word, number) = control(rtf, &mut at);
                let Some(now) = groups.last_mut() else { break };
                match word {
                    "*" => now.hidden = true,
                    "fonttbl" | "colortbl" | "stylesheet" | "info" | "pict" | "object" | "header"
                    | "footer" | "listtable" | "themedata" => now.hidden = true,
                    "htmlrtf" => now.only_rtf = number != Some(0),
                    "uc" => now.skip = usize::try_from(number.unwrap_or(1)).unwrap_or(1).min(10),
                    _ if !is_shown => {}
                    "par" | "line" | "row" | "sect" | "page" => out.push('\n'),
                    "tab" | "cell" => out.push('\t'),
                    "u" => {
                        let code = number.map(|n| if n < 0 { n + 65_536 } else { n });
                        let c = code.and_then(|n| u32::try_from(n).ok()).and_then(char::from_u32);
                        out.push(c.unwrap_or(char::REPLACEMENT_CHARACTER));
                        to_skip = now.skip;
                    }
                    "'" => {
                        let hex = rtf.get(at..at + 2).and_then(|two| std::str::from_utf8(two).ok());
                        let byte = hex.and_then(|two| u8::from_str_radix(two, 16).ok());
                        at = (at + 2).min(rtf.len());
                        match byte {
                            _ if to_skip > 0 => to_skip -= 1,
                            Some(byte) => out.push_str(&encoding_rs::WINDOWS_1252.decode(&[byte]).0),
                            None => {}
                        }
                    }
                    "emdash" => out.push('—'),
                    "endash" => out.push('–'),
                    "lquote" => out.push('‘'),
                    "rquote" => out.push('’'),
                    "ldblquote" => out.push('“'),
                    "rdblquote" => out.push('”'),
                    "bullet" => out.push('•'),
                    "~" => out.push(' '),
                    "\\" | "{" | "}" => out.push_str(word),
                    _ => {}
                }
            }
            _ if !is_shown => {}
            _ if to_skip > 0 => to_skip -= 1,
            byte => out.push_str(&encoding_rs::WINDOWS_1252.decode(&[byte]).0),
        }
    }
    out
}

/// The control word or sign after a backslash, and its number; `at` is behind both.
fn control<'a>(rtf: &'a [u8], at: &mut usize) -> (&'a str, Option<i64>) {
    let start = *at;
    let span = |from: usize, is: fn(&u8) -> bool| {
        rtf[from.min(rtf.len())..].iter().take(32).take_while(|b| is(b)).count()
    };
    let letters = span(start, u8::is_ascii_alphabetic);
    if letters == 0 {
        *at = (start + 1).min(rtf.len());
        return (std::str::from_utf8(&rtf[start.min(rtf.len())..*at]).unwrap_or_default(), None);
    }
    let mut end = start + letters;
    let word = std::str::from_utf8(&rtf[start..end]).unwrap_or_default();
    let sign = usize::from(rtf.get(end) == Some(&b'-'));
    let digits = span(end + sign, u8::is_ascii_digit);
    let mut number = None;
    if digits > 0 {
        let until = end + sign + digits;
        number = std::str::from_utf8(&rtf[end..until]).ok().and_then(|digits| digits.parse().ok());
        end = until;
    }
    // One blank belongs to the word.
    *at = end + usize::from(rtf.get(end) == Some(&b' '));
    (word, number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn plain(rtf: &[u8]) -> Vec<u8> {
        let mut data = u32::try_from(rtf.len() + 12).unwrap().to_le_bytes().to_vec();
        data.extend(u32::try_from(rtf.len()).unwrap().to_le_bytes());
        data.extend(b"MELA\0\0\0\0");
        data.extend(rtf);
        data
    }

    #[test]
    fn the_words_are_found_and_nothing_else() {
        let rtf = br"{\rtf1\ansi{\fonttbl{\f0 Arial;}}{\*\generator x;}\pard Gr\'fc\'dfe, \b Ana\b0\par 50 \u8364? \{now\}\tab ok}";
        assert_eq!(text_of_compressed(&plain(rtf)).unwrap(), "Grüße, Ana\n50 € {now}\tok");
    }

    #[test]
    fn html_made_into_rtf_gives_its_words_once() {
        let rtf = br"{\rtf1\ansi\fromhtml1{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 Hello\htmlrtf\par}\htmlrtf0{\*\htmltag72 </p>}}";
        assert_eq!(text_of_compressed(&plain(rtf)).unwrap().trim(), "Hello");
    }

    /// The example of MS-OXRTFCP, 3.1.1.
    #[test]
    fn what_is_compressed_is_read() {
        assert_eq!(BEGINNING.len(), 207);
        let data = [
            0x2d, 0x00, 0x00, 0x00, 0x2b, 0x00, 0x00, 0x00, 0x4c, 0x5a, 0x46, 0x75, 0xf1, 0xc5, 0xc7, 0xa7,
            0x03, 0x00, 0x0a, 0x00, 0x72, 0x63, 0x70, 0x67, 0x31, 0x32, 0x35, 0x42, 0x32, 0x0a, 0xf3, 0x20,
            0x68, 0x65, 0x6c, 0x09, 0x00, 0x20, 0x62, 0x77, 0x05, 0xb0, 0x6c, 0x64, 0x7d, 0x0a, 0x80, 0x0f,
            0xa0,
        ];
        assert_eq!(decompressed(&data).unwrap(), b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n");
        assert_eq!(text_of_compressed(&data).unwrap(), "hello world");
    }

    proptest! {
        #[test]
        fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..600), kind in prop::sample::select(vec![*b"MELA", *b"LZFu"])) {
            let mut data = plain(&bytes);
            data[8..12].copy_from_slice(&kind);
            let _ = text_of_compressed(&data);
            let _ = text(&bytes);
        }

        #[test]
        fn any_words_are_read(rtf in "(\\\\(par|u-?[0-9]{0,6}|'[0-9a-g]{0,2}|htmlrtf0?|\\*)|[{}]|[a-z ?]){0,60}") {
            let _ = text(rtf.as_bytes());
        }
    }
}
