//! What a change would do to words that were sent already: which would be marked, which no longer. Pure. It shows
//! sentences, never who wrote them: names, addresses and ticket numbers are blanked out, and the order says nothing.

use super::Kind;
use super::change::Change;
use super::house::Settings;
use super::shelf::reader_of;
use crate::ids::TeamId;
use ::coach::{Detail, Draft, Finding, Profile, Reading, rules};
use std::collections::{BTreeSet, HashSet};

/// Sentences shown of each sort.
const SHOWN_MAX: usize = 20;
/// Characters shown on each side of a mark.
const SIDE_MAX: usize = 120;
/// Of a reply that is longer than this, the rest is not read.
const LENGTH_MAX: usize = 20_000;

/// Words of one sentence that are, or were, marked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sentence {
    pub before: String,
    pub marked: String,
    pub after: String,
}

/// A reply that was sent, with what it answered and how much its reader wants to know.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sent<'t> {
    pub text: &'t str,
    /// The requester's message; may be empty.
    pub inbound: &'t str,
    pub detail: Detail,
}

/// What a change does to some replies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trial {
    /// How many replies were read.
    pub read: usize,
    /// Replies with a mark more, with a mark less, and with other plain words suggested for a mark.
    pub gain: usize,
    pub lose: usize,
    pub reworded: usize,
    pub gained: Vec<Sentence>,
    pub lost: Vec<Sentence>,
}

/// Reads each reply as the coach reads now and as it would after a change that was found good. Words of `names` are
/// blanked out where they are written with a capital.
pub fn trial<'t>(
    settings: &Settings,
    change: &Change,
    replies: impl Iterator<Item = Sent<'t>>,
    names: &HashSet<String>,
) -> Trial {
    let team: Option<TeamId> = change.team(settings);
    let (now, then) = (reader_of(settings, team), reader_of(&settings.after(change), team));
    let mut trial = Trial::default();
    let (mut gained, mut lost) = (BTreeSet::new(), BTreeSet::new());
    for sent in replies {
        trial.read += 1;
        let characters: Vec<char> = sent.text.chars().take(LENGTH_MAX).collect();
        let text: String = characters.iter().collect();
        let inbound: String = sent.inbound.chars().take(LENGTH_MAX).collect();
        let read = |coach| {
            let inbound = Some(inbound.as_str()).filter(|words| !words.trim().is_empty());
            let profile = Profile { detail: sent.detail };
            let reading = Kind::Reply.read(coach, &Draft { inbound, profile, ..Draft::of(&text) });
            let lacks = lacks(&reading);
            let mut all = reading.findings;
            all.extend(reading.style);
            (all, lacks)
        };
        let ((before, lacked), (after, lacks)) = (read(&now), read(&then));
        let in_ = |one: &Finding, all: &[Finding]| all.iter().any(|other| same(one, other));
        let new: Vec<&Finding> = after.iter().filter(|one| !in_(one, &before)).collect();
        let gone: Vec<&Finding> = before.iter().filter(|one| !in_(one, &after)).collect();
        let reworded = |one: &Finding| before.iter().any(|b| same(b, one) && b.suggestion != one.suggestion);
        let missed = |lack: &&Lack| !lacked.contains(*lack);
        let met = |lack: &&Lack| !lacks.contains(*lack);
        trial.gain += usize::from(!new.is_empty() || lacks.iter().any(|lack| missed(&lack)));
        trial.lose += usize::from(!gone.is_empty() || lacked.iter().any(|lack| met(&lack)));
        gained.extend(lacks.iter().filter(missed).filter_map(|lack| lack.sentence(names)));
        lost.extend(lacked.iter().filter(met).filter_map(|lack| lack.sentence(names)));
        trial.reworded += usize::from(after.iter().any(reworded));
        gained.extend(new.iter().map(|one| sentence(&characters, one, names)));
        lost.extend(gone.iter().map(|one| sentence(&characters, one, names)));
    }
    trial.gained = gained.into_iter().take(SHOWN_MAX).collect();
    trial.lost = lost.into_iter().take(SHOWN_MAX).collect();
    trial
}

/// Something that the whole of a reply lacks; of a question that has no answer, its words.
#[derive(PartialEq, Eq)]
struct Lack(&'static str, String);

impl Lack {
    fn sentence(&self, names: &HashSet<String>) -> Option<Sentence> {
        let question: String = self.1.chars().take(2 * SIDE_MAX).collect();
        let marked = blanked(&question, names);
        (!marked.is_empty()).then(|| Sentence { before: String::new(), marked, after: String::new() })
    }
}

fn lacks(reading: &Reading) -> Vec<Lack> {
    let whole = [
        (reading.missing_next_step, rules::MISSING_NEXT_STEP.name),
        (reading.missing_acknowledgement, rules::MISSING_ACKNOWLEDGEMENT.name),
    ];
    let whole = whole.into_iter().filter(|(lacks, _)| *lacks).map(|(_, name)| Lack(name, String::new()));
    let questions = reading.unanswered.iter();
    whole.chain(questions.map(|q| Lack(rules::UNANSWERED_QUESTION.name, q.quote.clone()))).collect()
}

/// The same words marked for the same reason.
fn same(one: &Finding, other: &Finding) -> bool {
    (one.start, one.end, &one.rule) == (other.start, other.end, &other.rule)
}

fn sentence(text: &[char], mark: &Finding, names: &HashSet<String>) -> Sentence {
    let (start, end) = (mark.start.min(text.len()), mark.end.min(text.len()));
    let ends = |c: &char| matches!(c, '.' | '!' | '?' | '\n');
    let left = text[..start].iter().rev().take(SIDE_MAX).take_while(|c| !ends(c)).count();
    let right = text[end..].iter().take(SIDE_MAX).take_while(|c| !ends(c)).count();
    let part = |from: usize, to: usize| {
        let words: String = text[from..to].iter().collect();
        blanked(&words, names)
    };
    // A mark over several lines is one line here.
    Sentence {
        before: part(start - left, start).trim_start().to_owned(),
        marked: part(start, end),
        after: part(end, end + right).trim_end().to_owned(),
    }
}

/// Without names, addresses and numbers of tickets.
fn blanked(words: &str, names: &HashSet<String>) -> String {
    let mut out = String::with_capacity(words.len());
    for piece in words.split_inclusive(char::is_whitespace) {
        let (word, blank) = match piece.char_indices().next_back() {
            Some((at, c)) if c.is_whitespace() => (&piece[..at], " "),
            _ => (piece, ""),
        };
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let numbered = word.contains('#') && bare.chars().any(|c| c.is_ascii_digit());
        let is_name = || {
            !bare.starts_with(char::is_lowercase)
                && crate::words::words(bare).iter().any(|part| names.contains(part))
        };
        if numbered || word.contains('@') || word.contains("://") || (!bare.is_empty() && is_name()) {
            let at = word.find(bare).unwrap_or(0);
            let hash = word[..at].ends_with('#');
            out.push_str(word[..at].trim_end_matches('#'));
            out.push_str(if hash { "#…" } else { "…" });
            out.push_str(&word[at + bare.len()..]);
        } else {
            out.push_str(word);
        }
        out.push_str(blank);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(list: &[&str]) -> HashSet<String> {
        list.iter().map(|name| (*name).to_owned()).collect()
    }

    fn off(rule: &str) -> Change {
        Change::SwitchOff { rule: rule.to_owned(), team: None }
    }

    fn texts<'t>(texts: &'t [&'t str]) -> impl Iterator<Item = Sent<'t>> {
        texts.iter().map(|text| Sent { text, ..Sent::default() })
    }

    #[test]
    fn a_reply_is_read_beside_what_it_answers_and_for_its_reader() {
        let sent = |detail| Sent {
            text: "The VLAN of your building is back.",
            inbound: "Is the VLAN of my building back, Ana? What does a new keyboard cost?",
            detail,
        };
        let nobody = names(&["ana"]);
        let alone = Sent { inbound: "", ..sent(Detail::Plain) };
        let lost = |rule, sent| trial(&Settings::default(), &off(rule), [sent].into_iter(), &nobody).lose;
        // A term that they used themselves is theirs, and one who wants full detail knows it.
        assert_eq!(lost("plain_words", alone), 1);
        assert_eq!(lost("plain_words", sent(Detail::Plain)), 0);
        assert_eq!(lost("plain_words", Sent { detail: Detail::Full, ..alone }), 0);
        let trial = trial(
            &Settings::default(),
            &off("unanswered_question"),
            [sent(Detail::Plain), alone].into_iter(),
            &nobody,
        );
        assert_eq!((trial.read, trial.lose), (2, 1));
        assert!(trial.lost[0].marked.contains("new keyboard cost"), "{:?}", trial.lost);
    }

    #[test]
    fn switching_a_rule_off_takes_its_marks_and_shows_the_sentences() {
        let sent = [
            "Hello. You broke the printer again, Ana. See you.",
            "All is well.",
            "You broke the printer again, Ana.",
        ];
        let trial = trial(&Settings::default(), &off("you_broke"), texts(&sent), &names(&["ana"]));
        assert_eq!((trial.read, trial.gain, trial.lose), (3, 0, 2));
        let shown: Vec<String> =
            trial.lost.iter().map(|s| format!("{}[{}]{}", s.before, s.marked, s.after)).collect();
        // Twice the same is once, and nobody is named.
        assert_eq!(shown.len(), 1, "{shown:?}");
        assert!(shown[0].contains("You broke the printer") && !shown[0].contains("Ana"), "{shown:?}");
    }

    #[test]
    fn what_changes_nothing_shows_nothing() {
        let trial = trial(&Settings::default(), &off("obviously"), texts(&["You broke it."]), &names(&[]));
        assert_eq!(trial, Trial { read: 1, ..Trial::default() });
    }

    #[test]
    fn names_addresses_and_numbers_are_blanked_out_and_words_are_not() {
        let blank = |text| blanked(text, &names(&["will", "berg"]));
        assert_eq!(
            blank("Will wrote to (bo@desk.example) about #1042; it will work."),
            "… wrote to (…) about #…; it will work."
        );
        assert_eq!(blank("Mr Berg's laptop"), "Mr … laptop");
        assert_eq!(blank("see https://desk.example/desk/tickets/1042 now"), "see … now");
        assert_eq!(blank(""), "");
    }
}
