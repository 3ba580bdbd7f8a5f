//! The calling itself, outside any unit of work. A call is claimed before it is made and marked after; a node that dies
//! in between leaves it to another once the claim has run out.

use super::alarm::{again_after, link};
use super::road::{self, RoadKind};
use super::{AlarmId, CallId, notice_unanswered, store, tend};
use crate::app::App;
use crate::clock::{At, MINUTE};
use crate::hook;
use crate::ids::PersonId;
use ::store::{Error, Tx};

/// The job that makes calls.
pub const CALL_OUT: &str = "call_out";
/// Nobody else makes a claimed call for so long.
const CLAIMED_FOR: i64 = 2 * MINUTE;
/// Calls made in one go.
const CALLS_MAX: usize = 500;

/// Has the calls made soon, by whichever node comes first.
pub(super) fn soon(tx: &mut Tx, now: At) -> Result<(), Error> {
    let job = jobs::NewJob {
        kind: CALL_OUT,
        payload: "",
        run_at: now.0,
        dedup_key: Some("waiting"),
        max_attempts: 10,
    };
    jobs::enqueue(tx, &job)?;
    Ok(())
}

/// A claimed call.
#[derive(Clone, Debug)]
pub struct Claimed {
    pub id: CallId,
    pub alarm: AlarmId,
    pub person: PersonId,
    pub kind: RoadKind,
    pub words: String,
    /// This one included.
    pub attempts: i64,
}

/// Everything that is due: the next person of each alarm, and the calls that wait.
///
/// # Errors
/// When the database does not answer. A call that does not get through is tried again, and then noted as failed.
pub async fn call_out(app: App) -> Result<(), Error> {
    let now = app.clock.now();
    let zone = app.house().time_zone.clone();
    let wanted = zone.clone();
    app.db.write(move |tx| notice_unanswered(tx, now, &wanted)).await?;
    loop {
        let (house, zone) = (app.house(), zone.clone());
        let more = app.db.write(move |tx| tend(tx, now, &house.public_url, &zone)).await?;
        if !more {
            break;
        }
    }
    for _ in 0..CALLS_MAX {
        let now = app.clock.now();
        let claimed = app.db.write(move |tx| store::alarm::claim(tx, now, now.plus(CLAIMED_FOR))).await?;
        let Some(call) = claimed else { return Ok(()) };
        let result = make(&app, &call).await?;
        let (id, attempts, now) = (call.id, call.attempts, app.clock.now());
        app.db
            .write(move |tx| match &result {
                Ok(said) => store::alarm::sent(tx, id, said),
                Err(why) => {
                    store::alarm::failed(tx, id, why, again_after(attempts).map(|wait| now.plus(wait)))
                }
            })
            .await?;
    }
    Ok(())
}

async fn make(app: &App, call: &Claimed) -> Result<Result<String, String>, Error> {
    let (person, kind, key_app) = (call.person, call.kind, app.clone());
    let (target, gateway) = app
        .db
        .read(move |conn| {
            let roads = road::roads_of(conn, &key_app.key, person)?;
            let target = roads.into_iter().find(|road| road.kind == kind).map(|road| road.target);
            Ok::<_, Error>((target, road::gateway(conn, &key_app.key)?))
        })
        .await?;
    let Some(target) = target else { return Ok(Err("This way to them was removed.".to_owned())) };
    let link = link(&app.house().public_url, call.alarm);
    let made = match (kind, gateway) {
        (RoadKind::Sms, None) => return Ok(Err("There is no gateway for short messages.".to_owned())),
        (RoadKind::Sms, Some(gateway)) => gateway.call(&target, &format!("{} {link}", call.words)),
        _ => hook::Call {
            method: "POST".to_owned(),
            url: target,
            headers: vec![("content-type".to_owned(), "application/json".to_owned())],
            body: serde_json::json!({ "alarm": call.alarm, "text": call.words, "link": link })
                .to_string()
                .into_bytes(),
        },
    };
    Ok(hook::call(&made, app.config.hooks_private).await)
}
