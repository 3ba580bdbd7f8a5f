//! How fast the models read, in CPU time of this thread.

use super::clock::{ROUNDS, best};
use super::corpus;
use anyhow::Result;
use coach::model;
use std::fmt::Write;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

const REPLY_BYTES: usize = 600;

pub fn figures(data: &Path) -> Result<String> {
    let texts: Vec<String> =
        corpus::politeness(data, "stack-exchange")?.into_iter().map(|rated| rated.text).collect();
    let mut reply = String::new();
    for text in &texts {
        if reply.len() + text.len() < REPLY_BYTES {
            reply += text;
            reply.push(' ');
        }
    }
    let bytes: usize = texts.iter().map(String::len).sum();
    let mut out = String::new();
    let first = Instant::now();
    black_box(model::score(black_box(&reply)));
    let first = first.elapsed();
    let requests = best(|| {
        for text in &texts {
            black_box(model::score(text));
        }
    });
    let replies = best(|| {
        for _ in 0..1000 {
            black_box(model::score(black_box(&reply)));
        }
    });
    writeln!(out, "models alone, one thread, best of {ROUNDS} rounds, CPU time:")?;
    writeln!(out, "  requests of two sentences: {:.1} MB a second", bytes as f64 / 1e6 / requests)?;
    writeln!(out, "  a reply of {} bytes: {:.4} ms", reply.len(), replies)?;
    write!(out, "  the first score in a process: {:.3} ms", first.as_secs_f64() * 1e3)?;
    Ok(out)
}
