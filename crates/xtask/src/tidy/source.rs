//! A Rust file as the rules see it: words and paths without comments, string literals apart, test code marked.
//!
//! A lexer of a hundred lines, not a parser: it never fails, and a macro body is words like any other.

/// A word or a punctuation mark of the code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    pub text: String,
    pub line: usize,
}

/// A path as written in the code or in a `use`, one entry for each leaf of a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    pub segments: Vec<String>,
    pub line: usize,
}

/// One file, read.
#[derive(Debug, Default)]
pub struct Source {
    pub tokens: Vec<Token>,
    /// Content of each string literal with the line it starts on.
    pub strings: Vec<(usize, String)>,
    pub paths: Vec<Path>,
    /// Inclusive line ranges that exist in test builds only.
    test_lines: Vec<(usize, usize)>,
    is_test_file: bool,
}

impl Source {
    pub fn read(path: &str, text: &str) -> Source {
        let (tokens, strings) = lex(text);
        let name = path.rsplit('/').next().unwrap_or(path);
        let in_folder = |folder: &str| path.split('/').any(|part| part == folder);
        let is_test_file =
            name == "tests.rs" || name == "testing.rs" || in_folder("tests") || in_folder("testing");
        let paths = find_paths(&tokens);
        let test_lines = find_test_lines(&tokens);
        Source { tokens, strings, paths, test_lines, is_test_file }
    }

    /// Whether a line is compiled into test builds only.
    pub fn is_test(&self, line: usize) -> bool {
        self.is_test_file || self.test_lines.iter().any(|(from, to)| (*from..=*to).contains(&line))
    }
}

fn lex(text: &str) -> (Vec<Token>, Vec<(usize, String)>) {
    let chars: Vec<char> = text.chars().collect();
    let at = |i: usize| chars.get(i).copied().unwrap_or('\0');
    let (mut tokens, mut strings) = (Vec::new(), Vec::new());
    let (mut i, mut line) = (0, 1);
    while i < chars.len() {
        let c = at(i);
        let start = i;
        if c == '/' && at(i + 1) == '/' {
            while i < chars.len() && at(i) != '\n' {
                i += 1;
            }
        } else if c == '/' && at(i + 1) == '*' {
            let mut depth = 0;
            loop {
                match (at(i), at(i + 1)) {
                    ('/', '*') => (depth, i) = (depth + 1, i + 2),
                    ('*', '/') => (depth, i) = (depth - 1, i + 2),
                    _ => i += 1,
                }
                if depth == 0 || i >= chars.len() {
                    break;
                }
            }
        } else if let Some(hashes) = raw_string(&chars, i) {
            // From `r##"` to `"##`.
            while at(i) != '"' {
                i += 1;
            }
            let from = i + 1;
            i = from;
            while i < chars.len() && !(at(i) == '"' && (1..=hashes).all(|n| at(i + n) == '#')) {
                i += 1;
            }
            strings.push((line, chars[from..i.min(chars.len())].iter().collect()));
            i += 1 + hashes;
        } else if c == '"' {
            i += 1;
            while i < chars.len() && at(i) != '"' {
                i += if at(i) == '\\' { 2 } else { 1 };
            }
            strings.push((line, chars[(start + 1)..i.min(chars.len())].iter().collect()));
            i += 1;
        } else if c == '\'' && (at(i + 1) == '\\' || at(i + 2) == '\'') {
            i += 2;
            while i < chars.len() && at(i) != '\'' {
                i += 1;
            }
            i += 1;
        } else if c.is_alphanumeric() || c == '_' {
            while at(i).is_alphanumeric() || at(i) == '_' {
                i += 1;
            }
            tokens.push(Token { text: chars[start..i].iter().collect(), line });
        } else if c == ':' && at(i + 1) == ':' {
            i += 2;
            tokens.push(Token { text: "::".to_owned(), line });
        } else {
            i += 1;
            if !c.is_whitespace() {
                tokens.push(Token { text: c.to_string(), line });
            }
        }
        line += chars[start..i.min(chars.len())].iter().filter(|c| **c == '\n').count();
    }
    (tokens, strings)
}

/// The number of hashes when a raw string starts here.
fn raw_string(chars: &[char], start: usize) -> Option<usize> {
    let at = |i: usize| chars.get(i).copied().unwrap_or('\0');
    if start > 0 && (at(start - 1).is_alphanumeric() || at(start - 1) == '_') {
        return None;
    }
    let mut i = start;
    if matches!(at(i), 'b' | 'c') {
        i += 1;
    }
    if at(i) != 'r' {
        return None;
    }
    let hashes = (i + 1..).take_while(|n| at(*n) == '#').count();
    (at(i + 1 + hashes) == '"').then_some(hashes)
}

fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

fn find_paths(tokens: &[Token]) -> Vec<Path> {
    let text = |i: usize| tokens.get(i).map_or("", |token| token.text.as_str());
    let mut paths = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        if text(i) == "use" {
            i = use_tree(tokens, i + 1, &[], &mut paths);
        } else if is_word(text(i)) && text(i + 1) == "::" && (i == 0 || text(i - 1) != "::") {
            let line = tokens[i].line;
            let mut segments = vec![text(i).to_owned()];
            while text(i + 1) == "::" && is_word(text(i + 2)) {
                segments.push(text(i + 2).to_owned());
                i += 2;
            }
            paths.push(Path { segments, line });
            i += 1;
        } else {
            i += 1;
        }
    }
    paths
}

/// Reads one branch of a `use` tree from `i` on, and answers where it ends.
fn use_tree(tokens: &[Token], mut i: usize, prefix: &[String], paths: &mut Vec<Path>) -> usize {
    let mut segments = prefix.to_vec();
    let line = tokens.get(i).map_or(0, |token| token.line);
    while let Some(token) = tokens.get(i) {
        match token.text.as_str() {
            "{" => {
                i += 1;
                while tokens.get(i).is_some_and(|token| token.text != "}" && token.text != ";") {
                    i = use_tree(tokens, i, &segments, paths);
                    if tokens.get(i).is_some_and(|token| token.text == ",") {
                        i += 1;
                    }
                }
                return i + 1;
            }
            "," | "}" | ";" => break,
            "as" => i += 1,
            "::" | "*" => {}
            word => segments.push(word.to_owned()),
        }
        i += 1;
    }
    paths.push(Path { segments, line });
    i
}

/// Items under `#[cfg(test)]`, `#[cfg(any(test, …))]` and `#[test]`.
fn find_test_lines(tokens: &[Token]) -> Vec<(usize, usize)> {
    let text = |i: usize| tokens.get(i).map_or("", |token| token.text.as_str());
    let mut found = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        if !(text(i) == "#" && text(i + 1) == "[") {
            i += 1;
            continue;
        }
        let from = tokens[i].line;
        let end = closing(tokens, i + 1, "[", "]");
        let words = || (i + 2..end).map(text);
        let is_test = text(i + 2) == "test"
            || (text(i + 2) == "cfg"
                && words().any(|word| word == "test")
                && !words().any(|word| word == "not"));
        i = end + 1;
        if is_test {
            while i < tokens.len() && text(i) != "{" && text(i) != ";" {
                i += 1;
            }
            if text(i) == "{" {
                i = closing(tokens, i, "{", "}");
            }
            found.push((from, tokens.get(i).map_or(usize::MAX, |token| token.line)));
        }
    }
    found
}

/// The index of the bracket that closes the one at `open_at`.
pub fn closing(tokens: &[Token], open_at: usize, open: &str, close: &str) -> usize {
    let mut depth = 0_usize;
    for (i, token) in tokens.iter().enumerate().skip(open_at) {
        if token.text == open {
            depth += 1;
        } else if token.text == close {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return i;
            }
        }
    }
    tokens.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(text: &str) -> Vec<String> {
        Source::read("a.rs", text).paths.into_iter().map(|path| path.segments.join("::")).collect()
    }

    #[test]
    fn a_use_tree_is_read_leaf_by_leaf() {
        let text = "use crate::{ticket::{self, store}, person::Actor as Asker};\nuse std::fs;";
        let leaves = ["crate::ticket::self", "crate::ticket::store", "crate::person::Actor", "std::fs"];
        assert_eq!(paths(text), leaves);
    }

    #[test]
    fn paths_in_code_count_and_paths_in_comments_and_strings_do_not() {
        let text = "// a::b\nfn f<'a>() { let c = '\"'; crate::x::y(r#\"d::e\"#, \"f::g\"); /* h::i */ }";
        assert_eq!(paths(text), ["crate::x::y"]);
    }

    #[test]
    fn strings_keep_their_line() {
        let source = Source::read("a.rs", "\nlet a = \"one\\\"\ntwo\";\nlet b = r\"three\";");
        assert_eq!(source.strings, [(2, "one\\\"\ntwo".to_owned()), (4, "three".to_owned())]);
    }

    #[test]
    fn test_modules_and_test_files_are_told_from_the_program() {
        let source = Source::read("a.rs", "fn a() {}\n#[cfg(test)]\nmod tests {\n fn b() {}\n}\nfn c() {}");
        let lines: Vec<bool> = (1..=6).map(|line| source.is_test(line)).collect();
        assert_eq!(lines, [false, true, true, true, true, false]);
        assert!(Source::read("crates/a/src/ticket/tests.rs", "fn a() {}").is_test(1));
        assert!(!Source::read("a.rs", "#[cfg(not(test))]\nfn a() {}").is_test(2));
    }
}
