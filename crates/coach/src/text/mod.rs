//! A text as the rules see it: the parts that somebody wrote as prose, cut into tokens and sentences.
//!
//! Quoted mail, code, logs, stack traces and signatures are left out before the first token is made, so that no rule
//! can mark them. Refuses to know what words mean.

pub mod offset;
pub mod prose;
mod split;
pub mod token;

pub use token::{Kind, Token};

use std::ops::Range;

/// A text longer than this is read only up to here, in bytes.
pub const TEXT_BYTES_MAX: usize = 1 << 20;

/// One sentence: a run of tokens, its closing mark among them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    pub tokens: Range<usize>,
    /// Bytes of the text, without blanks around.
    pub bytes: Range<usize>,
    /// The mark it ends with: `.`, `!`, `?`, `:`; nothing when the line simply ends.
    pub ends_with: Option<char>,
    /// Whether a blank line, or the beginning of the text, stands before it.
    pub opens_paragraph: bool,
}

/// A text, read.
#[derive(Debug, Default)]
pub struct Document<'t> {
    pub text: &'t str,
    pub tokens: Vec<Token>,
    pub sentences: Vec<Sentence>,
    /// Every token in its normal form (lower case, contractions spelt out), one blank before each and one at the end.
    pub normal: String,
    /// The closing and what follows it, when there is one: bytes of the text.
    pub signature: Option<Range<usize>>,
}

impl<'t> Document<'t> {
    pub fn read(text: &'t str) -> Document<'t> {
        let mut end = text.len().min(TEXT_BYTES_MAX);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let text = text.get(..end).unwrap_or_default();
        let parts = prose::find(text);
        Document::of(text, &parts.segments, parts.signature)
    }

    /// A phrase to look for: prose, whatever it looks like.
    pub fn phrase(text: &'t str) -> Document<'t> {
        Document::of(text, std::slice::from_ref(&(0..text.len())), None)
    }

    fn of(text: &'t str, segments: &[Range<usize>], signature: Option<Range<usize>>) -> Document<'t> {
        let mut document = Document { text, signature, ..Document::default() };
        document.normal.reserve(text.len() + 16);
        document.tokens.reserve(text.len() / 5);
        for segment in segments {
            let first = document.tokens.len();
            token::cut(text, segment.clone(), &mut document.tokens, &mut document.normal);
            split::sentences(&mut document, first);
        }
        document.normal.push(' ');
        document
    }

    /// A token's normal form.
    pub fn normal(&self, token: &Token) -> &str {
        self.normal.get(token.normal_bytes()).unwrap_or_default()
    }

    /// A token as it was written.
    pub fn written(&self, token: &Token) -> &'t str {
        self.text.get(token.bytes()).unwrap_or_default()
    }

    /// The number of the sentence that holds a token.
    pub fn sentence_of(&self, token: usize) -> usize {
        self.sentences.partition_point(|sentence| sentence.tokens.end <= token)
    }

    /// Normal forms of the words of a sentence, marks left out.
    pub fn words<'d>(&'d self, sentence: &Sentence) -> impl Iterator<Item = &'d str> {
        let tokens = self.tokens.get(sentence.tokens.clone()).unwrap_or_default();
        tokens.iter().filter(|t| matches!(t.kind, Kind::Word | Kind::Number)).map(|t| self.normal(t))
    }
}

#[cfg(test)]
mod tests;
