//! Tells what a person wrote from what their program put around it: quotes, attributions, the mail being
//! answered, signatures, footers, notices.
//!
//! In doubt more is shown, never less, and nothing is lost: every line is in `visible` or in `folded`.
//! Knows nothing of MIME, HTML elements or tickets.

mod attribution;
mod date;
mod device;
mod disclaimer;
mod headerblock;
pub(crate) mod line;
mod marker;
mod signature;

use attribution::Attribution;
pub(crate) use line::{Cue, Line, has_word};
use marker::Marker;

/// Lines that are looked at; what stands below them in a very long text is shown.
const MAX_LINES: usize = 20_000;

/// A text told apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Split {
    /// The new text.
    pub visible: String,
    /// Everything else, in order.
    pub folded: String,
}

/// What is known about a mail beside its text.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Hints {
    /// The subject says that a mail is passed on: what is quoted in it belongs to the words.
    pub(crate) forward: bool,
    /// The mail answers nothing: what is quoted belongs to the words if these point to it.
    pub(crate) first: bool,
}

/// Splits a plain text.
pub fn split(full_text: &str) -> Split {
    split_with(full_text, Hints::default())
}

pub(crate) fn split_with(text: &str, hints: Hints) -> Split {
    let (head, tail) = head_and_tail(text);
    let mut lines: Vec<Line<'_>> = Vec::new();
    for line in head.split('\n') {
        let line = line.strip_suffix('\r').unwrap_or(line);
        match attribution::within(line) {
            Some(at) if next_is_quote(head, line) => {
                let before = line[..at].trim_end();
                let before =
                    if before.ends_with("--") { before.trim_end_matches('-').trim_end() } else { before };
                lines.push(Line::plain(before));
                lines.push(Line::plain(&line[before.len()..]));
            }
            _ => lines.push(Line::plain(line)),
        }
    }
    let mut plan = Plan::new(&lines);
    plan.read(hints);
    let older_begun = plan.cut < lines.len();
    let mut split = plan.split();
    if !tail.is_empty() {
        let end = if older_begun { &mut split.folded } else { &mut split.visible };
        end.push('\n');
        end.push_str(tail.trim_end());
    }
    split
}

/// The lines that are looked at, and what stands below them.
fn head_and_tail(text: &str) -> (&str, &str) {
    match text.match_indices('\n').nth(MAX_LINES - 1) {
        Some((at, _)) => (&text[..at], &text[at + 1..]),
        None => (text, ""),
    }
}

/// The first line with content after `line` (a slice of `text`) is quoted.
fn next_is_quote(text: &str, line: &str) -> bool {
    let offset = line.as_ptr() as usize - text.as_ptr() as usize + line.len();
    text.get(offset..)
        .unwrap_or("")
        .lines()
        .skip(1)
        .find(|l| !l.trim().is_empty())
        .is_some_and(|l| l.trim_start().starts_with('>'))
}

/// Words that send the reader to what stands below.
const POINTERS: &[&str] = &[
    "below",
    "fyi",
    "see the mail",
    "see this mail",
    "see email",
    "forwarding",
    "forwarded",
    "got this",
    "received this",
    "unten",
    "siehe",
    "s.u.",
    "folgende",
    "weitergeleitet",
    "zur info",
    "zk",
    "ci-dessous",
    "voir",
    "pour info",
    "abajo",
    "más abajo",
    "adjunto",
    "abaixo",
    "segue",
    "sotto",
    "di seguito",
    "hieronder",
    "onderstaand",
    "ter info",
    "nedan",
    "nedenfor",
    "nedenstående",
    "poniżej",
    "níže",
    "ниже",
    "下記",
    "以下",
    "见下",
    "如下",
    "아래",
];

/// Words that say that the answers stand within the older mail, told apart by colour or place.
const WITHIN: &[&str] = &[
    "answers inline",
    "answered inline",
    "answer inline",
    "comments inline",
    "replies inline",
    "replied inline",
    "responses inline",
    "see inline",
    "inline below",
    "in-line below",
    "answers below in",
    "comments below in",
    "see below in red",
    "in red below",
    "in blue below",
    "marked in red",
    "answers in red",
    "comments in red",
    "answers in blue",
    "comments in blue",
    "antworten im text",
    "antworten unten im text",
    "antworten in rot",
    "rot markiert",
    "in rot unten",
    "unten in rot",
    "kommentare in rot",
    "réponses en rouge",
    "réponses dans le texte",
    "réponses ci-dessous en",
    "commentaires en rouge",
    "respuestas en rojo",
    "comentarios en rojo",
    "respostas em vermelho",
    "comentários em vermelho",
    "risposte in rosso",
    "commenti in rosso",
    "antwoorden in rood",
    "opmerkingen in rood",
    "svar i rött",
    "svar med rødt",
    "odpowiedzi na czerwono",
    "odpovědi červeně",
    "ответы красным",
    "ответы в тексте",
];

/// What becomes of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Show,
    Fold,
}

pub(crate) fn split_lines(lines: &[Line<'_>], hints: Hints) -> Split {
    let mut plan = Plan::new(lines);
    plan.read(hints);
    plan.split()
}

struct Plan<'l, 'a> {
    lines: &'l [Line<'a>],
    fate: Vec<Fate>,
    quote: Vec<bool>,
    /// Attribution lines, and whether a quote follows.
    attribution: Vec<bool>,
    /// From here on it is the older mail.
    cut: usize,
    /// Own lines that are a signature, a notice or a program's.
    noise: Vec<bool>,
    /// For each line, the first one at or after it that is not blank.
    next: Vec<usize>,
}

impl<'l, 'a> Plan<'l, 'a> {
    fn new(lines: &'l [Line<'a>]) -> Plan<'l, 'a> {
        let n = lines.len();
        let mut next = vec![n; n + 1];
        for at in (0..n).rev() {
            next[at] = if lines[at].is_blank() { next[at + 1] } else { at };
        }
        Plan {
            next,
            lines,
            fate: vec![Fate::Show; n],
            quote: (0..n)
                .map(|i| {
                    lines[i].is_quote()
                        && !marker::is_between_chevrons(&lines[i].text)
                        && !attribution::closes_address(lines, i)
                })
                .collect(),
            attribution: vec![false; n],
            noise: vec![false; n],
            cut: n.min(MAX_LINES),
        }
    }

    fn read(&mut self, hints: Hints) {
        let quoted = |l: &Line<'_>| matches!(l.cue, Cue::Indented | Cue::GmailQuote | Cue::Cited);
        if self.lines.iter().all(|l| l.is_blank() || quoted(l)) {
            // All of it is one quote: someone passes it on.
            self.cut = self.lines.len();
            return;
        }
        if hints.forward || (hints.first && self.points_below()) {
            self.cut = self.lines.len();
            self.fold_banner();
            self.fold_own_ending();
            return;
        }
        self.mend_wrapped_quotes();
        if self.find_cut() {
            self.cut = self.lines.len();
            return;
        }
        let beyond = self.cut == self.lines.len().min(MAX_LINES);
        self.note_noise();
        self.fold_quotes();
        self.fold_banner();
        self.fold_signatures();
        self.fold_device_lines();
        if beyond {
            self.cut = self.lines.len();
        }
    }

    /// A quoted line that a program wrapped without its mark is quoted, too.
    fn mend_wrapped_quotes(&mut self) {
        for at in 1..self.lines.len().saturating_sub(1) {
            if self.quote[at]
                || self.lines[at].is_blank()
                || !self.quote[at - 1]
                || !self.quote[at + 1]
                || self.lines[at].cue != Cue::None
            {
                continue;
            }
            let before = self.lines[at - 1].text.trim_end();
            let opened = |open, close| before.matches(open).count() > before.matches(close).count();
            let link_broken = before.contains("http") && (opened('(', ')') || opened('<', '>'));
            let wrapped = before.chars().count() >= 68
                && self.lines[at].text.chars().next().is_some_and(char::is_lowercase)
                && !before.ends_with(['.', '?', '!', ':']);
            self.quote[at] = link_broken || wrapped;
        }
    }

    /// Finds where the older mail begins, if it is not quoted. True when everything is to be shown as it is.
    fn find_cut(&mut self) -> bool {
        let n = self.cut;
        let mut at = 0;
        while at < n {
            let line = &self.lines[at];
            if line.is_blank() || self.quote[at] {
                if self.passes_on_a_quote(at) {
                    return true;
                }
                at += 1;
                continue;
            }
            let marker = match line.cue {
                Cue::Older if self.forwards_at(at) => Some(Marker::Forwarded),
                Cue::Older => Some(Marker::Original),
                _ => marker::of(line),
            };
            let block =
                headerblock::starting_at(self.lines, at).or_else(|| headerblock::table_at(self.lines, at));
            if marker == Some(Marker::Forwarded) {
                return true;
            }
            if (marker == Some(Marker::Original) || block.is_some()) && self.answers_within(at) {
                return true;
            }
            if marker.is_some() {
                if self.has_words_before(at) {
                    self.cut = self.with_rule_above(at);
                    return false;
                }
                at += 1;
                continue;
            }
            if let Some(block) = block {
                if self.has_words_before(at) {
                    self.cut = self.with_rule_above(at);
                    return false;
                }
                at = block.end;
                continue;
            }
            if let Some(found) = self.attribution_at(at) {
                let quoted = self.quote_follows(found.end);
                if !quoted && self.has_words_before(found.start) {
                    self.cut = self.with_rule_above(found.start);
                    return false;
                }
                if quoted {
                    self.attribution[found.start..found.end].fill(true);
                }
                at = at.max(found.end - 1);
            }
            at += 1;
        }
        false
    }

    /// "> Begin forwarded message:" as the first line of a quote: it is passed on, not answered.
    fn passes_on_a_quote(&self, at: usize) -> bool {
        let line = &self.lines[at];
        if !self.quote[at]
            || (0..at).rev().find(|&i| !self.lines[i].is_blank()).is_some_and(|i| self.quote[i])
        {
            return false;
        }
        let inner = Line::plain(line.text.trim_start().trim_start_matches(['>', ' ']));
        marker::of(&inner) == Some(Marker::Forwarded)
    }

    /// The words above an older mail say that more of them stand within it: "see my answers in red".
    fn answers_within(&self, at: usize) -> bool {
        let own = self.lines[..at].iter().filter(|l| !l.is_blank());
        let mut text = String::new();
        for line in own {
            text.push_str(&line.text);
            text.push(' ');
            if text.len() > 800 {
                return false;
            }
        }
        let text = line::fold(&text);
        WITHIN.iter().any(|w| line::has_word(&text, w))
    }

    /// The attribution that ends at `at`, by its words or by its place in the markup.
    fn attribution_at(&self, at: usize) -> Option<Attribution> {
        if self.lines[at].cue != Cue::Attribution {
            return attribution::ending_at(self.lines, at);
        }
        let of_it = |i: &usize| self.lines[*i].is_blank() || self.lines[*i].cue == Cue::Attribution;
        let end = (at..self.lines.len()).take_while(of_it).last().map_or(at, |last| last) + 1;
        Some(Attribution { start: at, end })
    }

    /// The first lines from here say that a mail is passed on.
    fn forwards_at(&self, at: usize) -> bool {
        self.lines[at..]
            .iter()
            .filter(|l| !l.is_blank())
            .take(3)
            .any(|l| marker::of(l) == Some(Marker::Forwarded))
    }

    /// The next line with content is quoted, by mark or by markup.
    fn quote_follows(&mut self, at: usize) -> bool {
        let next = self.next[at.min(self.lines.len())];
        if next >= self.lines.len() {
            return false;
        }
        if matches!(self.lines[next].cue, Cue::Indented | Cue::GmailQuote) {
            // A bare blockquote right under an attribution is the quote.
            let mut i = next;
            while i < self.lines.len()
                && (self.lines[i].is_blank()
                    || matches!(self.lines[i].cue, Cue::Indented | Cue::GmailQuote | Cue::Cited))
            {
                self.quote[i] |= !self.lines[i].is_blank();
                i += 1;
            }
        }
        self.quote[next]
    }

    /// Something a person may have written stands before `at`.
    fn has_words_before(&self, at: usize) -> bool {
        (0..at).any(|i| {
            let line = &self.lines[i];
            !line.is_blank()
                && !self.quote[i]
                && !self.attribution[i]
                && line.cue != Cue::Rule
                && !signature::is_rule(&line.text, 3)
        })
    }

    /// A rule or a bare title right above belongs to what it sets off.
    fn with_rule_above(&self, at: usize) -> usize {
        let mut from = at;
        while from > 0 {
            let line = &self.lines[from - 1];
            if line.is_blank()
                || line.cue == Cue::Rule
                || signature::is_rule(&line.text, 3)
                || marker::names_original(line)
            {
                from -= 1;
            } else {
                break;
            }
        }
        from
    }

    /// Quotes under the words are folded; quotes that are being answered stay as context.
    fn fold_quotes(&mut self) {
        let own = |plan: &Self, i: usize| !plan.lines[i].is_blank() && !plan.quote[i] && !plan.attribution[i];
        let last_own = (0..self.cut).rev().find(|&i| own(self, i) && !self.noise[i]);
        let Some(last_own) = last_own else { return };
        // A bare blockquote at the very end with words above it is the older mail.
        if self.lines[last_own].cue == Cue::Indented && !self.attribution.contains(&true) {
            let first = (0..=last_own).rev().find(|&i| own(self, i) && self.lines[i].cue != Cue::Indented);
            if let Some(first) = first {
                for i in first + 1..=last_own {
                    self.quote[i] |= !self.lines[i].is_blank();
                }
                return self.fold_quotes();
            }
        }
        let mut answered = 0;
        let mut attributed = false;
        let mut i = 0;
        let mut blocks: Vec<(usize, usize, bool)> = Vec::new();
        while i < self.cut {
            if self.quote[i] || self.attribution[i] {
                let start = i;
                while i < self.cut
                    && (self.quote[i]
                        || self.attribution[i]
                        || (self.lines[i].is_blank() && self.more_quote(i)))
                {
                    i += 1;
                }
                let with = self.attribution[start..i].contains(&true);
                attributed |= with;
                if start < last_own {
                    answered += 1;
                }
                blocks.push((start, i, with));
            } else {
                i += 1;
            }
        }
        for (start, end, with) in blocks {
            let trailing = start > last_own && (with || !self.shown_by_author(start, last_own));
            if trailing || (answered == 1 && with) {
                self.fate[start..end].fill(Fate::Fold);
            } else if attributed {
                for i in start..end {
                    if self.attribution[i] {
                        self.fate[i] = Fate::Fold;
                    }
                }
            }
        }
    }

    /// "Please see the log:" and then lines with `>`: the author's own material.
    fn shown_by_author(&self, start: usize, last_own: usize) -> bool {
        let announced = self.lines[last_own].text.trim_end().ends_with([':', '：']);
        let first = self.lines[start].text.trim_start().trim_start_matches(['>', ' ']);
        let inner = Line::plain(first);
        announced
            && attribution::ending_at(std::slice::from_ref(&inner), 0).is_none()
            && !headerblock::starts_like(&inner)
    }

    fn more_quote(&self, at: usize) -> bool {
        let next = self.next[at];
        next < self.cut && (self.quote[next] || self.attribution[next])
    }

    /// Notes the lines that are no words of anybody, for finding out whether words follow a quote.
    fn note_noise(&mut self) {
        for i in 0..self.cut {
            self.noise[i] = self.lines[i].cue == Cue::Signature;
        }
        for (start, end) in self.stretches() {
            for i in start..end {
                let line = &self.lines[i];
                self.noise[i] = matches!(line.cue, Cue::Signature | Cue::Rule)
                    || signature::is_rule(&line.text, 2)
                    || device::is_device_line(&line.text);
            }
            let from = signature::starts_at(self.lines, start, end)
                .into_iter()
                .chain(disclaimer::trailing_from(self.lines, start, end))
                .min();
            if let Some(from) = from {
                self.noise[from..end].fill(true);
            }
        }
    }

    /// Runs of lines that are neither quoted nor attributions, nor marked as the signature.
    fn stretches(&self) -> Vec<(usize, usize)> {
        let apart = |i: usize| self.quote[i] || self.attribution[i] || self.lines[i].cue == Cue::Signature;
        let mut out = Vec::new();
        let mut start = 0;
        while start < self.cut {
            if apart(start) {
                start += 1;
                continue;
            }
            let end = (start..self.cut).find(|&i| apart(i)).unwrap_or(self.cut);
            out.push((start, end));
            start = end;
        }
        out
    }

    fn fold_banner(&mut self) {
        let Some(first) = (0..self.cut).find(|&i| !self.lines[i].is_blank()) else { return };
        let end = (first..self.cut).find(|&i| self.lines[i].is_blank()).unwrap_or(self.cut);
        let text = self.lines[first..end].iter().map(|l| l.text.as_ref()).collect::<Vec<_>>().join(" ");
        if disclaimer::is_banner(&text) && (end..self.cut).any(|i| !self.lines[i].is_blank()) {
            self.fate[first..end].fill(Fate::Fold);
        }
    }

    /// What is marked as a signature; then in every stretch of own words the signature and the notices.
    fn fold_signatures(&mut self) {
        let marked = |plan: &Self, i: usize| plan.lines[i].cue == Cue::Signature;
        let own = |plan: &Self, i: usize| {
            !marked(plan, i)
                && !plan.quote[i]
                && !plan.attribution[i]
                && !plan.lines[i].is_blank()
                && !plan.noise[i]
        };
        if (0..self.cut).any(|i| own(self, i)) {
            for i in 0..self.cut {
                if marked(self, i) && !self.quote[i] {
                    self.fate[i] = Fate::Fold;
                }
            }
        }
        for (start, end) in self.stretches() {
            let mut stop = end;
            if let Some(from) = disclaimer::trailing_from(self.lines, start, end)
                && self.words_remain(from)
            {
                self.fate[from..end].fill(Fate::Fold);
                stop = from;
            }
            if let Some(from) = signature::starts_at(self.lines, start, stop)
                && self.words_remain(from)
            {
                self.fate[from..end].fill(Fate::Fold);
            }
        }
    }

    /// Folding from `at` on leaves something to read.
    fn words_remain(&self, at: usize) -> bool {
        (0..at).any(|i| {
            self.fate[i] == Fate::Show
                && !self.lines[i].is_blank()
                && !signature::is_rule(&self.lines[i].text, 2)
        })
    }

    /// The words above what is quoted send the reader there: "see below", "FYI", a colon at the end.
    fn points_below(&self) -> bool {
        let Some(at) = self.first_foreign() else { return false };
        let own: Vec<&Line<'_>> = self.lines[..at].iter().filter(|l| !l.is_blank()).collect();
        let text = line::fold(&own.iter().map(|l| l.text.as_ref()).collect::<Vec<_>>().join(" "));
        let last = own.last().map_or("", |l| l.text.trim_end());
        last.ends_with([':', '：']) || POINTERS.iter().any(|p| line::has_word(&text, p))
    }

    /// The first line that is somebody else's: quoted, or the beginning of an older mail.
    fn first_foreign(&self) -> Option<usize> {
        (0..self.lines.len().min(MAX_LINES)).find(|&i| {
            let line = &self.lines[i];
            self.quote[i]
                || matches!(line.cue, Cue::Older | Cue::Cited | Cue::GmailQuote | Cue::Attribution)
                || marker::of(line).is_some()
                || headerblock::starting_at(self.lines, i).is_some()
                || attribution::ending_at(self.lines, i).is_some()
        })
    }

    /// Signature and notices of a mail that quotes nothing; device lines above what is passed on.
    fn fold_own_ending(&mut self) {
        let passed_on = self.first_foreign();
        if let Some(at) = passed_on {
            self.cut = at;
            self.fold_device_lines();
        } else {
            self.fold_signatures();
            self.fold_device_lines();
        }
        self.cut = self.lines.len();
    }

    fn fold_device_lines(&mut self) {
        for i in 0..self.cut {
            if self.fate[i] == Fate::Show && !self.quote[i] && device::is_device_line(&self.lines[i].text) {
                self.fate[i] = Fate::Fold;
            }
        }
    }

    fn split(mut self) -> Split {
        let cut = self.cut.min(self.lines.len());
        self.fate[cut..].fill(Fate::Fold);
        let shown = (0..cut).any(|i| self.fate[i] == Fate::Show && !self.lines[i].is_blank());
        if !shown {
            // Nothing of their own: show it all rather than an empty message.
            self.fate.fill(Fate::Show);
        }
        // Blank lines after a folded stretch go with it.
        for i in 1..self.lines.len() {
            if self.lines[i].is_blank() && self.fate[i - 1] == Fate::Fold {
                self.fate[i] = Fate::Fold;
            }
        }
        let pick = |wanted: Fate| {
            let chosen = || self.lines.iter().zip(&self.fate).filter(move |(_, fate)| **fate == wanted);
            let mark = |line: &Line<'_>| line.cue == Cue::Cited && !line.text.trim_start().starts_with('>');
            // Blank lines above are left out, but not the blanks that indent the first words.
            let above = chosen().take_while(|(line, _)| line.text.trim().is_empty() && !mark(line)).count();
            let size = chosen().map(|(line, _)| line.text.len() + 3).sum();
            let mut out = String::with_capacity(size);
            for (line, _) in chosen().skip(above) {
                if mark(line) {
                    out.push_str("> ");
                }
                out.push_str(line.text.trim_end());
                out.push('\n');
            }
            out.truncate(out.trim_end().len());
            out
        };
        Split { visible: pick(Fate::Show), folded: pick(Fate::Fold) }
    }
}
