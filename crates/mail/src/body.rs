//! The text of a mail from its plain and HTML parts: which to believe, how to join, what to fold.

use crate::{
    html::text,
    message::{Body, Defect, floor_boundary},
    reply,
};

/// Longer texts are cut; the raw mail still has all of it.
const MAX_TEXT: usize = 4 * 1024 * 1024;
const MAX_HTML: usize = 8 * 1024 * 1024;

/// Joins the parts and tells the reply from the rest.
pub(crate) fn assemble(
    texts: Vec<String>,
    htmls: Vec<String>,
    hints: reply::Hints,
    defects: &mut Vec<Defect>,
) -> Body {
    let mut html = (!htmls.is_empty()).then(|| joined(htmls));
    if let Some(h) = &mut html
        && h.len() > MAX_HTML
    {
        h.truncate(floor_boundary(h, MAX_HTML));
        h.shrink_to_fit();
        defects.push(Defect::TextCut);
    }
    let plain = tidy(&joined(texts), defects);
    if let Some(h) = &html
        && (plain.trim().is_empty() || is_stub(&plain))
    {
        let read = text::read(h);
        if !read.is_blank() || plain.trim().is_empty() {
            let split = reply::split_lines(&read.lines(), hints);
            return Body { visible: split.visible, folded: split.folded, full: read.into_text(), html };
        }
    }
    let split = reply::split_with(&plain, hints);
    Body { visible: split.visible, folded: split.folded, full: plain, html }
}

/// Parts one below the other. One alone, which is nearly every mail, is not copied.
pub(crate) fn joined(mut parts: Vec<String>) -> String {
    match parts.len() {
        1 => parts.pop().unwrap_or_default(),
        _ => parts.join("\n"),
    }
}

/// A plain part that only says to look at the other one.
fn is_stub(plain: &str) -> bool {
    let text = plain.trim().to_lowercase();
    text.len() < 400
        && text.contains("html")
        && [
            "does not support",
            "doesn't support",
            "not support html",
            "unable to display",
            "cannot display",
            "can't display",
            "view this message in html",
            "html-e-mail",
            "html format",
            "html email",
            "html-format",
        ]
        .iter()
        .any(|p| text.contains(p))
}

/// Line ends to `\n`, no NUL and no other control characters but tab, bounded.
pub(crate) fn tidy(text: &str, defects: &mut Vec<Defect>) -> String {
    let mut text = text;
    if text.len() > MAX_TEXT {
        text = &text[..floor_boundary(text, MAX_TEXT)];
        defects.push(Defect::TextCut);
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                if chars.peek() != Some(&'\n') {
                    out.push('\n');
                }
            }
            '\n' | '\t' => out.push(c),
            '\u{feff}' => {}
            '\u{c}' | '\u{b}' => out.push('\n'),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Joins soft line ends of format=flowed text within one quote depth; undoes space-stuffing.
pub(crate) fn unflow(text: &str, delsp: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut open: Option<usize> = None;
    for line in text.split('\n') {
        let line = line.strip_suffix('\r').unwrap_or(line);
        let depth = line.bytes().take_while(|&b| b == b'>').count();
        let content = &line[depth..];
        let content = content.strip_prefix(' ').unwrap_or(content);
        let signature = content == "-- ";
        match open {
            Some(d) if d == depth && !signature => {}
            Some(_) => {
                out.push('\n');
                push_depth(&mut out, depth);
            }
            None => push_depth(&mut out, depth),
        }
        let soft = content.ends_with(' ') && !signature;
        if soft {
            out.push_str(if delsp { &content[..content.len() - 1] } else { content });
            open = Some(depth);
        } else {
            out.push_str(content);
            out.push('\n');
            open = None;
        }
    }
    if out.ends_with('\n') && !text.ends_with("\n\n") {
        out.pop();
    }
    out
}

fn push_depth(out: &mut String, depth: usize) {
    if depth > 0 {
        out.extend(std::iter::repeat_n('>', depth.min(100)));
        out.push(' ');
    }
}

/// An inline PGP block that hides the words.
pub(crate) fn is_pgp_message(text: &str) -> bool {
    text.trim_start().starts_with("-----BEGIN PGP MESSAGE-----")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flowed_lines_are_joined_within_their_depth() {
        assert_eq!(unflow("a \nb\n> q \n> r\n-- \nme", false), "a b\n> q r\n-- \nme");
        assert_eq!(unflow("a \nb", true), "ab");
        assert_eq!(unflow(" >not a quote\n", false), ">not a quote\n");
    }
}
