//! Who is on a generated desk: staff in teams, and people who ask, each with a name, an address and a language.
//! The same for the same number, whatever the seed of the tickets.

use super::chance::Chance;
use super::words::{SHARES, TONGUES, names};
use crate::person::Role;

pub struct Colleague {
    pub name: String,
    pub address: String,
    pub role: Role,
    /// Places in [`names::TEAMS`].
    pub teams: Vec<usize>,
}

pub struct Requester {
    pub name: String,
    pub address: String,
    /// Place in [`names::ORGANISATIONS`].
    pub organisation: usize,
    /// Place in [`TONGUES`].
    pub tongue: usize,
}

pub struct Cast {
    pub staff: Vec<Colleague>,
    pub requesters: Vec<Requester>,
}

/// Those whose addresses are good to remember.
const FIXED: [(&str, &str, Role, &[usize]); 4] = [
    ("Alex Agent", "agent@example.org", Role::Agent, &[0, 2]),
    ("Lena Lead", "lead@example.org", Role::Lead, &[0, 1]),
    ("Ada Admin", "admin@example.org", Role::Admin, &[0]),
    ("Cleo Contributor", "contributor@example.org", Role::Contributor, &[4]),
];

impl Cast {
    /// As many as answer and ask on a desk with so many tickets.
    pub fn for_tickets(tickets: u64) -> Cast {
        let tickets = usize::try_from(tickets).unwrap_or(usize::MAX);
        Cast::new((14 + tickets / 4_000).min(200), (tickets / 12).max(40))
    }

    fn new(staff: usize, requesters: usize) -> Cast {
        let mut colleagues: Vec<Colleague> = FIXED
            .iter()
            .map(|(name, address, role, teams)| Colleague {
                name: (*name).to_owned(),
                address: (*address).to_owned(),
                role: *role,
                teams: teams.to_vec(),
            })
            .collect();
        for number in colleagues.len()..staff.max(FIXED.len()) {
            let name = name(number * 31 + 5);
            let role = if number % 5 == 0 { Role::Contributor } else { Role::Agent };
            let teams = vec![number % names::TEAMS.len()];
            colleagues.push(Colleague { address: address(&name, "example.org"), name, role, teams });
        }
        let requesters = (0..requesters)
            .map(|number| {
                let mut chance = Chance::new(0, "requester", u64::try_from(number).unwrap_or(0));
                let organisation = chance.weighed(&[40, 20, 18, 12, 10]);
                let name = name(number);
                Requester {
                    address: address(&name, names::ORGANISATIONS[organisation].1),
                    name,
                    organisation,
                    tongue: chance.weighed(&SHARES),
                }
            })
            .collect();
        Cast { staff: colleagues, requesters }
    }

    /// Places of those who answer for a team; everybody when it has nobody.
    pub fn team(&self, team: usize) -> Vec<usize> {
        let answers = |c: &Colleague| matches!(c.role, Role::Agent | Role::Lead);
        let of_team = |c: &&(usize, &Colleague)| answers(c.1) && c.1.teams.contains(&team);
        let mut found: Vec<usize> =
            self.staff.iter().enumerate().filter(|c| of_team(&c)).map(|c| c.0).collect();
        if found.is_empty() {
            found = self.staff.iter().enumerate().filter(|c| answers(c.1)).map(|c| c.0).collect();
        }
        found
    }
}

impl Requester {
    pub fn language(&self) -> &'static str {
        TONGUES[self.tongue].code
    }
}

/// The name of this number: no two alike.
pub fn name(number: usize) -> String {
    let (firsts, lasts) = (names::FIRST.len(), names::LAST.len());
    let first = number % firsts;
    let last = (number / firsts + first * 3) % lasts;
    let round = number / (firsts * lasts);
    let name = format!("{} {}", names::FIRST[first], names::LAST[last]);
    // Where names run out, people have a second one.
    match round {
        0 => name,
        round => {
            format!(
                "{} {} {}",
                names::FIRST[first],
                names::FIRST[(first + round * 7 + 1) % firsts],
                names::LAST[last]
            ) + &numeral(round, firsts)
        }
    }
}

fn numeral(round: usize, firsts: usize) -> String {
    if round < firsts { String::new() } else { format!(" {}", round / firsts + 1) }
}

/// The address of this name: letters and digits of it, folded, with points between.
pub fn address(name: &str, domain: &str) -> String {
    let folded = crate::words::fold(name);
    let local: String = folded
        .split(' ')
        .map(|word| word.chars().filter(char::is_ascii_alphanumeric).collect::<String>())
        .collect::<Vec<_>>()
        .join(".");
    format!("{local}@{domain}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_people_share_a_name_or_an_address() {
        let cast = Cast::for_tickets(1_000_000);
        let names: BTreeSet<&str> = cast.requesters.iter().map(|r| r.name.as_str()).collect();
        assert_eq!(names.len(), cast.requesters.len());
        let addresses: BTreeSet<String> = cast
            .requesters
            .iter()
            .map(|r| r.address.clone())
            .chain(cast.staff.iter().map(|c| c.address.clone()))
            .collect();
        assert_eq!(addresses.len(), cast.requesters.len() + cast.staff.len());
        assert!(addresses.iter().all(|a| crate::person::is_address(a)));
    }

    #[test]
    fn every_team_has_somebody_who_answers() {
        let cast = Cast::for_tickets(100);
        for team in 0..names::TEAMS.len() {
            assert!(!cast.team(team).is_empty());
        }
    }
}
