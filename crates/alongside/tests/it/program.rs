//! The program as an admin starts it: a data folder of its own, ports of the system's choice.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Output, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

pub struct Program {
    child: Child,
    said: BufReader<ChildStdout>,
    pub data: TempDir,
    /// The content of the ready file.
    pub ready: serde_json::Value,
}

/// The program with no setting of ours around it.
pub fn command(data: &Path, arguments: &[&str]) -> Command {
    within(&[], data, arguments)
}

/// The same, started by another program: the words that lead in.
fn within(leader: &[String], data: &Path, arguments: &[&str]) -> Command {
    let binary = env!("CARGO_BIN_EXE_alongside");
    let mut command = match leader {
        [] => Command::new(binary),
        [first, more @ ..] => {
            let mut command = Command::new(first);
            command.args(more).arg(binary);
            command
        }
    };
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("ALONGSIDE_") {
            command.env_remove(name);
        }
    }
    command.args(arguments).arg("--data").arg(data);
    command
}

/// Runs a command to its end, with `input` on its standard input.
pub fn run(data: &Path, arguments: &[&str], input: &[u8]) -> Output {
    finish(command(data, arguments), input)
}

/// [`run`] behind other words.
pub fn run_within(leader: &[String], data: &Path, arguments: &[&str]) -> Output {
    finish(within(leader, data, arguments), b"")
}

fn finish(mut command: Command, input: &[u8]) -> Output {
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // A command that needs no input may be gone before it is written.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

impl Program {
    /// Starts `serve` and waits until it says that it is ready.
    pub fn serve() -> Program {
        Program::start(tempfile::tempdir().unwrap(), "serve", &[])
    }

    pub fn start(data: TempDir, what: &str, more: &[&str]) -> Program {
        let folder = data.path().to_owned();
        Program::start_within(&[], &folder, data, what, more)
    }

    /// The same behind other words, and in a folder that somebody else keeps; `place` is for the ready file.
    pub fn start_within(
        leader: &[String],
        folder: &Path,
        place: TempDir,
        what: &str,
        more: &[&str],
    ) -> Program {
        let ready = place.path().join("ready.json");
        let listen = [what, "--listen", "127.0.0.1:0", "--smtp-listen", "127.0.0.1:0"];
        let mut command = within(leader, folder, &listen);
        command.arg("--ready-file").arg(&ready).args(more).stdout(Stdio::piped()).stderr(Stdio::inherit());
        let mut child = command.spawn().unwrap();
        let mut said = BufReader::new(child.stdout.take().unwrap());
        wait_for(&mut said, "is ready.");
        let ready = serde_json::from_slice(&std::fs::read(ready).unwrap()).unwrap();
        Program { child, said, data: place, ready }
    }

    /// Reads what it prints until a line holds `words`.
    pub fn says(&mut self, words: &str) -> String {
        wait_for(&mut self.said, words)
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.ready["http"].as_str().unwrap()).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        stream
    }

    /// The whole answer to a GET, head and body.
    pub fn get(&self, path: &str) -> String {
        self.ask("GET", path, &[], "")
    }

    /// The whole answer to a request with these headers.
    pub fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> String {
        let mut stream = self.connect();
        let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: desk.example\r\nConnection: close\r\n{headers}\
             Content-Length: {}\r\n\r\n{body}",
            body.len()
        )
        .unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        text(&answer)
    }

    pub fn smtp(&self) -> SocketAddr {
        self.ready["smtp"].as_str().unwrap().parse().unwrap()
    }

    pub fn signal(&self, name: &str) {
        let sent = Command::new("kill").arg(format!("-{name}")).arg(self.child.id().to_string()).status();
        assert!(sent.unwrap().success());
    }

    /// Waits for the end; the exit status and the data folder.
    pub fn ended(mut self) -> (Option<i32>, TempDir) {
        let status = self.child.wait().unwrap();
        (status.code(), std::mem::replace(&mut self.data, tempfile::tempdir().unwrap()))
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Asks again and again, without a pause, until there is an answer; each question should be work for the program.
pub fn until<T>(what: &str, mut answer: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(found) = answer() {
            return found;
        }
        assert!(begun.elapsed() < Duration::from_secs(90), "in vain: {what}");
        std::thread::yield_now();
    }
}

fn wait_for(said: &mut BufReader<ChildStdout>, words: &str) -> String {
    let mut line = String::new();
    loop {
        line.clear();
        assert_ne!(said.read_line(&mut line).unwrap(), 0, "it ended without saying “{words}”");
        if line.contains(words) {
            return line;
        }
    }
}
