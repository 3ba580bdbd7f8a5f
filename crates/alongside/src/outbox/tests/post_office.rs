//! A receiving mail server on a loopback port: our own listener, with a say in what it takes.

use smtp::{CancellationToken, Envelope, Receipt, Receiver, Recipient, Refused, Settings};
use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;
use tokio::sync::Notify;
use tokio::task::JoinHandle;

#[derive(Default)]
pub struct Sacks {
    kept: Mutex<Vec<Envelope>>,
    unknown: Mutex<Vec<String>>,
    refuse: Mutex<Option<Refused>>,
    arrived: Notify,
    needs_sender: AtomicBool,
}

impl Receiver for Sacks {
    async fn recipient(&self, address: &str, _: IpAddr) -> Recipient {
        let unknown = self.unknown.lock().unwrap().iter().any(|u| u == address);
        if unknown { Recipient::Unknown } else { Recipient::Known }
    }

    async fn receive(&self, mail: Envelope) -> Result<Receipt, Refused> {
        if let Some(refused) = self.refuse.lock().unwrap().clone() {
            return Err(refused);
        }
        if mail.mail_from.is_empty() && self.needs_sender.load(Ordering::SeqCst) {
            return Err(Refused::Permanent("Who are you?".to_owned()));
        }
        let mut kept = self.kept.lock().unwrap();
        kept.push(mail);
        self.arrived.notify_one();
        Ok(Receipt { id: format!("m{}", kept.len()) })
    }
}

pub struct PostOffice {
    pub address: SocketAddr,
    sacks: Arc<Sacks>,
    stop: CancellationToken,
    serving: Option<JoinHandle<()>>,
}

impl PostOffice {
    pub async fn open() -> PostOffice {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let mut office =
            PostOffice { address, sacks: Arc::default(), stop: CancellationToken::new(), serving: None };
        office.serve(listener);
        office
    }

    fn serve(&mut self, listener: TcpListener) {
        self.stop = CancellationToken::new();
        let (sacks, stop) = (Arc::clone(&self.sacks), self.stop.clone());
        self.serving = Some(tokio::spawn(async move {
            smtp::serve(listener, Settings::default(), sacks, stop).await.unwrap();
        }));
    }

    /// The server is down: nothing listens any more.
    pub async fn close(&mut self) {
        self.stop.cancel();
        if let Some(serving) = self.serving.take() {
            serving.await.unwrap();
        }
    }

    pub async fn open_again(&mut self) {
        let listener = TcpListener::bind(self.address).await.unwrap();
        self.serve(listener);
    }

    /// Nobody has this address.
    pub fn knows_not(&self, address: &str) {
        self.sacks.unknown.lock().unwrap().push(address.to_owned());
    }

    pub fn knows_everybody(&self) {
        self.sacks.unknown.lock().unwrap().clear();
    }

    pub fn refuses(&self, refused: Option<Refused>) {
        *self.sacks.refuse.lock().unwrap() = refused;
    }

    /// Takes nothing from the null sender.
    pub fn needs_a_sender(&self) {
        self.sacks.needs_sender.store(true, Ordering::SeqCst);
    }

    /// Returns once a mail has arrived since the last call.
    pub async fn arrival(&self) {
        let patience = std::time::Duration::from_secs(30);
        tokio::time::timeout(patience, self.sacks.arrived.notified()).await.expect("a mail arrives");
    }

    pub fn all(&self) -> Vec<Envelope> {
        self.sacks.kept.lock().unwrap().clone()
    }

    /// The one mail that arrived since the last look.
    pub fn the_only_mail(&self) -> Envelope {
        let mut kept = self.sacks.kept.lock().unwrap();
        assert_eq!(kept.len(), 1, "{:?}", kept.iter().map(|m| &m.rcpt_to).collect::<Vec<_>>());
        kept.pop().unwrap()
    }
}
