//! How each mailbox that is fetched from is just now, for the admin's page; this node's view, kept in memory.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// The last that was heard of one mailbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailboxState {
    pub is_well: bool,
    /// A sentence.
    pub words: String,
}

/// By the address the mailbox is for.
#[derive(Clone, Debug, Default)]
pub struct MailboxStates(Arc<Mutex<HashMap<String, MailboxState>>>);

impl MailboxStates {
    pub fn of(&self, address: &str) -> Option<MailboxState> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(address).cloned()
    }

    pub fn put(&self, address: &str, state: MailboxState) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(address.to_owned(), state);
    }

    /// It is not watched any more.
    pub fn forget(&self, address: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(address);
    }
}
