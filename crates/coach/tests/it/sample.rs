//! Precision, recall and F1 over the sample of conventions beside the project (`../shared/data/coach-sample`). Without
//! it the test says so and passes; `COACH_SAMPLE` names a folder of the same shape to read instead. It asks only for floors: the sample is small, and no rule may be made for one case.

use super::counts::Counts;
use coach::{Coach, Draft, Label};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::PathBuf;

fn sample(name: &str) -> Option<Vec<Value>> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/coach-sample");
    let file = std::env::var_os("COACH_SAMPLE").map_or_else(beside, PathBuf::from).join(name);
    let Ok(text) = std::fs::read_to_string(&file) else {
        println!("no sample: ../shared/data/coach-sample/{name} is not there");
        return None;
    };
    Some(text.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
}

struct Gold {
    labels: Vec<String>,
    start: usize,
    end: usize,
    quote: String,
}

fn gold(case: &Value, key: &str) -> Vec<Gold> {
    let list = case[key].as_array().cloned().unwrap_or_default();
    list.iter()
        .map(|one| Gold {
            labels: std::iter::once(&one["label"])
                .chain(one["alt"].as_array().into_iter().flatten())
                .map(|label| label.as_str().unwrap().to_owned())
                .collect(),
            start: one["start"].as_u64().unwrap() as usize,
            end: one["end"].as_u64().unwrap() as usize,
            quote: one["quote"].as_str().unwrap().to_owned(),
        })
        .collect()
}

fn overlap(a: (usize, usize), b: (usize, usize)) -> usize {
    a.1.min(b.1).saturating_sub(a.0.max(b.0))
}

#[test]
fn replies_of_the_sample() {
    let Some(cases) = sample("replies.jsonl") else { return };
    let coach = Coach::new();
    let mut spans: BTreeMap<String, Counts> = BTreeMap::new();
    let (mut step, mut word, mut question) = (Counts::default(), Counts::default(), Counts::default());
    let (mut clean, mut alarms) = (0_usize, 0_usize);
    for case in &cases {
        let id = case["id"].as_str().unwrap();
        let text = case["text"].as_str().unwrap();
        let reading = coach.reply(&Draft { text, inbound: case["inbound"].as_str(), ..Draft::default() });
        let gold_spans = gold(case, "labels");
        let grey = gold(case, "grey");
        let mut taken = vec![false; gold_spans.len()];
        let mut wrong_here = 0;
        for finding in reading.findings.iter().filter(|finding| finding.label <= Label::Jargon) {
            let here = (finding.start, finding.end);
            let fits = |one: &Gold| {
                one.labels.iter().any(|label| label == finding.label.name())
                    && overlap(here, (one.start, one.end)) * 2 >= (here.1 - here.0).min(one.end - one.start)
            };
            let found =
                gold_spans.iter().enumerate().find(|(at, one)| !taken[*at] && fits(one)).map(|(at, _)| at);
            if let Some(at) = found {
                taken[at] = true;
                spans.entry(gold_spans[at].labels[0].clone()).or_default().right += 1;
            } else if grey.iter().any(|one| overlap(here, (one.start, one.end)) > 0)
                || gold_spans.iter().any(fits)
            {
                // A second mark on the same words is neither right nor wrong.
            } else {
                wrong_here += 1;
                spans.entry(finding.label.name().to_owned()).or_default().wrong += 1;
                println!("{id}: wrong {} ({}): {:?}", finding.label.name(), finding.rule, finding.quote);
            }
        }
        for (at, one) in gold_spans.iter().enumerate().filter(|(at, _)| !taken[*at]) {
            spans.entry(gold_spans[at].labels[0].clone()).or_default().missed += 1;
            println!("{id}: missed {}: {:?}", one.labels.join("/"), one.quote);
        }
        if gold_spans.is_empty() {
            clean += 1;
            alarms += wrong_here;
        }
        for (name, counts, said) in [
            ("missing_next_step", &mut step, reading.missing_next_step),
            ("missing_acknowledgement", &mut word, reading.missing_acknowledgement),
            ("unanswered_question", &mut question, !reading.unanswered.is_empty()),
        ] {
            let holds = case[name].as_bool().unwrap();
            counts.add(said, holds);
            if said != holds {
                println!("{id}: {name} said {said}: {:?} / {text:?}", case["inbound"].as_str().unwrap_or(""));
            }
        }
    }
    let macro_f1 = spans.values().map(|counts| counts.f1()).sum::<f64>() / spans.len() as f64;
    for (label, counts) in &spans {
        println!("{}", counts.line(label));
    }
    println!("span macro F1 {macro_f1:.3}; {alarms} false alarms in {clean} clean drafts");
    println!(
        "{}\n{}\n{}",
        step.line("missing_next_step"),
        word.line("missing_acknowledgement"),
        question.line("unanswered_question")
    );
    assert!(macro_f1 >= 0.5 && step.f1() >= 0.5 && word.f1() >= 0.5 && question.f1() >= 0.5);
}

#[test]
fn requests_of_the_sample() {
    let Some(cases) = sample("inbound.jsonl") else { return };
    let coach = Coach::new();
    let mut moods: BTreeMap<&str, Counts> = BTreeMap::new();
    let (mut names, mut goals, mut goals_asked) = (0_usize, 0_usize, 0_usize);
    for case in &cases {
        let id = case["id"].as_str().unwrap();
        let text = case["text"].as_str().unwrap();
        let inbound = coach.inbound(text);
        for kind in coach::MoodKind::ALL {
            let holds = case["labels"].as_array().unwrap().iter().any(|label| label == kind.name());
            let said = inbound.moods.iter().find(|mood| mood.kind == kind);
            moods.entry(kind.name()).or_default().add(said.is_some(), holds);
            if said.is_some() != holds {
                let words: Vec<String> = said.map_or_else(Vec::new, |mood| {
                    mood.spans
                        .iter()
                        .map(|(start, end)| text.chars().skip(*start).take(end - start).collect())
                        .collect()
                });
                println!("{id}: {} said {} {words:?}: {text:?}", kind.name(), said.is_some());
            }
        }
        let expected: Vec<&str> =
            case["thanks_named"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        if inbound.thanks_named == expected {
            names += 1;
        } else {
            println!("{id}: named {:?}, not {expected:?}", inbound.thanks_named);
        }
        if let Some(goal) = case["goal"].as_str() {
            goals_asked += 1;
            if inbound.goal.as_deref() == Some(goal) {
                goals += 1;
            } else {
                println!("{id}: goal {:?}, not {goal:?}", inbound.goal);
            }
        }
    }
    for (mood, counts) in &moods {
        println!("{}", counts.line(mood));
    }
    println!("thanks_named exact {names} of {}; goals {goals} of {goals_asked}", cases.len());
    assert!(moods.values().all(|counts| counts.f1() >= 0.5));
}

#[test]
fn promises_of_the_sample() {
    let Some(cases) = sample("promises.jsonl") else { return };
    let mut counts = Counts::default();
    for case in &cases {
        let id = case["id"].as_str().unwrap();
        let text = case["text"].as_str().unwrap();
        let zone = case["tz"].as_str().unwrap();
        let now: jiff::Timestamp = case["now"].as_str().unwrap().parse().unwrap();
        let time = |key: &str| case["workday"][key].as_str().unwrap().parse().unwrap();
        let moment = coach::Moment {
            now: now.in_tz(zone).unwrap(),
            workday: coach::Workday { start: time("start"), end: time("end") },
        };
        let said = coach::promise::find(text, &moment);
        let mut taken = vec![false; said.len()];
        for gold in case["promises"].as_array().unwrap() {
            let quote = gold["quote"].as_str().unwrap();
            let start = text[..text.find(quote).unwrap()].chars().count();
            let here = (start, start + quote.chars().count());
            let due: Option<jiff::Timestamp> = gold["due"].as_str().map(|due| due.parse().unwrap());
            let found = said.iter().enumerate().find(|(at, promise)| {
                let length = (promise.end - promise.start).max(here.1 - here.0);
                !taken[*at]
                    && promise.due.as_ref().map(jiff::Zoned::timestamp) == due
                    && overlap((promise.start, promise.end), here) * 10 >= length * 6
            });
            match found {
                Some((at, _)) => {
                    taken[at] = true;
                    counts.right += 1;
                }
                None => {
                    counts.missed += 1;
                    println!("{id}: missed {quote:?} due {due:?} in {text:?}");
                }
            }
        }
        for (_, promise) in said.iter().enumerate().filter(|(at, _)| !taken[*at]) {
            counts.wrong += 1;
            println!(
                "{id}: wrong {:?} due {:?} in {text:?}",
                promise.quote,
                promise.due.as_ref().map(ToString::to_string)
            );
        }
    }
    println!("{}", counts.line("promises"));
    assert!(counts.f1() >= 0.8);
}
