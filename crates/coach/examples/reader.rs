//! Measures the whole reader: how often it marks calm technical words, and how fast it is. `reader figures DATA`
//! prints the figures, `reader marks DATA` each of those marks.
//!
//! Prints; asserts nothing, since a figure of a busy machine is no failure. What it finds of the sample of conventions is
//! said by the test `it`, beside it. Refuses to know how the reader works.

#[path = "clock/mod.rs"]
mod clock;

use anyhow::{Context, Result, bail};
use clock::{ROUNDS, best, thread_seconds};
use coach::{Coach, Detail, Draft, Label, Profile};
use serde_json::Value;
use std::fs;
use std::hint::black_box;
use std::io::Write;
use std::path::Path;
use std::time::Instant;

const REPLY_BYTES: usize = 600;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [chore, data] = arguments.as_slice() else { bail!("say figures, and the folder of data") };
    let data = Path::new(data);
    match chore.as_str() {
        "figures" => figures(data),
        "marks" => marks(data),
        _ => bail!("there is no chore {chore}: figures, marks"),
    }
}

/// Every mark in calm technical words, for somebody who looks for rules that mark too much.
fn marks(data: &Path) -> Result<()> {
    let mut out = std::io::stdout().lock();
    let coach = Coach::new();
    for text in polite_questions(data)?.into_iter().chain(mails(data)?) {
        let profile = Profile { detail: Detail::Full };
        for finding in coach.reply(&Draft { profile, ..Draft::of(&text) }).findings {
            writeln!(
                out,
                "{}\t{}\t{}\t{}",
                finding.label.name(),
                finding.rule,
                finding.quote,
                text.replace('\n', " ")
            )?;
        }
    }
    Ok(())
}

fn figures(data: &Path) -> Result<()> {
    let mut out = std::io::stdout().lock();
    let replies = sample(data)?;

    let (before, clock) = (thread_seconds(), Instant::now());
    let coach = Coach::new();
    black_box(coach.reply(&Draft::of(&replies[0])));
    let cold = match (before, thread_seconds()) {
        (Some(before), Some(after)) => after - before,
        _ => clock.elapsed().as_secs_f64(),
    };

    writeln!(
        out,
        "calm technical words marked at all (aim: 1 % of mails; jargon aside, as for a reader who wants detail):"
    )?;
    for (name, texts) in [
        ("questions on Stack Exchange rated in the politer half", polite_questions(data)?),
        ("mails of the parsers' tests, their visible part", mails(data)?),
    ] {
        let marked = texts.iter().filter(|text| is_marked(&coach, text)).count();
        let share = 100.0 * marked as f64 / texts.len().max(1) as f64;
        writeln!(out, "  {name}: {marked} of {} ({share:.1} %)", texts.len())?;
    }

    let mut reply = String::new();
    for text in &replies {
        if reply.len() + text.len() < REPLY_BYTES {
            reply += text;
            reply.push(' ');
        }
    }
    let bytes: usize = replies.iter().map(String::len).sum();
    let all = best(|| {
        for text in &replies {
            black_box(coach.reply(&Draft::of(text)));
        }
    });
    let one = best(|| {
        for _ in 0..100 {
            black_box(coach.reply(&Draft::of(black_box(&reply))));
        }
    });
    let heard = best(|| {
        for text in &replies {
            black_box(coach.inbound(text));
        }
    });
    writeln!(out, "the whole reader, one thread, best of {ROUNDS} rounds, CPU time:")?;
    let megabytes = bytes as f64 / 1e6;
    writeln!(out, "  replies of the sample: {:.1} MB a second (aim: 5)", megabytes / all)?;
    writeln!(out, "  the same read as requests: {:.1} MB a second (aim: 5)", megabytes / heard)?;
    writeln!(out, "  a reply of {} bytes: {:.3} ms (aim: 0.2)", reply.len(), one * 10.0)?;
    writeln!(out, "  from the start to the first reply: {:.1} ms (aim: 20)", cold * 1e3)?;
    Ok(())
}

/// Texts of the sample of replies.
fn sample(data: &Path) -> Result<Vec<String>> {
    let texts = strings(&data.join("coach-sample/replies.jsonl"), |case| {
        Some(case.get("text")?.as_str()?.to_owned())
    })?;
    if texts.is_empty() {
        bail!("the sample of replies is empty");
    }
    Ok(texts)
}

/// Requests on Stack Exchange with a rating above the mean; rows of one line.
fn polite_questions(data: &Path) -> Result<Vec<String>> {
    let path = data.join("politeness/stack-exchange.dev.tsv");
    let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let rows = text.lines().filter_map(|line| line.split_once('\t'));
    let polite = rows.filter(|(rating, request)| {
        rating.parse::<f64>().is_ok_and(|rating| rating > 0.0) && !request.starts_with('"')
    });
    Ok(polite.map(|(_, request)| request.to_owned()).collect())
}

/// What people wrote in the mails that are known to the word.
fn mails(data: &Path) -> Result<Vec<String>> {
    let folder = data.join("../mail");
    let mut folders: Vec<_> = fs::read_dir(&folder)
        .with_context(|| folder.display().to_string())?
        .map(|entry| Ok(entry?.path().join("expect.jsonl")))
        .collect::<Result<_>>()?;
    folders.sort();
    let mut mails = Vec::new();
    for expected in folders.iter().filter(|path| path.is_file()) {
        mails.extend(strings(expected, |case| {
            Some(case.get("checks")?.get("visible")?.as_str()?.to_owned())
        })?);
    }
    Ok(mails)
}

fn strings(path: &Path, pick: impl Fn(&Value) -> Option<String>) -> Result<Vec<String>> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut strings = Vec::new();
    for line in text.lines() {
        strings.extend(pick(&serde_json::from_str(line)?));
    }
    Ok(strings)
}

fn is_marked(coach: &Coach, text: &str) -> bool {
    let profile = Profile { detail: Detail::Full };
    let reading = coach.reply(&Draft { profile, ..Draft::of(text) });
    reading.findings.iter().any(|finding| finding.label != Label::Jargon)
}
