//! Cuts prose into words, numbers and marks, each with a normal form: lower case, contractions spelt out.

use std::ops::Range;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Word,
    /// Begins with a digit: `3`, `14:30`, `8th`, `01/02`, `100%`.
    Number,
    /// `.`, `!`, `?` or `…`: may end a sentence.
    Stop,
    /// A comma, colon, dash, bracket …
    Mark,
    /// An address, a path, an identifier: nothing to read inside.
    Opaque,
    /// Words between quotation marks, or code between backticks: somebody else's.
    Quote,
}

/// One token. Offsets are bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    pub start: u32,
    pub end: u32,
    pub normal_start: u32,
    pub normal_end: u32,
    pub kind: Kind,
    /// Begins with a capital letter.
    pub capital: bool,
    /// Two or more letters, all of them capital.
    pub shouted: bool,
    /// No blank between it and the token before.
    pub glued: bool,
    /// A line break stands before it.
    pub breaks: bool,
}

impl Token {
    pub fn bytes(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    pub fn normal_bytes(&self) -> Range<usize> {
        self.normal_start as usize..self.normal_end as usize
    }
}

/// A quotation longer than this is an unpaired mark, in bytes.
const QUOTE_BYTES_MAX: usize = 1200;

/// Words that people write without the apostrophe, and where it would split them.
const SLOPPY: [(&str, usize, &str, &str); 28] = [
    ("arent", 3, "are", "not"),
    ("cannot", 3, "can", "not"),
    ("cant", 3, "can", "not"),
    ("couldnt", 5, "could", "not"),
    ("didnt", 3, "did", "not"),
    ("doesnt", 4, "does", "not"),
    ("dont", 2, "do", "not"),
    ("gonna", 3, "going", "to"),
    ("hadnt", 3, "had", "not"),
    ("hasnt", 3, "has", "not"),
    ("havent", 4, "have", "not"),
    ("im", 1, "i", "am"),
    ("isnt", 2, "is", "not"),
    ("ive", 1, "i", "have"),
    ("shouldnt", 6, "should", "not"),
    ("shouldve", 6, "should", "have"),
    ("thats", 4, "that", "'s"),
    ("theyre", 4, "they", "are"),
    ("theyve", 4, "they", "have"),
    ("wasnt", 3, "was", "not"),
    ("werent", 4, "were", "not"),
    ("weve", 2, "we", "have"),
    ("whats", 4, "what", "'s"),
    ("wont", 2, "will", "not"),
    ("wouldnt", 5, "would", "not"),
    ("youll", 3, "you", "will"),
    ("youre", 3, "you", "are"),
    ("youve", 3, "you", "have"),
];

/// Appends the tokens of `segment` and their normal forms.
pub fn cut(text: &str, segment: Range<usize>, tokens: &mut Vec<Token>, normal: &mut String) {
    let mut cutter = Cutter {
        text,
        end: segment.end,
        at: segment.start,
        tokens,
        normal,
        blank: true,
        broke: true,
        plain_until: segment.start,
    };
    while cutter.at < cutter.end {
        cutter.step();
    }
}

struct Cutter<'a> {
    text: &'a str,
    at: usize,
    end: usize,
    tokens: &'a mut Vec<Token>,
    normal: &'a mut String,
    /// Blanks stood before the place.
    blank: bool,
    /// A line break stood before the place.
    broke: bool,
    /// The chunk up to here was looked at and holds no address or path.
    plain_until: usize,
}

impl Cutter<'_> {
    fn byte(&self, at: usize) -> u8 {
        if at < self.end { self.text.as_bytes().get(at).copied().unwrap_or(0) } else { 0 }
    }

    fn char_at(&self, at: usize) -> char {
        if at >= self.end {
            return '\0';
        }
        self.text.get(at..self.end).and_then(|rest| rest.chars().next()).unwrap_or('\0')
    }

    fn step(&mut self) {
        let byte = self.byte(self.at);
        match byte {
            b'\n' => {
                (self.broke, self.blank) = (true, true);
                self.at += 1;
                return;
            }
            b' ' | b'\t' | b'\r' => {
                self.blank = true;
                self.at += 1;
                return;
            }
            _ => {}
        }
        if self.at >= self.plain_until {
            let chunk = self.chunk();
            if let Some(length) = opaque(chunk) {
                self.push(self.at + length, Kind::Opaque, "\u{1}");
                return;
            }
            self.plain_until = self.at + chunk.len();
        }
        let c = if byte < 0x80 { byte as char } else { self.char_at(self.at) };
        if c.is_ascii_digit() {
            self.number();
        } else if c.is_alphabetic() {
            self.word();
        } else if let Some(end) = self.quotation(c) {
            self.push(end, Kind::Quote, "\u{2}");
            self.plain_until = self.plain_until.max(end);
        } else {
            self.mark(c);
        }
    }

    /// The text up to the next blank.
    fn chunk(&self) -> &str {
        let bytes = self.text.as_bytes().get(self.at..self.end).unwrap_or_default();
        let length = bytes.iter().position(|b| b.is_ascii_whitespace()).unwrap_or(bytes.len());
        self.text.get(self.at..self.at + length).unwrap_or_default()
    }

    fn push(&mut self, end: usize, kind: Kind, normal: &str) {
        let written = self.text.get(self.at..end).unwrap_or_default();
        self.normal.push(' ');
        let normal_start = self.normal.len() as u32;
        self.normal.push_str(normal);
        let mut letters = written.chars().filter(|c| c.is_alphabetic());
        let capital = letters.next().is_some_and(char::is_uppercase);
        let shouted = capital && letters.clone().next().is_some() && letters.all(char::is_uppercase);
        self.tokens.push(Token {
            start: self.at as u32,
            end: end as u32,
            normal_start,
            normal_end: self.normal.len() as u32,
            kind,
            capital,
            shouted,
            glued: !self.blank,
            breaks: self.broke,
        });
        self.at = end.max(self.at + 1);
        (self.blank, self.broke) = (false, false);
    }

    fn push_lower(&mut self, end: usize, kind: Kind) {
        let written = self.text.get(self.at..end).unwrap_or_default();
        if written.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
            self.push(end, kind, written);
        } else {
            let lower = written.replace('’', "'").to_lowercase();
            self.push(end, kind, &lower);
        }
    }

    fn number(&mut self) {
        let mut end = self.at + 1;
        loop {
            let byte = self.byte(end);
            let joins =
                matches!(byte, b'.' | b',' | b':' | b'/' | b'-') && self.byte(end + 1).is_ascii_digit();
            if byte.is_ascii_alphanumeric() || joins {
                end += 1;
            } else if byte == b'%' {
                end += 1;
                break;
            } else {
                break;
            }
        }
        self.push_lower(end, Kind::Number);
    }

    fn word(&mut self) {
        let mut end = self.at;
        let mut apostrophe = None;
        loop {
            let c = self.char_at(end);
            if c.is_alphanumeric() {
                end += c.len_utf8();
            } else if (c == '\'' || c == '’') && self.char_at(end + c.len_utf8()).is_alphabetic() {
                apostrophe = Some((end, c.len_utf8()));
                end += c.len_utf8();
            } else {
                break;
            }
        }
        if end == self.at {
            // An alphabetic character outside the segment's bounds: step over it.
            self.at += self.char_at(self.at).len_utf8().max(1);
            return;
        }
        match apostrophe {
            Some((at, width)) => self.contraction(at, width, end),
            None => self.sloppy(end),
        }
    }

    fn sloppy(&mut self, end: usize) {
        let written = self.text.get(self.at..end).unwrap_or_default();
        if written.len() > 8 || !written.is_ascii() {
            return self.push_lower(end, Kind::Word);
        }
        let lower = written.to_ascii_lowercase();
        let abbreviation = match lower.as_str() {
            "u" => Some("you"),
            "ur" => Some("your"),
            "pls" | "plz" => Some("please"),
            _ => None,
        };
        if let Some(whole) = abbreviation {
            self.push(end, Kind::Word, whole);
        } else if may_be_sloppy(&lower)
            && let Ok(found) = SLOPPY.binary_search_by_key(&lower.as_str(), |entry| entry.0)
            && let Some((_, at, first, second)) = SLOPPY.get(found)
        {
            let middle = self.at + at;
            self.push(middle, Kind::Word, first);
            self.push(end, Kind::Word, second);
        } else {
            self.push(end, Kind::Word, &lower);
        }
    }

    fn contraction(&mut self, at: usize, width: usize, end: usize) {
        let tail = self.text.get(at + width..end).unwrap_or_default().to_lowercase();
        let head = self.text.get(self.at..at).unwrap_or_default().to_lowercase();
        let whole = match tail.as_str() {
            "m" => "am",
            "re" => "are",
            "ve" => "have",
            "ll" => "will",
            "d" => "'d",
            "s" => "'s",
            "t" if head.ends_with('n') && head.len() > 2 => {
                let (stem, split) = match head.as_str() {
                    "can" => ("can", at),
                    "won" => ("will", at - 1),
                    "shan" => ("shall", at - 1),
                    "ain" => ("is", at - 1),
                    other => (other.get(..other.len() - 1).unwrap_or_default(), at - 1),
                };
                self.push(split, Kind::Word, stem);
                self.push(end, Kind::Word, "not");
                return;
            }
            _ => return self.push_lower(end, Kind::Word),
        };
        // The head may be sloppy or a name: only its case is changed.
        self.push(at, Kind::Word, &head);
        self.push(end, Kind::Word, whole);
    }

    /// Where a quotation that opens here ends.
    fn quotation(&self, open: char) -> Option<usize> {
        let close: &[char] = match open {
            '"' => &['"'],
            '`' => &['`'],
            '“' => &['”', '“', '"'],
            '„' => &['“', '”', '"'],
            '«' => &['»'],
            '»' => &['«'],
            '‘' | '‚' => &['’', '‘'],
            '\'' if self.blank && self.char_at(self.at + 1).is_alphanumeric() => &['\''],
            _ => return None,
        };
        let inside = self.at + open.len_utf8();
        let single = matches!(open, '\'' | '‘' | '‚');
        let mut lines = 0;
        for (offset, c) in self.text.get(inside..self.end)?.char_indices() {
            if offset > QUOTE_BYTES_MAX {
                return None;
            }
            if c == '\n' {
                lines += 1;
                // Straight marks are too easily unpaired to be trusted over many lines.
                if lines > 4 {
                    return None;
                }
            }
            if close.contains(&c) && offset > 0 {
                let end = inside + offset + c.len_utf8();
                if single && self.char_at(end).is_alphanumeric() {
                    continue;
                }
                return Some(end);
            }
        }
        None
    }

    fn mark(&mut self, c: char) {
        let width = c.len_utf8().max(1);
        let next = self.byte(self.at + width);
        match c {
            '.' if next == b'.' => {
                let mut end = self.at;
                while self.byte(end) == b'.' {
                    end += 1;
                }
                self.push(end, Kind::Stop, "…");
            }
            '…' => self.push(self.at + width, Kind::Stop, "…"),
            '.' | '!' | '?' => {
                let mut end = self.at + 1;
                while matches!(self.byte(end), b'!' | b'?') {
                    end += 1;
                }
                let asks = self.text.get(self.at..end).unwrap_or_default().contains('?');
                let normal = if asks {
                    "?"
                } else if c == '!' {
                    "!"
                } else {
                    "."
                };
                self.push(end, Kind::Stop, normal);
            }
            ',' | ';' | ':' | '(' | ')' | '/' => {
                let mut buffer = [0; 4];
                let normal = &*c.encode_utf8(&mut buffer);
                self.push(self.at + width, Kind::Mark, normal);
            }
            '–' | '—' => self.push(self.at + width, Kind::Mark, "-"),
            '-' => {
                let mut end = self.at;
                while self.byte(end) == b'-' {
                    end += 1;
                }
                let joins = end == self.at + 1 && !self.blank && self.char_at(end).is_alphanumeric();
                if joins || self.broke {
                    // A bullet is no word, and `self-service`: two words, the second glued to the first.
                    self.at = end;
                } else {
                    self.push(end, Kind::Mark, "-");
                }
            }
            '%' => self.push(self.at + 1, Kind::Mark, "%"),
            _ => {
                self.at += width;
                self.blank = true;
            }
        }
    }
}

/// Whether a word ends like one of [`SLOPPY`]: most do not, and need no search.
fn may_be_sloppy(word: &str) -> bool {
    let ending = word.len().checked_sub(2).and_then(|at| word.as_bytes().get(at..));
    ending
        .is_some_and(|ending| matches!(ending, b"nt" | b"ot" | b"na" | b"im" | b"ve" | b"ts" | b"re" | b"ll"))
}

/// How many bytes of a chunk without blanks are an address, a path or an identifier; nothing when it is plain.
fn opaque(chunk: &str) -> Option<usize> {
    let bytes = chunk.as_bytes();
    let first = *bytes.first()?;
    // Most words: letters, and closing marks.
    let trimmed =
        chunk.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '"', '\'', '*', '>', '’', '”', '“', '…']);
    let inner = trimmed.as_bytes().get(1..).unwrap_or_default();
    if !inner
        .iter()
        .any(|b| matches!(b, b'/' | b'\\' | b'@' | b'_' | b'.' | b':' | b'=' | b'#' | b'$' | b'<' | b'{'))
    {
        return None;
    }
    if matches!(first, b'"' | b'\'' | b'(' | b'`' | b'*')
        || first >= 0x80 && !chunk.chars().next()?.is_alphabetic()
    {
        return None;
    }
    let inside = trimmed.get(1..).unwrap_or_default();
    let has = |what: &str| trimmed.contains(what);
    let slashes = trimmed.bytes().filter(|b| *b == b'/').count();
    let is_opaque = has("://")
        || trimmed.starts_with("www.")
        || (has("@") && !trimmed.starts_with('@') || inside.contains('@'))
        || has("\\")
        || (first == b'/' && trimmed.len() > 2)
        || (slashes >= 2 && !first.is_ascii_digit())
        || inside.contains('_')
        || has("()")
        || has("::")
        || has("={")
        || (inside.contains('=') && !has("=="))
        || is_dotted_name(trimmed);
    is_opaque.then_some(trimmed.len()).filter(|length| *length > 0)
}

/// `server.example.org`, `setup.exe`: letters on both sides of a dot, and what follows is short or in parts.
fn is_dotted_name(word: &str) -> bool {
    let Some((before, after)) = word.rsplit_once('.') else { return false };
    if before.is_empty() || after.is_empty() || after.chars().count() > 6 {
        return false;
    }
    let letters = |part: &str| part.chars().next_back().is_some_and(char::is_alphanumeric);
    let starts = word.chars().next().is_some_and(char::is_alphabetic);
    // `e.g`, `p.m`, `z.B`: abbreviations are words.
    let abbreviation = word.split('.').all(|part| part.chars().count() <= 1);
    starts
        && letters(before)
        && !abbreviation
        && after.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        && after.chars().any(|c| c.is_ascii_lowercase())
}
