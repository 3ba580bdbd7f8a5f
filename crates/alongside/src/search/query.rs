//! The language of the search box: words, `"phrases"`, `prefix*`, and filters such as `is:open from:ana
//! team:network`. Reading never fails: what is not understood is searched for as words, and said.

use crate::words;

/// Words that must stand next to each other; a single word is a phrase of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    pub words: Vec<String>,
    /// The last word may go on.
    pub is_prefix: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct SearchQuery {
    pub terms: Vec<Term>,
    /// Key and value in order; keys are those of `KEYS`.
    pub filters: Vec<(Key, String)>,
    /// `#1042` or a bare number alone: the ticket itself is wanted.
    pub number: Option<i64>,
}

store::text_enum! {
    pub enum Key {
        Is = "is",
        Status = "status",
        Priority = "priority",
        Kind = "kind",
        From = "from",
        Owner = "owner",
        Team = "team",
        Service = "service",
        Tag = "tag",
        After = "after",
        Before = "before",
    }
}

const LENGTH_MAX: usize = 400;
const TERMS_MAX: usize = 12;
const FILTERS_MAX: usize = 12;

/// Reads what was typed. The last word counts as a prefix while somebody may still be typing it (`live`).
pub fn read(text: &str, live: bool) -> SearchQuery {
    let text: String = text.chars().take(LENGTH_MAX).collect();
    let mut query = SearchQuery::default();
    let mut last_is_open_word = false;
    for piece in pieces(&text) {
        last_is_open_word = false;
        if let Some((key, value)) = filter(&piece.text).filter(|_| !piece.quoted) {
            if query.filters.len() < FILTERS_MAX {
                query.filters.push((key, value));
            }
            continue;
        }
        let starred = !piece.quoted && piece.text.ends_with('*');
        let words = words::words(&piece.text);
        if !words.is_empty() && query.terms.len() < TERMS_MAX {
            last_is_open_word = !piece.quoted;
            query.terms.push(Term { words, is_prefix: starred });
        }
    }
    if live
        && last_is_open_word
        && !text.ends_with(char::is_whitespace)
        && let Some(last) = query.terms.last_mut()
    {
        last.is_prefix = true;
    }
    let bare = text.trim().strip_prefix('#').unwrap_or(text.trim());
    if !bare.is_empty() && bare.len() <= 12 && bare.bytes().all(|b| b.is_ascii_digit()) {
        query.number = bare.parse().ok();
    }
    query
}

/// `key:value` with a known key and something after it; the value may stand in quotes.
fn filter(piece: &str) -> Option<(Key, String)> {
    let (key, value) = piece.split_once(':')?;
    let key = key.to_ascii_lowercase().parse().ok()?;
    let value = value.trim_matches('"').trim();
    (!value.is_empty()).then(|| (key, value.to_owned()))
}

struct Piece {
    text: String,
    quoted: bool,
}

/// Cuts at blanks outside quotes.
fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut current = String::new();
    let mut in_quotes = false;
    let mut quoted = false;
    for c in text.chars() {
        match c {
            '"' | '“' | '”' | '„' => {
                if current.is_empty() {
                    quoted = true;
                }
                if !quoted {
                    current.push('"');
                }
                in_quotes = !in_quotes;
            }
            c if c.is_whitespace() && !in_quotes => {
                if !current.is_empty() {
                    pieces.push(Piece { text: std::mem::take(&mut current), quoted });
                }
                quoted = false;
            }
            c => current.push(c),
        }
    }
    if !current.is_empty() {
        pieces.push(Piece { text: current, quoted });
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn term(words: &[&str], is_prefix: bool) -> Term {
        Term { words: words.iter().map(|w| (*w).to_owned()).collect(), is_prefix }
    }

    #[test]
    fn words_phrases_prefixes_and_filters_are_told_apart() {
        let query = read("is:open from:ana team:network \"error 0x80070005\" print* Drucker", false);
        assert_eq!(
            query.filters,
            [(Key::Is, "open".into()), (Key::From, "ana".into()), (Key::Team, "network".into())]
        );
        assert_eq!(
            query.terms,
            [term(&["error", "0x80070005"], false), term(&["print"], true), term(&["drucker"], false)]
        );
    }

    #[test]
    fn a_filter_value_may_stand_in_quotes() {
        assert_eq!(read("from:\"Ana Lind\" vpn", false).filters, [(Key::From, "Ana Lind".into())]);
    }

    #[test]
    fn what_is_no_filter_is_searched_for() {
        assert_eq!(read("http://intranet", false).terms, [term(&["http", "intranet"], false)]);
        assert_eq!(read("team:", false).terms, [term(&["team"], false)]);
        assert!(read("team:", false).filters.is_empty());
    }

    #[test]
    fn a_number_alone_is_a_ticket() {
        assert_eq!(read("#1042", false).number, Some(1042));
        assert_eq!(read(" 1042 ", false).number, Some(1042));
        assert_eq!(read("1042 printer", false).number, None);
    }

    #[test]
    fn the_word_being_typed_is_a_prefix() {
        assert!(read("prin", true).terms[0].is_prefix);
        assert!(!read("prin ", true).terms[0].is_prefix);
    }

    proptest! {
        #[test]
        fn reading_never_fails_and_is_bounded(text in any::<String>()) {
            let query = read(&text, true);
            prop_assert!(query.terms.len() <= TERMS_MAX && query.filters.len() <= FILTERS_MAX);
            prop_assert!(query.terms.iter().all(|t| !t.words.is_empty()));
        }
    }
}
