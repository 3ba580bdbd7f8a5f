//! Writing a ticket on somebody's behalf: they telephoned, or stand at the desk.

use crate::view::{Choices, Desk, Errors, Place, page};
use askama::Template;

/// `/desk/new`; posted to `/desk/tickets`.
#[derive(Template, Clone, Debug, Default)]
#[template(path = "ticket/pages/new.html")]
pub struct NewTicketPage {
    pub desk: Desk,
    /// Makes a double press one ticket (field `once`).
    pub key: String,
    /// Fields: `requester`, `via`, `subject`, `body`, `goal`, `blocked`, `impact`, `team`, `service`, `take`, `files`.
    pub errors: Errors,
    /// Name or mail address of the requester, as typed.
    pub requester: String,
    pub subject: String,
    /// What they said.
    pub body: String,
    /// What they are trying to do.
    pub goal: String,
    /// `unknown`, `no`, `slowed`, `stopped`: field `blocked`.
    pub blocks: Choices,
    /// `one`, `several`, `many`, `everyone`: field `impact`.
    pub impacts: Choices,
    /// `telephone`, `in_person`, `other`.
    pub ways: Choices,
    pub teams: Choices,
    pub services: Choices,
    /// The writer becomes the owner.
    pub take: bool,
}
page!(NewTicketPage);

impl NewTicketPage {
    pub fn sample() -> NewTicketPage {
        NewTicketPage {
            desk: Desk::sample(Place::New, None),
            ways: Choices::of(
                &[("telephone", "On the telephone"), ("in_person", "In person"), ("other", "Another way")],
                "telephone",
            ),
            blocks: Choices::of(
                &[
                    ("unknown", "Not known"),
                    ("no", "Not stopped"),
                    ("slowed", "Slowed down"),
                    ("stopped", "Stopped"),
                ],
                "unknown",
            ),
            impacts: Choices::of(
                &[
                    ("one", "One person"),
                    ("several", "Several people"),
                    ("many", "Many people"),
                    ("everyone", "Everybody"),
                ],
                "one",
            ),
            teams: Choices::of(&[("", "No team"), ("1", "Front desk"), ("2", "Network & telephones")], "1"),
            services: Choices::of(&[("", "Not said"), ("5", "Printing"), ("6", "Mail")], ""),
            take: true,
            ..NewTicketPage::default()
        }
    }
    pub fn sample_errors() -> NewTicketPage {
        NewTicketPage {
            errors: Errors::sample(&[
                ("requester", "Say who asks: a name we know, or a mail address"),
                ("subject", "Give it a few words, so that colleagues find it again"),
            ]),
            body: "Cannot reach the rota. Calls from the ward telephone.".into(),
            ..NewTicketPage::sample()
        }
    }
}
