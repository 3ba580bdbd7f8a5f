//! Third-party mail corpora: `alongside mail parse` over every mail of `../shared/mail`, scored by the corpora's own
//! scorer. The corpora are not part of the repository; without them the step says so and is skipped.

use super::{Context, Counts, Report};
use crate::{program, shell};
use anyhow::{Context as _, Result, bail};
use serde_json::Value;
use std::fs;
use std::time::Duration;

/// What must not get worse: a share in percent of each of the scorer's headline figures.
const FLOORS: &str = "crates/xtask/mail-floors.json";

const LIMIT: Duration = Duration::from_secs(600);

pub fn run(context: &Context) -> Result<Report> {
    let shared = context.root.join("../shared");
    let scorer = shared.join("tools/score_mail.py");
    if !shared.join("mail").is_dir() || !scorer.is_file() {
        return Ok(Report::skipped("no corpora: ../shared/mail is not there"));
    }
    let binary = program::build(context.root, &context.target, &context.log)?;
    let scores = context.target.join("test-logs/mail-scores.json");
    let mut command = shell::limited(LIMIT, "python3");
    command.arg(&scorer).arg("--out").arg(&scores);
    command.arg("--failures").arg(context.target.join("test-logs/mail-failures.jsonl"));
    command.arg("--").arg(&binary).args(["mail", "parse"]).current_dir(&context.target);
    if !shell::run_logged(&mut command, &context.log)?.success {
        bail!("the scorer did not run to its end");
    }
    let scores: Value = serde_json::from_str(&fs::read_to_string(scores)?)?;
    let floors: Value = serde_json::from_str(&fs::read_to_string(context.root.join(FLOORS))?)?;
    let headline = scores.get("headline").context("the scores have no headline")?;
    let verdicts = compare(floors.as_object().context("the floors are not an object")?, headline)?;
    let below: Vec<&str> = verdicts.iter().filter(|(_, kept)| !kept).map(|(said, _)| said.as_str()).collect();
    let failed = u64::try_from(below.len())?;
    let counts = Counts { passed: u64::try_from(verdicts.len())? - failed, failed };
    let mut report = Report::of(true, counts, &format!("below the floor: {}", below.join("; ")));
    report.note = format!("{} mails", headline.get("mails").and_then(Value::as_u64).unwrap_or(0));
    Ok(report)
}

/// Each floor with what was reached, and whether it was kept.
fn compare(floors: &serde_json::Map<String, Value>, headline: &Value) -> Result<Vec<(String, bool)>> {
    let mut verdicts = Vec::new();
    for (figure, floor) in floors {
        let floor = floor.as_f64().with_context(|| format!("the floor of {figure} is not a number"))?;
        let pair = headline.get(figure).and_then(Value::as_array).map(Vec::as_slice);
        let Some([passed, all]) = pair else { bail!("the scorer knows no figure {figure}") };
        let (passed, all) = (passed.as_f64().unwrap_or(0.0), all.as_f64().unwrap_or(0.0));
        let reached = if all > 0.0 { 100.0 * passed / all } else { 0.0 };
        verdicts.push((format!("{figure} {reached:.2} % of at least {floor} %"), reached >= floor));
    }
    Ok(verdicts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(floors: &str, headline: &str) -> Vec<bool> {
        let floors: Value = serde_json::from_str(floors).unwrap();
        let headline = serde_json::from_str(headline).unwrap();
        compare(floors.as_object().unwrap(), &headline).unwrap().into_iter().map(|(_, kept)| kept).collect()
    }

    #[test]
    fn one_lost_mail_breaks_a_floor_of_all() {
        assert_eq!(kept(r#"{"survive": 100}"#, r#"{"survive": [10, 10]}"#), [true]);
        assert_eq!(kept(r#"{"survive": 100}"#, r#"{"survive": [9999, 10000]}"#), [false]);
    }

    #[test]
    fn a_figure_that_was_not_measured_breaks_its_floor() {
        assert_eq!(kept(r#"{"body": 90}"#, r#"{"body": [0, 0]}"#), [false]);
    }
}
