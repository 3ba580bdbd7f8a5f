//! From parts to small programs over word numbers, and the index of anchors.

use super::matcher::{Step, Test};
use super::parse::{Part, parse};
use crate::lexicon::{Classes, Lexicon, looks};
use std::borrow::Cow;

/// Takes in patterns, each under a number that its hits carry.
pub struct Builder<'l> {
    lexicon: &'l mut Lexicon,
    shares: Shares,
    programs: Vec<Program>,
    anchors: Vec<Anchor>,
}

/// Patterns that are looked for together.
#[derive(Default)]
pub struct Set {
    pub(super) programs: Vec<Program>,
    /// In order of their words.
    anchors: Vec<Anchor>,
    /// Where the anchors of a word begin, by its number; one more than there are words.
    starts: Vec<u32>,
}

/// One pattern, ready to run.
pub(super) struct Program {
    pub number: u32,
    /// What its first token must be; none when that may be any.
    pub first: Option<Test>,
    pub steps: Vec<Step>,
}

/// A word, or two in a row, that a program holds so many tokens after its beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Anchor {
    word: u32,
    /// 0: any.
    next: u32,
    pub program: u32,
    pub least: u8,
    pub most: u8,
}

/// A part of a pattern with its words looked up.
enum Node {
    One {
        test: Test,
        optional: bool,
    },
    Group {
        options: Vec<Vec<Node>>,
        optional: bool,
    },
    /// Takes no token by a test of its own.
    Other {
        step: Step,
        most: usize,
    },
}

/// A part with more words than this is no anchor.
const ANCHOR_WORDS_MAX: usize = 240;

/// Two words together are an anchor only when there are no more pairs than this.
const PAIRS_MAX: usize = 64;

/// An anchor further from the beginning than this is none.
const DISTANCE_MAX: usize = 24;

impl<'l> Builder<'l> {
    /// Every word of the patterns becomes a word of the lexicon.
    pub fn new(lexicon: &'l mut Lexicon) -> Builder<'l> {
        let shares = Shares::of(lexicon);
        Builder { lexicon, shares, programs: Vec::with_capacity(8_192), anchors: Vec::with_capacity(32_768) }
    }

    pub fn add(&mut self, number: u32, pattern: &str) {
        self.add_parts(number, &parse(pattern));
    }

    /// A pattern that is in parts already. One without a word of its own is never found.
    pub fn add_parts(&mut self, number: u32, parts: &[Part<'_>]) {
        let nodes = self.nodes(parts);
        let Some(places) = self.best_anchor(&nodes) else { return };
        let mut steps = Vec::new();
        write(nodes, &mut steps);
        steps.push(Step::Found);
        let program = self.programs.len() as u32;
        let mut first = Test::default();
        let first = begins_with(&steps, 0, &mut first).then(|| {
            first.words.sort_unstable();
            first.words.dedup();
            first
        });
        self.programs.push(Program { number, first, steps });
        for Place { word, next, least, most } in places {
            let (Ok(least), Ok(most)) = (u8::try_from(least), u8::try_from(most)) else { continue };
            self.anchors.push(Anchor { word, next, program, least, most });
        }
    }

    pub fn build(mut self) -> Set {
        self.anchors.sort_unstable();
        self.anchors.dedup();
        let words = self.anchors.last().map_or(0, |anchor| anchor.word as usize + 1);
        let mut starts = vec![0; words + 1];
        for anchor in &self.anchors {
            if let Some(count) = starts.get_mut(anchor.word as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        Set { programs: self.programs, anchors: self.anchors, starts }
    }

    fn nodes(&mut self, parts: &[Part<'_>]) -> Vec<Node> {
        parts.iter().map(|part| self.node(part)).collect()
    }

    fn node(&mut self, part: &Part<'_>) -> Node {
        let other = |step: Step, most: usize| Node::Other { step, most };
        match part {
            Part::One { choices, optional } => Node::One { test: self.test(choices), optional: *optional },
            Part::Group { options, optional } => Node::Group {
                options: options.iter().map(|option| self.nodes(option)).collect(),
                optional: *optional,
            },
            Part::Not(choices) => other(Step::Not(self.test(choices)), 0),
            Part::NotAfter(choices) => other(Step::NotAfter(self.test(choices)), 0),
            Part::Gap(most) => other(Step::Gap(*most), usize::from(*most)),
            Part::SentenceStart => other(Step::SentenceStart, 0),
            Part::SentenceEnd => other(Step::SentenceEnd, 0),
            Part::TextEnd => other(Step::TextEnd, 0),
            Part::QuestionNext => other(Step::QuestionNext, 0),
            Part::ClauseStart => other(Step::ClauseStart, 0),
            Part::ClauseEnd => other(Step::ClauseEnd, 0),
            Part::Open => other(Step::Open, 0),
            Part::Close => other(Step::Close, 0),
            Part::RestOfClause => other(Step::RestOfClause, DISTANCE_MAX + 1),
            Part::RestOfSentence => other(Step::RestOfSentence, DISTANCE_MAX + 1),
        }
    }

    fn test(&mut self, choices: &[Cow<'_, str>]) -> Test {
        let mut test =
            Test { words: Vec::with_capacity(choices.len()), classes: Classes::default(), looks: 0 };
        for choice in choices {
            if let Some(class) = choice.strip_prefix('@') {
                test.classes.add(&self.lexicon.class(class));
            } else if let Some(look) = choice.strip_prefix('#').filter(|look| looks::by_name(look) != 0) {
                test.looks |= looks::by_name(look);
            } else {
                test.words.push(self.lexicon.add(choice));
            }
        }
        test.words.sort_unstable();
        test
    }

    /// The rarest words that every match must hold.
    fn best_anchor(&self, nodes: &[Node]) -> Option<Vec<Place>> {
        let mut places = Vec::new();
        let (at, before, _) = self.cheapest(nodes)?;
        self.place(nodes, at, before, &mut places);
        (places.len() <= ANCHOR_WORDS_MAX).then_some(places)
    }

    /// The part that costs least to look for: where it is, the fewest and the most tokens before it, and the cost.
    fn cheapest(&self, nodes: &[Node]) -> Option<(usize, (usize, usize), f64)> {
        let mut best: Option<(usize, (usize, usize), f64)> = None;
        let (mut least, mut most) = (0, 0);
        for (at, node) in nodes.iter().enumerate() {
            if most > DISTANCE_MAX {
                break;
            }
            let cost = match node {
                Node::One { test, optional: false } => {
                    self.cost(test, nodes.get(at + 1)).map(|(cost, _)| cost)
                }
                // Each of its runs needs an anchor.
                Node::Group { options, optional: false } => {
                    options.iter().map(|option| self.cheapest(option).map(|(.., cost)| cost)).sum()
                }
                _ => None,
            };
            if let Some(cost) = cost
                && best.is_none_or(|(.., known)| cost < known)
            {
                best = Some((at, (least, most), cost));
            }
            let (shortest, longest) = length(node);
            (least, most) = (least + shortest, most + longest);
        }
        best
    }

    /// Writes down the anchors of the part at a place.
    fn place(&self, nodes: &[Node], at: usize, (least, most): (usize, usize), places: &mut Vec<Place>) {
        let most = most.min(DISTANCE_MAX + 8);
        match nodes.get(at) {
            Some(Node::One { test, .. }) => {
                let second = match (self.cost(test, nodes.get(at + 1)), nodes.get(at + 1)) {
                    (Some((_, true)), Some(Node::One { test, .. })) => self.lexicon.members(test),
                    _ => vec![0],
                };
                for word in self.lexicon.members(test) {
                    places.extend(second.iter().map(|next| Place { word, next: *next, least, most }));
                }
            }
            Some(Node::Group { options, .. }) => {
                for option in options {
                    if let Some((at, (l, m), _)) = self.cheapest(option) {
                        self.place(option, at, (least + l, most + m), places);
                    }
                }
            }
            _ => {}
        }
    }

    /// What it costs to look for a part of one token, and whether together with the next it costs less.
    fn cost(&self, test: &Test, next: Option<&Node>) -> Option<(f64, bool)> {
        let (count, rarity) = self.share(test)?;
        // Many anchors cost memory: a second word must pay for itself.
        let cost = |rarity: f64, runs: usize| rarity * (1.0 + runs as f64 / 120.0) + runs as f64 * 2e-6;
        let alone = cost(rarity, count);
        if let Some(Node::One { test, optional: false }) = next
            && count <= PAIRS_MAX
            && let Some((others, share)) = self.share(test)
            && count * others <= PAIRS_MAX
        {
            let together = cost(rarity * share, count * others);
            if together < alone {
                return Some((together, true));
            }
        }
        Some((alone, false))
    }

    /// How many words a test lets pass, and their share among all words; nothing when there are too many to say.
    fn share(&self, test: &Test) -> Option<(usize, f64)> {
        if test.looks != 0 {
            return None;
        }
        let mut count = test.words.len();
        let mut share = test.words.iter().map(|word| self.shares.of_word(*word)).sum::<f64>();
        for class in self.lexicon.members_of(&test.classes) {
            count += class.len();
            if count > ANCHOR_WORDS_MAX {
                return None;
            }
            share += class.iter().map(|word| self.shares.of_word(*word)).sum::<f64>();
        }
        (1..=ANCHOR_WORDS_MAX).contains(&count).then_some((count, share))
    }
}

impl Set {
    /// Anchors looked for, and programs behind them.
    pub fn size(&self) -> (usize, usize) {
        (self.anchors.len(), self.programs.len())
    }

    /// The anchors that begin with a word, in a text where `next` follows it.
    pub(super) fn anchors(&self, word: u32, next: u32) -> impl Iterator<Item = &Anchor> {
        let start = |at: usize| self.starts.get(at).map_or(self.anchors.len(), |start| *start as usize);
        let of_word = self.anchors.get(start(word as usize)..start(word as usize + 1)).unwrap_or_default();
        let alone = of_word.partition_point(|anchor| anchor.next == 0);
        let (alone, paired) = of_word.split_at(alone);
        let from = if next == 0 { paired.len() } else { paired.partition_point(|anchor| anchor.next < next) };
        let pairs = paired.get(from..).unwrap_or_default();
        alone.iter().chain(pairs.iter().take_while(move |anchor| anchor.next == next))
    }
}

/// Gathers what the first token may be when a program goes on from a step; false when any token will do, or none.
fn begins_with(steps: &[Step], mut at: usize, first: &mut Test) -> bool {
    loop {
        match steps.get(at) {
            Some(Step::One(test)) => {
                first.words.extend_from_slice(&test.words);
                first.classes.add(&test.classes);
                first.looks |= test.looks;
                return true;
            }
            Some(Step::Split(one, other)) => {
                if !begins_with(steps, *one, first) {
                    return false;
                }
                at = *other;
            }
            Some(Step::Jump(to)) => at = *to,
            Some(Step::Gap(_) | Step::RestOfClause | Step::RestOfSentence | Step::Found) | None => {
                return false;
            }
            Some(_) => at += 1,
        }
    }
}

fn write(nodes: Vec<Node>, steps: &mut Vec<Step>) {
    for node in nodes {
        match node {
            Node::One { test, optional } => {
                if optional {
                    steps.push(Step::Split(steps.len() + 1, steps.len() + 2));
                }
                steps.push(Step::One(test));
            }
            Node::Group { options, optional } => write_group(options, optional, steps),
            Node::Other { step, .. } => steps.push(step),
        }
    }
}

fn write_group(options: Vec<Vec<Node>>, optional: bool, steps: &mut Vec<Step>) {
    let mut jumps = Vec::new();
    let mut last_split = None;
    let count = options.len();
    for (at, option) in options.into_iter().enumerate() {
        let is_last = at + 1 == count && !optional;
        let split = steps.len();
        if !is_last {
            steps.push(Step::Split(split + 1, 0));
            last_split = Some(split);
        }
        write(option, steps);
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

/// Words that stand so many tokens after the beginning.
struct Place {
    word: u32,
    next: u32,
    least: usize,
    most: usize,
}

/// The fewest and the most tokens a part takes.
fn length(node: &Node) -> (usize, usize) {
    match node {
        Node::One { optional, .. } => (usize::from(!optional), 1),
        Node::Group { options, optional } => {
            let of = |option: &Vec<Node>| {
                option.iter().map(length).fold((0, 0), |(least, most), (l, m)| (least + l, most + m))
            };
            let least = options.iter().map(|option| of(option).0).min().unwrap_or(0);
            let most = options.iter().map(|option| of(option).1).max().unwrap_or(0);
            (if *optional { 0 } else { least }, most)
        }
        Node::Other { most, .. } => (0, *most),
    }
}

/// A rough share of each word among all words, by its number.
struct Shares(Vec<f64>);

impl Shares {
    fn of(lexicon: &mut Lexicon) -> Shares {
        const MOST: &str =
            " the to a and i you it of in is that for , . ? ! der die das und ich sie es ist nicht ";
        const MANY: &str = " have are on be we not this with my your do can will was at if as so but just me or what they \
            all there up out get about no when has from an would been like could how more who now any our 's 'd had did \
            by then than them one very been here please 're use see need try work zu den mit auf ein eine wir haben sind \
            für wird bitte ihr ihre ihnen ";
        let mut shares = Vec::new();
        for (words, share) in [(MANY, 0.006), (MOST, 0.03)] {
            for word in words.split_whitespace() {
                let number = lexicon.add(word) as usize;
                if shares.len() <= number {
                    shares.resize(number + 1, RARE);
                }
                if let Some(known) = shares.get_mut(number) {
                    *known = share;
                }
            }
        }
        Shares(shares)
    }

    fn of_word(&self, word: u32) -> f64 {
        self.0.get(word as usize).copied().unwrap_or(RARE)
    }
}

/// The share of a word that is not known to be frequent.
const RARE: f64 = 0.0002;
