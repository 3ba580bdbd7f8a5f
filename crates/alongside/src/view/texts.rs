//! A page's words in its reader's language, and the few shapes that stand inside sentences.

use super::Html;
use crate::language::{Arg, Language};
use askama::Template;
use askama::filters::{Escaper, HtmlSafe};
use std::fmt::Display;

/// What a template asks for its sentences: `{{ t.say("ask-title") }}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Texts(pub Language);

impl Default for Texts {
    fn default() -> Self {
        Texts(Language::English)
    }
}

impl Texts {
    /// For `<html lang>`.
    pub fn lang(&self) -> &'static str {
        self.0.as_str()
    }

    /// For `<html dir>`.
    pub fn dir(&self) -> &'static str {
        self.0.direction()
    }

    pub fn say(&self, key: &str) -> String {
        self.0.text(key, &[])
    }

    /// A sentence with one word of ours or theirs in it.
    pub fn with(&self, key: &str, name: &str, value: impl Display) -> String {
        self.0.text(key, &[(name, Arg::Text(&value.to_string()))])
    }

    /// A sentence that counts; the argument is called `count`.
    pub fn count(&self, key: &str, count: impl TryInto<i64>) -> String {
        self.0.text(key, &[("count", Arg::Count(count.try_into().unwrap_or(i64::MAX)))])
    }

    /// A sentence with a piece of a page in it: the words are escaped, the piece stands as it is.
    pub fn rich(&self, key: &str, name: &str, piece: impl HtmlSafe) -> Html {
        // A private character: no sentence of ours has it, and it stands where the piece belongs.
        const PLACE: &str = "\u{E000}";
        let mut escaped = String::new();
        // Writing into a `String` cannot fail.
        let _ = askama::filters::Html.write_escaped_str(&mut escaped, &self.with(key, name, PLACE));
        Html(escaped.replace(PLACE, &piece.to_string()))
    }
}

/// A link inside a sentence.
#[derive(Template, Clone, Debug, Default)]
#[template(ext = "html", source = r#"<a href="{{ href }}">{{ words }}</a>"#)]
pub struct Link {
    pub href: String,
    pub words: String,
}
impl HtmlSafe for Link {}

impl Link {
    pub fn new(href: impl Into<String>, words: impl Into<String>) -> Link {
        Link { href: href.into(), words: words.into() }
    }
}

/// A link that opens another tab, so that a form stays as it is.
#[derive(Template, Clone, Debug, Default)]
#[template(ext = "html", source = r#"<a href="{{ href }}" target="_blank" rel="noopener">{{ words }}</a>"#)]
pub struct TabLink {
    pub href: String,
    pub words: String,
}
impl HtmlSafe for TabLink {}

/// A name, a number or an address that stands out; it may be longer than a line.
#[derive(Template, Clone, Debug)]
#[template(ext = "html", source = r#"<strong class="adr"><bdi>{{ self.0 }}</bdi></strong>"#)]
pub struct Strong(pub String);
impl HtmlSafe for Strong {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_stands_in_its_sentence_and_nothing_of_it_is_taken_for_html() {
        let t = Texts(Language::German);
        let html = t.rich("home-mail-to", "address", Link::new("mailto:a@b", "<a@b>")).0;
        assert_eq!(
            html,
            "Schreiben Sie an <a href=\"mailto:a@b\">&#60;a@b&#62;</a>. Ein Passwort brauchen Sie nie."
        );
        assert_eq!(t.with("thanks-owner", "name", "<Bo>"), "<Bo> kümmert sich darum.", "the page escapes it");
        assert_eq!(t.count("mend-look", 1_u64), "Bitte sehen Sie sich eine Stelle noch einmal an");
        assert_eq!((t.lang(), t.dir()), ("de", "ltr"));
    }
}
