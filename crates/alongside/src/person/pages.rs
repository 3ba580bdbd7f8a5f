//! Signing in, one's own profile, and the admin's page of people. Prepared words only.

mod about;
mod people;
mod profile;
mod sign_in;

pub use about::{AboutFields, AboutWords};
pub use people::{PeoplePage, PersonPage, PersonRow};
pub use profile::{NeverRule, OwnPage, ProfilePage, Session, Token};
pub use sign_in::{CheckMailPage, LinkPage, PasswordPage, SignInPage};
