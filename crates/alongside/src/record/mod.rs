//! What is not a ticket and yet has a number, a title and a history: incidents, changes and problems. Each of those
//! features keeps its own facts in a row with the record's id; here is what they share, so that promises, broadcasts and
//! lists can speak of a record without knowing which it is.

pub mod draft;
pub mod store;
#[cfg(test)]
mod tests;
pub mod timeline;

pub use self::store::{by_number, find, named};
pub use crate::ids::RecordId;

use crate::clock::At;
use ::store::{Error, Tx};

::store::text_enum! {
    pub enum RecordKind {
        Incident = "incident",
        Change = "change",
        Problem = "problem",
    }
}

impl RecordKind {
    /// The counter that numbers records of this kind.
    fn counter(self) -> &'static str {
        match self {
            RecordKind::Incident => "incident_number",
            RecordKind::Change => "change_number",
            RecordKind::Problem => "problem_number",
        }
    }

    /// As the desk's pages are addressed.
    fn folder(self) -> &'static str {
        match self {
            RecordKind::Incident => "incidents",
            RecordKind::Change => "changes",
            RecordKind::Problem => "problems",
        }
    }

    pub fn word(self) -> &'static str {
        match self {
            RecordKind::Incident => "Incident",
            RecordKind::Change => "Change",
            RecordKind::Problem => "Problem",
        }
    }
}

/// Longer titles are cut.
pub const TITLE_LENGTH_MAX: usize = 160;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    pub id: RecordId,
    pub kind: RecordKind,
    /// Counted for each kind, from 1.
    pub number: i64,
    pub title: String,
    pub created_at: At,
}

impl Record {
    /// “Incident 12”.
    pub fn name(&self) -> String {
        format!("{} {}", self.kind.word(), self.number)
    }

    /// Its page in the desk.
    pub fn path(&self) -> String {
        format!("/desk/{}/{}", self.kind.folder(), self.number)
    }
}

/// One line, without the blanks around it, cut at [`TITLE_LENGTH_MAX`] characters.
pub fn clean_title(title: &str) -> String {
    let line = title.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().take(TITLE_LENGTH_MAX).collect()
}

/// Gives a new record its id and number; the feature then adds its own row with them.
pub fn create(tx: &mut Tx, kind: RecordKind, title: &str, now: At) -> Result<Record, Error> {
    let id = RecordId(tx.next_id("record")?);
    let number = tx.next_id(kind.counter())?;
    let record = Record { id, kind, number, title: clean_title(title), created_at: now };
    store::insert(tx, &record)?;
    Ok(record)
}

pub fn rename(tx: &mut Tx, id: RecordId, title: &str) -> Result<(), Error> {
    store::rename(tx, id, &clean_title(title))
}
