//! Signed mail (DKIM): a key for each of our domains, the record to publish, whether DNS shows it, on and off.

use super::ADMIN;
use crate::app::App;
use crate::http::{self, Flash, Posted, Problem, Visitor, desk_frame};
use crate::mailbox;
use crate::outbox::dkim::{self, Seen, Signing};
use crate::outbox::pages::{SignedDomain, SigningPage};
use crate::view::{Kind, Place};
use axum::Router;
use axum::response::Response;
use axum::routing::{get, post};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/mail/signing", get(show).post(make))
        .route("/admin/mail/signing/check", post(check))
        .route("/admin/mail/signing/state", post(turn))
}

async fn show(visitor: Visitor) -> Result<Response, Problem> {
    let html = page(&visitor, None).await?;
    Ok(http::finish(&visitor, html))
}

/// The page; `looked` is the domain whose record DNS was just asked for, and what it said.
async fn page(visitor: &Visitor, looked: Option<(String, Seen)>) -> Result<String, Problem> {
    let asked = visitor.clone();
    visitor
        .read(ADMIN, move |conn, signed| {
            let addresses = mailbox::all(conn)?;
            let keys = dkim::all(conn, &asked.app.key)?;
            let of = |address: &str| address.rsplit_once('@').map(|(_, domain)| domain.to_owned());
            let mut domains: Vec<String> =
                addresses.iter().filter(|a| a.active).filter_map(|a| of(&a.address)).collect();
            domains.extend(keys.iter().map(|key| key.domain.clone()));
            domains.sort();
            domains.dedup();
            let shown = domains.into_iter().map(|domain| {
                let from = addresses.iter().filter(|a| of(&a.address).as_ref() == Some(&domain));
                let from: Vec<&str> = from.map(|a| a.address.as_str()).collect();
                let key = keys.iter().find(|key| key.domain == domain);
                let seen = looked.as_ref().filter(|(of, _)| *of == domain).map(|(_, seen)| words(*seen));
                row(domain, &from, key, seen)
            });
            let page = SigningPage {
                desk: desk_frame(conn, &asked, signed, Place::Mail, None)?,
                domains: shown.collect(),
            };
            Ok(page.html())
        })
        .await
}

fn row(domain: String, from: &[&str], key: Option<&Signing>, seen: Option<(Kind, String)>) -> SignedDomain {
    SignedDomain {
        domain,
        addresses: from.join(", "),
        name: key.map(|key| key.record.name.clone()).unwrap_or_default(),
        value: key.map(|key| key.record.value.clone()).unwrap_or_default(),
        is_on: key.is_some_and(|key| key.is_on),
        seen,
    }
}

fn words(seen: Seen) -> (Kind, String) {
    let (kind, words) = match seen {
        Seen::Published => (Kind::Good, "DNS shows this very record."),
        Seen::Other => (Kind::Bad, "DNS has a record of this name, but with another key. Compare the two."),
        Seen::Nothing => (Kind::Warn, "DNS does not show it yet. A new record can take an hour to spread."),
        Seen::NoAnswer => (
            Kind::Warn,
            "DNS did not answer us just now. Any DNS tool can look too: ask for TXT of this name.",
        ),
    };
    (kind, words.to_owned())
}

const PATH: &str = "/admin/mail/signing";

/// `POST /admin/mail/signing`: `domain`, one of ours. The new key signs nothing before it is turned on.
async fn make(Posted { visitor, form, .. }: Posted) -> Result<Response, Problem> {
    let wanted = form.get("domain").trim().to_ascii_lowercase();
    let ending = format!("@{wanted}");
    let is_ours = visitor
        .read(ADMIN, move |conn, _| Ok(mailbox::all(conn)?.iter().any(|a| a.address.ends_with(&ending))))
        .await?;
    if !is_ours {
        let flash = Flash::bad("Only a domain that one of your addresses is in can be signed for.");
        return Ok(flash.attach(&visitor.app, http::see_other(PATH)));
    }
    let flash = match dkim::create(&visitor.app, &wanted, false, visitor.app.clock.now()).await {
        Ok(_) => Flash::good("The key is made. Publish its record, then turn signing on."),
        Err(dkim::Error::Key(why)) => Flash::bad(format!("No key was made: {why}.")),
        Err(dkim::Error::Fault(fault)) => return Err(fault.into()),
        Err(other) => return Err(Problem::fault(&other.to_string())),
    };
    Ok(flash.attach(&visitor.app, http::see_other(PATH)))
}

/// `POST /admin/mail/signing/check`: `domain`. Asks DNS, outside of any unit of work.
async fn check(Posted { visitor, form, .. }: Posted) -> Result<Response, Problem> {
    let domain = form.get("domain").to_owned();
    let key = visitor.app.key.clone();
    let (wanted, keys) =
        (domain.clone(), visitor.read(ADMIN, move |conn, _| Ok(dkim::all(conn, &key)?)).await?);
    let signing = keys.into_iter().find(|signing| signing.domain == wanted).ok_or(Problem::NotFound)?;
    let seen = dkim::look(&signing.record).await;
    let html = page(&visitor, Some((domain, seen))).await?;
    Ok(http::page(html))
}

/// `POST /admin/mail/signing/state`: `domain`, `on` (`1` or `0`).
async fn turn(Posted { visitor, form, .. }: Posted) -> Result<Response, Problem> {
    let (domain, on) = (form.get("domain").to_owned(), form.get("on") == "1");
    let named = domain.clone();
    let found = visitor.write(ADMIN, move |tx, signed| Ok(dkim::turn(tx, &domain, on, signed.now)?)).await?;
    let flash = match (found, on) {
        (false, _) => return Err(Problem::NotFound),
        (true, true) => Flash::good(format!("Mail from {named} is signed from now on.")),
        (true, false) => Flash::good(format!("Mail from {named} is not signed any more.")),
    };
    Ok(flash.attach(&visitor.app, http::see_other(PATH)))
}
