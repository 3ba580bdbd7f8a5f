//! What people write to a service desk and what it answers: our own sentences, in a few languages, with gaps for
//! names, machines and numbers. A thread picks from one topic, so that it makes sense.

mod de;
mod en;
mod en_more;
mod fr;
pub mod names;
mod sv;

use super::chance::Chance;
use crate::ticket::Kind;
use std::fmt::Write;

/// How one language greets, thanks and takes its leave.
pub struct Tongue {
    /// BCP 47.
    pub code: &'static str,
    pub greetings: &'static [&'static str],
    pub closings: &'static [&'static str],
    pub agent_greetings: &'static [&'static str],
    pub agent_closings: &'static [&'static str],
    pub thanks: &'static [&'static str],
    /// Good for any topic, in a first message.
    pub asides: &'static [&'static str],
    /// The requester asks again.
    pub nudges: &'static [&'static str],
    /// Before quoted text, with `{person}` and `{date}`.
    pub wrote: &'static str,
    pub topics: &'static [&'static [Topic]],
}

/// One kind of trouble: what is said about it, by whom.
pub struct Topic {
    pub service: &'static str,
    pub team: &'static str,
    pub kind: Kind,
    pub tags: &'static [&'static str],
    pub subjects: &'static [&'static str],
    pub openings: &'static [&'static str],
    pub details: &'static [&'static str],
    /// The agent asks back; the requester answers.
    pub questions: &'static [&'static str],
    pub answers: &'static [&'static str],
    /// Among colleagues.
    pub notes: &'static [&'static str],
    pub fixes: &'static [&'static str],
}

pub const TONGUES: [&Tongue; 4] = [&en::TONGUE, &de::TONGUE, &fr::TONGUE, &sv::TONGUE];
/// How many of a hundred people write in each.
pub const SHARES: [u64; 4] = [76, 13, 5, 6];

/// What fills the gaps of one thread.
pub struct Facts {
    pairs: Vec<(&'static str, String)>,
}

impl Facts {
    /// Drawn once a thread: the machine of the first message is the machine of the last.
    pub fn draw(chance: &mut Chance, requester: &str, colleague: &str) -> Facts {
        let device =
            format!("{}-{:05}", chance.word(&["NB", "PC", "TB", "MB"]), chance.between(10_000, 99_999));
        let host = format!(
            "srv-{}-{:02}",
            chance.word(&["file", "app", "print", "auth", "db", "web", "back"]),
            chance.between(1, 60)
        );
        let error = match chance.below(4) {
            0 => format!("0x8007{:04x}", chance.between(0, 0xffff)),
            1 => format!(
                "ERR_{}_{}",
                chance.word(&["TLS", "AUTH", "SYNC", "IO", "QUOTA"]),
                chance.between(100, 999)
            ),
            2 => format!(
                "{}-{:05}",
                chance.word(&["SAP", "VPN", "HR", "CRM", "WLAN"]),
                chance.between(0, 99_999)
            ),
            _ => format!("E{:06}", chance.between(0, 999_999)),
        };
        let first = requester.split(' ').next().unwrap_or(requester).to_owned();
        let pairs = vec![
            ("device", device),
            ("host", host),
            ("error", error),
            ("me", first),
            ("full", requester.to_owned()),
            ("colleague", colleague.to_owned()),
            ("room", format!("{}.{:02}", chance.between(0, 6), chance.between(1, 48))),
            ("site", chance.word(names::SITES).to_owned()),
            ("department", chance.word(names::DEPARTMENTS).to_owned()),
            ("printer", format!("{}-{:03}", chance.word(&["PR", "MFP"]), chance.between(1, 240))),
            ("app", chance.word(names::APPS).to_owned()),
            ("phone", format!("{}", chance.between(2_000, 8_999))),
            ("day", chance.word(&["12", "14", "17", "21", "24", "28", "3", "6", "9"]).to_owned()),
            ("hour", format!("{}:{:02}", chance.between(7, 17), chance.between(0, 11) * 5)),
            ("count", format!("{}", chance.between(2, 40))),
            ("minutes", format!("{}", chance.between(2, 9) * 5)),
            (
                "version",
                format!("{}.{}.{}", chance.between(1, 24), chance.between(0, 12), chance.between(0, 90)),
            ),
            ("file", format!("{}_{}.xlsx", chance.word(names::FILES), chance.between(2019, 2026))),
            ("order", format!("PO-{}", chance.between(40_000, 99_999))),
            (
                "address",
                format!("10.{}.{}.{}", chance.between(0, 40), chance.between(0, 255), chance.between(2, 254)),
            ),
        ];
        Facts { pairs }
    }

    /// Facts of one's own choice.
    pub fn of(pairs: Vec<(&'static str, String)>) -> Facts {
        Facts { pairs }
    }

    pub fn set(&mut self, name: &'static str, value: String) {
        self.pairs.retain(|(known, _)| *known != name);
        self.pairs.push((name, value));
    }

    /// The sentence with its gaps filled; an unknown gap stays as it is, which a test looks for.
    pub fn fill(&self, sentence: &str) -> String {
        let mut text = String::with_capacity(sentence.len() + 32);
        let mut rest = sentence;
        while let Some((before, after)) = rest.split_once('{') {
            text.push_str(before);
            let (gap, after) = after.split_once('}').unwrap_or((after, ""));
            match self.pairs.iter().find(|(name, _)| *name == gap) {
                Some((_, value)) => text.push_str(value),
                None => {
                    let _ = write!(text, "{{{gap}}}");
                }
            }
            rest = after;
        }
        text.push_str(rest);
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_gap_of_every_sentence_is_filled() {
        let mut chance = Chance::new(1, "gaps", 0);
        let mut facts = Facts::draw(&mut chance, "Ana Lind", "Bo Berg");
        facts.set("person", "Bo Berg".to_owned());
        facts.set("date", "2026-11-24".to_owned());
        facts.set("agent", "Bo".to_owned());
        for tongue in TONGUES {
            let general = [
                tongue.greetings,
                tongue.closings,
                tongue.agent_greetings,
                tongue.agent_closings,
                tongue.thanks,
                tongue.asides,
                tongue.nudges,
                &[tongue.wrote],
            ];
            let topics = tongue.topics.iter().copied().flatten();
            let parts = topics
                .flat_map(|t| [t.subjects, t.openings, t.details, t.questions, t.answers, t.notes, t.fixes]);
            for sentences in general.into_iter().chain(parts) {
                assert!(!sentences.is_empty(), "{}", tongue.code);
                for sentence in sentences {
                    let filled = facts.fill(sentence);
                    assert!(!filled.contains(['{', '}']), "{filled}");
                }
            }
        }
        assert_eq!(SHARES.iter().sum::<u64>(), 100);
    }
}
