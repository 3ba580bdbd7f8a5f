//! Keeps a mail server from filling our memory, whatever it sends.
//!
//! The protocol library reads a whole answer into memory, and makes room for a literal as soon as its size is
//! announced. Here each answer has a budget of bytes, and a literal that would not fit it is refused before
//! room is made. The end of the stream is an error too: the library takes it for the end of an answer.

use std::fmt;
use std::io::{self, ErrorKind};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// A stream of bytes to a server, in the clear or over TLS.
pub(crate) trait Wire: AsyncRead + AsyncWrite + Unpin + Send + fmt::Debug {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send + fmt::Debug> Wire for T {}

/// Bytes the server may still send for the answer we wait for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Budget(Arc<AtomicUsize>);

impl Budget {
    pub(crate) fn set(&self, bytes: usize) {
        self.0.store(bytes, Ordering::Relaxed);
    }

    fn left(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }
}

/// The stream, watched.
#[derive(Debug)]
pub(crate) struct Guarded {
    wire: Box<dyn Wire>,
    budget: Budget,
    literals: Literals,
}

impl Guarded {
    pub(crate) fn new(wire: Box<dyn Wire>, budget: Budget) -> Self {
        Self { wire, budget, literals: Literals::default() }
    }

    /// For an upgrade to TLS.
    pub(crate) fn into_wire(self) -> Box<dyn Wire> {
        self.wire
    }
}

impl AsyncRead for Guarded {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buf.filled().len();
        std::task::ready!(Pin::new(&mut self.wire).poll_read(cx, buf))?;
        let came = buf.filled().get(before..).unwrap_or_default();
        if came.is_empty() {
            return Poll::Ready(Err(ErrorKind::UnexpectedEof.into()));
        }
        let left = self.budget.left().checked_sub(came.len());
        let announced = self.literals.largest_in(came).unwrap_or(0);
        match left {
            Some(left) if announced <= left => {
                self.budget.set(left);
                Poll::Ready(Ok(()))
            }
            _ => {
                // A reader that errs has read nothing.
                buf.set_filled(before);
                let too_much = "the server sends more than was asked for";
                Poll::Ready(Err(io::Error::new(ErrorKind::FileTooLarge, too_much)))
            }
        }
    }
}

impl AsyncWrite for Guarded {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.wire).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.wire).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.wire).poll_shutdown(cx)
    }
}

/// Finds `{123}` CR LF at the ends of lines, and steps over the literals that follow (RFC 3501, 4.3).
#[derive(Debug, Default)]
enum Literals {
    #[default]
    Line,
    /// After `{`: the number so far.
    Number(usize),
    /// After `}`, and after its CR.
    Closed(usize),
    ClosedCr(usize),
    /// Bytes of a literal still to come.
    Inside(usize),
}

impl Literals {
    /// The largest part of a literal announced in `bytes` that is still to come after them.
    fn largest_in(&mut self, bytes: &[u8]) -> Option<usize> {
        let mut rest = bytes;
        while let Some((&byte, tail)) = rest.split_first() {
            if let Self::Inside(left) = *self {
                let step = left.min(rest.len());
                rest = rest.get(step..).unwrap_or_default();
                *self = if step == left { Self::Line } else { Self::Inside(left - step) };
                continue;
            }
            rest = tail;
            *self = match (&*self, byte) {
                (_, b'{') => Self::Number(0),
                (Self::Number(number), b'0'..=b'9') => {
                    Self::Number(number.saturating_mul(10).saturating_add(usize::from(byte - b'0')))
                }
                (Self::Number(number), b'}') => Self::Closed(*number),
                (Self::Closed(number), b'\r') => Self::ClosedCr(*number),
                (Self::ClosedCr(number), b'\n') if *number > 0 => Self::Inside(*number),
                _ => Self::Line,
            };
        }
        if let Self::Inside(left) = *self { Some(left) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use tokio::io::AsyncReadExt;

    async fn read_all(bytes: &'static [u8], budget: usize) -> io::Result<Vec<u8>> {
        let (mut server, client) = tokio::io::duplex(64);
        tokio::spawn(async move {
            use tokio::io::AsyncWriteExt;
            let _ = server.write_all(bytes).await;
        });
        let allowed = Budget::default();
        allowed.set(budget);
        let mut guarded = Guarded::new(Box::new(client), allowed);
        let mut all = Vec::new();
        guarded.read_to_end(&mut all).await.map(|_| all)
    }

    #[tokio::test]
    async fn a_server_cannot_send_or_announce_more_than_the_budget() {
        assert_eq!(read_all(b"0123456789", 9).await.unwrap_err().kind(), ErrorKind::FileTooLarge);
        assert_eq!(
            read_all(b"* 1 FETCH (BODY[] {400000000}\r\n", 1000).await.unwrap_err().kind(),
            ErrorKind::FileTooLarge
        );
        assert_eq!(read_all(b"* OK\r\n", 1000).await.unwrap_err().kind(), ErrorKind::UnexpectedEof);
    }

    #[test]
    fn what_looks_like_a_literal_inside_one_is_text() {
        let mut literals = Literals::default();
        assert_eq!(literals.largest_in(b"* 1 FETCH (BODY[] {11}\r\n{9999999}\r\n{55}\r\n"), Some(55));
        let mut literals = Literals::default();
        assert_eq!(literals.largest_in(b"* OK {12} \r\n{12}\n"), None);
    }

    proptest! {
        #[test]
        fn the_pieces_do_not_matter(
            bytes in proptest::collection::vec(proptest::sample::select(b"{}0123\r\nx".to_vec()), 0..60),
            piece in 1usize..10,
        ) {
            let mut whole = Literals::default();
            let mut parts = Literals::default();
            let expected = whole.largest_in(&bytes);
            let mut last = None;
            for part in bytes.chunks(piece) {
                last = parts.largest_in(part);
            }
            prop_assert_eq!(last, expected);
        }
    }
}
