//! An ordinary mail program as the client: lettre, in the clear and over STARTTLS.

use crate::desk::{Client, Desk, HELP, settings};
use lettre::address::Envelope;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use smtp::Settings;
use std::sync::Arc;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

type Transport = AsyncSmtpTransport<Tokio1Executor>;

fn to_help() -> Envelope {
    Envelope::new(Some("ana@example.org".parse().unwrap()), vec![HELP.parse().unwrap()]).unwrap()
}

/// A server's TLS settings and the certificate a client must trust, for the name `localhost`.
pub fn certificate() -> (Arc<rustls::ServerConfig>, String) {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let key = rustls::pki_types::PrivateKeyDer::Pkcs8(made.signing_key.serialize_der().into());
    let config = rustls::ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .unwrap();
    (Arc::new(config), made.cert.pem())
}

#[tokio::test]
async fn a_mail_program_delivers_over_one_kept_connection() {
    let desk = Desk::open(settings()).await;
    let transport = Transport::builder_dangerous("127.0.0.1").port(desk.address.port()).build();
    for number in 0..20 {
        // lettre ends every message with a CRLF of its own.
        let raw = format!("Subject: {number}\r\n\r\n.dotted\r\n..twice\r\n.\r\nend");
        let reply = transport.send_raw(&to_help(), raw.as_bytes()).await.unwrap();
        assert!(reply.is_positive());
        assert_eq!(desk.inbox.kept()[number].raw, format!("{raw}\r\n").as_bytes());
    }
}

#[tokio::test]
async fn a_mail_program_delivers_over_starttls() {
    let (config, pem) = certificate();
    let desk = Desk::open(Settings { tls: Some(config), ..settings() }).await;
    let trusted = TlsParameters::builder("localhost".to_owned())
        .add_root_certificate(Certificate::from_pem(pem.as_bytes()).unwrap())
        .build()
        .unwrap();
    let transport = Transport::builder_dangerous("127.0.0.1")
        .port(desk.address.port())
        .tls(Tls::Required(trusted))
        .build();
    transport.send_raw(&to_help(), b"Subject: secret\r\n\r\nhello").await.unwrap();
    let mail = desk.inbox.only_message();
    assert!(mail.tls);
    assert_eq!(mail.raw, b"Subject: secret\r\n\r\nhello\r\n");
}

#[tokio::test]
async fn commands_sent_ahead_of_tls_are_never_obeyed() {
    let (config, pem) = certificate();
    let desk = Desk::open(Settings { tls: Some(config), ..settings() }).await;
    let mut client = desk.client().await;
    client.send("EHLO x\r\n").await;
    assert!(client.reply().await.contains("250-STARTTLS\r\n"));
    // What a man in the middle would add to the same packet.
    client
        .send(format!("STARTTLS\r\nEHLO evil\r\nMAIL FROM:<evil@example.org>\r\nRCPT TO:<{HELP}>\r\n"))
        .await;
    assert_eq!(client.code().await, "220 2.0.0");

    let mut roots = rustls::RootCertStore::empty();
    use rustls::pki_types::pem::PemObject;
    roots.add(rustls::pki_types::CertificateDer::from_pem_slice(pem.as_bytes()).unwrap()).unwrap();
    let trust = rustls::ClientConfig::builder().with_root_certificates(roots).with_no_client_auth();
    let Client { stream, .. } = client;
    let mut secure = tokio_rustls::TlsConnector::from(Arc::new(trust))
        .connect("localhost".try_into().unwrap(), stream)
        .await
        .unwrap();
    secure.write_all(b"DATA\r\nEHLO y\r\nSTARTTLS\r\nQUIT\r\n").await.unwrap();
    let mut said = String::new();
    secure.read_to_string(&mut said).await.unwrap();
    // The first answer over TLS is to the first command over TLS; TLS is not offered again.
    assert!(said.starts_with("503 5.5.1 Say MAIL first\r\n250-desk.example.com\r\n"), "{said}");
    assert!(!said.contains("250-STARTTLS"), "{said}");
    assert!(said.ends_with("503 5.5.1 TLS is already on\r\n221 2.0.0 Goodbye\r\n"), "{said}");
}
