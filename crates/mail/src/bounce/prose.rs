//! Delivery reports written as letters: recognised by who speaks and what is said, read line by line.

use super::{FailedRecipient, reason};
use crate::{
    message::{bounded, clean_line},
    origin::Signs,
};

/// How servers title their reports, lower case; the subject begins with or holds one of these.
const TITLES: &[&str] = &[
    "undeliver",
    "undelivered mail",
    "delivery status notification",
    "delivery failure",
    "delivery failed",
    "delivery has failed",
    "delivery report",
    "delivery notification",
    "delivery error",
    "delivery problem",
    "delivery incomplete",
    "delivery delayed",
    "failure notice",
    "failure delivery",
    "failed delivery",
    "failure to deliver",
    "mail delivery failed",
    "mail delivery failure",
    "mail delivery system",
    "mail delivery error",
    "mail delivery problem",
    "mail failure",
    "mail system error",
    "mail error",
    "mail could not be delivered",
    "message could not be delivered",
    "could not be delivered",
    "cannot be delivered",
    "not deliver",
    "unable to deliver",
    "unzustellbar",
    "unzustellbare",
    "returned mail",
    "returned message",
    "returned to sender",
    "mail returned",
    "message returned",
    "warning: could not send message",
    "warning: message",
    "nondeliverable",
    "non-deliver",
    "non deliver",
    "non remis",
    "non distribu",
    "undeliverable",
    "user unknown",
    "message status - undeliverable",
    "delivery status",
    "échec de la remise",
    "échec de remise",
    "échec de distribution",
    "no se puede entregar",
    "no entregado",
    "no se ha podido entregar",
    "mensaje no entregado",
    "devolución",
    "não entregue",
    "não foi possível entregar",
    "falha na entrega",
    "mancato recapito",
    "impossibile recapitare",
    "recapito non riuscito",
    "niet bezorgd",
    "onbestelbaar",
    "kan niet worden bezorgd",
    "kunde inte levereras",
    "olevererat",
    "uleveret",
    "kan ikke leveres",
    "levering mislykkedes",
    "ikke leveret",
    "kan inte levereras",
    "toimittamaton",
    "nie można dostarczyć",
    "niedostarcz",
    "nedoručit",
    "nedoručeno",
    "недоставлен",
    "не доставлено",
    "не удалось доставить",
    "невозможно доставить",
    "配信不能",
    "配信できません",
    "配信エラー",
    "未達",
    "送信できません",
    "退信",
    "无法投递",
    "投递失败",
    "無法傳遞",
    "無法投遞",
    "系统退信",
    "전송 실패",
    "반송",
    "teslim edilemedi",
    "gönderilemedi",
    "mail undelivered",
    "mail status report",
    "there was an error sending your mail",
    "nicht zugestellt",
    "zustellung fehlgeschlagen",
    "fehler bei der übermittlung",
    "rejected mail",
    "message rejected",
    "rejected:",
    "mail rejected",
    "bounced mail",
    "bounce",
    "error sending",
    "problem delivering",
    "problems delivering",
    "permanent delivery",
    "address unknown",
    "adresse inconnue",
    "invalid address",
    "mailbox full",
    "over quota",
    "could not deliver",
    "deferred",
    "error in mail",
    "message delivery",
    "loop alert",
];

/// What reports say in their text about a mail that did not arrive, lower case.
const STRONG: &[&str] = &[
    "could not be delivered",
    "could not deliver",
    "was not delivered",
    "wasn't able to deliver",
    "not able to deliver",
    "unable to deliver",
    "cannot deliver",
    "can't deliver",
    "undeliverable",
    "undelivered",
    "failed to deliver",
    "delivery failed",
    "delivery to the following",
    "following recipient",
    "following address",
    "permanent fatal error",
    "permanent error",
    "the mail system",
    "did not reach",
    "has not been delivered",
    "failed permanently",
    "n'a pas pu être",
    "não pôde ser entregue",
    "não foi entregue",
    "non è stato possibile",
    "nie mógł zostać",
    "nie została dostarczona",
    "nemohla být",
    "не может быть доставлено",
    "не было доставлено",
    "не удалось",
    "送信できません",
    "配信できません",
    "配送できません",
    "届けられません",
    "存在しません",
    "宛先不明",
    "无法送达",
    "被退回",
    "退信",
    "无法投递",
    "無法",
    "전송할 수 없",
    "kon niet worden",
    "kunde inte",
    "kunne ikke",
    "no se pudo entregar",
    "no ha podido",
    "konnte nicht zugestellt",
    "nicht zugestellt werden",
    "nicht zustellen",
    "could not be delivered to",
    "returned to sender",
    "unable to send",
    "duplicated message-id",
    "送信できませんでした",
    "no pudo ser entregado",
];

/// What reports give as reasons; people use these words, too.
const WEAK: &[&str] = &[
    "transcript of session",
    "returning your",
    "being returned",
    "bounce",
    "user unknown",
    "mailbox unavailable",
    "mailbox is full",
    "mailbox full",
    "quota",
    "no such user",
    "invalid recipient",
    "recipient rejected",
    "recipient address rejected",
    "is not accepting",
    "message was rejected",
    "message has been rejected",
    "delivery status",
    "host unknown",
    "could not be found",
    "will be retried",
    "has been delayed",
    "n'a pas pu etre",
    "does not exist",
    "doesn't exist",
    "unrouteable",
    "unknown user",
    "rejected your message",
    "rejecting",
    "disabled",
    "inactive",
    "554 ",
    "550 ",
    "553 ",
    "552 ",
];

/// A report without the standard's form.
pub(crate) fn is_report(signs: &Signs<'_>) -> bool {
    let subject = signs.subject.as_str();
    let reply = crate::thread::is_reply_subject(subject) || crate::thread::is_forward_subject(subject);
    let titled = !reply && TITLES.iter().any(|t| subject.contains(t));
    let server = signs.server_speaks();
    let null = signs.message.marks.null_return_path;
    if signs.headers.get("x-failed-recipients").is_some() {
        return true;
    }
    let daemon = signs.daemon_speaks();
    let robot = signs.robot_speaks();
    if !(server || null || robot) {
        return false;
    }
    let text = lower_start(&signs.message.body.full, 16 * 1024);
    let strong = STRONG.iter().any(|p| text.contains(p));
    let says = WEAK.iter().filter(|p| text.contains(*p)).count() + usize::from(strong);
    let coded = reason::status_code(&text).is_some_and(|c| !c.starts_with('2'))
        || reason::reply_code(&text).is_some();
    let original = signs.report.original.is_some()
        || text.contains("original message")
        || text.contains("received: from");
    if daemon {
        return titled || says > 0 || coded || original;
    }
    match (server, titled) {
        (true, true) => says > 0 || coded || original || text.trim().is_empty(),
        (true, false) => says > 0 && (coded || original || says > 1),
        (false, true) if null || robot => says > 0 || coded,
        (false, false) if null => says > 1 && (coded || original),
        (false, false) if robot => strong && signs.report.original.is_some(),
        // A person may title a mail "Undeliverable" and paste a report: not a report.
        _ => false,
    }
}

/// Addresses that failed, each with the nearest reason.
pub(crate) fn recipients(signs: &Signs<'_>, text: &str) -> Vec<FailedRecipient> {
    let own = signs.message.to.iter().map(|a| a.address.to_lowercase()).collect::<Vec<_>>();
    let mut out: Vec<FailedRecipient> = Vec::new();
    let lines: Vec<&str> = text.lines().take(2_000).take_while(|l| !begins_original(l)).collect();
    let mut addresses: Vec<(String, usize)> = Vec::new();
    if let Some(list) = signs.headers.get("x-failed-recipients") {
        addresses.extend(
            list.split([',', ' ', ';'])
                .filter(|a| a.contains('@'))
                .map(|a| (a.trim().to_string(), usize::MAX)),
        );
    }
    for (at, line) in lines.iter().enumerate() {
        if names_another(&lines, at) {
            continue;
        }
        for address in addresses_in(line) {
            let lower = address.to_lowercase();
            let known = addresses.iter().any(|(a, _)| a.eq_ignore_ascii_case(&address));
            let server = ["mailer-daemon@", "postmaster@", "mailerdaemon@", "abuse@", "support@"]
                .iter()
                .any(|p| lower.starts_with(p));
            if !known && !server && !own.contains(&lower) && addresses.len() < super::MAX_RECIPIENTS {
                addresses.push((address, at));
            }
        }
    }
    // Letters that name several addresses mean those near a reason; with none near, the first.
    let scored: Vec<(String, usize, bool)> = addresses
        .into_iter()
        .map(|(a, at)| {
            let near = at == usize::MAX || near_reason(&lines, at);
            (a, at, near)
        })
        .collect();
    let any_near = scored.iter().any(|(_, _, near)| *near);
    for (address, at, near) in scored {
        if (any_near && !near) || (!any_near && !out.is_empty()) {
            continue;
        }
        let text = if at == usize::MAX { nearest_reason(&lines, 0) } else { nearest_reason(&lines, at) };
        let status = reason::status_code(&text);
        let delayed =
            text.to_lowercase().contains("delay") || status.as_deref().is_some_and(|s| s.starts_with('4'));
        let hard = !delayed && reason::is_hard(status.as_deref(), &text);
        out.push(FailedRecipient {
            address: bounded(&address, 320),
            status,
            action: if delayed { "delayed" } else { "failed" }.into(),
            reason: bounded(&text, 300),
            hard,
        });
    }
    out
}

/// The line names who sent the mail, or whose address led to the one that failed.
fn names_another(lines: &[&str], at: usize) -> bool {
    let line = lines[at].to_lowercase();
    if ["generated from", "expanded from", "envelope-from", "originally addressed"]
        .iter()
        .any(|w| line.contains(w))
    {
        return true;
    }
    let above = lines[..at].iter().rev().take(2).find(|l| !l.trim().is_empty());
    above.is_some_and(|l| l.trim_end().ends_with("sent by"))
}

fn begins_original(line: &str) -> bool {
    let t = line.trim().to_lowercase();
    let t = t.trim_matches(['-', ' ', '=', '*']);
    t.starts_with("original message")
        || t.starts_with("below this line is a copy")
        || t.starts_with("this is a copy of")
        || t.starts_with("message header")
        || t.starts_with("received: from")
        || t.starts_with("return-path:")
        || t.starts_with("unsent message below")
        || t.starts_with("below is a copy")
        || t.starts_with("original mail")
        || t.starts_with("begin original")
}

/// Lines `at-1..at+4` hold words or codes of a reason.
fn near_reason(lines: &[&str], at: usize) -> bool {
    lines[at.saturating_sub(1)..(at + 5).min(lines.len())].iter().any(|l| is_reason(l))
}

fn is_reason(line: &str) -> bool {
    let lower = line.to_lowercase();
    reason::status_code(line).is_some()
        || reason::reply_code(line).is_some()
        || reason::HARD_WORDS.iter().any(|w| lower.contains(w))
        || [
            "rejected",
            "full",
            "quota",
            "fail",
            "refused",
            "unknown",
            "denied",
            "blocked",
            "unable",
            "timed out",
            "timeout",
            "error",
            "exceeded",
            "not accept",
            "giving up",
            "doesn't have",
            "not have",
            "存在しない",
        ]
        .iter()
        .any(|w| lower.contains(w))
}

/// The reason given at or below the address, or else anywhere.
fn nearest_reason(lines: &[&str], at: usize) -> String {
    let window = &lines[at.min(lines.len())..(at + 10).min(lines.len())];
    let coded =
        window.iter().position(|l| reason::status_code(l).is_some() || reason::reply_code(l).is_some());
    let told = || window.iter().position(|l| is_reason(l) && !is_heading(l));
    // An address alone on its line: what stands below it is the reason, whatever its words.
    let below = || {
        let alone = window.first().is_some_and(|l| l.split_whitespace().count() <= 3 && l.contains('@'));
        let first = |l: &&str| !l.trim().is_empty() && !is_heading(l);
        let found = window.iter().skip(1).position(first).map(|n| n + 1)?;
        (alone && is_sentence(window[found])).then_some(found)
    };
    let text = match coded.or_else(told).or_else(below) {
        Some(n) => window[n..]
            .iter()
            .take(3)
            .take_while(|l| !l.trim().is_empty())
            .copied()
            .collect::<Vec<_>>()
            .join(" "),
        None => lines
            .iter()
            .find(|l| is_reason(l) && !is_heading(l))
            .or_else(|| lines.iter().find(|l| is_reason(l)))
            .copied()
            .unwrap_or("")
            .to_string(),
    };
    clean_line(&text)
}

/// "The following address(es) failed:" is the beginning of a list, not a reason.
fn is_heading(line: &str) -> bool {
    let line = line.trim_end();
    line.ends_with([':', '：']) && line.split_whitespace().count() <= 14
}

/// Words enough to tell something, and no address among the first of them.
fn is_sentence(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    words.len() >= 3 && !words[0].contains('@') && !line.trim_start().starts_with("--")
}

fn addresses_in(line: &str) -> impl Iterator<Item = String> + '_ {
    line.split(|c: char| {
        c.is_whitespace() || matches!(c, '<' | '>' | '(' | ')' | '[' | ']' | '"' | '\'' | ',' | ';')
    })
    .map(|w| {
        w.trim_matches(['.', ':', '!', '?', '*']).trim_start_matches("mailto:").trim_start_matches("rfc822;")
    })
    .filter(|w| {
        w.len() <= 320
            && w.split_once('@').is_some_and(|(l, d)| {
                !l.is_empty() && d.contains('.') && !d.contains('@') && !l.contains('=')
            })
    })
    .map(String::from)
}

fn lower_start(text: &str, max: usize) -> String {
    text[..crate::message::floor_boundary(text, max)].to_lowercase()
}
