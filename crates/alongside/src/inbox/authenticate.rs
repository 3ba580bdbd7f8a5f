//! Whether a mail proves its author: a DKIM signature (RFC 6376) or SPF (RFC 7208) of the author's own domain,
//! aligned as DMARC wants it (RFC 7489, 3.1). Asked only of mail that claims to be a colleague's word, since
//! it waits for DNS. No answer in time is no proof.

use super::{RawVia, results};
use mail_auth::{
    AuthenticatedMessage, DkimResult, MessageAuthenticator, Parameters, ResolverCache, SpfResult, Txt,
    spf::verify::SpfParameters,
};
use std::borrow::Borrow;
use std::collections::HashMap;
use std::future::Future;
use std::hash::Hash;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long DNS may take, all questions about one mail together.
const TIME_MAX: Duration = Duration::from_secs(5);
/// DNS records remembered until they run out.
const RECORDS_MAX: usize = 1_000;

/// A mail and how it came.
#[derive(Clone, Copy, Debug)]
pub struct Evidence<'a> {
    pub raw: &'a [u8],
    pub via: RawVia,
    pub peer: &'a str,
    pub envelope_from: &'a str,
}

/// Who can tell whether a mail proves its author.
pub trait Prover: Send + Sync {
    fn proves<'a>(&'a self, mail: Evidence<'a>) -> Pin<Box<dyn Future<Output = bool> + Send + 'a>>;
}

/// Asks the machine's own DNS servers.
pub struct ByDns {
    resolver: Option<MessageAuthenticator>,
    hostname: String,
    /// Whose `Authentication-Results` are believed.
    trusted: Option<String>,
    records: Records,
}

impl ByDns {
    /// `hostname` is what we call ourselves to other mail servers; `trusted` names the server before us whose
    /// results are believed.
    pub fn new(hostname: &str, trusted: Option<&str>) -> ByDns {
        let resolver = MessageAuthenticator::new_system_conf()
            .inspect_err(|error| tracing::warn!(%error, "no DNS: mail from colleagues will be held"))
            .ok();
        ByDns {
            resolver,
            hostname: hostname.to_owned(),
            trusted: trusted.map(str::to_owned),
            records: Records::default(),
        }
    }

    async fn ask(&self, mail: Evidence<'_>) -> bool {
        let Some(message) = AuthenticatedMessage::parse(mail.raw) else { return false };
        let [author] = message.from.as_slice() else { return false };
        let Some(domain) = domain_of(author) else { return false };
        if let Some(trusted) = &self.trusted {
            let results = message
                .headers
                .iter()
                .filter(|(name, _)| name.eq_ignore_ascii_case(b"Authentication-Results"));
            for (_, value) in results.take(20) {
                if let Some(proven) = results::says(&String::from_utf8_lossy(value), trusted, &domain) {
                    return proven;
                }
            }
        }
        let Some(resolver) = &self.resolver else { return false };
        let signatures = resolver.verify_dkim(Parameters::new(&message).with_txt_cache(&self.records)).await;
        let signed = signatures.iter().any(|output| {
            // A signature that leaves the end of the body open (`l=`) proves nothing about what stands there.
            output.result() == &DkimResult::Pass
                && output.signature().is_some_and(|s| s.l == 0 && is_aligned(&s.d, &domain))
        });
        signed || self.sent_by_domain(resolver, mail, &domain).await
    }

    async fn sent_by_domain(
        &self,
        resolver: &MessageAuthenticator,
        mail: Evidence<'_>,
        domain: &str,
    ) -> bool {
        let (RawVia::Smtp, Ok(peer)) = (mail.via, mail.peer.parse::<IpAddr>()) else { return false };
        let Some(envelope_domain) = domain_of(mail.envelope_from) else { return false };
        if !is_aligned(&envelope_domain, domain) {
            return false;
        }
        let asked =
            SpfParameters::verify_mail_from(peer, &envelope_domain, &self.hostname, mail.envelope_from);
        let output = resolver.verify_spf(Parameters::new(asked).with_txt_cache(&self.records)).await;
        output.result() == SpfResult::Pass
    }
}

impl Prover for ByDns {
    fn proves<'a>(&'a self, mail: Evidence<'a>) -> Pin<Box<dyn Future<Output = bool> + Send + 'a>> {
        Box::pin(async move { tokio::time::timeout(TIME_MAX, self.ask(mail)).await.unwrap_or(false) })
    }
}

fn domain_of(address: &str) -> Option<String> {
    let (_, domain) = address.rsplit_once('@')?;
    let domain = domain.trim().trim_end_matches(['.', '>']).to_lowercase();
    domain.contains('.').then_some(domain)
}

/// The proven domain is the author's, or one above it.
pub(super) fn is_aligned(proven: &str, author: &str) -> bool {
    let proven = proven.trim_end_matches('.').to_lowercase();
    proven.contains('.')
        && (author == proven || author.strip_suffix(&proven).is_some_and(|rest| rest.ends_with('.')))
}

/// DNS answers, until they run out.
#[derive(Default)]
struct Records(Mutex<HashMap<Box<str>, (Txt, Instant)>>);

impl ResolverCache<Box<str>, Txt> for Records {
    fn get<Q>(&self, name: &Q) -> Option<Txt>
    where
        Box<str>: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        let records = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        records.get(name).filter(|(_, until)| *until > Instant::now()).map(|(txt, _)| txt.clone())
    }

    fn remove<Q>(&self, name: &Q) -> Option<Txt>
    where
        Box<str>: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(name).map(|(txt, _)| txt)
    }

    fn insert(&self, name: Box<str>, txt: Txt, until: Instant) {
        let mut records = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if records.len() >= RECORDS_MAX {
            records.clear();
        }
        records.insert(name, (txt, until));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::mail::dkim::{DkimKey, KeyKind, dkim_sign};
    use mail_auth::common::parse::TxtRecordParser;
    use mail_auth::common::verify::DomainKey;

    #[test]
    fn only_the_authors_own_domain_or_one_above_it_proves_anything() {
        assert!(is_aligned("desk.example", "desk.example"));
        assert!(is_aligned("Desk.Example.", "mail.desk.example"));
        for (proven, author) in [
            ("mail.desk.example", "desk.example"),
            ("esk.example", "desk.example"),
            ("example", "desk.example"),
            ("evil.example", "desk.example"),
        ] {
            assert!(!is_aligned(proven, author), "{proven} {author}");
        }
    }

    /// Knows what DNS would say, and asks nobody.
    fn knowing(key: &DkimKey) -> ByDns {
        let resolver = MessageAuthenticator::new_system_conf().or_else(|_| MessageAuthenticator::new_quad9());
        let by_dns = ByDns {
            resolver: resolver.ok(),
            hostname: "desk.example".to_owned(),
            trusted: None,
            records: Records::default(),
        };
        let record = DomainKey::parse(key.dns_record().as_bytes()).unwrap();
        let until = Instant::now() + Duration::from_secs(600);
        by_dns.records.insert(format!("{}.", key.dns_name()).into(), record.into(), until);
        by_dns
    }

    fn proves(by_dns: &ByDns, raw: &[u8]) -> bool {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let mail = Evidence { raw, via: RawVia::Imap, peer: "", envelope_from: "" };
        runtime.block_on(by_dns.proves(mail))
    }

    #[test]
    fn a_signature_of_the_authors_domain_proves_it_and_one_of_another_or_a_changed_word_does_not() {
        let pem = DkimKey::generate(KeyKind::Ed25519).unwrap();
        let key = DkimKey::from_pem(&pem, "s1", "desk.example").unwrap();
        let by_dns = knowing(&key);
        let from_bo =
            b"From: Bo <bo@desk.example>\r\nTo: help@desk.example\r\nSubject: Re: #1042\r\n\r\nPress it.\r\n";
        let signed = dkim_sign(from_bo, &key).unwrap();
        assert!(proves(&by_dns, &signed));
        let on_arrival =
            [b"Return-Path: <bo@desk.example>\r\nReceived: from x\r\n".as_slice(), &signed].concat();
        assert!(proves(&by_dns, &on_arrival), "what we put before it does no harm");
        let changed = String::from_utf8(signed).unwrap().replace("Press", "Smash");
        assert!(!proves(&by_dns, changed.as_bytes()));
        let from_other = b"From: Bo <bo@other.example>\r\nSubject: Re: #1042\r\n\r\nPress it.\r\n";
        assert!(!proves(&by_dns, &dkim_sign(from_other, &key).unwrap()));
        assert!(!proves(&by_dns, from_bo), "no signature, no proof");
    }
}
