//! English verb forms from a base form.

/// The forms of one verb.
#[derive(Debug, PartialEq, Eq)]
pub struct Forms {
    pub base: String,
    pub third: String,
    pub past: String,
    pub participle: String,
    pub gerund: String,
}

/// `delete`, `stop` (doubling written `stop+`), `break/broke/broken`.
pub fn english(verb: &str) -> Forms {
    let mut parts = verb.split('/');
    let first = parts.next().unwrap_or_default();
    let doubles = first.ends_with('+');
    let base = first.trim_end_matches('+').to_owned();
    let last = base.chars().next_back().unwrap_or('-');
    let before = base.chars().rev().nth(1).unwrap_or('-');
    let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u');
    let stem = if doubles { format!("{base}{last}") } else { base.clone() };
    let past = match parts.next() {
        Some(past) => past.to_owned(),
        None if last == 'e' => format!("{base}d"),
        None if last == 'y' && !vowel(before) => format!("{}ied", base.trim_end_matches('y')),
        None => format!("{stem}ed"),
    };
    let participle = parts.next().map_or_else(|| past.clone(), str::to_owned);
    let third = if base == "have" {
        "has".to_owned()
    } else if last == 'y' && !vowel(before) {
        format!("{}ies", base.trim_end_matches('y'))
    } else if base.ends_with(['s', 'x', 'z', 'o']) || base.ends_with("ch") || base.ends_with("sh") {
        format!("{base}es")
    } else {
        format!("{base}s")
    };
    let gerund = if base.ends_with("ie") {
        format!("{}ying", base.trim_end_matches("ie"))
    } else if last == 'e' && before != 'e' && base.len() > 2 {
        format!("{}ing", base.strip_suffix('e').unwrap_or(&base))
    } else {
        format!("{stem}ing")
    };
    Forms { base, third, past, participle, gerund }
}

#[cfg(test)]
mod tests {
    use super::english;

    fn forms(verb: &str) -> [String; 5] {
        let f = english(verb);
        [f.base, f.third, f.past, f.participle, f.gerund]
    }

    #[test]
    fn regular_and_irregular_verbs_get_their_forms() {
        assert_eq!(forms("delete"), ["delete", "deletes", "deleted", "deleted", "deleting"]);
        assert_eq!(forms("stop+"), ["stop", "stops", "stopped", "stopped", "stopping"]);
        assert_eq!(forms("try"), ["try", "tries", "tried", "tried", "trying"]);
        assert_eq!(forms("break/broke/broken"), ["break", "breaks", "broke", "broken", "breaking"]);
    }
}
