//! Throws away files that nothing refers to any more. Safe beside somebody who keeps the same bytes at this moment:
//! keeping them makes the file young again, and a young file is never removed, whatever the tables say.

use super::store::{forget, walk};
use super::{Blobs, Place, aside, folder};
use crate::app::App;
use crate::clock::{At, DAY};
use std::time::Duration;
use store::{Error, Tx};

/// Whoever keeps bytes has this long to hang them on something.
const GRACE: Duration = Duration::from_secs(24 * 3600);
/// Files forgotten in one unit of work.
const AT_ONCE: usize = 50;

/// Removes what nothing has referred to for a day; how many files went. In an S3-style store they are set aside first,
/// and go for good two days later (see `aside`).
///
/// # Errors
/// When the database does not answer.
pub async fn tidy(app: &App) -> Result<u64, Error> {
    if let Place::S3(s3) = &app.blobs.place
        && let Err(error) = aside::finish(app, s3, GRACE).await
    {
        tracing::warn!(%error, "files that were set aside stay for another day");
    }
    let before = app.clock.now().plus(-DAY);
    let (mut after, mut removed) = (String::new(), 0);
    loop {
        let from = after.clone();
        let Some(stretch) = app.db.read(move |conn| walk(conn, &from, before)).await? else { break };
        after = stretch.last;
        for portion in stretch.idle.chunks(AT_ONCE) {
            for hash in forgotten(app, portion.to_vec(), before).await? {
                match app.blobs.remove(hash).await {
                    Ok(is_gone) => removed += u64::from(is_gone),
                    Err(error) => {
                        tracing::warn!(%error, "a file that nothing refers to could not be removed")
                    }
                }
            }
        }
    }
    Ok(removed)
}

impl Blobs {
    /// Removes a file that is not young; says whether it went.
    async fn remove(&self, hash: String) -> Result<bool, super::Error> {
        match &self.place {
            Place::Folder(root) => folder::remove(root.clone(), hash, GRACE).await,
            Place::S3(s3) => aside::set_aside(s3, &hash, GRACE).await,
        }
    }
}

async fn forgotten(app: &App, hashes: Vec<String>, before: At) -> Result<Vec<String>, Error> {
    let unit = move |tx: &mut Tx| {
        let mut gone = Vec::new();
        for hash in &hashes {
            if forget(tx, hash, before)? {
                gone.push(hash.clone());
            }
        }
        Ok::<_, Error>(gone)
    };
    app.db.write(unit).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::HOUR;
    use crate::testing::Desk;
    use crate::ticket::{self, attachment::NewAttachment};
    use std::path::PathBuf;
    use std::time::SystemTime;

    /// Keeps bytes, and hangs them on nothing but an upload.
    async fn upload(desk: &Desk, bytes: &[u8]) -> (String, crate::ids::AttachmentId) {
        let hash = desk.app.blobs.put(bytes.to_vec()).await.unwrap();
        let (ana, now, blob_hash) = (desk.ana.id, desk.now(), hash.clone());
        let size_bytes = i64::try_from(bytes.len()).unwrap();
        let id = desk.write(move |tx| {
            let file = NewAttachment {
                blob_hash: blob_hash.clone(),
                filename: "a.txt".to_owned(),
                content_type: "text/plain".to_owned(),
                size_bytes,
                content_id: String::new(),
                is_inline: false,
            };
            ticket::upload(tx, ana, None, &file, now)
        });
        (hash, id.unwrap())
    }

    fn path(desk: &Desk, hash: &str) -> PathBuf {
        desk.folder().join("attachments").join(&hash[..2]).join(hash)
    }

    /// As if the file had been kept long ago.
    fn aged(desk: &Desk, hash: &str) {
        let long_ago = SystemTime::now() - 2 * GRACE;
        let file = std::fs::File::options().write(true).open(path(desk, hash)).unwrap();
        file.set_modified(long_ago).unwrap();
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_file_goes_a_day_after_nothing_refers_to_it() {
        let desk = Desk::new();
        let (dropped, id) = upload(&desk, b"dropped").await;
        let (kept, _) = upload(&desk, b"kept").await;
        let ana = desk.ana.id;
        assert!(desk.write(move |tx| ticket::drop_upload(tx, ana, id)).unwrap());
        aged(&desk, &dropped);
        aged(&desk, &kept);
        desk.passes(23 * HOUR);
        assert_eq!(tidy(&desk.app).await.unwrap(), 0);
        desk.passes(HOUR);
        assert_eq!(tidy(&desk.app).await.unwrap(), 1);
        assert!(!path(&desk, &dropped).exists());
        assert_eq!(desk.app.blobs.get(&kept).await.unwrap(), b"kept");
        assert_eq!(tidy(&desk.app).await.unwrap(), 0);
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn bytes_that_are_kept_again_at_this_moment_stay() {
        let desk = Desk::new();
        let (hash, id) = upload(&desk, b"the same").await;
        let ana = desk.ana.id;
        assert!(desk.write(move |tx| ticket::drop_upload(tx, ana, id)).unwrap());
        aged(&desk, &hash);
        desk.passes(25 * HOUR);
        // Somebody keeps them, and has not hung them on anything yet.
        assert_eq!(desk.app.blobs.put(b"the same".to_vec()).await.unwrap(), hash);
        assert_eq!(tidy(&desk.app).await.unwrap(), 0);
        assert_eq!(desk.app.blobs.get(&hash).await.unwrap(), b"the same");
        upload(&desk, b"the same").await;
        aged(&desk, &hash);
        assert_eq!(tidy(&desk.app).await.unwrap(), 0);
        assert_eq!(desk.app.blobs.get(&hash).await.unwrap(), b"the same");
    }
}
