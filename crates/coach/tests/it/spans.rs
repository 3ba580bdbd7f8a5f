//! What holds of every mark on any text: it stands where it says, outside quotations, and its wording can be put in.

use coach::{Coach, Draft, Finding, Label, Language};
use proptest::prelude::*;

/// Texts stitched from what rules look for and from what hides it.
fn text() -> impl Strategy<Value = String> {
    let hits: Vec<&'static str> =
        coach::rules::all(Language::English).flat_map(|rule| rule.hits.iter().copied()).collect();
    let piece = prop_oneof![
        6 => prop::sample::select(hits).prop_map(str::to_owned),
        2 => prop::sample::select(vec![
            "The VLAN was down.", "Prior to the update it was fine.", "Grüße, 你好 🙂", "> you broke it", "```\nobviously\n```", "    fatal: never",
        ]).prop_map(str::to_owned),
        1 => "\\PC{0,30}",
    ];
    prop::collection::vec((piece, prop::sample::select(vec![" ", "\n", "\n\n", ", ", " – "])), 0..8)
        .prop_map(|pieces| pieces.into_iter().flat_map(|(piece, joint)| [piece, joint.to_owned()]).collect())
}

fn slice(text: &str, finding: &Finding) -> String {
    text.chars().skip(finding.start).take(finding.end - finding.start).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_mark_stands_where_it_says_and_marks_of_a_label_do_not_overlap(text in text()) {
        let reading = Coach::shared().reply(&Draft::of(&text));
        for list in [&reading.findings, &reading.style] {
            for finding in list {
                prop_assert_eq!(&slice(&text, finding), &finding.quote);
                prop_assert!(!finding.quote.trim().is_empty());
            }
            for label in Label::ALL {
                let of: Vec<&Finding> = list.iter().filter(|finding| finding.label == label).collect();
                prop_assert!(of.windows(2).all(|pair| pair[0].end <= pair[1].start), "{of:?}");
            }
        }
    }

    #[test]
    fn nothing_in_quotation_marks_or_quoted_mail_is_marked(hit in prop::sample::select(coach::rules::all(Language::English).flat_map(|rule| rule.hits.iter().copied()).filter(|hit| !hit.contains('"')).collect::<Vec<_>>())) {
        for text in [format!("It says \"{hit}\" there."), format!("> {hit}"), format!("```\n{hit}\n```"), format!("Hello\n\n-----Original Message-----\n{hit}")] {
            let reading = Coach::shared().reply(&Draft::of(&text));
            prop_assert!(reading.findings.is_empty(), "{text}: {:?}", reading.findings);
        }
    }

    #[test]
    fn a_wording_that_replaces_can_be_put_in_place(text in text()) {
        let reading = Coach::shared().reply(&Draft::of(&text));
        for finding in reading.findings.iter().chain(&reading.style).filter(|finding| finding.replaces) {
            let wording = finding.suggestion.as_deref().unwrap();
            let before: String = text.chars().take(finding.start).collect();
            let after: String = text.chars().skip(finding.end).collect();
            let replaced = format!("{before}{wording}{after}");
            let again = Coach::shared().reply(&Draft::of(&replaced));
            let same = again.findings.iter().chain(&again.style).any(|other| other.start == finding.start && other.quote == finding.quote);
            prop_assert!(!same, "{replaced}");
        }
    }
}
