//! One ticket's story, drawn by chance: who asked what, who answered, how it ended. Pure: the same number of the
//! same seed is the same story.

use super::calendar::Calendar;
use super::cast::Cast;
use super::chance::Chance;
use super::words::{Facts, TONGUES, Tongue, Topic, names};
use crate::clock::{At, DAY, HOUR, MINUTE};
use crate::event::EventKind;
use crate::ticket::priority::suggested;
use crate::ticket::{Blocked, Impact, Kind, MessageKind, Priority, Status, Urgency, Via};
use std::fmt::Write;

/// Somebody on the desk, by place in the cast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    Requester(usize),
    Staff(usize),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub who: Who,
    pub kind: MessageKind,
    pub via: Via,
    pub body: String,
    /// The quoted rest of a mail.
    pub folded: String,
    pub at: At,
    /// Tells the Message-IDs of mails apart.
    pub mark: u64,
    pub has_file: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happened {
    pub at: At,
    pub who: Option<Who>,
    pub kind: EventKind,
    /// The message it came with, by place.
    pub message: Option<usize>,
    pub before: &'static str,
    pub after: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Story {
    pub requester: usize,
    pub owner: Option<usize>,
    /// Places in [`names::TEAMS`] and [`names::SERVICES`].
    pub team: usize,
    pub service: usize,
    pub kind: Kind,
    pub subject: String,
    pub status: Status,
    pub impact: Impact,
    pub urgency: Urgency,
    pub priority: Priority,
    pub blocked: Blocked,
    pub goal: String,
    pub tags: Vec<&'static str>,
    pub watchers: Vec<usize>,
    pub created: At,
    pub resolved: Option<At>,
    pub closed: Option<At>,
    pub snoozed: Option<At>,
    pub messages: Vec<Said>,
    pub events: Vec<Happened>,
}

/// What a message does in the story.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    Ask,
    Question,
    Answer,
    Note,
    Nudge,
    Fix,
    Thanks,
}

/// Everything that a story is drawn from.
pub struct Setting<'a> {
    pub seed: u64,
    pub count: u64,
    pub until: At,
    pub calendar: Calendar,
    pub cast: &'a Cast,
}

const CLOSED_AFTER: i64 = crate::ticket::snooze::CLOSED_AFTER;

impl Setting<'_> {
    /// The story of ticket `number`, from 0.
    pub fn story(&self, number: u64) -> Story {
        let mut chance = Chance::new(self.seed, "ticket", number);
        let chance = &mut chance;
        let created = self.calendar.time(number, self.count, chance);
        let requester = self.requester(chance);
        let person = &self.cast.requesters[requester];
        let tongue = TONGUES[person.tongue];
        let topics: Vec<&Topic> = tongue.topics.iter().copied().flatten().collect();
        let topic = topics[chance.below(topics.len())];
        let team = place(names::TEAMS.iter().map(|t| t.1), topic.team);
        let service = place(names::SERVICES.iter().map(|s| s.1), topic.service);
        let answering = self.cast.team(team);
        let owner = answering[chance.below(answering.len())];
        let other = chance.below(self.cast.requesters.len());
        let mut facts = Facts::draw(chance, &person.name, &self.cast.requesters[other].name);
        let agent = &self.cast.staff[owner].name;
        facts.set("agent", agent.split(' ').next().unwrap_or(agent).to_owned());
        let telling = Telling { tongue, topic, facts: &facts };
        let messages = self.messages(chance, &telling, requester, owner, created);
        let mut story = Story {
            requester,
            owner: None,
            team,
            service,
            kind: topic.kind,
            subject: facts.fill(chance.word(topic.subjects)),
            status: Status::New,
            impact: [Impact::One, Impact::Several, Impact::Many, Impact::Everyone]
                [chance.weighed(&[70, 20, 8, 2])],
            urgency: [Urgency::CanWait, Urgency::Soon, Urgency::Stopped][chance.weighed(&[45, 40, 15])],
            priority: Priority::Normal,
            blocked: Blocked::Unknown,
            goal: String::new(),
            tags: topic.tags.iter().copied().filter(|_| chance.percent(45)).collect(),
            watchers: if chance.percent(15) && other != requester { vec![other] } else { Vec::new() },
            created,
            resolved: None,
            closed: None,
            snoozed: None,
            messages,
            events: Vec::new(),
        };
        story.priority = suggested(story.impact, story.urgency);
        if story.messages[0].via == Via::Portal {
            story.blocked = [Blocked::No, Blocked::Slowed, Blocked::Stopped][chance.weighed(&[40, 40, 20])];
            if chance.percent(50) {
                story.goal = facts.fill(chance.word(GOALS));
            }
        }
        self.tell_events(chance, &mut story, owner);
        story
    }

    /// A few people ask often, most seldom.
    fn requester(&self, chance: &mut Chance) -> usize {
        let all = self.cast.requesters.len();
        if chance.percent(35) { chance.below(all.div_ceil(10)) } else { chance.below(all) }
    }

    fn messages(
        &self,
        chance: &mut Chance,
        telling: &Telling,
        requester: usize,
        owner: usize,
        created: At,
    ) -> Vec<Said> {
        let mut said: Vec<Said> = Vec::new();
        let mut at = created;
        for turn in turns(chance) {
            at = match (said.is_empty(), turn) {
                (true, _) => at,
                (_, Turn::Note) => at.plus(chance.span(40 * MINUTE)),
                (_, Turn::Question | Turn::Fix) => at.plus(chance.span(2 * HOUR)),
                _ => at.plus(chance.span(4 * HOUR)),
            };
            if at > self.until {
                break;
            }
            let who = match turn {
                Turn::Question | Turn::Fix => Who::Staff(owner),
                Turn::Note if chance.percent(60) => Who::Staff(chance.below(self.cast.staff.len())),
                Turn::Note => Who::Staff(owner),
                _ => Who::Requester(requester),
            };
            let via = match who {
                Who::Staff(_) => Via::Desk,
                Who::Requester(_) => [Via::Mail, Via::Portal, Via::Api][chance.weighed(&[66, 32, 2])],
            };
            let body = telling.body(chance, turn);
            let folded = match (via, said.last()) {
                (Via::Mail, Some(before)) if chance.percent(80) => {
                    telling.quoted(before, self.name(before.who))
                }
                _ => String::new(),
            };
            let has_file = turn == Turn::Ask && chance.percent(12) || chance.percent(3);
            let kind = if turn == Turn::Note { MessageKind::Note } else { MessageKind::Reply };
            let mark = u64::try_from(chance.between(0, i64::MAX)).unwrap_or(0);
            said.push(Said { who, kind, via, body, folded, at, mark, has_file });
        }
        said
    }

    fn name(&self, who: Who) -> &str {
        match who {
            Who::Requester(place) => &self.cast.requesters[place].name,
            Who::Staff(place) => &self.cast.staff[place].name,
        }
    }

    /// What happened along the messages, and how it stands at the end.
    fn tell_events(&self, chance: &mut Chance, story: &mut Story, owner: usize) {
        let mut status = Status::New;
        let mut events = Vec::new();
        let mut happened = |at, who, kind, message, before: &'static str, after: &str| {
            events.push(Happened { at, who, kind, message, before, after: after.to_owned() });
        };
        for (place, message) in story.messages.iter().enumerate() {
            let kind = match (place, message.kind) {
                (0, _) => EventKind::Created,
                (_, MessageKind::Reply) => EventKind::Replied,
                (_, MessageKind::Note) => EventKind::Noted,
            };
            happened(message.at, Some(message.who), kind, Some(place), "", "");
            let by_owner = message.who == Who::Staff(owner) && message.kind == MessageKind::Reply;
            if by_owner && story.owner.is_none() {
                story.owner = Some(owner);
                happened(
                    message.at,
                    Some(message.who),
                    EventKind::OwnerChanged,
                    Some(place),
                    "",
                    &self.cast.staff[owner].name,
                );
                happened(message.at, Some(message.who), EventKind::StatusChanged, Some(place), "new", "open");
                status = Status::Open;
            }
        }
        let last = story.messages.last().map_or(story.created, |m| m.at);
        let by_staff =
            matches!(story.messages.last(), Some(Said { who: Who::Staff(_), kind: MessageKind::Reply, .. }));
        let thanked = story.messages.len() > 1 && !by_staff && story.owner.is_some();
        let is_old = self.until.since(last) > CLOSED_AFTER;
        let solved = if is_old {
            chance.percent(97)
        } else {
            (by_staff && chance.percent(60)) || (thanked && chance.percent(70))
        };
        if solved {
            let who = story.owner.or(Some(owner)).map(Who::Staff);
            story.owner = story.owner.or(Some(owner));
            happened(last, who, EventKind::StatusChanged, None, status.as_str(), "resolved");
            story.resolved = Some(last);
            status = Status::Resolved;
            let closed = last.plus(CLOSED_AFTER);
            if closed <= self.until {
                happened(closed, None, EventKind::StatusChanged, None, "resolved", "closed");
                story.closed = Some(closed);
                status = Status::Closed;
            }
        } else if status == Status::Open && (by_staff || chance.percent(15)) {
            let to = if chance.percent(70) { Status::Pending } else { Status::OnHold };
            happened(last, Some(Who::Staff(owner)), EventKind::StatusChanged, None, "open", to.as_str());
            status = to;
            if chance.percent(20) {
                story.snoozed = Some(self.until.plus(chance.between(6 * HOUR, 10 * DAY)));
            }
        }
        story.status = status;
        story.events = events;
    }
}

const GOALS: &[&str] = &[
    "Finish {file} for {department}",
    "Hold the meeting at {hour} with everybody able to see the slides",
    "Send order {order} to the supplier today",
    "Get {colleague} started in the new job",
    "Work from home without being thrown out",
    "Print the badges for {count} visitors",
];

/// The turns of one conversation: at most ten, always beginning with the question.
fn turns(chance: &mut Chance) -> Vec<Turn> {
    let length = 1 + chance.weighed(&[6, 10, 18, 20, 16, 12, 8, 5, 3, 2]);
    let mut turns = vec![Turn::Ask];
    while turns.len() < length {
        match length - turns.len() {
            1 if turns.last() == Some(&Turn::Fix) => turns.push(Turn::Thanks),
            1 => turns.push(Turn::Fix),
            2 => turns.extend([Turn::Fix, Turn::Thanks]),
            _ => match chance.weighed(&[45, 30, 10, 15]) {
                0 => turns.extend([Turn::Question, Turn::Answer]),
                1 => turns.push(Turn::Note),
                2 => turns.push(Turn::Nudge),
                _ => turns.extend([Turn::Fix, Turn::Nudge]),
            },
        }
    }
    turns.truncate(10);
    turns
}

/// What one thread is told with.
struct Telling<'a> {
    tongue: &'static Tongue,
    topic: &'static Topic,
    facts: &'a Facts,
}

impl Telling<'_> {
    fn body(&self, chance: &mut Chance, turn: Turn) -> String {
        let (tongue, topic) = (self.tongue, self.topic);
        let mut parts: Vec<&str> = Vec::new();
        match turn {
            Turn::Ask => {
                parts.extend([chance.word(tongue.greetings), chance.word(topic.openings)]);
                let details = chance.between(1, 3);
                some(chance, topic.details, details, &mut parts);
                let asides = chance.between(0, 2);
                some(chance, tongue.asides, asides, &mut parts);
                parts.push(chance.word(tongue.closings));
            }
            Turn::Question => {
                parts.extend([
                    chance.word(tongue.agent_greetings),
                    chance.word(topic.questions),
                    chance.word(tongue.agent_closings),
                ]);
            }
            Turn::Fix => {
                parts.extend([
                    chance.word(tongue.agent_greetings),
                    chance.word(topic.fixes),
                    chance.word(tongue.agent_closings),
                ]);
            }
            Turn::Answer => {
                parts.push(chance.word(topic.answers));
                let more = chance.between(0, 2);
                some(chance, topic.details, more, &mut parts);
                parts.push(chance.word(tongue.closings));
            }
            Turn::Note => {
                parts.push(chance.word(topic.notes));
                if chance.percent(30) {
                    parts.push(
                        "@{colleague}: {host} and {device}, {error}. Standard procedure, see the runbook.",
                    );
                }
            }
            Turn::Nudge => parts.extend([chance.word(tongue.nudges), chance.word(tongue.closings)]),
            Turn::Thanks => parts.push(chance.word(tongue.thanks)),
        }
        let filled: Vec<String> = parts.iter().map(|part| self.facts.fill(part)).collect();
        let mut body = filled.join("\n\n");
        if matches!(turn, Turn::Ask | Turn::Note) && chance.percent(6) {
            body.push_str(&self.log(chance));
        }
        body
    }

    /// Lines pasted from a machine.
    fn log(&self, chance: &mut Chance) -> String {
        let mut log = String::from("\n\n");
        let mut second = chance.between(0, 40_000);
        for _ in 0..chance.between(6, 24) {
            second += chance.between(0, 90);
            let level = chance.word(&["INFO", "WARN", "ERROR", "INFO"]);
            let what = chance.word(&[
                "session {error} opened for {device}",
                "retry after time-out, peer {address}",
                "request took {count}{minutes} ms",
                "could not write {file}: {error}",
                "certificate of {host} accepted",
            ]);
            let (h, m, s) = (second / 3600 % 24, second / 60 % 60, second % 60);
            let pid = chance.between(300, 32_000);
            let _ = writeln!(log, "{h:02}:{m:02}:{s:02} {level} [{pid}] {}", self.facts.fill(what));
        }
        log
    }

    /// The message before, as a mail program quotes it.
    fn quoted(&self, before: &Said, name: &str) -> String {
        let date = before.at.timestamp().strftime("%Y-%m-%d %H:%M").to_string();
        let head = self.tongue.wrote.replace("{date}", &date).replace("{person}", name);
        let lines: Vec<String> = before.body.lines().map(|line| format!("> {line}")).collect();
        format!("{head}\n{}", lines.join("\n"))
    }
}

/// Up to `count` different ones.
fn some<'a>(chance: &mut Chance, among: &[&'a str], count: i64, into: &mut Vec<&'a str>) {
    for _ in 0..count {
        let one = chance.word(among);
        if !into.contains(&one) {
            into.push(one);
        }
    }
}

fn place<'a>(mut among: impl Iterator<Item = &'a str>, wanted: &str) -> usize {
    among.position(|one| one == wanted).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::START;

    fn stories(seed: u64, count: u64) -> Vec<Story> {
        let cast = Cast::for_tickets(count);
        let setting = Setting { seed, count, until: START, calendar: Calendar::new(START, 104), cast: &cast };
        (0..count).map(|number| setting.story(number)).collect()
    }

    #[test]
    fn a_seed_tells_the_same_stories_and_another_seed_others() {
        assert_eq!(stories(1, 50), stories(1, 50));
        assert_ne!(stories(1, 50), stories(2, 50));
    }

    #[test]
    fn a_story_goes_forward_in_time_and_ends_as_its_last_event_says() {
        for story in stories(3, 500) {
            assert!((1..=10).contains(&story.messages.len()));
            assert!(story.messages.is_sorted_by_key(|m| m.at));
            assert!(
                story.messages.iter().all(|m| m.at <= START && !m.body.contains(['{', '}'])),
                "{story:?}"
            );
            let last = story.events.iter().rev().find(|e| e.kind == EventKind::StatusChanged);
            assert_eq!(last.map_or("new", |e| e.after.as_str()), story.status.as_str());
            assert_eq!(story.status == Status::New, story.owner.is_none());
            assert_eq!(story.closed.is_some(), story.status == Status::Closed);
            assert!(story.snoozed.is_none_or(|at| at > START && story.status.is_waiting()));
            // What is resolved for long would be closed at the first start, and the desk would not be as told.
            let idle = START.since(story.messages.last().unwrap().at);
            assert!(story.status != Status::Resolved || idle < CLOSED_AFTER);
        }
    }

    #[test]
    fn there_is_work_left_and_most_is_done() {
        let stories = stories(5, 2_000);
        let open = stories.iter().filter(|s| s.status.is_open()).count();
        assert!((40..300).contains(&open), "{open} of 2000 are open");
        for status in Status::all() {
            assert!(stories.iter().any(|s| s.status == *status), "none is {status}");
        }
        let words: usize =
            stories.iter().flat_map(|s| &s.messages).map(|m| m.body.split_whitespace().count()).sum();
        let messages: usize = stories.iter().map(|s| s.messages.len()).sum();
        assert!((25..80).contains(&(words / messages)), "{} words a message", words / messages);
    }
}
