//! The ways in: a mailed link for everybody, a password for those who work at the desk.

use crate::view::{Errors, Link, Shell, Strong, page};
use askama::Template;

/// `/sign-in`: asks for the mail address; posted there. The answer is always [`CheckMailPage`], whether the address
/// is known or not.
#[derive(Template, Clone, Debug, Default)]
#[template(path = "person/pages/sign-in.html")]
pub struct SignInPage {
    pub shell: Shell,
    /// Field: `mail`.
    pub errors: Errors,
    pub mail: String,
    /// Where to go afterwards (a path of ours), sent on as `next`; may be empty.
    pub next: String,
    /// Why they were sent here, e.g. "Sign in to see your request."; may be empty.
    pub why: String,
}
page!(SignInPage);

/// After asking for a link: the same for every address.
#[derive(Template, Clone, Debug, Default)]
#[template(path = "person/pages/check-mail.html")]
pub struct CheckMailPage {
    pub shell: Shell,
    /// The address as typed.
    pub mail: String,
    /// "Press the link in it. It works for 15 minutes, once."
    pub press: String,
}
page!(CheckMailPage);

/// `/sign-in/link/{token}`: a button, so that a program that opens links in mail does not use it up. Posted to the
/// same address.
#[derive(Template, Clone, Debug, Default)]
#[template(path = "person/pages/link.html")]
pub struct LinkPage {
    pub shell: Shell,
    /// The token of the address. It is only echoed into the form's address.
    pub token: String,
    /// The link is used up or too old: say so and offer a new one.
    pub spent: bool,
    /// Sent on as `next`.
    pub next: String,
}
page!(LinkPage);

/// `/sign-in/password`: for the desk; posted there.
#[derive(Template, Clone, Debug, Default)]
#[template(path = "person/pages/password.html")]
pub struct PasswordPage {
    pub shell: Shell,
    /// Fields: `mail`, `password`. A wrong pair is one error on `password`, the same for unknown people.
    pub errors: Errors,
    pub mail: String,
    pub next: String,
    /// Too many tries: until when to wait; else empty.
    pub wait: String,
}
page!(PasswordPage);

impl SignInPage {
    fn password_link(&self) -> Link {
        Link::new("/sign-in/password", self.shell.t.say("enter-desk-link"))
    }

    pub fn sample() -> SignInPage {
        SignInPage {
            shell: Shell::sample_stranger(),
            next: "/requests/1042".into(),
            why: "Sign in to see your request.".into(),
            ..SignInPage::default()
        }
    }
    pub fn sample_errors() -> SignInPage {
        SignInPage {
            errors: Errors::sample(&[("mail", "Write the whole address, like name@example.org")]),
            mail: "ana@".into(),
            ..SignInPage::sample()
        }
    }
}

impl CheckMailPage {
    fn address_shown(&self) -> Strong {
        Strong(self.mail.clone())
    }

    pub fn sample() -> CheckMailPage {
        CheckMailPage {
            shell: Shell::sample_stranger(),
            mail: "ana.oliveira-kowalczyk@marlowvale.example".into(),
            press: "Press the link in it. It works for 15 minutes, once.".into(),
        }
    }
}

impl LinkPage {
    pub fn sample() -> LinkPage {
        LinkPage {
            shell: Shell::sample_stranger(),
            token: "dGhpcy1pcy1vbmx5LWEtc2FtcGxl".into(),
            spent: false,
            next: "/requests/1042".into(),
        }
    }
    pub fn sample_spent() -> LinkPage {
        LinkPage { spent: true, ..LinkPage::sample() }
    }
}

impl PasswordPage {
    fn link_by_mail(&self) -> Link {
        Link::new("/sign-in", self.shell.t.say("password-forgotten-link"))
    }

    pub fn sample() -> PasswordPage {
        PasswordPage { shell: Shell::sample_stranger(), next: "/desk".into(), ..PasswordPage::default() }
    }
    pub fn sample_errors() -> PasswordPage {
        PasswordPage {
            errors: Errors::sample(&[("password", "The address and the password do not belong together")]),
            mail: "bo@marlowvale.example".into(),
            ..PasswordPage::sample()
        }
    }
}
