//! Those who write: tickets by the API and mail by SMTP, over a few kept connections, one blocking thread each.

use super::http::Connection;
use anyhow::{Result, bail};
use std::fmt;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// What the writers saw.
pub struct Load {
    pub count: u64,
    pub seconds: f64,
    pub p50_ms: f64,
    pub p99_ms: f64,
}

impl Load {
    pub fn rate(&self) -> f64 {
        super::float(self.count) / self.seconds
    }

    fn of(mut latencies: Vec<Duration>, took: Duration) -> Load {
        latencies.sort_unstable();
        let at = |percent: usize| {
            let index = (latencies.len() * percent / 100).min(latencies.len().saturating_sub(1));
            latencies.get(index).map_or(0.0, |latency| latency.as_secs_f64() * 1e3)
        };
        let count = u64::try_from(latencies.len()).unwrap_or(u64::MAX);
        Load { count, seconds: took.as_secs_f64(), p50_ms: at(50), p99_ms: at(99) }
    }
}

impl fmt::Display for Load {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.0}/s, p50 {:.2} ms, p99 {:.2} ms", self.rate(), self.p50_ms, self.p99_ms)
    }
}

/// Runs `writers` threads for `limit`; each gets a fresh number for each thing it writes.
fn writers<W>(writers: u64, limit: Duration, open: impl Fn(u64) -> Result<W> + Sync) -> Result<Load>
where
    W: FnMut(u64) -> Result<()>,
{
    let next = AtomicU64::new(0);
    let start = Instant::now();
    let work = |writer: u64| -> Result<Vec<Duration>> {
        let mut write = open(writer)?;
        let mut latencies = Vec::new();
        while start.elapsed() < limit {
            let begun = Instant::now();
            write(next.fetch_add(1, Ordering::Relaxed))?;
            latencies.push(begun.elapsed());
        }
        Ok(latencies)
    };
    let work = &work;
    let gathered: Vec<Result<Vec<Duration>>> = thread::scope(|scope| {
        let handles: Vec<_> = (0..writers).map(|writer| scope.spawn(move || work(writer))).collect();
        handles
            .into_iter()
            .map(|handle| handle.join().unwrap_or_else(|_| bail!("a writer panicked")))
            .collect()
    });
    let took = start.elapsed();
    let mut latencies = Vec::new();
    for one in gathered {
        latencies.extend(one?);
    }
    Ok(Load::of(latencies, took))
}

/// Tickets created by the API, each answered after its commit.
pub fn create_by_api(address: &str, tokens: &[String], connections: u64, limit: Duration) -> Result<Load> {
    let run = std::process::id();
    writers(connections, limit, |_| {
        let mut connection = Connection::open(address)?;
        Ok(move |number: u64| {
            // Each token may write so much a minute: several take turns.
            let turn = usize::try_from(number)? % tokens.len().max(1);
            let bearer = format!("Bearer {}", tokens.get(turn).map_or("", String::as_str));
            let body = serde_json::json!({
                "subject": format!("The scanner on floor {} sends nothing", number % 9),
                "body": "I scan to my mail and nothing arrives. It worked until Friday. The display says sent. ".repeat(4),
            });
            let key = format!("bench-{run}-{number}");
            let headers = [
                ("authorization", bearer.as_str()),
                ("content-type", "application/json"),
                ("idempotency-key", key.as_str()),
            ];
            let response =
                connection.send("POST", "/api/v1/tickets", &headers, body.to_string().as_bytes())?;
            match response.status {
                201 => Ok(()),
                status => bail!("the API answered {status}: {}", response.text()),
            }
        })
    })
}

/// Size of a mail in bytes, headers included.
const MAIL_BYTES: usize = 5 * 1024;
const LINE: &str =
    "The reader beside the east door beeps twice and the door stays shut until I try again.\r\n";

/// Mails handed in by SMTP, each counted when its 250 came.
pub fn send_mail(address: &str, recipient: &str, connections: u64, limit: Duration) -> Result<Load> {
    let run = std::process::id();
    writers(connections, limit, |writer| {
        let mut session = Session::open(address)?;
        let recipient = recipient.to_owned();
        Ok(move |number: u64| {
            session.send(&format!("person{writer}.{number}@bench.example"), &recipient, run, number)
        })
    })
}

/// Shares the processors with the server it measures, so it allocates and copies little.
struct Session {
    stream: BufReader<TcpStream>,
    /// Lines enough for any mail, and what goes out and comes in just now.
    text: String,
    out: Vec<u8>,
    line: String,
}

impl Session {
    fn open(address: &str) -> Result<Session> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        let mut session = Session {
            stream: BufReader::new(stream),
            text: LINE.repeat(MAIL_BYTES / LINE.len() + 1),
            out: Vec::with_capacity(2 * MAIL_BYTES),
            line: String::new(),
        };
        session.expect("220")?;
        session.out.extend_from_slice(b"EHLO bench.example\r\n");
        session.say()?;
        session.expect("250")?;
        Ok(session)
    }

    /// One mail, with the commands of the envelope pipelined (RFC 2920).
    fn send(&mut self, from: &str, to: &str, run: u32, number: u64) -> Result<()> {
        write!(self.out, "MAIL FROM:<{from}>\r\nRCPT TO:<{to}>\r\nDATA\r\n")?;
        self.say()?;
        self.expect("250")?;
        self.expect("250")?;
        self.expect("354")?;
        write!(
            self.out,
            "From: A Person <{from}>\r\nTo: {to}\r\nSubject: The door reader beeps ({number})\r\n\
             Date: Tue, 24 Nov 2026 09:00:00 +0000\r\nMessage-ID: <{run}.{number}@bench.example>\r\n\
             MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
        )?;
        let lines = MAIL_BYTES.saturating_sub(self.out.len()).div_ceil(LINE.len());
        let text = self.text.get(..lines * LINE.len()).unwrap_or(&self.text);
        self.out.extend_from_slice(text.as_bytes());
        self.out.extend_from_slice(b".\r\n");
        self.say()?;
        self.expect("250")
    }

    fn say(&mut self) -> Result<()> {
        self.stream.get_mut().write_all(&self.out)?;
        self.out.clear();
        Ok(())
    }

    fn expect(&mut self, code: &str) -> Result<()> {
        loop {
            self.line.clear();
            self.stream.read_line(&mut self.line)?;
            if !self.line.starts_with(code) {
                bail!("the mail server said {:?} instead of {code}", self.line.trim_end());
            }
            if self.line.as_bytes().get(3) != Some(&b'-') {
                return Ok(());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_of_what_was_seen() {
        let load = Load::of((1..=200).rev().map(Duration::from_millis).collect(), Duration::from_secs(2));
        assert_eq!((load.rate(), load.p50_ms, load.p99_ms), (100.0, 101.0, 199.0));
        assert_eq!(Load::of(Vec::new(), Duration::from_secs(1)).count, 0);
    }
}
