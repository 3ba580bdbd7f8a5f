//! A signed-in agent as the bench plays one: signs in by the form, finds tickets and words to ask for. Knows the
//! program's addresses and nothing behind them.

use super::http::{Connection, Response, form};
use anyhow::{Context, Result, bail};
use std::collections::BTreeSet;

pub struct Visitor {
    connection: Connection,
    pub cookies: String,
}

impl Visitor {
    /// Signs in by password, as the page's own form would.
    pub fn sign_in(address: &str, person: &str, password: &str) -> Result<Visitor> {
        let mut connection = Connection::open(address)?;
        let page = connection.get("/sign-in/password", &[])?;
        let csrf = hidden(&page.text(), "csrf").context("the sign-in form has no csrf field")?;
        let before = page.cookies().join("; ");
        let fields = form(&[("csrf", &csrf), ("mail", person), ("password", password), ("next", "/desk")]);
        let headers = [
            ("content-type", "application/x-www-form-urlencoded"),
            ("cookie", before.as_str()),
            ("origin", &format!("http://{address}")),
        ];
        let answer = connection.send("POST", "/sign-in/password", &headers, fields.as_bytes())?;
        if !(300..400).contains(&answer.status) {
            bail!("signing in was answered with {}", answer.status);
        }
        let cookies = page.cookies().into_iter().chain(answer.cookies()).collect::<Vec<_>>().join("; ");
        Ok(Visitor { connection, cookies })
    }

    pub fn headers(&self, compressed: bool) -> Vec<(String, String)> {
        let mut headers = vec![("cookie".to_owned(), self.cookies.clone())];
        if compressed {
            headers.push(("accept-encoding".to_owned(), "gzip".to_owned()));
        }
        headers
    }

    fn get(&mut self, path: &str, compressed: bool) -> Result<Response> {
        let headers = self.headers(compressed);
        let headers: Vec<(&str, &str)> =
            headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let answer = self.connection.get(path, &headers)?;
        if answer.status != 200 {
            bail!("{path} was answered with {}", answer.status);
        }
        Ok(answer)
    }

    pub fn page(&mut self, path: &str) -> Result<String> {
        Ok(self.get(path, false)?.text())
    }

    /// Bytes of a page's body as it is, and compressed.
    pub fn weigh(&mut self, path: &str) -> Result<(usize, usize)> {
        Ok((self.get(path, false)?.body.len(), self.get(path, true)?.body.len()))
    }

    /// Bytes over the wire of everything that a first view of a page loads.
    pub fn weigh_first_view(&mut self, path: &str) -> Result<usize> {
        let page = self.page(path)?;
        let mut sum = self.weigh(path)?.1;
        let mut seen = BTreeSet::new();
        for part in page.split('"').filter(|part| part.starts_with("/assets/")) {
            let asset = part.split('#').next().unwrap_or(part);
            if seen.insert(asset.to_owned()) {
                sum += self.get(asset, true)?.body.len();
            }
        }
        Ok(sum)
    }

    /// The highest ticket number, which the list of all shows among the newest.
    pub fn newest_ticket(&mut self) -> Result<u64> {
        let page = self.page("/desk/views/all")?;
        tickets_on(&page).into_iter().max().context("the list of all tickets is empty")
    }

    /// Words that a search finds in a few tickets only, taken from the tickets themselves.
    pub fn selective_words(&mut self, tickets: &[String], wanted: usize) -> Result<Vec<String>> {
        let mut words = BTreeSet::new();
        for path in tickets.iter().take(60) {
            let page = self.page(path)?;
            let text = words_between_tags(&page);
            words.extend(text.into_iter().filter(|word| word.chars().any(|c| c.is_ascii_digit())));
            if words.len() > 400 {
                break;
            }
        }
        let mut selective = Vec::new();
        for word in words {
            let found = tickets_on(&self.page(&format!("/desk/search?q={word}"))?).len();
            if (1..=20).contains(&found) {
                selective.push(word);
            }
            if selective.len() == wanted {
                break;
            }
        }
        if selective.is_empty() {
            bail!("no word is selective");
        }
        Ok(selective)
    }
}

/// The value of a hidden field.
fn hidden(page: &str, name: &str) -> Option<String> {
    let tag =
        page.split('<').find(|tag| tag.starts_with("input") && tag.contains(&format!("name=\"{name}\"")))?;
    Some(tag.split_once("value=\"")?.1.split('"').next()?.to_owned())
}

/// The numbers of the tickets that a page links to.
fn tickets_on(page: &str) -> BTreeSet<u64> {
    let links = page.split("/desk/tickets/").skip(1);
    links.filter_map(|rest| rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()).collect()
}

/// Plain words of six letters and digits or more outside of tags.
fn words_between_tags(page: &str) -> Vec<String> {
    let texts = page.split('<').filter_map(|part| part.split_once('>').map(|(_, text)| text));
    let words = texts.flat_map(|text| text.split(|c: char| !c.is_ascii_alphanumeric()));
    words.filter(|word| (6..=24).contains(&word.len())).map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_and_a_list_are_read() {
        let page = "<form><input type=\"hidden\" name=\"csrf\" value=\"ab12\"></form>\
                    <a href=\"/desk/tickets/12\">x</a><a href=\"/desk/tickets/7#m3\">Error 0x80070005 here</a>";
        assert_eq!(hidden(page, "csrf").unwrap(), "ab12");
        assert_eq!(tickets_on(page).into_iter().collect::<Vec<_>>(), [7, 12]);
        assert_eq!(words_between_tags(page), ["0x80070005"]);
    }
}
