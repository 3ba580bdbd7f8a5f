//! What was typed so far, kept between the steps and applied in one unit of work at the end. Passwords are in it
//! only hashed or sealed.

use crate::clock::At;
use crate::ids::PersonId;
use crate::mailbox::NewMailAddress;
use crate::person;
use crate::setting::{self, name};
use crate::{mailbox, team};
use serde::{Deserialize, Serialize};
use store::{Conn, Error, Tx};

const NAME: &str = "setup_draft";

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Draft {
    pub organisation: String,
    pub public_url: String,
    pub language: String,
    pub admin_name: String,
    pub admin_address: String,
    pub password_hash: String,
    pub help_address: String,
    /// JSON of `mailbox::RelaySettings`; empty: none.
    pub relay: String,
    pub time_zone: String,
    /// `mo` … `su`.
    pub days: Vec<String>,
    pub opens: String,
    pub closes: String,
}

/// Business hours as the setting keeps them; counting in them is the work of service levels.
#[derive(Serialize, Deserialize)]
struct BusinessHours {
    days: Vec<String>,
    opens: String,
    closes: String,
}

impl Draft {
    pub fn load(conn: &mut Conn) -> Result<Draft, Error> {
        let text = setting::get(conn, NAME)?.unwrap_or_default();
        Ok(serde_json::from_str(&text).unwrap_or_default())
    }

    pub fn keep(&self, tx: &mut Tx, now: At) -> Result<(), Error> {
        setting::put(tx, NAME, &serde_json::to_string(self).unwrap_or_default(), now)
    }

    /// Makes it all true: settings, the first admin, a first team, the mail address. Gives the admin.
    pub fn apply(&self, tx: &mut Tx, now: At) -> Result<PersonId, person::Error> {
        setting::put(tx, name::ORGANISATION, &self.organisation, now)?;
        setting::put(tx, name::PUBLIC_URL, &self.public_url, now)?;
        setting::put(tx, name::LANGUAGE, &self.language, now)?;
        setting::put(tx, name::TIME_ZONE, &self.time_zone, now)?;
        let hours =
            BusinessHours { days: self.days.clone(), opens: self.opens.clone(), closes: self.closes.clone() };
        setting::put(tx, name::BUSINESS_HOURS, &serde_json::to_string(&hours).unwrap_or_default(), now)?;
        let admin = person::meet(tx, &self.admin_address, &self.admin_name, now)?;
        person::make_first_admin(tx, &admin, &self.admin_name, &self.language, &self.time_zone)?;
        person::set_password(tx, admin.id, &self.password_hash)?;
        if team::all(tx)?.is_empty() {
            let first = match team::add(tx, "IT help") {
                Ok(id) => Some(id),
                Err(team::Error::Refused(_)) => None,
                Err(team::Error::Fault(fault)) => return Err(fault.into()),
            };
            if let Some(first) = first {
                team::join(tx, first, admin.id)?;
            }
        }
        if mailbox::by_address(tx, &self.help_address)?.is_none() {
            let first_team = team::all(tx)?.first().map(|t| t.id);
            mailbox::add(
                tx,
                &NewMailAddress {
                    address: &self.help_address,
                    name: &format!("{} IT help", self.organisation),
                    team: first_team,
                    is_default: true,
                    imap: None,
                    relay: Some(self.relay.as_str()).filter(|r| !r.is_empty()),
                },
            )?;
        }
        setting::put(tx, name::SET_UP_AT, &now.to_string(), now)?;
        setting::put(tx, NAME, "", now)?;
        super::token::use_up(tx, now)?;
        tx.publish("settings", "");
        Ok(admin.id)
    }
}
