//! One connection: reads commands, writes answers in batches, keeps the time, and waits for the receiver.

use crate::data::DotDecoder;
use crate::dialogue::{Dialogue, Step};
use crate::input::{Input, Line};
use crate::meters::{self, Meters};
use crate::peers::Seat;
use crate::reply::{self, say};
use crate::{CancellationToken, Envelope, Receiver, Refused, Settings};
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout};

/// Answers are written before they grow beyond this, however many commands a client sends ahead.
const MAX_UNSENT_BYTES: usize = 8 * 1024;
/// Room set aside for a message before its size is known.
const USUAL_MESSAGE_BYTES: usize = 8 * 1024;
/// Room set aside at most on a client's word about the size.
const MAX_TRUSTED_BYTES: usize = 256 * 1024;

/// What all connections of a listener share.
pub(crate) struct Shared<R> {
    pub(crate) settings: Arc<Settings>,
    pub(crate) receiver: Arc<R>,
    pub(crate) meters: Meters,
    pub(crate) shutdown: CancellationToken,
}

/// Why a conversation over one stream is over.
#[derive(Debug, PartialEq, Eq)]
enum Ended {
    StartTls,
    /// Everything is said.
    Closed,
    /// The client is gone, or does not read what we say.
    Lost,
}

struct Session<R> {
    shared: Arc<Shared<R>>,
    seat: Seat,
    peer: IpAddr,
    dialogue: Dialogue,
    input: Input,
    out: Vec<u8>,
    /// When the message that comes in chunks must be complete.
    chunks_due: Option<Instant>,
}

/// Serves one connection to its end.
pub(crate) async fn run<R: Receiver>(
    mut stream: TcpStream,
    peer: IpAddr,
    seat: Seat,
    shared: Arc<Shared<R>>,
) {
    let mut session = Session {
        dialogue: Dialogue::new(Arc::clone(&shared.settings)),
        shared,
        seat,
        peer,
        input: Input::new(),
        out: Vec::with_capacity(512),
        chunks_due: None,
    };
    session.dialogue.greet(&mut session.out);
    match session.talk(&mut stream).await {
        Ended::Lost => {}
        Ended::Closed => hang_up(&mut stream).await,
        Ended::StartTls => session.talk_securely(stream).await,
    }
}

impl<R: Receiver> Session<R> {
    async fn talk_securely(&mut self, stream: TcpStream) {
        let Some(config) = self.shared.settings.tls.clone() else { return };
        // Commands sent ahead in the clear may be an attacker's: never look at them (CVE-2011-0411).
        self.input.discard();
        let handshake = Box::pin(tokio_rustls::TlsAcceptor::from(config).accept(stream));
        match timeout(self.shared.settings.command_timeout, handshake).await {
            Ok(Ok(mut secure)) => {
                self.dialogue.secured();
                if self.talk(&mut secure).await == Ended::Closed {
                    hang_up(&mut secure).await;
                }
            }
            Ok(Err(error)) => {
                meters::refused("tls");
                tracing::debug!(peer = %self.peer, %error, "no agreement on TLS");
            }
            Err(_) => meters::refused("timeout"),
        }
    }

    async fn talk<S: AsyncRead + AsyncWrite + Unpin>(&mut self, stream: &mut S) -> Ended {
        match self.commands(stream).await {
            Ok(ended) => match self.flush(stream).await {
                Ok(()) => ended,
                Err(lost) => lost,
            },
            Err(ended) => ended,
        }
    }

    /// The loop over commands. `Ok` leaves answers that are yet to be sent.
    async fn commands<S: AsyncRead + AsyncWrite + Unpin>(&mut self, stream: &mut S) -> Result<Ended, Ended> {
        loop {
            let mut step = self.next_command(stream).await?;
            if let Step::Recipient(address) = step {
                let word = self.shared.receiver.recipient(&address, self.peer).await;
                step = self.dialogue.recipient_answer(address, word, &mut self.out);
            }
            match step {
                Step::Next | Step::Recipient(_) => {}
                Step::Sender => {
                    let allowed = self.seat.may_send(std::time::Instant::now());
                    self.dialogue.sender_answer(allowed, &mut self.out);
                }
                Step::Data => {
                    let text = self.text(stream).await?;
                    self.deliver(text).await;
                }
                Step::Chunk { bytes, last, refusal } => self.chunk(stream, bytes, last, refusal).await?,
                Step::StartTls => return Ok(Ended::StartTls),
                Step::Close => return Ok(Ended::Closed),
            }
            if self.out.len() > MAX_UNSENT_BYTES {
                self.flush(stream).await?;
            }
        }
    }

    /// Waits for one whole command and lets the dialogue answer it.
    async fn next_command<S: AsyncRead + AsyncWrite + Unpin>(
        &mut self,
        stream: &mut S,
    ) -> Result<Step, Ended> {
        let mut due = None;
        loop {
            match self.input.line() {
                Line::Whole(range) => {
                    return Ok(self.dialogue.command(self.input.bytes(range), &mut self.out));
                }
                Line::TooLong => return Ok(self.dialogue.line_too_long(&mut self.out)),
                Line::Partial => {
                    self.flush(stream).await?;
                    let due =
                        *due.get_or_insert_with(|| Instant::now() + self.shared.settings.command_timeout);
                    self.read(stream, due, true).await?;
                }
            }
        }
    }

    /// Reads once. An idle connection is told when the server stops; one with a message in hand is not.
    async fn read<S: AsyncRead + AsyncWrite + Unpin>(
        &mut self,
        stream: &mut S,
        due: Instant,
        idle: bool,
    ) -> Result<(), Ended> {
        let goodbye = tokio::select! {
            biased;
            () = self.shared.shutdown.cancelled(), if idle => reply::SHUTTING_DOWN,
            read = stream.read(self.input.room()) => match read {
                Ok(0) | Err(_) => return Err(Ended::Lost),
                Ok(count) => {
                    self.input.filled(count);
                    return Ok(());
                }
            },
            () = tokio::time::sleep_until(due) => {
                meters::refused("timeout");
                reply::TIMED_OUT
            }
        };
        self.say_goodbye(stream, goodbye).await
    }

    async fn say_goodbye<S: AsyncWrite + Unpin>(
        &mut self,
        stream: &mut S,
        goodbye: &str,
    ) -> Result<(), Ended> {
        say(&mut self.out, goodbye);
        self.flush(stream).await?;
        Err(Ended::Closed)
    }

    async fn flush<S: AsyncWrite + Unpin>(&mut self, stream: &mut S) -> Result<(), Ended> {
        if self.out.is_empty() {
            return Ok(());
        }
        let write = async {
            stream.write_all(&self.out).await?;
            stream.flush().await
        };
        match timeout(self.shared.settings.command_timeout, write).await {
            Ok(Ok(())) => {
                self.out.clear();
                Ok(())
            }
            _ => Err(Ended::Lost),
        }
    }

    /// The text after DATA; `None` when it was larger than we take.
    async fn text<S: AsyncRead + AsyncWrite + Unpin>(
        &mut self,
        stream: &mut S,
    ) -> Result<Option<Vec<u8>>, Ended> {
        self.flush(stream).await?;
        let settings = Arc::clone(&self.shared.settings);
        let due = Instant::now() + settings.data_timeout;
        let mut decoder = DotDecoder::new();
        let room = self.dialogue.declared().clamp(USUAL_MESSAGE_BYTES, MAX_TRUSTED_BYTES);
        let mut text = Vec::with_capacity(room);
        let mut dropped = 0;
        loop {
            if self.input.waiting().is_empty() {
                self.read(stream, due, false).await?;
            }
            let end = decoder.decode(self.input.waiting(), &mut text);
            self.input.consume(end.unwrap_or(usize::MAX));
            if dropped > 0 || text.len() > settings.max_message_bytes {
                dropped += text.len().max(1);
                text = Vec::new();
            }
            if end.is_some() {
                return Ok((dropped == 0).then_some(text));
            }
            if dropped > most_thrown_away(&settings) {
                meters::refused("too_big");
                self.say_goodbye(stream, reply::TOO_BIG).await?;
            }
        }
    }

    async fn deliver(&mut self, text: Option<Vec<u8>>) {
        let mail = self.dialogue.take_mail();
        let recipient_count = mail.rcpt_to.len();
        let outcome = match text {
            None => Err(Refused::TooBig),
            Some(raw) => {
                let bytes = raw.len() as u64;
                let envelope = Envelope {
                    peer: self.peer,
                    helo: self.dialogue.helo(),
                    mail_from: mail.mail_from,
                    rcpt_to: mail.rcpt_to,
                    raw,
                    tls: self.dialogue.tls(),
                };
                let began_at = Instant::now();
                let outcome = self.shared.receiver.receive(envelope).await;
                let meters = &self.shared.meters;
                meters.receive_seconds.record(began_at.elapsed().as_secs_f64());
                if outcome.is_ok() {
                    meters.accepted.increment(1);
                    meters.accepted_bytes.increment(bytes);
                }
                outcome
            }
        };
        if let Err(refused) = &outcome {
            meters::refused(match refused {
                Refused::Full => "full",
                Refused::Busy => "busy",
                Refused::TooBig => "too_big",
                Refused::Permanent(_) => "permanent",
            });
        }
        self.dialogue.outcome(&outcome, recipient_count, &mut self.out);
    }

    /// One BDAT chunk: kept for the message, or read past so that the next command is found.
    async fn chunk<S: AsyncRead + AsyncWrite + Unpin>(
        &mut self,
        stream: &mut S,
        bytes: usize,
        last: bool,
        refusal: Option<&'static str>,
    ) -> Result<(), Ended> {
        let settings = Arc::clone(&self.shared.settings);
        if bytes > most_thrown_away(&settings) {
            meters::refused("too_big");
            return self.say_goodbye(stream, reply::TOO_BIG).await;
        }
        let due = *self.chunks_due.get_or_insert_with(|| Instant::now() + settings.data_timeout);
        let mut left = bytes;
        while left > 0 {
            if self.input.waiting().is_empty() {
                self.read(stream, due, false).await?;
            }
            let waiting = self.input.waiting();
            let part = waiting.get(..left.min(waiting.len())).unwrap_or_default();
            if refusal.is_none() {
                self.dialogue.add_chunk(part);
            }
            let count = part.len();
            left -= count;
            self.input.consume(count);
        }
        match refusal {
            Some(reply) => {
                self.chunks_due = None;
                if self.dialogue.fault(&mut self.out, reply) == Step::Close {
                    self.flush(stream).await?;
                    return Err(Ended::Closed);
                }
            }
            None if last => {
                self.chunks_due = None;
                let text = self.dialogue.take_chunks();
                self.deliver(text).await;
            }
            None => say(&mut self.out, reply::CHUNK_OK),
        }
        Ok(())
    }
}

/// How much of a message that is too big we read past before we hang up instead of answering.
fn most_thrown_away(settings: &Settings) -> usize {
    settings.max_message_bytes.saturating_mul(2).saturating_add(1024 * 1024)
}

/// Closes so that the client gets our last words: with unread bytes waiting, a plain close would reset the
/// connection and throw them away.
async fn hang_up<S: AsyncRead + AsyncWrite + Unpin>(stream: &mut S) {
    let farewell = async {
        let _ = stream.shutdown().await;
        let mut sink = [0; 1024];
        for _ in 0..64 {
            if !matches!(stream.read(&mut sink).await, Ok(1..)) {
                break;
            }
        }
    };
    let _ = timeout(Duration::from_secs(1), farewell).await;
}
