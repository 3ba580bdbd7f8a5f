//! What can go wrong between a unit of work and its database, in words a log reader understands.
//!
//! Callers ask the predicates (`is_unique`, `is_busy`, …); the variants are for matching in tests and logs.

/// Why a statement or a unit of work failed. Cloneable because one failed commit answers a whole group.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    #[error("the value is already taken ({constraint})")]
    Unique { constraint: String },
    #[error("the database refused the value: {message}")]
    Constraint { constraint: String, message: String },
    #[error("too much work is queued for the database; try again in a moment")]
    Busy,
    #[error("another program holds the database file")]
    Locked,
    #[error("the statement took longer than its time limit")]
    Timeout,
    #[error("the disk of the database is full")]
    Full,
    #[error("the unit collided with another one: {0}")]
    Collision(String),
    #[error("there is no connection to the database: {0}")]
    Disconnected(String),
    #[error("the connection was lost while committing, so whether the change was kept is unknown")]
    OutcomeUnknown,
    #[error("a statement failed earlier in this unit of work ({0}), so the unit cannot go on")]
    Spoiled(String),
    #[error("the unit of work stopped with a fault in the program (panic)")]
    Panicked,
    #[error("the database is shutting down")]
    Closed,
    #[error("a unit of work may not start another one and wait for it")]
    Nested,
    #[error("column {column}: expected {expected}, found {found}")]
    Column { column: usize, expected: &'static str, found: String },
    #[error("parameter ${number} of `{sql}` is {found}, but the database expects {expected}")]
    Parameter { number: usize, expected: String, found: &'static str, sql: String },
    #[error("`{sql}` has {expected} parameters, {given} were given")]
    ParameterCount { expected: usize, given: usize, sql: String },
    #[error("a list of {count} values is longer than {} allowed", crate::MAX_LIST)]
    ListTooLong { count: usize },
    #[error("the notice is longer than {} bytes", crate::conn::MAX_NOTICE)]
    NoticeTooLong,
    #[error(
        "the database was made by a newer version: it is at migration {database}, this program knows {program}"
    )]
    Newer { database: u32, program: u32 },
    #[error("migration {number} ({name}): {message}")]
    Migration { number: u32, name: String, message: String },
    #[error("{0}")]
    Settings(String),
    #[error("{0}")]
    Unsupported(&'static str),
    #[error("the database answered {code}: {message} (in `{sql}`)")]
    Database { code: String, message: String, sql: String },
}

impl Error {
    /// A unique or primary key already holds this value.
    pub fn is_unique(&self) -> bool {
        matches!(self, Error::Unique { .. })
    }

    /// More work is waiting than can be taken: answer 503 and let them come back.
    pub fn is_busy(&self) -> bool {
        matches!(self, Error::Busy | Error::Locked | Error::Closed)
    }

    /// The statement ran into its time limit.
    pub fn is_timeout(&self) -> bool {
        matches!(self, Error::Timeout)
    }

    /// The same unit may well succeed when tried again (the layer has tried a few times already).
    pub fn is_retryable(&self) -> bool {
        matches!(self, Error::Collision(_) | Error::Disconnected(_))
    }

    /// No room on the database's disk; it works again as soon as there is.
    pub fn is_full(&self) -> bool {
        matches!(self, Error::Full)
    }

    /// What was violated: an index or constraint name on PostgreSQL, `table.column` on SQLite. Both contain
    /// the column's name when constraints keep their default names.
    pub fn constraint(&self) -> Option<&str> {
        match self {
            Error::Unique { constraint } | Error::Constraint { constraint, .. } => Some(constraint),
            _ => None,
        }
    }
}

/// A word that is none of an enum's words, as `text_enum!` reports it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{word}` is not a {kind}: expected one of {expected}")]
pub struct UnknownWord {
    pub kind: &'static str,
    pub word: String,
    pub expected: String,
}

impl UnknownWord {
    #[doc(hidden)]
    pub fn new(kind: &'static str, word: &str, expected: &[&str]) -> UnknownWord {
        // The word may come from outside: keep the message short whatever it is.
        UnknownWord { kind, word: word.chars().take(40).collect(), expected: expected.join(", ") }
    }
}
