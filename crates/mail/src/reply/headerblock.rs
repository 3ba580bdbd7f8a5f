//! The block of "From: / Sent: / To: / Subject:" that Outlook and its kin put above the mail they answer.

use super::line::{Line, fold, has_address};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Label {
    From,
    /// A word that only mail programs use for a time ("Sent").
    Sent,
    Date,
    To,
    Copy,
    Subject,
    Other,
}

/// First entry of each row: what it means; then the words, lower case.
const LABELS: &[(Label, &[&str])] = &[
    (
        Label::From,
        &[
            "от кого",
            "dari",
            "expéditeur·rice",
            "remetente",
            "absender",
            "afsender",
            "avsender",
            "siuntėjas",
            "sūtītājs",
            "изпращач",
            "pošiljatelj",
            "отправитель",
            "from",
            "von",
            "de",
            "da",
            "van",
            "från",
            "fra",
            "od",
            "от",
            "отправитель",
            "від",
            "差出人",
            "送信者",
            "送信元",
            "送件者",
            "寄件人",
            "发件者",
            "مِن",
            "المرسل",
            "از",
            "שולח",
            "expedient",
            "expediteur",
            "expedidor",
            "emitent",
            "posiela",
            "odoslal",
            "gửi từ",
            "người gửi",
            "ผู้ส่ง",
            "보낸이",
            "보내는 사람",
            "feladó",
            "kuldte",
            "küldő",
            "αποστολέας",
            "isporučitelj",
            "pošiljalac",
            "шаље",
            "пошиљалац",
            "прати",
            "发件人",
            "發件人",
            "寄件者",
            "보낸 사람",
            "보낸사람",
            "발신",
            "kimden",
            "gönderen",
            "lähettäjä",
            "feladó",
            "de la",
            "από",
            "מאת",
            "من",
            "expéditeur",
            "remitente",
            "mittente",
            "afzender",
            "avsändare",
            "từ",
            "จาก",
            "saatja",
            "nuo",
            "no",
            "odesílatel",
            "odesilatel",
            "odosielateľ",
            "pošiljatelj",
            "šalje",
        ],
    ),
    (
        Label::Sent,
        &[
            "отправлено в",
            "изпратено",
            "dikirim",
            "ส่ง",
            "enviat el",
            "enviat",
            "saadetud",
            "išsiųsta",
            "nosūtīts",
            "đã gửi",
            "στάλθηκε",
            "נשלח",
            "تم الإرسال",
            "envoyée",
            "verstuurd",
            "дата отправления",
            "sent",
            "gesendet",
            "gesendet am",
            "envoyé",
            "envoyé le",
            "envoye",
            "enviado",
            "enviado el",
            "enviado em",
            "enviada",
            "enviada em",
            "enviado a",
            "inviato",
            "inviata",
            "verzonden",
            "skickat",
            "sendt",
            "wysłano",
            "wysłane",
            "data wysłania",
            "odesláno",
            "odoslané",
            "отправлено",
            "послано",
            "дата отправки",
            "надіслано",
            "送信日時",
            "发送时间",
            "發送時間",
            "傳送時間",
            "寄件日期",
            "보낸 날짜",
            "gönderildi",
            "gönderme tarihi",
            "lähetetty",
            "elküldve",
            "küldve",
            "trimis",
            "message du",
            "data de envio",
            "date d'envoi",
            "verzonden op",
            "poslano",
            "poslato",
            "послато",
            "šalje se",
            "ngày gửi",
            "ngày",
            "gửi",
            "ส่งเมื่อ",
            "تاريخ الإرسال",
            "ارسال",
            "ارسال شده",
            "送信日",
            "发送日期",
            "發送日期",
            "寄送時間",
            "寄件時間",
            "보낸시간",
            "보낸 시간",
            "보낸날짜",
            "sent at",
            "sent on",
            "date sent",
            "sent date",
            "fecha de envío",
            "enviado por",
            "data invio",
            "verzenddatum",
            "gesendet um",
            "skickad",
            "ημερομηνία αποστολής",
        ],
    ),
    (
        Label::Date,
        &[
            "tanggal",
            "วันที่",
            "data",
            "kuupäev",
            "data/hora",
            "date",
            "datum",
            "fecha",
            "data",
            "dato",
            "дата",
            "日時",
            "日付",
            "日期",
            "时间",
            "날짜",
            "tarih",
            "päivämäärä",
            "päiväys",
            "dátum",
            "dată",
            "ημερομηνία",
            "תאריך",
            "التاريخ",
            "ngày",
            "kuupäev",
            "data/ora",
            "date/heure",
        ],
    ),
    (
        Label::To,
        &[
            "kepada",
            "ถึง",
            "per a",
            "adressaat",
            "kam",
            "до",
            "получатель",
            "mottaker",
            "modtager",
            "mottagare",
            "empfänger",
            "ontvanger",
            "odbiorca",
            "vastuvõtja",
            "príjemca",
            "to",
            "an",
            "à",
            "a",
            "para",
            "per",
            "aan",
            "till",
            "til",
            "do",
            "komu",
            "кому",
            "宛先",
            "收件人",
            "收件者",
            "받는 사람",
            "받는사람",
            "수신",
            "kime",
            "alıcı",
            "vastaanottaja",
            "címzett",
            "către",
            "catre",
            "προς",
            "אל",
            "إلى",
            "đến",
            "pour",
            "destinataire",
            "destinatario",
            "destinatário",
            "príjemca",
            "za",
            "adressat",
            "prima",
            "primatelj",
            "primalac",
            "прима",
            "za koga",
            "người nhận",
            "tới",
            "ผู้รับ",
            "받는이",
            "收信人",
            "受信者",
            "送信先",
            "παραλήπτης",
            "الى",
            "به",
            "נמען",
            "gavėjas",
            "saņēmējs",
            "destinatari",
            "destinatar",
        ],
    ),
    (
        Label::Copy,
        &[
            "cc",
            "копие",
            "tembusan",
            "สำเนา",
            "koopia",
            "kopija",
            "cc",
            "bcc",
            "kopie",
            "kopie (cc)",
            "copie",
            "copie à",
            "copia",
            "con copia",
            "kopia",
            "kopi",
            "копия",
            "копія",
            "抄送",
            "副本",
            "참조",
            "bilgi",
            "kopio",
            "másolatot kap",
            "másolat",
            "cci",
            "cco",
            "dw",
            "udw",
            "skrytá kopie",
            "blindkopie",
        ],
    ),
    (
        Label::Subject,
        &[
            "perihal",
            "เรื่อง",
            "assumpte",
            "относно",
            "subjek",
            "zadeva",
            "subiectul",
            "tēma",
            "betreff",
            "subject",
            "betreff",
            "betr",
            "objet",
            "sujet",
            "asunto",
            "assunto",
            "oggetto",
            "onderwerp",
            "ämne",
            "emne",
            "temat",
            "předmět",
            "predmet",
            "тема",
            "件名",
            "主题",
            "主題",
            "主旨",
            "제목",
            "konu",
            "aihe",
            "tárgy",
            "subiect",
            "θέμα",
            "נושא",
            "الموضوع",
            "предмет",
            "chủ đề",
            "assumpte",
            "teema",
            "tema",
        ],
    ),
    (
        Label::Other,
        &[
            "reply-to",
            "reply to",
            "antwort an",
            "répondre à",
            "responder a",
            "importance",
            "priorität",
            "wichtigkeit",
            "priority",
            "attachments",
            "anlagen",
            "pièces jointes",
            "bijlage",
            "bijlagen",
            "organization",
            "message-id",
            "newsgroups",
            "sensitivity",
            "resent-from",
            "attachment",
        ],
    ),
];

/// A block of header lines: `start..end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Block {
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// The block that begins at line `start`, if one does.
pub(crate) fn starting_at(lines: &[Line<'_>], start: usize) -> Option<Block> {
    let (first, _) = label(lines.get(start)?)?;
    if first == Label::Other {
        return None;
    }
    let mut seen = Vec::new();
    let mut addressed = false;
    let mut from_addressed = false;
    let mut end = start;
    let mut gap = 0;
    for (at, line) in lines.iter().enumerate().skip(start).take(24) {
        match label(line) {
            // The same label twice: the values are not headers, or the next block begins.
            Some((kind, value)) if kind == Label::Other || !seen.contains(&kind) => {
                addressed |= has_address(&value);
                from_addressed |= kind == Label::From && has_address(&value);
                seen.push(kind);
                end = at + 1;
                gap = 0;
            }
            Some(_) => break,
            None if line.is_blank() => {
                // Some programs put a blank line after every header; one after a whole block ends it.
                if complete(&seen, addressed, from_addressed) && !next_is_label(lines, at + 1) {
                    break;
                }
                gap += 1;
            }
            None => {
                addressed |= has_address(&line.text);
                gap += 1;
            }
        }
        if gap > 3 {
            break;
        }
    }
    complete(&seen, addressed, from_addressed).then(|| Block { start, end: continued(lines, end) })
}

/// The head that older Notes draws as a table: author, date, then the labels on lines of their own.
pub(crate) fn table_at(lines: &[Line<'_>], start: usize) -> Option<Block> {
    let said = |at: usize| lines.get(at).filter(|l| !l.is_blank() && !l.is_quote() && l.text.len() < 200);
    said(start)?;
    let window: Vec<usize> =
        (start..lines.len().min(start + 24)).filter(|&i| said(i).is_some()).take(10).collect();
    let date = &lines[*window.get(1)?].text;
    if date.len() > 40 || !super::date::has_numeric_date(date) || !super::date::has_time(date) {
        return None;
    }
    let is = |at: usize, kind: Label| {
        let name = fold(&lines[at].text);
        LABELS.iter().any(|(k, words)| *k == kind && words.contains(&name.as_str()))
    };
    let to = window.iter().skip(2).take(2).any(|&at| is(at, Label::To));
    let subject = window.iter().skip(3).find(|&&at| is(at, Label::Subject))?;
    to.then(|| Block { start, end: (subject + 2).min(lines.len()) })
}

/// A long subject or list of recipients runs on until the blank line.
fn continued(lines: &[Line<'_>], end: usize) -> usize {
    let more = lines[end..].iter().take(3).take_while(|l| !l.is_blank()).count();
    let closed = lines.get(end + more).is_none_or(Line::is_blank);
    if more > 0
        && more < 3
        && closed
        && lines[end..end + more]
            .iter()
            .all(|l| l.text.len() < 80 && (l.text.starts_with([' ', '\t']) || has_address(&l.text)))
    {
        end + more
    } else {
        end
    }
}

fn next_is_label(lines: &[Line<'_>], at: usize) -> bool {
    lines.get(at).is_some_and(|l| label(l).is_some())
}

/// A line that could begin a block.
pub(crate) fn starts_like(line: &Line<'_>) -> bool {
    label(line).is_some()
}

/// Enough of a block that nobody would write it by hand about something else.
fn complete(seen: &[Label], addressed: bool, from_addressed: bool) -> bool {
    let has = |l: Label| seen.contains(&l);
    let time = has(Label::Sent) || has(Label::Date);
    (has(Label::From) && (has(Label::Subject) && (time || has(Label::To)) || has(Label::Sent)))
        || (from_addressed && (time || has(Label::To) || has(Label::Subject)))
        || (addressed && has(Label::From) && time)
        || (time && has(Label::To) && (has(Label::Subject) || addressed))
}

/// `Label: value`, stars and blanks around the label allowed.
fn label(line: &Line<'_>) -> Option<(Label, String)> {
    if line.is_quote() || line.text.len() > 2_000 {
        return None;
    }
    let text = line.text.trim();
    let colon = text.char_indices().take(40).find(|(_, c)| matches!(c, ':' | '：'))?;
    let name = fold(&text[..colon.0]);
    let name = name.trim_matches(['_', ' ', '|']);
    let (kind, _) = LABELS.iter().find(|(_, words)| words.contains(&name))?;
    Some((*kind, text[colon.0 + colon.1.len_utf8()..].trim().to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(text: &str) -> Option<(usize, usize)> {
        let lines: Vec<Line<'_>> = text.lines().map(Line::plain).collect();
        (0..lines.len()).find_map(|i| starting_at(&lines, i)).map(|b| (b.start, b.end))
    }

    #[test]
    fn blocks_in_many_languages() {
        for text in [
            "From: Ana Lima <ana@example.org>\nSent: Tuesday\nTo: Bo\nSubject: Re: x\n\nHi",
            "Von: Ana Lima\nGesendet: Dienstag\nAn: Bo\nBetreff: x\n\nHallo",
            "De : Ana\nEnvoyé : mardi\nÀ : Bo\nObjet : x\n\nSalut",
            "Från: Ana\nSkickat: den 24\nTill: Bo\nÄmne: x\n\nHej",
            "发件人: Ana\n发送时间: 2026年\n收件人: Bo\n主题: x\n\n你好",
            "差出人: Ana\n送信日時: 2026年\n宛先: Bo\n件名: x\n\nこんにちは",
        ] {
            assert_eq!(block(text), Some((0, 4)), "{text}");
        }
        assert_eq!(
            block("Hi\n\n*From:* ana@example.org [mailto:\n ana@example.org]\n*Sent:* x\n*To:* y\n"),
            Some((2, 6))
        );
    }

    #[test]
    fn a_journey_is_no_header_block() {
        assert_eq!(block("From: Berlin\nTo: Paris\nDate: 5 May 2026"), None);
        assert_eq!(block("Date: Wednesday\nTime: 7:00\nAddress: 130 Fox St"), None);
        assert_eq!(block("To: do\nSubject: x"), None);
    }
}
