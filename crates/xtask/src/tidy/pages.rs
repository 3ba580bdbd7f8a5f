//! What a page may hold: a sample of itself, and nothing that a strict content security policy would refuse.

use super::source::{Source, closing};
use super::{Finding, Tree};

/// Every public view struct in a `pages` module has a `sample()`, by which it is rendered, photographed and judged.
/// A private one is a part of another's sample.
pub fn samples(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    let in_pages = |file: &str| file.ends_with("/pages.rs") || file.contains("/pages/");
    for (file, source) in tree.sources.iter().filter(|(file, _)| in_pages(file)) {
        for (line, name) in template_structs(source) {
            if !source.is_test(line) && !has_sample(source, &name) {
                findings.push(Finding::new(file, line, format!("{name} has no sample()")));
            }
        }
    }
    findings
}

/// The public structs that stand under a `#[template(…)]`.
fn template_structs(source: &Source) -> Vec<(usize, String)> {
    let tokens = &source.tokens;
    let text = |i: usize| tokens.get(i).map_or("", |token| token.text.as_str());
    let mut found = Vec::new();
    for i in (0..tokens.len()).filter(|i| text(*i) == "[" && text(i + 1) == "template") {
        let end = closing(tokens, i, "[", "]");
        if let Some(at) = (end..tokens.len()).find(|at| matches!(text(*at), "struct" | "enum"))
            && (end..at).any(|i| text(i) == "pub")
        {
            found.push((tokens[at].line, text(at + 1).to_owned()));
        }
    }
    found
}

/// Whether an `impl` for this type, inherent or of a trait, has `fn sample` or `fn samples`.
fn has_sample(source: &Source, name: &str) -> bool {
    let tokens = &source.tokens;
    let text = |i: usize| tokens.get(i).map_or("", |token| token.text.as_str());
    (0..tokens.len()).filter(|i| text(*i) == "impl").any(|start| {
        let open = (start..tokens.len()).find(|i| text(*i) == "{").unwrap_or(tokens.len());
        let end = closing(tokens, open, "{", "}");
        (start..open).any(|i| text(i) == name)
            && (open..end).any(|i| text(i) == "fn" && matches!(text(i + 1), "sample" | "samples"))
    })
}

/// Inline scripts, styles and event attributes in the templates of pages; mail has to style inline and may.
pub fn inline(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    let is_page = |file: &str| {
        let of_mail = file.contains("/mail/") || file.contains("/outbox/");
        file.starts_with("crates/") && (file.ends_with(".html") || file.ends_with(".svg")) && !of_mail
    };
    for (file, text) in tree.files.iter().filter(|(file, _)| is_page(file)) {
        for (line, what) in inline_marks(text) {
            findings.push(Finding::new(file, line, what));
        }
    }
    findings
}

fn inline_marks(text: &str) -> Vec<(usize, String)> {
    let lower = text.to_ascii_lowercase();
    let line_of = |at: usize| 1 + text.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count();
    let mut marks = Vec::new();
    for (at, tag) in tags(&lower) {
        let name = tag.split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or_default();
        if name == "style" || (name == "script" && !tag.contains("src=")) {
            marks.push((line_of(at), format!("<{name}> inline: give it a file of its own")));
        }
        for attribute in attributes(tag) {
            if attribute == "style" || is_event(attribute) || attribute.starts_with("hx-on") {
                marks.push((
                    line_of(at),
                    format!("{attribute}= inline: the content security policy refuses it"),
                ));
            }
        }
        if tag.contains("javascript:") {
            marks.push((line_of(at), "javascript: as an address".to_owned()));
        }
    }
    marks
}

fn is_event(attribute: &str) -> bool {
    attribute
        .strip_prefix("on")
        .is_some_and(|event| event.len() > 2 && event.chars().all(|c| c.is_ascii_lowercase()))
}

/// The inside of each opening tag with where it starts; template expressions may hold `>` and are passed over.
fn tags(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = text[from..].find('<').map(|at| from + at) {
        let mut end = open + 1;
        while end < text.len() && !text[end..].starts_with('>') {
            let closing = ["{{", "{%", "{#"].iter().find(|mark| text[end..].starts_with(**mark));
            let skipped = match closing {
                Some(&"{{") => text[end..].find("}}").map(|at| at + 2),
                Some(&"{%") => text[end..].find("%}").map(|at| at + 2),
                Some(_) => text[end..].find("#}").map(|at| at + 2),
                None => None,
            };
            end += skipped.unwrap_or_else(|| text[end..].chars().next().map_or(1, char::len_utf8));
        }
        let inside = &text[open + 1..end.min(text.len())];
        if inside.starts_with(|c: char| c.is_ascii_alphabetic()) {
            found.push((open, inside));
        }
        from = end.min(text.len());
    }
    found
}

/// The names of a tag's attributes: what stands before `=` outside quotes.
fn attributes(tag: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut quote = None;
    let mut start = None;
    for (at, c) in tag.char_indices() {
        match (quote, c) {
            (Some(open), _) if c == open => (quote, start) = (None, None),
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '=') => names.extend(start.take().map(|from: usize| &tag[from..at])),
            (None, c) if c.is_whitespace() => start = None,
            (None, _) => start = start.or(Some(at)),
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_without_a_sample_is_found() {
        let view =
            "#[derive(Template)]\n#[template(path = \"a.html\")]\npub struct Page<'a> { a: &'a str }\n";
        let found = |text: &str| samples(&Tree::of(&[("crates/alongside/src/ticket/pages.rs", text)])).len();
        assert_eq!(found(view), 1);
        assert_eq!(
            found(&format!(
                "{view}impl Page<'static> {{ pub fn sample() -> Self {{ Page {{ a: \"\" }} }} }}"
            )),
            0
        );
        assert_eq!(
            found(&format!(
                "{view}impl Sample for Page<'_> {{ fn sample() -> Self {{ Page {{ a: \"\" }} }} }}"
            )),
            0
        );
        assert_eq!(found(&format!("{view}impl Other {{ fn sample() {{}} }}")), 1);
    }

    #[test]
    fn what_the_content_security_policy_refuses_is_found() {
        for html in [
            "<p style=\"color: red\">",
            "<script>alert(1)</script>",
            "<style>p {}</style>",
            "<button class=x onclick='go()'>",
            "<form hx-on:submit=\"x\">",
            "<a href=\"javascript:go()\">",
            "<p {% if a > b %}class=\"x\"{% endif %} style=\"a\">",
        ] {
            assert_eq!(inline_marks(html).len(), 1, "{html}");
        }
        for html in [
            "<script src=\"/assets/desk.js\" type=\"module\"></script>",
            "<link rel=\"stylesheet\" href=\"x.css\">",
            "<p title=\"style= and onclick=\">one=two style=\"text\"</p>",
            "<div data-style=\"x\" option=\"y\" one=\"z\">",
        ] {
            assert_eq!(inline_marks(html), [], "{html}");
        }
    }

    #[test]
    fn mail_may_style_inline_and_pages_may_not() {
        let html = "<p style=\"a\">";
        let found = |path: &str| inline(&Tree::of(&[(path, html)])).len();
        assert_eq!(found("crates/alongside/src/ticket/mail/replied/body.html"), 0);
        assert_eq!(found("crates/alongside/src/ticket/pages/show.html"), 1);
    }
}
