//! What a word looks like: known forms, or a guess by its ending.

use crate::text::{Kind, Token};

pub const VERB: u32 = 1;
pub const THIRD: u32 = 1 << 1;
pub const PAST: u32 = 1 << 2;
pub const PARTICIPLE: u32 = 1 << 3;
pub const ING: u32 = 1 << 4;
pub const ADVERB: u32 = 1 << 5;
/// Capital letter, and not the pronoun.
pub const CAPITAL: u32 = 1 << 6;
pub const NUMBER: u32 = 1 << 7;
pub const WORD: u32 = 1 << 8;
pub const QUOTE: u32 = 1 << 9;
/// Capital letter within a sentence, or a capitalised word that the lexicon does not know.
pub const NAME: u32 = 1 << 10;
/// A word of the lexicon.
pub const KNOWN: u32 = 1 << 11;
pub const SHOUTED: u32 = 1 << 12;

/// The look that patterns write as `#name`.
pub fn by_name(name: &str) -> u32 {
    match name {
        "verb" => VERB,
        "third" => THIRD,
        "past" => PAST,
        "pp" => PARTICIPLE,
        "ing" => ING,
        "adv" => ADVERB,
        "cap" => CAPITAL,
        "num" => NUMBER,
        "word" => WORD,
        "quote" => QUOTE,
        "name" => NAME,
        "shouted" => SHOUTED,
        _ => 0,
    }
}

pub fn of(normal: &str, token: &Token, known: u32) -> u32 {
    match token.kind {
        Kind::Number => return NUMBER | known,
        Kind::Quote | Kind::Opaque => return QUOTE,
        Kind::Stop | Kind::Mark => return 0,
        Kind::Word => {}
    }
    let mut looks = WORD | known;
    if token.capital && normal != "i" {
        looks |= CAPITAL;
        if known & KNOWN == 0 {
            looks |= NAME;
        }
        if token.shouted {
            looks |= SHOUTED;
        }
    }
    if known & (VERB | THIRD | PAST | PARTICIPLE | ING) == 0 {
        if normal.len() > 4 && normal.ends_with("ed") && !normal.ends_with("eed") {
            looks |= PAST | PARTICIPLE;
        } else if normal.len() > 5 && normal.ends_with("ing") && !normal.ends_with("thing") {
            looks |= ING;
        }
    }
    if normal.len() > 4 && normal.ends_with("ly") {
        looks |= ADVERB;
    }
    looks
}
