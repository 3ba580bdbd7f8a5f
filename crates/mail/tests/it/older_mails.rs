//! The ways in which mail programs set off the mail being answered without marking its lines.

use mail::{parse, reply};

const WORDS: &str = "Still jammed, sorry.\n\nShall I bring it over?";

/// Everything from the first line on is the older mail.
const BLOCKS: &[&str] = &[
    // Outlook, in the languages it speaks.
    "From: Bo (IT) <help@desk.example>\nSent: Tuesday, November 24, 2026 9:15 AM\nTo: Ana Lima <ana@example.org>\nCc: Di\nSubject: Re: Printer",
    "From: Bo (IT)\nSent: 24 November 2026 09:15\nTo: Ana Lima\nSubject: RE: Printer",
    "*From:* Bo (IT) <help@desk.example>\n*Sent:* Tuesday, November 24, 2026 9:15 AM\n*To:* Ana Lima <ana@example.org>\n*Subject:* Re: Printer",
    "From: Bo [mailto:help@desk.example]\nSent: Tuesday, November 24, 2026 9:15 AM\nTo: Ana Lima\nSubject: Re: Printer",
    "From: help@desk.example <help@desk.example> On Behalf Of Bo\nSent: Tuesday, November 24, 2026 9:15 AM\nTo: Ana Lima\nSubject: Re: Printer\nImportance: High",
    "From: help@desk.example [mailto:help@desk.example] \nSent: Tuesday, November 24, 2026 9:15 AM\nTo: ana@example.org\nSubject: Re: Printer",
    "Von: Bo (IT) <help@desk.example>\nGesendet: Dienstag, 24. November 2026 09:15\nAn: Ana Lima <ana@example.org>\nBetreff: AW: Drucker",
    "Von: Bo (IT) <help@desk.example>\nDatum: Dienstag, 24. November 2026 um 09:15\nAn: Ana Lima <ana@example.org>\nBetreff: AW: Drucker",
    "Gesendet: Dienstag, 24. November 2026 um 09:15 Uhr\nVon: \"Bo\" <help@desk.example>\nAn: ana@example.org\nBetreff: Re: Drucker",
    "De : Bo (IT) <help@desk.example>\nEnvoyé : mardi 24 novembre 2026 09:15\nÀ : Ana Lima <ana@example.org>\nObjet : RE: Imprimante",
    "De : Bo (IT) <help@desk.example>\nDate : mardi, 24 novembre 2026 à 09:15\nÀ : Ana Lima <ana@example.org>\nObjet : Re: Imprimante",
    "De : Bo [mailto:help@desk.example]\nEnvoyé : mardi 24 novembre 2026 09:15\nÀ : Ana Lima\nCc : Di\nObjet : RE: Imprimante",
    "De: Bo (IT) <help@desk.example>\nEnviado: martes, 24 de noviembre de 2026 9:15\nPara: Ana Lima <ana@example.org>\nAsunto: RE: Impresora",
    "De: Bo (IT) <help@desk.example>\nEnviado el: martes, 24 de noviembre de 2026 9:15\nPara: Ana Lima\nCC: Di\nAsunto: RE: Impresora",
    "De: Bo (IT) <help@desk.example>\nEnviada em: terça-feira, 24 de novembro de 2026 09:15\nPara: Ana Lima\nAssunto: RES: Impressora",
    "De: Bo (IT) <help@desk.example>\nEnviado: 24 de novembro de 2026 09:15\nPara: Ana Lima\nAssunto: RE: Impressora",
    "Da: Bo (IT) <help@desk.example>\nInviato: martedì 24 novembre 2026 09:15\nA: Ana Lima <ana@example.org>\nOggetto: R: Stampante",
    "Da: Bo (IT) <help@desk.example>\nData: martedì, 24 novembre 2026 09:15\nA: Ana Lima <ana@example.org>\nOggetto: Re: Stampante",
    "Van: Bo (IT) <help@desk.example>\nVerzonden: dinsdag 24 november 2026 09:15\nAan: Ana Lima <ana@example.org>\nOnderwerp: RE: Printer",
    "Från: Bo (IT) <help@desk.example>\nSkickat: den 24 november 2026 09:15\nTill: Ana Lima <ana@example.org>\nÄmne: SV: Skrivare",
    "Från: Bo (IT) <help@desk.example>\nDatum: tisdag, 24 november 2026 09:15\nTill: Ana Lima\nKopia: Di\nÄmne: SV: Skrivare",
    "Fra: Bo (IT) <help@desk.example>\nSendt: 24. november 2026 09:15\nTil: Ana Lima <ana@example.org>\nEmne: SV: Printer",
    "Fra: Bo (IT) <help@desk.example>\nDato: tirsdag den 24. november 2026 kl. 09.15\nTil: Ana Lima\nEmne: Re: Printer",
    "Lähettäjä: Bo (IT) <help@desk.example>\nLähetetty: tiistai 24. marraskuuta 2026 9.15\nVastaanottaja: Ana Lima <ana@example.org>\nAihe: VS: Tulostin",
    "Od: Bo (IT) <help@desk.example>\nWysłano: wtorek, 24 listopada 2026 09:15\nDo: Ana Lima <ana@example.org>\nTemat: ODP: Drukarka",
    "From: Bo (IT) <help@desk.example>\nSent: wtorek, 24 listopada 2026 09:15\nTo: Ana Lima\nSubject: Drukarka",
    "Od: Bo (IT) <help@desk.example>\nOdesláno: úterý 24. listopadu 2026 9:15\nKomu: Ana Lima <ana@example.org>\nPředmět: RE: Tiskárna",
    "Od: Bo (IT) <help@desk.example>\nOdoslané: utorok 24. novembra 2026 9:15\nKomu: Ana Lima\nPredmet: RE: Tlačiareň",
    "От: Bo (IT) <help@desk.example>\nОтправлено: 24 ноября 2026 г. 9:15\nКому: Ana Lima <ana@example.org>\nТема: RE: Принтер",
    "От кого: Bo <help@desk.example>\nКому: Ana Lima <ana@example.org>\nДата: Вторник, 24 ноября 2026, 9:15 +03:00\nТема: Принтер",
    "Від: Bo (IT) <help@desk.example>\nНадіслано: 24 листопада 2026 р. 9:15\nКому: Ana Lima\nТема: RE: Принтер",
    "От: Bo (IT) <help@desk.example>\nИзпратено: вторник, 24 ноември 2026 г. 9:15\nДо: Ana Lima\nОтносно: RE: Принтер",
    "Feladó: Bo (IT) <help@desk.example>\nElküldve: 2026. november 24., kedd 9:15\nCímzett: Ana Lima\nTárgy: RE: Nyomtató",
    "De la: Bo (IT) <help@desk.example>\nTrimis: marți, 24 noiembrie 2026 09:15\nCătre: Ana Lima\nSubiect: RE: Imprimanta",
    "Από: Bo (IT) <help@desk.example>\nΣτάλθηκε: Τρίτη, 24 Νοεμβρίου 2026 9:15 πμ\nΠρος: Ana Lima\nΘέμα: RE: Εκτυπωτής",
    "Kimden: Bo (IT) <help@desk.example>\nGönderildi: 24 Kasım 2026 Salı 09:15\nKime: Ana Lima\nKonu: RE: Yazıcı",
    "Kimden: Bo (IT) <help@desk.example>\nTarih: 24 Kasım 2026 Salı 09:15\nKime: Ana Lima\nKonu: Re: Yazıcı",
    "差出人: Bo (IT) <help@desk.example>\n送信日時: 2026年11月24日 9:15\n宛先: Ana Lima <ana@example.org>\n件名: RE: プリンター",
    "送信元: Bo (IT) <help@desk.example>\n日付: 2026年11月24日 9:15\n宛先: Ana Lima <ana@example.org>\n件名: RE: プリンター",
    "发件人: Bo (IT) <help@desk.example>\n发送时间: 2026年11月24日 9:15\n收件人: Ana Lima <ana@example.org>\n主题: 答复: 打印机",
    "发件人： Bo\n日期： 2026年11月24日 星期二 9:15\n收件人： Ana Lima\n主题： 回复: 打印机",
    "寄件者: Bo (IT) <help@desk.example>\n寄件日期: 2026年11月24日 上午 09:15\n收件者: Ana Lima\n主旨: RE: 印表機",
    "보낸 사람: Bo (IT) <help@desk.example>\n보낸 날짜: 2026년 11월 24일 화요일 오전 9:15\n받는 사람: Ana Lima\n제목: RE: 프린터",
    "Từ: Bo (IT) <help@desk.example>\nĐã gửi: 24 Tháng 11 2026 9:15\nĐến: Ana Lima\nChủ đề: RE: Máy in",
    "Dari: Bo (IT) <help@desk.example>\nDikirim: 24 November 2026 9:15\nKepada: Ana Lima\nPerihal: RE: Printer",
    "Od: Bo (IT) <help@desk.example>\nPoslano: 24. studenog 2026. 9:15\nPrima: Ana Lima\nPredmet: RE: Pisač",
    "Saatja: Bo (IT) <help@desk.example>\nSaadetud: teisipäev, 24. november 2026 9:15\nAdressaat: Ana Lima\nTeema: RE: Printer",
    "مِن: Bo (IT) <help@desk.example>\nتم الإرسال: الثلاثاء، 24 نوفمبر 2026 09:15\nإلى: Ana Lima\nالموضوع: RE: طابعة",
    "מאת: Bo (IT) <help@desk.example>\nנשלח: יום שלישי 24 נובמבר 2026 09:15\nאל: Ana Lima\nנושא: RE: מדפסת",
    "จาก: Bo (IT) <help@desk.example>\nส่ง: วันอังคาร 24 พฤศจิกายน 2026 9:15\nถึง: Ana Lima\nเรื่อง: RE: Printer",
    // Apple, on the Mac.
    "From: Bo <help@desk.example>\nSubject: Re: Printer\nDate: 24 November 2026 at 09:15:12 CET\nTo: Ana Lima <ana@example.org>",
    "Von: Bo <help@desk.example>\nBetreff: Aw: Drucker\nDatum: 24. November 2026 um 09:15:12 MEZ\nAn: Ana Lima <ana@example.org>",
    "De: Bo <help@desk.example>\nObjet: Rép: Imprimante\nDate: 24 novembre 2026 à 09:15:12 UTC+1\nÀ: Ana Lima <ana@example.org>",
    // Notes and Verse.
    "From:\tBo/IT/Desk\nTo:\tAna Lima/Accounts/Desk@DESK\nDate:\t11/24/2026 09:15 AM\nSubject:\tRe: Printer",
    "Von:\tBo/IT/Desk\nAn:\tAna Lima/Accounts/Desk@DESK\nKopie:\tDi/IT/Desk\nDatum:\t24.11.2026 09:15\nBetreff:\tRe: Drucker",
    "Bo ---11/24/2026 09:15:12 AM---Could you switch it off\n\nFrom:\tBo/IT/Desk\nTo:\tAna Lima/Accounts/Desk@DESK\nDate:\t11/24/2026 09:15 AM\nSubject:\tRe: Printer",
    // Separators with and without headers below.
    "-----Original Message-----\nFrom: Bo <help@desk.example>\nSent: Tuesday, November 24, 2026 9:15 AM\nTo: ana@example.org\nSubject: Re: Printer",
    "-----Original Message-----",
    "----- Original Message -----\nFrom: \"Bo\" <help@desk.example>\nTo: \"Ana Lima\" <ana@example.org>\nSent: Tuesday, November 24, 2026 9:15:12 AM\nSubject: Re: Printer",
    "------ Original Message ------\nFrom: \"Bo\" <help@desk.example>\nTo: ana@example.org\nSent: 24/11/2026 09:15:12\nSubject: Re: Printer",
    "------ Original Message ------\nFrom \"Bo\" <help@desk.example>\nTo \"Ana Lima\" <ana@example.org>\nDate 24/11/2026 09:15:12\nSubject Re: Printer",
    "------- Original Message -------\nOn Tuesday, November 24th, 2026 at 9:15 AM, Bo <help@desk.example> wrote:",
    "‐‐‐‐‐‐‐ Original Message ‐‐‐‐‐‐‐\nOn Tuesday, 24. November 2026 09:15, Bo <help@desk.example> wrote:",
    "-------- Original message --------\nFrom: Bo <help@desk.example> \nDate: 24/11/2026 09:15 (GMT+01:00) \nTo: ana@example.org \nSubject: Re: Printer ",
    "  Original Message  \nFrom: Bo\nSent: Tuesday, November 24, 2026 9:15 AM\nTo: Ana Lima\nSubject: Re: Printer",
    "-------- Ursprüngliche Nachricht --------\nVon: Bo <help@desk.example>\nDatum: 24.11.26 09:15 (GMT+01:00)\nAn: ana@example.org\nBetreff: Re: Drucker",
    "-----Ursprüngliche Nachricht-----\nVon: Bo\nGesendet: Dienstag, 24. November 2026 09:15\nAn: Ana Lima\nBetreff: AW: Drucker",
    "-----Original-Nachricht-----\nBetreff: Re: Drucker\nDatum: 2026-11-24T09:15:12+0100\nVon: \"Bo\" <help@desk.example>\nAn: \"ana@example.org\" <ana@example.org>",
    "-------- Message d'origine --------\nDe : Bo <help@desk.example>\nDate : 24/11/2026 09:15 (GMT+01:00)\nÀ : ana@example.org\nObjet : Re: Imprimante",
    "-----Message d'origine-----\nDe : Bo\nEnvoyé : mardi 24 novembre 2026 09:15\nÀ : Ana Lima\nObjet : RE: Imprimante",
    "-------- Message original --------\nObjet: Re: Imprimante\nDe: Bo <help@desk.example>\nÀ: ana@example.org",
    "-----Mensaje original-----\nDe: Bo\nEnviado el: martes, 24 de noviembre de 2026 9:15\nPara: Ana Lima\nAsunto: RE: Impresora",
    "-------- Mensaje original --------",
    "-----Mensagem original-----\nDe: Bo\nEnviada em: terça-feira, 24 de novembro de 2026 09:15\nPara: Ana Lima\nAssunto: RES: Impressora",
    "-----Messaggio originale-----\nDa: Bo\nInviato: martedì 24 novembre 2026 09:15\nA: Ana Lima\nOggetto: R: Stampante",
    "-------- Messaggio originale --------",
    "-----Oorspronkelijk bericht-----\nVan: Bo\nVerzonden: dinsdag 24 november 2026 09:15\nAan: Ana Lima\nOnderwerp: RE: Printer",
    "-------- Oorspronkelijk bericht --------",
    "-----Ursprungligt meddelande-----\nFrån: Bo\nSkickat: den 24 november 2026 09:15\nTill: Ana Lima\nÄmne: SV: Skrivare",
    "-------- Originalmeddelande --------",
    "-----Oprindelig meddelelse-----\nFra: Bo\nSendt: 24. november 2026 09:15\nTil: Ana Lima\nEmne: SV: Printer",
    "-------- Oprindelig besked --------",
    "-----Opprinnelig melding-----\nFra: Bo\nSendt: 24. november 2026 09:15\nTil: Ana Lima\nEmne: SV: Skriver",
    "-----Alkuperäinen viesti-----\nLähettäjä: Bo\nLähetetty: 24. marraskuuta 2026 9:15\nVastaanottaja: Ana Lima\nAihe: VS: Tulostin",
    "-----Wiadomość oryginalna-----\nOd: Bo\nWysłano: 24 listopada 2026 09:15\nDo: Ana Lima\nTemat: Drukarka",
    "-------- Oryginalna wiadomość --------",
    "-------- Wiadomość oryginalna --------\nOd: Bo <help@desk.example>\nData: 24.11.2026 09:15 (GMT+01:00)\nDo: ana@example.org\nTemat: Re: Drukarka",
    "---------- Původní e-mail ----------\nOd: Bo <help@desk.example>\nKomu: ana@example.org\nDatum: 24. 11. 2026 9:15:12\nPředmět: Re: Tiskárna",
    "-------- Původní zpráva --------",
    "-----Исходное сообщение-----",
    "-------- Исходное сообщение --------\nОт: Bo <help@desk.example>\nДата: 24.11.2026 9:15 (GMT+03:00)\nКому: ana@example.org\nТема: Re: Принтер",
    "-------- Оригинално съобщение --------",
    "-------- Оригінальне повідомлення --------",
    "-------- Eredeti üzenet --------",
    "-------- Mesaj original --------",
    "-------- Orijinal mesaj --------",
    "-------- Αρχικό μήνυμα --------",
    "------------------ 原始邮件 ------------------\n发件人: \"Bo\"<help@desk.example>;\n发送时间: 2026年11月24日(星期二) 上午9:15\n收件人: \"Ana\"<ana@example.org>;\n主题: 回复：打印机",
    "-----邮件原件-----\n发件人: Bo\n发送时间: 2026年11月24日 9:15\n收件人: Ana\n主题: 答复: 打印机",
    "-----Original Message-----\nFrom: \"Bo\"<help@desk.example>\nTo: \"Ana\"<ana@example.org>;\nCc:\nSent: 2026-11-24 (화) 09:15:12 (GMT+09:00)\nSubject: Re: 프린터",
    "--------- 원본 메일 ---------\n보낸사람: Bo <help@desk.example>\n받는사람 : Ana <ana@example.org>\n날짜: 2026년 11월 24일 화요일\n제목: Re: 프린터",
    "-----元のメッセージ-----\n差出人: Bo\n送信日時: 2026年11月24日 9:15\n宛先: Ana\n件名: RE: プリンター",
    "----- 元のメッセージ -----",
    "-------- 元のメッセージ --------",
    "-------- Tin nhắn gốc --------",
    "-----Izvorna poruka-----",
    "-----Izvirno sporočilo-----",
    "-----Originalus laiškas-----",
    "-Original Message-",
    "Cc: di@desk.example\nDate: Tue, 24 Nov 2026 09:15:00 +0100\nFrom: help@desk.example\nSubject: Re: Printer\nTo: ana@example.org",
    "| From: Bo <help@desk.example>\n| Sent: Tuesday, 24 November 2026 9:15\n| To: Ana\n| Subject: Re: Printer",
    // Rules above.
    "________________________________\nFrom: Bo <help@desk.example>\nSent: Tuesday, November 24, 2026 9:15 AM\nTo: Ana Lima\nSubject: Re: Printer",
    "________________________________________\nVon: Bo [help@desk.example]\nGesendet: Dienstag, 24. November 2026 09:15\nAn: Ana Lima\nBetreff: AW: Drucker",
    "-----------------------------------------------------------\nDe : Bo <help@desk.example>\nEnvoyé : mardi 24 novembre 2026 09:15\nÀ : Ana Lima\nObjet : RE: Imprimante",
    "--------------------------------------------\nOn Tue, 11/24/26, Bo <help@desk.example> wrote:\n\n Subject: Re: Printer\n To: ana@example.org\n Date: Tuesday, November 24, 2026, 9:15 AM",
    "---- On Tue, 24 Nov 2026 09:15:00 +0100 Bo <help@desk.example> wrote ----",
    "---- On Tue, 24 Nov 2026 09:15:00 +0100 help@desk.example wrote ----",
    "---- Am Di., 24 Nov. 2026 09:15:00 +0100 schrieb Bo <help@desk.example> ----",
    "---- Le mar., 24 nov. 2026 09:15:00 +0100 Bo <help@desk.example> a écrit ----",
    ">>> Bo <help@desk.example> 11/24/2026 9:15 AM >>>",
    ">>> \"Bo\" <help@desk.example> 24.11.2026 09:15 >>>",
    ">>> Bo 24.11.2026 09:15 >>>",
    ">>> On 11/24/2026 at 9:15 AM, in message <1@desk.example>, Bo <help@desk.example> wrote:",
    "##- Please type your reply above this line -##",
    "--- Please reply above this line ---",
];

const BARE: &str = "Could you switch it off and on again?\n\nBo from IT\nTel. +49 30 1234567";

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn html(body: &str) -> String {
    parse(
        format!(
            "From: ana@example.org\nMessage-ID: <1@x>\nSubject: Re: x\nIn-Reply-To: <0@x>\nContent-Type: text/html; charset=utf-8\n\n{body}"
        )
        .as_bytes(),
    )
    .body
    .visible
}

fn check(wrong: &mut Vec<String>, what: &str, block: &str, want: &str, got: &str) {
    if got != want {
        wrong.push(format!("{what}: {block}\n   got {got:?}"));
    }
}

#[test]
fn what_stands_below_the_head_of_an_older_mail_is_folded() {
    let mut wrong = Vec::new();
    for block in BLOCKS {
        let plain = reply::split(&format!("{WORDS}\n\n{block}\n\n{BARE}\n")).visible;
        check(&mut wrong, "plain", block, WORDS, &plain);
        let close = reply::split(&format!("{WORDS}\n{block}\n{BARE}\n")).visible;
        check(&mut wrong, "close", block, WORDS, &close);
        let signed = reply::split(&format!(
            "{WORDS}\n\nGet Outlook for iOS<https://aka.ms/o0ukef>\n{block}\n\n{BARE}\n"
        ))
        .visible;
        check(&mut wrong, "from a telephone", block, WORDS, &signed);
        let lines: String =
            block.lines().map(|l| format!("<p class=\"MsoNormal\">{}</p>", escaped(l))).collect();
        let outlook = html(&format!(
            "<p class=\"MsoNormal\">Still jammed, sorry.</p><p class=\"MsoNormal\">&nbsp;</p><p class=\"MsoNormal\">Shall I bring it over?</p><div><div style=\"border:none;border-top:solid #E1E1E1 1.0pt\">{lines}</div></div><p class=\"MsoNormal\">Could you switch it off?</p>"
        ));
        check(&mut wrong, "outlook", block, WORDS, &outlook);
        let breaks: String = block.lines().map(|l| format!("<b>{}</b><br>", escaped(l))).collect();
        let web = html(&format!(
            "<div>Still jammed, sorry.</div><div><br></div><div>Shall I bring it over?</div><hr tabindex=\"-1\"><div>{breaks}</div><div>Could you switch it off?</div>"
        ));
        check(&mut wrong, "web", block, WORDS, &web);
    }
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), BLOCKS.len() * 5, wrong.join("\n"));
}
