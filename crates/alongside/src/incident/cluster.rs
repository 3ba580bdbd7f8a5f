//! Similar requests within minutes, without looking anything up: which words of a request say what it is about, which
//! requests are about the same thing, and whether one is about an incident that we know of. It only puts a choice before a
//! person, who makes it.

use crate::clock::{At, MINUTE};
use crate::ids::{PersonId, ServiceId, TicketId};
use crate::words::fold;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Requests are compared within so long.
pub const WINDOW: i64 = 10 * MINUTE;
/// So many different people make it more than chance.
pub const PEOPLE_MIN: usize = 5;
/// Characters of a request that are read.
const READ_MAX: usize = 400;

/// A request as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    pub id: TicketId,
    pub requester: PersonId,
    pub at: At,
    pub service: Option<ServiceId>,
    pub subject: String,
    /// The first words of what was said.
    pub said: String,
}

/// Requests that are about the same thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cluster {
    /// In the order they came.
    pub tickets: Vec<TicketId>,
    pub people: usize,
    /// What they have in common, as people write it, the most common first; at most three.
    pub words: Vec<String>,
    pub service: Option<ServiceId>,
    pub from: At,
    pub until: At,
    /// The subject that says it shortest.
    pub title: String,
}

/// Words that say that something is wrong but not what: in the languages that we speak. Folded.
const EMPTY: [&str; 3] = [
    // English
    "the and not for are was but you all any can has had our out get got how its now one see she him his \
        her who why yes too use via off this that with have from they been here there when what your mine \
        just again anymore more since today morning afternoon please pls help hello dear hi hey thanks thank \
        regards kind best urgent asap problem problems issue issues trouble error errors failure fails fail \
        failed failing broken broke down slow dead stopped stop stuck work works working worked does doesnt \
        dont cant cannot could wont isnt unable able need needs want question request ticket still very \
        really some everyone everybody anyone anybody nobody nothing something somebody people room floor \
        office building computer laptop using used try tried trying goes gone keeps lost loses losing will \
        would about into than then them also after before minutes hours hour minute ago new different same \
        other whole entire over anything connect connection connected connecting access open log getting \
        back",
    // German
    "der die das und ist sind nicht kein keine keinen ein eine einen ich wir sie mein meine mit auf bei \
        seit heute geht gehen funktioniert funktionieren mehr bitte hilfe hallo danke fehler kaputt langsam \
        wieder kann konnen haben hat von zum zur den dem fur alle auch noch schon gruss grusse",
    // French, Spanish, Dutch, Swedish
    "les des une pas est nous vous mon mes plus marche fonctionne depuis bonjour merci probleme erreur \
        panne lent avec pour dans sur que qui los las una con por para hola gracias problema funciona desde \
        ayuda lento het een niet geen werkt werken meer sinds vandaag hulp graag traag ons mijn van voor och \
        att det som inte ingen inget fungerar sedan idag hjalp hej tack fel jag vara min mitt har kan ska \
        igen",
];

static SAYS_NOTHING: LazyLock<BTreeSet<&str>> =
    LazyLock::new(|| EMPTY.iter().flat_map(|words| words.split(' ')).collect());

/// A word in the shape that it is compared in: folded, “Wi-Fi” as “wifi”, without a plural's s. None for one that says
/// nothing of what it is about.
fn told(word: &str) -> Option<String> {
    let joined: String = word.chars().filter(|c| c.is_alphanumeric()).collect();
    let mut folded = fold(&joined);
    if folded.chars().count() < 3
        || SAYS_NOTHING.contains(folded.as_str())
        || folded.chars().all(|c| c.is_ascii_digit())
    {
        return None;
    }
    if folded.chars().count() > 4 && folded.ends_with('s') && !folded.ends_with("ss") {
        folded.pop();
    }
    Some(folded)
}

/// The words of a text that say what it is about: how they are compared, and how they were written.
pub fn telling(text: &str) -> BTreeMap<String, String> {
    let mut words = BTreeMap::new();
    let read: String = text.chars().take(READ_MAX).collect();
    for raw in read.split(|c: char| c.is_whitespace() || matches!(c, '/' | ',' | ';' | ':' | '(' | ')' | '.'))
    {
        let raw = raw.trim_matches(|c: char| !c.is_alphanumeric());
        // An apostrophe's ending says nothing: “printer’s”.
        let raw = raw.split(['\'', '’']).next().unwrap_or(raw);
        if let Some(word) = told(raw) {
            words.entry(word).or_insert_with(|| raw.chars().take(40).collect());
        }
    }
    words
}

fn people(of: &[&Seen]) -> usize {
    of.iter().map(|s| s.requester).collect::<BTreeSet<_>>().len()
}

/// The groups among requests of one window that at least [`PEOPLE_MIN`] people wrote, the largest first. Each request is in
/// one group at most.
pub fn clusters(seen: &[Seen]) -> Vec<Cluster> {
    let words: Vec<BTreeMap<String, String>> =
        seen.iter().map(|s| telling(&format!("{} {}", s.subject, s.said))).collect();
    let mut left: BTreeSet<usize> = (0..seen.len()).collect();
    let mut found = Vec::new();
    while left.len() >= PEOPLE_MIN {
        // What most people share: a word, or a service.
        let mut by_word: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let mut by_service: BTreeMap<ServiceId, Vec<usize>> = BTreeMap::new();
        for at in &left {
            for word in words[*at].keys() {
                by_word.entry(word).or_default().push(*at);
            }
            if let Some(service) = seen[*at].service {
                by_service.entry(service).or_default().push(*at);
            }
        }
        let groups = by_word.into_values().chain(by_service.into_values());
        let largest = groups
            .map(|at| (people(&at.iter().map(|at| &seen[*at]).collect::<Vec<_>>()), at))
            .max_by_key(|(people, at)| (*people, at.len(), std::cmp::Reverse(at.first().copied())));
        let Some((people, at)) = largest.filter(|(people, _)| *people >= PEOPLE_MIN) else { break };
        for one in &at {
            left.remove(one);
        }
        found.push(cluster(seen, &words, &at, people));
    }
    found
}

fn cluster(seen: &[Seen], words: &[BTreeMap<String, String>], at: &[usize], people: usize) -> Cluster {
    let mut counts: BTreeMap<&str, (usize, &str)> = BTreeMap::new();
    let mut services: BTreeMap<ServiceId, usize> = BTreeMap::new();
    for one in at {
        for (word, raw) in &words[*one] {
            counts.entry(word).or_insert((0, raw)).0 += 1;
        }
        if let Some(service) = seen[*one].service {
            *services.entry(service).or_default() += 1;
        }
    }
    let mut common: Vec<(usize, &str)> = counts.into_values().filter(|(n, _)| n * 2 > at.len()).collect();
    common.sort_by_key(|(n, _)| std::cmp::Reverse(*n));
    let common: Vec<String> = common.into_iter().take(3).map(|(_, raw)| raw.to_owned()).collect();
    let service = services.into_iter().max_by_key(|(_, n)| *n).filter(|(_, n)| n * 2 > at.len());
    let title = at
        .iter()
        .map(|one| seen[*one].subject.as_str())
        .filter(|subject| {
            let own = telling(subject);
            common.is_empty() || common.iter().take(1).all(|w| told(w).is_some_and(|w| own.contains_key(&w)))
        })
        .min_by_key(|subject| subject.chars().count())
        .or_else(|| at.first().map(|one| seen[*one].subject.as_str()))
        .unwrap_or_default();
    Cluster {
        tickets: at.iter().map(|one| seen[*one].id).collect(),
        people,
        words: common,
        service: service.map(|(id, _)| id),
        from: at.iter().map(|one| seen[*one].at).min().unwrap_or(At(0)),
        until: at.iter().map(|one| seen[*one].at).max().unwrap_or(At(0)),
        title: title.to_owned(),
    }
}

/// What is known of an incident when something new comes in.
#[derive(Clone, Debug, Default)]
pub struct Known {
    pub services: Vec<ServiceId>,
    /// Its title.
    pub title: String,
    /// The names of its services.
    pub names: Vec<String>,
}

/// Whether a request may be about an incident: it is on one of its services, names one, or shares what the title tells.
pub fn is_about(known: &Known, service: Option<ServiceId>, text: &str) -> bool {
    if service.is_some_and(|service| known.services.contains(&service)) {
        return true;
    }
    let own = telling(text);
    let shares = |of: &BTreeMap<String, String>| of.keys().filter(|word| own.contains_key(*word)).count();
    let named = known
        .names
        .iter()
        .map(|name| telling(name))
        .any(|name| !name.is_empty() && shares(&name) == name.len());
    let title = telling(&known.title);
    let needed = if title.len() <= 2 { 1 } else { 2 };
    named || (!title.is_empty() && shares(&title) >= needed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::SECOND;
    use proptest::prelude::*;

    fn seen(id: i64, person: i64, subject: &str) -> Seen {
        Seen {
            id: TicketId(id),
            requester: PersonId(person),
            at: At(id * 20 * SECOND),
            service: None,
            subject: subject.to_owned(),
            said: String::new(),
        }
    }

    #[test]
    fn what_several_people_write_about_one_thing_is_one_cluster() {
        let subjects = [
            "Wi-Fi is down in the library",
            "No wifi",
            "My laptop cannot connect to WiFi any more",
            "wi-fi broken???",
            "The Wi-Fi does not work since this morning",
            "Printer is out of paper",
            "Wifi",
        ];
        let all: Vec<Seen> = (0..).zip(subjects).map(|(n, subject)| seen(n, n, subject)).collect();
        let found = clusters(&all);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].people, found[0].tickets.len()), (6, 6));
        assert_eq!(found[0].words, ["Wi-Fi"]);
        assert_eq!(found[0].title, "Wifi");
        assert!(!found[0].tickets.contains(&TicketId(5)));
    }

    #[test]
    fn one_person_who_writes_often_is_no_cluster() {
        let all: Vec<Seen> = (0..9).map(|n| seen(n, 1, "Wi-Fi is down")).collect();
        assert_eq!(clusters(&all), []);
        let few: Vec<Seen> = (0..4).map(|n| seen(n, n, "Wi-Fi is down")).collect();
        assert_eq!(clusters(&few), []);
    }

    #[test]
    fn words_that_only_say_that_something_is_wrong_bring_nothing_together() {
        let subjects = [
            "Urgent: printer not working",
            "Help please, mail does not work",
            "Problem with payroll, not working",
            "Screen is broken, help",
            "Door card not working today, urgent",
            "Urgent problem: no telephone",
        ];
        let all: Vec<Seen> = (0..).zip(subjects).map(|(n, subject)| seen(n, n, subject)).collect();
        assert_eq!(clusters(&all), []);
    }

    #[test]
    fn two_troubles_at_once_are_two_clusters() {
        let mut all: Vec<Seen> = (0..6).map(|n| seen(n, n, "Mail is slow")).collect();
        all.extend((6..12).map(|n| seen(n, n, "Payroll shows an error")));
        let found = clusters(&all);
        assert_eq!(found.iter().map(|c| c.words.clone()).collect::<Vec<_>>().len(), 2);
        assert!(found.iter().all(|c| c.people == 6));
    }

    #[test]
    fn a_request_is_offered_to_the_incident_that_it_is_about() {
        let known = Known {
            services: vec![ServiceId(7)],
            title: "Wi-Fi is down".to_owned(),
            names: vec!["Wi-Fi".to_owned()],
        };
        assert!(is_about(&known, None, "no wifi in room 12"));
        assert!(is_about(&known, Some(ServiceId(7)), "It is slow"));
        assert!(!is_about(&known, None, "The printer is down"));
        assert!(!is_about(&known, None, ""));
        let long = Known {
            title: "Booking a meeting room shows yesterday’s calendar".to_owned(),
            ..Known::default()
        };
        assert!(!is_about(&long, None, "How do I get a booking number for the sports hall?"));
        assert!(is_about(&long, None, "Booking page has the wrong calendar"));
    }

    proptest! {
        #[test]
        fn no_text_is_too_odd_and_no_request_is_in_two_clusters(texts in proptest::collection::vec("\\PC{0,40}", 0..30)) {
            let all: Vec<Seen> = (0..).zip(&texts).map(|(n, text)| seen(n, n, text)).collect();
            let found = clusters(&all);
            let mut ids: Vec<TicketId> = found.iter().flat_map(|c| c.tickets.clone()).collect();
            let count = ids.len();
            ids.sort();
            ids.dedup();
            prop_assert_eq!(ids.len(), count);
            prop_assert!(found.iter().all(|c| c.people >= PEOPLE_MIN));
        }
    }
}
