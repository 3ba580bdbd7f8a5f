//! Signatures: the `-- ` delimiter and its relatives, a dashed name, list footers.

use super::line::{Cue, Line, fold, has_address, word_count};

/// Lines before the end of a stretch in which a signature may begin.
const WINDOW: usize = 150;

/// A rule of dashes, underscores, equals signs or stars, at least `min` long.
pub(crate) fn is_rule(text: &str, min: usize) -> bool {
    let t = text.trim().trim_matches('*').trim();
    if t.len() > 2_000 {
        return false;
    }
    let mut chars = t.chars();
    let Some(first) = chars.next() else { return false };
    (super::marker::is_dash(first) || first == '*') && t.chars().count() >= min && chars.all(|c| c == first)
}

/// Where in `lines[start..end]` a signature begins, if one ends this stretch.
pub(crate) fn starts_at(lines: &[Line<'_>], start: usize, end: usize) -> Option<usize> {
    // Signatures are short; so is the search for them, whatever the text.
    let start = start.max(end.saturating_sub(WINDOW));
    for at in start..end {
        let line = &lines[at];
        if line.is_blank() || line.is_quote() {
            continue;
        }
        let rest = &lines[at + 1..end];
        let text = line.text.trim_end_matches(['\r', '\n']);
        let bare = text.trim();
        let full = rest.iter().filter(|l| !l.is_blank()).count();
        if bare == "--" && !text.starts_with([' ', '\t']) {
            // RFC 3676 4.3; without the blank after it, only when what follows is short.
            let strict = text.ends_with("-- ");
            if full <= if strict { 40 } else { 15 } && full > 0 || full == 0 {
                return Some(at);
            }
        }
        let ruled = is_rule(bare, 3) || line.cue == Cue::Rule || bare == "__";
        if ruled && (full == 0 || is_footer(rest)) {
            return Some(at);
        }
        if is_dashed_name(bare) && (full == 0 || only_footer_follows(rest)) {
            return Some(at);
        }
    }
    None
}

/// Under the name stands nothing but a list's footer.
fn only_footer_follows(rest: &[Line<'_>]) -> bool {
    rest.iter()
        .position(|l| !l.is_blank())
        .is_some_and(|at| is_rule(&rest[at].text, 3) && is_footer(&rest[at + 1..]))
}

/// "-Ana Lima" as the last line.
fn is_dashed_name(text: &str) -> bool {
    let name = text.trim_start_matches('-').trim_start_matches(['–', '—']);
    let dashes = text.chars().count() - name.chars().count();
    (1..=2).contains(&dashes)
        && !name.starts_with(' ')
        && name.len() <= 40
        && (1..=4).contains(&name.split_whitespace().count())
        && name.split_whitespace().all(|w| {
            w.chars().next().is_some_and(char::is_uppercase)
                && w.chars().all(|c| c.is_alphabetic() || ".'-".contains(c))
        })
}

/// What stands under a rule is contact data or a list's footer rather than more of the letter.
fn is_footer(rest: &[Line<'_>]) -> bool {
    let body: Vec<&Line<'_>> = rest.iter().filter(|l| !l.is_blank()).collect();
    if body.len() > 12 || body.iter().any(|l| l.is_quote()) {
        return false;
    }
    let listed = body.iter().any(|l| {
        let t = l.text.trim_start();
        t.starts_with(['#', '*', '•'])
            || t.starts_with("- ")
            || (t.chars().next().is_some_and(|c| c.is_ascii_digit())
                && t.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(['.', ')'])
                && !t.contains('+'))
    });
    let sentences = body
        .iter()
        .filter(|l| l.text.trim_end().ends_with(['.', '?', '!']) && word_count(&l.text) > 8)
        .count();
    let contact = body.iter().any(|l| has_contact(&l.text)) || is_card(&body);
    contact && !listed && sentences <= 1
}

/// A full name and then a few short lines: "Ana Lima / Head of Accounts".
fn is_card(body: &[&Line<'_>]) -> bool {
    let name = |text: &str| {
        let words: Vec<&str> = text.split_whitespace().collect();
        (2..=3).contains(&words.len())
            && words.iter().all(|w| {
                w.chars().next().is_some_and(char::is_uppercase)
                    && w.chars().all(|c| c.is_alphabetic() || ".'-".contains(c))
            })
            && words.iter().any(|w| w.chars().any(char::is_lowercase))
    };
    (2..=5).contains(&body.len())
        && body.first().is_some_and(|l| name(l.text.trim().trim_matches('*')))
        && body
            .iter()
            .skip(1)
            .all(|l| word_count(&l.text) <= 6 && !l.text.trim_end().ends_with(['.', '?', '!', ':']))
}

/// A telephone number, an address of any kind, or the words of list footers.
pub(crate) fn has_contact(text: &str) -> bool {
    if text.len() > 2_000 {
        return false;
    }
    let folded = fold(text);
    let digits = folded.chars().filter(char::is_ascii_digit).count();
    let phone = (7..=16).contains(&digits)
        && (folded.contains('+')
            || ["tel", "phone", "mobile", "mob", "fax", "handy", "móvil", "cell", "☎", "📱"]
                .iter()
                .any(|w| folded.contains(w))
            || folded.chars().all(|c| c.is_ascii_digit() || "+-() ./".contains(c)));
    phone
        || has_address(&folded)
        || [
            "http://",
            "https://",
            "www.",
            "mailing list",
            "mailing-list",
            "mailinglist",
            "unsubscribe",
            "abmelden",
            "désinscri",
            "google groups",
        ]
        .iter()
        .any(|w| folded.contains(w))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_and_names() {
        assert!(is_rule("______", 3) && is_rule("=====", 3) && !is_rule("--", 3) && !is_rule("-=-=", 3));
        assert!(
            is_dashed_name("-Ana Lima")
                && is_dashed_name("--Bo")
                && !is_dashed_name("- item")
                && !is_dashed_name("-first point")
        );
    }
}
