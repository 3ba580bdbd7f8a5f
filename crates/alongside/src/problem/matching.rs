//! Whether a request is about a known error. Pure: words against words.

use super::Known;
use crate::ids::ServiceId;
use crate::words;
use std::collections::BTreeSet;

/// Words that say nothing about what is wrong.
const EMPTY: [&str; 64] = [
    "about", "after", "again", "all", "and", "any", "anyone", "are", "ask", "been", "before", "but", "can",
    "cannot", "could", "day", "days", "does", "doesn", "don", "for", "from", "get", "got", "has", "have",
    "hello", "help", "her", "his", "how", "into", "just", "morning", "my", "need", "not", "now", "our",
    "out", "please", "problem", "problems", "she", "since", "some", "still", "thank", "thanks", "that",
    "the", "them", "there", "they", "this", "today", "was", "were", "what", "when", "with", "work", "you",
    "your",
];

/// Known errors shown beside one request, at most.
pub const SHOWN_MAX: usize = 3;

/// The telling words of a text: folded, without endings that say the same, without the empty ones.
fn telling(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    words::each_word(text, |word| {
        if word.chars().count() >= 3 && EMPTY.binary_search(&word).is_err() {
            found.insert(stem(word).to_owned());
        }
    });
    found
}

/// `printers` and `printing` beside `printer`: enough of a stem to compare short texts.
fn stem(word: &str) -> &str {
    for ending in ["ing", "ers", "er", "ed", "es", "s"] {
        if let Some(rest) = word.strip_suffix(ending)
            && rest.chars().count() >= 4
        {
            return rest;
        }
    }
    word
}

/// How well a request fits: every line of `matches` whose telling words all stand in the request counts two, a title of
/// which most words do counts one, and so does the same service beside either.
fn score(known: &Known, request: &BTreeSet<String>, service: Option<ServiceId>) -> usize {
    let all_in = |line: &str| {
        let wanted = telling(line);
        !wanted.is_empty() && wanted.is_subset(request)
    };
    let lines = known.matches.lines().filter(|line| all_in(line)).count().min(3);
    let title = telling(&known.title);
    let shared = title.intersection(request).count();
    let title_fits = shared >= 2 && shared * 3 >= title.len() * 2;
    let words = lines * 2 + usize::from(title_fits);
    match words {
        0 => 0,
        _ => words + usize::from(service.is_some_and(|s| known.services.contains(&s))),
    }
}

/// The known errors that a request may be about, the likeliest first.
pub fn matching<'a>(known: &'a [Known], request: &str, service: Option<ServiceId>) -> Vec<&'a Known> {
    let request = telling(request);
    let mut found: Vec<(usize, &Known)> = known
        .iter()
        .map(|k| (score(k, &request, service), k))
        .filter(|(score, k)| {
            // Another service than the ones it is about needs a line of its own words.
            let elsewhere = service.is_some_and(|s| !k.services.is_empty() && !k.services.contains(&s));
            *score >= if elsewhere { 2 } else { 1 }
        })
        .collect();
    found.sort_by_key(|(score, k)| (std::cmp::Reverse(*score), k.number));
    found.into_iter().take(SHOWN_MAX).map(|(_, k)| k).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::ProblemId;

    fn known(number: i64, title: &str, matches: &str, services: &[i64]) -> Known {
        Known {
            id: ProblemId(number),
            number,
            title: title.to_owned(),
            workaround: "Use the other one.".to_owned(),
            matches: matches.to_owned(),
            services: services.iter().map(|id| ServiceId(*id)).collect(),
        }
    }

    #[test]
    fn the_list_of_empty_words_is_in_order() {
        assert!(EMPTY.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn a_request_in_its_words_is_matched_and_others_are_not() {
        let all = [
            known(1, "Label printers print blank labels", "labels come out empty\nblank label", &[5]),
            known(2, "Calendar invitations arrive twice", "invitation twice\ndouble meeting", &[6]),
        ];
        let found = |request: &str, service| {
            matching(&all, request, service).iter().map(|k| k.number).collect::<Vec<_>>()
        };
        let five = Some(ServiceId(5));
        assert_eq!(found("The label printer in pharmacy prints only blank labels", None), [1]);
        assert_eq!(found("Our printer gives an empty label, they come out like that", five), [1]);
        assert_eq!(found("The printer on ward 4 is out of paper", five), Vec::<i64>::new());
        assert_eq!(found("Labels come out empty since noon", five), [1]);
        assert_eq!(found("Every invitation shows up twice for me", None), [2]);
        assert_eq!(found("Please help, my day does not work", None), Vec::<i64>::new());
        assert_eq!(found("", None), Vec::<i64>::new());
        // The title alone does not reach over to another service.
        assert_eq!(found("The printed calendar arrives twice", Some(ServiceId(9))), Vec::<i64>::new());
    }
}
