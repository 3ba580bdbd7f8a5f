//! From the coach's reading of a draft to the words beneath it. Pure: text, reading and promises in, view out.

use crate::clock::At;
use crate::coach::pages::{CoachMark, Coached, Meter, Offer, Piece, Remark, Waiting};
use crate::coach::{GRADE_MAX, HARD_TO_READ};
use crate::http::moment::Reader;
use crate::promise::words;
use crate::promise::{self, Promise};
use ::coach::{Finding, Label, Reading, rules};
use jiff::Zoned;
use jiff::tz::TimeZone;
use std::collections::HashMap;

/// Items shown of one draft; whoever has more begins with these.
const MARKS_MAX: usize = 40;
const MEANS_MAX: usize = 8;

/// What was chosen on the page before the draft was read again.
#[derive(Clone, Debug, Default)]
pub(super) struct Chosen {
    /// Accepted offers: words and the due time as the field holds it.
    pub accepted: HashMap<String, String>,
    /// Fate, new time and reason for each open promise.
    pub fates: HashMap<String, (String, String, String)>,
    /// Something is attached.
    pub has_files: bool,
}

/// Who writes to whom, and when.
pub(super) struct Desk<'a> {
    pub reader: &'a Reader,
    pub now: At,
    pub to_name: &'a str,
    /// The requester's zone; none when it is the desk's.
    pub theirs: Option<TimeZone>,
}

/// What the coach found in a reply's or a note's words.
pub(super) fn marks(text: &str, reading: &Reading) -> Vec<CoachMark> {
    let mut all: Vec<&Finding> = reading.findings.iter().chain(&reading.style).collect();
    all.sort_by_key(|f| (f.start, f.end));
    all.truncate(MARKS_MAX);
    let mut place = Place::of(text);
    all.into_iter()
        .map(|f| {
            let (look, kind) = look(f.label);
            let suggestion = f.suggestion.as_deref().unwrap_or_default().to_owned();
            let (instead, advice) = match f.replaces {
                true => (fitted(f.label, &suggestion, &f.quote), String::new()),
                false => (String::new(), suggestion),
            };
            CoachMark {
                look,
                kind,
                rule: f.rule.to_string(),
                start: place.at(f.start),
                end: place.at(f.end),
                quote: f.quote.clone(),
                reason: f.reason.to_string(),
                instead,
                cut: advice == "Leave it out.",
                advice,
            }
        })
        .collect()
}

fn look(label: Label) -> (&'static str, &'static str) {
    match label {
        Label::Rude => ("person", "Harsh"),
        Label::Blame => ("person", "Sounds like blame"),
        Label::Condescension => ("person", "Talks down"),
        Label::Dismissal => ("person", "Waves it away"),
        Label::Absolutes => ("claim", "More than we can know"),
        Label::Legalistic => ("claim", "Sounds like a contract"),
        Label::Jargon => ("word", "A word of ours"),
        Label::Wordy => ("style", "Shorter"),
        Label::LongSentence => ("style", "Long"),
        Label::NoOwnerOrTime => ("style", "Who, and when"),
    }
}

/// The wording as it can stand in the quote's place: with its first letter, and an explanation after the term rather
/// than in its stead (“the VLAN (a separate part of the network)”).
fn fitted(label: Label, suggestion: &str, quote: &str) -> String {
    let explains = ["a ", "an ", "the "].iter().any(|article| suggestion.starts_with(article));
    if label == Label::Jargon && explains {
        return format!("{quote} ({suggestion})");
    }
    let capital = quote.chars().next().is_some_and(char::is_uppercase)
        && !quote.chars().nth(1).is_some_and(char::is_uppercase);
    let mut letters = suggestion.chars();
    match letters.next() {
        Some(first) if capital => first.to_uppercase().chain(letters).collect(),
        _ => suggestion.to_owned(),
    }
}

/// What the whole lacks, in words for the writer.
pub(super) fn remarks(reading: &Reading, too_hard: bool, to_name: &str) -> Vec<Remark> {
    let mut remarks = Vec::new();
    if too_hard {
        let grade = whole(reading.reading_grade.clamp(0.0, 20.0).round());
        let easy = whole(GRADE_MAX);
        remarks.push(Remark {
            rule: HARD_TO_READ,
            kind: "Hard to read",
            reason: format!("It needs about {grade} years of school; up to {easy} reach everybody. Try shorter sentences and everyday words."),
            quote: String::new(),
        });
    }
    if reading.missing_acknowledgement {
        remarks.push(Remark {
            rule: rules::MISSING_ACKNOWLEDGEMENT.name,
            kind: "No word for the person",
            reason: format!("{to_name} is upset or held up, and nothing says that you saw it."),
            quote: String::new(),
        });
    }
    remarks.extend(reading.unanswered.iter().take(5).map(|question| Remark {
        rule: rules::UNANSWERED_QUESTION.name,
        kind: "No answer yet",
        reason: "The draft neither answers nor says when it will.".to_owned(),
        quote: question.quote.clone(),
    }));
    if reading.missing_next_step {
        remarks.push(Remark {
            rule: rules::MISSING_NEXT_STEP.name,
            kind: "No next step",
            reason: format!("Say what you do next, or what {to_name} can do."),
            quote: String::new(),
        });
    }
    remarks
}

pub(super) fn meter(text: &str, reading: &Reading) -> Meter {
    let grade = reading.reading_grade.clamp(0.0, 20.0).round();
    let polite = (reading.politeness.score.clamp(0.0, 1.0) * 100.0).round();
    let quote = |start: usize, end: usize| text.chars().skip(start).take(end.saturating_sub(start)).collect();
    let mut means: Vec<(&'static str, bool, String)> = Vec::new();
    for strategy in &reading.politeness.strategies {
        let name = means_words(strategy.name);
        if means.len() < MEANS_MAX && !means.iter().any(|(known, ..)| *known == name) {
            means.push((name, strategy.polite, quote(strategy.start, strategy.end)));
        }
    }
    Meter {
        grade_words: match grade {
            g if g <= 6.0 => "easy to read",
            g if g <= 9.0 => "fairly easy to read",
            g if g <= 12.0 => "a little hard to read",
            _ => "hard to read",
        },
        grade: whole(grade),
        tone: match polite {
            // Friendly means beside words that hurt make no friendly reply.
            _ if reading.findings.iter().any(|f| look(f.label).0 == "person") => "mixed",
            p if p >= 60.0 => "warm",
            p if p >= 35.0 => "plain",
            _ => "cool",
        },
        polite: whole(polite),
        means,
    }
}

/// A rounded figure of at most a hundred as a whole number.
fn whole(figure: f64) -> u32 {
    (0..=100).find(|n| f64::from(*n) >= figure).unwrap_or(100)
}

/// The coach's names of means, in words for people.
fn means_words(name: &str) -> &'static str {
    match name {
        "gratitude" => "thanks",
        "apology" => "a word of regret",
        "deference" => "credit to them",
        "greeting" => "a greeting",
        "empathy" => "sees how it is for them",
        "please" => "please",
        "please_start" => "please at the start",
        "counterfactual_modal" => "could, would",
        "indicative_modal" => "can, will",
        "indirect" => "asks in passing",
        "hedges" => "careful words",
        "first_person_plural" => "we",
        "positive_words" => "good words",
        "direct_start" => "a direct start",
        "direct_question" => "a direct question",
        "orders" => "an order",
        "negative_words" => "bad words",
        _ => "other means",
    }
}

/// The promises of a draft beside those that are open already: what is new is offered, what names a new time for an
/// open one renews it, what fulfils one seems to keep it.
pub(super) fn promises(
    text: &str,
    found: &[::coach::Promise],
    open: &[(Promise, String)],
    chosen: &Chosen,
    desk: &Desk,
) -> (Vec<Offer>, Vec<Waiting>) {
    let mut taken = vec![false; found.len()];
    let waiting = open
        .iter()
        .map(|(promise, owner)| {
            let same = found.iter().position(|f| words::is_about(&promise.words, &f.quote));
            let renewal = same.and_then(|at| {
                if let Some(taken) = taken.get_mut(at) {
                    *taken = true;
                }
                found.get(at)
            });
            one_waiting(text, promise, owner, renewal, chosen, desk)
        })
        .collect();
    let mut place = Place::of(text);
    let offers = found
        .iter()
        .zip(taken)
        .filter(|(_, taken)| !taken)
        .enumerate()
        .map(|(number, (found, _))| {
            let words = said_words(&found.quote);
            let stop = full_stop(&found.quote);
            let shown: String = words.chars().take(promise::WORDS_LENGTH_MAX).collect();
            let sent = chosen.accepted.get(&shown);
            // “Today”, said after work: the person says until when.
            let due = found.due.as_ref().filter(|due| due.timestamp() > desk.now.timestamp());
            let local = due.map(|due| field(due, &desk.reader.zone)).unwrap_or_default();
            Offer {
                number,
                start: place.at(found.start),
                end: place.at(found.end - stop),
                words: shown,
                due: due.map(|due| said(due, desk)).unwrap_or_default(),
                theirs: due.map(|due| theirs(due, desk)).unwrap_or_default(),
                local: sent.cloned().unwrap_or(local),
                accepted: sent.is_some(),
            }
        })
        .collect();
    (offers, waiting)
}

/// A promise's words without the full stop that ends them.
fn said_words(quote: &str) -> &str {
    quote.trim_end_matches(['.', '!', ',', ';', ' '])
}

/// Characters of the full stop that ends a promise.
fn full_stop(quote: &str) -> usize {
    quote.chars().count() - said_words(quote).chars().count()
}

fn one_waiting(
    text: &str,
    promise: &Promise,
    owner: &str,
    renewal: Option<&::coach::Promise>,
    chosen: &Chosen,
    desk: &Desk,
) -> Waiting {
    let due = promise.due_at.timestamp().to_zoned(desk.reader.zone.clone());
    // Said again with the time it has: nothing new.
    let new = renewal
        .and_then(|r| r.due.clone())
        .filter(|new| field(new, &desk.reader.zone) != field(&due, &desk.reader.zone));
    let span = renewal.filter(|_| new.is_some()).map_or((0, 0), |r| {
        let mut place = Place::of(text);
        (place.at(r.start), place.at(r.end - full_stop(&r.quote)))
    });
    let id = promise.id.to_string();
    let (fate, sent_due, sent_reason) = chosen.fates.get(&id).cloned().unwrap_or_default();
    let or = |sent: String, otherwise: String| if sent.is_empty() { otherwise } else { sent };
    Waiting {
        seems: match (&new, renewal) {
            (Some(_), _) => "renewed",
            (None, Some(_)) => "",
            (None, None) if promise::seems_kept(&promise.words, text, chosen.has_files) => "kept",
            (None, None) => "",
        },
        words: promise.words.clone(),
        owner: owner.to_owned(),
        due: said(&due, desk),
        late: promise.due_at <= desk.now,
        local: or(sent_due, new.as_ref().map(|new| field(new, &desk.reader.zone)).unwrap_or_default()),
        start: span.0,
        end: span.1,
        new_due: new.as_ref().map(|new| said(new, desk)).unwrap_or_default(),
        reason: or(
            sent_reason,
            renewal.filter(|_| new.is_some()).map(|r| words::reason(&r.quote, text)).unwrap_or_default(),
        ),
        fate,
        id,
    }
}

/// As a field for date and time holds it, in the writer's zone, to the whole minute at or after it.
fn field(due: &Zoned, zone: &TimeZone) -> String {
    let up = At(due.timestamp().as_microsecond()).plus(crate::clock::MINUTE - 1);
    up.timestamp().to_zoned(zone.clone()).strftime("%Y-%m-%dT%H:%M").to_string()
}

fn said(due: &Zoned, desk: &Desk) -> String {
    due.with_time_zone(desk.reader.zone.clone()).strftime("%a %-d %b, %H:%M").to_string()
}

/// What the requester's clock shows then, where it shows something else.
fn theirs(due: &Zoned, desk: &Desk) -> String {
    let Some(zone) = &desk.theirs else { return String::new() };
    let (ours, theirs) = (due.with_time_zone(desk.reader.zone.clone()), due.with_time_zone(zone.clone()));
    match (ours.datetime() == theirs.datetime(), ours.date() == theirs.date()) {
        (true, _) => String::new(),
        (false, true) => format!("{} for {}", theirs.strftime("%H:%M"), desk.to_name),
        (false, false) => format!("{} for {}", theirs.strftime("%a %H:%M"), desk.to_name),
    }
}

/// A text cut where its marks begin and end; where two overlap, the first is drawn.
pub(super) fn pieces(text: &str, marks: &[CoachMark]) -> Vec<Piece> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let part = |from: usize, to: usize, look| Piece {
        text: String::from_utf16_lossy(units.get(from..to).unwrap_or_default()),
        look,
    };
    let (mut pieces, mut at) = (Vec::new(), 0);
    for mark in marks.iter().filter(|mark| mark.end > mark.start) {
        if mark.start < at {
            continue;
        }
        pieces.push(part(at, mark.start, ""));
        pieces.push(part(mark.start, mark.end, mark.look));
        at = mark.end;
    }
    pieces.push(part(at, units.len(), ""));
    pieces.retain(|piece| !piece.text.is_empty());
    pieces
}

/// Characters to UTF-16 units, asked in ascending order or not.
struct Place<'t> {
    text: &'t str,
    is_ascii: bool,
}

impl<'t> Place<'t> {
    fn of(text: &'t str) -> Place<'t> {
        Place { text, is_ascii: text.is_ascii() }
    }

    fn at(&mut self, character: usize) -> usize {
        if self.is_ascii { character } else { self.text.chars().take(character).map(char::len_utf16).sum() }
    }
}

/// Which promises may be spoken of beside a draft: the open ones.
pub(super) fn is_open(promise: &Promise) -> bool {
    promise.state == promise::State::Open
}

/// A part with nothing to say of words that are not there.
pub(super) fn nothing() -> Coached {
    Coached::default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::coach::{Coach, Draft, Moment, Workday};

    fn between(text: &str, start: usize, end: usize) -> String {
        let units: Vec<u16> = text.encode_utf16().collect();
        String::from_utf16(units.get(start..end).unwrap_or_default()).unwrap_or_default()
    }

    fn reader() -> Reader {
        Reader { zone: TimeZone::get("Europe/Stockholm").expect("the zone") }
    }

    fn offers(text: &str) -> Vec<Offer> {
        let (now, reader) = (crate::testing::START, reader());
        let moment =
            Moment { now: now.timestamp().to_zoned(reader.zone.clone()), workday: Workday::default() };
        let found = ::coach::promise::find(text, &moment);
        let desk = Desk { reader: &reader, now, to_name: "Ana", theirs: None };
        promises(text, &found, &[], &Chosen::default(), &desk).0
    }

    proptest::proptest! {
        /// Scripts count in UTF-16: a picture or an accent before the words must not move a mark.
        #[test]
        fn marks_and_offers_stand_where_scripts_look_for_them(before in "[ a-zé🙏𝄞\n]{0,30}") {
            let text = format!("{before}\n\nYou broke the VLAN. I'll call you tomorrow morning.");
            for mark in marks(&text, &Coach::shared().reply(&Draft::of(&text))) {
                proptest::prop_assert_eq!(between(&text, mark.start, mark.end), mark.quote);
            }
            let marks = marks(&text, &Coach::shared().reply(&Draft::of(&text)));
            let pieces = pieces(&text, &marks);
            let whole: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
            proptest::prop_assert_eq!(&whole, &text);
            proptest::prop_assert!(pieces.iter().any(|piece| piece.look == "person"));
            for offer in offers(&text) {
                proptest::prop_assert_eq!(between(&text, offer.start, offer.end), offer.words);
            }
        }
    }

    #[test]
    fn today_said_after_work_leaves_the_time_to_the_writer() {
        let early = offers("I'll look at it today.");
        assert_eq!(
            (early[0].due.as_str(), early[0].local.as_str()),
            ("Tue 24 Nov, 17:00", "2026-11-24T17:00")
        );
        let (late, reader) = (crate::testing::START.plus(8 * crate::clock::HOUR), reader());
        let now = late.timestamp().to_zoned(reader.zone.clone());
        let found =
            ::coach::promise::find("I'll look at it today.", &Moment { now, workday: Workday::default() });
        let desk = Desk { reader: &reader, now: late, to_name: "Ana", theirs: None };
        let (offers, _) = promises("I'll look at it today.", &found, &[], &Chosen::default(), &desk);
        assert_eq!((offers[0].due.as_str(), offers[0].local.as_str()), ("", ""));
    }

    #[test]
    fn a_wording_takes_the_first_letter_of_what_it_replaces() {
        assert_eq!(fitted(Label::Wordy, "to", "In order to"), "To");
        assert_eq!(fitted(Label::Wordy, "to", "in order to"), "to");
        assert_eq!(fitted(Label::Jargon, "sign-in", "SSO"), "sign-in");
        assert_eq!(fitted(Label::Jargon, "a part of the network", "VLAN"), "VLAN (a part of the network)");
    }
}
