//! The measurements, in the order in which they disturb each other least: fresh memory, reading, writing, memory
//! after. The bars are those of the issue that set them.

use super::process::{self, Memory};
use super::table::Table;
use super::visitor::Visitor;
use super::wrk::{self, Seen};
use super::{Bench, float, load};
use crate::program::{Installation, Served};
use anyhow::{Result, bail};
use std::fmt;
use std::path::Path;
use std::time::{Duration, Instant};

const READERS: u32 = 16;
/// Who signs in to a generated desk, and where it takes mail.
const AGENT: &str = "agent@example.org";
const PASSWORD: &str = "only for measuring";
const HELP_ADDRESS: &str = "help@example.org";
const TOKENS: u32 = 60;
/// How long the desk may take to work off the mails of one measurement.
const DRAIN_LIMIT: Duration = Duration::from_secs(120);

/// What an answer costs.
#[derive(Clone, Copy)]
pub struct Cost {
    /// Processor time of the server for each answer, in ms.
    pub cpu_ms: f64,
    pub rate: f64,
    pub seen: Seen,
}

impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Seen { p50_ms, p99_ms, bytes_each, .. } = self.seen;
        let (cpu, rate) = (self.cpu_ms, self.rate);
        write!(f, "{cpu:.3} ms CPU, {rate:.0}/s, p50 {p50_ms:.2} ms, p99 {p99_ms:.2} ms, {bytes_each} bytes")
    }
}

/// A crowd on one server or several; processor time is the sum of theirs.
pub fn crowd(
    folder: &Path,
    servers: &[(u32, String)],
    paths: &[String],
    headers: &[(String, String)],
    seconds: u64,
) -> Result<Cost> {
    let connections = READERS / u32::try_from(servers.len().max(1))?;
    let all = |seconds: u64| -> Result<Vec<Seen>> {
        let start =
            |(_, address): &(u32, String)| wrk::start(folder, address, paths, headers, connections, seconds);
        let crowds = servers.iter().map(start).collect::<Result<Vec<_>>>()?;
        crowds.into_iter().map(wrk::Crowd::finish).collect()
    };
    all(1)?;
    let used = || servers.iter().map(|(pid, _)| process::cpu(*pid)).sum::<Result<Duration>>();
    let before = used()?;
    let seen = all(seconds)?;
    let cpu = used()?.saturating_sub(before);
    let requests: u64 = seen.iter().map(|one| one.requests).sum();
    let rate = seen.iter().map(Seen::rate).sum();
    let slowest = seen.into_iter().max_by(|a, b| a.p99_ms.total_cmp(&b.p99_ms));
    let Some(seen) = slowest else { bail!("there is no server to measure") };
    Ok(Cost { cpu_ms: cpu.as_secs_f64() * 1e3 / float(requests), rate, seen })
}

/// Processor time of a ticket page and a list, for the growth between sizes.
pub struct Costs {
    pub ticket: f64,
    pub list: f64,
    /// The newest ticket before anything was written: up to here there is one for each number.
    pub newest: u64,
}

/// A desk that is read from again and again: what its ticket pages and its list cost each time.
pub struct Reading {
    served: Served,
    tickets: Vec<String>,
    headers: Vec<(String, String)>,
    ticket_ms: Vec<f64>,
    list_ms: Vec<f64>,
}

impl Reading {
    pub fn of(bench: &Bench, installation: &Installation, size: u64) -> Result<Reading> {
        let served = installation.start("serve", &bench.log)?;
        let mut visitor = Visitor::sign_in(&served.address, AGENT, PASSWORD)?;
        let newest = visitor.newest_ticket()?;
        let tickets = ticket_paths(&mut visitor, newest, size)?;
        let headers = visitor.headers(false);
        Ok(Reading { served, tickets, headers, ticket_ms: Vec::new(), list_ms: Vec::new() })
    }

    /// Measures once more.
    pub fn round(&mut self, bench: &Bench) -> Result<()> {
        let servers = [(self.served.pid(), self.served.address.clone())];
        let read = |paths: &[String]| crowd(&bench.folder, &servers, paths, &self.headers, bench.seconds);
        let (ticket, list) = (read(&self.tickets)?, read(&["/desk/views/all".to_owned()])?);
        self.ticket_ms.push(ticket.cpu_ms);
        self.list_ms.push(list.cpu_ms);
        Ok(())
    }

    /// Processor time of a ticket page, in ms.
    pub fn ticket(&self) -> f64 {
        median(&self.ticket_ms)
    }

    /// Processor time of the list of 50, in ms.
    pub fn list(&self) -> f64 {
        median(&self.list_ms)
    }
}

/// The middle one; the lower of two.
fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    sorted.get(sorted.len().saturating_sub(1) / 2).copied().unwrap_or_default()
}

/// Everything that one node is measured by.
pub fn desk(
    bench: &Bench,
    installation: &Installation,
    size: u64,
    database: Option<u32>,
    table: &mut Table,
) -> Result<Costs> {
    println!("reading");
    let served = installation.start("serve", &bench.log)?;
    let ready = first_page(&served)?;
    table.row(
        "start to first page",
        &format!("{:.3} s", ready.as_secs_f64()),
        "",
        "≤ 0.2 s",
        Some(ready <= Duration::from_millis(200)),
    );
    let mut visitor = Visitor::sign_in(&served.address, AGENT, PASSWORD)?;
    let newest = visitor.newest_ticket()?;
    let fresh = process::memory(served.pid())?;
    memory(table, "memory, fresh", fresh, Some(40), 25);

    let tickets = ticket_paths(&mut visitor, newest, size)?;
    let words = visitor.selective_words(&tickets, 200)?;
    let searches: Vec<String> = words.iter().map(|word| format!("/desk/search?q={word}")).collect();
    let lists = ["all", "unassigned", "waiting", "mine"].map(|view| format!("/desk/views/{view}"));
    sizes(&mut visitor, &tickets, table)?;

    let headers = visitor.headers(false);
    let servers = [(served.pid(), served.address.clone())];
    let before = database.map(process::cpu_of_children);
    let read = |paths: &[String], headers: &[(String, String)]| {
        crowd(&bench.folder, &servers, paths, headers, bench.seconds)
    };
    let ticket = read(&tickets, &headers)?;
    let share = 100.0 * ticket.rate / bench.bare.rate;
    let beside = format!(
        "{:.1} % of bare's requests a second, {:.0} times its CPU",
        share,
        ticket.cpu_ms / bench.bare.cpu_ms
    );
    table.row(
        "ticket page",
        &ticket.to_string(),
        &beside,
        "≤ 0.5 ms (goal 0.25), ≥ 5 % (goal 10 %)",
        Some(ticket.cpu_ms <= 0.5 && share >= 5.0),
    );
    if let (Some(pid), Some(before)) = (database, before) {
        let each = process::cpu_of_children(pid).saturating_sub(before).as_secs_f64() * 1e3
            / float(ticket.seen.requests);
        table.note("  PostgreSQL's own CPU for it, warm-up included", &format!("{each:.3} ms"));
    }
    let zipped = read(&tickets, &visitor.headers(true))?;
    table.note("ticket page, compressed", &zipped.to_string());
    let list = read(&lists[..1], &headers)?;
    table.row("list of 50", &list.to_string(), &times(&list, bench), "≤ 0.8 ms", Some(list.cpu_ms <= 0.8));
    let views = read(&lists, &headers)?;
    table.note("all views in turn", &views.to_string());
    let search = read(&searches, &headers)?;
    let bar = if newest > 50_000 { 500.0 } else { 1_000.0 };
    table.row(
        "search for a selective word",
        &search.to_string(),
        &times(&search, bench),
        &format!("≥ {bar}/s"),
        Some(search.rate >= bar),
    );

    // What must not grow with the desk, however much it finds.
    for (what, query) in
        [("a word in every message", "the"), ("a prefix", "prin*"), ("nothing", "xyzzyplugh")]
    {
        let paths = [format!("/desk/search?q={query}")];
        table.note(&format!("search for {what}"), &read(&paths, &headers)?.to_string());
    }

    println!("writing");
    // What was measured before is worth printing even so.
    if let Err(error) = write(bench, installation, &served, &mut visitor, &tickets, &ticket, table) {
        table.row("writing broke off", &format!("{error:#}"), "", "", Some(false));
    }
    memory(table, "memory, after everything", process::memory(served.pid())?, None, 96);
    Ok(Costs { ticket: ticket.cpu_ms, list: list.cpu_ms, newest })
}

fn times(cost: &Cost, bench: &Bench) -> String {
    format!("{:.0} times bare's CPU", cost.cpu_ms / bench.bare.cpu_ms)
}

fn write(
    bench: &Bench,
    installation: &Installation,
    served: &Served,
    visitor: &mut Visitor,
    tickets: &[String],
    quiet: &Cost,
    table: &mut Table,
) -> Result<()> {
    let limit = Duration::from_secs(bench.seconds);
    let tokens = tokens(installation)?;
    match load::create_by_api(&served.address, &tokens, 4, limit) {
        Ok(created) => {
            let kept = Some(created.rate() >= 500.0);
            table.row("create by API, 4 at once", &created.to_string(), "", "≥ 500/s", kept);
        }
        Err(error) => table.row("create by API broke off", &format!("{error:#}"), "", "≥ 500/s", Some(false)),
    }

    let before = visitor.newest_ticket()?;
    let start = Instant::now();
    let accepted = load::send_mail(&served.smtp, HELP_ADDRESS, 8, limit)?;
    let finished = drained(visitor, before + accepted.count, start)?;
    let share = 100.0 * accepted.rate() / bench.ceiling;
    let said = accepted.to_string();
    table.row(
        "mail accepted, 8 connections",
        &said,
        &format!("{share:.1} % of the ceiling"),
        "≥ 10 %",
        Some(share >= 10.0),
    );
    let rate = float(accepted.count) / finished.as_secs_f64();
    table.row("mail to finished ticket", &format!("{rate:.0}/s"), "", "≥ 500/s", Some(rate >= 500.0));

    let crowd =
        wrk::start(&bench.folder, &served.address, tickets, &visitor.headers(false), READERS, bench.seconds)?;
    let meanwhile = load::send_mail(&served.smtp, HELP_ADDRESS, 8, limit)?;
    let seen = crowd.finish()?;
    let ratio = seen.p99_ms / quiet.seen.p99_ms;
    let said = format!("p99 {:.2} ms at {:.0}/s", seen.p99_ms, seen.rate());
    let beside = format!("{ratio:.1} times the quiet p99, {:.0} mails/s", meanwhile.rate());
    table.row("ticket page while mail streams", &said, &beside, "≤ 3 times", Some(ratio <= 3.0));
    Ok(())
}

/// Waits until the desk's newest ticket is the last of the mails; the time since `start`.
fn drained(visitor: &mut Visitor, last: u64, start: Instant) -> Result<Duration> {
    loop {
        if visitor.newest_ticket()? >= last {
            return Ok(start.elapsed());
        }
        if start.elapsed() > DRAIN_LIMIT {
            bail!("not all mails have become tickets after {} s", DRAIN_LIMIT.as_secs());
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn memory(table: &mut Table, what: &str, memory: Memory, pss_mib: Option<u64>, anonymous_mib: u64) {
    let Memory { pss_kib, anonymous_kib } = memory;
    let kept = pss_mib.is_none_or(|bar| pss_kib <= bar * 1024) && anonymous_kib <= anonymous_mib * 1024;
    let pss_bar = pss_mib.map(|bar| format!("≤ {bar} MiB, ")).unwrap_or_default();
    let said = format!("{} MiB PSS, {} MiB anonymous", pss_kib.div_ceil(1024), anonymous_kib.div_ceil(1024));
    table.row(what, &said, "", &format!("{pss_bar}≤ {anonymous_mib} MiB anonymous"), Some(kept));
}

fn sizes(visitor: &mut Visitor, tickets: &[String], table: &mut Table) -> Result<()> {
    let (mut raw, mut zipped) = (0, 0);
    for path in tickets.iter().take(50) {
        let (one, compressed) = visitor.weigh(path)?;
        raw = raw.max(one);
        zipped = zipped.max(compressed);
    }
    let kib = |bytes: usize| format!("{:.1} KB", float(bytes as u64) / 1e3);
    table.row(
        "ticket page, largest of 50",
        &kib(raw),
        &format!("{} compressed", kib(zipped)),
        "≤ 40 KB",
        Some(raw <= 40_000),
    );
    let (raw, zipped) = visitor.weigh("/desk/views/all")?;
    table.row(
        "list of 50, size",
        &kib(raw),
        &format!("{} compressed", kib(zipped)),
        "≤ 60 KB",
        Some(raw <= 60_000),
    );
    let first = visitor.weigh_first_view("/desk/views/all")?;
    table.row("first view of the desk, on the wire", &kib(first), "", "≤ 60 kB", Some(first <= 60_000));
    table.row("later views, on the wire", &kib(zipped), "", "≤ 20 kB", Some(zipped <= 20_000));
    Ok(())
}

/// Two nodes on one database, half of the crowd on each.
pub fn two_nodes(
    bench: &Bench,
    installation: &Installation,
    size: u64,
    newest: u64,
    table: &mut Table,
) -> Result<()> {
    println!("two nodes");
    let nodes = [installation.start("serve", &bench.log)?, installation.start("serve", &bench.log)?];
    let mut visitor = Visitor::sign_in(&nodes[0].address, AGENT, PASSWORD)?;
    let tickets = ticket_paths(&mut visitor, newest, size)?;
    let servers = nodes.each_ref().map(|node| (node.pid(), node.address.clone()));
    let headers = visitor.headers(false);
    let ticket = crowd(&bench.folder, &servers, &tickets, &headers, bench.seconds)?;
    table.note("two nodes: ticket page", &ticket.to_string());
    let list = crowd(&bench.folder, &servers, &["/desk/views/all".to_owned()], &headers, bench.seconds)?;
    table.note("two nodes: list of 50", &list.to_string());
    let tokens = tokens(installation)?;
    let limit = Duration::from_secs(bench.seconds);
    let create = |node: &Served| load::create_by_api(&node.address, &tokens, 2, limit);
    let (one, other) = std::thread::scope(|scope| {
        let other = scope.spawn(|| create(&nodes[1]));
        (create(&nodes[0]), other.join())
    });
    let Ok(other) = other else { bail!("a writer panicked") };
    table.note(
        "two nodes: create by API, 2 at once on each",
        &format!("{:.0}/s", one?.rate() + other?.rate()),
    );
    Ok(())
}

/// Tokens enough that none reaches its own limit of writes.
fn tokens(installation: &Installation) -> Result<Vec<String>> {
    (0..TOKENS).map(|_| installation.token(AGENT, "tickets:write")).collect()
}

/// Time from the start of the process until its first page was read whole.
fn first_page(served: &Served) -> Result<Duration> {
    let asked = Instant::now();
    let answer = super::http::Connection::open(&served.address)?.get("/sign-in", &[])?;
    if answer.status != 200 {
        bail!("the sign-in page was answered with {}", answer.status);
    }
    Ok(served.ready_after + asked.elapsed())
}

/// The number of a desk's first ticket.
const FIRST: u64 = 1_000;

/// Up to 5,000 of the generated tickets, spread over all of them. What an earlier bench left on a kept desk is newer, and
/// all alike.
fn ticket_paths(visitor: &mut Visitor, newest: u64, tickets: u64) -> Result<Vec<String>> {
    let tickets = tickets.clamp(1, newest);
    let newest = newest.min(FIRST + tickets - 1);
    // Steps of a prime number of tickets, so that neighbours on the list are not neighbours on the disk.
    let numbers = (0..tickets.min(5_000)).map(|at| newest - (at * 7_919) % tickets);
    let paths: Vec<String> = numbers.map(|number| format!("/desk/tickets/{number}")).collect();
    match paths.first().map(|path| visitor.page(path)) {
        Some(Ok(_)) => Ok(paths),
        _ => bail!("ticket {newest} cannot be read"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_median_is_one_of_what_was_measured() {
        assert_eq!(median(&[0.3, 0.1, 0.2]), 0.2);
        assert_eq!(median(&[0.4, 0.1]), 0.1);
        assert_eq!(median(&[]), 0.0);
    }
}
