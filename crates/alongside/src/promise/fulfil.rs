//! Whether a reply seems to keep a promise: the deed that was promised and what it was about, beside what the reply says
//! was done. Pure, without looking anything up. It only puts a choice before a person, who makes it; English, and for
//! other languages whatever has telling words in common.

mod clause;
mod deed;

use super::words::is_about;
use clause::{Clause, alike, clauses, things, words_of};
use deed::{Class, DEEDS, Deed};

/// What a promise says: its deeds and what they are about.
struct Promised {
    words: Vec<String>,
    about: Vec<String>,
    deeds: Vec<&'static Deed>,
    /// Verbs that no list of ours knows, as they are promised: “print”, “signed”.
    others: Vec<String>,
}

impl Promised {
    fn of(promise: &str) -> Promised {
        let words = words_of(promise);
        let mut deeds: Vec<&Deed> =
            DEEDS.iter().filter(|deed| words.iter().any(|word| deed.names(word))).collect();
        let has = |word: &str| words.iter().any(|own| own == word);
        // Whether a deed is named by other words than these.
        let named_beside = |deed: &Deed, hollow: &[&str]| {
            words.iter().any(|word| deed.names(word) && !hollow.contains(&word.as_str()))
        };
        // “Get back to you” hands nothing over, “have a look” neither; “call back” is a call, and what “will be back”
        // writes to nobody.
        let several = deeds.len() > 1;
        let another = deeds.iter().any(|deed| {
            matches!(deed.class, Class::Call | Class::Give | Class::Visit | Class::Ask)
                && named_beside(deed, &["have", "get", "come"])
        });
        deeds.retain(|deed| match deed.class {
            Class::Give => !several || named_beside(deed, &["have", "get"]),
            Class::Word if another => named_beside(deed, &["back", "update"]),
            Class::Word => has("get") || has("come") || named_beside(deed, &["back"]),
            Class::Visit => !has("back") || named_beside(deed, &["come"]),
            Class::Finish => has("be") || has("have") || named_beside(deed, &["back", "up"]),
            _ => true,
        });
        if words.windows(2).any(|pair| pair[0] == "check" && pair[1] == "with") {
            deeds.extend(DEEDS.iter().filter(|deed| deed.class == Class::Ask));
        }
        let mut others: Vec<String> = main_verb(&words)
            .filter(|verb| !DEEDS.iter().any(|d| d.base.contains(verb)))
            .map(str::to_owned)
            .into_iter()
            .collect();
        others.extend(words.iter().filter(|word| word.len() >= 5 && word.ends_with("ed")).cloned());
        if !others.is_empty() && named_nothing_but_nouns(&words, &others) {
            deeds.clear();
        }
        Promised { about: things(&words), words, deeds, others }
    }

    fn has(&self, word: &str) -> bool {
        self.words.iter().any(|own| own == word)
    }

    /// “I will find out who owns it”.
    fn asks_what(&self) -> bool {
        ["out", "whether", "who", "why", "what", "how"].iter().any(|word| self.has(word))
    }

    /// A clause speaks of the same thing.
    fn shares(&self, clause: &Clause) -> bool {
        clause.things.iter().any(|one| self.about.iter().any(|other| alike(one, other)))
    }

    /// It speaks of the same thing, or of no other.
    fn fits(&self, clause: &Clause) -> bool {
        match (self.about.is_empty(), clause.things.is_empty()) {
            (_, true) => true,
            (false, false) => self.shares(clause),
            (true, false) => !self.has("you") || clause.has("you") || clause.has("your"),
        }
    }

    /// It tells the reader something, and of what was promised.
    fn is_news(&self, clause: &Clause) -> bool {
        clause.words.len() >= 3
            && !clause.is_polite()
            && !clause.is_excuse()
            && (self.about.is_empty() || self.shares(clause))
    }
}

/// Verbs that only help others along.
const HELPERS: [&str; 15] = [
    "be", "let", "make", "get", "have", "keep", "try", "take", "go", "do", "put", "need", "also", "then",
    "now",
];

/// The verb after “will”.
fn main_verb(words: &[String]) -> Option<&str> {
    let at = words.iter().position(|word| word == "will" || word.ends_with("'ll"))?;
    let verb = words.get(at + 1)?.as_str();
    (!HELPERS.contains(&verb)).then_some(verb)
}

/// The first deed that is known stands after the unknown verb: “approve the request” orders nothing.
fn named_nothing_but_nouns(words: &[String], others: &[String]) -> bool {
    let Some(at) = words.iter().position(|word| others.contains(word)) else { return false };
    let joined = words.iter().any(|word| word == "and");
    let before = words[..at].iter().any(|word| DEEDS.iter().any(|deed| deed.base.contains(&word.as_str())));
    !joined && !before
}

/// Whether `reply` seems to do what `promise` said; `has_files`: something is attached to it.
pub fn seems_kept(promise: &str, reply: &str, has_files: bool) -> bool {
    let clauses = clauses(reply);
    let stating: Vec<&Clause> = clauses.iter().filter(|clause| clause.states()).collect();
    let as_said = |c: &&Clause| c.has_pair(&["as", "wie"], &["promised", "versprochen", "zugesagt"]);
    if stating.iter().any(as_said) {
        return true;
    }
    let promised = Promised::of(promise);
    let other = |clause: &&Clause| {
        let shares =
            promised.shares(clause) || clause.things.is_empty() || clause.has("it") || clause.has("them");
        shares && promised.others.iter().any(|verb| clause.says_form_of(verb))
    };
    if stating.iter().any(other) {
        return true;
    }
    if promised.deeds.is_empty() && promised.others.is_empty() {
        return stating.iter().any(|clause| is_about(promise, &clause.words.join(" ")));
    }
    let reply = Reply {
        waits: clauses.iter().any(Clause::awaits_answer),
        links: reply.contains("://"),
        stating,
        has_files,
    };
    promised.deeds.iter().any(|deed| reply.keeps(deed, &promised))
}

/// A reply, as far as it says what is.
struct Reply<'c> {
    stating: Vec<&'c Clause>,
    /// It says that somebody else is to answer first.
    waits: bool,
    links: bool,
    has_files: bool,
}

impl Reply<'_> {
    fn any(&self, says: impl Fn(&Clause) -> bool) -> bool {
        self.stating.iter().any(|clause| says(clause))
    }

    fn keeps(&self, deed: &Deed, promised: &Promised) -> bool {
        let done = |clause: &Clause| clause.says_done(deed) && promised.fits(clause);
        let well = |clause: &Clause| clause.says_well() && !clause.is_excuse();
        match deed.class {
            // “I called you” does not keep “I will call the supplier”.
            Class::Call | Class::Ask => self.any(|clause| {
                let another = !promised.about.is_empty() && clause.things.is_empty() && clause.has("you");
                let is_with_them = deed.class == Class::Ask && clause.has_pair(&["is"], &["with"]);
                (done(clause) && !another) || (is_with_them && promised.shares(clause))
            }),
            Class::Visit => self.any(|clause| done(clause) || was_there(clause)),
            Class::Word => !self.waits && self.any(|clause| promised.is_news(clause)),
            Class::Look => self.any(|clause| {
                let found = clause.has("cause") || clause.has("reason") || clause.has("fault");
                let said = promised.asks_what() && promised.shares(clause) && clause.words.len() >= 4;
                let looked = (clause.has("had") && clause.has("look"))
                    || clause.says_done(deed)
                    || clause.says_something_done()
                    || found
                    || said;
                (looked || (well(clause) && promised.shares(clause))) && !clause.is_excuse()
            }),
            Class::Mend | Class::Finish => self.any(|clause| {
                let of_it = clause.things.is_empty() || promised.shares(clause);
                done(clause) || (well(clause) && of_it)
            }),
            Class::Order => self.any(done),
            Class::Give => self.gives(deed, promised),
        }
    }

    fn gives(&self, deed: &Deed, promised: &Promised) -> bool {
        let sends = deed.base.contains(&"send");
        let hands_over = |clause: &Clause| {
            let here =
                ["attached", "enclosed", "attachment", "below", "anbei"].iter().any(|word| clause.has(word))
                    || clause.has_pair(&["here"], &["is", "are"])
                    || clause.has_pair(&["you", "please"], &["find"]);
            let named = promised.about.is_empty() || promised.shares(clause);
            promised.fits(clause)
                && (here || (clause.says_done(deed) && (named || clause.has("it") || clause.has("them"))))
        };
        // “The laptop is on your desk.”
        let is_there = |clause: &Clause| {
            let lies = clause.has_pair(&["is", "are"], &["on", "at", "in", "with", "there", "here"]);
            promised.shares(clause) && (lies || clause.says_well())
        };
        let carries = self.has_files || self.links;
        self.any(hands_over)
            || (!sends && self.any(is_there))
            || (sends && carries && self.any(|clause| !clause.is_excuse()))
    }
}

/// “I was at your desk”, “it was good to see you”.
fn was_there(clause: &Clause) -> bool {
    let place = ["desk", "room", "office", "with"].iter().any(|word| clause.has(word));
    (clause.has("was") && place) || clause.has_pair(&["see", "meet"], &["you"])
}

#[cfg(test)]
mod tests;
