//! The token of a link for an address that nobody here has yet: all it needs travels in it, sealed, so that asking
//! for a link leaves no person behind. Pure but for the seal's nonce.

use crate::clock::At;
use crate::secret::{self, Key};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Invitation {
    pub invited: String,
    pub next: String,
    pub until: At,
}

impl Invitation {
    pub fn to_token(&self, key: &Key) -> Result<String, secret::Error> {
        key.seal(&serde_json::to_string(self).unwrap_or_default())
    }

    /// None when it is not ours or has run out.
    pub fn from_token(key: &Key, token: &str, now: At) -> Option<Invitation> {
        if token.len() > 2_000 {
            return None;
        }
        let invitation: Invitation = serde_json::from_str(&key.open(token).ok()?).ok()?;
        (now < invitation.until).then_some(invitation)
    }

    /// What is remembered of a token once it is used.
    pub fn fingerprint(token: &str) -> String {
        secret::token_hash(token).iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invitation_is_read_until_it_runs_out_and_only_with_our_key() {
        let key = Key::from_bytes([1; 32]);
        let invitation =
            Invitation { invited: "new@example.org".into(), next: "/ask".into(), until: At(1_000) };
        let token = invitation.to_token(&key).unwrap();
        assert_eq!(Invitation::from_token(&key, &token, At(999)), Some(invitation));
        assert_eq!(Invitation::from_token(&key, &token, At(1_000)), None);
        assert_eq!(Invitation::from_token(&Key::from_bytes([2; 32]), &token, At(1)), None);
        assert_eq!(Invitation::from_token(&key, "nonsense", At(1)), None);
    }
}
