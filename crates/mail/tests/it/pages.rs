//! Replies written as HTML by the programs people use: the quote and the signature are folded, the words stay.

use mail::parse;

const WORDS: &str = "Still jammed, sorry.\n\nShall I bring it over?";

/// What each program writes: its body, with the words at the top.
const PAGES: &[(&str, &str)] = &[
    (
        "gmail",
        r#"<div dir="ltr"><div>Still jammed, sorry.</div><div><br></div><div>Shall I bring it over?</div></div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">On Tue, Nov 24, 2026 at 9:15 AM Bo &lt;<a href="mailto:help@desk.example">help@desk.example</a>&gt; wrote:<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex"><div dir="ltr">Could you switch it off?</div></blockquote></div>"#,
    ),
    (
        "gmail with a signature",
        r#"<div dir="ltr"><div>Still jammed, sorry.</div><div><br></div><div>Shall I bring it over?</div><div><br clear="all"></div><div><br></div><span class="gmail_signature_prefix">-- </span><br><div dir="ltr" class="gmail_signature" data-smartmail="gmail_signature"><div dir="ltr">Ana Lima<div>Accounts</div></div></div></div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Tue, Nov 24, 2026 at 9:15 AM Bo &lt;help@desk.example&gt; wrote:<br></div><blockquote class="gmail_quote">Could you switch it off?</blockquote></div>"#,
    ),
    (
        "gmail, unknown language",
        r#"<div dir="ltr"><div>Still jammed, sorry.</div><div><br></div><div>Shall I bring it over?</div></div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">Zzz 24 nnn 2026 qq 09:15 Bo &lt;help@desk.example&gt; xyzzy<br></div><blockquote class="gmail_quote">Could you switch it off?</blockquote></div>"#,
    ),
    (
        "gmail, older",
        r#"Still jammed, sorry.<br><br>Shall I bring it over?<br><br><div class="gmail_quote">On Tue, Nov 24, 2026 at 9:15 AM, Bo <span dir="ltr">&lt;help@desk.example&gt;</span> wrote:<br><blockquote class="gmail_quote" style="margin:0 0 0 .8ex">Could you switch it off?</blockquote></div><br>"#,
    ),
    (
        "gmail on android",
        r#"<div dir="auto">Still jammed, sorry.<div dir="auto"><br></div><div dir="auto">Shall I bring it over?</div></div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">Bo &lt;help@desk.example&gt; schrieb am Di., 24. Nov. 2026, 09:15:<br></div><blockquote class="gmail_quote">Could you switch it off?</blockquote></div>"#,
    ),
    (
        "outlook",
        r#"<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!-- p.MsoNormal {margin:0} --></style></head><body lang=EN-GB><div class=WordSection1><p class=MsoNormal>Still jammed, sorry.<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>Shall I bring it over?<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in'><p class=MsoNormal><b>From:</b> Bo &lt;help@desk.example&gt; <br><b>Sent:</b> Tuesday, November 24, 2026 9:15 AM<br><b>To:</b> Ana Lima &lt;ana@example.org&gt;<br><b>Subject:</b> Re: Printer<o:p></o:p></p></div><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>Could you switch it off?<o:p></o:p></p></div></body></html>"#,
    ),
    (
        "outlook, unknown language",
        r#"<div class=WordSection1><p class=MsoNormal>Still jammed, sorry.</p><p class=MsoNormal>&nbsp;</p><p class=MsoNormal>Shall I bring it over?</p><div><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal><b>Zzz:</b> Bo &lt;help@desk.example&gt;<br><b>Yyy:</b> 24. xx 2026 9:15<br><b>Xxx:</b> Ana Lima &lt;ana@example.org&gt;<br><b>Www:</b> Re: Printer</p></div></div><p class=MsoNormal>Could you switch it off?</p></div>"#,
    ),
    (
        "outlook 2007",
        r#"<div class=Section1><p class=MsoNormal>Still jammed, sorry.</p><p class=MsoNormal>&nbsp;</p><p class=MsoNormal>Shall I bring it over?</p><div><div style='border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0in 0in 0in'><p class=MsoNormal><b><span style='font-size:10.0pt'>From:</span></b><span> Bo [mailto:help@desk.example] <br><b>Sent:</b> Tuesday, November 24, 2026 9:15 AM<br><b>To:</b> Ana<br><b>Subject:</b> Printer</span></p></div></div><p class=MsoNormal>Could you switch it off?</p></div>"#,
    ),
    (
        "outlook 2003",
        r#"<div class=Section1><p class=MsoNormal><font><span>Still jammed, sorry.</span></font></p><p class=MsoNormal>&nbsp;</p><p class=MsoNormal>Shall I bring it over?</p><div><div class=MsoNormal align=center style='text-align:center'><hr size=2 width="100%" align=center tabindex=-1></div><p class=MsoNormal><b>From:</b> Bo [mailto:help@desk.example] <br><b>Sent:</b> Tuesday, November 24, 2026 9:15 AM<br><b>To:</b> Ana<br><b>Subject:</b> Printer</p></div><p class=MsoNormal>Could you switch it off?</p></div>"#,
    ),
    (
        "outlook on the web",
        r#"<div class="elementToProof">Still jammed, sorry.</div><div class="elementToProof"><br></div><div class="elementToProof">Shall I bring it over?</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri"><b>From:</b> Bo &lt;help@desk.example&gt;<br><b>Sent:</b> Tuesday, November 24, 2026 9:15 AM<br><b>To:</b> Ana<br><b>Subject:</b> Re: Printer</font><div>&nbsp;</div></div><div>Could you switch it off?</div>"#,
    ),
    (
        "outlook on the web, with a signature",
        r#"<div>Still jammed, sorry.</div><div><br></div><div>Shall I bring it over?</div><div id="Signature"><div>Ana Lima</div><div>Accounts</div></div><div id="appendonsend"></div><hr tabindex="-1"><div id="x_divRplyFwdMsg"><b>Zzz:</b> Bo<br></div><div>Could you switch it off?</div>"#,
    ),
    (
        "outlook on the web, older",
        r#"<div>Still jammed, sorry.</div><div><br></div><div>Shall I bring it over?</div><div style="font-family: Times New Roman"><hr tabindex="-1"><div id="divRpF861413" style="direction: ltr;"><font><b>Van:</b> Bo<br><b>Verzonden:</b> dinsdag 24 november 2026 09:15<br><b>Aan:</b> Ana<br><b>Onderwerp:</b> RE: Printer<br></font></div><div>Could you switch it off?</div></div>"#,
    ),
    (
        "outlook mobile",
        r#"<div dir="auto">Still jammed, sorry.</div><div dir="auto"><br></div><div dir="auto">Shall I bring it over?</div><div dir="auto"><br></div><div id="ms-outlook-mobile-signature" dir="ltr"><div>Zzz <a href="https://aka.ms/o0ukef">Outlook til iOS</a></div></div><div id="mail-editor-reference-message-container" dir="auto"><hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg"><b>Fra:</b> Bo<br></div><div>Could you switch it off?</div></div>"#,
    ),
    (
        "outlook for mac",
        r#"<div><div>Still jammed, sorry.</div><div><br></div><div>Shall I bring it over?</div></div><div><br></div><span id="OLK_SRC_BODY_SECTION"><div style="border-top: #b5c4df 1pt solid"><span style="font-weight:bold">Zzz: </span> Bo<br></div><div>Could you switch it off?</div></span>"#,
    ),
    (
        "apple mail",
        r#"<html><head></head><body style="word-wrap: break-word;">Still jammed, sorry.<div><br></div><div>Shall I bring it over?<br id="lineBreakAtBeginningOfMessage"><div><br><blockquote type="cite"><div>On 24 Nov 2026, at 09:15, Bo &lt;help@desk.example&gt; wrote:</div><br class="Apple-interchange-newline"><div>Could you switch it off?</div></blockquote></div><br></div></body></html>"#,
    ),
    (
        "iphone",
        r#"<div dir="ltr">Still jammed, sorry.</div><div dir="ltr"><br></div><div dir="ltr">Shall I bring it over?<br><br><div dir="ltr">Sent from my iPhone</div></div><div dir="ltr"><br><blockquote type="cite">On 24 Nov 2026, at 09:15, Bo &lt;help@desk.example&gt; wrote:<br><br></blockquote></div><blockquote type="cite"><div dir="ltr">&#65279;Could you switch it off?</div></blockquote>"#,
    ),
    (
        "yahoo",
        r#"<div class="ydp1yahoo-style-wrap"><div dir="ltr">Still jammed, sorry.</div><div><br></div><div dir="ltr">Shall I bring it over?</div></div><div id="ydp9f0yahoo_quoted_4711" class="ydp9f0yahoo_quoted"><div>Zzz Tuesday, November 24, 2026, Bo xyzzy:</div><div><br></div><div>Could you switch it off?</div></div>"#,
    ),
    (
        "yahoo on android",
        r#"Still jammed, sorry.<br><br>Shall I bring it over?<br><br><div id="ymail_android_signature"><a href="https://go.onelink.me/x">Sent from Yahoo Mail on Android</a></div> <br> <blockquote style="margin: 0 0 20px 0;"> <div>On Tue, 24 Nov 2026 at 9:15, Bo</div><div>&lt;help@desk.example&gt; wrote:</div> <div>Could you switch it off?</div> </blockquote>"#,
    ),
    (
        "yahoo, older",
        r#"<div>Still jammed, sorry.</div><div><br></div><div>Shall I bring it over?</div><div class="qtdSeparateBR"><br><br></div><div class="yahoo_quoted" style="display: block;"><div><font><b><i>Bo &lt;help@desk.example&gt;</i></b> wrote:<br></font></div>Could you switch it off?</div>"#,
    ),
    (
        "thunderbird",
        r#"<p>Still jammed, sorry.</p><p>Shall I bring it over?<br></p><div class="moz-cite-prefix">On 24/11/2026 09:15, Bo wrote:<br></div><blockquote type="cite" cite="mid:1@desk.example"><p>Could you switch it off?</p></blockquote>"#,
    ),
    (
        "thunderbird, unknown language",
        r#"<p>Still jammed, sorry.</p><p>Shall I bring it over?</p><div class="moz-cite-prefix">Zzz 24/11/2026 qq Bo xyzzy<br></div><blockquote type="cite"><p>Could you switch it off?</p></blockquote>"#,
    ),
    (
        "thunderbird with a signature",
        r#"<p>Still jammed, sorry.</p><p>Shall I bring it over?</p><pre class="moz-signature" cols="72">-- 
Ana Lima
Accounts</pre><div class="moz-cite-prefix">Am 24.11.26 um 09:15 schrieb Bo:<br></div><blockquote type="cite"><p>Could you switch it off?</p></blockquote>"#,
    ),
    (
        "proton",
        r#"<div style="font-family: Arial;">Still jammed, sorry.</div><div><br></div><div>Shall I bring it over?</div><div class="protonmail_signature_block"><div class="protonmail_signature_block-proton">Sent with <a href="https://proton.me/">Proton Mail</a> secure email.</div></div><div><br></div><div class="protonmail_quote">On Tuesday, November 24th, 2026 at 9:15 AM, Bo &lt;help@desk.example&gt; wrote:<br><blockquote class="protonmail_quote" type="cite">Could you switch it off?</blockquote><br></div>"#,
    ),
    (
        "tutanota",
        r#"<div>Still jammed, sorry.</div><div><br></div><div>Shall I bring it over?</div><div><br></div><div>24. Nov. 2026, 09:15 von help@desk.example:<br></div><blockquote class="tutanota_quote" style="border-left: 1px solid #93A3B8;"><div>Could you switch it off?</div></blockquote>"#,
    ),
    (
        "zoho",
        r#"<div>Still jammed, sorry.</div><div><br></div><div>Shall I bring it over?</div><div id="Zm-_Id_-Sgn" data-sigid="1"><div>Ana Lima</div></div><div class="zmail_extra_hr" style="border-top: 1px solid;"><br></div><div class="zmail_extra" data-zbluepencil-ignore="true"><div><br></div><div id="Zm-_Id_-Sgn1">---- Zzz Tue, 24 Nov 2026 09:15:00 +0100 <b>Bo &lt;help@desk.example&gt;</b> xyzzy ---<br></div><blockquote id="blockquote_zmail"><div>Could you switch it off?</div></blockquote></div>"#,
    ),
    (
        "samsung",
        r#"<div dir="auto">Still jammed, sorry.</div><div dir="auto"><br></div><div dir="auto">Shall I bring it over?</div><div dir="auto"><br></div><div>-------- Original message --------</div><div>From: Bo &lt;help@desk.example&gt; </div><div>Date: 24/11/2026  09:15  (GMT+01:00) </div><div>To: ana@example.org </div><div>Subject: Re: Printer </div><div><br></div>Could you switch it off?"#,
    ),
    (
        "aol",
        r#"<font size="2">Still jammed, sorry.<div><br></div><div>Shall I bring it over?</div><div><br></div><div>-----Original Message-----<br>From: Bo &lt;help@desk.example&gt;<br>To: ana@example.org<br>Sent: Tue, Nov 24, 2026 9:15 am<br>Subject: Re: Printer<br><br><div id="yiv">Could you switch it off?</div></div></font>"#,
    ),
    (
        "mail.ru",
        r#"<HTML><BODY><div>Still jammed, sorry.</div><div>&nbsp;</div><div>Shall I bring it over?</div><div>&nbsp;</div><blockquote style="border-left:1px solid #0857A6;margin:10px;padding:0 0 0 10px;">Вторник, 24 ноября 2026, 9:15 +03:00 от Bo &lt;help@desk.example&gt;:<br>&nbsp;<div>Could you switch it off?</div></blockquote></BODY></HTML>"#,
    ),
    (
        "yandex",
        r#"<div>Still jammed, sorry.</div><div> </div><div>Shall I bring it over?</div><div> </div><div>24.11.2026, 09:15, "Bo" &lt;help@desk.example&gt;:</div><blockquote><p>Could you switch it off?</p></blockquote>"#,
    ),
    (
        "qq",
        r#"<div>Still jammed, sorry.</div><div><br></div><div>Shall I bring it over?</div><div><br></div><div style="font-size: 12px;font-family: Arial Narrow;padding:2px 0 2px 0;">------------------&nbsp;Original&nbsp;------------------</div><div style="font-size: 12px;background:#efefef;padding:8px;"><div><b>From: </b>&nbsp;"Bo";&lt;help@desk.example&gt;;</div><div><b>Date: </b>&nbsp;Tue, Nov 24, 2026 09:15 AM</div><div><b>To: </b>&nbsp;"Ana"&lt;ana@example.org&gt;;<wbr></div><div><b>Subject: </b>&nbsp;Re: Printer</div></div><div>Could you switch it off?</div>"#,
    ),
    (
        "netease",
        r#"<div>Still jammed, sorry.</div><div><br></div><div>Shall I bring it over?</div><br><br><div style="position:relative;zoom:1"></div><div id="divNeteaseMailCard"></div><pre>At 2026-11-24 09:15:00, "Bo" &lt;help@desk.example&gt; wrote:</pre><blockquote id="isReplyContent" style="PADDING-LEFT: 1ex">Could you switch it off?</blockquote>"#,
    ),
    (
        "gmx",
        r#"<div style="font-family: Verdana;font-size: 12.0px;"><div>Still jammed, sorry.</div><div>&nbsp;</div><div>Shall I bring it over?</div><div>&nbsp;<div name="quote" style="margin:10px 5px 5px 10px; padding: 10px 0 10px 10px; border-left:2px solid #C3D9E5;"><div style="margin:0 0 10px 0;"><b>Gesendet:</b>&nbsp;Dienstag, 24. November 2026 um 09:15 Uhr<br/><b>Von:</b>&nbsp;"Bo" &lt;help@desk.example&gt;<br/><b>An:</b>&nbsp;ana@example.org<br/><b>Betreff:</b>&nbsp;Re: Drucker</div><div name="quoted-content">Could you switch it off?</div></div></div></div>"#,
    ),
    (
        "spark",
        r#"<div name="messageBodySection"><div dir="auto">Still jammed, sorry.<br><br>Shall I bring it over?</div></div><div name="messageSignatureSection"><br><div class="matchFont">Ana Lima</div></div><div name="messageReplySection">Zzz 24 Nov 2026, Bo, xyzzy<br><blockquote type="cite" class="spark_quote">Could you switch it off?</blockquote></div>"#,
    ),
    (
        "em client",
        r#"<div>Still jammed, sorry.</div><div><br></div><div>Shall I bring it over?</div><div><br></div><div>------ Original Message ------</div><div>From "Bo" &lt;help@desk.example&gt;</div><div>To "Ana" &lt;ana@example.org&gt;</div><div>Date 24/11/2026 09:15:12</div><div>Subject Re: Printer</div><div><br></div><blockquote cite="x" class="cite2" type="cite">Could you switch it off?</blockquote>"#,
    ),
    (
        "zimbra",
        r#"<div style="font-family: arial"><div>Still jammed, sorry.</div><div><br></div><div>Shall I bring it over?</div><div><br></div><div data-marker="__SIG_POST__"><div>Ana Lima</div></div><div><br></div><hr id="zwchr" data-marker="__DIVIDER__"><div data-marker="__HEADERS__"><b>Zzz: </b>"Bo"<br></div><div data-marker="__QUOTED_TEXT__">Could you switch it off?</div></div>"#,
    ),
    (
        "roundcube",
        r#"<p>Still jammed, sorry.</p><p>Shall I bring it over?</p><div id="_rc_sig">Ana Lima</div><p id="reply-intro">Zzz 2026-11-24 09:15, Bo xyzzy:</p><blockquote type="cite">Could you switch it off?</blockquote>"#,
    ),
    (
        "notes",
        r#"<font size=2 face="sans-serif">Still jammed, sorry.</font><br><br><font size=2>Shall I bring it over?</font><br><br><br><br><font size=1 color=#5f5f5f>From: &nbsp; &nbsp; &nbsp; &nbsp;</font><font size=1>Bo/IT/Desk</font><br><font size=1 color=#5f5f5f>To: &nbsp; &nbsp; &nbsp; &nbsp;</font><font size=1>Ana/Accounts/Desk@DESK</font><br><font size=1 color=#5f5f5f>Date: &nbsp; &nbsp; &nbsp; &nbsp;</font><font size=1>11/24/2026 09:15 AM</font><br><font size=1 color=#5f5f5f>Subject: &nbsp; &nbsp; &nbsp; &nbsp;</font><font size=1>Re: Printer</font><br><hr noshade><br><br><font size=2>Could you switch it off?</font>"#,
    ),
    (
        "notes, older",
        r#"<font>Still jammed, sorry.</font><br><br><font>Shall I bring it over?</font><br><br><table width=100%><tr valign=top><td width=40%><font size=1><b>Bo &lt;help@desk.example&gt;</b></font><p><font size=1>11/24/2026 09:15 AM</font></td><td><table><tr><td><div align=right><font size=1>To</font></div></td><td><font size=1>Ana</font></td></tr><tr><td><div align=right><font size=1>cc</font></div></td><td></td></tr><tr><td><div align=right><font size=1>Subject</font></div></td><td><font size=1>Re: Printer</font></td></tr></table></td></tr></table><br><br><tt>Could you switch it off?</tt>"#,
    ),
    (
        "windows live mail",
        r#"<DIV dir=ltr><DIV>Still jammed, sorry.</DIV><DIV>&nbsp;</DIV><DIV>Shall I bring it over?</DIV><DIV style='FONT-SIZE: small'><DIV style="FONT: 10pt tahoma"><DIV>&nbsp;</DIV><DIV style="BACKGROUND: #f5f5f5"><DIV style="font-color: black"><B>From:</B> <A title=help@desk.example href="mailto:help@desk.example">Bo</A> </DIV><DIV><B>Sent:</B> Tuesday, November 24, 2026 9:15 AM</DIV><DIV><B>To:</B> Ana </DIV><DIV><B>Subject:</B> Re: Printer</DIV></DIV></DIV><DIV>Could you switch it off?</DIV></DIV></DIV>"#,
    ),
    (
        "hotmail",
        r#"<div dir='ltr'>Still jammed, sorry.<br><br>Shall I bring it over?<br><br><div><hr id="stopSpelling">Date: Tue, 24 Nov 2026 09:15:00 +0100<br>Subject: Re: Printer<br>From: help@desk.example<br>To: ana@example.org<br><br>Could you switch it off?</div></div>"#,
    ),
    (
        "front",
        r#"<div>Still jammed, sorry.<br><br>Shall I bring it over?</div><div class="front-signature">Ana Lima</div><br><blockquote type="cite" class="front-blockquote">Zzz<br>Could you switch it off?</blockquote>"#,
    ),
    (
        "fastmail",
        r##"<div>Still jammed, sorry.<br></div><div><br></div><div>Shall I bring it over?<br></div><div><br></div><div id="sig1" class="signature"><div>Ana</div></div><div><br></div><div>On Tue, Nov 24, 2026, at 9:15 AM, Bo wrote:<br></div><blockquote type="cite" id="qt"><div>Could you switch it off?<br></div></blockquote>"##,
    ),
    (
        "evolution",
        r#"<div>Still jammed, sorry.</div><div><br></div><div>Shall I bring it over?</div><div><br></div><div><span><pre class="-x-evo-signature">-- <br></pre></span></div><div>On Tue, 2026-11-24 at 09:15 +0100, Bo wrote:</div><blockquote type="cite" style="margin:0 0 0 .8ex"><div>Could you switch it off?</div></blockquote>"#,
    ),
    (
        "groupwise",
        r#"<DIV>Still jammed, sorry.</DIV><DIV>&nbsp;</DIV><DIV>Shall I bring it over?<BR><BR>&gt;&gt;&gt; Bo &lt;help@desk.example&gt; 11/24/2026 9:15 AM &gt;&gt;&gt;<BR>Could you switch it off?</DIV>"#,
    ),
    (
        "airmail",
        r#"<div id="bloop_customfont">Still jammed, sorry.</div><div><br></div><div>Shall I bring it over?</div> <br> <div id="bloop_sign_1234" class="bloop_sign">Ana Lima</div> <br><p class="airmail_on">On 24 November 2026 at 09:15:00, Bo (<a href="mailto:help@desk.example">help@desk.example</a>) wrote:</p> <blockquote type="cite" class="clean_bq"><span>Could you switch it off?</span></blockquote>"#,
    ),
    (
        "missive",
        r#"<div>Still jammed, sorry.</div><div><br></div><div>Shall I bring it over?</div><br><div class="missive_quote">On November 24, 2026 at 9:15 AM GMT+1, Bo &lt;help@desk.example&gt; wrote:<br><blockquote class="missive_quote">Could you switch it off?</blockquote></div>"#,
    ),
    (
        "freshdesk",
        r#"<div dir="ltr">Still jammed, sorry.<br><br>Shall I bring it over?</div><div class="quoted_text">On Tue, 24 Nov at 9:15 AM , Bo &lt;help@desk.example&gt; wrote:<blockquote class="freshdesk_quote">Could you switch it off?</blockquote></div>"#,
    ),
    (
        "a desk's own mail",
        r#"<div>Still jammed, sorry.</div><div><br></div><div>Shall I bring it over?</div><div>##- Please type your reply above this line -##</div><p>Bo wrote to you.</p>"#,
    ),
    (
        "a bare quote",
        r#"<p>Still jammed, sorry.</p><p>Shall I bring it over?</p><blockquote><p>Could you switch it off?</p></blockquote>"#,
    ),
];

/// Words between and under what is quoted stay, with what they answer.
const ANSWERED: &[(&str, &str, &str)] = &[
    (
        "between, apple",
        r#"<div><blockquote type="cite"><div>On 24 Nov 2026, at 09:15, Bo &lt;help@desk.example&gt; wrote:</div><div>Is it on?</div></blockquote><div>Yes.</div><blockquote type="cite"><div>Is there paper?</div></blockquote><div>No.</div></div>"#,
        "> On 24 Nov 2026, at 09:15, Bo <help@desk.example> wrote:\n> Is it on?\n\nYes.\n\n> Is there paper?\n\nNo.",
    ),
    (
        "below, thunderbird",
        r#"<div class="moz-cite-prefix">On 24/11/2026 09:15, Bo wrote:<br></div><blockquote type="cite"><p>Could you switch it off?</p></blockquote><p>Still jammed, sorry.</p><p>Shall I bring it over?</p>"#,
        WORDS,
    ),
    (
        "below, gmail",
        r#"<div class="gmail_quote"><div class="gmail_attr">On Tue, Nov 24, 2026 at 9:15 AM Bo &lt;help@desk.example&gt; wrote:<br></div><blockquote class="gmail_quote">Could you switch it off?</blockquote><div><br></div><div>Still jammed, sorry.</div><div><br></div><div>Shall I bring it over?</div></div>"#,
        WORDS,
    ),
    (
        "under the signature",
        r#"<div>Still jammed, sorry.</div><div id="Signature"><div>Ana Lima</div></div><div><br></div><div>Shall I bring it over?</div>"#,
        WORDS,
    ),
    (
        "a quotation of one's own",
        r#"<p>The screen says:</p><blockquote><p>PC LOAD LETTER</p></blockquote><p>What does that mean?</p>"#,
        "The screen says:\n\nPC LOAD LETTER\n\nWhat does that mean?",
    ),
];

fn visible(body: &str) -> String {
    parse(
        format!(
            "From: ana@example.org\nMessage-ID: <1@x>\nSubject: Re: x\nIn-Reply-To: <0@x>\nContent-Type: text/html; charset=utf-8\n\n{body}"
        )
        .as_bytes(),
    )
    .body
    .visible
}

/// Blank lines between the words may differ with the markup.
fn close_up(text: &str) -> String {
    text.lines().filter(|l| !l.trim().is_empty()).collect::<Vec<_>>().join("\n")
}

#[test]
fn replies_of_many_programs_are_told_from_what_they_quote() {
    let mut wrong = Vec::new();
    for (program, page) in PAGES {
        let got = visible(page);
        if close_up(&got) != close_up(WORDS) {
            wrong.push(format!("{program}: {got:?}"));
        }
    }
    for (what, page, want) in ANSWERED {
        let got = visible(page);
        if close_up(&got) != close_up(want) {
            wrong.push(format!("{what}: {got:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), PAGES.len() + ANSWERED.len(), wrong.join("\n"));
}
