//! What programs, phones, providers and lawyers put under a person's words; and words that only look like it.

use mail::{parse, reply};

const WORDS: &str = "Still jammed, sorry.\n\nShall I bring it over?";

/// Lines that a device or a program signs with.
const DEVICES: &[&str] = &[
    "Sent from my iPhone",
    "Sent from my iPad",
    "Sent from my Galaxy",
    "Sent from my Samsung Galaxy smartphone.",
    "Sent from my Verizon, Samsung Galaxy smartphone",
    "Sent from my T-Mobile 5G Device",
    "Sent from my Verizon Wireless 4G LTE smartphone",
    "Sent from my BlackBerry 10 smartphone.",
    "Sent from my BlackBerry® wireless device",
    "Sent from my Windows Phone",
    "Sent from my Huawei phone",
    "Sent from my mobile phone, please excuse typos",
    "Sent from my mobile device.",
    "Sent from my android device.",
    "Sent from Samsung tablet",
    "Sent from Mail for Windows 10",
    "Sent from Mail for Windows",
    "Sent from Mail<https://go.microsoft.com/fwlink/?LinkId=550986> for Windows",
    "Sent from Outlook for Android",
    "Sent from Outlook for iOS",
    "Sent from Outlook",
    "Sent from Yahoo Mail for iPhone",
    "Sent from Yahoo Mail. Get the app",
    "Sent from AOL on Android",
    "Sent from AOL Mobile Mail",
    "Sent from my LG Mobile",
    "Sent from my Pixel 8",
    "Sent from Gmail Mobile",
    "Sent from ProtonMail mobile",
    "Sent from Proton Mail Android",
    "Sent from Proton Mail for iOS",
    "Sent with Proton Mail secure email.",
    "Sent with [Proton Mail](https://proton.me/) secure email.",
    "Sent with ProtonMail Secure Email.",
    "Sent via the Samsung Galaxy S24, an AT&T 5G smartphone",
    "Sent via BlackBerry from T-Mobile",
    "Sent using Zoho Mail",
    "Sent using Hushmail",
    "Sent with Mailtrack",
    "Sent via Superhuman iOS",
    "Sent from Tutanota",
    "Get Outlook for iOS",
    "Get Outlook for Android<https://aka.ms/AAb9ysg>",
    "Get Outlook for Mac",
    "Get BlueMail for Android",
    "Get TypeApp for Android",
    "[Sent from my iPhone]",
    "(sent from my phone)",
    "Sent on the go",
    "Von meinem iPhone gesendet",
    "Von meinem iPad gesendet",
    "Von meinem Samsung Galaxy Smartphone gesendet.",
    "Von meinem Samsung Gerät gesendet.",
    "Von meinem/meiner Galaxy gesendet",
    "Von meinem Mobiltelefon gesendet",
    "Von meinem Handy gesendet",
    "Von Outlook für Android gesendet",
    "Gesendet von Mail für Windows 10",
    "Gesendet von Outlook für iOS",
    "Gesendet von Yahoo Mail auf Android",
    "Gesendet mit der GMX Mail App",
    "Gesendet mit der Telekom Mail App",
    "Gesendet mit der WEB.DE Mail App",
    "Diese Nachricht wurde von meinem Android-Gerät mit K-9 Mail gesendet.",
    "Diese Nachricht wurde von meinem Android Mobiltelefon mit WEB.DE Mail gesendet.",
    "Outlook für iOS herunterladen",
    "Holen Sie sich Outlook für Android",
    "Outlook für Android beziehen",
    "Mit freundlicher Unterstützung meines iPhones gesendet",
    "Envoyé de mon iPhone",
    "Envoyé de mon iPad",
    "Envoyé depuis mon Galaxy",
    "Envoyé depuis mon téléphone Orange",
    "Envoyé depuis mon mobile Samsung",
    "Envoyé depuis l'application Mail Orange",
    "Envoyé à partir de Outlook pour Android",
    "Envoyé à partir de Courrier pour Windows",
    "Envoyé depuis Yahoo Mail pour Android",
    "Télécharger Outlook pour iOS",
    "Obtenir Outlook pour Android",
    "Provenance : Courrier pour Windows 10",
    "Enviado desde mi iPhone",
    "Enviado desde mi iPad",
    "Enviado desde mi Galaxy",
    "Enviado desde mi smartphone Samsung Galaxy.",
    "Enviado desde mi Huawei de Movistar",
    "Enviado desde Outlook para Android",
    "Enviado desde Correo para Windows 10",
    "Enviado desde Yahoo Mail para Android",
    "Obtener Outlook para iOS",
    "Obtener Outlook para Android",
    "Enviado do meu iPhone",
    "Enviado do meu Galaxy",
    "Enviado do meu smartphone Samsung Galaxy.",
    "Enviado do Email para Windows 10",
    "Enviado do Yahoo Mail no Android",
    "Enviado via iPhone",
    "Obter o Outlook para iOS",
    "Obter Outlook para Android",
    "Inviato da iPhone",
    "Inviato da iPad",
    "Inviato dal mio Galaxy",
    "Inviato da smartphone Samsung Galaxy.",
    "Inviato da Posta per Windows 10",
    "Inviato da Outlook per Android",
    "Inviato da Libero Mail per Android",
    "Ottieni Outlook per iOS",
    "Scarica Outlook per Android",
    "Verstuurd vanaf mijn iPhone",
    "Verzonden vanaf mijn Galaxy",
    "Verzonden vanaf Outlook voor Android",
    "Verzonden met de GMX Mail app",
    "Verzonden vanuit Mail voor Windows 10",
    "Outlook voor iOS downloaden",
    "Download Outlook voor Android",
    "Outlook voor Android ophalen",
    "Skickat från min iPhone",
    "Skickat från min Galaxy",
    "Skickat från Outlook för Android",
    "Skickat från E-post för Windows 10",
    "Hämta Outlook för iOS",
    "Skaffa Outlook för Android",
    "Sendt fra min iPhone",
    "Sendt fra min Galaxy",
    "Sendt fra Outlook til Android",
    "Sendt fra Mail til Windows 10",
    "Sendt fra e-post for Windows",
    "Hent Outlook til iOS",
    "Få Outlook for iOS",
    "Skaff deg Outlook for Android",
    "Lähetetty iPhonesta",
    "Lähetetty iPadista",
    "Lähetetty Galaxy-laitteesta",
    "Lähetetty laitteesta Windowsin sähköposti",
    "Hanki Outlook for Android",
    "Hanki Outlook iOS:lle",
    "Wysłane z iPhone'a",
    "Wysłano z iPhone'a",
    "Wysłane z mojego Galaxy",
    "Wysłano z mojego smartfona Samsung Galaxy.",
    "Wysłane z aplikacji Outlook dla systemu Android",
    "Wysłano z programu Poczta systemu Windows",
    "Wysłano z Yahoo Mail na Androidzie",
    "Pobierz aplikację Outlook dla systemu iOS",
    "Odesláno z iPhonu",
    "Odesláno z mého telefonu Galaxy",
    "Odesláno z Outlooku pro Android",
    "Odesláno z aplikace Pošta pro Windows",
    "Získat Outlook pro iOS",
    "Odoslané z iPhonu",
    "Odoslané z môjho zariadenia Galaxy",
    "Získajte Outlook pre Android",
    "Отправлено с iPhone",
    "Отправлено с iPad",
    "Отправлено с моего iPhone",
    "Отправлено со смартфона Samsung Galaxy.",
    "Отправлено из мобильной Почты Mail.ru",
    "Отправлено из Почты Mail для Android",
    "Отправлено из мобильной Яндекс.Почты",
    "Отправлено из Outlook для Android",
    "Получить Outlook для iOS",
    "Скачать Outlook для Android",
    "Надіслано з iPhone",
    "Надіслано з пристрою Galaxy",
    "Отримайте Outlook для Android",
    "Изпратено от моя iPhone",
    "Изпратено от моя Galaxy",
    "Trimis de pe iPhone",
    "Trimis de pe telefonul meu Galaxy",
    "Descărcați Outlook pentru iOS",
    "Elküldve az iPhone készülékemről",
    "Az iPhone-omról küldve",
    "Elküldve a Galaxy készülékemről",
    "Az Outlook iOS-verziójának beszerzése",
    "Στάλθηκε από το iPhone μου",
    "Εστάλη από το iPhone μου",
    "Λήψη του Outlook για iOS",
    "iPhone'umdan gönderildi",
    "iPhone'dan gönderildi",
    "Galaxy cihazımdan gönderildi",
    "Android için Outlook uygulamasını edinin",
    "Poslano s mojega iPhona",
    "Poslano s iPhonea",
    "Poslano s uređaja Galaxy",
    "Saadetud minu iPhone'ist",
    "Išsiųsta iš mano iPhone",
    "Nosūtīts no mana iPhone",
    "Enviat des del meu iPhone",
    "iPhoneから送信",
    "iPadから送信",
    "私のiPhoneから送信",
    "Galaxyから送信",
    "Outlook for iOS を入手",
    "iOS 版 Outlook を入手",
    "Windows 版のメールから送信",
    "发自我的iPhone",
    "发自我的 iPhone",
    "发自我的手机",
    "发自我的小米手机",
    "发自 Windows 10 版邮件应用",
    "发送自 Outlook for Android",
    "从我的iPhone发送",
    "下载适用于 iOS 的 Outlook",
    "获取 Outlook for Android",
    "從我的 iPhone 傳送",
    "從我的iPhone傳送",
    "寄件自 Windows 10 版 郵件",
    "取得 iOS 版 Outlook",
    "나의 iPhone에서 보냄",
    "iPhone에서 보냄",
    "내 Galaxy에서 전송됨",
    "iOS용 Outlook 다운로드",
    "Windows용 메일에서 보냄",
    "Đã gửi từ iPhone của tôi",
    "Được gửi từ iPhone của tôi",
    "Tải Outlook cho iOS",
    "Dikirim dari iPhone saya",
    "Dihantar dari iPhone saya",
    "Dapatkan Outlook untuk Android",
    "ส่งจาก iPhone ของฉัน",
    "נשלח מה-iPhone שלי",
    "נשלח מה-Galaxy שלי",
    "أُرسلت من الـ iPhone",
    "تم الإرسال من الـ iPhone",
    "ارسال شده از iPhone من",
    "मेरे iPhone से भेजा गया",
];

/// What stands below the words, a paragraph apart.
const ENDINGS: &[&str] = &[
    "-- \nAna Lima\nAccounts",
    "--\nAna Lima\nAccounts\n+49 30 1234567",
    "___\nAna Lima\nTel. +49 30 1234567",
    "________________________________\nAna Lima | Accounts | Example Ltd\nana@example.org | www.example.org",
    "==========================\nAna Lima\nExample Ltd\nTel.: +49 30 1234567",
    "-----------------------------\nAna Lima\nExample SA\n12 rue du Lac, 75001 Paris\nTél. : +33 1 23 45 67 89",
    "-- \nYou received this message because you are subscribed to the Google Groups \"desk\" group.\nTo unsubscribe from this group and stop receiving emails from it, send an email to desk+unsubscribe@groups.example.",
    "_______________________________________________\ndesk mailing list\ndesk@lists.example\nhttps://lists.example/mailman/listinfo/desk",
    "---\nThis email has been checked for viruses by Avast antivirus software.\nhttps://www.avast.com/antivirus",
    "--\nThis email has been checked for viruses by AVG antivirus software.\nwww.avg.com",
    "---\nDiese E-Mail wurde von Avast Antivirus-Software auf Viren geprüft.\nhttps://www.avast.com/antivirus",
    "---\nL'absence de virus dans ce courrier électronique a été vérifiée par le logiciel antivirus Avast.\nhttps://www.avast.com/antivirus",
    "---\nEste correo electrónico ha sido comprobado en busca de virus por AVG.\nhttp://www.avg.com",
    "---\nQuesta e-mail è stata controllata per individuare virus con Avast antivirus.\nhttps://www.avast.com/antivirus",
    "Virus-free. www.avast.com <https://www.avast.com/sig-email?utm_medium=email>",
    "Virenfrei. www.avast.com",
    "Garanti sans virus. www.avast.com",
    "Libre de virus. www.avast.com",
    "Livre de vírus. www.avast.com.",
    "Privo di virus. www.avast.com",
    "Virusvrij. www.avast.com",
    "This email and any attachments are confidential and intended solely for the use of the individual to whom they are addressed. If you have received this email in error please notify the sender and delete it.",
    "CONFIDENTIALITY NOTICE: This e-mail message, including any attachments, is for the sole use of the intended recipient(s) and may contain confidential and privileged information. Any unauthorized review, use, disclosure or distribution is prohibited.",
    "Diese E-Mail enthält vertrauliche und/oder rechtlich geschützte Informationen. Wenn Sie nicht der richtige Adressat sind oder diese E-Mail irrtümlich erhalten haben, informieren Sie bitte sofort den Absender und vernichten Sie diese Mail.",
    "Ce message et ses pièces jointes peuvent contenir des informations confidentielles ou privilégiées et ne doivent donc pas être diffusés, exploités ou copiés sans autorisation. Si vous avez reçu ce message par erreur, veuillez le signaler à l'expéditeur et le détruire.",
    "Este mensaje y sus archivos adjuntos son confidenciales y se dirigen exclusivamente a su destinatario. Si usted lo ha recibido por error, le rogamos nos lo comunique y proceda a su eliminación.",
    "Esta mensagem é confidencial e destina-se exclusivamente ao seu destinatário. Se a recebeu por erro, por favor elimine-a e informe o remetente.",
    "Questo messaggio e i suoi allegati sono riservati e destinati esclusivamente al destinatario. Se avete ricevuto questo messaggio per errore, siete pregati di distruggerlo e di informare il mittente.",
    "Dit bericht is vertrouwelijk en uitsluitend bestemd voor de geadresseerde. Als u dit bericht per vergissing heeft ontvangen, verzoeken wij u het te verwijderen en de afzender te informeren.",
    "Detta meddelande är konfidentiellt och endast avsett för adressaten. Om du har fått det av misstag, vänligen meddela avsändaren och radera det.",
    "Denne e-mail er fortrolig og kun beregnet til modtageren. Hvis du har modtaget den ved en fejl, bedes du underrette afsenderen og slette den.",
    "Ta wiadomość jest poufna i przeznaczona wyłącznie dla adresata. Jeżeli otrzymali ją Państwo przez pomyłkę, prosimy o powiadomienie nadawcy i usunięcie jej.",
    "Tato zpráva je důvěrná a určená výhradně adresátovi. Pokud jste ji obdrželi omylem, informujte prosím odesílatele a smažte ji.",
    "Это сообщение является конфиденциальным и предназначено исключительно для адресата. Если вы получили его по ошибке, пожалуйста, сообщите отправителю и удалите его.",
    "Please consider the environment before printing this e-mail.",
    "Bitte denken Sie an die Umwelt, bevor Sie diese E-Mail ausdrucken.",
    "Pensez à l'environnement avant d'imprimer ce message.",
    "Antes de imprimir este correo, piense en el medio ambiente.",
    "P Denk aan het milieu voordat u deze e-mail print.",
];

/// Words that must all stay: what looks like an ending is meant.
const KEPT: &[&str] = &[
    "The notice says:\n\nSent from my iPhone app the order does not arrive.",
    "My phone is an iPhone 15 and mail does not work.",
    "Two questions:\n\n--- printing ---\nWhy does it jam?\n\n--- scanning ---\nWhy is it slow?",
    "Results\n-------\nAll lines are red.\n\nPlan\n----\nWe try again on Monday.",
    "Steps:\n1. open\n2. print\n\n---\n\nThen it says that the paper is gone, which it is not.",
    "Please keep this confidential.",
    "This message is confidential, please only show it to Ana.",
    "Could you delete this email from the shared mailbox?",
    "From: the tray in the back\nTo: the tray in front\nthat is how the paper should go.",
    "On Monday I was ill. On Tuesday Ana wrote:\nplease come.",
    "On 3 May the vendor said: it is the fuser.",
    "The log says\n2026-11-24 09:15:12 ERROR printer offline\n2026-11-24 09:15:13 ERROR retry failed",
    "I typed git commit -- file.txt and nothing happened.",
    "Date: 24.11.2026\nTime: 9:15\nRoom: 1042",
    "To: do list\nSubject: printers\nWe need three.",
    "Name: Ana Lima\nPhone: +49 30 1234567\nProblem: printer jams",
    "Regards to Bo, he was very kind.",
    "Thanks,\nAna",
    "Best regards\n\nAna Lima\nAccounts",
    "Here is what I ran:\n\n> print /d:lpt1 a.txt\n\nand nothing came out.",
    "a > b, so the check fails.",
    "__init__ is missing",
    "-x is the option that fails\n-y works",
    "=====\nIs this normal?",
    "Ich schrieb am 24.11.2026 um 9:15 Uhr, dass er klemmt. Bitte um Rückruf.",
    "Was Bo schrieb: bitte neu starten. Das half nicht.",
    "Er hat es so beschrieben:\nerst klemmt es, dann blinkt es.",
    "J'ai écrit :\nça ne marche pas.",
    "Outlook mobile does not sync.",
    "Mail gesendet?",
    "Get Outlook for my new laptop, please.",
    "Get Outlook for Ana and Word for Bo.",
    "Enviado desde mi cuenta nueva el formulario no llega, ¿pueden mirar?",
    "Verzonden mail komt niet aan.",
    "Sent from the scanner, the mails have no subject.",
    "Confidentiality is a topic of the training.",
];

fn check(wrong: &mut Vec<String>, what: &str, line: &str, want: &str, got: &str) {
    if got != want {
        wrong.push(format!("{what}: {line}\n   got {got:?}"));
    }
}

fn html(body: &str) -> String {
    parse(
        format!(
            "From: ana@example.org\nMessage-ID: <1@x>\nSubject: x\nContent-Type: text/html; charset=utf-8\n\n{body}"
        )
        .as_bytes(),
    )
    .body
    .visible
}

const OLDER: &str = "On Tue, 24 Nov 2026 at 09:15, Bo <help@desk.example> wrote:\n> Could you switch it off?";

#[test]
fn what_a_device_adds_is_folded() {
    let mut wrong = Vec::new();
    for line in DEVICES {
        for text in [
            format!("{WORDS}\n\n{line}\n"),
            format!("{WORDS}\n\n{line}\n\n{OLDER}\n"),
            format!("{WORDS}\n\n-- \n{line}\n"),
            format!("{WORDS}\n{line}\n{OLDER}\n"),
        ] {
            check(&mut wrong, "device", line, WORDS, &reply::split(&text).visible);
        }
        let page = format!(
            "<div>Still jammed, sorry.</div><div><br></div><div>Shall I bring it over?</div><div><br></div><div>{}</div>",
            line.replace('<', "&lt;")
        );
        check(&mut wrong, "html", line, WORDS, &html(&page));
    }
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), DEVICES.len() * 5, wrong.join("\n"));
}

#[test]
fn signatures_and_notices_are_folded() {
    let mut wrong = Vec::new();
    for ending in ENDINGS {
        let alone = reply::split(&format!("{WORDS}\n\n{ending}\n")).visible;
        check(&mut wrong, "alone", ending, WORDS, &alone);
        let above = reply::split(&format!("{WORDS}\n\n{ending}\n\n{OLDER}\n")).visible;
        check(&mut wrong, "above a quote", ending, WORDS, &above);
        let below = reply::split(&format!("{WORDS}\n\n{OLDER}\n\n{ending}\n")).visible;
        check(&mut wrong, "below a quote", ending, WORDS, &below);
    }
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), ENDINGS.len() * 3, wrong.join("\n"));
}

#[test]
fn what_only_looks_like_an_ending_is_shown() {
    let mut wrong = Vec::new();
    for text in KEPT {
        check(&mut wrong, "kept", text, text, &reply::split(text).visible);
        let quoted = reply::split(&format!("{text}\n\n{OLDER}\n")).visible;
        check(&mut wrong, "kept above a quote", text, text, &quoted);
    }
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), KEPT.len() * 2, wrong.join("\n"));
}
