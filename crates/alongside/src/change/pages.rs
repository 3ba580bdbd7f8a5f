//! The pages on changes: lists, one change, its form, its announcement, the calendar, templates. Prepared words only.

mod announcement;
mod calendar;
mod form;
mod list;
mod one;
mod seen;
mod templates;

pub use announcement::{AnnouncementPage, Part, Reader, SendRow, Time};
pub use calendar::{CalendarPage, ClashRow, Day, FeedRow, FreezeRow, Item};
pub use form::{FormPage, Named, RiskLevel};
pub use list::{Badge, ChangesPage, Row};
pub use one::{Approval, ChangePage, Entry, Paragraph, Warning};
pub use seen::SeenPage;
pub use templates::{SeriesRow, TemplateRow, TemplatesPage};
