//! The one-time token that opens the first-run setup: printed in the terminal of whoever started the desk, and
//! nowhere else. The database holds its hash alone.

use crate::clock::At;
use crate::person;
use crate::secret::token_hash;
use crate::setting;
use store::{Conn, Error, Tx};
use subtle::ConstantTimeEq;

/// The setting that holds the hash, hexadecimal; empty once the setup is done.
const NAME: &str = "setup_token";

/// Whether the desk still waits for its setup: nobody finished it and there is no admin who could.
pub fn is_needed(conn: &mut Conn) -> Result<bool, Error> {
    let is_done = setting::get(conn, setting::name::SET_UP_AT)?.is_some_and(|at| !at.is_empty());
    Ok(!is_done && !person::any_admin(conn)?)
}

/// Makes `token` the one that opens the setup, in place of any before it. False, and nothing is changed, when
/// the desk is set up already.
pub fn offer(tx: &mut Tx, token: &str, now: At) -> Result<bool, Error> {
    if !is_needed(tx)? {
        return Ok(false);
    }
    setting::put(tx, NAME, &hashed(token), now)?;
    Ok(true)
}

/// Whether this token opens the setup now.
pub fn check(conn: &mut Conn, token: &str) -> Result<bool, Error> {
    let Some(expected) = setting::get(conn, NAME)?.filter(|hash| !hash.is_empty()) else { return Ok(false) };
    let is_same = bool::from(hashed(token).as_bytes().ct_eq(expected.as_bytes()));
    Ok(is_same && is_needed(conn)?)
}

/// Uses the token up: nothing opens the setup any more. Call it in the unit that finishes the setup.
pub fn use_up(tx: &mut Tx, now: At) -> Result<(), Error> {
    setting::put(tx, NAME, "", now)
}

fn hashed(token: &str) -> String {
    token_hash(token).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::MIGRATIONS;
    use crate::person::{NewPerson, Role};
    use crate::testing::START;

    fn write<T: Send + 'static>(
        db: &store::Db,
        unit: impl FnMut(&mut Tx) -> Result<T, Error> + Send + 'static,
    ) -> T {
        db.write_blocking(unit).unwrap()
    }

    #[test]
    fn the_newest_token_opens_the_setup_until_it_is_used_up() {
        let db = store::testing::database(MIGRATIONS);
        assert!(!write(&db, |tx| check(tx, "one")));
        assert!(write(&db, |tx| offer(tx, "one", START)));
        assert!(write(&db, |tx| check(tx, "one")));
        assert!(write(&db, |tx| offer(tx, "two", START)));
        assert!(!write(&db, |tx| check(tx, "one")));
        assert!(write(&db, |tx| check(tx, "two")));
        write(&db, |tx| use_up(tx, START));
        assert!(!write(&db, |tx| check(tx, "two")));
        assert!(!write(&db, |tx| check(tx, "")));
    }

    #[test]
    fn a_desk_that_has_an_admin_is_never_set_up_again() {
        let db = store::testing::database(MIGRATIONS);
        write(&db, |tx| offer(tx, "one", START));
        let fay = NewPerson {
            name: "Fay Gran",
            address: "fay@desk.example",
            role: Role::Admin,
            language: "en",
            time_zone: "",
        };
        db.write_blocking(move |tx| person::add(tx, &fay, START)).unwrap();
        assert!(!write(&db, |tx| check(tx, "one")));
        assert!(!write(&db, |tx| offer(tx, "two", START)));
    }
}
