//! Signatures: the `-- ` delimiter and its relatives, "Sent from my phone", a dashed name, list footers.

use super::line::{Cue, Line, fold, has_address, word_count};

/// Lines before the end of a stretch in which a signature may begin.
const WINDOW: usize = 150;

/// A rule of dashes, underscores, equals signs or stars, at least `min` long.
pub(crate) fn is_rule(text: &str, min: usize) -> bool {
    let t = text.trim().trim_matches('*').trim();
    if t.len() > 2_000 {
        return false;
    }
    let mut chars = t.chars();
    let Some(first) = chars.next() else { return false };
    matches!(first, '-' | '_' | '=' | '~' | '–' | '—' | '―' | '─' | '#' | '+')
        && t.chars().count() >= min
        && chars.all(|c| c == first)
}

/// Where in `lines[start..end]` a signature begins, if one ends this stretch.
pub(crate) fn starts_at(lines: &[Line<'_>], start: usize, end: usize) -> Option<usize> {
    // Signatures are short; so is the search for them, whatever the text.
    let start = start.max(end.saturating_sub(WINDOW));
    for at in start..end {
        let line = &lines[at];
        if line.is_blank() || line.is_quote() {
            continue;
        }
        if line.cue == Cue::Signature {
            return Some(at);
        }
        let rest = &lines[at + 1..end];
        let text = line.text.trim_end_matches(['\r', '\n']);
        let bare = text.trim();
        let full = rest.iter().filter(|l| !l.is_blank()).count();
        if bare == "--" && !text.starts_with([' ', '\t']) {
            // RFC 3676 4.3; without the blank after it, only when what follows is short.
            let strict = text.ends_with("-- ");
            if full <= if strict { 40 } else { 15 } && full > 0 || full == 0 {
                return Some(at);
            }
        }
        if (is_rule(bare, 3) || line.cue == Cue::Rule || bare == "__") && (full == 0 || is_footer(rest)) {
            return Some(at);
        }
        if is_dashed_name(bare) && (full == 0 || only_footer_follows(rest)) {
            return Some(at);
        }
    }
    None
}

/// Under the name stands nothing but a list's footer.
fn only_footer_follows(rest: &[Line<'_>]) -> bool {
    rest.iter()
        .position(|l| !l.is_blank())
        .is_some_and(|at| is_rule(&rest[at].text, 3) && is_footer(&rest[at + 1..]))
}

/// "-Ana Lima" as the last line.
fn is_dashed_name(text: &str) -> bool {
    let name = text.trim_start_matches('-').trim_start_matches(['–', '—']);
    let dashes = text.chars().count() - name.chars().count();
    (1..=2).contains(&dashes)
        && !name.starts_with(' ')
        && name.len() <= 40
        && (1..=4).contains(&name.split_whitespace().count())
        && name.split_whitespace().all(|w| {
            w.chars().next().is_some_and(char::is_uppercase)
                && w.chars().all(|c| c.is_alphabetic() || ".'-".contains(c))
        })
}

/// What stands under a rule is contact data or a list's footer rather than more of the letter.
fn is_footer(rest: &[Line<'_>]) -> bool {
    let body: Vec<&Line<'_>> = rest.iter().filter(|l| !l.is_blank()).collect();
    if body.len() > 12 || body.iter().any(|l| l.is_quote()) {
        return false;
    }
    let listed = body.iter().any(|l| {
        let t = l.text.trim_start();
        t.starts_with(['#', '*', '•'])
            || t.starts_with("- ")
            || (t.chars().next().is_some_and(|c| c.is_ascii_digit())
                && t.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(['.', ')'])
                && !t.contains('+'))
    });
    let sentences = body
        .iter()
        .filter(|l| l.text.trim_end().ends_with(['.', '?', '!']) && word_count(&l.text) > 8)
        .count();
    let contact = body.iter().any(|l| has_contact(&l.text)) || is_card(&body);
    contact && !listed && sentences <= 1
}

/// A full name and then a few short lines: "Ana Lima / Head of Accounts".
fn is_card(body: &[&Line<'_>]) -> bool {
    let name = |text: &str| {
        let words: Vec<&str> = text.split_whitespace().collect();
        (2..=3).contains(&words.len())
            && words.iter().all(|w| {
                w.chars().next().is_some_and(char::is_uppercase)
                    && w.chars().all(|c| c.is_alphabetic() || ".'-".contains(c))
            })
            && words.iter().any(|w| w.chars().any(char::is_lowercase))
    };
    (2..=5).contains(&body.len())
        && body.first().is_some_and(|l| name(l.text.trim().trim_matches('*')))
        && body
            .iter()
            .skip(1)
            .all(|l| word_count(&l.text) <= 6 && !l.text.trim_end().ends_with(['.', '?', '!', ':']))
}

/// A telephone number, an address of any kind, or the words of list footers.
pub(crate) fn has_contact(text: &str) -> bool {
    if text.len() > 2_000 {
        return false;
    }
    let folded = fold(text);
    let digits = folded.chars().filter(char::is_ascii_digit).count();
    let phone = (7..=16).contains(&digits)
        && (folded.contains('+')
            || ["tel", "phone", "mobile", "mob", "fax", "handy", "móvil", "cell", "☎", "📱"]
                .iter()
                .any(|w| folded.contains(w))
            || folded.chars().all(|c| c.is_ascii_digit() || "+-() ./".contains(c)));
    phone
        || has_address(&folded)
        || [
            "http://",
            "https://",
            "www.",
            "mailing list",
            "mailing-list",
            "mailinglist",
            "unsubscribe",
            "abmelden",
            "désinscri",
            "google groups",
        ]
        .iter()
        .any(|w| folded.contains(w))
}

/// Devices and programs that sign for their owners.
const DEVICES: &[&str] = &[
    "iphon",
    "ipad",
    "ipod",
    "android",
    "blackberry",
    "samsung",
    "galaxy",
    "huawei",
    "xiaomi",
    "nokia",
    "windows phone",
    "windows mail",
    "smartphone",
    "smart phone",
    "mobile",
    "phone",
    "handheld",
    "outlook",
    "mail",
    "yahoo",
    "gmail",
    "proton",
    "htc",
    "sony",
    "xperia",
    "lg ",
    "motorola",
    "nexus",
    "pixel",
    "tablet",
    "htc",
    "iphone'a",
    "handy",
    "mobiltelefon",
    "móvil",
    "celular",
    "telemóvel",
    "mobiel",
    "telefon",
    "téléphone",
    "cellulare",
    "telefono",
    "teléfono",
    "wiko",
    "oneplus",
    "oppo",
    "nine",
    "k-9",
    "sparrow",
    "mailbox",
    "spark",
    "airmail",
    "thunderbird",
    "boxer",
    "newton",
    "postbox",
    "mailspring",
    "superhuman",
    "front",
    "verizon",
    "at&t",
    "t-mobile",
    "vodafone",
    "telekom",
    "web.de",
    "gmx",
    "mail.ru",
    "mail.com",
    "яндекс",
    "почт",
    "айфон",
    "iphone",
];

/// How such lines begin (left) or end (right), per language.
const SENT_FROM: &[&str] = &[
    "sent from",
    "sent via",
    "sent with",
    "sent by",
    "sent using",
    "sent on",
    "sent through",
    "get outlook for",
    "posted from",
    "written on my",
    "typed on my",
    "von meinem",
    "von unterwegs",
    "gesendet von",
    "gesendet mit",
    "gesendet über",
    "diese nachricht wurde von meinem",
    "diese e-mail wurde von meinem",
    "versendet mit",
    "verschickt von",
    "holen sie sich outlook",
    "outlook für",
    "outlook for",
    "mobil gesendet",
    "envoyé de",
    "envoyé depuis",
    "envoyé à partir",
    "envoyé par",
    "envoyé avec",
    "télécharger outlook",
    "obtenez outlook",
    "obtenir outlook",
    "provenance : courrier",
    "enviado desde",
    "enviado de",
    "enviado do",
    "enviado a partir",
    "enviado con",
    "enviado via",
    "enviado por",
    "enviado pelo",
    "enviado através",
    "obtener outlook",
    "obtenha o outlook",
    "obter o outlook",
    "descargar outlook",
    "inviato da",
    "inviato dal",
    "inviato con",
    "inviato tramite",
    "scarica outlook",
    "ottieni outlook",
    "verstuurd vanaf",
    "verzonden vanaf",
    "verzonden met",
    "verstuurd met",
    "verzonden via",
    "download outlook",
    "outlook voor",
    "outlook downloaden",
    "skickat från",
    "skickat med",
    "skickades från",
    "hämta outlook",
    "sendt fra",
    "sendt med",
    "hent outlook",
    "få outlook",
    "wysłane z",
    "wysłano z",
    "wysłane za",
    "pobierz aplikację outlook",
    "pobierz outlook",
    "odesláno z",
    "odesláno ze",
    "odoslané z",
    "získat outlook",
    "získajte outlook",
    "poslano z",
    "poslano s",
    "отправлено с",
    "отправлено из",
    "отправлено через",
    "скачайте outlook",
    "надіслано з",
    "lähetetty",
    "hanki outlook",
    "saadetud",
    "trimis de pe",
    "trimis din",
    "elküldve",
    "küldve",
    "στάλθηκε από",
    "gönderen:",
    "発信:",
    "发自我的",
    "從我的",
    "发自",
    "傳送自",
    "傳自",
    "來自我的",
    "نُشر من",
    "từ iphone",
    "được gửi từ",
];
const SENT_FROM_END: &[&str] = &[
    "gesendet",
    "gesendet.",
    "verschickt",
    "から送信",
    "から送信されました",
    "から送信しました",
    "보냄",
    "보냈습니다",
    "gönderildi",
    "gönderilmiştir",
    "küldve",
    "üzenem",
    "तेपठाइएको",
    "भेजा गया",
    "发送",
    "傳送",
    "senden",
    "gesendet!",
];

/// "Sent from a magnificent torch of pixels": own wit in the place of a device.
const SENT_FROM_MY: &[&str] = &[
    "sent from my ",
    "sent from a ",
    "sent from an ",
    "sent via my ",
    "von meinem ",
    "envoyé de mon ",
    "enviado desde mi ",
    "inviato dal mio ",
    "verstuurd vanaf mijn ",
    "skickat från min ",
    "sendt fra min ",
    "发自我的",
];

/// One line in which a device or program signs, not a sentence about a device.
pub(crate) fn is_device_line(text: &str) -> bool {
    if text.len() > 600 {
        return false;
    }
    let folded = fold(text);
    let folded = strip_links(&folded);
    let folded = folded.trim_matches(|c: char| {
        matches!(c, '-' | '_' | '~' | '[' | ']' | '(' | ')' | ' ' | '—' | '–' | '<' | '>' | '|')
    });
    if folded.is_empty() || folded.chars().count() > 100 {
        return false;
    }
    let begins = SENT_FROM.iter().any(|p| folded.starts_with(p));
    let ends = SENT_FROM_END.iter().any(|p| folded.ends_with(p));
    let own_wit = SENT_FROM_MY.iter().any(|p| folded.starts_with(p));
    // Nearly every line ends here.
    if !(begins || ends || own_wit) {
        return false;
    }
    let words = folded.split_whitespace().count();
    // A sentence goes on after a comma or has an ending of its own.
    let sentence = folded.contains(", ") && words > 6 || folded.contains(". ") && words > 8;
    if sentence {
        return false;
    }
    if (begins || ends) && words <= 14 && DEVICES.iter().any(|d| folded.contains(d)) {
        return true;
    }
    own_wit && words <= 9 && !folded.ends_with('.') && (!folded.starts_with("von meinem") || ends)
}

/// `text<https://…>`, `text (https://…)`, `[https://…]`: the words without their links.
fn strip_links(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("http") {
        let head = rest[..at].trim_end_matches(['<', '(', '[']);
        out.push_str(head);
        let tail = &rest[at..];
        let end =
            tail.find(|c: char| c.is_whitespace() || matches!(c, '>' | ')' | ']')).unwrap_or(tail.len());
        rest = tail[end..].trim_start_matches(['>', ')', ']']);
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn devices_sign_in_many_languages() {
        for yes in [
            "Sent from my iPhone",
            "Sent from Outlook Mobile<https://x.example>",
            "Get Outlook for iOS<https://aka.ms/o0ukef>",
            "Von meinem iPhone gesendet",
            "Gesendet von Outlook für Android<https://aka.ms/x>",
            "Envoyé de mon iPhone",
            "Enviado desde mi iPhone",
            "Inviato da iPhone",
            "Verstuurd vanaf mijn iPhone",
            "Skickat från min iPhone",
            "Sendt fra min iPhone",
            "Wysłane z iPhone'a",
            "Odesláno z iPhonu",
            "Отправлено с iPhone",
            "iPhoneから送信",
            "发自我的iPhone",
            "나의 iPhone에서 보냄",
            "Diese Nachricht wurde von meinem Android-Mobiltelefon mit K-9 Mail gesendet.",
            "Sent from Yahoo Mail on Android",
            "Sent from my Wiko RIDGE FAB 4G",
        ] {
            assert!(is_device_line(yes), "{yes}");
        }
        for no in [
            "Sent from my desk, is much easier then my mobile phone.",
            "The notification was sent from my iPhone app to all users.",
            "I have sent from my side all the mails you asked for, please check the phone.",
            "This mail was sent from our automated system.",
            "My phone is broken",
            "Mail gesendet?",
        ] {
            assert!(!is_device_line(no), "{no}");
        }
    }

    #[test]
    fn rules_and_names() {
        assert!(is_rule("______", 3) && is_rule("=====", 3) && !is_rule("--", 3) && !is_rule("-=-=", 3));
        assert!(
            is_dashed_name("-Ana Lima")
                && is_dashed_name("--Bo")
                && !is_dashed_name("- item")
                && !is_dashed_name("-first point")
        );
    }
}
