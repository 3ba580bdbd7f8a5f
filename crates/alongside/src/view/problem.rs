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
}
page!(ErrorPage);

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
                "The disk of this service desk is full, so what you sent could not be kept. Everything from before is safe. Keep your text in this window: go back, copy it, and try again in a while. The people who run the desk have been told.",
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
        }
    }
    pub fn samples() -> Vec<(&'static str, ErrorPage)> {
        let shell = Shell::sample("");
        let mut broken = ErrorPage::of(shell.clone(), 500);
        broken.id = "7QK2-M4XD-91".into();
        let mut quick = ErrorPage::of(Shell::sample_stranger(), 429);
        quick.again =
            Some(Moment::sample("2026-11-24T14:20:00Z", "in 15 min", "Tuesday 24 November 2026, 14:20"));
        vec![
            ("error-403", ErrorPage::of(shell.clone(), 403)),
            ("error-404", ErrorPage::of(shell.clone(), 404)),
            ("error-429", quick),
            ("error-500", broken),
            ("error-503", ErrorPage::of(shell.clone(), 503)),
            ("error-507", ErrorPage::of(shell, 507)),
        ]
    }
}
