//! Text to words, the same for both databases: case and accents folded, cut at anything that is not a letter
//! or digit, without knowing any language. Scripts that write without blanks (Han, Kana, Thai) become one word
//! a character, so that any part of them can be found as a phrase.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Words longer than this are cut: nobody types them, and both databases bound them.
const WORD_LENGTH_MAX: usize = 64;

/// Case and accents folded: `Škoda` and `SKODA` both become `skoda`, `Straße` becomes `strasse`.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)) {
        match c {
            'ß' | 'ẞ' => folded.push_str("ss"),
            'æ' | 'Æ' => folded.push_str("ae"),
            'œ' | 'Œ' => folded.push_str("oe"),
            'ø' | 'Ø' => folded.push('o'),
            'ł' | 'Ł' => folded.push('l'),
            'đ' | 'Đ' | 'ð' | 'Ð' => folded.push('d'),
            'þ' | 'Þ' => folded.push_str("th"),
            'ı' => folded.push('i'),
            _ => folded.extend(c.to_lowercase().filter(|c| !is_combining_mark(*c))),
        }
    }
    folded
}

/// Scripts written without blanks between words.
fn stands_alone(c: char) -> bool {
    matches!(c,
        '\u{0E00}'..='\u{0E7F}' | '\u{0E80}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}'
        | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{2FA1F}')
}

/// Calls `each` with every word of the text, folded, in order.
pub fn each_word(text: &str, mut each: impl FnMut(&str)) {
    let folded = fold(text);
    let mut start = None;
    for (at, c) in folded.char_indices() {
        let joins = c.is_alphanumeric() && !stands_alone(c);
        if joins && start.is_none() {
            start = Some(at);
        }
        if !joins {
            if let Some(from) = start.take() {
                each(bounded(&folded[from..at]));
            }
            if c.is_alphanumeric() {
                each(&folded[at..at + c.len_utf8()]);
            }
        }
    }
    if let Some(from) = start {
        each(bounded(&folded[from..]));
    }
}

fn bounded(word: &str) -> &str {
    match word.char_indices().nth(WORD_LENGTH_MAX) {
        Some((end, _)) => &word[..end],
        None => word,
    }
}

/// The words of a text in a list.
pub fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    each_word(text, |word| words.push(word.to_owned()));
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn case_and_accents_do_not_matter() {
        assert_eq!(
            fold("Škoda STRASSE Straße Ærø Łódź İstanbul"),
            "skoda strasse strasse aero lodz istanbul"
        );
    }

    #[test]
    fn words_are_cut_at_everything_but_letters_and_digits() {
        assert_eq!(
            words("Error 0x80070005: can't open\tc:\\temp"),
            ["error", "0x80070005", "can", "t", "open", "c", "temp"]
        );
    }

    #[test]
    fn scripts_without_blanks_are_cut_by_character() {
        assert_eq!(
            words("印刷機が印刷しない PC"),
            ["印", "刷", "機", "か", "印", "刷", "し", "な", "い", "pc"]
        );
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,60}") {
            let once = words(&text).join(" ");
            prop_assert_eq!(words(&once).join(" "), once);
        }

        #[test]
        fn words_hold_letters_and_digits_only(text in any::<String>()) {
            for word in words(&text) {
                prop_assert!(!word.is_empty() && word.chars().count() <= WORD_LENGTH_MAX);
                prop_assert!(word.chars().all(|c| c.is_alphanumeric()), "{word:?}");
            }
        }
    }
}
