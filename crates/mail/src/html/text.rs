//! HTML to lines of text. Keeps what the markup knew about quotes, signatures and rules as a cue per line.
//!
//! Reads tokens as browsers do (html5ever's tokenizer) and never builds a tree, so depth costs nothing.

use super::marks::Names;
use crate::{
    message::floor_boundary,
    reply::{Cue, Line},
};
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts, states::RawKind,
};
use std::{borrow::Cow, cell::RefCell};

/// Open elements beyond this depth are read but not remembered.
const MAX_OPEN: usize = 300;
/// Beyond this many lines the words go on, but on the last one.
const MAX_LINES: usize = 20_000;
/// A line this long ends at the next blank.
const LONG_LINE: usize = 64 * 1024;
/// A word this long ends, too.
const LONG_WORD: usize = 256 * 1024;
/// Bytes that are handed to the tokenizer at once; it keeps them until it has read them.
const PIECE: usize = 16 * 1024;

/// The text of an HTML document as a person would read it, quotes marked with `>`.
pub fn html_to_text(html: &str) -> String {
    read(html).into_text()
}

/// What was read: all lines in one piece, since a line of its own for every few letters would weigh many times what
/// was sent.
#[derive(Debug, Default)]
pub(crate) struct Read {
    /// As a person would read it, quotes marked with `>`.
    text: String,
    /// Where each line begins behind its mark, where it ends, and what the markup knew about it.
    lines: Vec<(usize, usize, Cue)>,
}

impl Read {
    pub(crate) fn lines(&self) -> Vec<Line<'_>> {
        let line = |(from, end, cue): &(usize, usize, Cue)| Line {
            text: Cow::Borrowed(self.text.get(*from..*end).unwrap_or_default()),
            cue: *cue,
        };
        self.lines.iter().map(line).collect()
    }

    pub(crate) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// The text without blank lines around it.
    pub(crate) fn into_text(self) -> String {
        let mut text = self.text;
        text.truncate(text.trim_end().len());
        let blank = text.len() - text.trim_start_matches('\n').len();
        text.drain(..blank);
        text.shrink_to_fit();
        text
    }

    fn last(&self) -> Option<(&str, Cue)> {
        let (from, end, cue) = self.lines.last()?;
        Some((self.text.get(*from..*end).unwrap_or_default(), *cue))
    }

    fn push(&mut self, text: &str, cue: Cue) {
        // The blank behind `-- ` is what makes it a delimiter.
        let text = if text == "-- " { text } else { text.trim_end() };
        if self.text.capacity() - self.text.len() < text.len() + 3 {
            // By a quarter, not to twice its size: it may be large.
            self.text.reserve_exact(text.len() + 3 + self.text.len() / 4);
        }
        if self.lines.len() < MAX_LINES {
            if !self.lines.is_empty() {
                self.text.push('\n');
            }
            if cue == Cue::Cited {
                self.text.push_str("> ");
            }
            let from = self.text.len();
            self.text.push_str(text);
            self.lines.push((from, self.text.len(), cue));
        } else if let Some((_, end, _)) = self.lines.last_mut()
            && !text.trim().is_empty()
        {
            self.text.push(' ');
            self.text.push_str(text);
            *end = self.text.len();
        }
    }

    fn is_full(&self) -> bool {
        self.lines.len() >= MAX_LINES
    }
}

pub(crate) fn read(html: &str) -> Read {
    let html = super::floods::cut(html);
    let sink = Sink { state: RefCell::new(State::default()) };
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let input = BufferQueue::default();
    let mut rest = html.as_ref();
    while !rest.is_empty() {
        let (piece, more) = rest.split_at(end_of_piece(rest));
        input.push_back(piece.into());
        let _ = tokenizer.feed(&input);
        rest = more;
    }
    tokenizer.end();
    let mut state = tokenizer.sink.state.into_inner();
    state.end_line();
    state.read
}

/// Where the next piece ends: between two characters, and never before none.
fn end_of_piece(text: &str) -> usize {
    match floor_boundary(text, PIECE) {
        0 => text.len(),
        at => at,
    }
}

struct Sink {
    state: RefCell<State>,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.state.borrow_mut();
        match token {
            Token::CharacterTokens(text) => state.text(&text),
            Token::TagToken(tag) => {
                let raw = (tag.kind == TagKind::StartTag).then(|| raw_kind(&tag.name)).flatten();
                if tag.kind == TagKind::StartTag {
                    state.open(&tag)
                } else {
                    state.close(&tag.name)
                }
                if let Some(kind) = raw {
                    return TokenSinkResult::RawData(kind);
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// Elements whose content is not markup.
fn raw_kind(name: &str) -> Option<RawKind> {
    match name {
        "title" | "textarea" => Some(RawKind::Rcdata),
        "style" | "xmp" | "iframe" | "noembed" | "noframes" => Some(RawKind::Rawtext),
        "script" => Some(RawKind::ScriptData),
        _ => None,
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Effect {
    None,
    Hidden,
    Pre,
    Cited,
    Indented,
    GmailQuote,
    Signature,
    QuoteHead,
}

struct Open {
    name: String,
    effect: Effect,
    block: bool,
    margin: bool,
    href: Option<String>,
    /// Where the link's text began in the current line.
    start: usize,
}

#[derive(Default)]
struct State {
    read: Read,
    line: String,
    line_cue: Option<Cue>,
    space: bool,
    /// A paragraph ended: the next text is set off by a blank line.
    gap: bool,
    open: Vec<Open>,
    /// How many open elements have each effect.
    active: [u32; 8],
    lists: Vec<Option<u32>>,
    /// The mark of a list's entry, until there is something to say in it.
    bullet: Option<String>,
    /// The mark that sets off the older mail was met.
    older: bool,
    cells: bool,
}

impl State {
    fn has(&self, effect: Effect) -> bool {
        self.active[effect as usize] > 0
    }

    fn hidden(&self) -> bool {
        self.has(Effect::Hidden)
    }

    fn cue(&self) -> Cue {
        if self.has(Effect::Cited) {
            Cue::Cited
        } else if self.has(Effect::GmailQuote) {
            Cue::GmailQuote
        } else if self.has(Effect::Indented) {
            Cue::Indented
        } else if self.has(Effect::Signature) {
            Cue::Signature
        } else if self.has(Effect::QuoteHead) {
            Cue::Attribution
        } else if self.older {
            Cue::Older
        } else {
            Cue::None
        }
    }

    fn text(&mut self, text: &str) {
        if self.hidden() {
            return;
        }
        if self.has(Effect::Pre) {
            for (number, piece) in text.split('\n').enumerate() {
                if number > 0 {
                    self.end_line();
                }
                if !piece.is_empty() {
                    self.begin();
                    self.line.push_str(piece);
                }
            }
            return;
        }
        for c in text.chars() {
            if matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}') {
                self.space = true;
                if self.line.len() > LONG_LINE {
                    self.end_line();
                }
                continue;
            }
            if self.line.len() > LONG_WORD {
                self.end_line();
            }
            if matches!(c, '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{ad}' | '\u{34f}' | '\u{feff}')
                && self.line.is_empty()
            {
                continue;
            }
            self.begin();
            if self.space && !self.line.is_empty() && !self.line.ends_with(' ') {
                self.line.push(' ');
            }
            self.space = false;
            self.line.push(if c == '\u{a0}' { ' ' } else { c });
        }
    }

    /// The first text of a line settles its cue, and pays for the paragraph before.
    fn begin(&mut self) {
        if self.line_cue.is_some() {
            return;
        }
        let cue = self.cue();
        let before = self.read.last().filter(|(text, _)| !text.trim().is_empty()).map(|(_, cue)| cue);
        if std::mem::take(&mut self.gap)
            && let Some(before) = before
        {
            // Between two kinds of text the blank line belongs to neither.
            self.read.push("", if before == cue { cue } else { Cue::None });
        }
        self.line_cue = Some(cue);
        if let Some(bullet) = self.bullet.take()
            && !self.read.is_full()
        {
            self.line.push_str(&bullet);
        }
    }

    /// Ends the line if it has begun.
    fn end_line(&mut self) {
        self.space = false;
        if let Some(cue) = self.line_cue.take() {
            self.read.push(&self.line, cue);
            self.line.clear();
        }
    }

    /// `<br>`: ends the line even when it is empty.
    fn line_break(&mut self) {
        if self.line_cue.is_some() {
            self.end_line();
        } else {
            let cue = self.cue();
            self.gap = false;
            self.read.push("", cue);
        }
    }

    fn open(&mut self, tag: &Tag) {
        let name: &str = &tag.name;
        let attribute = |wanted: &str| {
            tag.attrs.iter().find(|a| &*a.name.local == wanted).map_or("", |a| a.value.as_ref())
        };
        let style = attribute("style").to_ascii_lowercase().replace([' ', '\n', '\r', '\t'], "");
        let names = Names {
            element: name,
            id: attribute("id"),
            class: attribute("class"),
            name: if attribute("data-marker").is_empty() {
                attribute("name")
            } else {
                attribute("data-marker")
            },
            smartmail: attribute("data-smartmail"),
            style: &style,
            kind: attribute("type"),
        };
        if !self.older && names.sets_off() {
            self.end_line();
            self.older = true;
        }
        match name {
            "br" => {
                if !self.hidden() {
                    self.line_break();
                }
                return;
            }
            "hr" => {
                if !self.hidden() {
                    self.end_line();
                    // Several in a row are one.
                    if self.read.last().is_none_or(|(_, cue)| cue != Cue::Rule) {
                        self.read.push(&"_".repeat(32), Cue::Rule);
                    }
                }
                return;
            }
            "img" | "input" | "meta" | "link" | "base" | "col" | "area" | "wbr" | "source" | "embed"
            | "param" | "track" => return,
            "p" => self.close_open_paragraph(),
            "li" => self.end_line(),
            _ => {}
        }
        let block = is_block(name);
        let class = names.class.to_ascii_lowercase();
        let margin = matches!(
            name,
            "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "dl" | "table" | "pre"
        ) && !class.contains("msonormal")
            && !class.contains("msolist")
            && !style.contains("margin:0")
            && (!matches!(name, "ul" | "ol" | "table") || self.lists.is_empty());
        if block {
            self.end_line();
            self.gap |= margin;
        }
        match name {
            "ul" => self.lists.push(None),
            "ol" => self.lists.push(Some(1)),
            "li" if !self.hidden() => self.bullet(),
            "tr" => self.cells = false,
            "td" | "th" => {
                if self.cells {
                    self.space = true;
                    if self.line_cue.is_some() {
                        self.line.push(' ');
                    }
                }
                self.cells = true;
            }
            _ => {}
        }
        if tag.self_closing && !block {
            return;
        }
        if self.open.len() >= MAX_OPEN {
            return;
        }
        let effect = effect_of(&names);
        let href = Some(attribute("href"))
            .filter(|h| {
                name == "a" && h.len() <= 500 && (h.starts_with("http://") || h.starts_with("https://"))
            })
            .map(String::from);
        if matches!(effect, Effect::Cited | Effect::GmailQuote | Effect::Indented) {
            // The quote itself: what stands below it in the same element may be an answer.
            for open in &mut self.open {
                if open.effect == Effect::QuoteHead {
                    open.effect = Effect::None;
                    self.active[Effect::QuoteHead as usize] -= 1;
                    self.active[Effect::None as usize] += 1;
                }
            }
        }
        self.active[effect as usize] += 1;
        self.open.push(Open { name: name.to_string(), effect, block, margin, href, start: self.line.len() });
    }

    fn bullet(&mut self) {
        let depth = self.lists.len().saturating_sub(1).min(8);
        let mark = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{}. ", *number - 1)
            }
            _ => "- ".to_owned(),
        };
        self.bullet = Some("  ".repeat(depth) + &mark);
    }

    /// A `<p>` ends the one before, as browsers read it.
    fn close_open_paragraph(&mut self) {
        if self.open.last().is_some_and(|o| o.name == "p") {
            self.close("p");
        }
    }

    fn close(&mut self, name: &str) {
        if name == "br" {
            return self.line_break();
        }
        if name == "p" && !self.open.iter().any(|o| o.name == "p") {
            return;
        }
        let Some(at) = self.open.iter().rposition(|o| o.name == name) else {
            if is_block(name) {
                self.end_line();
            }
            return;
        };
        if matches!(name, "ul" | "ol") {
            self.lists.pop();
        }
        for open in self.open.split_off(at) {
            self.active[open.effect as usize] -= 1;
            if let Some(href) = open.href
                && self.line_cue.is_some()
                && let Some(shown) = self.line.get(open.start..)
                && !shown.trim().is_empty()
                && !same_link(shown.trim(), &href)
            {
                self.line.push_str(&format!(" <{href}>"));
            }
            if open.block {
                self.end_line();
                self.gap |= open.margin;
            }
        }
    }
}

/// The text already shows where the link goes.
fn same_link(shown: &str, href: &str) -> bool {
    let bare = |s: &str| {
        s.trim_start_matches("https://")
            .trim_start_matches("http://")
            .trim_start_matches("www.")
            .trim_end_matches('/')
            .to_ascii_lowercase()
    };
    bare(shown) == bare(href) || shown.starts_with("http")
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "ul"
            | "ol"
            | "li"
            | "dl"
            | "dt"
            | "dd"
            | "table"
            | "tr"
            | "thead"
            | "tbody"
            | "tfoot"
            | "caption"
            | "blockquote"
            | "pre"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "main"
            | "nav"
            | "aside"
            | "address"
            | "form"
            | "fieldset"
            | "center"
            | "figure"
            | "figcaption"
            | "details"
            | "summary"
            | "body"
            | "html"
            | "head"
    )
}

fn effect_of(names: &Names<'_>) -> Effect {
    if matches!(
        names.element,
        "script" | "style" | "title" | "xml" | "noframes" | "iframe" | "object" | "template" | "svg" | "math"
    ) || names.style.contains("display:none")
        || names.style.contains("mso-hide:all")
        || names.style.contains("visibility:hidden")
    {
        return Effect::Hidden;
    }
    if names.is_cited() {
        return Effect::Cited;
    }
    if names.is_gmail_quote() {
        return Effect::GmailQuote;
    }
    if names.element == "blockquote" {
        return Effect::Indented;
    }
    if names.is_signature() {
        return Effect::Signature;
    }
    if names.holds_quote() {
        return Effect::QuoteHead;
    }
    if matches!(names.element, "pre" | "textarea") || names.style.contains("white-space:pre") {
        return Effect::Pre;
    }
    Effect::None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_reads_like_the_page_looks() {
        let html = "<head><title>x</title><style>p{}</style></head><p>Hello <b>Ana</b>,</p><p>see <a href='https://x.example/a'>this</a> &amp; that:</p><ul><li>one<li>two</ul><table><tr><td>a</td><td>b</td></tr></table><div style='display:none'>secret</div>";
        assert_eq!(
            html_to_text(html),
            "Hello Ana,\n\nsee this <https://x.example/a> & that:\n\n- one\n- two\n\na b"
        );
    }

    #[test]
    fn cited_blocks_are_quotes() {
        assert_eq!(
            html_to_text("yes<blockquote type=cite>really?<br>now?</blockquote>"),
            "yes\n> really?\n> now?"
        );
    }

    #[test]
    fn what_repeats_for_ever_weighs_no_more_than_what_was_sent() {
        for markup in ["<hr>", "<ul><li>", "<ol><li>", "<br>", "<td>", "<blockquote type=cite>"] {
            let html = markup.repeat(50_000) + "hello";
            let read = read(&html);
            assert!(read.text.len() <= html.len() && read.lines.len() <= MAX_LINES, "{markup}");
            assert!(read.text.ends_with("hello"), "{markup}");
        }
        let many = "word<br>".repeat(MAX_LINES + 1_000);
        let text = html_to_text(&many);
        assert_eq!(text.matches("word").count(), MAX_LINES + 1_000, "no word is lost");
        assert!(text.lines().count() <= MAX_LINES);
    }

    #[test]
    fn entries_of_lists_bear_their_marks_and_empty_ones_say_nothing() {
        assert_eq!(
            html_to_text("<ol><li>one<li><li>three<ul><li>deep</ul></ol>"),
            "1. one\n3. three\n  - deep"
        );
    }

    #[test]
    fn a_million_open_elements_are_read_in_time() {
        let deep = "<div>".repeat(100_000) + "x";
        assert_eq!(html_to_text(&deep), "x");
    }
}
