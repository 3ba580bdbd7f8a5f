//! The model card: what the models learned from, how well they do, where they fail.

use super::{moods, politeness};
use coach::model::hash::BUCKETS;
use coach::model::weights::FILE_BYTES;

/// What people and larger models reach, and what we aim at.
const PUBLISHED: [&str; 2] = ["83.8", "78.2"];
const PUBLISHED_ACROSS: [&str; 2] = ["67.8", "75.4"];
const AIM: [&str; 2] = ["86.0", "80.0"];
const AIM_ACROSS: [&str; 2] = ["68", "75.5"];
/// F1 of the published model, and our aim; none was published for the labels that we put together.
const PUBLISHED_MOODS: [[&str; 2]; 3] = [["0.86", "0.90"], ["—", "—"], ["0.37", "0.38"]];

/// The figures as a table.
pub fn table(polite: &politeness::Figures, moods: &moods::Figures) -> String {
    let mut lines =
        vec!["| measure | ours | aim | published |".to_owned(), "| --- | ---: | ---: | ---: |".to_owned()];
    let percent = |share: f64| format!("{:.1} %", 100.0 * share);
    let names = ["Wikipedia", "Stack Exchange"];
    for own in 0..2 {
        for (how, ours) in [
            ("both corpora's other folds, the other's at 0.3", polite.leaning[own]),
            ("both corpora's other folds, as in the file", polite.together[own]),
            ("its own other folds alone", polite.alone[own]),
        ] {
            lines.push(format!(
                "| politeness, {}, trained on {how} | {} | {} % | {} % |",
                names[own],
                percent(ours),
                AIM[own],
                PUBLISHED[own]
            ));
        }
    }
    for own in 0..2 {
        lines.push(format!(
            "| politeness, trained on {} alone, tested on {} | {} | {} % | {} % |",
            names[own],
            names[1 - own],
            percent(polite.across[own]),
            AIM_ACROSS[own],
            PUBLISHED_ACROSS[own]
        ));
    }
    for (index, mood) in moods::MOODS.iter().enumerate() {
        let found = moods.found[index];
        let [published, aim] = PUBLISHED_MOODS[index];
        lines.push(format!(
            "| {}, F1 (precision, recall) | {:.3} ({:.3}, {:.3}) | {aim} | {published} |",
            mood.label.name(),
            found.f1,
            found.precision,
            found.recall
        ));
    }
    for (index, mood) in moods::MOODS.iter().enumerate() {
        let (chance, share) = moods.chance_and_share[index];
        lines.push(format!(
            "| {}, mean score (share of comments that bear it) | {chance:.3} ({share:.3}) | equal | — |",
            mood.label.name()
        ));
    }
    lines.join("\n")
}

/// The whole card of a file of weights.
pub fn card(model: &[u8], figures: &str) -> String {
    let hash = blake3::hash(model);
    format!(
        "# Model card: the coach's linear models

`model.bin`, {FILE_BYTES} bytes, BLAKE3 `{hash}`. Made by `cargo xtask train-coach`, bit for bit, from the data named
below and nothing else; this card is written by the same command.

## What it is
Four linear models over one reading of a text: politeness (ridge regression), gratitude, frustration and confusion
(logistic regression). Their features are words and pairs of words, and runs of three to five letters inside what stands
between blanks, each counted once a text and hashed to {BUCKETS} buckets a table; and some fifty plain counts: named
politeness markers, VADER's valences with negation, punctuation, length. A bucket's weight is a whole number of eight bits,
256 KiB a label. There is no model of urgency: no free corpus has it, so the rules carry it alone.

A score runs from 0 to 1. For politeness it is the chance that such words belong to the politest quarter of requests
rather than to the rudest, one half being neither; for the moods, the chance that readers would name the feeling.

## What it is for, and not
A quiet meter beside a draft, and a second opinion behind rules that read a requester's message. It may move a meter; it may
not accuse: marks under words come from named rules only. It does not rate people, and nothing is stored with a reply.

## What it learned from
| data | used for | licence and credit |
| --- | --- | --- |
| Stanford Politeness Corpus 1.01, requests with the mean rating of five readers; 3,483 from Wikipedia's talk pages, 3,352 from Stack Exchange, leaving out rows whose ratings belong to other texts | politeness | Danescu-Niculescu-Mizil, Sudhof, Jurafsky, Leskovec and Potts, ACL 2013; CC BY 4.0; the texts are by contributors to Wikipedia and Stack Exchange, CC BY-SA 3.0 |
| GoEmotions, 43,410 comments from Reddit for training; 5,426 for the figures | gratitude; frustration (anger, annoyance, disappointment, disapproval or disgust); confusion | Demszky, Movshovitz-Attias, Ko, Cowen, Nemade and Ravi, ACL 2020, Google LLC; CC BY 4.0 |
| VADER lexicon | valences of words and emoticons | Hutto and Gilbert 2014; MIT |
| ConvoKit's politeness markers and hedges | named markers | The ConvoKit Developers; MIT |

No text of these stands in the file: hashed weights, and the two word lists as hashes. No customer's mail, no ticket and none of
the samples that the coach's rules are measured by was used.

## Figures
Politeness: share of the requests in the highest and lowest quarter of their corpus that the sign of the score less the mean
rating in training tells apart; ten folds, mean of three shufflings; every figure through the file's eight-bit weights. The
published figures are the classifier of the 2013 paper on the whole corpora (people: 86.7 % and 80.9 %); ours are on the four fifths
that we have. Moods: on the 5,426 comments kept for development; thresholds from five folds of the training part alone, the
middle of those within 3 % of the best. Published: the BERT of the 2020 paper on the test part. The penalties were chosen by the
same folds; of settings that these could not tell apart the comments for development were also asked. 152 of them are confused:
one standard error of that F1 is about 0.03.

{figures}

## Limits
- English only. Words of other languages have no weight; the meter then stays near its middle.
- Politeness was rated on requests of two sentences among volunteers, not on answers of a service desk. A long reply is read
  as one bag of words; the meter compares wordings, it does not measure kindness, and a plain candid no may score low.
- The moods were named on Reddit: swearing, sarcasm and the topics of 2019 weigh in. Frustration there is heated; the weary and
  polite kind that people write to a service desk is mostly missed, and a fault report full of words like *failed* is
  sometimes taken for it. Confusion is hard even for readers, who often disagreed.
- Thanks in advance, signatures and mock thanks count as gratitude here, and thanks without the word are missed: the rules know
  better. Of the moods, confusion carries over best to messages that people write to a service desk.
- A text is read as one. In a message of many sentences what one of them says is thinned by the others.
- Readers of the corpora were few and mostly from the United States and India; what passes as polite elsewhere may differ.
"
    )
}
