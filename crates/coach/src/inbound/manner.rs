//! How a message is written, whatever its words: shouts, exclamations, questions in a row.

use crate::lexicon::looks;
use crate::pattern::Text;
use crate::reading::MoodKind;

#[derive(Debug, Default)]
pub struct Manner {
    exclamations: usize,
    questions: usize,
    /// Questions of four words and fewer: `Flush what?`
    short_questions: usize,
    /// `!!`, `?!`, a word in capitals.
    shouts: bool,
    /// A sentence begins as the one before, or says some of it again: `Nobody asked. Nobody told us.`
    hammers: bool,
    /// A lone word of praise, and then no thanks: `Bravo. The one button is gone.`
    sour: bool,
}

/// Capitals longer than this are a word, not an abbreviation.
const ABBREVIATION_LETTERS_MAX: usize = 3;

/// What hammers home when two sentences in a row begin with it.
const HAMMERS: [&str; 10] =
    ["nobody", "no", "not", "never", "nothing", "every", "still", "each", "why", "then"];

const PRAISE: [&str; 14] = [
    "wonderful",
    "great",
    "bravo",
    "brilliant",
    "congratulations",
    "fantastic",
    "marvellous",
    "lovely",
    "perfect",
    "excellent",
    "splendid",
    "terrific",
    "super",
    "charming",
];

/// Words after praise that mean it.
const KIND: [&str; 12] = [
    "thank",
    "thanks",
    "works",
    "working",
    "you",
    "thx",
    "cheers",
    "well",
    "everything",
    "done",
    "appreciated",
    "again",
];

impl Manner {
    pub fn of(text: &Text<'_>) -> Manner {
        let document = text.document;
        let mut manner = Manner::default();
        let mut before: Vec<&str> = Vec::new();
        for sentence in &document.sentences {
            let said: Vec<&str> = document.words(sentence).collect();
            let words = said.len();
            let same_start =
                said.first() == before.first() && said.first().is_some_and(|first| HAMMERS.contains(first));
            let says_again = (2..=3).contains(&words) && said.iter().all(|word| before.contains(word));
            manner.hammers |= same_start || says_again;
            if let [word] = before.as_slice()
                && PRAISE.contains(word)
                && !said.iter().any(|word| KIND.contains(word))
            {
                manner.sour = true;
            }
            before = said;
            match sentence.ends_with {
                Some('!') => manner.exclamations += 1,
                Some('?') => {
                    manner.questions += 1;
                    manner.short_questions += usize::from((2..=4).contains(&words));
                }
                _ => {}
            }
            let end = document.text.get(sentence.bytes.clone()).unwrap_or_default();
            manner.shouts |= ["!!", "?!", "!?", "??"].iter().any(|shout| end.ends_with(shout));
            manner.shouts |= sentence.tokens.clone().any(|at| {
                text.looks(at) & looks::SHOUTED != 0
                    && text.looks(at) & looks::KNOWN != 0
                    && text.normal(at).len() > ABBREVIATION_LETTERS_MAX
            });
        }
        manner
    }

    /// How far the manner alone speaks for a mood.
    pub fn pull(&self, mood: MoodKind) -> f64 {
        let when = |holds: bool, weight: f64| if holds { weight } else { 0.0 };
        match mood {
            MoodKind::Frustration => {
                when(self.shouts || self.exclamations >= 2, 0.75)
                    + when(self.hammers, 1.5)
                    + when(self.sour, 1.75)
            }
            MoodKind::Urgency => when(self.shouts || self.exclamations >= 1, 0.5),
            MoodKind::Gratitude => when(self.exclamations >= 1, 0.5) - when(self.sour, 1.5),
            MoodKind::Confusion => {
                when(self.questions >= 2, 0.75) + when(self.short_questions >= 1 && self.questions >= 2, 0.75)
            }
        }
    }
}
