//! How long a mail is kept as it came. What people see of it (text, HTML, files) is on its ticket and stays; the bytes
//! with all their headers go after a while, oldest first, in small units of work.

use super::RawMailId;
use super::store::{forget_bytes, past};
use crate::app::App;
use crate::clock::DAY;
use crate::setting;
use ::store::{Conn, Error, Tx};

pub const DAYS_DEFAULT: i64 = 90;
/// A hundred years; more is for ever.
pub const DAYS_MAX: i64 = 36_500;

/// Mails looked at in one unit.
const LOOKED_AT: i64 = 500;
/// Mails and bytes forgotten in one unit: other writers get their turn in between.
const FORGOTTEN_AT_ONCE: usize = 50;
const BYTES_AT_ONCE: i64 = 8 * 1024 * 1024;

/// For how many days mails are kept as they came; 0: for ever.
///
/// # Errors
/// When the database does not answer.
pub fn days(conn: &mut Conn) -> Result<i64, Error> {
    let kept = setting::get(conn, setting::name::RAW_MAIL_DAYS)?;
    Ok(kept.and_then(|days| days.parse().ok()).unwrap_or(DAYS_DEFAULT).clamp(0, DAYS_MAX))
}

/// Forgets the bytes of mails that were taken in longer ago than the setting says; how many there were. Mail that needs
/// a look is never forgotten.
///
/// # Errors
/// When the database does not answer.
pub async fn forget_old(app: &App) -> Result<u64, Error> {
    let days = app.db.read(days).await?;
    if days == 0 {
        return Ok(0);
    }
    let before = app.clock.now().plus(-days.saturating_mul(DAY));
    let (mut after, mut forgotten) = (RawMailId(0), 0);
    while let Some(found) = app.db.read(move |conn| past(conn, before, after, LOOKED_AT)).await? {
        after = found.last;
        for portion in portions(found.over) {
            let unit = move |tx: &mut Tx| {
                let mut count = 0;
                for id in &portion {
                    count += u64::from(forget_bytes(tx, *id)?);
                }
                Ok::<_, Error>(count)
            };
            forgotten += app.db.write(unit).await?;
        }
    }
    Ok(forgotten)
}

/// Small units: few mails, and not many bytes (a larger one comes alone).
fn portions(mails: Vec<(RawMailId, i64)>) -> Vec<Vec<RawMailId>> {
    let mut portions: Vec<Vec<RawMailId>> = Vec::new();
    let mut bytes = 0;
    for (id, size) in mails {
        match portions.last_mut() {
            Some(last) if last.len() < FORGOTTEN_AT_ONCE && bytes + size <= BYTES_AT_ONCE => {
                last.push(id);
                bytes += size;
            }
            _ => {
                portions.push(vec![id]);
                bytes = size;
            }
        }
    }
    portions
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inbox::store::{bytes, claim, find, finish, insert};
    use crate::inbox::{NewRaw, RawState, RawVia};
    use crate::testing::Desk;

    #[test]
    fn portions_are_small_in_number_and_in_bytes() {
        let mails = |sizes: &[i64]| (1..).map(RawMailId).zip(sizes.iter().copied()).collect::<Vec<_>>();
        let lengths = |sizes: &[i64]| portions(mails(sizes)).iter().map(Vec::len).collect::<Vec<_>>();
        assert_eq!(lengths(&[1; 120]), [50, 50, 20]);
        assert_eq!(lengths(&[BYTES_AT_ONCE * 2, 1, 2, BYTES_AT_ONCE]), [1, 2, 1]);
        assert_eq!(lengths(&[]), Vec::<usize>::new());
    }

    /// Takes a mail in and leaves it in this state.
    fn mail(desk: &Desk, state: RawState) -> RawMailId {
        let now = desk.now();
        desk.write(move |tx| {
            let new = NewRaw {
                via: RawVia::Command,
                peer: String::new(),
                envelope_from: String::new(),
                envelope_to: vec!["help@desk.example".to_owned()],
                raw: b"Subject: x\r\n\r\nwords".to_vec(),
                source_key: None,
            };
            let id = insert(tx, &new, now)?;
            let ours = claim(tx, now, now, 100, i64::MAX)?.into_iter().find(|claim| claim.id == id);
            assert!(finish(tx, &ours.expect("the claim"), state, "", None, None)?);
            Ok::<_, Error>(id)
        })
        .unwrap()
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn old_mail_that_was_taken_in_is_forgotten_and_no_other() {
        let desk = Desk::new();
        let old: Vec<RawMailId> =
            [RawState::Done, RawState::NeedsLook, RawState::Waiting, RawState::Dismissed, RawState::Done]
                .map(|state| mail(&desk, state))
                .to_vec();
        desk.passes(89 * DAY);
        let fresh = mail(&desk, RawState::Done);
        assert_eq!(forget_old(&desk.app).await.unwrap(), 0);
        desk.passes(DAY);
        assert_eq!(forget_old(&desk.app).await.unwrap(), 3);
        let kept = |id: RawMailId| desk.read(move |conn| bytes(conn, id)).is_some();
        assert_eq!(old.iter().map(|id| kept(*id)).collect::<Vec<_>>(), [false, true, true, false, false]);
        assert!(kept(fresh));
        assert!(desk.read(move |conn| find(conn, old[0])).is_some(), "what became of it stays known");
        assert_eq!(forget_old(&desk.app).await.unwrap(), 0);
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn an_admin_says_for_how_long_and_0_is_for_ever() {
        let desk = Desk::new();
        let id = mail(&desk, RawState::Done);
        let set = |days: &'static str| {
            let now = desk.now();
            desk.write(move |tx| setting::put(tx, setting::name::RAW_MAIL_DAYS, days, now)).unwrap();
        };
        set("0");
        desk.passes(10_000 * DAY);
        assert_eq!(forget_old(&desk.app).await.unwrap(), 0);
        set("7");
        assert_eq!(forget_old(&desk.app).await.unwrap(), 1);
        assert!(desk.read(move |conn| bytes(conn, id)).is_none());
    }
}
