//! What the desk does by itself, once among all nodes: every minute it wakes and closes tickets, reminds of promises and
//! throws away what is over; every hour it works out how long people wait for an answer; every day it throws away what
//! was kept for long enough.

use crate::app::App;
use crate::clock::DAY;
use crate::language::Language;
use crate::{blob, broadcast, change, inbox, incident, on_call, once, person, promise, status, ticket};
use jobs::{JobError, Worker};
use std::sync::Arc;
use std::time::Duration;

/// An upload that no message took within a day was given up.
const UPLOADS_KEPT: i64 = DAY;
const EVERY: Duration = Duration::from_secs(60);
/// Trouble that many people write about should be seen within seconds.
const WATCH_EVERY: Duration = Duration::from_secs(15);
const DAILY: Duration = Duration::from_secs(24 * 3600);
/// Work that was given up can be looked at for so long.
const DEAD_JOBS_KEPT: i64 = 90 * DAY;
/// How long people wait for an answer changes slowly, and working it out reads many tickets.
const WAIT_EVERY: Duration = Duration::from_secs(60 * 60);

/// The worker that does the chores.
pub fn worker(app: &App) -> Worker {
    let clock = app.clock.clone();
    let (tending, sweeping, tidying, reckoning) = (app.clone(), app.clone(), app.clone(), app.clone());
    let (filling, telling, announcing) = (app.clone(), app.clone(), app.clone());
    let (watching, calling) = (app.clone(), app.clone());
    Worker::new(app.db.clone(), Arc::new(move || clock.now().0), app.node.clone())
        .register("tend_tickets", move |_, _| tend(tending.clone()))
        .register("sweep", move |_, _| sweep(sweeping.clone()))
        .register("tidy", move |_, _| tidy(tidying.clone()))
        .register("reckon_wait", move |_, _| reckon_wait(reckoning.clone()))
        .register("fill_search", move |_, _| fill_search(filling.clone()))
        .register("tend_changes", move |_, _| tend_changes(announcing.clone()))
        .register(broadcast::DRAIN, move |_, _| tell(telling.clone()))
        .register("watch_for_trouble", move |_, _| watch(watching.clone()))
        .register(on_call::CALL_OUT, move |_, _| call_out(calling.clone()))
        .every("tidy", DAILY)
        .every("tend_tickets", EVERY)
        .every("tend_changes", EVERY)
        .every("sweep", EVERY)
        .every("reckon_wait", WAIT_EVERY)
        .every("fill_search", EVERY)
        .every("watch_for_trouble", WATCH_EVERY)
        // A crash between two portions is made good soon, whatever became of the job that was at it.
        .every(broadcast::DRAIN, EVERY)
        .every(on_call::CALL_OUT, EVERY)
        .concurrency(2)
}

async fn tend(app: App) -> Result<(), JobError> {
    let now = app.clock.now();
    // In portions, so that other writers get their turn.
    while app.db.write(move |tx| ticket::snooze::tend(tx, now)).await.map_err(retry)? {}
    while app.db.write(move |tx| promise::tend(tx, now)).await.map_err(retry)? {}
    while app.db.write(move |tx| incident::tend::tend(tx, now)).await.map_err(retry)? {}
    Ok(())
}

/// Says what is due of announced changes, and plans maintenance that comes again.
async fn tend_changes(app: App) -> Result<(), JobError> {
    let (now, key) = (app.clock.now(), app.key.derive("change name"));
    let language = Language::for_person(&app.house().language);
    while app.db.write(move |tx| change::send::due(tx, now, language)).await.map_err(retry)? {}
    while app.db.write(move |tx| change::series::plan_ahead(tx, now, &key)).await.map_err(retry)? {}
    Ok(())
}

/// Queues the mails of what many are told.
async fn tell(app: App) -> Result<(), JobError> {
    let now = app.clock.now();
    while app.db.write_behind(move |tx| broadcast::drain(tx, now)).await.map_err(retry)? {}
    Ok(())
}

/// Looks whether several people write about one thing, or a machine fell silent. Writes only when there is something.
async fn watch(app: App) -> Result<(), JobError> {
    let now = app.clock.now();
    if app.db.read(move |conn| incident::offer::is_anything_new(conn, now)).await.map_err(retry)? {
        app.db.write(move |tx| incident::offer::watch(tx, now)).await.map_err(retry)?;
    }
    Ok(())
}

/// Calls whoever is on call.
async fn call_out(app: App) -> Result<(), JobError> {
    on_call::call_out(app).await.map_err(retry)
}

/// Fills the search anew where a migration emptied it.
async fn fill_search(app: App) -> Result<(), JobError> {
    let now = app.clock.now();
    while app.db.write_behind(move |tx| ticket::searchable::fill(tx, now)).await.map_err(retry)? {}
    Ok(())
}

async fn sweep(app: App) -> Result<(), JobError> {
    let now = app.clock.now();
    app.db
        .write(move |tx| {
            person::store::sweep(tx, now)?;
            ticket::sweep_uploads(tx, now.plus(-UPLOADS_KEPT))?;
            once::sweep(tx, now)?;
            status::subscriber::sweep(tx, now)?;
            status::webhook::sweep(tx, now)?;
            Ok::<_, store::Error>(())
        })
        .await
        .map_err(retry)
}

async fn tidy(app: App) -> Result<(), JobError> {
    let mails = inbox::retention::forget_old(&app).await.map_err(retry)?;
    let files = blob::tidy(&app).await.map_err(retry)?;
    let jobs = discard_dead_jobs(&app).await.map_err(retry)?;
    tracing::info!(mails, files, jobs, "tidied");
    Ok(())
}

/// Forgets work that was given up long ago.
async fn discard_dead_jobs(app: &App) -> Result<u64, store::Error> {
    let before = app.clock.now().plus(-DEAD_JOBS_KEPT);
    let (mut from, mut discarded) = (None, 0);
    loop {
        // Newest first, so that the page after is the one before its last.
        let page = app.db.read(move |conn| jobs::dead(conn, from, 200)).await?;
        let Some(last) = page.last() else { return Ok(discarded) };
        from = Some(last.id);
        let over: Vec<_> = page.iter().filter(|job| job.died_at <= before.0).map(|job| job.id).collect();
        let unit = move |tx: &mut store::Tx| {
            let mut count = 0;
            for id in &over {
                count += u64::from(jobs::discard(tx, *id)?);
            }
            Ok::<_, store::Error>(count)
        };
        discarded += app.db.write(unit).await?;
    }
}

async fn reckon_wait(app: App) -> Result<(), JobError> {
    let now = app.clock.now();
    let wait = app.db.read(move |conn| ticket::wait::reckon(conn, now)).await.map_err(retry)?;
    app.db.write(move |tx| ticket::wait::keep(tx, wait, now)).await.map_err(retry)
}

fn retry(error: impl std::fmt::Display) -> JobError {
    JobError::Retry(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::At;
    use crate::testing::Desk;

    #[tokio::test(flavor = "multi_thread")]
    async fn links_to_sign_in_are_forgotten_a_day_after_they_ran_out() {
        let desk = Desk::new();
        let (ana, now) = (desk.ana.id, desk.now());
        desk.write(move |tx| person::offer_link(tx, ana, &[7; 32], "/", now)).unwrap();
        // Asked as if no time had passed, so that only the row's being there counts.
        let is_there = || desk.read(|conn| person::link(conn, &[7; 32], At(0))).is_some();
        desk.passes(DAY);
        sweep(desk.app.clone()).await.unwrap();
        assert!(is_there());
        desk.passes(DAY);
        sweep(desk.app.clone()).await.unwrap();
        assert!(!is_there());
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_day_s_tidying_runs_through_on_a_desk_with_nothing_to_tidy() {
        let desk = Desk::new();
        desk.asks(&desk.ana, "No sound", "In the small room.");
        desk.passes(400 * DAY);
        tidy(desk.app.clone()).await.unwrap();
    }
}
