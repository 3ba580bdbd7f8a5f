//! A blocking HTTP/1.1 client over one kept connection: enough to sign in, to create, and to weigh a page.

use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

const LIMIT: Duration = Duration::from_secs(30);
const BODY_BYTES_MAX: usize = 16 * 1024 * 1024;

pub struct Connection {
    reader: BufReader<TcpStream>,
    host: String,
}

pub struct Response {
    pub status: u16,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Response {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(header, _)| header == name).map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The cookies it sets, as a later request sends them.
    pub fn cookies(&self) -> Vec<String> {
        let set = self.headers.iter().filter(|(name, _)| name == "set-cookie");
        set.filter_map(|(_, value)| value.split(';').next().map(str::to_owned)).collect()
    }
}

impl Connection {
    pub fn open(address: &str) -> Result<Connection> {
        let stream = TcpStream::connect(address).with_context(|| address.to_owned())?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(LIMIT))?;
        stream.set_write_timeout(Some(LIMIT))?;
        Ok(Connection { reader: BufReader::new(stream), host: address.to_owned() })
    }

    /// Asks once more over a new connection when this one is no good: a server closes those long idle.
    pub fn get(&mut self, path: &str, headers: &[(&str, &str)]) -> Result<Response> {
        if let Ok(answer) = self.send("GET", path, headers, b"") {
            return Ok(answer);
        }
        *self = Connection::open(&self.host)?;
        self.send("GET", path, headers, b"")
    }

    pub fn send(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Result<Response> {
        let mut request = format!("{method} {path} HTTP/1.1\r\nhost: {}\r\n", self.host);
        for (name, value) in headers {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        if method != "GET" {
            request.push_str(&format!("content-length: {}\r\n", body.len()));
        }
        request.push_str("\r\n");
        let mut bytes = request.into_bytes();
        bytes.extend_from_slice(body);
        self.reader.get_mut().write_all(&bytes)?;
        self.receive()
    }

    fn receive(&mut self) -> Result<Response> {
        let line = self.line()?;
        let status = line.split(' ').nth(1).and_then(|code| code.parse().ok());
        let status = status.with_context(|| format!("not an HTTP answer: {line}"))?;
        let mut headers = Vec::new();
        loop {
            let line = self.line()?;
            let Some((name, value)) = line.split_once(':') else { break };
            headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
        let mut response = Response { status, headers, body: Vec::new() };
        if response.header("transfer-encoding").is_some_and(|coding| coding.contains("chunked")) {
            loop {
                let size = usize::from_str_radix(self.line()?.split(';').next().unwrap_or("").trim(), 16)?;
                self.read_exactly(size, &mut response.body)?;
                self.line()?;
                if size == 0 {
                    break;
                }
            }
        } else if let Some(length) = response.header("content-length") {
            let length = length.parse()?;
            self.read_exactly(length, &mut response.body)?;
        }
        Ok(response)
    }

    fn line(&mut self) -> Result<String> {
        let mut line = String::new();
        if self.reader.by_ref().take(64 * 1024).read_line(&mut line)? == 0 {
            bail!("the server closed the connection");
        }
        Ok(line.trim_end().to_owned())
    }

    fn read_exactly(&mut self, length: usize, body: &mut Vec<u8>) -> Result<()> {
        if body.len() + length > BODY_BYTES_MAX {
            bail!("an answer of more than {BODY_BYTES_MAX} bytes");
        }
        let from = body.len();
        body.resize(from + length, 0);
        Ok(self.reader.read_exact(&mut body[from..])?)
    }
}

/// A form's fields as a browser sends them.
pub fn form(fields: &[(&str, &str)]) -> String {
    let encode = |text: &str| -> String {
        text.bytes()
            .map(|byte| match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                    char::from(byte).to_string()
                }
                _ => format!("%{byte:02X}"),
            })
            .collect()
    };
    fields
        .iter()
        .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
        .collect::<Vec<_>>()
        .join("&")
}
