//! What the names that mail programs give to their elements say about the text inside: a signature, a quote, the
//! line above a quote, the mail being answered.
//!
//! Knows names and styles only; what becomes of the text is decided elsewhere.

/// The names and the style of one element, lower case but for `id` and `class`.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Names<'a> {
    pub(super) element: &'a str,
    pub(super) id: &'a str,
    pub(super) class: &'a str,
    /// `name` or Zimbra's `data-marker`.
    pub(super) name: &'a str,
    /// `data-smartmail`.
    pub(super) smartmail: &'a str,
    /// Without blanks.
    pub(super) style: &'a str,
    /// `type`.
    pub(super) kind: &'a str,
}

impl<'a> Names<'a> {
    /// Id and classes, without the marks by which webmail makes a stranger's names its own.
    fn all(&self) -> impl Iterator<Item = &'a str> {
        std::iter::once(self.id)
            .chain(self.class.split_whitespace())
            .filter(|n| !n.is_empty() && n.len() <= 200)
            .map(|mut name| {
                while let Some(rest) = name.strip_prefix("x_") {
                    name = rest;
                }
                name
            })
    }

    /// The mail being answered begins here, with nothing of the author's below.
    pub(super) fn sets_off(&self) -> bool {
        let named = self.all().any(|name| {
            matches!(
                name,
                "OLK_SRC_BODY_SECTION"
                    | "appendonsend"
                    | "divRplyFwdMsg"
                    | "stopSpelling"
                    | "zwchr"
                    | "OutlookMessageHeader"
                    | "mail-editor-reference-message-container"
                    | "reply-intro"
                    | "ms-outlook-mobile-reference-message"
            ) || name.starts_with("divRpF")
                || name.contains("yahoo_quoted")
        });
        let zimbra = matches!(self.name, "__QUOTED_TEXT__" | "__HEADERS__" | "__DIVIDER__");
        // The thin line that Outlook draws above the head of the mail it answers.
        let ruled = self.style.contains("border:none;border-top:solid#")
            && self.style.contains("1.0pt;padding:3.0pt0");
        named || zimbra || ruled || (self.element == "div" && self.name == "quote")
    }

    /// Holds the line above a quote and then the quote.
    pub(super) fn holds_quote(&self) -> bool {
        if !matches!(self.element, "div" | "span" | "p" | "section") {
            return false;
        }
        self.name == "messageReplySection"
            || self.all().any(|name| {
                matches!(
                    name,
                    "gmail_quote"
                        | "protonmail_quote"
                        | "zmail_extra"
                        | "missive_quote"
                        | "freshdesk_quote"
                        | "quoted_text"
                        | "gmail_attr"
                        | "moz-cite-prefix"
                        | "airmail_on"
                        | "replyHeader"
                )
            })
    }

    /// A quote of which the program says so itself.
    pub(super) fn is_cited(&self) -> bool {
        self.element == "blockquote"
            && (self.kind.eq_ignore_ascii_case("cite")
                || self.all().any(|name| {
                    name.contains("_quote") && !name.contains("gmail_quote")
                        || name.contains("moz-cite")
                        || matches!(
                            name,
                            "isReplyContent"
                                | "blockquote_zmail"
                                | "MAC_OUTLOOK_ATTRIBUTION_BLOCKQUOTE"
                                | "front-blockquote"
                                | "clean_bq"
                        )
                }))
    }

    pub(super) fn is_gmail_quote(&self) -> bool {
        self.element == "blockquote" && self.all().any(|name| name.contains("gmail_quote"))
    }

    /// The author's signature, as far as the program keeps it apart from what is typed.
    pub(super) fn is_signature(&self) -> bool {
        let named = self.all().any(|name| {
            let name = name.to_ascii_lowercase();
            // Telephones copy these two around whatever is typed below the signature.
            !matches!(name.as_str(), "applemailsignature" | "composer_signature")
                && (name == "signature"
                    || name.ends_with("_signature")
                    || name.ends_with("-signature")
                    || name.contains("signature_block")
                    || name.contains("signature_prefix")
                    || name.starts_with("bloop_sign_")
                    || name == "_rc_sig"
                    || name == "zm-_id_-sgn")
        });
        named
            || self.smartmail == "gmail_signature"
            || matches!(self.name, "messageSignatureSection" | "__SIG_POST__" | "__SIG_PRE__")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_with_and_without_the_marks_of_webmail() {
        let by_id = |id| Names { element: "div", id, ..Names::default() };
        assert!(by_id("divRplyFwdMsg").sets_off() && by_id("x_x_divRplyFwdMsg").sets_off());
        assert!(by_id("ydp1yahoo_quoted_2").sets_off() && !by_id("quoted").sets_off());
        assert!(by_id("Signature").is_signature() && !by_id("AppleMailSignature").is_signature());
        let outlook = "border:none;border-top:solid#e1e1e11.0pt;padding:3.0pt0in0in0in";
        assert!(Names { style: outlook, ..Names::default() }.sets_off());
        let own = "border:none;border-top:solidwindowtext1.0pt;padding:1.0pt0in0in0in";
        assert!(!Names { style: own, ..Names::default() }.sets_off());
    }
}
