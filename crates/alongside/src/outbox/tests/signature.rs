//! The receiving side: mail-auth with the record from its cache, so that nobody is asked.

use super::*;
use crate::outbox::dkim::Record;
use mail_auth::common::parse::TxtRecordParser;
use mail_auth::common::verify::DomainKey;
use mail_auth::hickory_resolver::config::{ResolverConfig, ResolverOpts};
use mail_auth::{AuthenticatedMessage, DkimResult, MessageAuthenticator, Parameters, ResolverCache, Txt};
use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

struct Known(HashMap<Box<str>, Txt>);

impl ResolverCache<Box<str>, Txt> for Known {
    fn get<Q>(&self, name: &Q) -> Option<Txt>
    where
        Box<str>: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.0.get(name).cloned()
    }
    fn remove<Q>(&self, _: &Q) -> Option<Txt>
    where
        Box<str>: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        None
    }
    fn insert(&self, _: Box<str>, _: Txt, _: std::time::Instant) {}
}

async fn verify(raw: &[u8], record: &Record) -> Vec<&'static str> {
    let key = DomainKey::parse(record.value.as_bytes()).unwrap();
    let known = Known(HashMap::from([(format!("{}.", record.name).into(), Txt::DomainKey(Arc::new(key)))]));
    let asks_nobody = MessageAuthenticator::new(ResolverConfig::default(), ResolverOpts::default()).unwrap();
    let message = AuthenticatedMessage::parse(raw).unwrap();
    let outputs = asks_nobody.verify_dkim(Parameters::new(&message).with_txt_cache(&known)).await;
    outputs.iter().map(|o| if *o.result() == DkimResult::Pass { "pass" } else { "fail" }).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signature_verifies_and_stands_only_on_mail_of_its_own_domain() {
    let (desk, office) = desk_and_office().await;
    let record = crate::outbox::dkim::create(&desk.app, "desk.example", true, desk.now()).await.unwrap();
    let key = desk.app.key.clone();
    let kept = desk.read(move |conn| crate::outbox::dkim::all(conn, &key));
    assert_eq!((kept[0].domain.as_str(), &kept[0].record, kept[0].is_on), ("desk.example", &record, true));
    let kept = desk.read(|conn| setting::get(conn, setting::name::DKIM)).unwrap();
    assert!(!kept.contains("PRIVATE"), "the key is sealed");
    let ticket = desk.asks(&desk.ana, "Grüße – Drucker", "It ate my paper.");
    desk.replies(&desk.bo, &ticket, "Bitte das **untere** Fach öffnen.\n\n.\nFrom here").unwrap();
    desk.passes(MINUTE);
    drain_due(&desk.app).await.unwrap();
    let mail = office.the_only_mail();
    let verdict = verify(&mail.raw, &record).await;
    assert_eq!(verdict, ["pass"]);
    let mut changed = mail.raw.clone();
    let at = changed.windows(5).rposition(|w| w == b"From ").unwrap_or(changed.len() - 20);
    changed[at] ^= 1;
    assert_ne!(verify(&changed, &record).await, ["pass"]);

    // Another domain's key changes nothing for this one; only turning its own off does.
    crate::outbox::dkim::create(&desk.app, "other.example", true, desk.now()).await.unwrap();
    for (on, signatures) in [(true, vec!["pass"]), (false, vec![])] {
        let now = desk.now();
        assert!(desk.write(move |tx| crate::outbox::dkim::turn(tx, "desk.example", on, now)).unwrap());
        desk.replies(&desk.bo, &ticket, "Once more.").unwrap();
        desk.passes(MINUTE);
        drain_due(&desk.app).await.unwrap();
        let raw = office.the_only_mail().raw;
        assert_eq!(verify(&raw, &record).await, signatures);
        assert_eq!(header(&raw, "DKIM-Signature").is_some(), on);
    }
}
