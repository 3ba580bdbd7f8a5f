//! A person's browser against the built program, one request a connection: cookies, form tokens, forms.

use super::program::Program;

/// Whoever is signed in, with the cookie of their session.
pub struct Browser {
    cookie: String,
}

/// What stands between the two in a text that has both.
pub fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let from = text.find(before).unwrap_or_else(|| panic!("no {before} in {text}")) + before.len();
    &text[from..from + text[from..].find(after).unwrap()]
}

pub fn status(answer: &str) -> u16 {
    answer.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or_else(|| panic!("{answer}"))
}

fn cookie(answer: &str, name: &str) -> String {
    format!("{name}={}", between(answer, &format!("{name}="), ";"))
}

fn form(fields: &[(&str, &str)]) -> String {
    let encode = |text: &str| -> String {
        text.bytes()
            .map(|byte| match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
                _ => format!("%{byte:02X}"),
            })
            .collect()
    };
    let pairs: Vec<String> =
        fields.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
    pairs.join("&")
}

impl Browser {
    pub fn sign_in(program: &Program, address: &str, password: &str) -> Browser {
        let page = program.get("/sign-in/password");
        let stranger = Browser { cookie: cookie(&page, "form") };
        let csrf = between(&page, "name=\"csrf\" value=\"", "\"").to_owned();
        let fields = [("csrf", csrf.as_str()), ("mail", address), ("password", password)];
        let signed = stranger.send(program, "/sign-in/password", &fields);
        assert_eq!(status(&signed), 303, "{signed}");
        Browser { cookie: cookie(&signed, "session") }
    }

    pub fn get(&self, program: &Program, path: &str) -> String {
        program.ask("GET", path, &[("Cookie", &self.cookie)], "")
    }

    /// Sends exactly these fields.
    pub fn send(&self, program: &Program, path: &str, fields: &[(&str, &str)]) -> String {
        let headers =
            [("Cookie", self.cookie.as_str()), ("Content-Type", "application/x-www-form-urlencoded")];
        program.ask("POST", path, &headers, &form(fields))
    }

    /// The path of the ticket with this subject, once there is one.
    pub fn ticket(&self, program: &Program, subject: &str) -> Option<String> {
        let list = self.get(program, "/desk/views/all");
        let before = &list[..list.find(subject)?];
        let link = &before[before.rfind("/desk/tickets/")?..];
        Some(link[..link.find(['"', '#', '?'])?].to_owned())
    }

    /// Sends a form of the page at `page` with these fields.
    pub fn post(&self, program: &Program, page: &str, path: &str, fields: &[(&str, &str)]) -> String {
        let page = self.get(program, page);
        let csrf = between(&page, "name=\"csrf\" content=\"", "\"").to_owned();
        let mut all = vec![("csrf", csrf.as_str())];
        all.extend(fields);
        self.send(program, path, &all)
    }

    /// The same with a file of these letters: its field, its name, what is in it.
    pub fn post_file(
        &self,
        program: &Program,
        page: &str,
        path: &str,
        fields: &[(&str, &str)],
        (field, file, content): (&str, &str, &str),
    ) -> String {
        let page = self.get(program, page);
        let csrf = between(&page, "name=\"csrf\" content=\"", "\"");
        let mut body = String::new();
        for (name, value) in [("csrf", csrf)].iter().chain(fields) {
            body.push_str(&format!(
                "--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            ));
        }
        body.push_str(&format!(
            "--edge\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{file}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n{content}\r\n--edge--\r\n"
        ));
        let headers =
            [("Cookie", self.cookie.as_str()), ("Content-Type", "multipart/form-data; boundary=edge")];
        program.ask("POST", path, &headers, &body)
    }

    /// The start of a request that is kept open, for live news.
    pub fn headers(&self) -> String {
        format!("Cookie: {}\r\n", self.cookie)
    }
}
