//! The SQL of the demo.

use crate::clock::At;
use store::{Error, Tx, params};

store::statements! {
    pub const DELIVERED: "UPDATE outgoing_mails SET state = 'sent', sent_at = due_at, attempts = 1, last_answer = '250 2.0.0 taken' \
        WHERE state = 'waiting' AND due_at <= $1";
    pub const ADD_MAIL_ADDRESS: "INSERT INTO mail_addresses (id, address, name, is_default) VALUES ($1, $2, $3, TRUE)";
}

pub fn add_mail_address(tx: &mut Tx, address: &str, name: &str) -> Result<(), Error> {
    let id = tx.next_id("mail_address")?;
    tx.run(ADD_MAIL_ADDRESS, params![id, address, name])?;
    Ok(())
}

/// Mails of the past have arrived long ago.
pub fn delivered(tx: &mut Tx, until: At) -> Result<(), Error> {
    tx.run(DELIVERED, params![until])?;
    Ok(())
}
