//! HTML from strangers made safe: a strict allow-list, no remote loads, links that cannot reach back.
//!
//! One of two walls; the page shows the result in a sandboxed frame with a policy of its own.

use ammonia::{Builder, UrlRelative};
use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

/// Longer documents are shown as text instead.
const MAX_BYTES: usize = 2 * 1024 * 1024;
/// Deeper documents are shown as text instead: tree building slows down with depth.
const MAX_DEPTH: usize = 400;

/// How images are shown.
#[derive(Debug, Clone, Default)]
pub struct HtmlPolicy {
    /// Where the inline images of the mail are served: Content-ID (without `<>`) to URL.
    pub inline_images: HashMap<String, String>,
    /// Load images from elsewhere. Off until a person asks for it: loading tells the sender.
    pub remote_images: bool,
}

/// HTML that may be shown in a sandboxed frame.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SafeHtml {
    pub html: String,
    /// Remote images left out; each has its address in `data-remote-src`.
    pub blocked_remote: usize,
}

/// Schemes under which addresses travel through the sanitizer, to be replaced in its well-formed output.
const BLOCKED: &str = "x-blocked-image:";
const INLINE: &str = "x-inline-image:";
const GONE: &str = "x-gone-image:";

/// Documents of more elements are shown as text instead: each weighs some hundred bytes in the tree.
const MAX_TAGS: usize = 60_000;

/// Keeps the look of a mail as far as that is harmless. Never fails.
pub fn sanitize_html(html: &str, policy: &HtmlPolicy) -> SafeHtml {
    let tags = html.bytes().filter(|b| *b == b'<').count();
    if html.len() > MAX_BYTES || tags > MAX_TAGS || depth_bound(html) > MAX_DEPTH || super::floods::any(html)
    {
        return SafeHtml { html: as_text(html), blocked_remote: 0 };
    }
    let blocked = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&blocked);
    let urls: Vec<&String> = policy.inline_images.values().collect();
    let inline: HashMap<String, usize> = policy
        .inline_images
        .keys()
        .enumerate()
        .map(|(n, id)| (id.trim_matches(['<', '>']).to_ascii_lowercase(), n))
        .collect();
    let remote = policy.remote_images;
    let mut builder = Builder::default();
    builder
        .tags(TAGS.iter().copied().collect())
        .clean_content_tags(
            ["script", "style", "title", "template", "iframe", "object", "noscript", "xml"].into(),
        )
        .tag_attributes(tag_attributes())
        .generic_attributes(["style", "dir", "lang", "align", "valign"].into())
        .url_schemes(
            ["http", "https", "mailto", "tel", "cid", "x-blocked-image", "x-inline-image", "x-gone-image"]
                .into(),
        )
        .url_relative(UrlRelative::Deny)
        .link_rel(Some("noopener noreferrer nofollow"))
        .set_tag_attribute_value("a", "target", "_blank")
        .filter_style_properties(STYLES.iter().copied().collect())
        .strip_comments(true)
        .attribute_filter(move |element, attribute, value| match (element, attribute) {
            ("img", "src") => {
                let trimmed = value.trim();
                if let Some(id) = strip_prefix_ci(trimmed, "cid:") {
                    let id = percent_decoded(id).to_ascii_lowercase();
                    return Some(
                        inline.get(&id).map_or(Cow::Borrowed(GONE), |n| Cow::Owned(format!("{INLINE}{n}"))),
                    );
                }
                strip_prefix_ci(trimmed, "http://").or(strip_prefix_ci(trimmed, "https://"))?;
                if remote {
                    return Some(Cow::Borrowed(value));
                }
                counter.fetch_add(1, Ordering::Relaxed);
                Some(Cow::Owned(format!("{BLOCKED}{trimmed}")))
            }
            (_, "style")
                if value.to_ascii_lowercase().contains("url(")
                    || value.contains('\\')
                    || value.contains("/*") =>
            {
                None
            }
            _ => Some(Cow::Borrowed(value)),
        });
    let clean = builder.clean(html).to_string();
    let clean = clean
        .replace(&format!("src=\"{BLOCKED}"), "data-remote-src=\"")
        .replace(&format!("src=\"{GONE}\""), "data-missing=\"\"");
    let clean = urls.iter().enumerate().fold(clean, |html, (n, url)| {
        let mark = format!("src=\"{INLINE}{n}\"");
        if html.contains(&mark) { html.replace(&mark, &format!("src=\"{}\"", escaped(url))) } else { html }
    });
    SafeHtml { html: clean, blocked_remote: blocked.load(Ordering::Relaxed) }
}

const TAGS: &[&str] = &[
    "a",
    "abbr",
    "address",
    "b",
    "big",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "wbr",
];

/// Enough for colour, weight and table layout; nothing that can cover, move or load.
const STYLES: &[&str] = &[
    "color",
    "background-color",
    "font-weight",
    "font-style",
    "font-size",
    "font-family",
    "text-align",
    "text-decoration",
    "text-indent",
    "line-height",
    "vertical-align",
    "white-space",
    "border",
    "border-top",
    "border-bottom",
    "border-left",
    "border-right",
    "border-collapse",
    "border-spacing",
    "border-color",
    "border-style",
    "border-width",
    "border-radius",
    "padding",
    "padding-top",
    "padding-bottom",
    "padding-left",
    "padding-right",
    "margin",
    "margin-top",
    "margin-bottom",
    "margin-left",
    "margin-right",
    "width",
    "max-width",
    "list-style-type",
    "direction",
];

fn tag_attributes() -> HashMap<&'static str, HashSet<&'static str>> {
    let table: HashSet<&str> =
        ["width", "height", "border", "cellpadding", "cellspacing", "bgcolor", "summary"].into();
    let cell: HashSet<&str> = ["width", "height", "colspan", "rowspan", "bgcolor", "nowrap", "scope"].into();
    HashMap::from([
        ("a", ["href", "title", "name"].into()),
        ("img", ["src", "alt", "title", "width", "height"].into()),
        ("font", ["color", "size", "face"].into()),
        ("ol", ["start", "type"].into()),
        ("ul", ["type"].into()),
        ("li", ["value"].into()),
        ("table", table),
        ("tr", ["bgcolor"].into()),
        ("td", cell.clone()),
        ("th", cell),
        ("col", ["width", "span"].into()),
        ("blockquote", ["type", "cite"].into()),
        ("abbr", ["title"].into()),
    ])
}

fn strip_prefix_ci<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    text.get(..prefix.len()).filter(|p| p.eq_ignore_ascii_case(prefix)).map(|_| &text[prefix.len()..])
}

/// Content-IDs in links are percent-encoded (RFC 2392).
fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while i < bytes.len() {
        let hex = |n: usize| bytes.get(i + n).and_then(|&b| (b as char).to_digit(16));
        match (bytes[i], hex(1), hex(2)) {
            (b'%', Some(high), Some(low)) => {
                out.push((high * 16 + low) as u8);
                i += 3;
            }
            (b, ..) => {
                out.push(b);
                i += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// An upper bound of how deep the tree gets: opened less closed tags, counted roughly.
fn depth_bound(html: &str) -> usize {
    let (mut depth, mut max) = (0usize, 0usize);
    let bytes = html.as_bytes();
    for (at, &b) in bytes.iter().enumerate() {
        if b != b'<' {
            continue;
        }
        match bytes.get(at + 1) {
            Some(b'/') => depth = depth.saturating_sub(1),
            Some(c) if c.is_ascii_alphabetic() && !void(&bytes[at + 1..]) => {
                depth += 1;
                max = max.max(depth);
            }
            _ => {}
        }
    }
    max
}

/// Elements that stay empty, or that mail leaves open without nesting.
fn void(name: &[u8]) -> bool {
    let end = name.iter().take(11).position(|b| !b.is_ascii_alphanumeric()).unwrap_or(name.len().min(11));
    let name = name[..end].to_ascii_lowercase();
    [
        &b"br"[..],
        b"img",
        b"hr",
        b"meta",
        b"link",
        b"input",
        b"col",
        b"area",
        b"base",
        b"wbr",
        b"p",
        b"li",
        b"td",
        b"tr",
        b"th",
        b"dt",
        b"dd",
        b"option",
    ]
    .contains(&name.as_slice())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}

fn as_text(html: &str) -> String {
    let cut = &html[..crate::message::floor_boundary(html, MAX_BYTES)];
    let text = super::text::html_to_text(cut);
    format!("<pre>{}</pre>", escaped(&text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn safe(html: &str) -> SafeHtml {
        sanitize_html(html, &HtmlPolicy::default())
    }

    #[test]
    fn nothing_that_runs_or_loads_survives() {
        for evil in [
            "<script>alert(1)</script>x",
            "<img src=x onerror=alert(1)>",
            "<a href='javascript:alert(1)'>x</a>",
            "<svg onload=alert(1)><style><img src=x></style>",
            "<iframe src='https://e.example'></iframe>",
            "<form action='https://e.example'><input name=p></form>",
            "<div style=\"background:url(https://e.example/x)\">x</div>",
            "<div style='position:fixed;top:0'>x</div>",
            "<base href='https://e.example'>",
            "<link rel=stylesheet href='https://e.example'>",
            "<meta http-equiv=refresh content='0;url=https://e.example'>",
            "<img srcset='https://e.example/x 1x'>",
            "<table background='https://e.example/x'><tr><td>x</td></tr></table>",
            "<a href='/logout'>x</a>",
            "<img src='/logout'>",
            "<img src='data:image/svg+xml,<svg onload=alert(1)>'>",
            "<video src='https://e.example/x' poster='https://e.example/y'></video>",
        ] {
            let html = safe(evil).html.to_ascii_lowercase();
            for bad in [
                "<script",
                "onerror",
                "onload",
                "javascript:",
                "<iframe",
                "<form",
                "<input",
                "url(",
                "position",
                "<base",
                "<link",
                "<meta",
                "srcset",
                "background=",
                "logout",
                "data:",
                "<video",
                "poster",
                "<svg",
                "<style",
            ] {
                assert!(!html.contains(bad), "{evil} gave {html}");
            }
        }
    }

    #[test]
    fn remote_images_wait_until_asked_for() {
        let html =
            "<img src='https://e.example/a.png' alt='A'><img src='cid:Logo%40x'><img src=\"cid:none\">";
        let mut policy = HtmlPolicy::default();
        policy.inline_images.insert("logo@X".into(), "https://desk.example/file/1".into());
        let blocked = sanitize_html(html, &policy);
        assert_eq!(blocked.blocked_remote, 1);
        assert!(blocked.html.contains("data-remote-src=\"https://e.example/a.png\""), "{}", blocked.html);
        assert!(!blocked.html.contains(" src=\"https://e.example"));
        assert!(blocked.html.contains("src=\"https://desk.example/file/1\""), "{}", blocked.html);
        assert!(blocked.html.contains("data-missing"), "{}", blocked.html);
        policy.remote_images = true;
        let shown = sanitize_html(html, &policy);
        assert!(shown.blocked_remote == 0 && shown.html.contains("src=\"https://e.example/a.png\""));
    }

    #[test]
    fn links_open_elsewhere_and_tell_nothing() {
        let html = safe("<a href='https://e.example/'>x</a>").html;
        assert!(
            html.contains("rel=\"noopener noreferrer nofollow\"") && html.contains("target=\"_blank\""),
            "{html}"
        );
    }

    #[test]
    fn very_deep_or_long_documents_become_text() {
        let html = safe(&("<div>".repeat(50_000) + "hello <b>")).html;
        assert!(html.starts_with("<pre>") && html.contains("hello"));
        let html = safe(&("<p>x".repeat(100_000) + "hello <b>")).html;
        assert!(html.starts_with("<pre>") && html.contains("hello"));
    }
}
