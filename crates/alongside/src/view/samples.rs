//! Every page once, filled with believable people: for the render test, the screenshots and the accessibility check.

use crate::{
    change, coach, inbox, incident, on_call, outbox, person, portal, problem, promise, search, service,
    setup, status, team, ticket, view,
};

/// (file name, content) of every sample page and letter.
pub fn samples() -> Vec<(String, String)> {
    let mut pages: Vec<(&str, String)> = vec![
        ("list", ticket::pages::ListPage::sample().html()),
        ("list-empty", ticket::pages::ListPage::sample_empty().html()),
        ("ticket", ticket::pages::TicketPage::sample().html()),
        ("ticket-busy", ticket::pages::TicketPage::sample_busy().html()),
        ("ticket-coached", ticket::pages::TicketPage::sample_coached().html()),
        ("ticket-bare", ticket::pages::TicketPage::sample_bare().html()),
        ("ticket-contributor", ticket::pages::TicketPage::sample_contributor().html()),
        ("requester", ticket::pages::RequesterPage::sample().html()),
        ("requester-unknown", ticket::pages::RequesterPage::sample_unknown().html()),
        ("new", ticket::pages::NewTicketPage::sample().html()),
        ("new-errors", ticket::pages::NewTicketPage::sample_errors().html()),
        ("promises", promise::pages::PromisesPage::sample().html()),
        ("promises-empty", promise::pages::PromisesPage::sample_empty().html()),
        ("promise-shares", promise::pages::SharesPage::sample().html()),
        ("problems", problem::pages::ProblemsPage::sample().html()),
        ("problem", problem::pages::ProblemPage::sample().html()),
        ("incidents", incident::pages::IncidentsPage::sample().html()),
        ("incidents-empty", incident::pages::IncidentsPage::sample_empty().html()),
        ("incident-new", incident::pages::NewIncidentPage::sample().html()),
        ("incident-new-errors", incident::pages::NewIncidentPage::sample_errors().html()),
        ("incident", incident::pages::IncidentPage::sample().html()),
        ("incident-over", incident::pages::IncidentPage::sample_over().html()),
        ("incident-preview", incident::pages::PreviewPage::sample().html()),
        ("incident-review", incident::pages::ReviewPage::sample().html()),
        ("incident-review-closed", incident::pages::ReviewPage::sample_closed().html()),
        ("check-ins", incident::pages::CheckInsPage::sample().html()),
        ("search", search::pages::SearchPage::sample().html()),
        ("search-nothing", search::pages::SearchPage::sample_nothing().html()),
        ("search-help", search::pages::SearchPage::sample_help().html()),
        ("keys", search::pages::KeysPage::sample().html()),
        ("home", portal::pages::HomePage::sample().html()),
        ("ask", portal::pages::AskPage::sample().html()),
        ("ask-errors", portal::pages::AskPage::sample_errors().html()),
        ("ask-known", portal::pages::AskPage::sample_known().html()),
        ("trouble", portal::pages::TroublePage::sample().html()),
        ("trouble-over", portal::pages::TroublePage::sample_over().html()),
        ("works", portal::pages::WorksPage::sample().html()),
        ("works-done", portal::pages::WorksPage::sample_done().html()),
        ("thanks", portal::pages::ThanksPage::sample().html()),
        ("requests", portal::pages::RequestsPage::sample().html()),
        ("requests-empty", portal::pages::RequestsPage::sample_empty().html()),
        ("request", portal::pages::RequestPage::sample().html()),
        ("request-solved", portal::pages::RequestPage::sample_solved().html()),
        ("status", status::pages::StatusPage::sample().html()),
        ("status-late", status::pages::StatusPage::sample_late().html()),
        ("status-quiet", status::pages::StatusPage::sample_quiet().html()),
        ("status-nothing", status::pages::StatusPage::sample_nothing().html()),
        ("status-incident", status::pages::IncidentPage::sample().html()),
        ("status-incident-over", status::pages::IncidentPage::sample_over().html()),
        ("status-subscribe", status::asking::SubscribePage::sample().html()),
        ("status-subscribe-errors", status::asking::SubscribePage::sample_errors().html()),
        ("status-subscription", status::asking::SubscribePage::sample_own().html()),
        ("status-confirm", status::asking::NotePage::sample().html()),
        ("status-admin", status::asking::AdminPage::sample().html()),
        ("status-history", status::pages::HistoryPage::sample().html()),
        ("sign-in", person::pages::SignInPage::sample().html()),
        ("sign-in-errors", person::pages::SignInPage::sample_errors().html()),
        ("check-mail", person::pages::CheckMailPage::sample().html()),
        ("link", person::pages::LinkPage::sample().html()),
        ("link-spent", person::pages::LinkPage::sample_spent().html()),
        ("password", person::pages::PasswordPage::sample().html()),
        ("password-errors", person::pages::PasswordPage::sample_errors().html()),
        ("profile", person::pages::ProfilePage::sample().html()),
        ("profile-token", person::pages::ProfilePage::sample_token().html()),
        ("profile-requester", person::pages::OwnPage::sample().html()),
        ("people", person::pages::PeoplePage::sample().html()),
        ("person", person::pages::PersonPage::sample().html()),
        ("teams", team::pages::TeamsPage::sample().html()),
        ("services", service::pages::ServicesPage::sample().html()),
        ("on-call", on_call::pages::OnCallPage::sample().html()),
        ("on-call-empty", on_call::pages::OnCallPage::sample_empty().html()),
        ("rotation", on_call::pages::RotationPage::sample().html()),
        ("on-call-ways", on_call::pages::WaysPage::sample().html()),
        ("on-call-gateway", on_call::pages::GatewayPage::sample().html()),
        ("alarm", on_call::pages::AlarmPage::sample().html()),
        ("alarm-taken", on_call::pages::AlarmPage::sample_taken().html()),
        ("running", service::pages::RunningPage::sample().html()),
        ("running-empty", service::pages::RunningPage::sample_empty().html()),
        ("service", service::pages::OnePage::sample().html()),
        ("service-bare", service::pages::OnePage::sample_bare().html()),
        ("service-edit", service::pages::EditPage::sample().html()),
        ("service-edit-errors", service::pages::EditPage::sample_errors().html()),
        ("changes", change::pages::ChangesPage::sample().html()),
        ("changes-empty", change::pages::ChangesPage::sample_empty().html()),
        ("change", change::pages::ChangePage::sample().html()),
        ("change-draft", change::pages::ChangePage::sample_draft().html()),
        ("change-over", change::pages::ChangePage::sample_over().html()),
        ("change-form", change::pages::FormPage::sample().html()),
        ("change-form-errors", change::pages::FormPage::sample_errors().html()),
        ("announcement", change::pages::AnnouncementPage::sample().html()),
        ("announcement-scheduled", change::pages::AnnouncementPage::sample_scheduled().html()),
        ("calendar", change::pages::CalendarPage::sample().html()),
        ("calendar-week", change::pages::CalendarPage::sample_week().html()),
        ("calendar-list", change::pages::CalendarPage::sample_list().html()),
        ("change-templates", change::pages::TemplatesPage::sample().html()),
        ("change-templates-empty", change::pages::TemplatesPage::sample_empty().html()),
        ("seen", change::pages::SeenPage::sample().html()),
        ("seen-done", change::pages::SeenPage::sample_done().html()),
        ("seen-unknown", change::pages::SeenPage::sample_unknown().html()),
        ("coach", coach::pages::RulesPage::sample().html()),
        ("coach-nothing", coach::pages::RulesPage::sample_nothing().html()),
        ("coach-rule", coach::pages::RulePage::sample().html()),
        ("coach-rule-trial", coach::pages::RulePage::sample_trial().html()),
        ("coach-own-rule", coach::pages::OwnRulePage::sample().html()),
        ("coach-own-rule-errors", coach::pages::OwnRulePage::sample_errors().html()),
        ("coach-words", coach::pages::WordsPage::sample().html()),
        ("coach-looked-over", coach::pages::LookedOverPage::sample().html()),
        ("coach-words-errors", coach::pages::WordsPage::sample_errors().html()),
        ("mail", inbox::pages::MailPage::sample().html()),
        ("mail-address", inbox::pages::AddressPage::sample().html()),
        ("needs-a-look", inbox::pages::NeedsALookPage::sample().html()),
        ("needs-a-look-empty", inbox::pages::NeedsALookPage::sample_empty().html()),
        ("odd-mail", inbox::pages::OddMailPage::sample().html()),
        ("outgoing", outbox::pages::OutgoingPage::sample().html()),
        ("signing", outbox::pages::SigningPage::sample().html()),
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
    for (name, letter) in outbox::sample::letters(crate::language::Language::English) {
        files.push((format!("mail-{name}.txt"), letter.text()));
        files.push((format!("mail-{name}.html"), letter.html()));
    }
    files
}

#[cfg(test)]
mod tests {
    use super::samples;
    use std::collections::HashSet;

    /// The pages of ours; letters may carry a style sheet of their own.
    fn pages() -> impl Iterator<Item = (String, String)> {
        samples().into_iter().filter(|(name, _)| name.ends_with(".html") && !name.starts_with("mail-"))
    }

    /// Every value of an attribute, e.g. of ` id="…"`.
    fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
        html.split(&format!(" {attribute}=\""))
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap_or_default())
            .collect()
    }

    #[test]
    fn no_page_carries_script_or_style_of_its_own() {
        for (name, html) in pages() {
            for banned in [" style=", "<style", " onclick", " onload", " onchange", "javascript:", "hx-on"] {
                assert!(!html.contains(banned), "{name} has {banned}");
            }
            for script in html.split("<script").skip(1) {
                assert!(
                    script.starts_with(" type=\"module\" src=\"/assets/"),
                    "{name} has a script of its own"
                );
            }
        }
    }

    #[test]
    fn every_asset_a_page_asks_for_exists() {
        for (name, html) in pages() {
            assert!(!html.contains("/assets/missing"), "{name} asks for an asset that is not there");
        }
    }

    #[test]
    fn every_posted_form_carries_the_csrf_token() {
        for (name, html) in pages() {
            for form in html.split("<form").skip(1) {
                let form = form.split("</form>").next().unwrap_or_default();
                let posts = form.split('>').next().unwrap_or_default().contains("method=\"post\"");
                assert_eq!(posts, form.contains("name=\"csrf\" value=\"sample-csrf"), "{name}: {form}");
            }
        }
    }

    #[test]
    fn ids_are_unique_and_labels_and_descriptions_point_at_them() {
        for (name, html) in pages() {
            let all = values(&html, "id");
            let ids: HashSet<&str> = all.iter().copied().collect();
            assert_eq!(all.len(), ids.len(), "{name} has an id twice");
            let described = values(&html, "aria-describedby").into_iter().flat_map(str::split_whitespace);
            for target in values(&html, "for").into_iter().chain(described) {
                assert!(ids.contains(target), "{name} points at {target}, which is not there");
            }
        }
    }

    #[test]
    fn the_heavy_pages_stay_within_their_weight() {
        for (name, html) in pages() {
            let most = if name == "list.html" { 60_000 } else { 40_000 };
            assert!(html.len() <= most, "{name} weighs {} bytes", html.len());
        }
    }

    #[test]
    fn what_people_write_cannot_become_markup() {
        let mut page = crate::ticket::pages::TicketPage::sample();
        let hostile = "\"><script>alert(1)</script>";
        page.subject = hostile.into();
        page.side.tags = vec![hostile.into()];
        page.side.goal = hostile.into();
        page.side.requester.face.name = hostile.into();
        page.side.requester.face.initials = "<b>".into();
        page.composer.text = "</textarea><script>alert(1)</script>".into();
        page.desk.q = hostile.into();
        let html = page.html();
        assert!(!html.contains("<script>alert"));
        assert!(!html.contains("</textarea><script"));
    }

    #[test]
    fn a_page_says_one_thing_first() {
        for (name, html) in pages() {
            assert_eq!(
                html.matches("<h1").count(),
                1,
                "{name} has not exactly one heading of the first rank"
            );
            assert!(html.contains("<main id=\"main\""), "{name} has no main part");
            assert!(html.starts_with("<!doctype html>"), "{name}");
        }
    }
}
