//! Words to HTML. What people write in our pages is Markdown (CommonMark with tables, strikethrough and bare
//! links); what comes by mail is plain text. Raw HTML never passes, links open without telling where from, and
//! pictures become links, so that no message can make a reader's browser call home.

use std::fmt::Write;

/// Text with more quotes or lists inside each other is shown as plain text: the time to draw it grows with the
/// square of the depth, some seconds for ten thousand `>`.
const NESTING_MAX: usize = 60;

/// Markdown as safe HTML.
pub fn to_html(text: &str) -> String {
    if is_plain(text) || nesting_bound(text) > NESTING_MAX {
        return plain_to_html(text);
    }
    let mut options = comrak::Options::default();
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.autolink = true;
    options.render.hardbreaks = true;
    options.render.escape = true;
    let html = comrak::markdown_to_html(text, &options);
    cleaner().clean(&html).to_string()
}

fn cleaner() -> &'static ammonia::Builder<'static> {
    use std::collections::HashSet;
    use std::sync::LazyLock;
    static CLEANER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
        let mut builder = ammonia::Builder::default();
        let tags: HashSet<&str> = [
            "p",
            "br",
            "strong",
            "em",
            "del",
            "code",
            "pre",
            "blockquote",
            "ul",
            "ol",
            "li",
            "a",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "hr",
            "table",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
        ]
        .into();
        builder
            .tags(tags)
            .tag_attributes([("a", ["href"].into()), ("ol", ["start"].into())].into())
            .generic_attributes(HashSet::new())
            .url_schemes(["http", "https", "mailto", "tel"].into())
            .link_rel(Some("noopener noreferrer nofollow"));
        builder
    });
    &CLEANER
}

/// Nothing in it means anything in Markdown, so the cheap way gives the same.
fn is_plain(text: &str) -> bool {
    !text.bytes().any(|b| {
        matches!(b, b'*' | b'_' | b'`' | b'#' | b'[' | b'<' | b'|' | b'~' | b'\\' | b'&' | b'>' | b'\t')
    }) && !text.contains("    ")
        && text.lines().all(|line| {
            let line = line.trim_start();
            let digits = line.bytes().take_while(u8::is_ascii_digit).count();
            !(line.starts_with(['-', '+', '='])
                || digits > 0 && matches!(line.as_bytes().get(digits), Some(b'.' | b')')))
        })
}

/// At most how deep the blocks of a text are nested: by the marks and the indent that a line begins with.
fn nesting_bound(text: &str) -> usize {
    let bound = |line: &str| {
        let start = line.bytes().take_while(|b| b" \t>-*+.)0123456789".contains(b));
        let (mut marks, mut blanks) = (0, 0);
        for byte in start {
            match byte {
                b' ' => blanks += 1,
                b'\t' => blanks += 4,
                b'0'..=b'9' => {}
                _ => marks += 1,
            }
        }
        // An item may have no mark of its own left, but what is under it has an indent of two.
        marks.max(blanks / 2)
    };
    text.lines().map(bound).max().unwrap_or(0)
}

/// Plain text as safe HTML: paragraphs at blank lines, lines kept, addresses of the web made links.
pub fn plain_to_html(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + text.len() / 8 + 16);
    let mut in_paragraph = false;
    for line in text.lines() {
        if line.trim().is_empty() {
            if in_paragraph {
                html.push_str("</p>\n");
                in_paragraph = false;
            }
            continue;
        }
        html.push_str(if in_paragraph { "<br>\n" } else { "<p>" });
        in_paragraph = true;
        linked(&mut html, line.trim_end());
    }
    if in_paragraph {
        html.push_str("</p>\n");
    }
    html
}

/// Writes a line escaped, with `http://…` and `https://…` as links.
fn linked(html: &mut String, line: &str) {
    let mut rest = line;
    while let Some(at) = rest.find("http") {
        let (before, from) = rest.split_at(at);
        if !(from.starts_with("http://") || from.starts_with("https://")) {
            escape(html, before);
            escape(html, "http");
            rest = &from[4..];
            continue;
        }
        let end =
            from.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"')).unwrap_or(from.len());
        let url = from[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '\'', ']']);
        escape(html, before);
        html.push_str("<a href=\"");
        escape(html, url);
        html.push_str("\" rel=\"noopener noreferrer nofollow\">");
        escape(html, url);
        html.push_str("</a>");
        rest = &from[url.len()..];
    }
    escape(html, rest);
}

/// Writes text so that it is only ever text.
pub fn escape(html: &mut String, text: &str) {
    let mut plain_from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escaped = match byte {
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'&' => "&amp;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            _ => continue,
        };
        html.push_str(&text[plain_from..at]);
        let _ = html.write_str(escaped);
        plain_from = at + 1;
    }
    html.push_str(&text[plain_from..]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_mountain_of_quote_marks_is_shown_as_text_since_drawing_it_would_take_minutes() {
        let html = to_html(&format!("{} deep", ">".repeat(100_000)));
        assert!(html.starts_with("<p>&gt;&gt;"));
        assert!(to_html(">>> a\n\n- b\n  - c").contains("<blockquote>"));
    }

    #[test]
    fn markdown_is_rendered_and_html_is_shown_as_text() {
        let html = to_html("Hello **Ana**\n- one\n\n<script>alert(1)</script>");
        assert!(html.contains("<strong>Ana</strong>") && html.contains("<li>one</li>"), "{html}");
        assert!(!html.contains("<script"), "{html}");
    }

    #[test]
    fn links_that_run_code_do_not_pass_and_pictures_do_not_load() {
        let html =
            to_html("[x](javascript:alert(1)) ![y](https://evil.example/p.gif) [ok](https://a.example)");
        assert!(!html.contains("javascript") && !html.contains("<img"), "{html}");
        assert!(html.contains("href=\"https://a.example\""), "{html}");
    }

    #[test]
    fn plain_text_keeps_its_lines_and_its_links() {
        assert_eq!(
            plain_to_html("Hi & bye\nsee https://a.example/x?y=1&z=2.\n\nBo"),
            "<p>Hi &amp; bye<br>\nsee <a href=\"https://a.example/x?y=1&amp;z=2\" rel=\"noopener noreferrer nofollow\">https://a.example/x?y=1&amp;z=2</a>.</p>\n<p>Bo</p>\n"
        );
    }

    proptest! {
        #[test]
        fn no_text_makes_a_tag_of_its_own(text in "\\PC{0,80}") {
            let html = plain_to_html(&text);
            let rest = html.replace("<p>", "").replace("</p>", "").replace("<br>", "").replace("</a>", "");
            let opening = rest.matches("<a href=").count();
            prop_assert_eq!(rest.matches('<').count(), opening);
        }
    }
}
