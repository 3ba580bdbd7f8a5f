//! The page that says what went wrong, what was kept and what to do.

use super::{Shell, page};
use askama::Template;

/// One error page for all of them: 403, 404, 413, 429, 500, 503, 507.
#[derive(Template, Clone, Debug, Default)]
#[template(path = "view/problem.html")]
pub struct ErrorPage {
    pub shell: Shell,
    /// The HTTP status, e.g. 404.
    pub code: u16,
    /// "There is no page here"
    pub title: String,
    /// What happened and what was kept, a sentence or two.
    pub text: String,
    /// What to do next: (words, address); may be empty.
    pub ways: Vec<(String, String)>,
    /// The id under which a fault was logged; empty when nothing was.
    pub id: String,
    /// When to try again, for 429; else empty.
    pub again: String,
    /// What the person had sent, to be sent once more from this very page.
    pub typed: Option<Typed>,
}
page!(ErrorPage);

/// A form that could not be taken though nothing was wrong with it: nothing typed is ever lost.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// Where the form goes, a path of ours.
    pub action: String,
    /// What the person wrote, to be seen and changed.
    pub words: Vec<Word>,
    /// The choices beside it, as (name, value).
    pub choices: Vec<(String, String)>,
    /// Files came along; a browser does not let a page keep them.
    pub had_files: bool,
}

/// One text of a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Word {
    pub name: String,
    /// The key of its label, see `language/`.
    pub label: &'static str,
    pub text: String,
}

impl Typed {
    /// The form that was sent to `action`. None when there is nothing worth sending again, or when something in it
    /// must not stand on a page.
    pub fn of<'a>(
        action: &str,
        fields: impl Iterator<Item = (&'a str, &'a str)>,
        had_files: bool,
    ) -> Option<Typed> {
        const SECRETS: [&str; 5] = ["password", "secret", "token", "key", "code"];
        let mut typed = Typed { action: action.to_owned(), had_files, ..Typed::default() };
        for (name, value) in fields {
            if SECRETS.iter().any(|secret| name.contains(secret)) {
                return None;
            }
            let label = match name {
                "goal" => "ask-goal",
                "happens" => "ask-happens",
                "body" => "typed-body",
                "note" => "typed-note",
                "subject" => "typed-subject",
                _ => "",
            };
            match label {
                "" => typed.choices.push((name.to_owned(), value.to_owned())),
                _ if value.trim().is_empty() => {}
                _ => typed.words.push(Word { name: name.to_owned(), label, text: value.to_owned() }),
            }
        }
        let has_choice = typed.choices.iter().any(|(name, _)| name != "csrf");
        (has_choice || !typed.words.is_empty()).then_some(typed)
    }
}

impl ErrorPage {
    /// The page for a status, in the shell's language; the caller may add an id or a time.
    pub fn of(shell: Shell, code: u16) -> ErrorPage {
        let t = shell.t;
        let (title, text) = match code {
            403 => (t.say("trouble-403-title"), t.say("trouble-403-text")),
            404 => (t.say("trouble-404-title"), t.say("trouble-404-text")),
            413 => (t.say("trouble-413-title"), t.say("trouble-413-text")),
            429 => (t.say("trouble-429-title"), t.say("trouble-429-text")),
            503 => (t.say("trouble-503-title"), t.say("trouble-503-text")),
            507 => (t.say("trouble-507-title"), t.say("trouble-507-text")),
            _ => (t.say("trouble-500-title"), t.say("trouble-500-text")),
        };
        let mut ways = vec![match shell.staff {
            true => (t.say("trouble-to-desk"), "/desk".to_owned()),
            false => (t.say("trouble-to-start"), "/".to_owned()),
        }];
        if code == 404 {
            ways.push((t.say("nav-ask"), "/ask".to_owned()));
        }
        ErrorPage { shell, code, title, text, ways, id: String::new(), again: String::new(), typed: None }
    }

    /// Other words than the status has by itself.
    pub fn say(&mut self, title: String, text: String) {
        (self.title, self.text) = (title, text);
    }

    pub fn samples() -> Vec<(&'static str, ErrorPage)> {
        let shell = Shell::sample("");
        let mut broken = ErrorPage::of(shell.clone(), 500);
        broken.id = "7QK2-M4XD-91".into();
        let mut quick = ErrorPage::of(Shell::sample_stranger(), 429);
        quick.again = "Tuesday 24 November 2026, 14:20".into();
        let mut full = ErrorPage::of(shell.clone(), 507);
        full.typed = Some(Typed {
            action: "/ask".into(),
            words: vec![
                Word {
                    name: "goal".into(),
                    label: "ask-goal",
                    text: "Print the letters for today’s round".into(),
                },
                Word {
                    name: "happens".into(),
                    label: "ask-happens",
                    text: "The first page comes out, then nothing.\n\nI have switched it off and on.".into(),
                },
            ],
            choices: vec![("csrf".into(), "sample-csrf".into()), ("blocked".into(), "slowed".into())],
            had_files: true,
        });
        vec![
            ("error-403", ErrorPage::of(shell.clone(), 403)),
            ("error-404", ErrorPage::of(shell.clone(), 404)),
            ("error-429", quick),
            ("error-500", broken),
            ("error-503", ErrorPage::of(shell.clone(), 503)),
            ("error-507", full),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_can_be_seen_and_choices_travel_along() {
        let fields = [("csrf", "x"), ("goal", "Print"), ("happens", " "), ("blocked", "no")];
        let typed = Typed::of("/ask", fields.into_iter(), false).unwrap();
        let words: Vec<&str> = typed.words.iter().map(|word| word.text.as_str()).collect();
        assert_eq!(words, ["Print"]);
        assert_eq!(typed.choices.len(), 2);
    }

    #[test]
    fn a_form_with_a_secret_is_not_written_on_a_page() {
        let fields = [("csrf", "x"), ("mail", "ana@example.org"), ("password", "four little words")];
        assert_eq!(Typed::of("/sign-in/password", fields.into_iter(), false), None);
        assert_eq!(Typed::of("/sign-out", [("csrf", "x")].into_iter(), false), None, "nothing to keep");
    }
}
