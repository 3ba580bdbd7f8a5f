//! A line of text with what the markup said about it, and small questions about words in it.

use std::borrow::Cow;

/// What HTML knew about a line that its text no longer shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Cue {
    #[default]
    None,
    /// Cited from another mail (`type=cite`).
    Cited,
    /// Inside a bare blockquote: a quote, or only indented.
    Indented,
    /// Inside Gmail's own quote block.
    GmailQuote,
    /// Marked by the mail program as the signature.
    Signature,
    /// In the place where a mail program puts the line above a quote.
    Attribution,
    /// A horizontal rule.
    Rule,
    /// Below the mark by which a mail program sets off the mail being answered.
    Older,
}

#[derive(Debug, Clone)]
pub(crate) struct Line<'a> {
    pub(crate) text: Cow<'a, str>,
    pub(crate) cue: Cue,
}

impl<'a> Line<'a> {
    pub(crate) fn plain(text: &'a str) -> Line<'a> {
        Line { text: Cow::Borrowed(text), cue: Cue::None }
    }

    pub(crate) fn is_blank(&self) -> bool {
        is_blank(&self.text)
    }

    /// Quoted by `>` or by the markup.
    pub(crate) fn is_quote(&self) -> bool {
        self.cue == Cue::Cited || self.text.trim_start().starts_with('>')
    }
}

pub(crate) fn is_blank(text: &str) -> bool {
    text.chars().all(|c| {
        c.is_whitespace()
            || matches!(c, '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{1427}')
    })
}

/// Lower case, emphasis stars gone, all kinds of blanks made one space: what phrases are looked up in.
pub(crate) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            // Most of most lines, and far cheaper than to ask Unicode.
            c if c.is_ascii_graphic() && c != '*' => out.push(c.to_ascii_lowercase()),
            '*'
            | '\u{200b}'
            | '\u{feff}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}' => {}
            c if c.is_whitespace() => {
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c => out.extend(c.to_lowercase()),
        }
    }
    let len = out.trim_end().len();
    out.truncate(len);
    out
}

/// `word` stands in `text` with no letter or digit touching it (scripts without spaces always match).
pub(crate) fn has_word(text: &str, word: &str) -> bool {
    find_word(text, word).is_some()
}

pub(crate) fn find_word(text: &str, word: &str) -> Option<usize> {
    let spaced = word.chars().next().is_some_and(uses_spaces);
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|t| t.find(word)).map(|n| n + from) {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        let touches = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && uses_spaces(c));
        if !spaced
            || !(touches(before)
                || (touches(after) && word.chars().next_back().is_some_and(char::is_alphanumeric)))
        {
            return Some(at);
        }
        from = at + text[at..].chars().next().map_or(1, char::len_utf8);
    }
    None
}

fn uses_spaces(c: char) -> bool {
    !matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{e00}'..='\u{e7f}')
}

/// Letters and digits only count as words.
pub(crate) fn word_count(text: &str) -> usize {
    text.split_whitespace().filter(|w| w.chars().any(char::is_alphanumeric)).count()
}

/// Something that looks like a mailbox: `x@y`.
pub(crate) fn has_address(text: &str) -> bool {
    text.char_indices().any(|(at, c)| {
        c == '@'
            && text[..at].chars().next_back().is_some_and(|c| c.is_alphanumeric() || "._-+'".contains(c))
            && text[at + 1..].chars().next().is_some_and(char::is_alphanumeric)
    })
}
