//! The lines by which mail programs introduce what they quote, in the languages of people who write to a desk.
//!
//! Each line is tried in the shapes mail gives it: above a marked quote, above an unmarked one, wrapped, in HTML,
//! and above a quote that is answered below.

use mail::{parse, reply};

/// The reply's own words.
const WORDS: &str = "Still jammed, sorry.\n\nShall I bring it over?";

/// Lines that speak of a time and an author: recognised with and without marks on the quote.
const DATED: &[&str] = &[
    // Gmail
    "On Tue, Nov 24, 2026 at 9:15 AM Ana Lima <ana@example.org> wrote:",
    "On Tue, 24 Nov 2026 at 09:15, Ana Lima <ana@example.org> wrote:",
    "On Tue, Nov 24, 2026 at 9:15\u{202f}AM Ana Lima <ana@example.org> wrote:",
    "Am Di., 24. Nov. 2026 um 09:15 Uhr schrieb Ana Lima <ana@example.org>:",
    "Le mar. 24 nov. 2026 à 09:15, Ana Lima <ana@example.org> a écrit :",
    "El mar, 24 nov 2026 a las 9:15, Ana Lima (<ana@example.org>) escribió:",
    "Il giorno mar 24 nov 2026 alle ore 09:15 Ana Lima <ana@example.org> ha scritto:",
    "Em ter., 24 de nov. de 2026 às 09:15, Ana Lima <ana@example.org> escreveu:",
    "Ana Lima <ana@example.org> escreveu (terça, 24/11/2026 à(s) 09:15):",
    "Op di 24 nov 2026 om 09:15 schreef Ana Lima <ana@example.org>:",
    "Den tis 24 nov. 2026 kl 09:15 skrev Ana Lima <ana@example.org>:",
    "Den tirs. 24. nov. 2026 kl. 09.15 skrev Ana Lima <ana@example.org>:",
    "tir. 24. nov. 2026 kl. 09:15 skrev Ana Lima <ana@example.org>:",
    "ti 24. marrask. 2026 klo 9.15 Ana Lima (ana@example.org) kirjoitti:",
    "wt., 24 lis 2026 o 09:15 Ana Lima <ana@example.org> napisał(a):",
    "út 24. 11. 2026 v 9:15 odesílatel Ana Lima <ana@example.org> napsal:",
    "ut 24. 11. 2026 o 9:15 Ana Lima <ana@example.org> napísal(a):",
    "Ana Lima <ana@example.org> ezt írta (időpont: 2026. nov. 24., K, 9:15):",
    "În mar., 24 nov. 2026 la 09:15, Ana Lima <ana@example.org> a scris:",
    "вт, 24 нояб. 2026 г. в 09:15, Ana Lima <ana@example.org>:",
    "вт, 24 лист. 2026 р. о 09:15 Ana Lima <ana@example.org> пише:",
    "На вт, 24.11.2026 г. в 9:15 Ana Lima <ana@example.org> написа:",
    "Στις Τρί 24 Νοε 2026 στις 9:15 π.μ., ο χρήστης Ana Lima <ana@example.org> έγραψε:",
    "Ana Lima <ana@example.org>, 24 Kas 2026 Sal, 09:15 tarihinde şunu yazdı:",
    "2026年11月24日(火) 9:15 Ana Lima <ana@example.org>:",
    "Ana Lima <ana@example.org> 于2026年11月24日周二 09:15写道：",
    "Ana Lima <ana@example.org> 於 2026年11月24日 週二 上午9:15寫道：",
    "2026년 11월 24일 (화) 오전 9:15, Ana Lima <ana@example.org>님이 작성:",
    "Vào Th 3, 24 thg 11, 2026 vào lúc 09:15 Ana Lima <ana@example.org> đã viết:",
    "ในวันที่ อ. 24 พ.ย. 2026 เวลา 09:15 Ana Lima <ana@example.org> เขียนว่า:",
    "Pada tanggal Sel, 24 Nov 2026 pukul 09.15 Ana Lima <ana@example.org> menulis:",
    "\u{202b}בתאריך יום ג׳, 24 בנוב׳ 2026 ב-9:15 מאת \u{202a}Ana Lima\u{202c}\u{200f} <\u{202a}ana@example.org\u{202c}\u{200f}>:\u{202c}",
    "في الثلاثاء، 24 نوفمبر 2026 في 9:15 ص تمت كتابة ما يلي بواسطة Ana Lima <ana@example.org>:",
    "Missatge de Ana Lima <ana@example.org> del dia dt., 24 de nov. 2026 a les 9:15:",
    "uto, 24. stu 2026. u 09:15 Ana Lima <ana@example.org> napisao je:",
    "уто, 24. нов 2026. у 09:15 Ana Lima <ana@example.org> је написао/ла:",
    "V V tor., 24. nov. 2026 ob 09:15 je oseba Ana Lima <ana@example.org> napisala:",
    "2026-11-24, an, 09:15 Ana Lima <ana@example.org> rašė:",
    "Otrd., 2026. g. 24. nov., plkst. 09:15 — lietotājs Ana Lima (<ana@example.org>) rakstīja:",
    "Kontakt Ana Lima (<ana@example.org>) kirjutas kuupäeval T, 24. november 2026 kell 09:15:",
    "मंगल, 24 नव॰ 2026 को 9:15 am बजे को Ana Lima <ana@example.org> ने लिखा:",
    "در تاریخ سه‌شنبه 24 نوامبر 2026، 9:15 Ana Lima <ana@example.org> نوشت:",
    // Apple Mail
    "On 24 Nov 2026, at 09:15, Ana Lima <ana@example.org> wrote:",
    "On Nov 24, 2026, at 9:15 AM, Ana Lima <ana@example.org> wrote:",
    "On Nov 24, 2026, at 9:15 AM, Ana Lima via Helpdesk <ana@example.org> wrote:",
    "Am 24.11.2026 um 09:15 schrieb Ana Lima <ana@example.org>:",
    "Le 24 nov. 2026 à 09:15, Ana Lima <ana@example.org> a écrit :",
    "Le 24 nov. 2026 à 09:15, Ana Lima <ana@example.org> a écrit\u{a0}:",
    "El 24 nov 2026, a las 9:15, Ana Lima <ana@example.org> escribió:",
    "Il giorno 24 nov 2026, alle ore 09:15, Ana Lima <ana@example.org> ha scritto:",
    "Op 24 nov. 2026, om 09:15 heeft Ana Lima <ana@example.org> het volgende geschreven:",
    "Em 24 de nov. de 2026, à(s) 09:15, Ana Lima <ana@example.org> escreveu:",
    "No dia 24/11/2026, às 09:15, Ana Lima <ana@example.org> escreveu:",
    "24 nov. 2026 kl. 09:15 skrev Ana Lima <ana@example.org>:",
    "Den 24. nov. 2026 kl. 09.15 skrev Ana Lima <ana@example.org>:",
    "Ana Lima <ana@example.org> kirjoitti 24.11.2026 kello 9.15:",
    "Wiadomość napisana przez Ana Lima <ana@example.org> w dniu 24.11.2026, o godz. 09:15:",
    "24. 11. 2026 v 9:15, Ana Lima <ana@example.org>:",
    "24 нояб. 2026 г., в 09:15, Ana Lima <ana@example.org> написал(а):",
    "2026. nov. 24. dátummal, 9:15 időpontban Ana Lima <ana@example.org> írta:",
    "2026/11/24 9:15、Ana Lima <ana@example.org>のメール:",
    "2026/11/24 9:15、Ana Lima <ana@example.org>のメッセージ:",
    "2026年11月24日 09:15，Ana Lima <ana@example.org> 写道：",
    "在 2026年11月24日，上午9:15，Ana Lima <ana@example.org> 写道：",
    "2026. 11. 24. 오전 9:15, Ana Lima <ana@example.org> 작성:",
    "Ana Lima <ana@example.org> şunları yazdı (24 Kas 2026 09:15):",
    "24 Νοε 2026, 9:15 πμ, ο χρήστης «Ana Lima <ana@example.org>» έγραψε:",
    "ב-24 בנוב׳ 2026, בשעה 9:15,\u{200f} Ana Lima <ana@example.org> כתב/ה:",
    "Pe 24 nov. 2026, la 09:15, Ana Lima <ana@example.org> a scris:",
    "Dana 24.11.2026., u 09:15, Ana Lima <ana@example.org> je napisao/la:",
    "Vào 9:15, Th 3, 24 thg 11, 2026 Ana Lima <ana@example.org> đã viết:",
    // Thunderbird
    "On 24/11/2026 09:15, Ana Lima wrote:",
    "On 11/24/2026 9:15 AM, Ana Lima wrote:",
    "On 24.11.26 09:15, Ana Lima wrote:",
    "Am 24.11.26 um 09:15 schrieb Ana Lima:",
    "Am 24.11.2026 09:15, schrieb Ana Lima:",
    "Le 24/11/2026 à 09:15, Ana Lima a écrit :",
    "El 24/11/26 a las 9:15, Ana Lima escribió:",
    "Il 24/11/2026 09:15, Ana Lima ha scritto:",
    "Op 24-11-2026 om 09:15 schreef Ana Lima:",
    "Em 24/11/2026 09:15, Ana Lima escreveu:",
    "W dniu 24.11.2026 o 09:15, Ana Lima pisze:",
    "Dne 24. 11. 26 v 9:15 Ana Lima napsal(a):",
    "Dňa 24. 11. 2026 o 9:15 Ana Lima napísal(a):",
    "24.11.2026 9:15, Ana Lima пишет:",
    "24.11.26 09:15, Ana Lima пише:",
    "Den 2026-11-24 kl. 09:15, skrev Ana Lima:",
    "Den 24.11.2026 kl. 09.15 skrev Ana Lima:",
    "Den 24.11.2026 09:15, skrev Ana Lima:",
    "Ana Lima kirjoitti 24.11.2026 klo 9.15:",
    "2026. 11. 24. 9:15 keltezéssel, Ana Lima írta:",
    "在 2026/11/24 9:15, Ana Lima 写道:",
    "24.11.2026 09:15 tarihinde Ana Lima yazdı:",
    "Στις 24/11/2026 9:15 π.μ., ο/η Ana Lima έγραψε:",
    "Pe 24.11.2026 09:15, Ana Lima a scris:",
    "El 24/11/26 a les 9:15, Ana Lima ha escrit:",
    "O 24/11/26 ás 9:15, Ana Lima escribiu:",
    "На 24.11.2026 г. в 9:15 ч., Ana Lima написа:",
    "Dana 24.11.2026. u 9:15, Ana Lima je napisao/la:",
    "Ana Lima je 24. 11. 26 ob 9:15 napisal(a):",
    "Ana Lima kirjutas 24.11.2026 kell 9:15:",
    "2026-11-24 09:15, Ana Lima rašė:",
    "26. 11. 24. 09:15에 Ana Lima 이(가) 쓴 글:",
    "\u{200f}בתאריך 24/11/2026 9:15, Ana Lima כתב:",
    "Vào 24/11/2026 09:15, Ana Lima viết:",
    // Yahoo, AOL
    "    On Tuesday, November 24, 2026 at 09:15:12 AM GMT+1, Ana Lima <ana@example.org> wrote:",
    "On Tuesday, November 24, 2026 9:15 AM, Ana Lima <ana@example.org> wrote:",
    "Am Dienstag, 24. November 2026 um 09:15:12 MEZ hat Ana Lima <ana@example.org> Folgendes geschrieben:",
    "Le mardi 24 novembre 2026 à 09:15:12 UTC+1, Ana Lima <ana@example.org> a écrit :",
    "El martes, 24 de noviembre de 2026 09:15:12 CET, Ana Lima <ana@example.org> escribió:",
    "Il martedì 24 novembre 2026 alle ore 09:15:12 CET, Ana Lima <ana@example.org> ha scritto:",
    "Em terça-feira, 24 de novembro de 2026 09:15:12 BRT, Ana Lima <ana@example.org> escreveu:",
    "W dniu wtorek, 24 listopada 2026 09:15:12 CET użytkownik Ana Lima <ana@example.org> napisał:",
    // Groups
    "On Tuesday, November 24, 2026 at 9:15:12 AM UTC+1, Ana Lima wrote:",
    "El martes, 24 de noviembre de 2026, 9:15:12 (UTC+1), Ana Lima escribió:",
    "Am Dienstag, 24. November 2026 09:15:12 UTC+1 schrieb Ana Lima:",
    // Evolution, KMail, Claws, mutt, K-9, Roundcube, Spark, Airmail, Mailspring, Fastmail, Proton, Front
    "On Tue, 2026-11-24 at 09:15 +0100, Ana Lima wrote:",
    "Am Dienstag, dem 24.11.2026 um 09:15 +0100 schrieb Ana Lima:",
    "Le mardi 24 novembre 2026 à 09:15 +0100, Ana Lima a écrit :",
    "On Tuesday, 24 November 2026 09:15:12 CET Ana Lima wrote:",
    "Am Dienstag, 24. November 2026, 09:15:12 CET schrieb Ana Lima:",
    "On Tue, Nov 24, 2026 at 09:15:00AM +0100, Ana Lima wrote:",
    "On 24 November 2026 09:15:12 CET, Ana Lima <ana@example.org> wrote:",
    "Am 24. November 2026 09:15:12 MEZ schrieb Ana Lima <ana@example.org>:",
    "On 2026-11-24 09:15, Ana Lima wrote:",
    "Le 2026-11-24 09:15, Ana Lima a écrit :",
    "El 2026-11-24 09:15, Ana Lima escribió:",
    "On 24 Nov 2026, 09:15 +0100, Ana Lima <ana@example.org>, wrote:",
    "On 24 November 2026 at 09:15:00, Ana Lima (ana@example.org) wrote:",
    "On Nov 24 2026, at 9:15 am, Ana Lima <ana@example.org> wrote:",
    "On Tue, Nov 24, 2026, at 9:15 AM, Ana Lima wrote:",
    "On Tuesday, November 24th, 2026 at 9:15 AM, Ana Lima <ana@example.org> wrote:",
    "On November 24, 2026, 9:15 AM GMT+1 ana@example.org wrote:",
    "On Tue, Nov 24, 2026 at 9:15 AM, <ana@example.org> wrote:",
    "On 24-Nov-2026, at 9:15 AM, Ana Lima <ana@example.org> sent:",
    "Nov 24, 2026, 09:15 by ana@example.org:",
    "24. Nov. 2026, 09:15 von ana@example.org:",
    "24 nov. 2026, 09:15 de ana@example.org:",
    // Mail.ru, Yandex, 163, wp.pl, onet, Libero, Notes, The Bat!
    "Вторник, 24 ноября 2026, 9:15 +03:00 от Ana Lima <ana@example.org>:",
    "24.11.2026, 09:15, \"Ana Lima\" <ana@example.org>:",
    "At 2026-11-24 09:15:00, \"Ana Lima\" <ana@example.org> wrote:",
    "在 2026-11-24 09:15:00，\"Ana Lima\" <ana@example.org> 写道：",
    "Dnia 24 listopada 2026 09:15 Ana Lima <ana@example.org> napisał(a):",
    "W dniu 2026-11-24 09:15:00 użytkownik Ana Lima <ana@example.org> napisał:",
    "Il 24 novembre 2026 alle 9.15 Ana Lima <ana@example.org> ha scritto:",
    "Ana Lima <ana@example.org> wrote on 11/24/2026 09:15:12 AM:",
    "Ana Lima <ana@example.org> schrieb am 24.11.2026 09:15:12:",
    "Ana Lima <ana@example.org> schrieb am Di., 24. Nov. 2026, 09:15:",
    "Tuesday, November 24, 2026, 9:15:00 AM, you wrote:",
    "Вы писали 24 ноября 2026 г., 9:15:00:",
    "* Ana Lima <ana@example.org> [2026-11-24 09:15]:",
];

/// Lines without a date: recognised above a marked quote.
const UNDATED: &[&str] = &[
    "Ana Lima <ana@example.org> wrote:",
    "Ana Lima <ana@example.org> writes:",
    "Ana Lima wrote:",
    "Ana Lima schrieb:",
    "Ana Lima a écrit :",
    "Ana Lima escribió:",
    "Ana Lima ha scritto:",
    "Ana Lima schreef:",
    "Ana Lima escreveu:",
    "Ana Lima skrev:",
    "Ana Lima napisał(a):",
    "Ana Lima пишет:",
    "Quoting Ana Lima <ana@example.org>:",
    "Zitat von Ana Lima <ana@example.org>:",
    "Citando Ana Lima <ana@example.org>:",
    "Ana Lima said:",
    "In message <1@example.org>, Ana Lima writes:",
    "Hi Bo, you wrote:",
    "Ana Lima <ana@example.org> wrote in message\nnews:1@example.org...",
    "Ana Lima <ana@example.org> schrieb im Newsbeitrag news:1@example.org...",
    "On Fri, Nov 16, 2026 at 1:48 PM, Ana Lima <\nana@example.org\n> wrote:",
];

fn wrapped(line: &str, at: usize) -> String {
    let mut out = String::new();
    let mut width = 0;
    for word in line.split_inclusive(' ') {
        let len = word.chars().count();
        if width + len > at && width > 0 {
            out.truncate(out.trim_end_matches(' ').len());
            out.push('\n');
            width = 0;
        }
        out.push_str(word);
        width += len;
    }
    out
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn html(body: &str) -> String {
    parse(
        format!(
            "From: bo@example.org\nMessage-ID: <1@x>\nSubject: Re: x\nIn-Reply-To: <0@x>\nContent-Type: text/html; charset=utf-8\n\n{body}"
        )
        .as_bytes(),
    )
    .body
    .visible
}

fn check(wrong: &mut Vec<String>, what: &str, line: &str, want: &str, got: &str) {
    if got != want {
        wrong.push(format!("{what}: {line}\n   got {got:?}"));
    }
}

const QUOTE: &str = "> Could you switch it off and on again?\n>\n> Bo from IT";
const BARE: &str = "Could you switch it off and on again?\n\nBo from IT";

#[test]
fn what_stands_below_an_attribution_is_folded() {
    let mut wrong = Vec::new();
    for line in DATED {
        let marked = reply::split(&format!("{WORDS}\n\n{line}\n{QUOTE}\n")).visible;
        check(&mut wrong, "marked", line, WORDS, &marked);
        let spaced = reply::split(&format!("{WORDS}\n\n{line}\n\n{QUOTE}\n")).visible;
        check(&mut wrong, "set off", line, WORDS, &spaced);
        let close = reply::split(&format!("{WORDS}\n{line}\n{QUOTE}\n")).visible;
        check(&mut wrong, "close", line, WORDS, &close);
        let bare = reply::split(&format!("{WORDS}\n\n{line}\n\n{BARE}\n")).visible;
        check(&mut wrong, "unmarked", line, WORDS, &bare);
        for width in [76, 60, 40] {
            let narrow = wrapped(line, width);
            let visible = reply::split(&format!("{WORDS}\n\n{narrow}\n{QUOTE}\n")).visible;
            check(&mut wrong, "wrapped", &narrow, WORDS, &visible);
        }
        let below = reply::split(&format!("{line}\n{QUOTE}\n\n{WORDS}\n")).visible;
        check(&mut wrong, "answered below", line, WORDS, &below);
        let line = escaped(line);
        let gmail = format!(
            "<div dir=\"ltr\">Still jammed, sorry.<br><br>Shall I bring it over?</div><br><div class=\"gmail_quote\"><div dir=\"ltr\" class=\"gmail_attr\">{line}<br></div><blockquote class=\"gmail_quote\" style=\"margin:0 0 0 .8ex\">Could you switch it off?</blockquote></div>"
        );
        check(&mut wrong, "gmail", &line, WORDS, &html(&gmail));
        let apple = format!(
            "<div>Still jammed, sorry.</div><div><br></div><div>Shall I bring it over?</div><div><br><blockquote type=\"cite\"><div>{line}</div><br><div>Could you switch it off?</div></blockquote></div>"
        );
        check(&mut wrong, "apple", &line, WORDS, &html(&apple));
        let unmarked = format!(
            "<p>Still jammed, sorry.</p><p>Shall I bring it over?</p><p>{line}</p><div>Could you switch it off?</div>"
        );
        check(&mut wrong, "html unmarked", &line, WORDS, &html(&unmarked));
        let bare = format!(
            "<p>Still jammed, sorry.</p><p>Shall I bring it over?</p><div>{line}</div><blockquote><p>Could you switch it off?</p></blockquote>"
        );
        check(&mut wrong, "html blockquote", &line, WORDS, &html(&bare));
    }
    for line in UNDATED {
        let marked = reply::split(&format!("{WORDS}\n\n{line}\n{QUOTE}\n")).visible;
        check(&mut wrong, "marked", line, WORDS, &marked);
        let spaced = reply::split(&format!("{WORDS}\n\n{line}\n\n{QUOTE}\n")).visible;
        check(&mut wrong, "set off", line, WORDS, &spaced);
        let below = reply::split(&format!("{line}\n{QUOTE}\n\n{WORDS}\n")).visible;
        check(&mut wrong, "answered below", line, WORDS, &below);
    }
    let total = DATED.len() * 12 + UNDATED.len() * 3;
    assert!(wrong.is_empty(), "{} of {total}\n{}", wrong.len(), wrong.join("\n"));
}
