//! The line above a quote: "On Tuesday, Ana <ana@example.org> wrote:", in the languages of mail programs.
//!
//! Recognised by its shape (a date, an address, a verb of writing, a colon) rather than by one pattern per
//! program and language, so that unseen programs read as well.

use super::{
    date,
    line::{Line, find_word, fold, has_address, has_word},
};

/// Verbs of writing at the end, or before the name.
const VERBS: &[&str] = &[
    "wrote",
    "writes",
    "said the following on",
    "schrieb",
    "geschrieben",
    "écrit",
    "ecrit",
    "escribió",
    "escribio",
    "escribiste",
    "escribiu",
    "idatzi du",
    "escreveu",
    "scritto",
    "scrisse",
    "geschreven",
    "schreef",
    "skrev",
    "skreiv",
    "skrifaði",
    "napisał",
    "napisała",
    "napisał(a)",
    "napisal",
    "napisała/a",
    "napsal",
    "napsala",
    "napsal(a)",
    "napísal",
    "napísala",
    "napísal(a)",
    "napisao",
    "napisala",
    "kirjoitti",
    "kirjutas",
    "rašė",
    "rakstīja",
    "написал",
    "написала",
    "написал(а)",
    "пишет",
    "писал",
    "писала",
    "писали",
    "написав",
    "написала",
    "пише",
    "pisze",
    "píše",
    "piše",
    "написа",
    "yazdı",
    "şunu yazdı",
    "şunları yazdı",
    "scris",
    "írta",
    "írt",
    "έγραψε",
    "书写道",
    "写道",
    "寫道",
    "写到",
    "写了",
    "書きました",
    "のメッセージ",
    "작성",
    "작성함",
    "쓴 글",
    "님이 씀",
    "viết",
    "menulis",
    "đã viết",
    "כתב",
    "כתבה",
    "كتب",
    "เขียน",
    "va escriure",
    "idatzi",
    "ha escrit",
    "scríobh",
    "ने लिखा",
    "نوشت",
    "napisana przez",
    "missatge de",
];

/// What people say of each other, too: only right above a quote.
const SAYINGS: &[&str] =
    &["said", "says", "sagte", "meinte", "a dit", "dijo", "disse", "zei", "sade", "sagde", "sa"];

/// Words a mail program begins an attribution with.
const LEADS: &[&str] = &[
    "on",
    "am",
    "le",
    "el",
    "il",
    "em",
    "op",
    "w dniu",
    "dnia",
    "den",
    "på",
    "dne",
    "dňa",
    "pada",
    "vào",
    "a",
    "la",
    "no dia",
    "el día",
    "ons",
    "tir",
    "man",
    "tor",
    "fre",
    "lør",
    "søn",
    "în",
    "ב",
    "בתאריך",
    "في",
    "在",
    "於",
    "dana",
    "pe",
    "ke",
    "to",
    "ti",
    "ma",
    "la",
    "su",
    "c",
    "at",
];

/// Days of the week, as some programs begin with.
const WEEKDAYS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonntag",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "lunes",
    "martes",
    "miércoles",
    "jueves",
    "viernes",
    "sábado",
    "domingo",
    "lunedì",
    "martedì",
    "mercoledì",
    "giovedì",
    "venerdì",
    "sabato",
    "domenica",
    "maandag",
    "dinsdag",
    "woensdag",
    "donderdag",
    "vrijdag",
    "zaterdag",
    "zondag",
    "segunda",
    "terça",
    "quarta",
    "quinta",
    "sexta",
    "måndag",
    "tisdag",
    "onsdag",
    "torsdag",
    "fredag",
    "lördag",
    "söndag",
    "mandag",
    "tirsdag",
    "lørdag",
    "søndag",
    "poniedziałek",
    "wtorek",
    "środa",
    "czwartek",
    "piątek",
    "sobota",
    "niedziela",
    "pondělí",
    "úterý",
    "středa",
    "čtvrtek",
    "pátek",
    "neděle",
    "понедельник",
    "вторник",
    "среда",
    "четверг",
    "пятница",
    "суббота",
    "воскресенье",
    "maanantai",
    "tiistai",
    "keskiviikko",
    "torstai",
    "perjantai",
    "lauantai",
    "sunnuntai",
];

/// One attribution: lines `start..end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Attribution {
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// The attribution that ends at line `last`, if one does.
pub(crate) fn ending_at(lines: &[Line<'_>], last: usize) -> Option<Attribution> {
    let line = lines.get(last)?;
    let closes = closes_address(lines, last);
    if line.is_blank() || (line.is_quote() && !closes) || line.text.len() > 400 {
        return None;
    }
    let folded = fold(&line.text);
    if let Some(end) = in_newsgroup(lines, last, &folded) {
        return Some(Attribution { start: last, end });
    }
    if !may_end(&folded) {
        return None;
    }
    let quote_follows = lines[last + 1..]
        .iter()
        .find(|l| !l.is_blank())
        .is_some_and(|l| l.is_quote() || l.cue == super::line::Cue::GmailQuote);
    let mut joined = String::new();
    for back in 0..4usize {
        let Some(start) = last.checked_sub(back) else { break };
        let quote = lines[start].is_quote() && !(closes && start == last);
        if lines[start].is_blank() || quote || lines[start].text.len() > 400 {
            break;
        }
        let part = fold(&lines[start].text);
        joined = if joined.is_empty() { part.clone() } else { format!("{part} {joined}") };
        if joined.len() > 500 {
            break;
        }
        if opens(&part) && matches(&joined, quote_follows) {
            return Some(Attribution { start: begun_above(lines, start, &joined), end: last + 1 });
        }
    }
    by_name(&folded, quote_follows).then_some(Attribution { start: last, end: last + 1 })
}

/// `Ana Lima <ana@example.org> wrote in message news:…`, in one line or two, above a quote.
fn in_newsgroup(lines: &[Line<'_>], at: usize, folded: &str) -> Option<usize> {
    const SAID: &[&str] = &[
        " wrote in message",
        " schrieb im newsbeitrag",
        " a écrit dans le message",
        " escribió en el mensaje",
        " ha scritto nel messaggio",
        " escreveu na mensagem",
        " schreef in bericht",
        " skrev i meddelande",
        " skrev i melding",
        " skrev i en meddelelse",
        " napisał w wiadomości",
    ];
    if !SAID.iter().any(|s| folded.contains(s)) {
        return None;
    }
    let below = lines.get(at + 1).is_some_and(|l| l.text.trim_start().starts_with("news:"));
    let end = at + 1 + usize::from(below);
    let quote = lines[end..].iter().find(|l| !l.is_blank()).is_some_and(Line::is_quote);
    quote.then_some(end)
}

/// `> wrote:` where the address that it closes was broken above: no quote in spite of its mark.
pub(crate) fn closes_address(lines: &[Line<'_>], at: usize) -> bool {
    let text = lines[at].text.trim();
    let Some(rest) = text.strip_prefix('>').filter(|r| r.len() < 60 && ends_with_colon(r)) else {
        return false;
    };
    let said = rest.trim_end_matches([':', '：', ' ']).trim_start();
    VERBS.contains(&said)
        && (at.saturating_sub(2)..at).any(|i| {
            let above = &lines[i];
            !above.is_quote() && above.text.rfind('<') > above.text.rfind('>')
        })
}

/// Programs break a long attribution where the line is full: what is missing in `found` stands above.
fn begun_above(lines: &[Line<'_>], start: usize, found: &str) -> usize {
    let mut start = start;
    let mut found = found.to_string();
    for _ in 0..3 {
        let Some(above) = start.checked_sub(1) else { break };
        let line = &lines[above];
        if line.is_blank() || line.is_quote() || line.text.len() > 200 {
            break;
        }
        let text = fold(&line.text);
        if !is_beginning_of(&text, &found) {
            break;
        }
        found = format!("{text} {found}");
        start = above;
    }
    start
}

/// `text` holds what an attribution begins with and `found` lacks: the day, the address or the name.
fn is_beginning_of(text: &str, found: &str) -> bool {
    if text.ends_with(['.', '!', '?', ':', '：']) && !text.ends_with("..") {
        return false;
    }
    let lead =
        LEADS.iter().chain(WEEKDAYS).any(|l| text.strip_prefix(l).is_some_and(|r| r.starts_with([' ', ','])));
    let dated = |t: &str| date::has_year(t) || date::has_numeric_date(t);
    let day = lead && dated(text) && !dated(found) && opens(text);
    let author = has_address(text) && !has_address(found) && text.find('@').is_some_and(|at| at < 60);
    let name = found.starts_with(['<', '(']) && super::line::word_count(text) <= 8;
    day || author || name
}

/// Cheap check before lines are joined: ends like an attribution.
fn may_end(folded: &str) -> bool {
    ends_with_colon(folded) || folded.ends_with('>') || VERBS.iter().any(|v| folded.ends_with(v))
}

fn ends_with_colon(text: &str) -> bool {
    text.ends_with(':') || text.ends_with('：')
}

/// The first line of an attribution shows a date near its start, or one of the lead words and a number.
fn opens(folded: &str) -> bool {
    // A name, an address or a verb may stand before the date.
    let named = has_address(folded) || VERBS.iter().any(|v| has_word(folded, v));
    // What follows an address near the beginning is still the beginning.
    let address_end = folded
        .find('@')
        .filter(|at| *at < 60)
        .map_or(0, |at| folded[at..].find([' ', '>']).map_or(folded.len(), |n| at + n));
    let room = folded[..address_end].chars().count() + if named { 48 } else { 28 };
    let near: String = folded.chars().take(room).collect();
    let digit_near = near.chars().any(|c| c.is_ascii_digit());
    let lead = LEADS.iter().any(|l| folded.strip_prefix(l).is_some_and(|r| r.starts_with([' ', ','])));
    digit_near && (date::has_date(folded) || (lead && folded.len() < 60))
}

/// The joined text has the parts of an attribution.
fn matches(joined: &str, quote_follows: bool) -> bool {
    let colon = ends_with_colon(joined);
    let body = joined.trim_end_matches([':', '：', ' ']);
    let verb_last = VERBS.iter().any(|v| body.ends_with(v));
    let verb = verb_last || VERBS.iter().any(|v| has_word(joined, v));
    let address = has_address(joined);
    let time = date::has_time(joined);
    let day = date::has_year(joined) || date::has_numeric_date(joined);
    match (colon, verb) {
        (true, true) => {
            ((verb_last || address) && (time || day))
                || (time && day)
                || (day && starts_with_lead_and_verb(joined))
                || (quote_follows && (time || day || verb_last))
        }
        (true, false) => (address && (time || (day && quote_follows))) || (quote_follows && time && day),
        (false, true) => verb_last && (time || day) && (address || quote_follows),
        // "2011/4/7 Ana Lima <ana@example.org>" right above a quote.
        (false, false) => {
            quote_follows
                && address
                && day
                && joined.ends_with('>')
                && joined.starts_with(|c: char| c.is_ascii_digit())
        }
    }
}

/// "Am 25.06.2015 um 10:55 schrieb Test user:" with only a day.
fn starts_with_lead_and_verb(joined: &str) -> bool {
    LEADS.iter().chain(WEEKDAYS).any(|l| joined.strip_prefix(l).is_some_and(|r| r.starts_with([' ', ','])))
        && VERBS.iter().filter_map(|v| find_word(joined, v)).any(|at| at < 80)
}

/// "Ana Lima <ana@example.org> wrote:" without any date.
fn by_name(folded: &str, quote_follows: bool) -> bool {
    let body = folded.trim_end_matches([':', '：', ' ']);
    let sayings = if quote_follows { SAYINGS } else { &[] };
    let verb_last = VERBS.iter().chain(sayings).any(|v| {
        body.ends_with(v) && body.len() > v.len() && body[..body.len() - v.len()].ends_with([' ', '>', ')'])
    });
    let short = super::line::word_count(body) <= 12;
    let named = has_address(folded) && body.contains('<');
    ends_with_colon(folded) && short && ((verb_last && (named || quote_follows)) || (named && quote_follows))
}

/// "reply text On Wed, Apr 4, 2012 at 3:59 PM, bob@example.com wrote:" in one line: where the attribution begins,
/// when a quote follows and words stand before.
pub(crate) fn within(text: &str) -> Option<usize> {
    let trimmed = text.trim_end();
    if trimmed.trim_start().starts_with('>')
        || !(trimmed.ends_with("wrote:") || trimmed.ends_with("schrieb:"))
        || !has_address(trimmed)
    {
        return None;
    }
    for lead in [" On ", "--On ", "-On ", " Am "] {
        for (at, _) in trimmed.match_indices(lead) {
            let start = at + lead.find(|c: char| c.is_alphabetic()).unwrap_or(0);
            let attribution = fold(&trimmed[start..]);
            let before = trimmed[..start].trim_end().trim_end_matches('-').trim_end();
            if !before.is_empty() && opens(&attribution) && date::has_time(&attribution) {
                return Some(start);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<(usize, usize)> {
        let lines: Vec<Line<'_>> = text.lines().map(Line::plain).collect();
        (0..lines.len()).find_map(|i| ending_at(&lines, i)).map(|a| (a.start, a.end))
    }

    #[test]
    fn attributions_of_many_programs_and_languages() {
        for text in [
            "On Tue, 24 Nov 2026 at 09:15, Ana Lima <ana@example.org> wrote:",
            "Am Di., 24. Nov. 2026 um 09:15 Uhr schrieb Ana Lima <ana@example.org>:",
            "Am 24.11.26 um 09:15 schrieb Ana Lima:",
            "Le mar. 24 nov. 2026 à 09:15, Ana Lima <ana@example.org> a écrit :",
            "El mar, 24 nov 2026 a las 9:15, Ana Lima (<ana@example.org>) escribió:",
            "Il giorno mar 24 nov 2026 alle ore 09:15 Ana Lima <ana@example.org> ha scritto:",
            "Op di 24 nov 2026 om 09:15 schreef Ana Lima <ana@example.org>:",
            "Em ter., 24 de nov. de 2026 às 09:15, Ana Lima <ana@example.org> escreveu:",
            "wt., 24 lis 2026 o 09:15 Ana Lima <ana@example.org> napisał(a):",
            "вт, 24 нояб. 2026 г. в 09:15, Ana Lima <ana@example.org>:",
            "24.11.2026 9:15, Ana Lima пишет:",
            "2026年11月24日(火) 9:15 Ana Lima <ana@example.org>:",
            "Ana Lima <ana@example.org> 于2026年11月24日周二 09:15写道：",
            "Den tis 24 nov. 2026 kl 09:15 skrev Ana Lima <ana@example.org>:",
            "Den tirs. 24. nov. 2026 kl. 09.15 skrev Ana Lima <ana@example.org>:",
            "út 24. 11. 2026 v 9:15 odesílatel Ana Lima <ana@example.org> napsal:",
            "ti 24. marrask. 2026 klo 9.15 Ana Lima (ana@example.org) kirjoitti:",
        ] {
            assert_eq!(found(text), Some((0, 1)), "{text}");
        }
        assert_eq!(found("On Nov 24, 2026,\nat 9:15,\nAna <ana@example.org> wrote:"), Some((0, 3)));
        assert_eq!(
            found("I was away in 2025.\nOn Tue, 24 Nov 2026 at 09:15, Ana\n<ana@example.org> wrote:"),
            Some((1, 3))
        );
    }

    #[test]
    fn ordinary_sentences_are_no_attributions() {
        for text in [
            "On the other hand, we should be careful.",
            "Here are the times:",
            "2024-01-15 14:30:25",
            "On Monday the following happened:",
            "My address is ana@example.org:",
            "Error at 10:30:",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
