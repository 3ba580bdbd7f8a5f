//! The page that says what went wrong, what was kept and what to do.

use super::{Moment, Shell, page};
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
    /// When to try again, for 429 and 503.
    pub again: Option<Moment>,
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
    pub label: String,
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
                "goal" => "What you are trying to do",
                "happens" => "What happens instead",
                "body" => "What you wrote",
                "note" => "Your note",
                "subject" => "Subject",
                _ => "",
            };
            match label {
                "" => typed.choices.push((name.to_owned(), value.to_owned())),
                _ if value.trim().is_empty() => {}
                _ => typed.words.push(Word {
                    name: name.to_owned(),
                    label: label.to_owned(),
                    text: value.to_owned(),
                }),
            }
        }
        let has_choice = typed.choices.iter().any(|(name, _)| name != "csrf");
        (has_choice || !typed.words.is_empty()).then_some(typed)
    }
}

impl ErrorPage {
    /// The page for a status, in our words; the caller may add an id or a time.
    pub fn of(shell: Shell, code: u16) -> ErrorPage {
        let staff = shell.staff;
        let home = if staff { ("Go to the desk", "/desk") } else { ("Go to the start page", "/") };
        let (title, text, ways): (&str, &str, Vec<(&str, &str)>) = match code {
            403 => (
                "This is not open to you",
                "You are signed in, but this page belongs to people with another role. If you need it, ask an admin: they can change your role in a minute.",
                vec![home],
            ),
            404 => (
                "There is nothing at this address",
                "The page may have moved, or the link may be missing its last part. If it was a request, it may belong to somebody else.",
                vec![home, ("Ask for help", "/ask")],
            ),
            413 => (
                "That was too big to send",
                "Nothing else was lost. Go back, and send a smaller file: a picture of the screen is usually enough.",
                vec![home],
            ),
            429 => (
                "That was a little too quick",
                "To protect everybody’s accounts we wait a while after many tries from one place. Nothing is wrong with your account.",
                vec![home],
            ),
            503 => (
                "We are busy for a moment",
                "More came in than we can take at once. Nothing was lost, and nothing of yours was changed. Please load the page again.",
                vec![home],
            ),
            507 => (
                "There is no room to save this",
                "The disk of this service desk is full, so what you sent could not be kept. Everything from before is safe and can be read. Please try again in a while; if you know somebody who runs the desk, tell them.",
                vec![home],
            ),
            _ => (
                "Something broke on our side",
                "It is not your doing. What was saved before is safe. Go back and try once more; if it happens again, tell us the number below and we can find out what it was.",
                vec![home],
            ),
        };
        ErrorPage {
            shell,
            code,
            title: title.into(),
            text: text.into(),
            ways: ways.into_iter().map(|(words, href)| (words.into(), href.into())).collect(),
            id: String::new(),
            again: None,
            typed: None,
        }
    }
    pub fn samples() -> Vec<(&'static str, ErrorPage)> {
        let shell = Shell::sample("");
        let mut broken = ErrorPage::of(shell.clone(), 500);
        broken.id = "7QK2-M4XD-91".into();
        let mut quick = ErrorPage::of(Shell::sample_stranger(), 429);
        quick.again =
            Some(Moment::sample("2026-11-24T14:20:00Z", "in 15 min", "Tuesday 24 November 2026, 14:20"));
        let mut full = ErrorPage::of(shell.clone(), 507);
        full.typed = Some(Typed {
            action: "/ask".into(),
            words: vec![
                Word {
                    name: "goal".into(),
                    label: "What you are trying to do".into(),
                    text: "Print the letters for today’s round".into(),
                },
                Word {
                    name: "happens".into(),
                    label: "What happens instead".into(),
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
