//! Reads the threads of the demo: plain text that somebody wrote by hand, one conversation after the other.

use crate::clock::{DAY, HOUR, MINUTE};
use crate::ticket::{Blocked, Impact, Kind, Then, Urgency, Via};

/// One conversation as it was written, with gaps for names and places.
#[derive(Clone, Debug, Default)]
pub struct Thread {
    /// Several ways to put it, with ` | ` between.
    pub subject: String,
    pub service: String,
    pub team: String,
    pub kind: Option<Kind>,
    pub tags: Vec<String>,
    pub impact: Option<Impact>,
    pub urgency: Option<Urgency>,
    pub blocked: Option<Blocked>,
    /// Others report the same at the same time.
    pub is_outbreak: bool,
    pub turns: Vec<Turn>,
}

#[derive(Clone, Debug)]
pub struct Turn {
    pub act: Act,
    /// Microseconds after the turn before.
    pub after: i64,
    /// Why what was promised before gets the new time that this answer names.
    pub renews: Option<String>,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    Ask {
        via: Via,
        with_file: bool,
    },
    Reply(Then),
    /// The requester goes on.
    Answer,
    Thanks,
    Note,
    Snooze(i64),
    Hold,
}

/// All threads of the text, or what is wrong with it.
pub fn read(text: &str) -> Result<Vec<Thread>, String> {
    text.split("\n== ").map(|part| thread(part.trim_start_matches("== "))).collect()
}

fn thread(text: &str) -> Result<Thread, String> {
    let (subject, rest) = text.split_once('\n').ok_or("a thread without an end to its subject")?;
    let wrong = |what: &str| format!("{subject}: {what}");
    let (head, turns) = rest.split_once("-- ").ok_or_else(|| wrong("nobody says anything"))?;
    let mut thread = Thread { subject: subject.trim().to_owned(), ..Thread::default() };
    for line in head.lines().filter(|line| !line.trim().is_empty()) {
        let (name, value) = line.split_once(": ").ok_or_else(|| wrong(line))?;
        let value = value.trim();
        let told =
            |result: Result<(), ::store::UnknownWord>| result.map_err(|error| wrong(&error.to_string()));
        match name {
            "service" => thread.service = value.to_owned(),
            "team" => thread.team = value.to_owned(),
            "tags" => thread.tags = value.split(", ").map(str::to_owned).collect(),
            "kind" => told(value.parse().map(|v| thread.kind = Some(v)))?,
            "impact" => told(value.parse().map(|v| thread.impact = Some(v)))?,
            "urgency" => told(value.parse().map(|v| thread.urgency = Some(v)))?,
            "blocked" => told(value.parse().map(|v| thread.blocked = Some(v)))?,
            "outbreak" => thread.is_outbreak = true,
            _ => return Err(wrong(line)),
        }
    }
    for part in turns.split("\n-- ") {
        thread.turns.push(turn(part).ok_or_else(|| wrong(part))?);
    }
    match thread.turns.first() {
        Some(Turn { act: Act::Ask { .. }, .. }) => Ok(thread),
        _ => Err(wrong("it does not begin with a question")),
    }
}

fn turn(text: &str) -> Option<Turn> {
    let (line, text) = text.split_once('\n').unwrap_or((text, ""));
    let (line, renews) = match line.split_once(" renew: ") {
        Some((line, reason)) => (line, Some(reason.trim().to_owned())),
        None => (line, None),
    };
    let mut words = line.split_whitespace();
    let what = words.next()?;
    let words: Vec<&str> = words.collect();
    let has = |word: &str| words.contains(&word);
    let after = words.iter().find_map(|word| span(word.strip_prefix('+')?)).unwrap_or(0);
    let act = match what {
        "ask" => {
            Act::Ask { via: if has("portal") { Via::Portal } else { Via::Mail }, with_file: has("file") }
        }
        "reply" if has("wait") => Act::Reply(Then::Wait),
        "reply" if has("resolve") => Act::Reply(Then::Resolve),
        "reply" => Act::Reply(Then::KeepOpen),
        "answer" => Act::Answer,
        "thanks" => Act::Thanks,
        "note" => Act::Note,
        "snooze" => Act::Snooze(span(words.first()?)?),
        "hold" => Act::Hold,
        _ => return None,
    };
    Some(Turn { act, after, renews, text: text.trim().to_owned() })
}

/// `25m`, `3h`, `2d`.
fn span(text: &str) -> Option<i64> {
    let unit = match text.chars().last()? {
        'm' => MINUTE,
        'h' => HOUR,
        'd' => DAY,
        _ => return None,
    };
    Some(text[..text.len() - 1].parse::<i64>().ok()? * unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thread_is_read_with_its_turns() {
        let text = "== Lift stuck in {building}\nservice: Lifts\nteam: House\nkind: incident\ntags: lift, house\n\
                    -- ask portal file\nHelp!\n\nAna\n-- reply +5m wait\nComing.\n-- snooze 2d\n== Next\nteam: A\n-- ask mail\nHi";
        let threads = read(text).unwrap();
        assert_eq!(threads.len(), 2);
        let first = &threads[0];
        assert_eq!(
            (first.subject.as_str(), first.tags.len(), first.turns.len()),
            ("Lift stuck in {building}", 2, 3)
        );
        assert_eq!(first.turns[0].act, Act::Ask { via: Via::Portal, with_file: true });
        assert_eq!(first.turns[0].text, "Help!\n\nAna");
        assert_eq!((first.turns[1].act, first.turns[1].after), (Act::Reply(Then::Wait), 5 * MINUTE));
        assert_eq!(first.turns[2].act, Act::Snooze(2 * DAY));
        let late =
            &read("== A\n-- ask mail\nx\n-- reply +2h wait renew: the part is late\ny").unwrap()[0].turns[1];
        assert_eq!((late.after, late.renews.as_deref()), (2 * HOUR, Some("the part is late")));
    }

    #[test]
    fn a_slip_in_the_text_is_told() {
        for wrong in
            ["== A\nkind: riddle\n-- ask mail\nx", "== A\n-- sing\nx", "== A\nteam: B", "== A\n-- note\nx"]
        {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
