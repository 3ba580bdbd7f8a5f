//! The words that patterns know, in classes, with a light sense of the parts of speech.
//!
//! A word gets its forms from a few regular endings and a list of irregular verbs; a word that is not known is judged
//! by its ending and its capital letter. Refuses to know more grammar than the rules need.

mod english;
mod german;
pub mod inflect;
pub mod looks;

use crate::language::Language;
use crate::pattern::Test;
pub use english::expand;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// The usual forms of a word, itself among them: those of its verb, or with the endings of its language.
pub fn forms(word: &str, language: Language) -> Vec<String> {
    // Short words mean something else with an ending.
    let letters = word.chars().count();
    let mut forms = match language {
        Language::English => english::forms(word, letters < 3),
        Language::German if letters < 4 => Vec::new(),
        Language::German => german::forms(word),
    };
    forms.push(word.to_owned());
    forms.sort_unstable();
    forms.dedup();
    forms
}

/// A set of classes, as bits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Classes([u64; 4]);

/// No language has more classes.
const CLASSES_MAX: usize = 256;

impl Classes {
    fn one(index: usize) -> Classes {
        let mut bits = [0; 4];
        if let Some(word) = bits.get_mut(index / 64) {
            *word = 1 << (index % 64);
        }
        Classes(bits)
    }

    pub fn add(&mut self, other: &Classes) {
        for (mine, theirs) in self.0.iter_mut().zip(other.0) {
            *mine |= theirs;
        }
    }

    /// The numbers of the classes in the set.
    fn numbers(self) -> impl Iterator<Item = usize> {
        self.0.into_iter().enumerate().flat_map(|(word, bits)| {
            (0..64).filter(move |bit| bits != 0 && bits & (1 << bit) != 0).map(move |bit| word * 64 + bit)
        })
    }

    pub fn overlaps(&self, other: &Classes) -> bool {
        self.0.iter().zip(other.0).any(|(mine, theirs)| mine & theirs != 0)
    }
}

/// A quick hash for short words; nothing from outside chooses what is kept in the map.
#[derive(Default)]
pub struct WordHasher(u64);

impl Hasher for WordHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            for (to, from) in word.iter_mut().zip(chunk) {
                *to = *from;
            }
            self.0 = (self.0.rotate_left(5) ^ u64::from_le_bytes(word)).wrapping_mul(0x517c_c1b7_2722_0a95);
        }
        self.0 ^= self.0 >> 29;
    }
}

pub type WordMap<T> = HashMap<Box<str>, T, BuildHasherDefault<WordHasher>>;

/// The words of one language.
#[derive(Default)]
pub struct Lexicon {
    numbers: WordMap<u32>,
    /// By word number less one.
    words: Vec<Word>,
    class_numbers: HashMap<String, usize>,
    members: Vec<Vec<u32>>,
}

struct Word {
    classes: Classes,
    looks: u32,
}

impl Lexicon {
    pub fn of(language: Language) -> Lexicon {
        let mut lexicon = Lexicon {
            numbers: WordMap::with_capacity_and_hasher(16_384, Default::default()),
            ..Lexicon::default()
        };
        lexicon.words.reserve(16_384);
        match language {
            Language::English => english::fill(&mut lexicon),
            Language::German => german::fill(&mut lexicon),
        }
        lexicon
    }

    /// A word's number, which is never 0; a word that was not there is added.
    pub fn add(&mut self, word: &str) -> u32 {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let number = self.words.len() as u32 + 1;
        self.words.push(Word { classes: Classes::default(), looks: 0 });
        self.numbers.insert(word.into(), number);
        number
    }

    /// 0 when the word is not known.
    pub fn number(&self, word: &str) -> u32 {
        self.numbers.get(word).copied().unwrap_or(0)
    }

    pub fn classes_of(&self, number: u32) -> Classes {
        self.word(number).map_or(Classes::default(), |word| word.classes)
    }

    pub fn known_looks(&self, number: u32) -> u32 {
        self.word(number).map_or(0, |word| word.looks | looks::KNOWN)
    }

    fn word(&self, number: u32) -> Option<&Word> {
        self.words.get((number as usize).checked_sub(1)?)
    }

    fn class_number(&mut self, name: &str) -> usize {
        if let Some(number) = self.class_numbers.get(name) {
            return *number;
        }
        let number = self.members.len();
        debug_assert!(number < CLASSES_MAX, "too many classes");
        self.members.push(Vec::new());
        self.class_numbers.insert(name.to_owned(), number);
        number
    }

    /// A class by its name; one that was never filled has no words.
    pub fn class(&mut self, name: &str) -> Classes {
        Classes::one(self.class_number(name))
    }

    pub fn class_if_known(&self, name: &str) -> Classes {
        self.class_numbers.get(name).map_or(Classes::default(), |number| Classes::one(*number))
    }

    /// Puts words, with blanks between, into a class; `@other` puts in all of another class.
    fn put(&mut self, class: &str, words: &str) {
        let class = self.class_number(class);
        for word in words.split_whitespace() {
            if let Some(other) = word.strip_prefix('@') {
                let other = self.class_number(other);
                for number in self.members.get(other).cloned().unwrap_or_default() {
                    self.put_one(class, number);
                }
            } else {
                let number = self.add(word);
                self.put_one(class, number);
            }
        }
    }

    fn put_one(&mut self, class: usize, number: u32) {
        let bit = Classes::one(class);
        let Some(word) = self.words.get_mut(number as usize - 1) else { return };
        if word.classes.overlaps(&bit) {
            return;
        }
        word.classes.add(&bit);
        if let Some(members) = self.members.get_mut(class) {
            members.push(number);
        }
    }

    fn look(&mut self, word: &str, looks: u32) {
        let number = self.add(word);
        if let Some(word) = self.words.get_mut(number as usize - 1) {
            word.looks |= looks;
        }
    }

    /// Puts English verbs, `base` or `base/past/participle`, into the classes `class`, `class.s`, `class.past`,
    /// `class.pp`, `class.ing` and `class.any`.
    fn verbs(&mut self, class: &str, verbs: &str) {
        for verb in verbs.split_whitespace() {
            let forms = inflect::english(verb);
            for (suffix, form, look) in [
                ("", &forms.base, looks::VERB),
                (".s", &forms.third, looks::THIRD),
                (".past", &forms.past, looks::PAST),
                (".pp", &forms.participle, looks::PARTICIPLE),
                (".ing", &forms.gerund, looks::ING),
            ] {
                self.put(&format!("{class}{suffix}"), form);
                self.put(&format!("{class}.any"), form);
                self.look(form, look);
            }
        }
    }

    /// The words of each class of a set.
    pub fn members_of(&self, classes: &Classes) -> impl Iterator<Item = &[u32]> {
        classes.numbers().filter_map(|class| self.members.get(class)).map(Vec::as_slice)
    }

    /// The words that a test lets pass, ascending.
    pub fn members(&self, test: &Test) -> Vec<u32> {
        let mut numbers = test.words.clone();
        self.members_of(&test.classes).for_each(|list| numbers.extend(list));
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }
}
