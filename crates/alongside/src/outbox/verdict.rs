//! What a try to send means for the mail: done, again later, or never. Pure.

use crate::clock::At;
use crate::outgoing::{GIVE_UP_AFTER, OutgoingKind, backoff};
use crate::person::LINK_LENGTH;
use smtp::client::SendFailed;

/// A mail is not given up before it was tried this often, however old it is: “send again” on an old one means it.
const ATTEMPTS_MIN: i64 = 12;
/// A server that cannot be reached is left alone for this long before the next mail is tried on it.
pub const REST: i64 = 20 * crate::clock::SECOND;
const ANSWER_LENGTH_MAX: usize = 400;

/// What becomes of a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    Sent {
        answer: String,
    },
    Later {
        due: At,
        answer: String,
    },
    Failed {
        answer: String,
        /// The address itself is wrong: no mail will ever get there.
        bad_address: bool,
    },
    Cancelled,
    /// Not tried at all; it waits as before.
    Untried,
    /// Not ours to send any more: another node may have it.
    Lost,
}

/// What the queue knows of a mail that was tried.
#[derive(Clone, Copy, Debug)]
pub struct Tried {
    pub kind: OutgoingKind,
    pub created_at: At,
    /// With this one.
    pub attempts: i64,
}

/// The verdict on a mail the server (or the way there) refused.
pub fn on_failure(failed: &SendFailed, tried: Tried, now: At) -> Verdict {
    let answer = answer(failed);
    if failed.permanent {
        let bad_address = failed.enhanced.as_deref().is_some_and(is_bad_address);
        return Verdict::Failed { answer, bad_address };
    }
    later(answer, tried, now)
}

/// Tries again when the time has come, or gives up.
pub fn later(answer: String, tried: Tried, now: At) -> Verdict {
    let age = now.since(tried.created_at);
    if is_stale(tried, now) || age >= GIVE_UP_AFTER && tried.attempts >= ATTEMPTS_MIN {
        return Verdict::Failed { answer: short(&answer), bad_address: false };
    }
    Verdict::Later { due: now.plus(backoff(tried.attempts)), answer: short(&answer) }
}

/// A link to sign in that has run out helps nobody.
pub fn is_stale(tried: Tried, now: At) -> bool {
    tried.kind == OutgoingKind::SignInLink && now.since(tried.created_at) >= LINK_LENGTH
}

/// Whether the trouble is with the server or our account there, so that other mails would meet it too.
pub fn concerns_all(failed: &SendFailed) -> bool {
    !failed.permanent && matches!(failed.code, None | Some(421 | 530 | 534 | 535 | 538))
}

/// Whether a refusal of mail from the null sender may be about that sender: servers that let only known
/// addresses send often refuse it.
pub fn may_be_the_sender(failed: &SendFailed) -> bool {
    failed.permanent && failed.code.is_some() && !is_about_recipient(failed)
}

/// `5.1.1` to `5.1.6`, `5.2.…`: nobody there, or not able to take mail (RFC 3463, 3.2 and 3.3).
fn is_about_recipient(failed: &SendFailed) -> bool {
    let code = failed.enhanced.as_deref().unwrap_or_default();
    code.starts_with("5.2.") || is_bad_address(code)
}

fn is_bad_address(code: &str) -> bool {
    matches!(code, "5.1.1" | "5.1.2" | "5.1.3" | "5.1.4" | "5.1.6" | "5.1.10")
}

/// What was said, for the person who looks at the queue: one line, bounded.
pub fn answer(failed: &SendFailed) -> String {
    let code = failed.code.filter(|code| !failed.text.contains(&code.to_string()));
    short(&match code {
        Some(code) => format!("{code} {}", failed.text),
        None => failed.text.clone(),
    })
}

pub fn short(text: &str) -> String {
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect();
    words.join(" ").chars().take(ANSWER_LENGTH_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{DAY, MINUTE};

    fn failed(permanent: bool, code: Option<u16>, enhanced: Option<&str>) -> SendFailed {
        SendFailed { permanent, code, text: "no".to_owned(), enhanced: enhanced.map(str::to_owned) }
    }

    fn tried(attempts: i64) -> Tried {
        Tried { kind: OutgoingKind::Reply, created_at: At(0), attempts }
    }

    #[test]
    fn a_firm_no_is_final_and_a_wrong_address_is_remembered() {
        let no = on_failure(&failed(true, Some(554), None), tried(1), At(0));
        assert_eq!(no, Verdict::Failed { answer: "554 no".to_owned(), bad_address: false });
        let nobody = on_failure(&failed(true, Some(550), Some("5.1.1")), tried(1), At(0));
        assert!(matches!(nobody, Verdict::Failed { bad_address: true, .. }));
    }

    #[test]
    fn a_refusal_of_our_own_address_does_not_flag_the_recipient() {
        for code in ["5.1.7", "5.1.8"] {
            let ours = on_failure(&failed(true, Some(550), Some(code)), tried(1), At(0));
            assert!(matches!(ours, Verdict::Failed { bad_address: false, .. }), "{code}");
        }
    }

    #[test]
    fn a_passing_trouble_is_tried_again_for_days_and_then_given_up() {
        let trouble = failed(false, Some(451), None);
        let soon = on_failure(&trouble, tried(1), At(0));
        assert_eq!(soon, Verdict::Later { due: At(backoff(1)), answer: "451 no".to_owned() });
        assert!(matches!(on_failure(&trouble, tried(30), At(3 * DAY)), Verdict::Later { .. }));
        assert!(matches!(on_failure(&trouble, tried(30), At(5 * DAY)), Verdict::Failed { .. }));
        assert!(
            matches!(on_failure(&trouble, tried(1), At(5 * DAY)), Verdict::Later { .. }),
            "an old mail that is sent again gets its tries"
        );
    }

    #[test]
    fn a_link_is_not_sent_after_it_ran_out() {
        let link = Tried { kind: OutgoingKind::SignInLink, ..tried(2) };
        assert!(matches!(later("down".to_owned(), link, At(MINUTE)), Verdict::Later { .. }));
        assert!(matches!(later("down".to_owned(), link, At(15 * MINUTE)), Verdict::Failed { .. }));
    }

    #[test]
    fn trouble_with_one_mail_is_told_from_trouble_with_the_server() {
        assert!(concerns_all(&failed(false, None, None)) && concerns_all(&failed(false, Some(535), None)));
        assert!(!concerns_all(&failed(false, Some(451), None)) && !concerns_all(&failed(true, None, None)));
    }
}
