//! Any mail, and any damage to it, is read without a crash and soon.

use fuzz::{Chance, damage};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// What one mail may take at most: far above what any needs, far below what a person would call hanging.
const ONE_MAIL_MAX: Duration = Duration::from_secs(10);

fn from_environment(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(otherwise)
}

/// Two mails of our own, so that there is something to damage where the corpora are not.
const OWN: [&[u8]; 2] = [
    b"From: =?utf-8?q?Ana_Petrovi=C4=87?= <ana@example.org>\r\nTo: help@example.org\r\nSubject: Printer\r\n\
      Message-ID: <1@example.org>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"b\"\r\n\r\n\
      --b\r\nContent-Type: text/plain; charset=iso-8859-2\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
      It says =E8ekaj.\r\n\r\nOn Mon, 2 Mar 2026 at 9:00, Bo <bo@example.org> wrote:\r\n> Try again?\r\n\
      --b\r\nContent-Type: image/png; name=\"a.png\"\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--b--\r\n",
    b"From: bo@example.org\r\nTo: help@example.org\r\nSubject: Re: [#1042] Wi-Fi\r\nIn-Reply-To: <1@example.org>\r\n\
      Content-Type: text/html; charset=utf-8\r\n\r\n<div>Thanks!</div><blockquote>On Monday <b>Ana</b> wrote</blockquote>\r\n",
];

/// Every mail of the corpora beside the repository, in an order that is the same everywhere.
fn corpus() -> Vec<Vec<u8>> {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/mail");
    let mut folders = vec![shared];
    let mut files: Vec<PathBuf> = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => folders.push(entry.path()),
                Ok(_) if !entry.path().extension().is_some_and(|kind| kind == "jsonl" || kind == "json") => {
                    files.push(entry.path());
                }
                _ => {}
            }
        }
    }
    files.sort();
    let mut mails: Vec<Vec<u8>> = OWN.iter().map(|mail| mail.to_vec()).collect();
    mails.extend(files.iter().filter_map(|file| fs::read(file).ok()));
    mails
}

/// Reads a mail as the intake does; how long it took.
fn read(mail: &[u8]) -> Duration {
    let start = Instant::now();
    fuzz::mail(mail);
    fuzz::intake(mail);
    start.elapsed()
}

fn check(mail: &[u8], what: &str) {
    let took = read(mail);
    assert!(took < ONE_MAIL_MAX, "{what} took {took:?} for {} bytes", mail.len());
}

#[test]
fn every_mail_is_read_without_a_crash_and_soon() {
    for (index, mail) in corpus().iter().enumerate() {
        check(mail, &format!("mail {index}"));
    }
}

#[test]
fn damaged_mail_is_read_without_a_crash_and_soon() {
    let seed = from_environment("FUZZ_SEED", 1);
    let limit = Duration::from_secs(from_environment("FUZZ_SECONDS", 20));
    let mails = corpus();
    let start = Instant::now();
    let mut round = 0_u64;
    while start.elapsed() < limit && round < 1_000_000 {
        let mut chance = Chance::new(seed.wrapping_mul(1_000_003).wrapping_add(round));
        let (mail, other) = (&mails[chance.below(mails.len())], &mails[chance.below(mails.len())]);
        let damaged = damage(mail, other, &mut chance);
        let result = std::panic::catch_unwind(|| check(&damaged, &format!("round {round} of seed {seed}")));
        if let Err(reason) = result {
            let file = std::env::temp_dir().join(format!("alongside-fuzz-{seed}-{round}.eml"));
            fs::write(&file, &damaged).unwrap();
            println!("round {round} of seed {seed}; the mail is kept in {}", file.display());
            std::panic::resume_unwind(reason);
        }
        round += 1;
    }
    println!("{round} damaged mails read");
}
