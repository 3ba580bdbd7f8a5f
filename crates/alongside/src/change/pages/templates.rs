//! Templates of standard changes, and maintenance that comes again.

use crate::view::{Choices, Desk, Errors, Place, page};
use askama::Template;

/// `/desk/changes/templates`.
#[derive(Template, Clone, Debug, Default)]
#[template(path = "change/pages/templates.html")]
pub struct TemplatesPage {
    pub desk: Desk,
    pub templates: Vec<TemplateRow>,
    pub series: Vec<SeriesRow>,
    pub may_approve: bool,
    pub may_plan: bool,
    /// Of the form that begins a series.
    pub errors: Errors,
    pub title: String,
    pub choices: Choices,
    pub often: Choices,
    /// An RRULE written by hand; stronger than `often`.
    pub rule: String,
    pub starts: String,
    pub minutes: String,
    pub time_zone: String,
}
page!(TemplatesPage);

#[derive(Clone, Debug, Default)]
pub struct TemplateRow {
    pub id: String,
    pub name: String,
    /// Who approved it; empty: nobody yet.
    pub approved_by: String,
    pub services: String,
}

#[derive(Clone, Debug, Default)]
pub struct SeriesRow {
    pub id: String,
    pub title: String,
    pub rule: String,
    /// “next Sun 6 Dec 02:00”; may be empty.
    pub next: String,
    pub template: String,
}

impl TemplatesPage {
    pub fn sample() -> TemplatesPage {
        TemplatesPage {
            desk: Desk::sample(Place::Changes, None),
            templates: vec![
                TemplateRow {
                    id: "1".into(),
                    name: "Monthly patches".into(),
                    approved_by: "Di Ek".into(),
                    services: "Shared folders".into(),
                },
                TemplateRow {
                    id: "2".into(),
                    name: "New certificate".into(),
                    approved_by: String::new(),
                    services: "Portal".into(),
                },
            ],
            series: vec![SeriesRow {
                id: "1".into(),
                title: "Monthly patches of the file servers".into(),
                rule: "FREQ=MONTHLY;BYDAY=2TU".into(),
                next: "next Tue 8 Dec 22:00".into(),
                template: "Monthly patches".into(),
            }],
            may_approve: true,
            may_plan: true,
            choices: Choices::of(&[("1", "Monthly patches")], "1"),
            often: Choices::of(
                &[
                    ("FREQ=WEEKLY", "Every week"),
                    ("FREQ=MONTHLY;BYDAY=2TU", "Every second Tuesday of a month"),
                ],
                "FREQ=WEEKLY",
            ),
            minutes: "60".into(),
            time_zone: "Europe/London".into(),
            ..TemplatesPage::default()
        }
    }

    pub fn sample_empty() -> TemplatesPage {
        TemplatesPage { templates: vec![], series: vec![], may_approve: false, ..TemplatesPage::sample() }
    }
}
