//! Small signs in a text that accuse nobody: a regret, a step named, a time given. The whole-message checks and the
//! meter of politeness read them.

mod english;
mod german;

use crate::language::Language;

/// What a few words are a sign of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cue {
    /// Says what we, or a colleague, do next.
    OurStep,
    /// Says what the reader can do.
    YourStep,
    /// Says that it is done, or that nothing is left to do.
    Closed,
    /// Begins with a verb: an order or a request.
    Imperative,
    /// Regrets.
    Apology,
    /// Thanks.
    Gratitude,
    /// Names what the person goes through.
    Empathy,
    /// A plain yes, or what amounts to it.
    Yes,
    /// A plain no, or what amounts to it.
    No,
    /// Tells a point in time or a length of time.
    When,
    /// Gives a cause.
    Because,
    /// Says that an answer will come.
    AnswerComes,
    /// Work is announced for nobody and no time.
    Vague,
    /// The politeness strategies below have names of their own.
    Greeting,
    Deference,
    Hedge,
    Please,
    PleaseStart,
    Subjunctive,
    Indicative,
    Indirect,
    FirstPersonPlural,
    DirectStart,
    DirectQuestion,
    Positive,
    Negative,
}

/// The patterns of a language's cues.
pub fn patterns(language: Language) -> &'static [(Cue, &'static [&'static str])] {
    match language {
        Language::English => english::CUES,
        Language::German => german::CUES,
    }
}
