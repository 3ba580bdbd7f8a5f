//! What a process has used so far: processor time and memory, from Linux's /proc.

use anyhow::{Context, Result};
use std::fs;
use std::time::Duration;

/// Linux counts processor time in hundredths of a second on every machine we know.
const TICK: Duration = Duration::from_millis(10);

/// Processor time of a process and all its threads, in user and in kernel mode.
pub fn cpu(pid: u32) -> Result<Duration> {
    let text = fs::read_to_string(format!("/proc/{pid}/stat"))?;
    ticks(&text).context("/proc/PID/stat is not as expected")
}

fn ticks(stat: &str) -> Option<Duration> {
    // The name in parentheses may hold blanks; utime and stime are the 12th and 13th word after it.
    let words: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks: u32 = words.get(11)?.parse::<u32>().ok()? + words.get(12)?.parse::<u32>().ok()?;
    Some(TICK * ticks)
}

/// Processor time of the processes whose parent is `pid`, such as a database's sessions.
pub fn cpu_of_children(pid: u32) -> Duration {
    let mut sum = Duration::ZERO;
    for entry in fs::read_dir("/proc").into_iter().flatten().flatten() {
        let Ok(text) = fs::read_to_string(entry.path().join("stat")) else { continue };
        let parent =
            text.rsplit_once(')').and_then(|(_, rest)| rest.split_whitespace().nth(1)?.parse::<u32>().ok());
        if parent == Some(pid) {
            sum += ticks(&text).unwrap_or_default();
        }
    }
    sum
}

/// Memory in KiB: the share of this process (PSS), and the part that is no file's (anonymous).
#[derive(Clone, Copy)]
pub struct Memory {
    pub pss_kib: u64,
    pub anonymous_kib: u64,
}

pub fn memory(pid: u32) -> Result<Memory> {
    let text = fs::read_to_string(format!("/proc/{pid}/smaps_rollup"))?;
    let value = |name: &str| -> Option<u64> {
        let line = text.lines().find(|line| line.starts_with(name))?;
        line.split_whitespace().nth(1)?.parse().ok()
    };
    let pss_kib = value("Pss:").context("smaps_rollup has no Pss")?;
    Ok(Memory { pss_kib, anonymous_kib: value("Anonymous:").context("smaps_rollup has no Anonymous")? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_with_a_blank_in_its_name_is_read_right() {
        let stat = "7 (a b) c) S 1 7 7 0 -1 4194560 100 0 0 0 25 5 0 0 20 0 3 0 100 1000 10";
        assert_eq!(ticks(stat), Some(Duration::from_millis(300)));
    }
}
