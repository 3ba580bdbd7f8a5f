//! What is known of services, told as stories.

use super::{Error, Refused, ServiceId, UserRule};
use crate::ids::{OrganisationId, PersonId};
use crate::person::{self, NewPerson, Role};
use crate::testing::Desk;

impl Desk {
    fn serves(&self, name: &str) -> ServiceId {
        let name = name.to_owned();
        self.write(move |tx| super::add(tx, &name, "", None)).expect("the service")
    }

    fn needs(&self, service: ServiceId, needs: &[ServiceId]) -> Result<(), Error> {
        let (needs, now) = (needs.to_vec(), self.now());
        self.write(move |tx| tx.attempt(|tx| super::set_needs(tx, service, &needs, now)))
    }

    fn is_used_by(&self, service: ServiceId, rules: &[UserRule]) {
        let (rules, now) = (rules.to_vec(), self.now());
        self.write(move |tx| super::set_rules(tx, service, &rules, now)).expect("the users");
    }

    fn is_used_by_people(&self, service: ServiceId, addresses: &str) -> (usize, Vec<String>) {
        let (addresses, now) = (addresses.to_owned(), self.now());
        self.write(move |tx| super::add_people(tx, service, &addresses, now)).expect("the people")
    }

    fn affected(&self, services: &[ServiceId]) -> Vec<String> {
        let services = services.to_vec();
        let found = self.read(move |conn| super::affected_people(conn, &services));
        found.into_iter().map(|p| p.address).collect()
    }

    fn belongs_to(&self, person: PersonId, organisation: &str) -> OrganisationId {
        let (organisation, fay) = (organisation.to_owned(), self.fay.clone());
        self.write(move |tx| {
            let id = person::store::insert_organisation(tx, &organisation, "")?;
            let found = person::find(tx, person)?.expect("the person");
            person::change(tx, &fay, &person::Person { organisation: Some(id), ..found })?;
            Ok::<_, person::Error>(id)
        })
        .expect("the organisation")
    }
}

#[test]
fn who_is_affected_are_the_users_of_a_service_and_of_all_that_needs_it_each_once() {
    let desk = Desk::new();
    let [mail, sign_on, network] = ["Mail", "Sign-on", "Network"].map(|name| desk.serves(name));
    desk.needs(mail, &[sign_on]).expect("mail needs sign-on");
    desk.needs(sign_on, &[network]).expect("sign-on needs the network");
    desk.is_used_by_people(mail, "ana@example.org, Eve Falk <eve@elsewhere.example>");
    desk.is_used_by(network, &[UserRule::Team(desk.network)]);
    assert_eq!(desk.affected(&[mail]), ["ana@example.org", "eve@elsewhere.example"]);
    // By name: Ana, Bo and Di of the team, Eve; nobody twice.
    desk.is_used_by_people(network, "ana@example.org");
    let all = ["ana@example.org", "bo@desk.example", "di@desk.example", "eve@elsewhere.example"];
    assert_eq!(desk.affected(&[network]), all);
    let reach = desk.read(move |conn| super::reach(conn, &[network, mail]));
    assert_eq!((reach.people, reach.teams), (4, vec![(desk.network, 2)]));
}

#[test]
fn an_organisation_brings_its_people_and_everybody_brings_all_who_are_active_and_can_be_written_to() {
    let desk = Desk::new();
    let printing = desk.serves("Printing");
    let library = desk.belongs_to(desk.ana.id, "Library");
    desk.is_used_by(printing, &[UserRule::Organisation(library)]);
    assert_eq!(desk.affected(&[printing]), ["ana@example.org"]);
    let reach = desk.read(move |conn| super::reach(conn, &[printing]));
    assert_eq!(reach.organisations, vec![(Some(library), 1)]);
    desk.is_used_by(printing, &[UserRule::Everyone]);
    assert_eq!(desk.affected(&[printing]).len(), 6);
    // Somebody who left is told nothing any more.
    let (eve, fay) = (desk.eve.id, desk.fay.clone());
    desk.write(move |tx| {
        let found = person::find(tx, eve)?.expect("Eve");
        person::change(tx, &fay, &person::Person { active: false, ..found })
    })
    .expect("Eve leaves");
    assert_eq!(desk.affected(&[printing]).len(), 5);
}

#[test]
fn a_circle_is_refused_by_the_names_in_it_and_nothing_changes() {
    let desk = Desk::new();
    let [mail, sign_on, network] = ["Mail", "Sign-on", "Network"].map(|name| desk.serves(name));
    desk.needs(mail, &[sign_on]).expect("mail needs sign-on");
    desk.needs(sign_on, &[network]).expect("sign-on needs the network");
    let refused = desk.needs(network, &[mail]).expect_err("a circle");
    assert_eq!(
        refused.to_string(),
        "That would close a circle: Network needs Mail needs Sign-on needs Network. Something has to come first."
    );
    assert!(matches!(desk.needs(mail, &[mail]), Err(Error::Refused(Refused::Circle(_)))));
    assert_eq!(desk.read(move |conn| super::dependents(conn, &[network])), [mail, sign_on, network]);
    // Turning a need round is no circle: the old one goes with the same form.
    desk.needs(sign_on, &[]).expect("nothing");
    desk.needs(network, &[sign_on]).expect("turned round");
}

#[test]
fn addresses_that_nobody_has_are_told_and_the_others_are_added_once() {
    let desk = Desk::new();
    let mail = desk.serves("Mail");
    let (added, unknown) =
        desk.is_used_by_people(mail, "ANA@example.org\nnobody@example.org;eve@elsewhere.example");
    assert_eq!((added, unknown), (2, vec!["nobody@example.org".to_owned()]));
    assert_eq!(desk.is_used_by_people(mail, "ana@example.org").0, 0);
    let (ana, now) = (desk.ana.id, desk.now());
    desk.write(move |tx| super::drop_user(tx, mail, UserRule::Person(ana), now)).expect("taken out");
    assert_eq!(desk.affected(&[mail]), ["eve@elsewhere.example"]);
}

#[test]
fn what_a_person_uses_includes_what_must_run_for_it() {
    let desk = Desk::new();
    let [mail, network, payroll] = ["Mail", "Network", "Payroll"].map(|name| desk.serves(name));
    desk.needs(mail, &[network]).expect("mail needs the network");
    desk.is_used_by_people(mail, "ana@example.org");
    let (ana, bo) = (desk.ana.id, desk.bo.id);
    let used = |person| desk.read(move |conn| super::used_by(conn, person)).into_iter().collect::<Vec<_>>();
    assert_eq!(used(ana), [mail, network]);
    desk.is_used_by(payroll, &[UserRule::Team(desk.network)]);
    assert_eq!(used(bo), [payroll]);
}

#[test]
fn pages_of_the_affected_go_on_after_the_last_name() {
    let desk = Desk::new();
    let mail = desk.serves("Mail");
    let now = desk.now();
    desk.write(move |tx| {
        for n in 0..25 {
            let (name, address) = (format!("Twin Name {}", n % 3), format!("twin{n}@example.org"));
            let new = NewPerson {
                name: &name,
                address: &address,
                role: Role::Requester,
                language: "en",
                time_zone: "",
            };
            person::add(tx, &new, now)?;
        }
        Ok::<_, person::Error>(())
    })
    .expect("many people");
    desk.is_used_by(mail, &[UserRule::Everyone]);
    let whole = desk.affected(&[mail]);
    let mut seen = Vec::new();
    let mut last: Option<super::Affected> = None;
    loop {
        let after = last.clone();
        let page = desk.read(move |conn| {
            let after = after.as_ref().map(|p| (p.name.as_str(), p.id));
            super::affected_page(conn, &[mail], after, 4)
        });
        seen.extend(page.iter().map(|p| p.address.clone()));
        match page.last() {
            Some(p) => last = Some(p.clone()),
            None => break,
        }
    }
    assert_eq!((whole.len(), seen), (31, whole));
}

#[test]
fn components_stand_by_group_and_their_records_begin_when_they_are_first_shown() {
    let desk = Desk::new();
    let names = ["Mail", "Wi-Fi", "Payroll", "Cables", "Hidden"];
    let [mail, wifi, payroll, cables, _] = names.map(|name| desk.serves(name));
    let start = desk.now();
    let show = move |desk: &Desk, id, group: &'static str, order, is_shown| {
        let now = desk.now();
        desk.write(move |tx| super::show_on_status_page(tx, id, is_shown, group, order, now)).expect("shown");
    };
    show(&desk, payroll, "Money", 5, true);
    show(&desk, wifi, "Network", 2, true);
    show(&desk, cables, "Network", 9, true);
    show(&desk, mail, "", 3, true);
    let order = desk.read(super::components).into_iter().map(|s| s.name).collect::<Vec<_>>();
    assert_eq!(order, ["Wi-Fi", "Cables", "Mail", "Payroll"]);
    desk.passes(crate::clock::DAY);
    show(&desk, mail, "", 3, false);
    show(&desk, mail, "", 3, true);
    let mail = desk.read(move |conn| super::find(conn, mail)).expect("mail");
    assert_eq!(mail.component.since, Some(start));
}
