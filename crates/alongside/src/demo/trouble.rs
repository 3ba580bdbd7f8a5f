//! What the demo's services went through: who uses them, what they need, two incidents with their updates and a review,
//! a known error. Told by the same verbs as everything else.

use super::play::{College, Fault};
use crate::clock::{At, DAY, HOUR, MINUTE};
use crate::ids::ServiceId;
use crate::incident::declare::{Declaration, declare};
use crate::incident::review::{self, Review};
use crate::incident::update::{NewUpdate, update};
use crate::incident::{self, Incident, ServiceState, Severity, State};
use crate::person::{Actor, Role};
use crate::problem::{self, Facts};
use crate::service::{self, UserRule};
use crate::ticket::{By, Via};
use crate::{broadcast, promise};
use ::store::Tx;

/// Service, heading and place on the status page, and what it needs to run.
const SHOWN: &[(&str, &str, i64, &[&str])] = &[
    ("Wi-Fi", "Getting on line", 1, &["Network & servers"]),
    ("Sign-in", "Getting on line", 2, &["Network & servers"]),
    ("Mail & calendar", "Work and study", 3, &["Sign-in"]),
    ("Learning platform", "Work and study", 4, &["Sign-in", "Files & backup"]),
    ("Files & backup", "Work and study", 5, &["Sign-in", "Network & servers"]),
    ("Printing", "On campus", 6, &["Wi-Fi"]),
    ("Lecture rooms", "On campus", 7, &["Network & servers"]),
    ("Telephony", "On campus", 8, &["Network & servers"]),
    ("Payroll & HR", "", 0, &["Sign-in"]),
];

/// One word sent to everybody: minutes after the incident was declared, where it stands, how its service is, and the words.
struct Word {
    after: i64,
    state: State,
    service: ServiceState,
    words: &'static str,
}

struct Past {
    title: &'static str,
    service: &'static str,
    severity: Severity,
    cadence_minutes: Option<i64>,
    days_ago: i64,
    words: &'static [Word],
    review: Option<Sections>,
}

/// The review's sections, as they are written.
struct Sections {
    what_happened: &'static str,
    effect: &'static str,
    went_well: &'static str,
    was_hard: &'static str,
    causes: &'static str,
    plain: &'static str,
}

const PAST: &[Past] = &[
    Past {
        title: "Mail arrives late",
        service: "Mail & calendar",
        severity: Severity::Minor,
        cadence_minutes: Some(120),
        days_ago: 41,
        words: &[
            Word {
                after: 8,
                state: State::Investigating,
                service: ServiceState::Degraded,
                words: "Mail from outside the college arrives about an hour late. Mail between colleagues is on time. We are looking for the cause.",
            },
            Word {
                after: 95,
                state: State::Monitoring,
                service: ServiceState::Degraded,
                words: "We found a full disk on one of our mail servers and made room. Mail is on its way; the queue should be empty within an hour.",
            },
            Word {
                after: 160,
                state: State::Resolved,
                service: ServiceState::Operational,
                words: "All mail has arrived and new mail is on time. Nothing was lost. Thank you for your patience.",
            },
        ],
        review: None,
    },
    Past {
        title: "The learning platform cannot be reached",
        service: "Learning platform",
        severity: Severity::Critical,
        // One update came late: the review says why.
        cadence_minutes: Some(30),
        days_ago: 24,
        words: &[
            Word {
                after: 6,
                state: State::Investigating,
                service: ServiceState::Outage,
                words: "Nobody can open the learning platform at the moment. Exams planned for this morning are moved; your lecturer tells you the new time. We are looking for the cause.",
            },
            Word {
                after: 40,
                state: State::Identified,
                service: ServiceState::Outage,
                words: "A certificate ran out last night, so browsers refuse the page. We have asked for a new one and expect it within the hour.",
            },
            Word {
                after: 68,
                state: State::Monitoring,
                service: ServiceState::PartialOutage,
                words: "The page opens again. Videos may still stop; we are restarting the servers behind them.",
            },
            Word {
                after: 96,
                state: State::Resolved,
                service: ServiceState::Operational,
                words: "The learning platform works again, videos too. We are sorry that this cost you a morning. The review will be on this page.",
            },
        ],
        review: Some(Sections {
            what_happened: "The certificate of the learning platform ran out at 00:00. The reminder went to a mailbox that was closed in spring. The first mail about it came at 07:40; the incident was declared at 08:05.",
            effect: "About 900 students and 60 lecturers had no courses and no exams for two hours. Three exams were moved by a day.",
            went_well: "The first update went out six minutes after the incident was declared, and lecturers passed it on.",
            was_hard: "Nobody on call could order a certificate; the right to do so hung on one person.",
            causes: "The reminder had a single reader. Certificates were in no list with an owner. One update came late, since the same person mended and wrote.",
            plain: "A certificate, which proves to your browser that the page is ours, ran out in the night. The reminder reached nobody. It now reaches two teams, and every certificate has an owner.",
        }),
    },
];

fn service_of(college: &College, name: &str) -> Result<ServiceId, Fault> {
    let found = college.services.iter().find(|(known, _)| known == name).map(|(_, id)| *id);
    found.ok_or_else(|| Fault::Missing(format!("the service {name}")))
}

fn colleague(college: &College, role: Role) -> Result<&Actor, Fault> {
    college.staff.iter().find(|p| p.role == role).ok_or_else(|| Fault::Missing(format!("a {role}")))
}

/// Who uses the services, what they need, and where they stand on the status page.
pub(super) fn settle(tx: &mut Tx, college: &College, founded: At) -> Result<(), Fault> {
    for (name, group, order, needs) in SHOWN {
        let id = service_of(college, name)?;
        if *order > 0 {
            service::show_on_status_page(tx, id, true, group, *order, founded)?;
            service::set_rules(tx, id, &[UserRule::Everyone], founded)?;
        }
        let needs = needs.iter().map(|need| service_of(college, need)).collect::<Result<Vec<_>, _>>()?;
        service::set_needs(tx, id, &needs, founded)?;
    }
    let payroll = service_of(college, "Payroll & HR")?;
    let teams: Vec<UserRule> = college.teams.iter().map(|(_, id)| UserRule::Team(*id)).collect();
    service::set_rules(tx, payroll, &teams, founded)?;
    Ok(())
}

/// The incidents of the past and the known error of these days, with one address word for each.
pub(super) fn happen(tx: &mut Tx, college: &College, now: At, words: &[String]) -> Result<(), Fault> {
    let lead = colleague(college, Role::Lead)?;
    let agent = colleague(college, Role::Agent)?;
    for (past, word) in PAST.iter().zip(words) {
        // In the morning of a working day.
        let declared = morning(now.plus(-past.days_ago * DAY));
        play(tx, college, past, agent, lead, declared, word)?;
    }
    known_error(tx, college, agent, now.plus(-3 * DAY))
}

/// 08:05 of that day where the college is, or of the Friday before; winter and summer alike within the hour.
fn morning(at: At) -> At {
    let days = at.0.div_euclid(DAY);
    // 1 January 1970 was a Thursday.
    let back = match (days + 3).rem_euclid(7) {
        5 => 1,
        6 => 2,
        _ => 0,
    };
    At((days - back) * DAY + 7 * HOUR + 5 * MINUTE)
}

fn play(
    tx: &mut Tx,
    college: &College,
    past: &Past,
    writer: &Actor,
    lead: &Actor,
    declared: At,
    word: &str,
) -> Result<(), Fault> {
    let service = service_of(college, past.service)?;
    let by = |now, actor| By { actor, now, via: Via::Desk };
    let first = past.words.first().map_or(ServiceState::Degraded, |word| word.service);
    let new = Declaration {
        title: past.title,
        severity: past.severity,
        cadence_minutes: past.cadence_minutes,
        services: &[(service, first)],
        owner: Some(writer.id),
        began_at: Some(declared.plus(-25 * MINUTE)),
        public_id: word,
        ..Declaration::default()
    };
    let mut incident = declare(tx, &by(declared, writer), &new)?;
    for said in past.words {
        let at = declared.plus(said.after * MINUTE);
        // A promised time that passed in silence is broken before the next word comes.
        while promise::tend(tx, at)? {}
        let new = NewUpdate {
            state: said.state,
            body: said.words,
            stakeholder_body: "",
            services: &[(service, said.service)],
            next_update_by: None,
            seen: None,
        };
        update(tx, &by(at, writer), &incident, &new, &[])?;
        incident = fresh(tx, &incident)?;
    }
    while broadcast::drain(tx, declared.plus(3 * HOUR))? {}
    let Some(told) = &past.review else { return Ok(()) };
    let at = declared.plus(2 * DAY);
    let sections = Review {
        what_happened: told.what_happened.to_owned(),
        effect: told.effect.to_owned(),
        went_well: told.went_well.to_owned(),
        was_hard: told.was_hard.to_owned(),
        causes: told.causes.to_owned(),
        plain: told.plain.to_owned(),
        ..Review::default()
    };
    review::write(tx, &by(at, lead), &incident, &sections)?;
    review::publish(tx, &by(at, lead), &incident, true)?;
    review::close(tx, &by(at.plus(DAY), lead), &incident)?;
    Ok(())
}

fn fresh(tx: &mut Tx, incident: &Incident) -> Result<Incident, Fault> {
    incident::find(tx, incident.id)?.ok_or_else(|| Fault::Missing(incident.name()))
}

fn known_error(tx: &mut Tx, college: &College, agent: &Actor, at: At) -> Result<(), Fault> {
    let printing = service_of(college, "Printing")?;
    let opened = problem::open(tx, agent, at, "Posters print with a white stripe", &[printing], None)?;
    let facts = Facts {
        hypothesis: "The new driver cuts wide pages in two.".to_owned(),
        tests: "The same poster is whole with the driver of last term.".to_owned(),
        workaround:
            "Save your poster as a PDF and choose the printer “Poster (old)”. It prints without the stripe."
                .to_owned(),
        matches: "white stripe\nstripe poster".to_owned(),
        ..Facts::default()
    };
    let (number, title) = (opened.number, opened.title.as_str());
    problem::change(tx, agent, at.plus(HOUR), number, opened.version, (title, &facts, &[printing]))?;
    problem::publish(tx, agent, at.plus(2 * HOUR), number)?;
    while broadcast::drain(tx, at.plus(2 * HOUR))? {}
    Ok(())
}
