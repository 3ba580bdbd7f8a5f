//! Tags with thousands of attributes: every reader of HTML compares each attribute with all before it, so one
//! such tag costs minutes. Their attributes beyond a bound are cut away before the text is read.
//!
//! Knows the one rule of HTML it needs: where the attributes of a tag begin and end.

use std::borrow::Cow;

/// Attributes of one tag that are read.
const MAX_ATTRIBUTES: usize = 256;

/// `html` without the attributes that are too many.
pub(super) fn cut(html: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut kept = 0;
    for (from, to) in Floods::new(html.as_bytes()) {
        // What begins inside of what was cut is gone with it.
        if from >= kept {
            out.push_str(html.get(kept..from).unwrap_or_default());
            kept = to;
        }
    }
    if kept == 0 {
        return Cow::Borrowed(html);
    }
    out.push_str(html.get(kept..).unwrap_or_default());
    Cow::Owned(out)
}

/// Some tag has too many.
pub(super) fn any(html: &str) -> bool {
    Floods::new(html.as_bytes()).next().is_some()
}

/// The stretches to cut. Every `<` before a letter is looked at, whether it begins a tag or stands in a comment or a
/// value: to know which would take a whole reader of HTML.
struct Floods<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Steps left: tags can be made to overlap, and then too long a look is taken for a flood.
    steps: usize,
}

impl<'a> Floods<'a> {
    fn new(bytes: &'a [u8]) -> Floods<'a> {
        Floods { bytes, at: 0, steps: bytes.len().saturating_mul(4).saturating_add(64 * 1024) }
    }

    /// The attributes beyond the bound of the tag whose name begins at `at`.
    fn excess(&mut self, at: usize) -> Option<(usize, usize)> {
        let byte = |i: usize| self.bytes.get(i).copied();
        let blank = |b: u8| matches!(b, b' ' | b'\t' | b'\n' | b'\r' | 0x0c | b'/');
        let mut i = at;
        while byte(i).is_some_and(|b| !blank(b) && b != b'>') {
            i += 1;
        }
        let (mut count, mut from) = (0, None);
        let end = loop {
            while byte(i).is_some_and(blank) {
                i += 1;
            }
            if byte(i).is_none_or(|b| b == b'>') {
                break i;
            }
            count += 1;
            if count > MAX_ATTRIBUTES {
                from = from.or(Some(i));
            }
            if i - at > self.steps {
                from = from.or(Some(i));
                break self.bytes.len();
            }
            // The name may begin with `=`.
            i += 1;
            while byte(i).is_some_and(|b| !blank(b) && b != b'>' && b != b'=') {
                i += 1;
            }
            let mut value = i;
            while byte(value).is_some_and(|b| blank(b) && b != b'/') {
                value += 1;
            }
            if byte(value) != Some(b'=') {
                continue;
            }
            i = value + 1;
            while byte(i).is_some_and(|b| blank(b) && b != b'/') {
                i += 1;
            }
            match byte(i) {
                Some(quote @ (b'"' | b'\'')) => {
                    i += 1;
                    let length = self.bytes[i.min(self.bytes.len())..].iter().position(|b| *b == quote);
                    i = length.map_or(self.bytes.len(), |n| i + n + 1);
                }
                _ => {
                    while byte(i).is_some_and(|b| (!blank(b) || b == b'/') && b != b'>') {
                        i += 1;
                    }
                }
            }
        };
        self.steps = self.steps.saturating_sub(end - at);
        from.map(|from| (from, end))
    }
}

impl Iterator for Floods<'_> {
    type Item = (usize, usize);

    fn next(&mut self) -> Option<(usize, usize)> {
        loop {
            let rest = self.bytes.get(self.at..)?;
            let open = self.at + rest.iter().position(|b| *b == b'<')?;
            self.at = open + 1;
            let name = open + 1 + usize::from(self.bytes.get(open + 1) == Some(&b'/'));
            if self.bytes.get(name).is_some_and(u8::is_ascii_alphabetic)
                && let Some((from, to)) = self.excess(name)
            {
                self.at = to;
                return Some((from, to));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_tags_are_left_alone() {
        for html in [
            "<p class=a title='x > y' hidden>a < b</p>",
            "<a href=https://x.example/a/b>x</a>",
            "<img alt=\"unclosed",
            "<",
            "",
            "</p",
        ] {
            assert!(matches!(cut(html), Cow::Borrowed(_)), "{html}");
        }
    }

    #[test]
    fn floods_are_cut_and_the_words_stay() {
        for attribute in [" a", "/a", " a=b", " a='>'", " a = \">\"", "\n=b"] {
            let html = format!("<p>before</p><div{}>after</div>", attribute.repeat(5_000));
            let cut = cut(&html);
            assert!(cut.len() < html.len() / 5, "{attribute}: {}", cut.len());
            assert!(cut.starts_with("<p>before</p><div") && cut.ends_with("after</div>"), "{attribute}");
            assert!(!any(&cut) && any(&html), "{attribute}");
        }
    }

    #[test]
    fn a_flood_that_hides_in_another_context_is_found() {
        let flood = " a".repeat(5_000);
        for before in [
            "<script><a b=\"</script>",
            "<svg><style><a b='</style>",
            "<!-- <a b=\"-->",
            "<title><x y='</title>",
        ] {
            assert!(any(&format!("{before}<div{flood}>x")), "{before}");
        }
    }

    #[test]
    fn overlapping_tags_end_the_search_in_time() {
        let html = "<a b=\"".repeat(200_000) + "<a b='" + &"<a b='".repeat(200_000);
        let _ = cut(&html);
    }
}
