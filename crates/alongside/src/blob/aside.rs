//! Removing files from an S3-style store. It cannot be told to remove a file only while it is old, so somebody may keep
//! the same bytes just between our look and the removal. Therefore a copy is set aside first, is read where the file is
//! missing, and goes two days later, when everybody who kept the bytes has said so in the tables; if somebody has, it
//! goes back.

use super::Error;
use super::s3::S3;
use super::store::is_known;
use crate::app::App;
use std::time::Duration;

/// A copy is set aside for so long: whoever kept the bytes meanwhile has half of it to say so.
fn is_over(age: Duration, grace: Duration) -> bool {
    age >= 2 * grace
}

/// Sets a file aside unless it was written within `grace`; says whether it went.
pub(super) async fn set_aside(s3: &S3, hash: &str, grace: Duration) -> Result<bool, Error> {
    let is_old = async || Ok::<_, Error>(s3.age(hash).await?.is_some_and(|age| age >= grace));
    if !is_old().await? {
        return Ok(false);
    }
    s3.copy_aside(hash).await?;
    // Written since the first look: it stays.
    if !is_old().await? {
        return Ok(false);
    }
    s3.delete(hash).await?;
    Ok(true)
}

/// Removes the copies that were set aside long ago, puts back those that somebody wanted after all, and takes up
/// removals that broke off.
pub(super) async fn finish(app: &App, s3: &S3, grace: Duration) -> Result<(), Error> {
    let mut from = None;
    loop {
        let (copies, next) = s3.aside(from).await?;
        for (hash, _) in copies.into_iter().filter(|(_, age)| is_over(*age, grace)) {
            let asked = hash.clone();
            let known = app.db.read(move |conn| is_known(conn, &asked)).await;
            let is_wanted = known.map_err(|error: store::Error| Error::Unavailable(error.to_string()))?;
            match (is_wanted, s3.age(&hash).await?) {
                (true, None) => {
                    tracing::info!(hash, "a file that was wanted again goes back to its place");
                    s3.put_back(&hash).await?;
                }
                (false, Some(_)) => {
                    set_aside(s3, &hash, grace).await?;
                    continue;
                }
                _ => {}
            }
            s3.delete_aside(&hash).await?;
        }
        if next.is_none() {
            return Ok(());
        }
        from = next;
    }
}
