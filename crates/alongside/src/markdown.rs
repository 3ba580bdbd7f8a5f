//! Words to HTML. What people write in our pages is Markdown (CommonMark with tables, strikethrough and bare
//! links); what comes by mail is plain text. Raw HTML never passes, links open without telling where from, and
//! pictures become links, so that no message can make a reader's browser call home.

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd, TextMergeStream};
use std::fmt::Write;

/// Text with more quotes or lists inside each other is shown as plain text: the time to draw it grows with the
/// square of the depth, some seconds for ten thousand `>`.
const NESTING_MAX: usize = 60;

/// Markdown as safe HTML.
pub fn to_html(text: &str) -> String {
    if is_plain(text) || nesting_bound(text) > NESTING_MAX {
        return plain_to_html(text);
    }
    let parser = Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH);
    let mut page = Writer { html: String::with_capacity(text.len() * 5 / 4 + 64), ..Writer::default() };
    for event in TextMergeStream::new(parser) {
        page.write(event);
    }
    page.html
}

/// Writes what the parser saw. Only the tags that stand here can come out, and every word of the text goes through
/// [`escape`]: there is nothing to clean afterwards (a test lets a cleaner look for something).
#[derive(Default)]
struct Writer {
    html: String,
    /// For each open link or picture, whether it led anywhere and so has a tag to close.
    links: Vec<bool>,
    in_code: bool,
    in_table_head: bool,
}

impl Writer {
    fn write(&mut self, event: Event) {
        match event {
            Event::Start(tag) => self.open(tag),
            Event::End(tag) => self.close(tag),
            Event::Text(text) if self.in_code || !self.links.is_empty() => escape(&mut self.html, &text),
            Event::Text(text) => linked(&mut self.html, &text),
            Event::Code(text) => {
                self.html.push_str("<code>");
                escape(&mut self.html, &text);
                self.html.push_str("</code>");
            }
            // What looks like HTML is what somebody typed: it is shown.
            Event::Html(text) | Event::InlineHtml(text) => escape(&mut self.html, &text),
            Event::SoftBreak | Event::HardBreak => self.html.push_str("<br>\n"),
            Event::Rule => self.html.push_str("<hr>\n"),
            // Extensions that are not switched on.
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => {
                escape(&mut self.html, &text);
            }
            Event::TaskListMarker(_) => {}
        }
    }

    fn open(&mut self, tag: Tag) {
        let name = match tag {
            Tag::Link { link_type, dest_url, .. } => return self.link(link_type, &dest_url),
            // A picture would tell its server who reads: a link waits for a press.
            Tag::Image { link_type, dest_url, .. } => return self.link(link_type, &dest_url),
            Tag::List(Some(first)) if first != 1 => {
                let _ = writeln!(self.html, "<ol start=\"{first}\">");
                return;
            }
            Tag::CodeBlock(_) => {
                self.in_code = true;
                "<pre><code>"
            }
            Tag::TableHead => {
                self.in_table_head = true;
                "<thead><tr>"
            }
            Tag::TableCell if self.in_table_head => "<th>",
            Tag::TableCell => "<td>",
            tag => names(tag.to_end()).0,
        };
        self.html.push_str(name);
    }

    fn close(&mut self, tag: TagEnd) {
        let name = match tag {
            TagEnd::Link | TagEnd::Image => {
                if self.links.pop() == Some(true) {
                    self.html.push_str("</a>");
                }
                return;
            }
            TagEnd::CodeBlock => {
                self.in_code = false;
                "</code></pre>\n"
            }
            TagEnd::TableHead => {
                self.in_table_head = false;
                "</tr></thead>\n<tbody>"
            }
            TagEnd::TableCell if self.in_table_head => "</th>",
            TagEnd::TableCell => "</td>",
            tag => names(tag).1,
        };
        self.html.push_str(name);
    }

    /// A link inside a link (a picture with a link around it) is the outer one's words.
    fn link(&mut self, kind: LinkType, address: &str) {
        let leads = !self.links.contains(&true) && (kind == LinkType::Email || may_lead_to(address));
        self.links.push(leads);
        if !leads {
            return;
        }
        self.html.push_str("<a href=\"");
        if kind == LinkType::Email {
            self.html.push_str("mailto:");
        }
        escape(&mut self.html, address);
        self.html.push_str(LINK_END);
    }
}

/// What opens and closes an element that is written as it is.
fn names(tag: TagEnd) -> (&'static str, &'static str) {
    use pulldown_cmark::HeadingLevel::*;
    match tag {
        TagEnd::Paragraph | TagEnd::HtmlBlock => ("<p>", "</p>\n"),
        TagEnd::Heading(H1) => ("<h1>", "</h1>\n"),
        TagEnd::Heading(H2) => ("<h2>", "</h2>\n"),
        TagEnd::Heading(H3) => ("<h3>", "</h3>\n"),
        TagEnd::Heading(H4) => ("<h4>", "</h4>\n"),
        TagEnd::Heading(H5) => ("<h5>", "</h5>\n"),
        TagEnd::Heading(H6) => ("<h6>", "</h6>\n"),
        TagEnd::BlockQuote(_) => ("<blockquote>\n", "</blockquote>\n"),
        TagEnd::List(true) => ("<ol>\n", "</ol>\n"),
        TagEnd::List(false) => ("<ul>\n", "</ul>\n"),
        TagEnd::Item => ("<li>", "</li>\n"),
        TagEnd::Table => ("<table>", "</tbody></table>\n"),
        TagEnd::TableRow => ("<tr>", "</tr>\n"),
        TagEnd::Emphasis => ("<em>", "</em>"),
        TagEnd::Strong => ("<strong>", "</strong>"),
        TagEnd::Strikethrough => ("<del>", "</del>"),
        _ => ("", ""),
    }
}

/// Links open without telling where from, and lend nobody weight with search engines.
const LINK_END: &str = "\" rel=\"noopener noreferrer nofollow\">";

/// Whether a link may lead there: schemes that only fetch or write, and addresses without one. Everything else is
/// refused, whatever a browser would make of it.
fn may_lead_to(address: &str) -> bool {
    let before_path = address.find(['/', '?', '#']).map_or(address, |end| &address[..end]);
    match before_path.split_once(':') {
        Some((scheme, _)) => {
            ["http", "https", "mailto", "tel"].iter().any(|allowed| scheme.eq_ignore_ascii_case(allowed))
        }
        None => !address.is_empty(),
    }
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
        html.push_str(LINK_END);
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

    /// The library that cleans strangers' HTML, set to exactly the tags and attributes that are written here.
    fn cleaner() -> ammonia::Builder<'static> {
        let tags = "p br strong em del code pre blockquote ul ol li a h1 h2 h3 h4 h5 h6 hr table thead tbody tr th td";
        let mut builder = ammonia::Builder::default();
        builder
            .tags(tags.split(' ').collect())
            .tag_attributes([("a", ["href"].into()), ("ol", ["start"].into())].into())
            .generic_attributes(std::collections::HashSet::new())
            .url_schemes(["http", "https", "mailto", "tel"].into())
            .link_rel(Some("noopener noreferrer nofollow"));
        builder
    }

    /// The tags of a page in their order; words between them are escaped and hold none.
    fn tags(html: &str) -> Vec<String> {
        let plain = |tag: &str| tag.replace("&#39;", "'").replace("&quot;", "\"").replace("&amp;", "&");
        html.split('<').skip(1).map(|rest| plain(rest.split('>').next().unwrap_or(rest))).collect()
    }

    #[test]
    fn links_lead_only_where_following_them_is_harmless() {
        for good in
            ["https://a.example", "HTTP://a.example", "mailto:a@b.example", "tel:+46", "/requests/1", "a?b:c"]
        {
            assert!(may_lead_to(good), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            " javascript:x",
            "java\tscript:x",
            "data:text/html,x",
            "vbscript:x",
            "\\x:y",
            "",
        ] {
            assert!(!may_lead_to(bad), "{bad}");
        }
        assert!(!to_html("[x](java&Tab;script:alert(1)) *a*").contains("<a"));
        assert!(to_html("<bo@example.org> *a*").contains("href=\"mailto:bo@example.org\""));
    }

    #[test]
    fn a_table_and_a_picture_with_a_link_around_it_keep_their_words() {
        let html = to_html("| a | b |\n|---|---|\n| 1 | <b> |\n\n[![alt](/p.png)](https://a.example)");
        assert!(
            html.contains("<th>a</th><th>b</th></tr></thead>\n<tbody><tr><td>1</td><td>&lt;b&gt;</td></tr>"),
            "{html}"
        );
        assert!(html.contains(">alt</a>") && html.matches("<a ").count() == 1, "{html}");
    }

    proptest! {
        /// Whatever is written, a cleaner of strangers' HTML finds nothing to take away.
        #[test]
        fn there_is_nothing_to_clean(pieces in proptest::collection::vec(
            prop_oneof![
                proptest::sample::select(vec![
                    "*", "**", "_", "~~", "`", "```\n", "#", "> ", "- ", "1. ", "7) ", "[", "](", ")", "![", "<", ">", "</p>",
                    "<script>", "<a href='", "\"", "'", "&", "&lt;", "&#10;", "&Tab;", "javascript:", "data:", "https://a.example/",
                    "<https://b.example>", "<x@y.example>", "\n", "\n\n", "    ", "|", "|---|", "\\", " ", "a", "ä", "[x]: /y",
                    "<!--", "-->", "<![CDATA[", "{{", "---\n", "===\n",
                ]).prop_map(str::to_owned),
                "\\PC{0,6}",
            ], 0..40)) {
            let html = to_html(&pieces.concat());
            prop_assert_eq!(tags(&html), tags(&cleaner().clean(&html).to_string()), "{}", html);
        }

        #[test]
        fn no_text_makes_a_tag_of_its_own(text in "\\PC{0,80}") {
            let html = plain_to_html(&text);
            let rest = html.replace("<p>", "").replace("</p>", "").replace("<br>", "").replace("</a>", "");
            let opening = rest.matches("<a href=").count();
            prop_assert_eq!(rest.matches('<').count(), opening);
        }
    }
}
