//! The file: TOML with the place of every value, every mistake kept.

use super::given::{Found, Given, KEYS, Key, Mistake, Place};
use super::nearest::nearest;
use std::path::Path;
use toml::de::{DeInteger, DeTable, DeValue};

/// A file of settings is short; anything longer is another file.
const BYTES_MAX: u64 = 1024 * 1024;

/// What the file gives, in its order, and what is wrong with it.
pub fn read(path: &Path) -> (Vec<Given>, Vec<Mistake>) {
    let whole = |what: String| (Vec::new(), vec![Mistake { place: Place::WholeFile(path.to_owned()), what }]);
    match std::fs::metadata(path) {
        Ok(about) if about.is_dir() => return whole("this is a folder, not a file of settings".to_owned()),
        Ok(about) if about.len() > BYTES_MAX => return whole("this is too large for settings".to_owned()),
        Ok(_) => {}
        Err(error) => return whole(format!("cannot be read: {error}")),
    }
    match std::fs::read_to_string(path) {
        Ok(text) => parse(path, &text),
        Err(error) => whole(format!("cannot be read: {error}")),
    }
}

pub(super) fn parse(path: &Path, text: &str) -> (Vec<Given>, Vec<Mistake>) {
    let place = |at: usize| {
        let line = 1 + text.get(..at.min(text.len())).map_or(0, |before| before.matches('\n').count());
        Place::File { path: path.to_owned(), line }
    };
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut mistakes: Vec<Mistake> = errors
        .iter()
        .map(|error| Mistake {
            place: error.span().map_or(Place::WholeFile(path.to_owned()), |span| place(span.start)),
            what: error.message().replace('\n', " "),
        })
        .collect();
    let mut given = Vec::new();
    if errors.is_empty() {
        walk("", table.get_ref(), &place, &mut given, &mut mistakes);
    }
    given.sort_by_key(|one| line_of(&one.place));
    mistakes.sort_by_key(|one| line_of(&one.place));
    (given, mistakes)
}

fn line_of(place: &Place) -> usize {
    match place {
        Place::File { line, .. } => *line,
        _ => 0,
    }
}

fn walk(
    prefix: &str,
    table: &DeTable,
    place: &dyn Fn(usize) -> Place,
    given: &mut Vec<Given>,
    mistakes: &mut Vec<Mistake>,
) {
    for (name, value) in table {
        let full = format!("{prefix}{}", name.get_ref());
        let at = place(name.span().start);
        match (Key::find(&full), value.get_ref()) {
            (Some(key), value) => given.push(Given { key, found: found(value), place: at }),
            (None, DeValue::Table(inner)) if prefix.is_empty() && is_table(&full) => {
                walk(&format!("{full}."), inner, place, given, mistakes);
            }
            (None, value) => mistakes.push(Mistake { place: at, what: unknown(&full, value) }),
        }
    }
}

fn is_table(name: &str) -> bool {
    KEYS.iter().any(|key| key.name.split_once('.').is_some_and(|(table, _)| table == name))
}

fn unknown(name: &str, value: &DeValue) -> String {
    let what = if matches!(value, DeValue::Table(_)) { "table" } else { "setting" };
    let name: String = name.chars().filter(|c| !c.is_control()).take(60).collect();
    match nearest(&name, KEYS.iter().map(|key| key.name)) {
        Some(near) => format!("{name}: there is no such {what}; did you mean {near}?"),
        None => format!("{name}: there is no such {what}; `alongside config show` lists them all"),
    }
}

fn found(value: &DeValue) -> Found {
    match value {
        DeValue::String(text) => Found::Text(text.as_ref().to_owned()),
        DeValue::Integer(number) => integer(number),
        DeValue::Float(_) => Found::Other("a fraction"),
        DeValue::Boolean(_) => Found::Other("true or false"),
        DeValue::Datetime(_) => Found::Other("a date"),
        DeValue::Array(_) => Found::Other("a list"),
        DeValue::Table(_) => Found::Other("a table"),
    }
}

fn integer(number: &DeInteger) -> Found {
    i64::from_str_radix(number.as_str(), number.radix())
        .map_or(Found::Other("a very large number"), Found::Integer)
}
