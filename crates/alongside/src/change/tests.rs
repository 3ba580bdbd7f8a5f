//! Changes and announcements, told as stories.

use super::announce::{self, Announcement, Occasion, Words};
use super::clash::Why;
use super::feed::{self, What};
use super::series::{self, NewSeries};
use super::*;
use crate::broadcast;
use crate::clock::{DAY, HOUR, MINUTE};
use crate::language::Language;
use crate::outgoing::{self, OutgoingState};
use crate::person::Actor;
use crate::record::{self, RecordKind, timeline};
use crate::service::{self, spell};
use crate::testing::Desk;
use ::store::Tx;

const LANGUAGE: Language = Language::English;
const KEY: [u8; 32] = [9; 32];

impl Desk {
    /// A service that these people use.
    fn runs(&self, name: &str, addresses: &str) -> ServiceId {
        let (name, addresses, now) = (name.to_owned(), addresses.to_owned(), self.now());
        self.write(move |tx| {
            let id = service::add(tx, &name, "", None)?;
            if !addresses.is_empty() {
                service::add_people(tx, id, &addresses, now)?;
            }
            Ok::<_, service::Error>(id)
        })
        .expect("the service")
    }

    /// A whole plan of Bo's, for the day after tomorrow.
    fn plan(&self, services: &[ServiceId]) -> Form {
        let starts = self.now().plus(2 * DAY);
        Form {
            title: "Mail moves to new servers".to_owned(),
            starts_at: Some(starts),
            ends_at: Some(starts.plus(HOUR)),
            services: services.to_vec(),
            plan: "Copy, then switch.".to_owned(),
            undo_plan: "Switch back.".to_owned(),
            point_of_no_return: "Midnight.".to_owned(),
            test: "Send a mail.".to_owned(),
            ..Form::of(&self.bo, "Europe/Stockholm")
        }
    }

    fn drafts(&self, form: &Form) -> Change {
        let (bo, form, now) = (self.bo.clone(), form.clone(), self.now());
        let word = format!("word-{}", now.0);
        self.passes(1);
        self.write(move |tx| draft(tx, &bo, now, &form, &word)).expect("the draft")
    }

    /// A verb on a change, by somebody.
    fn acts<T: Send + 'static>(
        &self,
        actor: &Actor,
        mut verb: impl FnMut(&mut Tx, &Actor, At) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Refused> {
        let (actor, now) = (actor.clone(), self.now());
        match self.write(move |tx| tx.attempt(|tx| verb(tx, &actor, now))) {
            Ok(done) => Ok(done),
            Err(Error::Refused(refused)) => Err(refused),
            Err(Error::Fault(fault)) => panic!("{fault}"),
        }
    }

    fn now_is(&self, change: &Change) -> Change {
        let number = change.number;
        self.read(move |conn| find(conn, number)).expect("the change")
    }

    fn approved(&self, form: &Form) -> Change {
        let id = self.drafts(form).id;
        self.acts(&self.bo, move |tx, by, now| ask(tx, by, now, id)).expect("asked");
        self.acts(&self.di, move |tx, by, now| decide(tx, by, now, id, true, "")).expect("approved")
    }

    fn announces(&self, change: &Change, before_minutes: &[i64]) {
        let (change, before_minutes) = (change.clone(), before_minutes.to_vec());
        self.acts(&self.bo, move |tx, by, now| {
            let wanted = Announcement {
                words: whole(),
                before_minutes: before_minutes.clone(),
                ..Announcement::default()
            };
            announce::save(tx, by, now, &change, &wanted)?;
            announce::schedule(tx, by, now, &change)
        })
        .expect("the announcement");
    }

    /// A minute's chores, and all mails queued.
    fn tends_changes(&self) {
        let now = self.now();
        while self.write(move |tx| send::due(tx, now, LANGUAGE)).expect("what is due") {}
        while self.write(move |tx| broadcast::drain(tx, now)).expect("the mails") {}
    }

    /// Subject and recipients of everything that was said of a change, in order.
    fn said(&self) -> Vec<(String, Vec<String>)> {
        let mut mails = self
            .read(|conn| outgoing::page(conn, OutgoingState::Waiting, crate::ids::OutgoingId(i64::MAX), 500));
        mails.sort_by_key(|m| m.id);
        let mut said: Vec<(String, Vec<String>)> = Vec::new();
        for mail in mails {
            let subject = self.read(move |conn| {
                let detail = outgoing::find(conn, mail.id)?.map(|m| m.detail).unwrap_or_default();
                broadcast::find(conn, detail.parse().expect("a broadcast"))
            });
            let subject = subject.expect("it").subject;
            match said.last_mut() {
                Some((last, people)) if *last == subject => people.push(mail.recipient),
                _ => said.push((subject, vec![mail.recipient])),
            }
        }
        said
    }

    /// What came along with the last broadcast.
    fn last_calendar(&self, change: &Change) -> String {
        let id = change.id;
        let sends = self.read(move |conn| store::announce::sends(conn, id));
        let last =
            sends.iter().filter(|s| s.sent_at.is_some()).max_by_key(|s| (s.sent_at, s.id)).expect("a send");
        let broadcast = last.broadcast.expect("a broadcast");
        self.read(move |conn| broadcast::find(conn, broadcast)).expect("it").calendar
    }
}

fn whole() -> Words {
    let words = |text: &str| text.to_owned();
    Words {
        what: words("Mail moves to new servers."),
        notice: words("Mail is away for ten minutes."),
        why: words("The old ones are slow."),
        must_do: words("Nothing."),
        contact: words("Bo, extension 11."),
        undo: words("We switch back within five minutes."),
    }
}

fn people(subject: &str, addresses: &[&str]) -> (String, Vec<String>) {
    (subject.to_owned(), addresses.iter().map(|a| (*a).to_owned()).collect())
}

#[test]
fn a_draft_is_kept_whatever_is_missing_and_says_what_is() {
    let desk = Desk::new();
    let empty = desk.drafts(&Form::of(&desk.bo, "Europe/Stockholm"));
    assert_eq!((empty.state, empty.number), (State::Draft, 1));
    let id = empty.id;
    let refused = desk.acts(&desk.bo, move |tx, by, now| ask(tx, by, now, id)).unwrap_err();
    let all = [Gap::Title, Gap::Services, Gap::Window, Gap::Plan, Gap::UndoPlan, Gap::Test];
    assert_eq!(refused, Refused::Gaps(all.to_vec()));
    assert!(refused.to_string().ends_with("how it is undone and how you will know that it worked."));
    let cy = Form::of(&desk.cy, "UTC");
    let refused = desk.acts(&desk.cy, move |tx, by, now| draft(tx, by, now, &cy, "w")).unwrap_err();
    assert_eq!(refused, Refused::NotAllowed, "contributors help with changes, agents plan them");
    let odd = Form { time_zone: "Mars/Olympus".to_owned(), ..Form::of(&desk.bo, "UTC") };
    let refused = desk.acts(&desk.bo, move |tx, by, now| draft(tx, by, now, &odd, "w")).unwrap_err();
    assert_eq!(refused, Refused::NoSuchZone("Mars/Olympus".to_owned()));
}

#[test]
fn a_medium_risk_needs_a_yes_from_a_lead_who_does_not_own_it() {
    let desk = Desk::new();
    let mail = desk.runs("Mail", "ana@example.org");
    let form =
        Form { owner: desk.di.id, impact: Level::Medium, likelihood: Level::Medium, ..desk.plan(&[mail]) };
    let id = desk.drafts(&form).id;
    desk.acts(&desk.bo, move |tx, by, now| ask(tx, by, now, id)).unwrap();
    let yes = move |tx: &mut Tx, by: &Actor, now| decide(tx, by, now, id, true, "");
    assert_eq!(desk.acts(&desk.bo, yes).unwrap_err(), Refused::NotAllowed);
    assert_eq!(desk.acts(&desk.di, yes).unwrap_err(), Refused::OwnChange);
    assert_eq!(desk.acts(&desk.fay, yes).unwrap().state, State::Approved);
}

#[test]
fn a_no_needs_a_reason_and_sends_it_back_and_a_new_plan_needs_a_new_yes() {
    let desk = Desk::new();
    let mail = desk.runs("Mail", "ana@example.org");
    let form = desk.plan(&[mail]);
    let id = desk.drafts(&form).id;
    desk.acts(&desk.bo, move |tx, by, now| ask(tx, by, now, id)).unwrap();
    let no =
        |words: &'static str| desk.acts(&desk.di, move |tx, by, now| decide(tx, by, now, id, false, words));
    assert_eq!(no(" ").unwrap_err(), Refused::NoReason);
    assert_eq!(no("Who is at the counter?").unwrap().state, State::Draft);
    desk.acts(&desk.bo, move |tx, by, now| ask(tx, by, now, id)).unwrap();
    let change = desk.acts(&desk.di, move |tx, by, now| decide(tx, by, now, id, true, "")).unwrap();
    assert_eq!(change.state, State::Approved);
    // Other hands: the yes holds. Another plan: it does not.
    let hands = Form { hands: vec![desk.cy.id], ..form.clone() };
    let version = change.version;
    let kept =
        desk.acts(&desk.bo, move |tx, by, now| save(tx, by, now, id, version, &hands, LANGUAGE)).unwrap();
    assert_eq!(kept.state, State::Approved);
    let bolder = Form { plan: "Switch, then copy.".to_owned(), ..form };
    let (stale, fresh) = (version, kept.version);
    let again = bolder.clone();
    let refused =
        desk.acts(&desk.bo, move |tx, by, now| save(tx, by, now, id, stale, &again, LANGUAGE)).unwrap_err();
    assert_eq!(refused, Refused::Meanwhile, "nobody overwrites what they have not seen");
    let asked =
        desk.acts(&desk.bo, move |tx, by, now| save(tx, by, now, id, fresh, &bolder, LANGUAGE)).unwrap();
    assert_eq!(asked.state, State::Draft);
    assert_eq!(desk.read(move |conn| store::approvals(conn, id)), []);
}

#[test]
fn a_standard_change_is_made_from_an_approved_template_and_an_emergency_begins_at_once() {
    let desk = Desk::new();
    let mail = desk.runs("Mail", "ana@example.org");
    let change = desk.approved(&desk.plan(&[mail]));
    let template =
        desk.acts(&desk.bo, move |tx, by, _| series::keep_as_template(tx, by, &change, "Patches")).unwrap();
    let form = desk.read(move |conn| series::find_template(conn, template)).unwrap();
    let form = form.content.form("Patches in May", template, desk.bo.id, "Europe/Stockholm");
    let starts = desk.now().plus(3 * DAY);
    let form = Form { starts_at: Some(starts), ends_at: Some(starts.plus(HOUR)), ..form };
    let id = desk.drafts(&form).id;
    let asks = move |tx: &mut Tx, by: &Actor, now| ask(tx, by, now, id);
    assert_eq!(desk.acts(&desk.bo, asks).unwrap_err(), Refused::NoTemplate);
    let approve = move |tx: &mut Tx, by: &Actor, _| series::approve_template(tx, by, template);
    assert_eq!(desk.acts(&desk.bo, approve).unwrap_err(), Refused::NotAllowed);
    assert!(desk.acts(&desk.di, approve).unwrap());
    assert_eq!(desk.acts(&desk.bo, asks).unwrap().state, State::Approved);

    let emergency = Form {
        kind: Kind::Emergency,
        impact: Level::High,
        likelihood: Level::High,
        undo_plan: String::new(),
        test: String::new(),
        ..desk.plan(&[mail])
    };
    let id = desk.drafts(&emergency).id;
    assert_eq!(desk.acts(&desk.bo, move |tx, by, now| ask(tx, by, now, id)).unwrap().state, State::Approved);
    desk.acts(&desk.bo, move |tx, by, now| begin(tx, by, now, id, LANGUAGE)).unwrap();
    let looked = desk.acts(&desk.fay, move |tx, by, now| decide(tx, by, now, id, false, "Call me first."));
    assert_eq!(looked.unwrap().state, State::Running, "a word afterwards stops nothing");
}

#[test]
fn while_a_change_runs_its_services_are_in_maintenance() {
    let desk = Desk::new();
    let mail = desk.runs("Mail", "ana@example.org");
    let form = Form { hands: vec![desk.cy.id], ..desk.plan(&[mail]) };
    let id = desk.approved(&form).id;
    // The hands begin it, contributor or not.
    desk.acts(&desk.cy, move |tx, by, now| begin(tx, by, now, id, LANGUAGE)).unwrap();
    assert_eq!(desk.read(spell::worst_now).get(&mail), Some(&spell::State::Maintenance));
    desk.passes(30 * MINUTE);
    let ends = move |result: &'static str| {
        move |tx: &mut Tx, by: &Actor, now| finish(tx, by, now, id, Finished::Failed, result, LANGUAGE)
    };
    assert_eq!(desk.acts(&desk.cy, ends(" ")).unwrap_err(), Refused::NoResult);
    let over = desk.acts(&desk.cy, ends("Mail from outside is refused.")).unwrap();
    assert_eq!((over.state, over.result.as_str()), (State::Failed, "Mail from outside is refused."));
    assert!(desk.read(spell::worst_now).is_empty());
    let now = desk.now();
    let incident =
        desk.write(move |tx| record::create(tx, RecordKind::Incident, "Mail is late", now)).unwrap();
    let link = |number| desk.acts(&desk.bo, move |tx, by, now| link_incident(tx, by, now, id, Some(number)));
    assert_eq!(link(99).unwrap_err(), Refused::NoSuchIncident);
    assert_eq!(link(incident.number).unwrap().caused, Some(incident.id));
    let words = desk.read(move |conn| timeline::of(conn, id.into()));
    assert!(words.iter().any(|e| e.words == "Bo Berg linked Incident 1, which it caused"), "{words:?}");
}

#[test]
fn an_announcement_cannot_be_scheduled_while_a_part_is_missing_and_keeps_all_words() {
    let desk = Desk::new();
    let mail = desk.runs("Mail", "ana@example.org");
    let change = desk.drafts(&desk.plan(&[mail]));
    let some = Words { why: String::new(), contact: String::new(), ..whole() };
    let c = change.clone();
    desk.acts(&desk.bo, move |tx, by, now| {
        announce::save(tx, by, now, &c, &Announcement { words: some.clone(), ..Announcement::default() })
    })
    .unwrap();
    let c = change.clone();
    let refused = desk.acts(&desk.bo, move |tx, by, now| announce::schedule(tx, by, now, &c)).unwrap_err();
    assert_eq!(refused, Refused::Missing(vec![announce::Part::Why, announce::Part::Contact]));
    let id = change.id;
    assert_eq!(desk.read(move |conn| announce::of(conn, id)).words.notice, "Mail is away for ten minutes.");
    // Nobody to tell is no announcement either.
    let nothing = desk.runs("Nothing", "");
    let form = Form { title: "Other".to_owned(), ..desk.plan(&[nothing]) };
    let other = desk.drafts(&form);
    let refused = desk.acts(&desk.bo, move |tx, by, now| {
        announce::save(tx, by, now, &other, &Announcement { words: whole(), ..Announcement::default() })?;
        announce::schedule(tx, by, now, &other)
    });
    assert_eq!(refused.unwrap_err(), Refused::NobodyToTell);
}

#[test]
fn people_are_told_before_at_the_start_and_at_the_end_each_once() {
    let desk = Desk::new();
    let mail = desk.runs("Mail", "ana@example.org, Eve Falk <eve@elsewhere.example>");
    let change = desk.approved(&desk.plan(&[mail]));
    // In two days: a week before is now, a day before is tomorrow.
    desk.announces(&change, &[7 * 24 * 60, 24 * 60]);
    let both = ["ana@example.org", "eve@elsewhere.example"];
    let planned = people("Planned: Mail moves to new servers", &both);
    desk.tends_changes();
    desk.tends_changes();
    assert_eq!(desk.said(), std::slice::from_ref(&planned), "nothing is said twice");
    desk.passes(DAY);
    desk.tends_changes();
    // Bo leaves Eve out by hand and puts Cy in.
    let (id, eve, cy) = (change.id, desk.eve.id, desk.cy.id);
    let c = desk.now_is(&change);
    desk.acts(&desk.bo, move |tx, by, _| {
        announce::adjust(tx, by, &c, eve, Some(false))?;
        announce::adjust(tx, by, &c, cy, Some(true))
    })
    .unwrap();
    desk.passes(DAY);
    desk.acts(&desk.bo, move |tx, by, now| begin(tx, by, now, id, LANGUAGE)).unwrap();
    desk.tends_changes();
    desk.passes(HOUR);
    desk.acts(&desk.bo, move |tx, by, now| finish(tx, by, now, id, Finished::Done, "All is well.", LANGUAGE))
        .unwrap();
    desk.tends_changes();
    let some = ["ana@example.org", "cy@desk.example"];
    let twice = people("Planned: Mail moves to new servers", &[both, both].concat());
    assert_eq!(
        desk.said(),
        [
            twice,
            people("It begins: Mail moves to new servers", &some),
            people("Done: Mail moves to new servers", &some),
        ]
    );
}

#[test]
fn nobody_is_told_of_a_change_that_nobody_approved() {
    let desk = Desk::new();
    let mail = desk.runs("Mail", "ana@example.org");
    let change = desk.drafts(&desk.plan(&[mail]));
    desk.announces(&change, &[24 * 60]);
    desk.passes(DAY + HOUR);
    desk.tends_changes();
    assert_eq!(desk.said(), []);
    let id = change.id;
    desk.acts(&desk.bo, move |tx, by, now| ask(tx, by, now, id)).unwrap();
    desk.acts(&desk.di, move |tx, by, now| decide(tx, by, now, id, true, "")).unwrap();
    desk.tends_changes();
    assert_eq!(desk.said(), [people("Planned: Mail moves to new servers", &["ana@example.org"])]);
}

#[test]
fn whoever_was_told_is_told_of_a_new_time_and_that_it_is_called_off_under_the_same_appointment() {
    let desk = Desk::new();
    let mail = desk.runs("Mail", "ana@example.org");
    let change = desk.approved(&desk.plan(&[mail]));
    desk.announces(&change, &[7 * 24 * 60]);
    desk.tends_changes();
    let line = |text: &str, name: &str| -> String {
        text.lines().find_map(|l| l.strip_prefix(name)).expect("the line").trim().to_owned()
    };
    let first = desk.last_calendar(&change);
    assert_eq!((line(&first, "METHOD:").as_str(), line(&first, "SEQUENCE:").as_str()), ("PUBLISH", "0"));
    let (id, starts) = (change.id, desk.now().plus(4 * DAY));
    desk.passes(MINUTE);
    let moved = desk
        .acts(&desk.bo, move |tx, by, now| {
            move_window(tx, by, now, id, (starts, starts.plus(HOUR)), "The parts are late.", LANGUAGE)
        })
        .unwrap();
    assert_eq!((moved.state, moved.sequence), (State::Approved, 1));
    let second = desk.last_calendar(&change);
    assert_eq!((line(&second, "METHOD:").as_str(), line(&second, "SEQUENCE:").as_str()), ("PUBLISH", "1"));
    desk.passes(MINUTE);
    let reason = "We keep the old servers.";
    desk.acts(&desk.bo, move |tx, by, now| cancel(tx, by, now, id, reason, LANGUAGE)).unwrap();
    let last = desk.last_calendar(&change);
    assert_eq!((line(&last, "METHOD:").as_str(), line(&last, "SEQUENCE:").as_str()), ("CANCEL", "2"));
    let uids: Vec<String> = [&first, &second, &last].iter().map(|text| line(text, "UID:")).collect();
    assert!(uids.windows(2).all(|w| w[0] == w[1]), "{uids:?}");
    desk.passes(5 * DAY);
    desk.tends_changes();
    let ana = ["ana@example.org"];
    let expected = [
        people("Planned: Mail moves to new servers", &ana),
        people("New time: Mail moves to new servers", &ana),
        people("Called off: Mail moves to new servers", &ana),
    ];
    assert_eq!(desk.said(), expected, "and nothing after it was called off");
}

#[test]
fn a_change_in_a_freeze_says_so_and_needs_a_reason() {
    let desk = Desk::new();
    let mail = desk.runs("Mail", "ana@example.org");
    let window = (desk.now().plus(DAY), desk.now().plus(3 * DAY));
    let add = move |tx: &mut Tx, by: &Actor, _| freeze::add(tx, by, ("Year end", ""), window, None);
    assert_eq!(desk.acts(&desk.bo, add).unwrap_err(), Refused::NotAllowed);
    desk.acts(&desk.di, add).unwrap();
    let form = desk.plan(&[mail]);
    let id = desk.drafts(&form).id;
    let asks = move |tx: &mut Tx, by: &Actor, now| ask(tx, by, now, id);
    assert_eq!(desk.acts(&desk.bo, asks).unwrap_err(), Refused::Gaps(vec![Gap::FreezeReason]));
    let with_reason = Form { freeze_reason: "The certificate ends.".to_owned(), ..form };
    desk.acts(&desk.bo, move |tx, by, now| save(tx, by, now, id, 1, &with_reason, LANGUAGE)).unwrap();
    assert_eq!(desk.acts(&desk.bo, asks).unwrap().state, State::Asked);
}

#[test]
fn changes_at_the_same_time_on_services_that_need_each_other_clash() {
    let desk = Desk::new();
    let [mail, network] = ["Mail", "Network"].map(|name| desk.runs(name, "ana@example.org"));
    let now = desk.now();
    desk.write(move |tx| service::set_needs(tx, mail, &[network], now)).unwrap();
    let a = desk.drafts(&desk.plan(&[mail]));
    let b = desk.drafts(&Form { owner: desk.di.id, ..desk.plan(&[network]) });
    let changes = [a.clone(), b.clone()];
    let found = desk.read(move |conn| clash::among(conn, &changes));
    let [only] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((only.a, only.b, only.why.clone()), (a.id, b.id, Why::Needs(mail, network)));
}

#[test]
fn maintenance_that_comes_again_is_planned_ahead_once_with_its_announcement() {
    let desk = Desk::new();
    let mail = desk.runs("Mail", "ana@example.org");
    let change = desk.approved(&desk.plan(&[mail]));
    desk.announces(&change, &[7 * 24 * 60]);
    let template =
        desk.acts(&desk.bo, move |tx, by, _| series::keep_as_template(tx, by, &change, "Patches")).unwrap();
    desk.acts(&desk.di, move |tx, by, _| series::approve_template(tx, by, template)).unwrap();
    let (bo, starts_at) = (desk.bo.id, desk.now().plus(3 * DAY));
    let begins = |rule: &'static str| {
        desk.acts(&desk.bo, move |tx, by, now| {
            let new = NewSeries {
                title: "Patches of mail",
                template,
                rule,
                starts_at,
                length_minutes: 60,
                time_zone: "Europe/Stockholm",
                owner: bo,
            };
            series::begin(tx, by, now, &new)
        })
    };
    assert!(matches!(begins("FREQ=YEARLY").unwrap_err(), Refused::Rule(_)));
    begins("FREQ=WEEKLY;INTERVAL=2").unwrap();
    let plans = || {
        let now = desk.now();
        while desk.write(move |tx| series::plan_ahead(tx, now, &KEY)).unwrap() {}
        let all = desk.read(|conn| list(conn, &store::Wanted::default(), 100));
        all.into_iter().filter(|c| c.series.is_some()).collect::<Vec<_>>()
    };
    let made = plans();
    assert_eq!(made.len(), 5, "in sixty days");
    assert!(made.iter().all(|c| c.state == State::Approved && c.kind == Kind::Standard));
    assert_eq!(plans().len(), 5, "a second look plans nothing twice");
    desk.passes(14 * DAY);
    assert_eq!(plans().len(), 6);
    let id = made[0].id;
    assert!(desk.read(move |conn| announce::of(conn, id)).is_scheduled);
    let sends = desk.read(move |conn| store::announce::sends(conn, id));
    assert_eq!(sends.iter().filter(|s| s.occasion == Occasion::Before).count(), 1);
}

#[test]
fn the_public_sees_only_changes_whose_announcement_is_scheduled() {
    let desk = Desk::new();
    let mail = desk.runs("Mail", "ana@example.org");
    let (from, until) = (desk.now(), desk.now().plus(30 * DAY));
    let change = desk.approved(&desk.plan(&[mail]));
    assert_eq!(desk.read(move |conn| planned(conn, from, until)), []);
    desk.announces(&change, &[]);
    let seen = desk.read(move |conn| planned(conn, from, until));
    let [only] = seen.as_slice() else { panic!("{seen:?}") };
    assert_eq!((only.public_id.as_str(), only.services.as_slice()), (change.public_id.as_str(), &[mail][..]));
    assert_eq!(only.notice, "Mail is away for ten minutes.");
}

#[test]
fn a_feed_is_read_with_its_word_alone_until_it_is_closed() {
    let desk = Desk::new();
    let [mail, wifi] = ["Mail", "Wi-Fi"].map(|name| desk.runs(name, "ana@example.org"));
    let on_mail = desk.approved(&desk.plan(&[mail]));
    desk.drafts(&Form { title: "A draft".to_owned(), ..desk.plan(&[mail]) });
    let word = "w".repeat(43);
    let given = word.clone();
    let (bo, now) = (desk.bo.clone(), desk.now());
    desk.write(move |tx| feed::open(tx, &bo, now, What::Service(mail), &given)).unwrap();
    let read = |word: &str| {
        let word = word.to_owned();
        desk.read(move |conn| match feed::by_word(conn, &word)? {
            Some(feed) => Ok(Some(feed::written(conn, &feed, now, "Mail", "https://desk.example")?)),
            None => Ok(None),
        })
    };
    let text = read(&word).unwrap();
    let mut parser = ical::IcalParser::new(text.as_bytes());
    let calendar = parser.next().unwrap().unwrap();
    let summaries: Vec<_> = calendar
        .events
        .iter()
        .flat_map(|e| e.properties.iter().filter(|p| p.name == "SUMMARY").filter_map(|p| p.value.clone()))
        .collect();
    assert_eq!(summaries, [format!("Change {}: Mail moves to new servers", on_mail.number)]);
    assert_eq!(read(&"x".repeat(43)), None);
    let other = What::Service(wifi);
    let (bo, other_word) = (desk.bo.clone(), "v".repeat(43));
    let given = other_word.clone();
    desk.write(move |tx| feed::open(tx, &bo, now, other, &given)).unwrap();
    assert!(!read(&other_word).unwrap().contains("BEGIN:VEVENT"));
    let (bo, id) = (desk.bo.clone(), 1);
    assert!(desk.write(move |tx| feed::close(tx, &bo, id)).unwrap());
    assert_eq!(read(&word), None);
}
