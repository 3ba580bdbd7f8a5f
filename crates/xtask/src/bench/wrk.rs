//! wrk as the crowd that reads: many kept connections over a list of paths.

use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// What a crowd saw.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Seen {
    pub requests: u64,
    pub seconds: f64,
    /// Bytes of an answer, headers included.
    pub bytes_each: u64,
    pub p50_ms: f64,
    pub p99_ms: f64,
}

impl Seen {
    pub fn rate(&self) -> f64 {
        crate::bench::float(self.requests) / self.seconds
    }
}

/// A crowd at work; `finish` waits for its end.
pub struct Crowd(Child);

/// Starts a crowd of `connections` for `seconds` on `http://ADDRESS` and these paths, with these headers.
pub fn start(
    folder: &Path,
    address: &str,
    paths: &[String],
    headers: &[(String, String)],
    connections: u32,
    seconds: u64,
) -> Result<Crowd> {
    let script = folder.join(format!("wrk-{}.lua", address.replace([':', '.'], "-")));
    fs::write(&script, lua(paths))?;
    let mut command = Command::new("wrk");
    command.args(["-t1", &format!("-c{connections}"), &format!("-d{seconds}s"), "--timeout", "10s", "-s"]);
    command.arg(&script);
    for (name, value) in headers {
        command.arg("-H").arg(format!("{name}: {value}"));
    }
    command
        .arg(format!("http://{address}/"))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    Ok(Crowd(command.spawn().context("wrk is needed: apt-get install wrk")?))
}

impl Crowd {
    pub fn finish(self) -> Result<Seen> {
        let done = self.0.wait_with_output()?;
        read(&String::from_utf8_lossy(&done.stdout))
    }
}

fn lua(paths: &[String]) -> String {
    let quoted: Vec<String> = paths.iter().map(|path| format!("{path:?}")).collect();
    format!(
        "local paths = {{ {} }}\nlocal at = 0\n\
         request = function() at = at % #paths + 1; return wrk.format(\"GET\", paths[at]) end\n\
         done = function(summary, latency)\n  local e = summary.errors\n  \
         io.write(string.format(\"SEEN %d %d %d %d %d %d\\n\", summary.requests, summary.duration, summary.bytes, \
         latency:percentile(50), latency:percentile(99), e.connect + e.read + e.write + e.status + e.timeout))\nend\n",
        quoted.join(", ")
    )
}

fn read(said: &str) -> Result<Seen> {
    let line = said
        .lines()
        .find_map(|line| line.strip_prefix("SEEN "))
        .with_context(|| format!("wrk said: {said}"))?;
    let numbers: Vec<u64> = line.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let [requests, microseconds, bytes, p50, p99, errors] = numbers.as_slice() else {
        bail!("wrk said: {line}")
    };
    if *errors > 0 || *requests == 0 {
        bail!("{errors} of {requests} requests went wrong");
    }
    let float = crate::bench::float;
    Ok(Seen {
        requests: *requests,
        seconds: float(*microseconds) / 1e6,
        bytes_each: bytes / requests,
        p50_ms: float(*p50) / 1e3,
        p99_ms: float(*p99) / 1e3,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_with_errors_is_no_measurement() {
        assert_eq!(read("x\nSEEN 100 2000000 5000 700 900 0").unwrap().rate(), 50.0);
        assert!(read("SEEN 100 2000000 5000 700 900 1").is_err());
        assert!(read("SEEN 0 2000000 0 0 0 0").is_err());
    }
}
