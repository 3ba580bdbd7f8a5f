//! The desk's own mail addresses: which team's they are, the mailbox they are fetched from and the relay that
//! answers leave by. Knows nothing of tickets.

mod imap;
pub mod relay;
mod state;
pub mod store;
mod tag;

pub use self::imap::{ImapSecurity, ImapSettings};
pub use self::state::{MailboxState, MailboxStates};
pub use self::store::{
    NewMailAddress, Watcher, all, by_address, default, find, hold, insert as add, let_go, update,
};
pub use self::tag::{reply_key, tagged, untagged};
pub use crate::ids::MailAddressId;
pub use relay::{RelaySecurity, RelaySettings};

use crate::ids::TeamId;
use ::store::{Conn, Error};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailAddress {
    pub id: MailAddressId,
    pub address: String,
    /// What stands before the address in a From line: “IT help”.
    pub name: String,
    pub team: Option<TeamId>,
    pub is_default: bool,
    /// JSON, see `settings.rs`; passwords inside are sealed.
    pub imap: Option<String>,
    pub relay: Option<String>,
    pub active: bool,
}

/// The domain for Message-IDs of ours on a ticket of this address.
pub fn domain_for(conn: &mut Conn, id: Option<MailAddressId>) -> Result<String, Error> {
    let address = match id {
        Some(id) => find(conn, id)?,
        None => default(conn)?,
    };
    let domain = address.and_then(|a| a.address.rsplit_once('@').map(|(_, domain)| domain.to_owned()));
    Ok(domain.unwrap_or_else(|| "alongside.invalid".to_owned()))
}
