//! A copy of the page as plain files, written on every change to a folder or a bucket: for the day on which this very
//! desk is what broke. HTML with its style sheets, feed, calendar and JSON; links inside lead to each other.

use super::board::Made;
use super::{Look, url};
use crate::app::App;
use crate::blob::Shelf;
use crate::clock::At;
use crate::config::{BlobSettings, CopyTo};
use crate::language::Language;
use crate::status::pages::{Links, Maker};
use crate::status::statuspage::{self, Document};
use crate::status::{Audience, feed};
use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

/// How often it is looked whether the copy is still right.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// Incidents that have a page in the copy.
const INCIDENTS_MAX: usize = 20;

/// How the last writing went.
pub type Written = Option<Result<At, String>>;

/// A file of the copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    pub media_type: &'static str,
    pub bytes: Vec<u8>,
}

/// Writes until it is dropped; does nothing where no copy is wanted.
pub async fn run(app: App) {
    let shelf = match shelf(&app) {
        Some(Ok(shelf)) => shelf,
        // Nothing to copy, or nowhere: a worker that ends would stop the desk.
        Some(Err(why)) => {
            note(&app, Err(why));
            return std::future::pending().await;
        }
        None => return std::future::pending().await,
    };
    let mut copier = Copier::new(shelf);
    loop {
        tokio::time::sleep(LOOK_EVERY).await;
        match app.status.current(&app).await {
            Ok(made) => copier.write(&app, &made).await,
            Err(error) => tracing::warn!(%error, "the copy of the status page waits"),
        }
    }
}

fn shelf(app: &App) -> Option<Result<Shelf, String>> {
    match (app.config.status.copy_to.as_ref()?, &app.config.blobs) {
        (CopyTo::Folder(path), _) => Some(Ok(Shelf::Folder(path.clone()))),
        (CopyTo::S3 { bucket, prefix }, BlobSettings::S3(settings)) => {
            Some(Shelf::s3(settings, bucket, prefix).map_err(|error| error.to_string()))
        }
        (CopyTo::S3 { .. }, BlobSettings::Folder(_)) => Some(Err("there is no store in [s3]".to_owned())),
    }
}

fn note(app: &App, how: Result<At, String>) {
    if let Err(why) = &how {
        tracing::error!(%why, "the copy of the status page could not be written");
    }
    *app.status.copied.lock().unwrap_or_else(PoisonError::into_inner) = Some(how);
}

/// Says where the copy goes and how that went; empty where there is none.
pub fn state(app: &App, when: impl Fn(At) -> String) -> String {
    let place = match &app.config.status.copy_to {
        None => return String::new(),
        Some(CopyTo::Folder(path)) => path.display().to_string(),
        Some(CopyTo::S3 { bucket, prefix }) => format!("s3:{bucket}/{prefix}"),
    };
    match &*app.status.copied.lock().unwrap_or_else(PoisonError::into_inner) {
        None => format!("A copy goes to {place}, as soon as everybody may see the page."),
        Some(Ok(at)) => format!("A copy goes to {place}; it was written {}.", when(*at)),
        Some(Err(why)) => format!("A copy should go to {place}, but it could not be written: {why}"),
    }
}

/// Knows what stands there, so that only what changed is written.
pub struct Copier {
    shelf: Shelf,
    written: BTreeMap<String, File>,
    of: Option<Arc<Made>>,
}

impl Copier {
    pub fn new(shelf: Shelf) -> Copier {
        Copier { shelf, written: BTreeMap::new(), of: None }
    }

    /// Writes what is different from the last time. What could not be written is tried again the next time.
    pub async fn write(&mut self, app: &App, made: &Arc<Made>) {
        let is_same = self.of.as_ref().is_some_and(|known| Arc::ptr_eq(known, made));
        // What only some may read is not put where anybody can.
        if is_same || made.snapshot.audience != Audience::Everybody {
            return;
        }
        for (name, file) in files(app, made) {
            if self.written.get(&name) == Some(&file) {
                continue;
            }
            if let Err(error) = self.shelf.put(&name, file.media_type, file.bytes.clone()).await {
                return note(app, Err(format!("{name}: {error}")));
            }
            self.written.insert(name, file);
        }
        self.of = Some(made.clone());
        note(app, Ok(made.at));
    }
}

/// Every file of the copy. What others lead to comes first and the first page last.
pub fn files(app: &App, made: &Made) -> Vec<(String, File)> {
    let (snapshot, url) = (&made.snapshot, url(app));
    let mut files = Vec::new();
    let mut add = |name: String, media_type: &'static str, bytes: Vec<u8>| {
        files.push((name, File { media_type, bytes }));
    };
    for name in ["tokens.css", "status.css", "mark.svg"] {
        let path = crate::assets::address(name).trim_start_matches("/assets/");
        if let Some(asset) = crate::assets::find(path) {
            add(name.to_owned(), asset.media_type, asset.bytes.into_owned());
        }
    }
    for (document, name) in Document::ALL {
        let text = statuspage::write(document, snapshot, &url, made.at);
        add(format!("api/v2/{name}"), "application/json; charset=utf-8", text.into_bytes());
    }
    let atom = feed::atom(snapshot, None, &url, made.at);
    add("feed.atom".to_owned(), "application/atom+xml; charset=utf-8", atom.into_bytes());
    let calendar = feed::calendar(snapshot, &url);
    add("calendar.ics".to_owned(), "text/calendar; charset=utf-8", calendar.into_bytes());
    let look = Look::of(Language::for_person(&snapshot.language), &snapshot.time_zone, true, "auto", false);
    let desk_url = app.house().public_url.clone();
    let maker = |up: &'static str| Maker {
        snapshot,
        reader: &look.reader,
        theme: look.theme,
        links: Links::copied(up),
        desk_url: &desk_url,
        now: made.at,
    };
    for incident in snapshot.incidents.iter().take(INCIDENTS_MAX) {
        // Ours are plain; a name of another kind is no file of ours.
        if incident.public_id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
            let html = maker("../").incident_page(incident).html();
            add(format!("incidents/{}.html", incident.public_id), super::HTML, html.into_bytes());
        }
    }
    add("index.html".to_owned(), super::HTML, maker("").page().html().into_bytes());
    files
}
