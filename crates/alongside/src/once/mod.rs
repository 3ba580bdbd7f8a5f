//! Doing a thing once though it is asked for twice: a key of the asker's own stands for a request and for how it was
//! answered. The API's callers choose their keys; our forms carry one each, so that a double press, a page sent again
//! and an answer lost on the way make one ticket and one reply. Knows neither tickets nor pages.

pub mod store;

pub use store::{Claimed, answer, claim, sweep};

use crate::clock::At;
use crate::ids::PersonId;
use ::store::{Error, Tx};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Longest key that a form of ours carries.
const KEY_LENGTH_MAX: usize = 64;
/// How the key's row says that a page was answered (303 See Other).
const SEE_OTHER: u16 = 303;

/// One press of a button: the key of its form together with what was in it. Other words under the same key are
/// another press, since whoever goes back and writes something else means it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Press {
    key: String,
    hash: [u8; 32],
}

impl Press {
    /// `form` names the form; none when the form carries no key.
    pub fn new<'a>(form: &'a str, key: &str, parts: impl IntoIterator<Item = &'a str>) -> Option<Press> {
        if key.is_empty() || key.len() > KEY_LENGTH_MAX || !key.bytes().all(|b| b.is_ascii_graphic()) {
            return None;
        }
        let mut hasher = blake3::Hasher::new();
        for part in std::iter::once(form).chain(parts) {
            // The length goes first, so that words cannot move from one field to the next.
            hasher.update(&part.len().to_le_bytes()).update(part.as_bytes());
        }
        let hash = hasher.finalize();
        Some(Press { key: format!("form:{key}:{}", hash.to_hex()), hash: *hash.as_bytes() })
    }
}

/// Does it the first time, and later answers what came of it then. When `act` refuses, nothing is kept: give the unit
/// of work (or the attempt around this) up.
pub fn once<T, E>(
    tx: &mut Tx,
    person: PersonId,
    press: Option<&Press>,
    now: At,
    act: impl FnOnce(&mut Tx) -> Result<T, E>,
) -> Result<T, E>
where
    T: Serialize + DeserializeOwned,
    E: From<Error>,
{
    let Some(press) = press else { return act(tx) };
    if let Claimed::Answered(kept) = claim(tx, person, &press.key, &press.hash, now)?
        && let Ok(before) = serde_json::from_str(&kept)
    {
        return Ok(before);
    }
    let done = act(tx)?;
    answer(tx, person, &press.key, SEE_OTHER, &serde_json::to_string(&done).unwrap_or_default())?;
    Ok(done)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::DAY;
    use crate::testing::Desk;

    fn press(key: &str, words: &[&str]) -> Option<Press> {
        Press::new("ask", key, words.iter().copied())
    }

    #[test]
    fn a_press_is_its_key_and_its_words() {
        let one = press("k", &["ab", "c"]);
        assert!(one.is_some());
        assert_eq!(one, press("k", &["ab", "c"]));
        for other in [press("k", &["a", "bc"]), press("k", &["ab", "c", ""]), press("l", &["ab", "c"])] {
            assert_ne!(one, other);
        }
        assert_ne!(one, Press::new("reply", "k", ["ab", "c"]));
        for bad in ["", "two words", &"x".repeat(65)] {
            assert_eq!(press(bad, &[]), None, "{bad}");
        }
    }

    #[test]
    fn the_second_press_hears_what_came_of_the_first_and_a_refusal_is_not_remembered() {
        let desk = Desk::new();
        let (ana, eve) = (desk.ana.id, desk.eve.id);
        let mut runs = 0;
        let mut go = |who, key: &str, refused: bool| {
            let (press, now) = (press(key, &["words"]), desk.now());
            runs += 1;
            let given = runs;
            desk.write(move |tx| {
                once(tx, who, press.as_ref(), now, |_| if refused { Err(Error::Busy) } else { Ok(given) })
            })
            .ok()
        };
        assert_eq!(go(ana, "k", true), None);
        assert_eq!(go(ana, "k", false), Some(2), "a refusal leaves the key free");
        assert_eq!(go(ana, "k", false), Some(2));
        assert_eq!(go(eve, "k", false), Some(4), "a key is its person's own");
        assert_eq!(go(ana, "", false), Some(5), "without a key all is done");
        assert_eq!(go(ana, "", false), Some(6));
        desk.passes(DAY);
        assert_eq!(go(ana, "k", false), Some(7), "a key stands for a day");
    }
}
