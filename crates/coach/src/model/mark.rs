//! What is counted by name beside the hashed runs: politeness markers, and the look of a text.

/// A means of politeness, or of its opposite, that a reader knows by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Mark {
    Gratitude,
    Apology,
    Greeting,
    PleaseStart,
    Please,
    Subjunctive,
    Indicative,
    Hedge,
    HedgingVerb,
    Deference,
    Reassurance,
    ByTheWay,
    ForMe,
    ForYou,
    Actually,
    Just,
    Factuality,
    Filler,
    Swearing,
    ConjunctionStart,
    FirstPersonStart,
    FirstPerson,
    FirstPlural,
    SecondPersonStart,
    SecondPerson,
    WhyStart,
    QuestionWordStart,
    VerbStart,
    Negation,
}

pub const MARKS: usize = Mark::ALL.len();

impl Mark {
    /// In the order of their codes.
    pub const ALL: [Mark; 29] = [
        Mark::Gratitude,
        Mark::Apology,
        Mark::Greeting,
        Mark::PleaseStart,
        Mark::Please,
        Mark::Subjunctive,
        Mark::Indicative,
        Mark::Hedge,
        Mark::HedgingVerb,
        Mark::Deference,
        Mark::Reassurance,
        Mark::ByTheWay,
        Mark::ForMe,
        Mark::ForYou,
        Mark::Actually,
        Mark::Just,
        Mark::Factuality,
        Mark::Filler,
        Mark::Swearing,
        Mark::ConjunctionStart,
        Mark::FirstPersonStart,
        Mark::FirstPerson,
        Mark::FirstPlural,
        Mark::SecondPersonStart,
        Mark::SecondPerson,
        Mark::WhyStart,
        Mark::QuestionWordStart,
        Mark::VerbStart,
        Mark::Negation,
    ];

    /// A name for people.
    pub fn name(self) -> &'static str {
        match self {
            Mark::Gratitude => "gratitude",
            Mark::Apology => "apology",
            Mark::Greeting => "greeting",
            Mark::PleaseStart => "please at the start",
            Mark::Please => "please",
            Mark::Subjunctive => "could you, would you",
            Mark::Indicative => "can you, will you",
            Mark::Hedge => "hedge",
            Mark::HedgingVerb => "hedging verb",
            Mark::Deference => "praise at the start",
            Mark::Reassurance => "reassurance",
            Mark::ByTheWay => "by the way",
            Mark::ForMe => "for me",
            Mark::ForYou => "for you",
            Mark::Actually => "really, actually",
            Mark::Just => "just",
            Mark::Factuality => "in fact, the point",
            Mark::Filler => "filler",
            Mark::Swearing => "swearing",
            Mark::ConjunctionStart => "begins with so, and, but",
            Mark::FirstPersonStart => "begins with I",
            Mark::FirstPerson => "I",
            Mark::FirstPlural => "we",
            Mark::SecondPersonStart => "begins with you",
            Mark::SecondPerson => "you",
            Mark::WhyStart => "begins with why",
            Mark::QuestionWordStart => "direct question",
            Mark::VerbStart => "begins with is, do, have",
            Mark::Negation => "negation",
        }
    }

    /// Never 0, which stands for no mark.
    pub(super) fn code(self) -> u8 {
        self as u8 + 1
    }

    #[inline]
    pub(super) fn from_code(code: u8) -> Option<Mark> {
        Mark::ALL.get(usize::from(code).checked_sub(1)?).copied()
    }
}

/// What is counted of a text's look; its place among the plain features lies behind the marks.
#[derive(Debug, Clone, Copy)]
#[repr(usize)]
pub(super) enum Look {
    Questions = MARKS,
    QuestionRuns,
    Exclamations,
    Ellipses,
    Shouted,
    Numbers,
    Code,
    Addresses,
    Words,
    Sentences,
    LettersPerWord,
    EndsAsking,
    LowerStart,
    ValencePlus,
    ValenceMinus,
    Valence,
    ValencePerWord,
}

/// Features that are counted rather than hashed.
pub const PLAIN: usize = Look::ValencePerWord as usize + 1;
