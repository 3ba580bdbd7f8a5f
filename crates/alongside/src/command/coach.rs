//! `alongside coach …`: reads drafts, promises and requests from files or from standard input, and says what it found.
//!
//! Needs no desk: no settings, no database, no network.

use crate::clock::Clock;
use crate::coach::Kind;
use ::coach::{
    Coach, Detail, Draft, Finding, Inbound, Label, Language, Moment, Profile, Promise, Reading, Workday,
};
use anyhow::{Context, Result};
use clap::Args;
use serde::Deserialize;
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Args)]
pub struct Ask {
    /// Texts to read; `-`, or none, reads standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// What the texts are: reply, note, incident_update, announcement, article, follow_up, newsletter or review
    #[arg(long, value_name = "KIND", default_value = "reply")]
    kind: Kind,
    /// The message that the draft answers
    #[arg(long, value_name = "FILE")]
    inbound: Option<PathBuf>,
    /// The reader wants full detail: terms of the trade are welcome
    #[arg(long)]
    full_detail: bool,
    /// One JSON object for each text
    #[arg(long)]
    json: bool,
    /// Reads one JSON object a line from standard input, and answers a line each
    #[arg(long, conflicts_with_all = ["files", "json", "inbound"])]
    jsonl: bool,
    /// Prints every rule, with its reason and examples, as a Markdown document
    #[arg(long, conflicts_with_all = ["files", "json", "jsonl", "inbound"])]
    rules: bool,
}

/// A text longer than this is not read, in bytes.
const BYTES_MAX: u64 = 16 * 1024 * 1024;

/// Exit status 0: nothing found; 1: something found; 2: a text could not be read.
pub fn run(ask: &Ask) -> Result<ExitCode> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let found = if ask.rules {
        out.write_all(rules().as_bytes())?;
        false
    } else if ask.jsonl {
        jsonl(&mut std::io::stdin().lock(), &mut out)?;
        false
    } else {
        texts(ask, &mut out)?
    };
    out.flush()?;
    Ok(if found { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

fn texts(ask: &Ask, out: &mut impl Write) -> Result<bool> {
    let inbound = ask.inbound.as_deref().map(read).transpose()?;
    let standard = [PathBuf::from("-")];
    let files = if ask.files.is_empty() { &standard[..] } else { &ask.files };
    let mut found = false;
    for file in files {
        let text = read(file)?;
        let detail = if ask.full_detail { Detail::Full } else { Detail::Plain };
        let draft = Draft {
            text: &text,
            inbound: inbound.as_deref(),
            profile: Profile { detail },
            ..Draft::default()
        };
        let (kind, coach) = (ask.kind, Coach::shared());
        let reading = kind.read(coach, &draft);
        let hard_to_read = kind.is_too_hard(coach, &draft, &reading);
        let moment = Moment {
            now: Clock::System.now().timestamp().to_zoned(jiff::tz::TimeZone::UTC),
            workday: Workday::default(),
        };
        let promises = if kind.may_promise() { ::coach::promise::find(&text, &moment) } else { Vec::new() };
        found |= hard_to_read || is_marked(&reading);
        if ask.json {
            let mut object = reply_object(&reading, hard_to_read);
            object["file"] = json!(file.display().to_string());
            object["promises"] = promise_list(&promises);
            writeln!(out, "{object}")?;
        } else {
            let name = file.display().to_string();
            out.write_all(for_people(&name, &text, &reading, hard_to_read, &promises).as_bytes())?;
        }
    }
    Ok(found)
}

fn read(file: &Path) -> Result<String> {
    let mut bytes = Vec::new();
    if file == Path::new("-") {
        std::io::stdin().lock().take(BYTES_MAX).read_to_end(&mut bytes)?;
    } else {
        let opened = fs::File::open(file).with_context(|| format!("{} cannot be opened", file.display()))?;
        opened.take(BYTES_MAX).read_to_end(&mut bytes)?;
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn is_marked(reading: &Reading) -> bool {
    !reading.findings.is_empty()
        || reading.missing_next_step
        || reading.missing_acknowledgement
        || !reading.unanswered.is_empty()
}

/// Marks with the line they stand in and carets under the words.
fn for_people(name: &str, text: &str, reading: &Reading, hard_to_read: bool, promises: &[Promise]) -> String {
    let mut said = String::new();
    let mut all: Vec<&Finding> = reading.findings.iter().chain(&reading.style).collect();
    all.sort_by_key(|finding| (finding.start, finding.end));
    for finding in all {
        let (line, column, shown) = place(text, finding.start);
        let length = finding.end - finding.start;
        let room = shown.chars().count().saturating_sub(column);
        let carets = "^".repeat(length.min(room).max(1));
        said.push_str(&format!(
            "{name}:{}:{}: {} ({})\n",
            line + 1,
            column + 1,
            finding.label.name(),
            finding.rule
        ));
        said.push_str(&format!("  | {shown}\n  | {}{carets}\n  = {}\n", " ".repeat(column), finding.reason));
        if let Some(suggestion) = &finding.suggestion {
            let word = if finding.replaces { "say" } else { "try" };
            said.push_str(&format!("  = {word}: {suggestion}\n"));
        }
    }
    if reading.missing_next_step {
        said.push_str(&format!("{name}: no next step: say what you do next, or what the reader can do.\n"));
    }
    if reading.missing_acknowledgement {
        said.push_str(&format!(
            "{name}: no word for the person: they are held up or upset, and nothing says that you saw it.\n"
        ));
    }
    for question in &reading.unanswered {
        said.push_str(&format!("{name}: no answer to: {}\n", question.quote));
    }
    if hard_to_read {
        said.push_str(&format!(
            "{name}: hard to read: it goes to everybody; try shorter sentences and everyday words.\n"
        ));
    }
    for promise in promises {
        let due = promise.due.as_ref().map_or("the date can be read in two ways".to_owned(), |due| {
            format!("due {}", due.strftime("%a %d %b %H:%M"))
        });
        said.push_str(&format!("{name}: a promise: \"{}\" ({due})\n", promise.quote));
    }
    said.push_str(&format!(
        "{name}: reading grade {:.1}, politeness {:.0} of 100\n",
        reading.reading_grade,
        reading.politeness.score * 100.0
    ));
    said
}

/// Line and column from 0, and the line itself, of a character.
fn place(text: &str, character: usize) -> (usize, usize, &str) {
    let mut before = 0;
    for (number, line) in text.split('\n').enumerate() {
        let length = line.chars().count();
        if character <= before + length {
            return (number, character - before, line.trim_end_matches('\r'));
        }
        before += length + 1;
    }
    (0, 0, "")
}

/// One line of `--jsonl`.
#[derive(Deserialize)]
#[serde(default)]
struct Line {
    kind: String,
    text: String,
    inbound: Option<String>,
    now: Option<String>,
    tz: Option<String>,
    workday: Option<Hours>,
    profile: Value,
}

impl Default for Line {
    fn default() -> Line {
        Line {
            kind: "reply".to_owned(),
            text: String::new(),
            inbound: None,
            now: None,
            tz: None,
            workday: None,
            profile: Value::Null,
        }
    }
}

#[derive(Deserialize)]
struct Hours {
    start: String,
    end: String,
}

fn jsonl(input: &mut impl BufRead, out: &mut impl Write) -> Result<()> {
    let mut line = Vec::new();
    loop {
        line.clear();
        let mut bounded = std::io::Read::take(&mut *input, BYTES_MAX);
        if bounded.read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let answer = match serde_json::from_slice::<Line>(&line) {
            Ok(line) => answer(&line).unwrap_or_else(|error| json!({ "error": format!("{error:#}") })),
            Err(error) => {
                json!({ "error": format!("this line is not an object of the right shape: {error}") })
            }
        };
        writeln!(out, "{answer}")?;
        out.flush()?;
    }
}

fn answer(line: &Line) -> Result<Value> {
    let coach = Coach::shared();
    let kind = match line.kind.as_str() {
        "promises" => {
            let promises = ::coach::promise::find(&line.text, &moment(line)?);
            return Ok(json!({ "promises": promise_list(&promises) }));
        }
        "inbound" => return Ok(inbound_object(&coach.inbound(&line.text))),
        other => other.parse::<Kind>().with_context(|| format!("kind is {}", kinds()))?,
    };
    let draft = Draft {
        text: &line.text,
        inbound: line.inbound.as_deref(),
        profile: Profile { detail: detail(&line.profile) },
        ..Draft::default()
    };
    let reading = kind.read(coach, &draft);
    let mut object = reply_object(&reading, kind.is_too_hard(coach, &draft, &reading));
    if line.now.is_some() && kind.may_promise() {
        object["promises"] = promise_list(&::coach::promise::find(&line.text, &moment(line)?));
    }
    Ok(object)
}

/// What a line may be.
fn kinds() -> String {
    let texts: Vec<&str> = Kind::all().iter().map(|kind| kind.as_str()).collect();
    format!("{}, promises or inbound", texts.join(", "))
}

/// `"full"`, `"full detail"` and `{"detail": "full"}` all ask for full detail.
fn detail(profile: &Value) -> Detail {
    let word = profile.as_str().or_else(|| profile.get("detail").and_then(Value::as_str)).unwrap_or_default();
    if word.starts_with("full") { Detail::Full } else { Detail::Plain }
}

fn moment(line: &Line) -> Result<Moment> {
    let instant = match &line.now {
        Some(now) => now
            .parse::<jiff::Timestamp>()
            .with_context(|| format!("now is not a time with an offset: {now}"))?,
        None => Clock::System.now().timestamp(),
    };
    let now = match &line.tz {
        Some(zone) => instant.in_tz(zone).with_context(|| format!("tz is not a time zone: {zone}"))?,
        None => instant.to_zoned(jiff::tz::TimeZone::UTC),
    };
    let workday = match &line.workday {
        Some(hours) => {
            let time = |text: &str| {
                text.parse::<jiff::civil::Time>().with_context(|| format!("not a time of day: {text}"))
            };
            Workday { start: time(&hours.start)?, end: time(&hours.end)? }
        }
        None => Workday::default(),
    };
    Ok(Moment { now, workday })
}

fn finding_list(findings: &[Finding]) -> Value {
    findings
        .iter()
        .map(|finding| {
            json!({
                "label": finding.label.name(),
                "start": finding.start,
                "end": finding.end,
                "quote": finding.quote,
                "rule": finding.rule,
                "reason": finding.reason,
                "suggestion": finding.suggestion,
                "replaces": finding.replaces,
            })
        })
        .collect()
}

fn reply_object(reading: &Reading, hard_to_read: bool) -> Value {
    json!({
        "findings": finding_list(&reading.findings),
        "style": finding_list(&reading.style),
        "missing_next_step": reading.missing_next_step,
        "missing_acknowledgement": reading.missing_acknowledgement,
        "unanswered_question": !reading.unanswered.is_empty(),
        "unanswered": reading.unanswered.iter().map(|question| &question.quote).collect::<Vec<_>>(),
        "politeness": reading.politeness.score,
        "strategies": reading.politeness.strategies.iter().map(|strategy| strategy.name).collect::<std::collections::BTreeSet<_>>(),
        "reading_grade": reading.reading_grade,
        "dale_chall": reading.dale_chall,
        "hard_to_read": hard_to_read,
    })
}

fn promise_list(promises: &[Promise]) -> Value {
    promises
        .iter()
        .map(|promise| {
            json!({
                "quote": promise.quote,
                "start": promise.start,
                "end": promise.end,
                "due": promise.due.as_ref().map(|due| due.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()),
                "ambiguous": promise.ambiguous,
            })
        })
        .collect()
}

fn inbound_object(inbound: &Inbound) -> Value {
    let mut labels: Vec<&str> = inbound.moods.iter().map(|mood| mood.kind.name()).collect();
    if labels.is_empty() {
        labels.push("neutral");
    }
    let hints: Vec<Value> = inbound
        .moods
        .iter()
        .map(|mood| json!({ "label": mood.kind.name(), "spans": mood.spans, "confidence": mood.confidence }))
        .collect();
    json!({ "labels": labels, "hints": hints, "thanks_named": inbound.thanks_named, "goal": inbound.goal })
}

/// Every rule as documentation.
fn rules() -> String {
    let mut text = String::from("# What the coach marks\n");
    for (language, name) in [(Language::English, "English"), (Language::German, "Deutsch")] {
        text.push_str(&format!("\n## {name}\n"));
        for label in Label::ALL {
            let rules: Vec<_> = ::coach::rules::all(language).filter(|rule| rule.label == label).collect();
            if rules.is_empty() {
                continue;
            }
            text.push_str(&format!("\n### {}\n", label.name()));
            for rule in rules {
                text.push_str(&format!("\n**{}**: {}\n*{}*\n\n", rule.name, rule.reason, rule.suggestion));
                for hit in rule.hits {
                    text.push_str(&format!("- marked: {hit}\n"));
                }
                for near in rule.near_misses {
                    text.push_str(&format!("- passes: {near}\n"));
                }
            }
        }
    }
    text.push_str("\n## Checks in every language\n");
    for check in ::coach::rules::CHECKS {
        text.push_str(&format!("\n**{}**: {}\n*{}*\n", check.name, check.reason, check.suggestion));
    }
    let terms = ::coach::jargon::Terms::shipped(Language::English).terms;
    text.push_str("\n### jargon\n\n**plain_words**: terms of the trade, each with plain words.\n\n");
    for term in terms {
        text.push_str(&format!("- {}: {}\n", term.written, term.plain));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(line: &str) -> Value {
        let mut out = Vec::new();
        jsonl(&mut line.as_bytes(), &mut out).unwrap();
        serde_json::from_slice(&out).unwrap()
    }

    #[test]
    fn a_line_about_a_reply_is_answered_with_what_was_found() {
        let answer = ask(r#"{"kind":"reply","text":"Grüße! You broke the printer."}"#);
        let finding = &answer["findings"][0];
        assert_eq!(finding["label"], "blame");
        assert_eq!((finding["start"].as_u64(), finding["end"].as_u64()), (Some(7), Some(29)));
        assert_eq!(answer["missing_next_step"], true);
    }

    #[test]
    fn a_line_is_read_with_what_fits_its_kind() {
        let ask = |kind: &str| {
            let line = json!({
                "kind": kind, "text": "The VLAN is down. I'll mend it by Thursday.", "inbound": "When will it be back?",
                "now": "2026-03-04T10:00:00+01:00",
            });
            ask(&line.to_string())
        };
        let found = |answer: &Value| answer["findings"].as_array().map(Vec::len);
        let note = ask("note");
        assert_eq!((found(&note), note["promises"].is_null()), (Some(0), true), "{note}");
        let announcement = ask("announcement");
        assert_eq!(
            (found(&announcement), announcement["promises"].as_array().map(Vec::len)),
            (Some(1), Some(1))
        );
        assert_eq!(ask("newsletter")["unanswered_question"], false);
        let refused = ask("poem")["error"].as_str().unwrap_or_default().to_owned();
        assert!(refused.contains("announcement") && refused.contains("promises"), "{refused}");
    }

    #[test]
    fn a_line_about_promises_gives_the_due_time_with_its_offset() {
        let answer = ask(
            r#"{"kind":"promises","text":"I'll call you by Monday.","now":"2026-03-27T16:00:00+01:00","tz":"Europe/Berlin","workday":{"start":"09:00","end":"16:30"}}"#,
        );
        assert_eq!(answer["promises"][0]["due"], "2026-03-30T16:30:00+02:00");
    }

    #[test]
    fn a_line_about_a_request_names_moods() {
        assert_eq!(
            ask(r#"{"kind":"inbound","text":"Thank you for fixing it!"}"#)["labels"],
            json!(["gratitude"])
        );
    }

    #[test]
    fn a_line_that_cannot_be_read_says_so_and_the_next_is_read() {
        let mut out = Vec::new();
        jsonl(&mut "{\n{\"kind\":\"inbound\",\"text\":\"x\"}\n".as_bytes(), &mut out).unwrap();
        let lines: Vec<Value> =
            std::str::from_utf8(&out).unwrap().lines().map(|l| serde_json::from_str(l).unwrap()).collect();
        assert!(lines[0]["error"].is_string() && lines[1]["labels"].is_array());
    }

    #[test]
    fn carets_stand_under_the_words() {
        let text = "Hello Ana,\nyou broke it.";
        let reading = Coach::shared().reply(&Draft::of(text));
        let said = for_people("a.txt", text, &reading, false, &[]);
        assert!(said.contains("a.txt:2:1: blame"), "{said}");
        assert!(said.contains("  | you broke it.\n  | ^^^^^^^^^^^^"), "{said}");
    }
}
