//! From parts to small programs over word numbers, and the automaton of anchors.

use super::matcher::{Step, Test};
use super::parse::{Part, parse};
use crate::lexicon::{Classes, Lexicon, WordHasher, looks};
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

/// Takes in patterns, each under a number that its hits carry.
#[derive(Default)]
pub struct Builder {
    patterns: Vec<(u32, Vec<Part>)>,
}

/// Patterns that are looked for together.
pub struct Set {
    pub(super) programs: Vec<Program>,
    pub(super) automaton: Option<AhoCorasick>,
    /// For each anchor of the automaton: where it stands in which programs.
    pub(super) anchored: Vec<Vec<Anchored>>,
}

/// One pattern, ready to run.
pub(super) struct Program {
    pub number: u32,
    pub steps: Vec<Step>,
}

/// A program that holds an anchor this many tokens after its beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Anchored {
    pub program: u32,
    pub least: u8,
    pub most: u8,
}

/// A part with more words than this is no anchor.
const ANCHOR_WORDS_MAX: usize = 240;

/// Two words together are an anchor only when there are no more pairs than this.
const PAIRS_MAX: usize = 64;

/// An anchor further from the beginning than this is none.
const DISTANCE_MAX: usize = 24;

impl Builder {
    pub fn add(&mut self, number: u32, pattern: &str) {
        self.add_parts(number, parse(pattern));
    }

    /// A pattern that is in parts already.
    pub fn add_parts(&mut self, number: u32, parts: Vec<Part>) {
        self.patterns.push((number, parts));
    }

    /// Every word of the patterns becomes a word of the lexicon. A pattern without a word of its own is never found.
    pub fn build(self, lexicon: &mut Lexicon) -> Set {
        let mut programs = Vec::new();
        let mut anchors: BTreeMap<String, Vec<Anchored>> = BTreeMap::new();
        for (number, parts) in &self.patterns {
            let mut steps = Vec::new();
            write(parts, &mut steps, lexicon);
            steps.push(Step::Found);
            let Some((_, places)) = best_anchor(parts, lexicon) else { continue };
            let program = programs.len() as u32;
            programs.push(Program { number: *number, steps });
            for Place { words, least, most } in places {
                let (Ok(least), Ok(most)) = (u8::try_from(least), u8::try_from(most)) else { continue };
                anchors.entry(words).or_default().push(Anchored { program, least, most });
            }
        }
        let automaton = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .match_kind(MatchKind::Standard)
            .build(anchors.keys())
            .ok();
        Set { programs, automaton, anchored: anchors.into_values().collect() }
    }
}

impl Set {
    /// Anchors looked for, and programs behind them.
    pub fn size(&self) -> (usize, usize) {
        (self.anchored.len(), self.programs.len())
    }
}

fn write(parts: &[Part], steps: &mut Vec<Step>, lexicon: &mut Lexicon) {
    for part in parts {
        match part {
            Part::One { choices, optional } => {
                let one = Step::One(test(choices, lexicon));
                if *optional {
                    steps.push(Step::Split(steps.len() + 1, steps.len() + 2));
                }
                steps.push(one);
            }
            Part::Group { options, optional } => write_group(options, *optional, steps, lexicon),
            Part::Not(choices) => steps.push(Step::Not(test(choices, lexicon))),
            Part::NotAfter(choices) => steps.push(Step::NotAfter(test(choices, lexicon))),
            Part::Gap(most) => steps.push(Step::Gap(*most)),
            Part::SentenceStart => steps.push(Step::SentenceStart),
            Part::SentenceEnd => steps.push(Step::SentenceEnd),
            Part::ClauseStart => steps.push(Step::ClauseStart),
            Part::ClauseEnd => steps.push(Step::ClauseEnd),
            Part::Open => steps.push(Step::Open),
            Part::Close => steps.push(Step::Close),
            Part::RestOfClause => steps.push(Step::RestOfClause),
            Part::RestOfSentence => steps.push(Step::RestOfSentence),
        }
    }
}

fn write_group(options: &[Vec<Part>], optional: bool, steps: &mut Vec<Step>, lexicon: &mut Lexicon) {
    let mut jumps = Vec::new();
    let mut last_split = None;
    for (at, option) in options.iter().enumerate() {
        let is_last = at + 1 == options.len() && !optional;
        let split = steps.len();
        if !is_last {
            steps.push(Step::Split(split + 1, 0));
            last_split = Some(split);
        }
        write(option, steps, lexicon);
        if !is_last {
            jumps.push(steps.len());
            steps.push(Step::Jump(0));
            let next = steps.len();
            if let Some(Step::Split(_, other)) = steps.get_mut(split) {
                *other = next;
            }
        }
    }
    let end = steps.len();
    for jump in jumps {
        if let Some(step) = steps.get_mut(jump) {
            *step = Step::Jump(end);
        }
    }
    if optional
        && let Some(split) = last_split
        && let Some(Step::Split(_, other)) = steps.get_mut(split)
    {
        *other = end;
    }
}

fn test(choices: &[String], lexicon: &mut Lexicon) -> Test {
    let mut test = Test { words: Vec::new(), classes: Classes::default(), looks: 0 };
    for choice in choices {
        if let Some(class) = choice.strip_prefix('@') {
            test.classes.add(&lexicon.class(class));
        } else if let Some(look) = choice.strip_prefix('#').filter(|look| looks::by_name(look) != 0) {
            test.looks |= looks::by_name(look);
        } else {
            test.words.push(lexicon.add(choice));
        }
    }
    test.words.sort_unstable();
    test
}

/// Words (with blanks around) that stand so many tokens after the beginning.
struct Place {
    words: String,
    least: usize,
    most: usize,
}

/// The rarest words that every match must hold, with what they cost to look for.
fn best_anchor(parts: &[Part], lexicon: &mut Lexicon) -> Option<(f64, Vec<Place>)> {
    let mut best: Option<(f64, Vec<Place>)> = None;
    let (mut least, mut most) = (0, 0);
    for (at, part) in parts.iter().enumerate() {
        if most > DISTANCE_MAX {
            break;
        }
        let found = match part {
            Part::One { choices, optional: false } => one(choices, parts.get(at + 1), lexicon),
            Part::Group { options, optional: false } => each(options, lexicon),
            _ => None,
        };
        if let Some((cost, mut places)) = found
            && best.as_ref().is_none_or(|(known, _)| cost < *known)
        {
            for place in &mut places {
                place.least += least;
                place.most = (place.most + most).min(DISTANCE_MAX + 8);
            }
            best = Some((cost, places));
        }
        let (shortest, longest) = length(part);
        (least, most) = (least + shortest, most + longest);
    }
    best
}

/// A part of one token, alone or with the next.
fn one(choices: &[String], next: Option<&Part>, lexicon: &mut Lexicon) -> Option<(f64, Vec<Place>)> {
    let first_test = test(choices, lexicon);
    let second_test = match next {
        Some(Part::One { choices, optional: false }) => Some(test(choices, lexicon)),
        _ => None,
    };
    let first = words(&first_test, lexicon)?;
    let mut best = cost(first.iter().map(|word| format!(" {word} ")).collect(), &first, None);
    if let Some(second) = second_test.and_then(|test| words(&test, lexicon))
        && first.len() * second.len() <= PAIRS_MAX
    {
        let pairs =
            first.iter().flat_map(|one| second.iter().map(move |two| format!(" {one} {two} "))).collect();
        let pair = cost(pairs, &first, Some(&second));
        if pair.0 < best.0 {
            best = pair;
        }
    }
    Some(best)
}

fn words<'l>(test: &Test, lexicon: &'l Lexicon) -> Option<Vec<&'l str>> {
    if test.looks != 0 {
        return None;
    }
    lexicon.members(test, ANCHOR_WORDS_MAX).filter(|words| !words.is_empty())
}

fn cost(runs: Vec<String>, first: &[&str], second: Option<&[&str]>) -> (f64, Vec<Place>) {
    let share = |words: &[&str]| words.iter().map(|word| frequency(word)).sum::<f64>();
    let rarity = share(first) * second.map_or(1.0, share);
    // Many anchors cost memory: a second word must pay for itself.
    let cost = rarity * (1.0 + runs.len() as f64 / 40.0) + runs.len() as f64 * 2e-6;
    (cost, runs.into_iter().map(|words| Place { words, least: 0, most: 0 }).collect())
}

/// A group: each of its runs needs an anchor.
fn each(options: &[Vec<Part>], lexicon: &mut Lexicon) -> Option<(f64, Vec<Place>)> {
    let mut all = Vec::new();
    let mut sum = 0.0;
    for option in options {
        let (cost, places) = best_anchor(option, lexicon)?;
        sum += cost;
        all.extend(places);
    }
    (all.len() <= ANCHOR_WORDS_MAX).then_some((sum, all))
}

/// The fewest and the most tokens a part takes.
fn length(part: &Part) -> (usize, usize) {
    match part {
        Part::One { optional, .. } => (usize::from(!optional), 1),
        Part::Group { options, optional } => {
            let of = |option: &Vec<Part>| {
                option.iter().map(length).fold((0, 0), |(least, most), (l, m)| (least + l, most + m))
            };
            let least = options.iter().map(|option| of(option).0).min().unwrap_or(0);
            let most = options.iter().map(|option| of(option).1).max().unwrap_or(0);
            (if *optional { 0 } else { least }, most)
        }
        Part::Gap(most) => (0, usize::from(*most)),
        Part::RestOfClause | Part::RestOfSentence => (0, DISTANCE_MAX + 1),
        _ => (0, 0),
    }
}

/// A rough share of a word among all words.
fn frequency(word: &str) -> f64 {
    const MOST: &str =
        " the to a and i you it of in is that for , . ? ! der die das und ich sie es ist nicht ";
    const MANY: &str = " have are on be we not this with my your do can will was at if as so but just me or what they \
        all there up out get about no when has from an would been like could how more who now any our 's 'd had did \
        by then than them one very been here please 're use see need try work zu den mit auf ein eine wir haben sind \
        für wird bitte ihr ihre ihnen ";
    static KNOWN: LazyLock<HashMap<&str, f64, BuildHasherDefault<WordHasher>>> = LazyLock::new(|| {
        let share = |words: &'static str, share: f64| words.split_whitespace().map(move |word| (word, share));
        share(MANY, 0.006).chain(share(MOST, 0.03)).collect()
    });
    KNOWN.get(word).copied().unwrap_or(0.0002)
}
