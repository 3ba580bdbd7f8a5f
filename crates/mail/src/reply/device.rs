//! "Sent from my phone", "Get Outlook for iOS": the line by which a device or a program signs for its owner.
//!
//! A sentence about a device is no such line: it goes on after the device, or names none.

use super::line::fold;

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
    "windows",
    "posta",
    "correo",
    "courrier",
    "e-post",
    "pošta",
    "poczta",
    "sähköposti",
    "手机",
    "手機",
    "电话",
    "邮件",
    "郵件",
    "メール",
    "메일",
    "tutanota",
    "tuta",
    "hushmail",
    "mailtrack",
    "orange",
    "device",
    "gerät",
    "laitte",
    "cihaz",
    "készülék",
    "zařízen",
    "zariaden",
    "uređaj",
    "пристр",
    "устройств",
    "смартфон",
    "телефон",
    "小米",
    "redmi",
    "honor",
    "ios",
    "デバイス",
    "スマートフォン",
    "携帯",
];

/// How such lines begin.
const SENT_FROM: &[&str] = &[
    "sent from",
    "sent via",
    "sent with",
    "sent by",
    "sent using",
    "sent through",
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
    "mobil gesendet",
    "envoyé de",
    "envoyé depuis",
    "envoyé à partir",
    "envoyé par",
    "envoyé avec",
    "enviado desde",
    "enviado de",
    "enviado do",
    "enviado a partir",
    "enviado con",
    "enviado via",
    "enviado por",
    "enviado pelo",
    "enviado através",
    "inviato da",
    "inviato dal",
    "inviato con",
    "inviato tramite",
    "verstuurd vanaf",
    "verzonden vanaf",
    "verzonden met",
    "verstuurd met",
    "verzonden via",
    "skickat från",
    "skickat med",
    "skickades från",
    "sendt fra",
    "sendt med",
    "wysłane z",
    "wysłano z",
    "wysłane za",
    "odesláno z",
    "odesláno ze",
    "odoslané z",
    "poslano z",
    "poslano s",
    "отправлено с",
    "отправлено из",
    "отправлено через",
    "надіслано з",
    "lähetetty",
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
    "sent on the",
    "provenance :",
    "mit freundlicher unterstützung meines",
    "von outlook",
    "verzonden vanuit",
    "verstuurd vanuit",
    "enviat des de",
    "wysłano za",
    "wysłano przy użyciu",
    "отправлено со",
    "отправлено при помощи",
    "надіслано із",
    "надіслано через",
    "изпратено от",
    "изпратено с",
    "изпратено чрез",
    "trimis prin",
    "trimis cu",
    "az iphone",
    "στάλθηκε με",
    "εστάλη από",
    "poslano iz",
    "poslato sa",
    "poslato iz",
    "išsiųsta iš",
    "išsiųsta naudojant",
    "nosūtīts no",
    "saadetud minu",
    "dikirim dari",
    "dikirim melalui",
    "dihantar dari",
    "dihantar daripada",
    "đã gửi từ",
    "gửi từ",
    "ส่งจาก",
    "נשלח מ",
    "أُرسلت من",
    "أرسلت من",
    "تم الإرسال من",
    "مرسل من",
    "ارسال شده از",
    "ارسال‌شده از",
    "发送自",
    "發送自",
    "寄件自",
    "來自",
    "来自我的",
];

/// How such lines end.
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
    "से भेजा गया",
    "전송됨",
    "전송",
    "전송했습니다",
    "からの送信",
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

/// Programs that advertise themselves.
const PROGRAMS: &[&str] =
    &["outlook", "bluemail", "blue mail", "typeapp", "type mail", "aqua mail", "edison mail"];

/// What they are advertised for.
const PLATFORMS: &[&str] = &["ios", "android", "mac", "windows", "iphone", "ipad", "mobile", "desktop"];

/// How they ask to be fetched, per language.
const FETCH: &[&str] = &[
    "get",
    "download",
    "try",
    "holen sie sich",
    "herunterladen",
    "beziehen",
    "télécharger",
    "télécharge",
    "obtenir",
    "obtenez",
    "obtener",
    "obtén",
    "descargar",
    "descarga",
    "obtenha",
    "obter",
    "baixar",
    "baixe",
    "ottieni",
    "scarica",
    "downloaden",
    "ophalen",
    "hämta",
    "skaffa",
    "hent",
    "få",
    "skaff",
    "last ned",
    "hanki",
    "lataa",
    "pobierz",
    "získat",
    "získejte",
    "získajte",
    "stáhnout",
    "stiahnuť",
    "получить",
    "получите",
    "скачать",
    "скачайте",
    "отримайте",
    "отримати",
    "завантажити",
    "изтеглете",
    "descărcați",
    "obțineți",
    "beszerzése",
    "letöltése",
    "λήψη",
    "αποκτήστε",
    "edinin",
    "indirin",
    "preuzmite",
    "nabavite",
    "pridobite",
    "hankige",
    "gaukite",
    "iegūstiet",
    "obteniu",
    "入手",
    "取得",
    "下载",
    "下載",
    "获取",
    "獲取",
    "다운로드",
    "받기",
    "tải",
    "dapatkan",
    "unduh",
    "รับ",
    "ดาวน์โหลด",
    "تنزيل",
    "احصل على",
    "הורד",
    "קבל",
];

/// Pardon that people ask for under the device's name.
const PARDON: &[&str] = &[
    "excuse",
    "typo",
    "brevity",
    "apolog",
    "tippfehler",
    "entschuldig",
    "kürze",
    "fautes",
    "disculp",
    "erreurs",
];

/// Words that may follow the device before the line is a sentence about it.
const MAX_AFTER: usize = 3;

/// One line in which a device or program signs, not a sentence about a device.
pub(crate) fn is_device_line(text: &str) -> bool {
    signs(text, true)
}

/// The same for a line that a program broke in two: only by how it begins.
pub(crate) fn is_device_paragraph(lines: &[&str]) -> bool {
    match lines {
        [one] => signs(one, true),
        [_, _] => signs(&lines.join(" "), false),
        _ => false,
    }
}

fn signs(text: &str, by_its_end: bool) -> bool {
    if text.len() > 600 {
        return false;
    }
    let folded = fold(text);
    let folded = strip_links(&folded);
    let folded = folded.trim_matches(|c: char| {
        super::marker::is_dash(c) || matches!(c, '[' | ']' | '(' | ')' | ' ' | '<' | '>' | '|' | '•')
    });
    if folded.is_empty() || folded.chars().count() > 100 {
        return false;
    }
    let begins = SENT_FROM.iter().any(|p| folded.starts_with(p));
    let bare_end = folded.trim_end_matches(['.', '!', '。']);
    let ends = by_its_end && SENT_FROM_END.iter().any(|p| bare_end.ends_with(p));
    let own_wit = SENT_FROM_MY.iter().any(|p| folded.starts_with(p));
    // Nearly every line ends here.
    if !(begins || ends || own_wit) {
        return by_its_end && advertises(folded);
    }
    let words = folded.split_whitespace().count();
    let pardoned = PARDON.iter().any(|p| folded.contains(p));
    let sentence = if pardoned { words > 20 } else { is_sentence(folded, words) };
    if sentence {
        return false;
    }
    if (begins || ends)
        && words <= 14
        && last_device(folded).is_some_and(|after| ends || pardoned || after <= MAX_AFTER)
    {
        return true;
    }
    folded == "sent on the go"
        || own_wit
            && words <= 9
            && !folded.ends_with('.')
            && last_device(folded).is_none()
            && (!folded.starts_with("von meinem") || ends)
}

/// Goes on after a comma or has an ending of its own.
fn is_sentence(folded: &str, words: usize) -> bool {
    let (before, _) = folded.split_once(", ").unwrap_or((folded, ""));
    let comma = before.len() < folded.len() && words > 6 && last_device(before).is_none();
    comma || folded.ends_with('?') || folded.contains(". ") && words > 8
}

/// How many words stand behind the last device named.
fn last_device(folded: &str) -> Option<usize> {
    let end = DEVICES.iter().filter_map(|d| folded.rfind(d).map(|at| at + d.len())).max()?;
    let rest = folded.get(end..)?;
    // The rest of the word belongs to it: "iphone's".
    let rest = rest.trim_start_matches(|c: char| c.is_alphanumeric() || "-'’®™.:/".contains(c));
    Some(rest.split_whitespace().count())
}

/// "Get Outlook for iOS"
fn advertises(folded: &str) -> bool {
    PROGRAMS.iter().any(|p| folded.contains(p))
        && folded.split_whitespace().count() <= 8
        && PLATFORMS.iter().any(|p| folded.contains(p))
        && !folded.ends_with(['?', ':'])
        && FETCH.iter().any(|p| folded.starts_with(p) || folded.trim_end_matches(['.', '!']).ends_with(p))
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
}
