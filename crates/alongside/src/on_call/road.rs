//! The ways to a person besides mail: a webhook of their own, and a number for short messages, which go through the
//! gateway that the admin set up. Addresses, numbers and headers are sealed at rest, since they may hold secrets.

use super::{Refused, store};
use crate::clock::At;
use crate::hook::{self, Call as HookCall};
use crate::ids::PersonId;
use crate::secret::Key;
use crate::setting;
use ::store::{Conn, Error as Fault, Tx};

::store::text_enum! {
    pub enum RoadKind { Mail = "mail", Webhook = "webhook", Sms = "sms" }
}

/// One way, opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Road {
    pub kind: RoadKind,
    /// Address or number.
    pub target: String,
}

/// The gateway for short messages: how it is called. `{number}` and `{text}` stand for what is sent; in the address they
/// are percent-encoded, in a JSON body (by its content type) escaped.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Gateway {
    pub url: String,
    /// `POST`, `PUT` or `GET`.
    pub method: String,
    /// A line each: `Name: value`.
    pub headers: String,
    pub body: String,
}

const GATEWAY: &str = setting::name::SMS_GATEWAY;
const TEXT_LENGTH_MAX: usize = 300;
/// Characters of headers and of the body.
const PART_LENGTH_MAX: usize = 4_000;

/// The gateway, opened; none when there is none, or the key is another.
pub fn gateway(conn: &mut Conn, key: &Key) -> Result<Option<Gateway>, Fault> {
    let sealed = setting::get(conn, GATEWAY)?.filter(|text| !text.is_empty());
    Ok(sealed.and_then(|sealed| key.open(&sealed).ok()).and_then(|text| serde_json::from_str(&text).ok()))
}

/// Keeps the gateway; an empty address removes it.
pub fn set_gateway(
    tx: &mut Tx,
    key: &Key,
    new: &Gateway,
    may_be_private: bool,
    now: At,
) -> Result<(), super::Error> {
    if new.url.trim().is_empty() {
        return Ok(setting::put(tx, GATEWAY, "", now)?);
    }
    let example = new.url.replace("{number}", "1").replace("{text}", "1");
    hook::check(&example, may_be_private).map_err(|why| Refused::Address(why.to_owned()))?;
    if headers(&new.headers).is_none() {
        return Err(Refused::Headers.into());
    }
    let cut = |text: &str| text.trim().chars().take(PART_LENGTH_MAX).collect::<String>();
    let kept = Gateway {
        url: new.url.trim().to_owned(),
        method: if ["GET", "PUT"].contains(&new.method.as_str()) {
            new.method.clone()
        } else {
            "POST".into()
        },
        headers: cut(&new.headers),
        body: cut(&new.body),
    };
    let text = serde_json::to_string(&kept).unwrap_or_default();
    let sealed = key.seal(&text).map_err(|_| Refused::Headers)?;
    Ok(setting::put(tx, GATEWAY, &sealed, now)?)
}

/// Lines of `Name: value`; none when one is not.
fn headers(text: &str) -> Option<Vec<(String, String)>> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let read: Option<Vec<(String, String)>> = lines
        .map(|line| {
            let (name, value) = line.split_once(':')?;
            let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
            is_name.then(|| (name.to_owned(), value.trim().to_owned()))
        })
        .collect();
    read.filter(|found| found.len() <= hook::HEADERS_MAX)
}

impl Gateway {
    /// The call that sends `text` to `number`.
    pub fn call(&self, number: &str, text: &str) -> HookCall {
        let text: String = text.chars().take(TEXT_LENGTH_MAX).collect();
        let mut headers = headers(&self.headers).unwrap_or_default();
        let kind = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
        let kind = kind.map(|(_, value)| value.to_ascii_lowercase());
        let looks_like_json = self.body.trim_start().starts_with(['{', '[']);
        let is_json = kind.as_ref().map_or(looks_like_json, |k| k.contains("json"));
        let is_form = kind.as_ref().is_some_and(|k| k.contains("x-www-form-urlencoded"));
        if kind.is_none() && !self.body.is_empty() {
            let kind = if is_json { "application/json" } else { "text/plain; charset=utf-8" };
            headers.push(("content-type".to_owned(), kind.to_owned()));
        }
        let in_body = |value: &str| match (is_json, is_form) {
            (true, _) => {
                let quoted = serde_json::to_string(value).unwrap_or_default();
                quoted.trim_start_matches('"').strip_suffix('"').unwrap_or_default().to_owned()
            }
            (_, true) => hook::encoded(value),
            _ => value.to_owned(),
        };
        HookCall {
            method: self.method.clone(),
            url: filled(&self.url, &hook::encoded(number), &hook::encoded(&text)),
            headers,
            body: match self.method.as_str() {
                "GET" => Vec::new(),
                _ => filled(&self.body, &in_body(number), &in_body(&text)).into_bytes(),
            },
        }
    }
}

/// Both put in at once, so that what stands for one cannot come in with the other.
fn filled(template: &str, number: &str, text: &str) -> String {
    let mut out = String::with_capacity(template.len() + text.len());
    let mut rest = template;
    while let Some(at) = rest.find('{') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        rest = match (from.strip_prefix("{number}"), from.strip_prefix("{text}")) {
            (Some(after), _) => {
                out.push_str(number);
                after
            }
            (_, Some(after)) => {
                out.push_str(text);
                after
            }
            _ => {
                out.push('{');
                from.get(1..).unwrap_or_default()
            }
        };
    }
    out.push_str(rest);
    out
}

/// Ways of one person besides mail, opened.
pub fn roads_of(conn: &mut Conn, key: &Key, person: PersonId) -> Result<Vec<Road>, Fault> {
    let sealed = store::roads(conn, person)?;
    let open = |(kind, sealed): (RoadKind, String)| Some(Road { kind, target: key.open(&sealed).ok()? });
    Ok(sealed.into_iter().filter_map(open).collect())
}

/// The kinds alone; nothing is opened.
pub(super) fn kinds_of(conn: &mut Conn, person: PersonId) -> Result<Vec<RoadKind>, Fault> {
    Ok(store::roads(conn, person)?
        .into_iter()
        .map(|(kind, _)| kind)
        .filter(|k| *k != RoadKind::Mail)
        .collect())
}

/// Keeps a way to a person; an empty target removes it.
pub fn set_road(
    tx: &mut Tx,
    key: &Key,
    person: PersonId,
    road: &Road,
    may_be_private: bool,
) -> Result<(), super::Error> {
    let target = road.target.trim();
    if target.is_empty() {
        return Ok(store::drop_road(tx, person, road.kind)?);
    }
    let target = match road.kind {
        RoadKind::Sms => number(target).ok_or(Refused::Number)?,
        _ => {
            hook::check(target, may_be_private).map_err(|why| Refused::Address(why.to_owned()))?;
            target.to_owned()
        }
    };
    let sealed = key.seal(&target).map_err(|_| Refused::Number)?;
    Ok(store::set_road(tx, person, road.kind, &sealed)?)
}

/// A number as E.164 has it, without what people put in between.
fn number(text: &str) -> Option<String> {
    let bare: String = text.chars().filter(|c| !matches!(c, ' ' | '-' | '(' | ')' | '/' | '.')).collect();
    let digits = bare.strip_prefix('+')?;
    let is_fine = (7..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    is_fine.then_some(bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_kept_without_what_people_put_in_between() {
        assert_eq!(number("+46 (70) 123-45.67").as_deref(), Some("+46701234567"));
        for bad in ["0701234567", "+46", "+46 seventy", "+1234567890123456"] {
            assert_eq!(number(bad), None, "{bad}");
        }
    }

    #[test]
    fn what_is_said_cannot_break_out_of_where_it_is_put() {
        let gateway = Gateway {
            url: "https://sms.example/send?to={number}&t={text}".into(),
            method: "POST".into(),
            headers: "Authorization: Bearer x".into(),
            body: r#"{"to": "{number}", "text": "{text}"}"#.into(),
        };
        let call = gateway.call("+4670", "a \"quoted\" & {number}\nline");
        assert_eq!(
            call.url,
            "https://sms.example/send?to=%2B4670&t=a%20%22quoted%22%20%26%20%7Bnumber%7D%0Aline"
        );
        let sent: serde_json::Value = serde_json::from_slice(&call.body).expect("JSON");
        assert_eq!(sent["text"], "a \"quoted\" & {number}\nline");
        assert!(call.headers.contains(&("content-type".into(), "application/json".into())));
    }

    #[test]
    fn headers_stand_a_line_each() {
        assert_eq!(
            headers("A: b\n\n X-Key:c:d "),
            Some(vec![("A".into(), "b".into()), ("X-Key".into(), "c:d".into())])
        );
        assert_eq!(headers("no colon"), None);
        assert_eq!(headers("with blank: x"), None);
    }
}
