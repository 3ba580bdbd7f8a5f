//! Whether a draft has a word for somebody who is upset, worried or held up.

use super::Reply;
use crate::cue::Cue;
use crate::finding::Label;
use crate::inbound::Heard;
use crate::pattern::Text;

/// From this much trouble on a word is due.
const TROUBLE_DUE: f64 = 2.0;

/// A draft of so many sentences, in which somebody takes the matter on, shows care.
const SENTENCES_OF_CARE: usize = 3;

/// The person was upset, worried or held up, and the draft neither regrets, thanks nor names it.
pub fn is_missing(reply: &Reply<'_>, inbound: &Text<'_>, heard: &Heard) -> bool {
    if heard.trouble() < TROUBLE_DUE {
        return false;
    }
    let hurting = [Label::Rude, Label::Blame, Label::Condescension, Label::Dismissal, Label::Legalistic];
    let said = [Cue::Apology, Cue::Gratitude, Cue::Empathy]
        .into_iter()
        .any(|cue| reply.beside(cue, &hurting).next().is_some());
    let calm = |sentence: usize| !reply.is_marked(sentence, &hurting);
    let document = reply.text.document;
    // Who takes it on in person, at some length, has seen the person too.
    let calm_sentences = (0..document.sentences.len()).filter(|at| calm(*at)).count();
    if calm_sentences >= SENTENCES_OF_CARE && reply.takes_it_on() {
        return false;
    }
    let sentences = || document.sentences.iter().enumerate().filter(|(at, _)| calm(*at)).map(|(_, s)| s);
    let felt = sentences().any(|sentence| {
        let words: Vec<&str> = document.words(sentence).collect();
        feels(&words)
    });
    !(said || felt || names_it(reply, inbound, &calm))
}

/// Words that take part: of regret, of comfort, of how bad it was, of being there at once.
fn feels(words: &[&str]) -> bool {
    const FEELING: &[&str] = &[
        "sorry",
        "apologies",
        "regret",
        "breathe",
        "breath",
        "tight",
        "poor",
        "awful",
        "terrible",
        "dreadful",
        "rotten",
        "unfair",
        "miserable",
        "horrible",
        "nasty",
        "scary",
        "fright",
        "panic",
        "heart",
        "hearts",
        "shame",
        "grim",
        "unacceptable",
        "inexcusable",
        "rightly",
        "ashamed",
        "embarrassing",
        "ugly",
        "shocking",
        "heartbreaking",
        "cruel",
        "understandable",
        "understandably",
        "anger",
        "angry",
        "worry",
        "worrying",
        "hurts",
        "deserve",
        "deserves",
    ];
    const RUNS: [&[&str]; 30] = [
        &["too", "long"],
        &["too", "many"],
        &["too", "much"],
        &["too", "often"],
        &["a", "lot"],
        &["long", "enough"],
        &["should", "not", "have"],
        &["should", "have"],
        &["ought", "to", "have"],
        &["on", "us"],
        &["on", "me"],
        &["our", "fault"],
        &["my", "fault"],
        &["let", "you", "down"],
        &["no", "way", "to"],
        &["nobody", "should"],
        &["no", "one", "should"],
        &["nobody", "needs"],
        &["no", "fun"],
        &["bad", "enough"],
        &["would", "be", "too"],
        &["i", "do", "not", "want"],
        &["you", "did", "right"],
        &["did", "the", "right", "thing"],
        &["right", "to"],
        &["dropped", "everything"],
        &["before", "anything", "else"],
        &["put", "everything"],
        &["i", "am", "at", "the"],
        &["first", "in", "the", "queue"],
    ];
    words.iter().any(|word| FEELING.contains(word))
        || RUNS.iter().any(|run| words.windows(run.len()).any(|window| window == *run))
}

/// What the person bears, taken up: who waits, how long, by which means. The thing itself is no trouble's name.
fn names_it(reply: &Reply<'_>, inbound: &Text<'_>, calm: &dyn Fn(usize) -> bool) -> bool {
    const BURDENS: &[&str] = &[
        "patients",
        "patient",
        "customers",
        "customer",
        "guests",
        "children",
        "parents",
        "mothers",
        "visitors",
        "students",
        "pupils",
        "people",
        "nurses",
        "callers",
        "passengers",
        "residents",
        "families",
        "candidates",
        "colleagues",
        "minutes",
        "hours",
        "days",
        "weeks",
        "months",
        "hand",
        "paper",
        "waiting",
        "wait",
        "queue",
        "night",
        "weekend",
        "calls",
        "times",
        "deadline",
        "funeral",
        "wedding",
        "hearing",
        "lecture",
        "lesson",
        "sleep",
        "tears",
        "work",
        "takings",
        "job",
    ];
    let theirs: Vec<&str> = inbound
        .document
        .sentences
        .iter()
        .flat_map(|sentence| inbound.document.words(sentence))
        .filter(|word| BURDENS.contains(word))
        .collect();
    let document = reply.text.document;
    document
        .sentences
        .iter()
        .enumerate()
        .filter(|(at, _)| calm(*at))
        .any(|(_, sentence)| document.words(sentence).any(|word| theirs.contains(&word)))
}
