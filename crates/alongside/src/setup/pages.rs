//! The first-run pages. Prepared words only.

use crate::view::{Choices, Errors, Kind, Shell, page};
use askama::Template;

/// `/setup` in four steps: the token printed in the terminal, the organisation and its first admin, mail, hours.
/// Each step is posted to `/setup/{step}`: `token`, `organisation`, `mail` (also `/setup/mail/test`), `hours`.
#[derive(Template, Clone, Debug, Default)]
#[template(path = "setup/pages/setup.html")]
pub struct SetupPage {
    pub shell: Shell,
    pub step: Step,
    pub errors: Errors,
    pub form: SetupForm,
    /// What the test mail found.
    pub test: Option<(Kind, String)>,
    pub time_zones: Choices,
    pub languages: Choices,
    /// `none`, `starttls`, `tls`.
    pub securities: Choices,
}
page!(SetupPage);

/// Where in the setup we are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Step {
    #[default]
    Token,
    Organisation,
    Mail,
    Hours,
    /// All done: the way to the desk.
    Done,
}

impl Step {
    /// As in the address.
    pub fn key(self) -> &'static str {
        match self {
            Step::Token => "token",
            Step::Organisation => "organisation",
            Step::Mail => "mail",
            Step::Hours => "hours",
            Step::Done => "done",
        }
    }
    /// "Step 2 of 4"; empty at the end.
    pub fn words(self) -> &'static str {
        match self {
            Step::Token => "Step 1 of 4",
            Step::Organisation => "Step 2 of 4",
            Step::Mail => "Step 3 of 4",
            Step::Hours => "Step 4 of 4",
            Step::Done => "",
        }
    }
}

/// What was typed. The names are the names of the fields; passwords never come back.
#[derive(Clone, Debug, Default)]
pub struct SetupForm {
    pub organisation: String,
    /// The public address of this desk, e.g. `https://help.example.org`.
    pub address: String,
    /// The first admin (further field: `password`).
    pub name: String,
    pub mail: String,
    /// The address people write to.
    pub help_address: String,
    /// The server mail goes out through (further field: `smtp_password`).
    pub smtp_host: String,
    pub smtp_port: String,
    /// `none`, `starttls`, `tls`, to be chosen again when the step comes back.
    pub smtp_security: String,
    /// Likewise, e.g. `en`.
    pub language: String,
    pub smtp_user: String,
    /// Opens and closes, e.g. `08:00`.
    pub opens: String,
    pub closes: String,
    /// (value of `day`, name, is open): `mo` … `su`.
    pub days: Vec<(String, String, bool)>,
}

impl SetupPage {
    fn at(step: Step) -> SetupPage {
        SetupPage {
            shell: Shell {
                me: None,
                organisation: "Alongside".into(),
                foot: Default::default(),
                ..Shell::sample("")
            },
            step,
            form: SetupForm {
                organisation: "Marlow Vale Hospital".into(),
                address: "https://help.marlowvale.example".into(),
                name: "Bo Nilsson".into(),
                mail: "bo.nilsson@marlowvale.example".into(),
                help_address: "help@marlowvale.example".into(),
                smtp_host: "smtp.marlowvale.example".into(),
                smtp_port: "587".into(),
                smtp_security: "starttls".into(),
                language: "en".into(),
                smtp_user: "alongside".into(),
                opens: "08:00".into(),
                closes: "18:00".into(),
                days: [
                    ("mo", "Monday"),
                    ("tu", "Tuesday"),
                    ("we", "Wednesday"),
                    ("th", "Thursday"),
                    ("fr", "Friday"),
                    ("sa", "Saturday"),
                    ("su", "Sunday"),
                ]
                .into_iter()
                .map(|(day, name)| (day.to_owned(), name.to_owned(), !day.starts_with('s')))
                .collect(),
            },
            time_zones: Choices::of(
                &[("Europe/London", "Europe/London"), ("Europe/Berlin", "Europe/Berlin")],
                "Europe/London",
            ),
            languages: Choices::of(&[("en", "English")], "en"),
            securities: Choices::of(
                &[
                    ("starttls", "STARTTLS (usual, port 587)"),
                    ("tls", "TLS (port 465)"),
                    ("none", "None (only on this machine)"),
                ],
                "starttls",
            ),
            ..SetupPage::default()
        }
    }
    pub fn samples() -> Vec<(&'static str, SetupPage)> {
        let mut token = SetupPage::at(Step::Token);
        token.errors = Errors::sample(&[(
            "token",
            "That is not the token. Copy it from the terminal where you started Alongside",
        )]);
        let mut mail = SetupPage::at(Step::Mail);
        mail.test = Some((Kind::Bad, "smtp.marlowvale.example answered “535 5.7.8 wrong user or password”. Check the two fields and test again.".into()));
        vec![
            ("setup-token", token),
            ("setup-organisation", SetupPage::at(Step::Organisation)),
            ("setup-mail", mail),
            ("setup-hours", SetupPage::at(Step::Hours)),
            ("setup-done", SetupPage::at(Step::Done)),
        ]
    }
}
