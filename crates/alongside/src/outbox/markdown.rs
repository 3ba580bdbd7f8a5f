//! What a person wrote, as HTML for a mail: their Markdown, or their plain text line by line. Markup they typed
//! shows as they typed it; nothing loads from anywhere.

use crate::ticket::Format;
use ammonia::{Builder, UrlRelative};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Deeper quotes and lists are shown as plain text: drawing them slows down with depth.
const DEPTH_MAX: usize = 50;

/// Safe HTML of a message's words.
pub fn to_html(body: &str, format: Format) -> String {
    match format {
        Format::Markdown if depth_bound(body) <= DEPTH_MAX => markdown(body),
        _ => plain(body),
    }
}

fn markdown(body: &str) -> String {
    let mut options = comrak::Options::default();
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.autolink = true;
    // A line break somebody typed is one they meant.
    options.render.hardbreaks = true;
    options.render.escape = true;
    CLEANER.clean(&comrak::markdown_to_html(body, &options)).to_string()
}

fn plain(body: &str) -> String {
    let mut html = String::with_capacity(body.len() + body.len() / 8);
    for paragraph in body.replace("\r\n", "\n").split("\n\n").filter(|p| !p.trim().is_empty()) {
        let lines: Vec<String> = paragraph.trim_matches('\n').lines().map(escaped).collect();
        html.push_str("<p>");
        html.push_str(&lines.join("<br>\n"));
        html.push_str("</p>\n");
    }
    html
}

/// The text with the characters that mean something in HTML written out.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// The most markers of nesting on one line: at least how deep blocks can go.
fn depth_bound(body: &str) -> usize {
    let markers = |line: &str| {
        let start = line.chars().take_while(|c| " \t>-*+.)0123456789".contains(*c));
        start.filter(|c| ">-*+.)".contains(*c)).count()
            + line.len().saturating_sub(line.trim_start().len()) / 2
    };
    body.lines().map(markers).max().unwrap_or(0)
}

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::default();
    builder
        .tags(HashSet::from([
            "a",
            "b",
            "blockquote",
            "br",
            "code",
            "del",
            "em",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "hr",
            "i",
            "li",
            "ol",
            "p",
            "pre",
            "s",
            "strong",
            "table",
            "tbody",
            "td",
            "th",
            "thead",
            "tr",
            "ul",
        ]))
        .tag_attributes(HashMap::from([("a", HashSet::from(["href"])), ("ol", HashSet::from(["start"]))]))
        .generic_attributes(HashSet::new())
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .url_relative(UrlRelative::Deny)
        .link_rel(Some("noopener noreferrer"));
    builder
});

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_keep_their_shape_and_typed_markup_shows_as_typed() {
        let html =
            to_html("Hello **Ana**,\nsee `x` and <b onclick=x>this</b>\n\n- one\n- two", Format::Markdown);
        assert!(html.contains("Hello <strong>Ana</strong>,<br>"), "{html}");
        assert!(html.contains("&lt;b onclick=x&gt;this&lt;/b&gt;"), "{html}");
        assert!(html.contains("<li>one</li>"));
        assert_eq!(to_html("a <b>\nc\n\n**d**", Format::Plain), "<p>a &lt;b&gt;<br>\nc</p>\n<p>**d**</p>\n");
    }

    #[test]
    fn nothing_loads_and_no_link_runs_a_script() {
        let html =
            to_html("![x](https://spy.example/p.png) [y](javascript:alert(1)) [z](/admin)", Format::Markdown);
        assert!(!html.contains("<img") && !html.contains("javascript") && !html.contains("/admin"), "{html}");
    }

    #[test]
    fn a_mountain_of_quote_marks_is_shown_as_text() {
        let html = to_html(&format!("{} deep", ">".repeat(100_000)), Format::Markdown);
        assert!(html.starts_with("<p>&gt;&gt;"));
    }

    proptest! {
        #[test]
        fn whatever_is_written_no_tag_but_ours_comes_out(body in "[<>/a-z\"'= \\n*_`\\[\\]()!&:#-]{0,120}") {
            for format in [Format::Markdown, Format::Plain] {
                let html = to_html(&body, format);
                for bad in ["<script", "<img", "<style", "<iframe", " onclick", "javascript:"] {
                    prop_assert!(!html.to_lowercase().split("&lt;").next().unwrap_or_default().contains(bad) || bad.starts_with(' '), "{html}");
                }
            }
        }
    }
}
