//! The one pass over a text: words, pairs of words, runs of letters, marks, and the look of it.

use super::hash::{Letters, Run, Word};
use super::lexicon::{Lexicon, WORDS_MAX};
use super::mark::{Look, Mark, PLAIN};

/// Is told what a walk comes across.
pub trait Visitor {
    /// The bucket of a word, a pair or a run of letters, each time one occurs.
    fn bucket(&mut self, bucket: u32);

    /// A mark, and the bytes of the words that bear it.
    fn mark(&mut self, _mark: Mark, _start: usize, _end: usize) {}
}

/// VADER's measure of how much of a valence is left, turned round, after a negation…
const NEGATED: f32 = -0.74;
/// … among this many words before.
const NEGATION_REACH: u32 = 3;
/// VADER's measure of how fast a sum of valences saturates.
const SATURATION: f32 = 15.0;

/// Stands where a sentence begins, so that a pair can say 'begins with'.
const OPENING: char = '^';

/// Walks over the text and gives its plain features, square roots of counts.
pub fn walk<V: Visitor>(text: &str, lexicon: Lexicon<'_>, visitor: &mut V) -> [f32; PLAIN] {
    let mut walk = Walk {
        lexicon,
        visitor,
        recent: [Token::default(); WORDS_MAX],
        opening: true,
        words: 0,
        letters: 0,
        since_negation: NEGATION_REACH,
        before: OPENING,
        valence: 0.0,
        plain: [0.0; PLAIN],
    };
    if text.starts_with(char::is_lowercase) {
        walk.count(Look::LowerStart, 1.0);
    }
    walk.open(0);
    let mut word = Spelling::default();
    let mut chunk = Chunk::default();
    for (at, raw) in text.char_indices() {
        let letter = fold(raw);
        if letter.is_alphanumeric() {
            word.push(letter, raw, at);
        } else if letter == '\'' && word.could_take_apostrophe() {
            word.apostrophe = true;
        } else {
            walk.end_word(&mut word, at);
            if letter.is_whitespace() {
                if letter == '\n' && !walk.opening {
                    walk.open(at);
                }
            } else {
                walk.sign(letter, at, text[at + raw.len_utf8()..].chars().next());
            }
        }
        if letter.is_whitespace() {
            walk.end_chunk(&mut chunk);
        } else {
            walk.push_chunk(&mut chunk, letter);
        }
        walk.before = letter;
    }
    walk.end_word(&mut word, text.len());
    walk.end_chunk(&mut chunk);
    walk.close(text)
}

/// Lower case, one kind of apostrophe and quotation mark, every digit 0.
#[inline]
fn fold(letter: char) -> char {
    match letter {
        '0'..='9' => '0',
        '\0'..='\x7f' => letter.to_ascii_lowercase(),
        '\u{2018}' | '\u{2019}' | '\u{2bc}' => '\'',
        '\u{201c}' | '\u{201d}' => '"',
        other => other.to_lowercase().next().unwrap_or(other),
    }
}

/// A word that is being read.
#[derive(Default)]
struct Spelling {
    hash: Option<Word>,
    start: usize,
    end: usize,
    letters: u32,
    capitals: u32,
    lower: bool,
    digits: u32,
    /// One stands behind the letters so far: inside the word if a letter follows.
    apostrophe: bool,
}

impl Spelling {
    #[inline]
    fn push(&mut self, letter: char, raw: char, at: usize) {
        let hash = match &mut self.hash {
            Some(hash) => hash,
            none => {
                self.start = at;
                none.insert(Word::EMPTY)
            }
        };
        if self.apostrophe {
            hash.push('\'');
            self.apostrophe = false;
        }
        hash.push(letter);
        self.end = at + raw.len_utf8();
        self.letters += 1;
        self.digits += u32::from(letter == '0');
        if letter != raw {
            self.capitals += u32::from(raw.is_uppercase());
        } else if letter.is_lowercase() {
            self.lower = true;
        }
    }

    fn could_take_apostrophe(&self) -> bool {
        self.hash.is_some() && !self.apostrophe
    }
}

/// What stands between two blanks.
#[derive(Default)]
struct Chunk {
    runs: Letters,
    hash: Option<Word>,
    /// Begins with a letter or a digit, so that it is no emoticon.
    wordlike: bool,
    length: u32,
}

#[derive(Clone, Copy)]
struct Token {
    word: Word,
    start: usize,
    /// First of its sentence.
    opens: bool,
}

impl Default for Token {
    fn default() -> Token {
        Token { word: Word::EMPTY, start: 0, opens: false }
    }
}

struct Walk<'w, V> {
    lexicon: Lexicon<'w>,
    visitor: &'w mut V,
    recent: [Token; WORDS_MAX],
    /// No word of this sentence has come yet.
    opening: bool,
    words: u32,
    letters: u32,
    since_negation: u32,
    before: char,
    valence: f32,
    plain: [f32; PLAIN],
}

impl<V: Visitor> Walk<'_, V> {
    #[inline]
    fn count(&mut self, look: Look, value: f32) {
        self.plain[look as usize] += value;
    }

    fn open(&mut self, at: usize) {
        self.opening = true;
        self.since_negation = NEGATION_REACH;
        self.count(Look::Sentences, 1.0);
        let mut word = Word::EMPTY;
        word.push(OPENING);
        self.remember(Token { word, start: at, opens: false });
    }

    #[inline]
    fn remember(&mut self, token: Token) {
        self.recent.rotate_left(1);
        self.recent[WORDS_MAX - 1] = token;
    }

    /// A word or a sign, alone and with the one before.
    #[inline]
    fn token(&mut self, word: Word, start: usize) {
        let before = self.recent[WORDS_MAX - 1].word;
        self.visitor.bucket(Run::default().then(word).bucket());
        self.visitor.bucket(Run::default().then(before).then(word).bucket());
        self.remember(Token { word, start, opens: self.opening });
    }

    /// Ends a word, if there is one, before `at`.
    #[inline]
    fn end_word(&mut self, spelling: &mut Spelling, at: usize) {
        let Spelling { hash: Some(word), start, end, letters, capitals, lower, digits, apostrophe } =
            std::mem::take(spelling)
        else {
            return;
        };
        self.token(word, start);
        self.opening = false;
        self.words += 1;
        self.letters += letters;
        if capitals > 2 && !lower {
            self.count(Look::Shouted, 1.0);
        }
        if digits == letters {
            self.count(Look::Numbers, 1.0);
        }
        self.since_negation = self.since_negation.saturating_add(1);
        self.look_up(end);
        if apostrophe {
            // It closed a quotation, or something is left out.
            self.token(Word::of("'"), at);
        }
    }

    /// What the lexicon knows of the last word, and of the runs that end with it.
    #[inline]
    fn look_up(&mut self, end: usize) {
        for length in 1..=WORDS_MAX {
            let tokens = &self.recent[WORDS_MAX - length..];
            let run = tokens.iter().fold(Run::default(), |run, token| run.then(token.word));
            let (Some(entry), Some(first)) = (self.lexicon.find(run), tokens.first().copied()) else {
                continue;
            };
            if length == 1 {
                self.feel(entry.valence);
            }
            if let Some(mark) = if first.opens { entry.at_start } else { entry.inside } {
                self.plain[mark as usize] += 1.0;
                if mark == Mark::Negation {
                    self.since_negation = 0;
                }
                self.visitor.mark(mark, first.start, end);
            }
        }
    }

    fn feel(&mut self, valence: i8) {
        let mut valence = f32::from(valence) / 25.0;
        if self.since_negation <= NEGATION_REACH {
            valence *= NEGATED;
        }
        self.valence += valence;
        self.count(if valence > 0.0 { Look::ValencePlus } else { Look::ValenceMinus }, valence);
    }

    #[inline]
    fn push_chunk(&mut self, chunk: &mut Chunk, letter: char) {
        let hash = match &mut chunk.hash {
            Some(hash) => hash,
            none => {
                chunk.wordlike = letter.is_alphanumeric();
                chunk.runs.push(' ', |_| ());
                none.insert(Word::EMPTY)
            }
        };
        hash.push(letter);
        chunk.length += 1;
        chunk.runs.push(letter, |bucket| self.visitor.bucket(bucket));
    }

    #[inline]
    fn end_chunk(&mut self, chunk: &mut Chunk) {
        let Chunk { mut runs, hash: Some(hash), wordlike, length } = std::mem::take(chunk) else { return };
        runs.push(' ', |bucket| self.visitor.bucket(bucket));
        if !wordlike
            && length > 1
            && let Some(emoticon) = self.lexicon.find(Run::default().then(hash))
        {
            self.feel(emoticon.valence);
        }
    }

    fn sign(&mut self, sign: char, at: usize, next: Option<char>) {
        let mut word = Word::EMPTY;
        word.push(sign);
        self.token(word, at);
        match sign {
            '?' => {
                self.count(Look::Questions, 1.0);
                if self.before == '?' {
                    self.count(Look::QuestionRuns, 1.0);
                }
            }
            '!' => self.count(Look::Exclamations, 1.0),
            '.' if self.before == '.' => self.count(Look::Ellipses, 0.5),
            '…' => self.count(Look::Ellipses, 1.0),
            '`' => self.count(Look::Code, 0.5),
            ':' if next == Some('/') => self.count(Look::Addresses, 1.0),
            _ => {}
        }
        let ends = matches!(sign, '.' | '!' | '?') && next.is_none_or(char::is_whitespace);
        if ends && !self.opening {
            self.open(at);
        }
    }

    fn close(mut self, text: &str) -> [f32; PLAIN] {
        if text.trim_end().ends_with('?') {
            self.count(Look::EndsAsking, 1.0);
        }
        let words = self.words.max(1) as f32;
        let valence = self.valence;
        self.count(Look::Words, words);
        self.count(Look::LettersPerWord, self.letters as f32 / words);
        self.count(Look::Valence, valence / (valence * valence + SATURATION).sqrt());
        self.count(Look::ValencePerWord, valence / (words + 1.0).sqrt());
        // Square roots are the same on every machine; logarithms are not.
        self.plain.map(|value| value.abs().sqrt().copysign(value))
    }
}
