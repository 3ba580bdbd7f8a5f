//! What the desk does by itself every minute, once among all nodes: wakes and closes tickets, throws away what
//! is over.

use crate::app::App;
use crate::clock::DAY;
use crate::{once, person, ticket};
use jobs::{JobError, Worker};
use std::sync::Arc;
use std::time::Duration;

/// An upload that no message took within a day was given up.
const UPLOADS_KEPT: i64 = DAY;
const EVERY: Duration = Duration::from_secs(60);

/// The worker that does the chores.
pub fn worker(app: &App) -> Worker {
    let clock = app.clock.clone();
    let (tending, sweeping) = (app.clone(), app.clone());
    Worker::new(app.db.clone(), Arc::new(move || clock.now().0), app.node.clone())
        .register("tend_tickets", move |_, _| tend(tending.clone()))
        .register("sweep", move |_, _| sweep(sweeping.clone()))
        .every("tend_tickets", EVERY)
        .every("sweep", EVERY)
        .concurrency(2)
}

async fn tend(app: App) -> Result<(), JobError> {
    let now = app.clock.now();
    // In portions, so that other writers get their turn.
    while app.db.write(move |tx| ticket::snooze::tend(tx, now)).await.map_err(retry)? {}
    Ok(())
}

async fn sweep(app: App) -> Result<(), JobError> {
    let now = app.clock.now();
    app.db
        .write(move |tx| {
            person::store::sweep(tx, now)?;
            ticket::sweep_uploads(tx, now.plus(-UPLOADS_KEPT))?;
            once::sweep(tx, now)?;
            Ok::<_, store::Error>(())
        })
        .await
        .map_err(retry)
}

fn retry(error: impl std::fmt::Display) -> JobError {
    JobError::Retry(error.to_string())
}
