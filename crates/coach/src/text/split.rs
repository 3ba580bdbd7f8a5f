//! Where sentences end.

use super::token::{Kind, Token};
use super::{Document, Sentence};

/// Words before a full stop that does not end a sentence.
const ABBREVIATIONS: [&str; 38] = [
    "approx", "bzw", "ca", "dr", "e", "eg", "etc", "ext", "fa", "fr", "g", "ggf", "hr", "i", "ie", "inc",
    "jr", "ltd", "m", "max", "min", "mr", "mrs", "ms", "no", "nr", "p", "prof", "sr", "st", "str", "tel",
    "u", "usw", "vs", "z", "zb", "zzgl",
];

/// A line that ends before this many bytes was not wrapped: the break was meant.
const SHORT_LINE: usize = 52;

/// Cuts the tokens from `first` on into sentences.
pub fn sentences(document: &mut Document<'_>, first: usize) {
    let count = document.tokens.len();
    let mut start = first;
    let mut opens_paragraph = true;
    for i in first..count {
        let ends = i + 1 == count || is_end(document, i, start);
        if ends {
            push(document, start, i + 1, opens_paragraph);
            opens_paragraph = false;
            start = i + 1;
        }
    }
}

fn push(document: &mut Document<'_>, start: usize, end: usize, opens_paragraph: bool) {
    let (Some(first), Some(last)) = (document.tokens.get(start), document.tokens.get(end - 1)) else {
        return;
    };
    let ends_with = match last.kind {
        Kind::Stop | Kind::Mark => document.normal(last).chars().next(),
        _ => None,
    };
    let bytes = first.start as usize..last.end as usize;
    document.sentences.push(Sentence { tokens: start..end, bytes, ends_with, opens_paragraph });
}

fn is_end(document: &Document<'_>, i: usize, start: usize) -> bool {
    let tokens = &document.tokens;
    let (Some(token), Some(next)) = (tokens.get(i), tokens.get(i + 1)) else { return true };
    match token.kind {
        Kind::Stop => {
            // Further marks belong to the same sentence.
            if next.kind == Kind::Stop && next.glued {
                return false;
            }
            let normal = document.normal(token);
            if normal == "." {
                !is_abbreviation(document, i, next)
            } else {
                // `…` goes on when what follows does not begin anew.
                normal != "…" || next.capital || next.breaks
            }
        }
        _ if next.breaks => breaks_here(document, token, next, start),
        _ => false,
    }
}

fn is_abbreviation(document: &Document<'_>, i: usize, next: &Token) -> bool {
    if next.glued {
        // `3.5`, `e.g`, `.` inside a name.
        return next.kind != Kind::Quote;
    }
    let Some(before) = i.checked_sub(1).and_then(|at| document.tokens.get(at)) else { return false };
    let word = document.normal(before);
    let lower = !next.capital && next.kind == Kind::Word;
    if ABBREVIATIONS.contains(&word) {
        // `No.` and `no.`: only a number may follow; titles are followed by a name.
        return match word {
            "no" | "nr" | "ext" | "max" | "min" | "tel" => next.kind == Kind::Number,
            "dr" | "mr" | "mrs" | "ms" | "prof" | "hr" | "fr" | "st" | "fa" => true,
            "i" | "u" | "m" | "e" | "g" | "z" | "p" => {
                before.end - before.start == 1 && (before.glued || lower)
            }
            _ => lower || next.kind == Kind::Number,
        };
    }
    // `on 3. March`, and a dot within a sentence that goes on in small letters right after an initial.
    (before.kind == Kind::Number && lower && !next.breaks)
        || (word.len() == 1 && before.capital && word != "i")
}

/// Whether a line break between two tokens ends a sentence.
fn breaks_here(document: &Document<'_>, token: &Token, next: &Token, start: usize) -> bool {
    let between = document.text.get(token.end as usize..next.start as usize).unwrap_or_default();
    // A bullet or a number in front of the next line.
    if between.trim_start_matches(['\r', '\n', ' ', '\t']).starts_with(['-', '*', '•', '–', '+', '#']) {
        return true;
    }
    if next.kind == Kind::Mark && document.normal(next) == "-" {
        return true;
    }
    let first = document.tokens.get(start).map_or(0, |t| t.start as usize);
    let line_start =
        document.text.get(..token.start as usize).and_then(|t| t.rfind('\n')).map_or(0, |at| at + 1);
    let line_length = token.end as usize - line_start.max(first).min(token.end as usize);
    let begins_anew = next.capital || next.kind == Kind::Number || next.kind == Kind::Quote;
    let wrapped = line_length >= SHORT_LINE;
    begins_anew && (!wrapped || document.normal(token) == ":")
}
