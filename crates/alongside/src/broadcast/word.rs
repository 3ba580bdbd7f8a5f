//! The words in links that need no sign-in: what they are about, and a signature that nobody else can make. Nothing is
//! stored for them, so a link works as long as the key in the data folder does.

use subtle::ConstantTimeEq;

/// Bytes of the signature in a word: 128 bits, which nobody guesses over a network.
const SIGNATURE: usize = 16;

/// What words are for.
pub const UNSUBSCRIBE: &str = "unsubscribe";
pub const ACKNOWLEDGE: &str = "acknowledge";
/// “Does it work for you now?”
pub const WORKS: &str = "works";

/// The purpose of the key that signs words, derived from the key in the data folder.
pub const KEY: &str = "link words";

/// `12.7.k3…`: the numbers and a signature of them for this purpose.
pub fn sign(key: &[u8; 32], purpose: &str, numbers: &[i64]) -> String {
    let mut word: String = numbers.iter().map(|n| format!("{n}.")).collect();
    word.push_str(&signature(key, purpose, numbers));
    word
}

/// The numbers of a word that was signed for this purpose; none when it was not.
pub fn open(key: &[u8; 32], purpose: &str, word: &str) -> Option<Vec<i64>> {
    let (numbers, given) = word.rsplit_once('.')?;
    let numbers: Vec<i64> = numbers.split('.').map(|n| n.parse().ok()).collect::<Option<_>>()?;
    if numbers.len() > 4 {
        return None;
    }
    let right = signature(key, purpose, &numbers);
    bool::from(right.as_bytes().ct_eq(given.as_bytes())).then_some(numbers)
}

fn signature(key: &[u8; 32], purpose: &str, numbers: &[i64]) -> String {
    let mut hasher = blake3::Hasher::new_keyed(key);
    hasher.update(&u64::try_from(purpose.len()).unwrap_or(u64::MAX).to_le_bytes());
    hasher.update(purpose.as_bytes());
    for number in numbers {
        hasher.update(&number.to_le_bytes());
    }
    let hash = hasher.finalize();
    hash.as_bytes()[..SIGNATURE].iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_opens_only_for_its_own_purpose_key_and_numbers() {
        let word = sign(&[7; 32], "acknowledge", &[12, 7]);
        assert_eq!(open(&[7; 32], "acknowledge", &word), Some(vec![12, 7]));
        assert_eq!(open(&[7; 32], "unsubscribe", &word), None);
        assert_eq!(open(&[8; 32], "acknowledge", &word), None);
        assert_eq!(open(&[7; 32], "acknowledge", &word.replacen("12", "13", 1)), None);
        for bad in ["", ".", "1", "1.", "x.1", "1.2.3.4.5.6", &word[..word.len() - 1]] {
            assert_eq!(open(&[7; 32], "acknowledge", bad), None, "{bad}");
        }
    }
}
