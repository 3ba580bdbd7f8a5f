//! Our own words pass the coach: every page, every mail, every refusal, in English and in German.

use super::Kind;
use ::coach::{Coach, Detail, Draft, Finding, Language, Profile};
use std::fs;
use std::path::{Path, PathBuf};

/// Marks that are wrong here, each with why: a piece of the text, the rule, the reason.
const EXEMPT: &[(&str, &str, &str)] = &[
    ("Keep it for so many days", "never_again", "a setting, no promise: nothing removes it"),
    ("Mail is kept as it came, for ever.", "never_again", "a setting, no promise: nothing removes it"),
    ("Rules you never want to see", "everyone", "what the reader decided for themselves"),
    ("You signed in again since you opened this page", "you_wrong", "says when, not what is wrong with it"),
    ("Closed", "not_our_job", "the name of a stage"),
    (
        "Please try again in a while.",
        "that_is_normal",
        "the sentences before it say what happened and what is safe",
    ),
    ("the disk is full; try again later", "that_is_normal", "said to a mail server, with the cause"),
    (
        "the database does not answer; try again later",
        "that_is_normal",
        "said to a mail server, with the cause",
    ),
];

/// Who reads it: whoever asks for help, or those who answer and run the desk.
#[derive(Clone, Copy, PartialEq)]
enum Reader {
    Anybody,
    Colleague,
}

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn files(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, ending, found);
        } else if path.to_string_lossy().ends_with(ending) {
            found.push(path);
        }
    }
}

/// What is marked in a text, one line each.
fn marks(coach: &Coach, place: &str, text: &str, language: Language, reader: Reader) -> Vec<String> {
    let detail = if reader == Reader::Anybody { Detail::Plain } else { Detail::Full };
    let draft = Draft { language: Some(language), profile: Profile { detail }, ..Draft::of(text) };
    let reading = Kind::Article.read(coach, &draft);
    let is_exempt = |finding: &&Finding| {
        !EXEMPT.iter().any(|(part, rule, _)| text.contains(part) && finding.rule == *rule)
    };
    let all = reading.findings.iter().chain(&reading.style).filter(is_exempt);
    all.map(|f| format!("{place}: [{}] “{}” in “{text}”", f.rule, f.quote)).collect()
}

/// The sentences of a template: what stands between its tags, and what its attributes say.
fn of_template(html: &str) -> Vec<String> {
    const INLINE: [&str; 12] =
        ["a", "b", "span", "bdi", "kbd", "em", "strong", "small", "code", "time", "abbr", "i"];
    let mut text = String::new();
    let mut said = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find(['<', '{']) {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(after) = rest.strip_prefix("{{") {
            // What is put in is a word.
            text.push_str("Ana");
            rest = after.split_once("}}").map_or("", |(_, after)| after);
        } else if let Some(after) = rest.strip_prefix("{%") {
            // Either side of a condition is a sentence of its own.
            text.push('\n');
            rest = after.split_once("%}").map_or("", |(_, after)| after);
        } else if let Some(after) = rest.strip_prefix('<') {
            let end = tag_end(after);
            let tag = &after[..end];
            rest = after.get(end + 1..).unwrap_or_default();
            if tag.starts_with("style") {
                rest = rest.split_once("</style>").map_or("", |(_, after)| after);
            }
            for name in ["placeholder", "title", "aria-label", "alt"] {
                let found = tag.split_once(&format!(" {name}=\"")).map(|(_, value)| value);
                said.extend(found.and_then(|value| value.split('"').next()).map(str::to_owned));
            }
            let name = tag.trim_start_matches('/').split([' ', '>', '\n']).next().unwrap_or_default();
            if !INLINE.contains(&name) {
                text.push('\n');
            }
        } else {
            text.push('{');
            rest = &rest[1..];
        }
    }
    text.push_str(rest);
    said.extend(text.lines().map(|line| unescaped(line.trim())));
    said.retain(|line| line.chars().any(char::is_alphabetic) && !line.contains("{{") && !line.contains("{%"));
    said
}

/// Where a tag ends, whatever its attributes and the template's words in them hold.
fn tag_end(tag: &str) -> usize {
    let mut quoted = false;
    let mut block = false;
    let bytes = tag.as_bytes();
    for (at, byte) in tag.bytes().enumerate() {
        match byte {
            b'{' if matches!(bytes.get(at + 1), Some(b'{' | b'%')) => block = true,
            b'}' => block = false,
            b'"' if !block => quoted = !quoted,
            b'>' if !quoted && !block => return at,
            _ => {}
        }
    }
    tag.len()
}

fn unescaped(text: &str) -> String {
    text.replace("&amp;", "&").replace("&nbsp;", " ").replace("&lt;", "<").replace("&gt;", ">")
}

/// The messages of a Fluent file by key, with a word for what is put in; each variant a sentence of its own.
fn of_fluent(file: &str) -> Vec<(String, String)> {
    let mut messages: Vec<(String, String)> = Vec::new();
    for line in file.lines().filter(|line| !line.starts_with('#')) {
        let starts = line.starts_with(|c: char| c.is_ascii_alphabetic());
        match line.split_once('=') {
            Some((key, value)) if starts => messages.push((key.trim().to_owned(), value.trim().to_owned())),
            _ => {
                if let Some((_, value)) = messages.last_mut() {
                    let line = line.trim();
                    let variant = line.split_once(']').filter(|_| line.starts_with(['[', '*']));
                    value.push('\n');
                    value.push_str(variant.map_or(line, |(_, text)| text.trim()));
                }
            }
        }
    }
    for (_, value) in &mut messages {
        let mut plain = String::new();
        let mut rest = value.as_str();
        while let Some((before, after)) = rest.split_once('{') {
            plain.push_str(before);
            match after.split_once('}') {
                // A choice between variants begins here; its end is a bracket alone.
                _ if after.split('\n').next().is_some_and(|line| line.contains("->")) => {
                    rest = after.split_once('\n').map_or("", |(_, after)| after);
                }
                Some((inside, after)) => {
                    plain.push_str(if inside.contains("count") { "3" } else { "Ana" });
                    rest = after;
                }
                None => rest = "",
            }
        }
        plain.push_str(rest);
        *value = plain.replace('}', "");
    }
    messages
}

/// Sentences for people in our sources: refusals, and what just happened.
fn of_source(code: &str) -> Vec<String> {
    let mut said = Vec::new();
    for begin in [
        "#[error(\"",
        "Flash::good(\"",
        "Flash::warn(\"",
        "Flash::bad(\"",
        "Problem::Refused(\"",
        "errors.add(\"",
    ] {
        for part in code.split(begin).skip(1) {
            let part = part.replace("\\\"", "”").replace("\\\n", " ");
            let text = match begin {
                // The field comes first.
                "errors.add(\"" => part.split_once(", \"").map_or("", |(_, text)| text),
                _ => &part,
            };
            let text = text.split('"').next().unwrap_or_default();
            let mut plain = String::new();
            let mut inside = false;
            for c in text.chars() {
                match c {
                    '{' => {
                        inside = true;
                        plain.push_str("Ana");
                    }
                    '}' => inside = false,
                    c if !inside => plain.push(c),
                    _ => {}
                }
            }
            said.push(plain.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }
    said
}

#[test]
fn every_page_passes_the_coach() {
    let coach = Coach::new();
    let mut found = Vec::new();
    let mut templates = Vec::new();
    files(&source(), ".html", &mut templates);
    assert!(templates.len() > 40);
    let mut count = 0;
    for path in templates {
        let place = path.strip_prefix(source()).unwrap().display().to_string();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let anybody = place.starts_with("portal")
            || place.starts_with("outbox/mail")
            || ["own", "sign-in", "check-mail", "link", "password", "portal", "problem"]
                .contains(&name.as_str());
        let reader = if anybody { Reader::Anybody } else { Reader::Colleague };
        for text in of_template(&fs::read_to_string(&path).unwrap()) {
            count += 1;
            found.extend(marks(&coach, &place, &text, Language::English, reader));
        }
    }
    assert!(count > 500, "{count}");
    assert!(found.is_empty(), "{} marks:\n{}", found.len(), found.join("\n"));
}

#[test]
fn every_mail_and_every_page_for_everybody_passes_the_coach_in_english_and_in_german() {
    let coach = Coach::new();
    let mut found = Vec::new();
    let mut count = 0;
    for (file, language) in [
        ("en.ftl", Language::English),
        ("pages-en.ftl", Language::English),
        ("de.ftl", Language::German),
        ("pages-de.ftl", Language::German),
    ] {
        for (key, text) in of_fluent(&fs::read_to_string(source().join("language").join(file)).unwrap()) {
            count += 1;
            found.extend(marks(&coach, &format!("{file} {key}"), &text, language, Reader::Anybody));
        }
    }
    assert!(count > 500, "{count}");
    assert!(found.is_empty(), "{} marks:\n{}", found.len(), found.join("\n"));
}

#[test]
fn every_refusal_passes_the_coach() {
    let coach = Coach::new();
    let mut found = Vec::new();
    let mut sources = Vec::new();
    files(&source(), ".rs", &mut sources);
    let mut count = 0;
    for path in sources.iter().filter(|path| !path.ends_with("own_texts.rs")) {
        let place = path.strip_prefix(source()).unwrap().display().to_string();
        for text in of_source(&fs::read_to_string(path).unwrap()) {
            count += 1;
            found.extend(marks(&coach, &place, &text, Language::English, Reader::Colleague));
        }
    }
    assert!(count > 80, "{count}");
    assert!(found.is_empty(), "{} marks:\n{}", found.len(), found.join("\n"));
}

#[test]
fn the_words_of_a_template_and_of_a_message_are_found() {
    let html = r#"<p{% if x > 1 %} class="a>b"{% endif %}>You <b>broke</b> it, {{ name }}.</p><input placeholder="Obviously">"#;
    assert_eq!(of_template(html), ["Obviously", "You broke it, Ana."]);
    let fluent = "# a remark\nkey = Hello { $name }\nmany =\n    { $count ->\n        [one] One thing\n       *[other] { $count } things\n    }\n";
    let read = of_fluent(fluent);
    assert_eq!(read[0], ("key".to_owned(), "Hello Ana".to_owned()));
    assert!(read[1].1.contains("One thing\n3 things"), "{read:?}");
    assert_eq!(
        of_source("#[error(\"No {0} here.\")]\nerrors.add(\"name\", \"Give it a name\");"),
        ["No Ana here.", "Give it a name"]
    );
    // And the coach would say so.
    assert!(
        !marks(&Coach::new(), "here", "You broke it again.", Language::English, Reader::Colleague).is_empty()
    );
}
