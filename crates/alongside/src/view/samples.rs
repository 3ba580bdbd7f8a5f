//! Every page once, filled with believable people: for the render test, the screenshots and the accessibility check.

use crate::{ticket, view};

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
    ];
    for (name, page) in view::ErrorPage::samples() {
        pages.push((name, page.html()));
    }
    pages.into_iter().map(|(name, html)| (format!("{name}.html"), html)).collect()
}
