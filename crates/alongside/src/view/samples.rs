//! Every page once, filled with believable people: for the render test, the screenshots and the accessibility check.

use crate::outbox::letter;
use crate::{inbox, outbox, person, portal, search, service, setup, team, ticket, view};

/// (file name, content) of every sample page and letter.
pub fn samples() -> Vec<(String, String)> {
    let mut pages: Vec<(&str, String)> = vec![
        ("list", ticket::pages::ListPage::sample().html()),
        ("list-empty", ticket::pages::ListPage::sample_empty().html()),
        ("ticket", ticket::pages::TicketPage::sample().html()),
        ("ticket-busy", ticket::pages::TicketPage::sample_busy().html()),
        ("ticket-bare", ticket::pages::TicketPage::sample_bare().html()),
        ("new", ticket::pages::NewTicketPage::sample().html()),
        ("new-errors", ticket::pages::NewTicketPage::sample_errors().html()),
        ("search", search::pages::SearchPage::sample().html()),
        ("search-nothing", search::pages::SearchPage::sample_nothing().html()),
        ("search-help", search::pages::SearchPage::sample_help().html()),
        ("keys", search::pages::KeysPage::sample().html()),
        ("home", portal::pages::HomePage::sample().html()),
        ("ask", portal::pages::AskPage::sample().html()),
        ("ask-errors", portal::pages::AskPage::sample_errors().html()),
        ("thanks", portal::pages::ThanksPage::sample().html()),
        ("requests", portal::pages::RequestsPage::sample().html()),
        ("requests-empty", portal::pages::RequestsPage::sample_empty().html()),
        ("request", portal::pages::RequestPage::sample().html()),
        ("request-solved", portal::pages::RequestPage::sample_solved().html()),
        ("sign-in", person::pages::SignInPage::sample().html()),
        ("sign-in-errors", person::pages::SignInPage::sample_errors().html()),
        ("check-mail", person::pages::CheckMailPage::sample().html()),
        ("link", person::pages::LinkPage::sample().html()),
        ("link-spent", person::pages::LinkPage::sample_spent().html()),
        ("password", person::pages::PasswordPage::sample().html()),
        ("password-errors", person::pages::PasswordPage::sample_errors().html()),
        ("profile", person::pages::ProfilePage::sample().html()),
        ("profile-token", person::pages::ProfilePage::sample_token().html()),
        ("profile-requester", person::pages::ProfilePage::sample_requester().html()),
        ("people", person::pages::PeoplePage::sample().html()),
        ("person", person::pages::PersonPage::sample().html()),
        ("teams", team::pages::TeamsPage::sample().html()),
        ("services", service::pages::ServicesPage::sample().html()),
        ("mail", inbox::pages::MailPage::sample().html()),
        ("needs-a-look", inbox::pages::NeedsALookPage::sample().html()),
        ("needs-a-look-empty", inbox::pages::NeedsALookPage::sample_empty().html()),
        ("odd-mail", inbox::pages::OddMailPage::sample().html()),
        ("outgoing", outbox::pages::OutgoingPage::sample().html()),
        ("outgoing-empty", outbox::pages::OutgoingPage::sample_empty().html()),
    ];
    for (name, page) in view::ErrorPage::samples() {
        pages.push((name, page.html()));
    }
    for (name, page) in setup::pages::SetupPage::samples() {
        pages.push((name, page.html()));
    }
    let mut files: Vec<(String, String)> =
        pages.into_iter().map(|(name, html)| (format!("{name}.html"), html)).collect();
    let (reply, receipt) = (letter::ReplyLetter::sample(), letter::ReceiptLetter::sample());
    let (sign_in, notice) = (letter::SignInLetter::sample(), letter::NoticeLetter::sample());
    for (name, text, html) in [
        ("reply", reply.text(), reply.html()),
        ("receipt", receipt.text(), receipt.html()),
        ("sign-in", sign_in.text(), sign_in.html()),
        ("notice", notice.text(), notice.html()),
    ] {
        files.push((format!("mail-{name}.txt"), text));
        files.push((format!("mail-{name}.html"), html));
    }
    files
}
