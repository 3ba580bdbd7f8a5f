//! The mail servers of the world: one that sends to the desk, one that takes what the desk sends and may go away.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// An answer that left: to whom, which mail it answers, and under which Message-ID.
pub struct Answer {
    pub to: String,
    pub in_reply_to: String,
    pub message_id: String,
}

/// A mail server that takes everything and tells of each mail. It outlives every death of the program.
pub struct Sink {
    address: SocketAddr,
    pub answers: Receiver<Answer>,
    tell: Sender<Answer>,
    open: Option<Open>,
}

/// The server while it listens.
struct Open {
    gone: Arc<AtomicBool>,
    sessions: Arc<Mutex<Vec<TcpStream>>>,
    door: JoinHandle<()>,
}

impl Sink {
    pub fn open() -> Sink {
        let (tell, answers) = channel();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let open = Some(Open::listen(listener, &tell));
        Sink { address, answers, tell, open }
    }

    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// Goes away: nobody gets in any more, and whoever was in is cut off.
    pub fn close(&mut self) {
        let open = self.open.take().unwrap();
        open.gone.store(true, Ordering::SeqCst);
        // The door notices when somebody knocks.
        drop(TcpStream::connect(self.address));
        open.door.join().unwrap();
        for session in open.sessions.lock().unwrap().drain(..) {
            let _ = session.shutdown(Shutdown::Both);
        }
        assert!(TcpStream::connect(self.address).is_err(), "the mail server is still there");
    }

    /// Is there again, where it was.
    pub fn reopen(&mut self) {
        let listener = TcpListener::bind(self.address).unwrap();
        self.open = Some(Open::listen(listener, &self.tell));
    }
}

impl Open {
    fn listen(listener: TcpListener, tell: &Sender<Answer>) -> Open {
        let (gone, sessions) = (Arc::new(AtomicBool::new(false)), Arc::new(Mutex::new(Vec::new())));
        let (is_gone, kept, tell) = (gone.clone(), sessions.clone(), tell.clone());
        let door = thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if is_gone.load(Ordering::SeqCst) {
                    return;
                }
                kept.lock().unwrap().extend(stream.try_clone());
                let tell = tell.clone();
                // A session that the program's death cuts off is nothing to speak of.
                thread::spawn(move || drop(take(stream, &tell)));
            }
        });
        Open { gone, sessions, door }
    }
}

fn take(mut stream: TcpStream, tell: &Sender<Answer>) -> io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    stream.write_all(b"220 sink.example\r\n")?;
    let mut to = String::new();
    while let Some(line) = lines.next().transpose()? {
        let command = line.to_uppercase();
        if command.starts_with("RCPT TO:") {
            to = line["RCPT TO:".len()..].trim().trim_matches(['<', '>']).to_owned();
        }
        if command.starts_with("DATA") {
            stream.write_all(b"354 go on\r\n")?;
            let (mut head, mut in_head) = (Vec::new(), true);
            while let Some(line) = lines.next().transpose()?.filter(|line| line != ".") {
                in_head &= !line.is_empty();
                if in_head {
                    head.push(line);
                }
            }
            // Told before it is acknowledged: a mail counts as sent once, or again under the same name.
            let header = |name: &str| {
                let found = head.iter().find_map(|line| line.strip_prefix(name));
                found.map(|value| value.trim().trim_matches(['<', '>']).to_owned()).unwrap_or_default()
            };
            let answer = Answer {
                to: to.clone(),
                in_reply_to: header("In-Reply-To:"),
                message_id: header("Message-ID:"),
            };
            let _ = tell.send(answer);
        }
        if command.starts_with("QUIT") {
            return stream.write_all(b"221 bye\r\n");
        }
        stream.write_all(b"250 ok\r\n")?;
    }
    Ok(())
}

/// One mail, acknowledged when this returns. An error of the kind `Other` is what the program said instead of
/// taking it.
pub fn deliver(address: SocketAddr, name: &str, to: &str) -> io::Result<()> {
    deliver_words(address, name, to, "The screen is dark again.")
}

/// The same with these words in it.
pub fn deliver_words(address: SocketAddr, name: &str, to: &str, words: &str) -> io::Result<()> {
    send(address, name, to, &format!("\r\n{words}"), Some(1), &mut |_| true)
}

/// The same with a file of these letters.
pub fn deliver_file(address: SocketAddr, name: &str, to: &str, file: &str, content: &str) -> io::Result<()> {
    let rest = format!(
        "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\n\
         Content-Type: text/plain\r\n\r\nSee the file.\r\n--b\r\n\
         Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=\"{file}\"\r\n\r\n\
         {content}\r\n--b--"
    );
    send(address, name, to, &rest, Some(1), &mut |_| true)
}

/// Sends mail after mail until the program is gone; tells of each one that was acknowledged.
pub fn stream_mail(address: SocketAddr, name: &str, to: &str, acknowledged: &Sender<String>) {
    let rest = "\r\nThe screen is dark again.";
    let mut tell = |id| acknowledged.send(id).is_ok();
    match send(address, name, to, rest, None, &mut tell) {
        Err(error) if error.kind() == io::ErrorKind::Other => panic!("{name}: {error}"),
        _ => {}
    }
}

/// `rest` is more of the header, an empty line and the body.
fn send(
    address: SocketAddr,
    name: &str,
    to: &str,
    rest: &str,
    count: Option<u64>,
    acknowledged: &mut dyn FnMut(String) -> bool,
) -> io::Result<()> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    let mut replies = BufReader::new(stream.try_clone()?);
    let mut expect = |code: &str| -> io::Result<()> {
        loop {
            let mut line = String::new();
            // A line without its end is what a dying program had time for.
            if replies.read_line(&mut line)? == 0 || !line.ends_with('\n') {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            if !line.starts_with(code) {
                return Err(io::Error::other(line));
            }
            if line.as_bytes().get(3) == Some(&b' ') {
                return Ok(());
            }
        }
    };
    expect("220")?;
    stream.write_all(b"EHLO world.example\r\n")?;
    expect("250")?;
    for number in 0..count.unwrap_or(u64::MAX) {
        let id = format!("{name}-{number}");
        let envelope = format!("MAIL FROM:<{id}@world.example>\r\nRCPT TO:<{to}>\r\nDATA\r\n");
        stream.write_all(envelope.as_bytes())?;
        for code in ["250", "250", "354"] {
            expect(code)?;
        }
        let mail = format!(
            "From: {id}@world.example\r\nTo: {to}\r\nSubject: Mail {id}\r\n\
             Message-ID: <{id}@world.example>\r\n{rest}\r\n.\r\n"
        );
        stream.write_all(mail.as_bytes())?;
        expect("250")?;
        if !acknowledged(id) {
            return Ok(());
        }
    }
    Ok(())
}
