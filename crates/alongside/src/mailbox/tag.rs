//! Addresses of ours with a tag (RFC 5233): `help+token@…` is `help@…`, and the token names a ticket.

use super::{MailAddress, by_address};
use crate::secret::Key;
use ::store::{Conn, Error};

/// The address without its tag; the same when there is none.
pub fn untagged(address: &str) -> String {
    match address.rsplit_once('@') {
        Some((local, domain)) => {
            let base = local.split_once('+').map_or(local, |(base, _)| base);
            format!("{base}@{domain}")
        }
        None => address.to_owned(),
    }
}

/// The active address of ours that mail to `address` is for: spelt so, or spelt so without its tag.
pub fn tagged(conn: &mut Conn, address: &str) -> Result<Option<MailAddress>, Error> {
    match by_address(conn, address)? {
        Some(found) => Ok(Some(found)),
        None if address.contains('+') => by_address(conn, &untagged(address)),
        None => Ok(None),
    }
}

/// The key that signs reply addresses.
pub fn reply_key(key: &Key) -> [u8; 32] {
    key.derive("reply address")
}

#[cfg(test)]
mod tests {
    use super::untagged;

    #[test]
    fn a_tag_falls_off_and_nothing_else() {
        assert_eq!(untagged("help+abc@desk.example"), "help@desk.example");
        assert_eq!(untagged("help@desk.example"), "help@desk.example");
        assert_eq!(untagged("help+a+b@desk.example"), "help@desk.example");
        assert_eq!(untagged("nonsense"), "nonsense");
    }
}
