//! The shape of every mail we send, as plain text and as quiet HTML. The words come in ready, in the reader's
//! language; it knows no addresses, queues or servers.
//!
//! The HTML sets no background and few colours, uses no table and no image, and loads nothing: it reads the same
//! in a dark reader and costs a slow line nothing.

use askama::Template;

/// A mail's words, part by part; an empty part is left out.
#[derive(Clone, Debug, Default)]
pub struct Letter {
    /// The language of the letter, e.g. `en`.
    pub lang: String,
    pub title: String,
    pub hello: String,
    /// Paragraphs of ours.
    pub lead: Vec<String>,
    /// What a person wrote, as they wrote it.
    pub body_text: String,
    /// The same as HTML that is safe already.
    pub body_html: String,
    /// What to press.
    pub go: Option<Go>,
    /// Who writes: a person's name.
    pub who: String,
    /// For which desk: “IT help, Marlow Vale Hospital”.
    pub place: String,
    pub next_label: String,
    /// What happens next, a sentence.
    pub next: String,
    /// Says that files are elsewhere, and which.
    pub apart: String,
    pub apart_names: Vec<String>,
    pub foot: Vec<String>,
    pub link_label: String,
    pub link: String,
    /// “On Monday Ana wrote:” and her lines.
    pub quoted_by: String,
    pub quoted: Vec<String>,
}

#[derive(Clone, Debug)]
pub struct Go {
    pub label: String,
    pub link: String,
    /// “Or copy this address:”
    pub copy: String,
}

#[derive(Template)]
#[template(path = "outbox/mail/letter.html")]
struct Html<'a> {
    l: &'a Letter,
}

impl Letter {
    /// The HTML body, a whole document.
    pub fn html(&self) -> String {
        Html { l: self }.render().unwrap_or_default()
    }

    /// The plain-text body. What stands under `-- ` is left out by most mail programs when somebody answers.
    pub fn text(&self) -> String {
        let mut blocks: Vec<String> = Vec::new();
        blocks.push(self.hello.clone());
        blocks.extend(self.lead.iter().cloned());
        blocks.push(self.body_text.trim_end().to_owned());
        if !self.apart.is_empty() {
            let names: Vec<String> = self.apart_names.iter().map(|name| format!("- {name}")).collect();
            blocks.push(format!("{}\n{}", self.apart, names.join("\n")));
        }
        if let Some(go) = &self.go {
            blocks.push(go.link.clone());
        }
        blocks.push(match (self.who.is_empty(), self.place.is_empty()) {
            (true, _) => self.place.clone(),
            (false, true) => self.who.clone(),
            (false, false) => format!("{} · {}", self.who, self.place),
        });
        if !self.next.is_empty() {
            blocks.push(format!("{} {}", self.next_label, self.next));
        }
        let mut foot = self.foot.clone();
        if !self.link.is_empty() {
            foot.push(format!("{}\n{}", self.link_label, self.link));
        }
        if !foot.is_empty() {
            blocks.push(format!("-- \n{}", foot.join("\n")));
        }
        if !self.quoted.is_empty() {
            let lines: Vec<String> = self
                .quoted
                .iter()
                .map(|line| if line.is_empty() { ">".to_owned() } else { format!("> {line}") })
                .collect();
            blocks.push(format!("{}\n{}", self.quoted_by, lines.join("\n")));
        }
        blocks.retain(|block| !block.is_empty());
        blocks.join("\n\n") + "\n"
    }
}
