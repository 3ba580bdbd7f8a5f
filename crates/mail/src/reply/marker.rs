//! Lines by which programs announce an older mail: "-----Original Message-----", "Forwarded message",
//! "Reply above this line".

use super::{
    date,
    line::{Line, fold, has_address, has_word},
};
use aho_corasick::AhoCorasick;
use std::sync::LazyLock;

/// What a marker announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Marker {
    /// The mail being answered follows.
    Original,
    /// A mail passed on follows: part of what the person wants to say.
    Forwarded,
    /// Everything below belongs to the mail being answered.
    ReplyAbove,
}

const ORIGINAL: &[&str] = &[
    "original message",
    "original messages",
    "original email",
    "original e-mail",
    "original appointment",
    "ursprüngliche nachricht",
    "ursprungliche nachricht",
    "originalnachricht",
    "original-nachricht",
    "original nachricht",
    "originalmeddelelse",
    "oprindelig meddelelse",
    "oprindelig besked",
    "original meddelelse",
    "opprinnelig melding",
    "opprinnelig e-post",
    "originalmeddelande",
    "ursprungligt meddelande",
    "ursprungsmeddelande",
    "message d'origine",
    "message d’origine",
    "message original",
    "message d'origine",
    "mensaje original",
    "mensagem original",
    "messaggio originale",
    "oorspronkelijk bericht",
    "oorspronkelijke bericht",
    "origineel bericht",
    "wiadomość oryginalna",
    "oryginalna wiadomość",
    "wiadomosc oryginalna",
    "původní zpráva",
    "puvodni zprava",
    "původní e-mail",
    "pôvodná správa",
    "исходное сообщение",
    "оригинальное сообщение",
    "первоначальное сообщение",
    "пересилання",
    "alkuperäinen viesti",
    "eredeti üzenet",
    "mesaj original",
    "orijinal mesaj",
    "özgün ileti",
    "orijinal ileti",
    "元のメッセージ",
    "オリジナルメッセージ",
    "original message",
    "原始邮件",
    "原邮件",
    "原始郵件",
    "原始訊息",
    "원본 메시지",
    "원본 이메일",
    "izvorna poruka",
    "originale",
    "thư gốc",
    "algne kiri",
    "urspr. nachricht",
    "reply message",
    "reply to message",
    "missatge original",
    "αρχικό μήνυμα",
    "αρχικο μηνυμα",
    "оригинално съобщение",
    "първоначално съобщение",
    "оригінальне повідомлення",
    "вихідне повідомлення",
    "початкове повідомлення",
    "исходное письмо",
    "оригинал сообщения",
    "оригинална порука",
    "originalna poruka",
    "izvorna poruka",
    "izvirno sporočilo",
    "originalus laiškas",
    "pradinis laiškas",
    "sākotnējais ziņojums",
    "oriģinālais ziņojums",
    "algne sõnum",
    "pôvodný e-mail",
    "původní zpráva",
    "původní email",
    "mensaxe orixinal",
    "jatorrizko mezua",
    "upprunaleg skilaboð",
    "tin nhắn gốc",
    "thư gốc",
    "pesan asli",
    "mesej asal",
    "mesajul original",
    "orijinal e-posta",
    "asıl mesaj",
    "邮件原件",
    "原始消息",
    "原始信件",
    "原始内容",
    "원본 메일",
    "원본 편지",
    "원본메시지",
    "元のメール",
    "元メッセージ",
    "ข้อความต้นฉบับ",
    "ข้อความเดิม",
    "הודעה מקורית",
    "الرسالة الأصلية",
    "رسالة أصلية",
    "پیام اصلی",
    "मूल संदेश",
    "mail original",
    "courriel original",
    "courrier d'origine",
    "correo original",
    "email original",
    "messaggio di origine",
    "originele bericht",
    "original mail",
    "original-mail",
    "originalmail",
    "original post",
    "reply message",
    "vorherige nachricht",
    "replied message",
];

const FORWARDED: &[&str] = &[
    "forwarded message",
    "forwarded messages",
    "forwarded email",
    "forwarded by",
    "begin forwarded message",
    "weitergeleitete nachricht",
    "anfang der weitergeleiteten nachricht",
    "anfang der weitergeleiteten e-mail",
    "weitergeleitet von",
    "message transféré",
    "message transmis",
    "début du message transféré",
    "début du message réexpédié",
    "mensaje reenviado",
    "inicio del mensaje reenviado",
    "mensagem encaminhada",
    "mensagem reencaminhada",
    "início da mensagem encaminhada",
    "início da mensagem reencaminhada",
    "messaggio inoltrato",
    "inizio messaggio inoltrato",
    "doorgestuurd bericht",
    "begin doorgestuurd bericht",
    "vidarebefordrat meddelande",
    "vidarebefordrat brev",
    "videresendt besked",
    "videresendt meddelelse",
    "start på videresendt besked",
    "videresendt melding",
    "videresendt e-post",
    "wiadomość przekazana dalej",
    "przesłana wiadomość",
    "wiadomość przekazana",
    "přeposlaná zpráva",
    "preposlaná správa",
    "пересланное сообщение",
    "пересылаемое сообщение",
    "начало переадресованного сообщения",
    "переслане повідомлення",
    "välitetty viesti",
    "edelleenlähetetty viesti",
    "továbbított üzenet",
    "továbbított levél",
    "mesaj redirecționat",
    "iletilen mesaj",
    "yönlendirilen mesaj",
    "転送されたメッセージ",
    "転送メッセージ",
    "转发的邮件",
    "转发邮件",
    "轉寄的郵件",
    "轉寄郵件",
    "전달된 메시지",
    "proslijeđena poruka",
];

const REPLY_ABOVE: &[&str] = &[
    "reply above this line",
    "reply above the line",
    "reply above this",
    "reply above here",
    "write above this line",
    "type your reply above",
    "enter your reply above",
    "write your reply above",
    "respond above this line",
    "please reply above",
    "above this line to reply",
    "antworten sie oberhalb dieser",
    "oberhalb dieser zeile antworten",
    "oberhalb dieser zeile",
    "répondez au-dessus de cette ligne",
    "répondre au-dessus de cette ligne",
    "écrivez votre réponse au-dessus",
    "responda por encima de esta línea",
    "responda encima de esta línea",
    "responda acima desta linha",
    "rispondi sopra questa riga",
    "antwoord boven deze lijn",
    "antwoord boven deze regel",
    "svara ovanför denna rad",
    "svar over denne linje",
    "skriv over denne linje",
    "svar over denne linjen",
    "odpowiedz powyżej tej linii",
    "odpověď pište nad tento řádek",
    "ответьте выше этой линии",
    "пишите ответ выше этой строки",
    "この行より上に返信",
    "请在此行上方回复",
];

/// Every line is asked, so all phrases are looked for at once.
fn asks_to_reply_above(text: &str) -> bool {
    static PHRASES: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| AhoCorasick::new(REPLY_ABOVE).ok());
    match &*PHRASES {
        Some(phrases) => phrases.is_match(text),
        None => REPLY_ABOVE.iter().any(|p| text.contains(p)),
    }
}

/// Hyphens, dashes and lines of all kinds, as they dress a marker or rule a mail off.
pub(crate) fn is_dash(c: char) -> bool {
    matches!(
        c,
        '-' | '_' | '=' | '~' | '#' | '+' | '\u{2010}'
            ..='\u{2015}' | '\u{2212}' | '\u{2500}' | '\u{2501}' | '\u{ff0d}' | '\u{30fc}'
    )
}

/// "Original Message" or "--- Original ---" and nothing else: a marker where a head follows.
pub(crate) fn names_original(line: &Line<'_>) -> bool {
    if line.text.len() > 200 {
        return false;
    }
    let folded = fold(&line.text);
    let core = folded.trim_matches(|c: char| is_dash(c) || c == ' ');
    ORIGINAL.contains(&core) || core == "original" && folded.len() > core.len() + 4
}

/// `>>> Ana Lima <ana@example.org> 11/24/2026 9:15 AM >>>`: no quote in spite of its marks.
pub(crate) fn is_between_chevrons(text: &str) -> bool {
    let text = text.trim();
    let Some(inner) = text.strip_prefix(">>>").filter(|t| t.len() <= 300) else { return false };
    match inner.strip_suffix(">>>") {
        Some(inner) => date::has_date(inner) && !inner.contains(">>"),
        None => inner.ends_with(':') && inner.contains(", in message <") && date::has_date(inner),
    }
}

/// `Ana Lima---11/24/2026 09:15:12 AM---Could you …`
fn has_dashed_time(folded: &str) -> bool {
    folded.match_indices("---").take(4).any(|(at, _)| {
        let after = &folded[at + 3..];
        at > 0
            && after.find("---").is_some_and(|end| {
                end < 50 && date::has_numeric_date(&after[..end]) && date::has_time(&after[..end])
            })
    })
}

/// What line `line` announces, if anything.
pub(crate) fn of(line: &Line<'_>) -> Option<Marker> {
    if line.is_blank() || line.text.len() > 300 {
        return None;
    }
    if is_between_chevrons(&line.text) {
        return Some(Marker::Original);
    }
    if line.is_quote() || line.text.len() > 200 {
        return None;
    }
    let folded = fold(&line.text);
    if has_dashed_time(&folded) {
        return Some(Marker::Original);
    }
    let core = folded.trim_matches(|c: char| is_dash(c) || matches!(c, '>' | '<' | ' ' | '|'));
    let both_sides = folded.starts_with(is_dash) && folded.ends_with(is_dash);
    let dressed = folded.len() >= core.len() + 4 || (both_sides && ORIGINAL.contains(&core));
    let named = core.trim_end_matches([':', '：']).trim_end();
    let colon = named.len() < core.len();
    if (dressed || folded.len() < 90) && asks_to_reply_above(core) {
        return Some(Marker::ReplyAbove);
    }
    if FORWARDED.iter().any(|p| named == *p || (dressed && named.starts_with(p))) && (dressed || colon) {
        return Some(Marker::Forwarded);
    }
    if ORIGINAL.contains(&named)
        && (dressed || colon || folded.len() < 60 && line.text.trim_start().starts_with('*'))
    {
        return Some(Marker::Original);
    }
    if named.starts_with("original message processed by") {
        return Some(Marker::Original);
    }
    // "---- On Tue, 22 Dec 2015 Sam wrote ----", "---- Ana Lima schrieb ----"
    let verbs = [
        " wrote",
        " schrieb",
        " a écrit",
        " escribió",
        " escreveu",
        " ha scritto",
        " schreef",
        " skrev",
        " napisał(a)",
        " написал",
        " написал(а)",
    ];
    if dressed && folded.starts_with("--") && verbs.iter().any(|v| named.ends_with(v)) {
        return Some(Marker::Original);
    }
    // "---- Am Di., 24. Nov. 2026 09:15:00 schrieb Ana Lima <ana@example.org> ----"
    if dressed
        && folded.starts_with("---")
        && folded.ends_with("---")
        && has_address(named)
        && verbs.iter().any(|v| has_word(named, v.trim_start()))
    {
        return Some(Marker::Original);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_are_known_and_look_alikes_are_not() {
        let of = |t| super::of(&Line::plain(t));
        assert_eq!(of("-----Original Message-----"), Some(Marker::Original));
        assert_eq!(of("*-------- Ursprüngliche Nachricht --------*"), Some(Marker::Original));
        assert_eq!(of("---- John Smith wrote ----"), Some(Marker::Original));
        assert_eq!(of("---------- Forwarded message ---------"), Some(Marker::Forwarded));
        assert_eq!(of("Begin forwarded message:"), Some(Marker::Forwarded));
        assert_eq!(of("##- Please type your reply above this line -##"), Some(Marker::ReplyAbove));
        assert_eq!(of("---- Enter Feedback Below ----"), None);
        assert_eq!(of("I lost the original message."), None);
    }
}
