//! The requester's pages. They hold prepared words and know no rule, no store and no clock. They read at a
//! twelve-year-old's level and work without scripts.

mod ask;
mod request;
mod trouble;

pub use ask::{AskPage, HomePage, ThanksPage};
pub use request::{Line, RequestPage, RequestRow, RequestsPage, Stage};
pub use trouble::{Part, Trouble, TroublePage, WorksPage};
