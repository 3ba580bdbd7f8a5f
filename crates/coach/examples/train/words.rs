//! The lexicon: VADER's valences, ConvoKit's politeness markers, and a few lists of our own.

use anyhow::{Context, Result};
use coach::model::Mark;
use coach::model::pack::LexiconBuilder;
use serde_json::Value;
use std::fs;
use std::path::Path;

/// Marks that count wherever they stand.
const ANYWHERE: [(&str, Mark); 13] = [
    ("By.The.Way", Mark::ByTheWay),
    ("Indicative", Mark::Indicative),
    ("Subjunctive", Mark::Subjunctive),
    ("For.Me", Mark::ForMe),
    ("For.You", Mark::ForYou),
    ("Reassurance", Mark::Reassurance),
    ("Hedges", Mark::Hedge),
    ("Actually", Mark::Actually),
    ("Apology", Mark::Apology),
    ("Filler", Mark::Filler),
    ("Gratitude", Mark::Gratitude),
    ("Greeting", Mark::Greeting),
    ("Swearing", Mark::Swearing),
];

const AT_START: [(&str, Mark); 3] = [
    ("Conj.Start", Mark::ConjunctionStart),
    ("Affirmation", Mark::Deference),
    ("Please.Start", Mark::PleaseStart),
];

const INSIDE: [(&str, Mark); 1] = [("Please", Mark::Please)];

/// Words of our own, with their mark at the start of a sentence and elsewhere; they win over the lists.
const OURS: [(&[&str], Option<Mark>, Option<Mark>); 12] = [
    (&["just"], Some(Mark::Just), Some(Mark::Just)),
    (
        &["apologies", "apologize", "apologise", "excuse me", "my bad"],
        Some(Mark::Apology),
        Some(Mark::Apology),
    ),
    (&["appreciate", "appreciated", "grateful"], Some(Mark::Gratitude), Some(Mark::Gratitude)),
    (
        &["in fact", "the fact", "the point", "the truth", "the reality"],
        Some(Mark::Factuality),
        Some(Mark::Factuality),
    ),
    (&["i", "my", "i'm", "i've", "i'd", "i'll"], Some(Mark::FirstPersonStart), Some(Mark::FirstPerson)),
    (&["me", "mine", "myself"], Some(Mark::FirstPerson), Some(Mark::FirstPerson)),
    (
        &["we", "our", "us", "ours", "we're", "we'll", "we've"],
        Some(Mark::FirstPlural),
        Some(Mark::FirstPlural),
    ),
    (
        &["you", "your", "yours", "you're", "you've", "you'll", "you'd", "u", "ur"],
        Some(Mark::SecondPersonStart),
        Some(Mark::SecondPerson),
    ),
    (&["why"], Some(Mark::WhyStart), None),
    (&["what", "who", "how", "where", "when", "which", "whose"], Some(Mark::QuestionWordStart), None),
    (&["do", "did", "are", "is", "have", "were", "was", "does", "has", "am"], Some(Mark::VerbStart), None),
    (
        &[
            "not",
            "no",
            "never",
            "cannot",
            "can't",
            "don't",
            "doesn't",
            "didn't",
            "won't",
            "wouldn't",
            "couldn't",
            "shouldn't",
            "isn't",
            "aren't",
            "wasn't",
            "weren't",
            "haven't",
            "hasn't",
            "hadn't",
            "ain't",
            "without",
            "cant",
            "dont",
            "doesnt",
            "didnt",
            "wont",
            "isnt",
            "wasnt",
            "nothing",
            "nobody",
            "none",
        ],
        Some(Mark::Negation),
        Some(Mark::Negation),
    ),
];

/// The table of the lexicon, from `words/` of the data.
pub fn lexicon(data: &Path) -> Result<Vec<u8>> {
    let mut builder = LexiconBuilder::default();
    let mut set = |words: &str, at_start: Option<Mark>, inside: Option<Mark>| {
        let words = words.trim().to_lowercase();
        builder
            .change(&words, |entry| {
                entry.at_start = at_start.or(entry.at_start);
                entry.inside = inside.or(entry.inside);
            })
            .then_some(())
            .with_context(|| format!("no room for {words:?}"))
    };
    let markers = data.join("words/politeness-markers");
    for hedge in
        fs::read_to_string(markers.join("hedges.txt"))?.lines().filter(|line| !line.trim().is_empty())
    {
        set(hedge, Some(Mark::HedgingVerb), Some(Mark::HedgingVerb))?;
    }
    for (file, lists) in [
        ("ngram_markers.json", ANYWHERE.as_slice()),
        ("starter_markers.json", &AT_START),
        ("non_starter_markers.json", &INSIDE),
    ] {
        let json: Value = serde_json::from_str(&fs::read_to_string(markers.join(file))?)?;
        for (list, mark) in lists {
            let words =
                json.get(list).and_then(Value::as_array).with_context(|| format!("{file} lacks {list}"))?;
            for word in words.iter().filter_map(Value::as_str) {
                let at_start = (file != "non_starter_markers.json").then_some(*mark);
                let inside = (file != "starter_markers.json").then_some(*mark);
                set(word, at_start, inside)?;
            }
        }
    }
    for (words, at_start, inside) in OURS {
        for word in words {
            set(word, at_start, inside)?;
        }
    }
    for line in fs::read_to_string(data.join("words/vader-lexicon/vader_lexicon.txt"))?.lines() {
        let mut fields = line.split('\t');
        let (Some(word), Some(valence)) = (fields.next(), fields.next()) else { continue };
        if word.contains(' ') {
            continue;
        }
        let valence: f64 = valence.parse()?;
        builder
            .change(&word.to_lowercase(), |entry| entry.valence = (valence * 25.0).round() as i8)
            .then_some(())
            .with_context(|| format!("no room for {word:?}"))?;
    }
    Ok(builder.bytes())
}
