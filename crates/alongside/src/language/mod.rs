//! The words we say in people's own languages, by key, from the Fluent files beside this one. Knows no mail and
//! no page: a key and its arguments go in, a sentence comes out.

mod date;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::sync::OnceLock;

::store::text_enum! {
    /// A language we speak. The first one answers where another has no words.
    pub enum Language {
        English = "en",
        German = "de",
        French = "fr",
        Spanish = "es",
        Dutch = "nl",
        Swedish = "sv",
    }
}

/// What goes into a sentence.
#[derive(Clone, Copy, Debug)]
pub enum Arg<'a> {
    Text(&'a str),
    /// Decides between one and many.
    Count(i64),
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Arg::Text(text)
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Arg::Text(text)
    }
}

impl From<i64> for Arg<'_> {
    fn from(count: i64) -> Self {
        Arg::Count(count)
    }
}

/// Languages of a browser's list that are looked at; nobody speaks more.
const WANTED_MAX: usize = 20;

type Bundle = FluentBundle<FluentResource>;

impl Language {
    /// The language we speak that is nearest to a tag of RFC 5646 (`de-AT` is German); English when none is.
    pub fn for_person(tag: &str) -> Language {
        Language::known(tag).unwrap_or(Language::English)
    }

    /// The language of a tag, if we speak it.
    pub fn known(tag: &str) -> Option<Language> {
        let main = tag.trim().split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        main.parse().ok()
    }

    /// What a browser would like best of what we speak, by its `Accept-Language` (RFC 9110, section 12.5.4).
    pub fn wanted(header: &str) -> Option<Language> {
        let mut best: Option<(f32, Language)> = None;
        for part in header.split(',').take(WANTED_MAX) {
            let (tag, rest) = part.split_once(';').unwrap_or((part, ""));
            let weight = match rest.trim().strip_prefix("q=") {
                Some(q) => q.trim().parse::<f32>().unwrap_or(0.0),
                None => 1.0,
            };
            if let Some(language) = Language::known(tag)
                && weight > 0.0
                && best.is_none_or(|(most, _)| weight > most)
            {
                best = Some((weight, language));
            }
        }
        best.map(|(_, language)| language)
    }

    /// What it calls itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Language::English => "English",
            Language::German => "Deutsch",
            Language::French => "Français",
            Language::Spanish => "Español",
            Language::Dutch => "Nederlands",
            Language::Swedish => "Svenska",
        }
    }

    /// The way it is written, for HTML's `dir`: `ltr` or `rtl`.
    pub fn direction(self) -> &'static str {
        match self {
            Language::English
            | Language::German
            | Language::French
            | Language::Spanish
            | Language::Dutch
            | Language::Swedish => "ltr",
        }
    }

    /// The sentence under `key`; in English where this language lacks it, and the key itself where all do.
    pub fn text(self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        let mut values = FluentArgs::with_capacity(args.len());
        for (name, arg) in args {
            let value = match arg {
                Arg::Text(text) => FluentValue::from(*text),
                Arg::Count(count) => FluentValue::from(*count),
            };
            values.set(*name, value);
        }
        [self, Language::English]
            .into_iter()
            .find_map(|language| language.format(key, &values))
            .unwrap_or_else(|| key.to_owned())
    }

    fn format(self, key: &str, args: &FluentArgs<'_>) -> Option<String> {
        let bundle = self.bundle();
        let pattern = bundle.get_message(key)?.value()?;
        let mut faults = Vec::new();
        let text = bundle.format_pattern(pattern, Some(args), &mut faults).into_owned();
        if !faults.is_empty() {
            tracing::warn!(key, language = self.as_str(), ?faults, "a sentence lacks an argument");
        }
        Some(text)
    }

    /// Every key, for tests that look at whole pages.
    #[cfg(test)]
    pub fn all_keys() -> Vec<String> {
        tests::keys(Language::English).into_keys().collect()
    }

    fn source(self) -> &'static str {
        match self {
            Language::English => concat!(include_str!("en.ftl"), include_str!("pages-en.ftl")),
            Language::German => concat!(include_str!("de.ftl"), include_str!("pages-de.ftl")),
            Language::French => concat!(include_str!("fr.ftl"), include_str!("pages-fr.ftl")),
            Language::Spanish => concat!(include_str!("es.ftl"), include_str!("pages-es.ftl")),
            Language::Dutch => concat!(include_str!("nl.ftl"), include_str!("pages-nl.ftl")),
            Language::Swedish => concat!(include_str!("sv.ftl"), include_str!("pages-sv.ftl")),
        }
    }

    fn bundle(self) -> &'static Bundle {
        static BUNDLES: [OnceLock<Bundle>; 6] = [const { OnceLock::new() }; 6];
        BUNDLES[self as usize].get_or_init(|| {
            let tag = self.as_str().parse().unwrap_or_default();
            let mut bundle = FluentBundle::new_concurrent(vec![tag]);
            // The marks around arguments show as boxes in some mail programs; HTML has <bdi> for this.
            bundle.set_use_isolating(false);
            // What cannot be read is left out, and English answers for it; a test reads every file strictly.
            let resource = match FluentResource::try_new(self.source().to_owned()) {
                Ok(resource) | Err((resource, _)) => resource,
            };
            bundle.add_resource_overriding(resource);
            bundle
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    /// Each key with the arguments its sentence names, in order and once.
    pub(super) fn keys(language: Language) -> BTreeMap<String, Vec<String>> {
        let mut keys: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut key = String::new();
        for line in language.source().lines() {
            let starts = line.chars().next().is_some_and(|c| c.is_ascii_lowercase());
            if let Some((name, _)) = line.split_once(" =")
                && starts
            {
                key = name.to_owned();
                assert!(keys.insert(key.clone(), Vec::new()).is_none(), "{language} has {key} twice");
            }
            let mut arguments: Vec<String> = line
                .split('$')
                .skip(1)
                .map(|rest| rest.chars().take_while(char::is_ascii_lowercase).collect())
                .collect();
            if let Some(list) = keys.get_mut(&key) {
                list.append(&mut arguments);
                list.sort();
                list.dedup();
            }
        }
        keys
    }

    #[test]
    fn all_languages_have_the_same_keys_with_the_same_arguments() {
        let english = keys(Language::English);
        assert!(english.len() > 200);
        for language in Language::all() {
            assert!(
                FluentResource::try_new(language.source().to_owned()).is_ok(),
                "{language} is not Fluent"
            );
            assert_eq!(keys(*language), english, "{language}");
        }
    }

    #[test]
    fn every_sentence_comes_out_whole_in_every_language() {
        for language in Language::all() {
            for (key, arguments) in keys(*language) {
                for count in [1, 2] {
                    let mut values = FluentArgs::new();
                    for name in &arguments {
                        match name.as_str() {
                            "count" | "minutes" | "day" => values.set(name.as_str(), count),
                            other => values.set(other, "Zwiebel"),
                        }
                    }
                    let bundle = language.bundle();
                    let pattern = bundle.get_message(&key).unwrap().value().unwrap();
                    let mut faults = Vec::new();
                    let text = bundle.format_pattern(pattern, Some(&values), &mut faults);
                    assert!(faults.is_empty() && !text.trim().is_empty(), "{language} {key}: {faults:?}");
                    assert!(!text.contains(['{', '}', '\u{2068}']), "{language} {key}: {text}");
                    let first = arguments.iter().all(|a| ["count", "minutes", "day"].contains(&a.as_str()));
                    assert!(first || text.contains("Zwiebel"), "{language} {key}: {text}");
                }
            }
        }
    }

    #[test]
    fn one_and_many_differ_and_a_language_is_found_by_its_region_too() {
        let english = Language::for_person("en-GB");
        assert!(english.text("attachments-apart", &[("count", 1.into())]).starts_with("One file is"));
        assert!(english.text("attachments-apart", &[("count", 3.into())]).starts_with("3 files are"));
        assert_eq!(Language::for_person("de-AT"), Language::German);
        assert_eq!(Language::for_person("SV_se"), Language::Swedish);
        assert_eq!(Language::for_person("tlh"), Language::English);
        assert_eq!(Language::for_person(""), Language::English);
    }

    #[test]
    fn a_browser_gets_the_language_it_likes_best_of_those_we_speak() {
        let wanted = Language::wanted;
        assert_eq!(wanted("de-AT,de;q=0.9,en;q=0.8"), Some(Language::German));
        assert_eq!(wanted("tlh, fr;q=0.4, nl-BE;q=0.7, en;q=0.1"), Some(Language::Dutch));
        assert_eq!(wanted("sv;q=0, *"), None);
        for nonsense in ["", ";;;,,,", "de;q=x", "de;q=NaN", &"a,".repeat(100_000)] {
            assert_eq!(wanted(nonsense), None);
        }
    }

    /// A page that would say a key that is not there is found here, not by a reader.
    #[test]
    fn every_key_that_a_template_asks_for_is_there() {
        let english = keys(Language::English);
        let mut asked = 0;
        let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap().flatten() {
                let path = entry.path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                if path.extension().is_none_or(|e| e != "html" && e != "rs") {
                    continue;
                }
                let text = std::fs::read_to_string(&path).unwrap();
                for call in ["t.say(\"", "t.with(\"", "t.count(\"", "t.rich(\""] {
                    for rest in text.split(call).skip(1) {
                        let key = rest.split('"').next().unwrap();
                        assert!(english.contains_key(key), "{}: {key}", path.display());
                        asked += 1;
                    }
                }
            }
        }
        assert!(asked > 120, "only {asked}");
    }

    #[test]
    fn a_key_nobody_knows_shows_itself_rather_than_nothing() {
        assert_eq!(Language::French.text("no-such-key", &[]), "no-such-key");
    }
}
