//! What is done with people: they are met, renamed, given roles; they sign in and out.

use super::store::{self, NewRow};
use super::{About, Actor, Detail, Person, PersonId, Power, Role, folded_address, is_address};
use crate::clock::{At, DAY, HOUR, MINUTE};
use crate::setting;
use ::store::{Conn, Error as Fault, Tx};

/// Why something about a person was not done, in words for the person who tried.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum Refused {
    #[error("“{0}” is not a mail address. It should look like name@example.org.")]
    NotAnAddress(String),
    #[error("{0} belongs to somebody else already.")]
    AddressTaken(String),
    #[error("Please give a name.")]
    NoName,
    #[error("You may not do this. An admin can.")]
    NotAllowed,
    #[error("There would be no admin left. Make somebody else an admin first.")]
    LastAdmin,
    #[error(
        "Please use at least {PASSWORD_LENGTH_MIN} characters. A few words in a row make a good password."
    )]
    PasswordTooShort,
    #[error("This password is longer than {PASSWORD_LENGTH_MAX} characters.")]
    PasswordTooLong,
}

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Fault(#[from] Fault),
}

pub const PASSWORD_LENGTH_MIN: usize = 10;
/// Argon2 reads it all; a bound keeps a hostile form from costing more than a password should.
pub const PASSWORD_LENGTH_MAX: usize = 256;
const NAME_LENGTH_MAX: usize = 120;
pub const ABOUT_LENGTH_MAX: usize = 200;
pub const TELEPHONE_LENGTH_MAX: usize = 60;

pub const SESSION_LENGTH: i64 = 30 * DAY;
/// A session's row is written at most this often, so that reading pages does not write.
pub const SESSION_TOUCH: i64 = HOUR;
pub const LINK_LENGTH: i64 = 15 * MINUTE;

/// A name fit for lists and headers: no controls, one blank between words, at most 120 characters.
pub fn clean_name(name: &str) -> String {
    let words: Vec<&str> =
        name.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect();
    words.join(" ").chars().take(NAME_LENGTH_MAX).collect()
}

/// What to call somebody of whom only the address is known: `ana.lind@…` is Ana Lind.
pub fn name_from_address(address: &str) -> String {
    let local = address.split('@').next().unwrap_or(address);
    let words: Vec<String> = local
        .split(['.', '_', '-', '+'])
        .filter(|w| !w.is_empty())
        .take(4)
        .map(|w| {
            let mut letters = w.chars();
            letters.next().map(|c| c.to_uppercase().chain(letters).collect()).unwrap_or_default()
        })
        .collect();
    if words.is_empty() { address.to_owned() } else { clean_name(&words.join(" ")) }
}

/// A person about to be added.
pub struct NewPerson<'a> {
    pub name: &'a str,
    pub address: &'a str,
    pub role: Role,
    pub language: &'a str,
    pub time_zone: &'a str,
}

/// Adds a person; the address must be free.
pub fn add(tx: &mut Tx, new: &NewPerson, now: At) -> Result<Person, Error> {
    let address = folded_address(new.address);
    if !is_address(&address) {
        return Err(Refused::NotAnAddress(new.address.to_owned()).into());
    }
    let name = match clean_name(new.name) {
        empty if empty.is_empty() => name_from_address(&address),
        name => name,
    };
    if store::by_address(tx, &address)?.is_some() {
        return Err(Refused::AddressTaken(address).into());
    }
    let domain = address.rsplit_once('@').map_or("", |(_, domain)| domain);
    let organisation = store::organisation_by_domain(tx, domain)?;
    let id = PersonId(tx.next_id("person")?);
    store::insert(
        tx,
        &NewRow {
            id,
            name: &name,
            role: new.role,
            organisation,
            language: new.language,
            time_zone: new.time_zone,
            now,
        },
    )?;
    if !store::insert_address(tx, &address, id, true)? {
        return Err(Refused::AddressTaken(address).into());
    }
    Ok(Person {
        id,
        name,
        role: new.role,
        organisation,
        address,
        language: new.language.to_owned(),
        time_zone: new.time_zone.to_owned(),
        active: true,
        about: About::default(),
    })
}

/// The person behind an address, met now for the first time if need be; taken to read the desk's language.
pub fn meet(tx: &mut Tx, address: &str, name: &str, now: At) -> Result<Person, Error> {
    match store::by_address(tx, address)? {
        Some(person) => Ok(person),
        None => {
            let desk = setting::get(tx, setting::name::LANGUAGE)?.filter(|l| !l.is_empty());
            let language = desk.as_deref().unwrap_or("en");
            add(tx, &NewPerson { name, address, role: Role::Requester, language, time_zone: "" }, now)
        }
    }
}

/// Changes a person's details and role; guards the last admin and who may grant what.
pub fn change(tx: &mut Tx, by: &Actor, changed: &Person) -> Result<(), Error> {
    let Some(before) = store::find(tx, changed.id)? else { return Err(Refused::NotAllowed.into()) };
    let own = by.id == changed.id;
    let sensitive = before.role != changed.role || before.active != changed.active;
    if sensitive && !by.may(Power::GrantRoles) || !own && !by.may(Power::EditPeople) {
        return Err(Refused::NotAllowed.into());
    }
    // A lead may mend a requester's details, not an admin's.
    if !own && before.role > by.role {
        return Err(Refused::NotAllowed.into());
    }
    let loses_admin = before.role == Role::Admin && (changed.role != Role::Admin || !changed.active);
    if loses_admin && !store::other_admin(tx, changed.id)? {
        return Err(Refused::LastAdmin.into());
    }
    let name = clean_name(&changed.name);
    if name.is_empty() {
        return Err(Refused::NoName.into());
    }
    store::update(tx, &Person { name, ..changed.clone() })?;
    if !changed.active {
        store::end_sessions_of(tx, changed.id)?;
    }
    Ok(())
}

/// Keeps what colleagues should know of a person: their own word, or what a colleague was told on the telephone.
pub fn describe(tx: &mut Tx, by: &Actor, id: PersonId, about: &About) -> Result<(), Error> {
    let Some(person) = store::find(tx, id)? else { return Err(Refused::NotAllowed.into()) };
    // An agent may note how a requester likes to be reached, not how a lead does.
    if by.id != id && (!by.may(Power::DescribePeople) || person.role > by.role) {
        return Err(Refused::NotAllowed.into());
    }
    Ok(store::update(tx, &Person { about: about.clean(), ..person })?)
}

impl About {
    /// From a form's fields `work`, `telephone`, `reach` and `detail`.
    pub fn from_fields<'a>(field: impl Fn(&str) -> &'a str) -> About {
        let text = |name: &str| field(name).to_owned();
        let detail = field("detail").parse().unwrap_or(Detail::Middle);
        About { work: text("work"), telephone: text("telephone"), reach: text("reach"), detail }
    }

    /// One line each, no controls, of a length that a panel can show.
    fn clean(&self) -> About {
        let line = |text: &str, max| {
            let words: Vec<&str> =
                text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect();
            words.join(" ").chars().take(max).collect()
        };
        About {
            work: line(&self.work, ABOUT_LENGTH_MAX),
            telephone: line(&self.telephone, TELEPHONE_LENGTH_MAX),
            reach: line(&self.reach, ABOUT_LENGTH_MAX),
            detail: self.detail,
        }
    }
}

/// The first run's admin: there is nobody yet who could grant the role.
pub fn make_first_admin(
    tx: &mut Tx,
    person: &Person,
    name: &str,
    language: &str,
    time_zone: &str,
) -> Result<(), Error> {
    if store::any_admin(tx)? {
        return Err(Refused::NotAllowed.into());
    }
    let admin = Person {
        name: clean_name(name),
        role: Role::Admin,
        language: language.to_owned(),
        time_zone: time_zone.to_owned(),
        active: true,
        ..person.clone()
    };
    Ok(store::update(tx, &admin)?)
}

/// One more address for a person; mail from it is theirs from now on.
pub fn add_address(tx: &mut Tx, person: PersonId, address: &str) -> Result<(), Error> {
    let address = folded_address(address);
    if !is_address(&address) {
        return Err(Refused::NotAnAddress(address).into());
    }
    match store::insert_address(tx, &address, person, false)? {
        true => Ok(()),
        false => Err(Refused::AddressTaken(address).into()),
    }
}

/// Makes these the person's addresses, the first the one that mail goes to. An empty list changes nothing: a
/// person without an address could not be reached.
pub fn set_addresses(tx: &mut Tx, person: PersonId, addresses: &[&str]) -> Result<(), Error> {
    let wanted: Vec<String> = addresses.iter().map(|a| folded_address(a)).collect();
    let Some(first) = wanted.first() else { return Ok(()) };
    let now = store::addresses_of(tx, person)?;
    for address in wanted.iter().filter(|a| !now.contains(a)) {
        add_address(tx, person, address)?;
    }
    store::set_primary(tx, person, first)?;
    for address in now.iter().filter(|a| !wanted.contains(a)) {
        store::drop_address(tx, person, address)?;
    }
    Ok(())
}

/// Whether a new password will do; hashing happens outside the unit of work.
pub fn check_password(password: &str) -> Result<(), Refused> {
    match password.chars().count() {
        n if n < PASSWORD_LENGTH_MIN => Err(Refused::PasswordTooShort),
        n if n > PASSWORD_LENGTH_MAX => Err(Refused::PasswordTooLong),
        _ => Ok(()),
    }
}

/// Sets an already hashed password and ends every session of the person.
pub fn set_password(tx: &mut Tx, person: PersonId, hash: &str) -> Result<(), Fault> {
    store::set_password(tx, person, Some(hash))?;
    store::end_sessions_of(tx, person)
}

/// Starts a session under the hash of its cookie.
pub fn sign_in(tx: &mut Tx, person: PersonId, token_hash: &[u8], device: &str, now: At) -> Result<(), Fault> {
    let device: String = device.chars().filter(|c| !c.is_control()).take(200).collect();
    store::insert_session(tx, token_hash, person, now, now.plus(SESSION_LENGTH), &device)
}

/// Makes a one-time link's row; the link itself goes out by mail.
pub fn offer_link(
    tx: &mut Tx,
    person: PersonId,
    token_hash: &[u8],
    next: &str,
    now: At,
) -> Result<(), Fault> {
    store::insert_link(tx, token_hash, person, now, now.plus(LINK_LENGTH), next)
}

/// Uses a link up; gives the person and the path they were going to.
pub fn use_link(tx: &mut Tx, token_hash: &[u8], now: At) -> Result<Option<(PersonId, String)>, Fault> {
    store::use_link(tx, token_hash, now)
}

/// At most `max` tries of one kind for one subject within `window` microseconds.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    pub kind: &'static str,
    pub max: i64,
    pub window: i64,
}

/// Counts a try; when it is one too many, says when the next one will be let through. The caller then gives the
/// unit of work up, so that tries that were refused do not count.
pub fn limit(tx: &mut Tx, limit: Limit, subject: &str, now: At) -> Result<Option<At>, Fault> {
    if store::attempt(tx, limit.kind, subject, now, limit.window)? <= limit.max {
        return Ok(None);
    }
    let first = store::first_attempt(tx, limit.kind, subject, now.plus(-limit.window))?;
    Ok(Some(first.unwrap_or(now).plus(limit.window)))
}

/// Makes a personal API token's row under the hash of its secret.
pub fn make_token(
    tx: &mut Tx,
    person: PersonId,
    name: &str,
    token_hash: &[u8],
    scopes: &str,
    now: At,
) -> Result<i64, Error> {
    let name = clean_name(name);
    if name.is_empty() {
        return Err(Refused::NoName.into());
    }
    Ok(store::insert_token(tx, person, &name, token_hash, scopes, now)?)
}

/// The actor behind a mail address, if the person is known and active.
pub fn actor_by_address(conn: &mut Conn, address: &str) -> Result<Option<Actor>, Fault> {
    match store::by_address(conn, address)? {
        Some(person) => store::actor(conn, person.id),
        None => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_known_only_by_address_gets_a_readable_name() {
        assert_eq!(name_from_address("ana.lind@example.org"), "Ana Lind");
        assert_eq!(name_from_address("b@example.org"), "B");
        assert_eq!(name_from_address("...@example.org"), "...@example.org");
    }

    #[test]
    fn addresses_are_told_from_other_words() {
        for good in ["a@b.c", "ana+x@example.org", "ü@bücher.example"] {
            assert!(is_address(good), "{good}");
        }
        for bad in ["", "a", "@b", "a@", "a b@c.d", "a@b.c\r\nBcc: x@y.z", "a@.b", "<a@b.c>"] {
            assert!(!is_address(bad), "{bad}");
        }
    }
}
