//! What a person wants to get done, in their own words.

use super::{Heard, Sign};
use crate::pattern::Text;

/// A goal of more words than this is a story.
const WORDS_MAX: usize = 24;

pub fn of(text: &Text<'_>, heard: &Heard) -> Option<String> {
    let document = text.document;
    let mut best: Option<(usize, usize)> = None;
    for (_, hit, _) in heard.of(Sign::Goal) {
        let mut end = hit.end;
        // A list within the goal (`a mailbox for the fair, name x`) ends it; the object of an `and` belongs to it.
        end = end.min(hit.start + WORDS_MAX);
        while end > hit.start
            && matches!(text.normal(end - 1), "." | "!" | "?" | "," | "please" | "now" | "then")
        {
            end -= 1;
        }
        let words = end.saturating_sub(hit.start);
        if words < 2
            || matches!(text.normal(hit.start), "be" | "know" | "say" | "tell" | "help" | "explain" | "wait" | "hear" if words < 4)
        {
            continue;
        }
        if best.is_none() {
            best = Some((hit.start, end));
        }
    }
    let (start, end) = best?;
    let (first, last) = (document.tokens.get(start)?, document.tokens.get(end - 1)?);
    document.text.get(first.start as usize..last.end as usize).map(str::to_owned)
}
