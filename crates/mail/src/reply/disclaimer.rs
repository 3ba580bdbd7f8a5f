//! Paragraphs that lawyers and filters add: confidentiality notices at the end, "external mail" banners at the top.

use super::line::{Line, fold};
use crate::message::floor_boundary;

/// Words that, two of them together, only a confidentiality notice uses.
const NOTICE: &[&str] = &[
    "confidential",
    "intended recipient",
    "intended only",
    "intended solely",
    "solely for the use",
    "legally privileged",
    "privileged",
    "unauthorized",
    "unauthorised",
    "not the addressee",
    "notify the sender",
    "delete this e-mail",
    "delete this email",
    "delete this message",
    "virus",
    "disclosure",
    "liability",
    "disclaimer",
    "vertraulich",
    "nicht der richtige adressat",
    "nicht der vorgesehene",
    "unbefugte",
    "informieren sie bitte sofort",
    "rechtlich geschützt",
    "vernichten sie diese",
    "irrtümlich erhalten",
    "confidentiel",
    "destinataire",
    "pièces jointes",
    "strictement",
    "à l'attention exclusive",
    "par erreur",
    "confidencial",
    "destinatario",
    "destinatário",
    "por error",
    "por erro",
    "privilegiad",
    "exclusivamente",
    "riservat",
    "confidenziali",
    "per errore",
    "vertrouwelijk",
    "geadresseerde",
    "bestemd voor",
    "konfidentiell",
    "avsedd",
    "fortrolig",
    "poufn",
    "wyłącznie dla adresata",
    "důvěrn",
    "конфиденциальн",
    "адресат",
    "fortroligt",
    "modtager",
    "ved en fejl",
    "underrette",
    "konfidensiell",
    "mottaker",
    "ved en feil",
    "mottagare",
    "adressat",
    "av misstag",
    "av misstak",
    "meddela avsändaren",
    "luottamukselli",
    "vastaanottaja",
    "erehdyksessä",
    "vahingossa",
    "przez pomyłkę",
    "omyłkowo",
    "nadawc",
    "adresát",
    "omylem",
    "odesílatel",
    "odosielateľ",
    "dôvern",
    "по ошибке",
    "отправител",
    "конфіденційн",
    "помилково",
    "bizalmas",
    "tévedésből",
    "confidenţial",
    "confidențial",
    "din greșeală",
    "gizlidir",
    "gizli",
    "yanlışlıkla",
    "alıcı",
    "εμπιστευτικ",
    "παραλήπτη",
    "povjerljiv",
    "pogreškom",
    "zaupn",
    "pomotoma",
    "機密",
    "受信者",
    "誤って",
    "削除",
    "保密",
    "机密",
    "收件人",
    "误收",
    "收件者",
    "기밀",
    "수신자",
    "잘못",
    "toegestaan",
    "per vergissing",
    "abusivamente",
    "vietat",
    "vietata",
    "diffusion",
    "verspreiding",
    "exclusif",
    "remitente",
    "remetente",
    "mittente",
    "expéditeur",
    "eliminación",
    "elimine",
    "strictly prohibited",
    "is prohibited",
    "prohibid",
    "proibid",
    "interdit",
    "untersagt",
    "nicht gestattet",
];

const OPENERS: &[&str] = &[
    "disclaimer",
    "confidentiality notice",
    "confidentiality note",
    "confidentiality",
    "privileged and confidential",
    "important notice",
    "legal notice",
    "notice:",
    "this email",
    "this e-mail",
    "this message",
    "the information contained",
    "the information in this",
    "the contents of this",
    "please consider the environment",
    "please think before",
    "diese e-mail",
    "diese nachricht",
    "der inhalt dieser e-mail",
    "wichtiger hinweis",
    "ce message",
    "ce courriel",
    "ce courrier",
    "cet e-mail",
    "este mensaje",
    "este correo",
    "esta mensagem",
    "este e-mail",
    "este email",
    "questo messaggio",
    "questa e-mail",
    "le informazioni contenute",
    "la presente",
    "dit bericht",
    "deze e-mail",
    "de informatie in deze",
    "detta meddelande",
    "denne e-mail",
    "denne e-post",
    "ta wiadomość",
    "niniejsza wiadomość",
    "tato zpráva",
    "это сообщение",
    "настоящее сообщение",
    "email disclaimer",
    "e-mail disclaimer",
    "p please consider",
    "aviso legal",
    "haftungsausschluss",
    "think before you print",
    "save paper",
    "the content of this",
    "this communication",
    "this transmission",
    "this e mail",
    "this electronic",
    "any views",
    "if you are not the intended",
    "if you have received this",
    "if you received this",
    "information in this e",
    "avis de confidentialité",
    "avertissement",
    "avis :",
    "les informations contenues",
    "l'information contenue",
    "cette transmission",
    "cette communication",
    "die in dieser e-mail",
    "die information in dieser",
    "die informationen in dieser",
    "dieses e-mail",
    "dieses dokument",
    "vertraulichkeitshinweis",
    "hinweis:",
    "aviso de confidencialidad",
    "aviso de confidencialidade",
    "aviso:",
    "la información contenida",
    "la información incluida",
    "el contenido de este",
    "a informação contida",
    "as informações contidas",
    "esta comunicación",
    "este correio",
    "o conteúdo desta",
    "avviso di riservatezza",
    "ai sensi del",
    "il contenuto di",
    "il presente messaggio",
    "de inhoud van",
    "de informatie",
    "dit e-mailbericht",
    "det här meddelandet",
    "detta e-post",
    "denna e-post",
    "denne meddelelse",
    "denne mail",
    "denne melding",
    "denne eposten",
    "informationen i",
    "tämä viesti",
    "tämä sähköposti",
    "informacje zawarte",
    "treść tej",
    "informace obsažené",
    "tento e-mail",
    "obsah této",
    "táto správa",
    "данное сообщение",
    "содержание данного",
    "информация, содержащаяся",
    "це повідомлення",
    "ez az e-mail",
    "ez az üzenet",
    "acest mesaj",
    "acest e-mail",
    "bu e-posta",
    "bu mesaj",
    "bu elektronik",
    "το παρόν",
    "αυτό το μήνυμα",
    "ova poruka",
    "ova e-poruka",
    "to sporočilo",
    "このメール",
    "この電子メール",
    "本メール",
    "此邮件",
    "本邮件",
    "本郵件",
    "此郵件",
    "이 메일",
    "이 이메일",
    "본 메일",
    "본 이메일",
];

/// "before printing", per language, and the nature that is to be thought of.
const BEFORE_PRINTING: &[&str] = &[
    "before print",
    "before you print",
    "need to print",
    "bevor sie",
    "ausdruck",
    "avant d'imprimer",
    "avant d’imprimer",
    "antes de imprimir",
    "prima di stampare",
    "voordat u",
    "alvorens",
    "innan du",
    "før du",
    "ennen kuin",
    "zanim wydrukuje",
    "przed wydrukowaniem",
    "před vytištěním",
    "než vytisknete",
    "прежде чем",
    "перед тем как",
    "yazdırmadan",
];
const NATURE: &[&str] = &[
    "environment",
    "umwelt",
    "environnement",
    "medio ambiente",
    "medioambiente",
    "meio ambiente",
    "ambiente",
    "natureza",
    "milieu",
    "miljö",
    "miljø",
    "ympäristö",
    "środowisk",
    "přírod",
    "životní prostředí",
    "окружающ",
    "природ",
    "çevre",
    "planet",
    "trees",
];

/// "Virus-free. www.avast.com", in any language.
fn is_scanner_line(core: &str) -> bool {
    core.len() < 240
        && [
            "avast",
            "avg.com",
            "avg antivirus",
            "eset",
            "kaspersky",
            "mcafee",
            "norton",
            "bitdefender",
            "mailscanner",
            "barracuda",
        ]
        .iter()
        .any(|s| core.contains(s))
        && (["virus", "vírus", "viren", "вирус", "вірус", "ウイルス", "病毒", "바이러스"]
            .iter()
            .any(|v| core.contains(v)))
        && (core.contains("www.") || core.contains("http"))
        && core.split_whitespace().count() <= 24
        && !core.ends_with('?')
}

/// A closing paragraph of boilerplate.
pub(crate) fn is_notice(paragraph: &str) -> bool {
    let folded = fold(&paragraph[..floor_boundary(paragraph, 8_000)]);
    let core = folded.trim_matches(|c: char| matches!(c, '-' | '_' | '=' | '*' | '#' | ' ' | ':' | '|'));
    let thinks = core.len() < 400
        && BEFORE_PRINTING.iter().any(|p| core.contains(p))
        && NATURE.iter().any(|p| core.contains(p));
    if thinks || is_scanner_line(core) {
        return true;
    }
    if core.len() < 60 {
        return matches!(
            core,
            "disclaimer"
                | "confidentiality notice"
                | "email disclaimer"
                | "legal notice"
                | "haftungsausschluss"
                | "aviso legal"
        ) || core.starts_with("please consider the environment")
            || core.starts_with("think before you print");
    }
    let hits = NOTICE.iter().filter(|w| core.contains(*w)).count();
    let opens = OPENERS.iter().any(|o| core.starts_with(o));
    (opens && hits >= 2)
        || hits >= 4
        || core.starts_with("please consider the environment")
        || (opens && core.contains("scanned") && core.contains("virus"))
}

/// A filter's warning above the text.
pub(crate) fn is_banner(paragraph: &str) -> bool {
    let folded = fold(&paragraph[..floor_boundary(paragraph, 2_000)]);
    let core = folded.trim_start_matches(|c: char| !c.is_alphanumeric());
    let opens = [
        "caution",
        "external",
        "warning",
        "attention",
        "[external",
        "this email originated",
        "this message originated",
        "this e-mail originated",
        "achtung",
        "vorsicht",
        "externe e-mail",
        "extern",
        "you don't often get email from",
        "sie erhalten nicht häufig e-mails",
    ]
    .iter()
    .any(|o| core.starts_with(o));
    let tells = [
        "originated outside",
        "originated from outside",
        "outside of",
        "outside the",
        "external sender",
        "external source",
        "do not click",
        "unknown sender",
        "von außerhalb",
        "klicken sie",
        "learn why this is important",
        "not recognize the sender",
        "externen absender",
    ]
    .iter()
    .any(|o| core.contains(o));
    opens && tells && core.len() < 700
}

/// Marks trailing notice paragraphs of `lines[start..end]`: returns where they begin.
pub(crate) fn trailing_from(lines: &[Line<'_>], start: usize, end: usize) -> Option<usize> {
    let mut from = None;
    let mut at = end;
    while let Some((first, last)) = last_paragraph(lines, start, at) {
        let text = lines[first..last].iter().map(|l| l.text.as_ref()).collect::<Vec<_>>().join(" ");
        let rule = lines[first..last].iter().all(|l| super::signature::is_rule(&l.text, 3));
        let paragraph: Vec<&str> = lines[first..last].iter().map(|l| l.text.as_ref()).collect();
        if !(is_notice(&text) || rule && from.is_some() || super::device::is_device_paragraph(&paragraph)) {
            break;
        }
        if !rule || from.is_some() {
            from = Some(first);
        }
        at = first;
    }
    from
}

fn last_paragraph(lines: &[Line<'_>], start: usize, end: usize) -> Option<(usize, usize)> {
    let last = (start..end).rev().find(|&i| !lines[i].is_blank())? + 1;
    let first = (start..last).rev().find(|&i| lines[i].is_blank()).map_or(start, |i| i + 1);
    Some((first, last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notices_and_banners() {
        assert!(is_notice(
            "This email and any attachments are confidential and intended solely for the addressee. If you are not the intended recipient, delete this email."
        ));
        assert!(is_notice(
            "Diese E-Mail enthält vertrauliche und/oder rechtlich geschützte Informationen. Wenn Sie nicht der richtige Adressat sind, vernichten Sie diese Mail."
        ));
        assert!(!is_notice(
            "This message is confidential, please only show it to Ana, and tell me what you think about the plan."
        ));
        assert!(is_banner(
            "CAUTION: This email originated from outside of this company. Do not click links."
        ));
        assert!(!is_banner("Warning: the printer on floor 3 is on fire, do not enter."));
    }
}
