//! The profile page, filled.

use super::device;
use crate::coach;
use crate::http::moment::Reader;
use crate::http::told::Told;
use crate::http::{Problem, Signed, Visitor, desk_frame, shell_for};
use crate::language::Language;
use crate::person::pages::{AboutFields, AboutWords, NeverRule, OwnPage, ProfilePage, Session, Token};
use crate::person::{self, About, Power, Role, SESSION_LENGTH};
use crate::team;
use crate::view::{Choice, Choices, Errors, Place, Texts};
use store::Conn;

/// What a form that came back brings along.
#[derive(Clone, Default)]
pub(super) struct Typed {
    pub errors: Errors,
    pub name: Option<String>,
    pub about: Option<About>,
    /// A token that was just made: shown this once.
    pub new_token: String,
}

/// The scopes that a token may have, and what each allows.
pub(super) const SCOPES: [(&str, &str); 11] = [
    ("tickets:read", "read tickets and messages"),
    ("tickets:write", "open and change tickets, reply"),
    ("people:read", "read people"),
    ("people:write", "add and change people, as far as you may"),
    ("coach:read", "ask the coach about a text"),
    ("services:read", "read services and who uses them"),
    ("on_call:read", "read who is on call"),
    ("changes:read", "read changes"),
    ("changes:write", "plan and announce changes, say yes as far as you may"),
    ("incidents:read", "read incidents"),
    ("incidents:write", "declare incidents, tell everybody"),
];

/// What a session is called in addresses: a part of its hash, which opens nothing.
pub(super) fn session_id(token_hash: &[u8]) -> u64 {
    token_hash.first_chunk::<8>().map_or(0, |bytes| u64::from_be_bytes(*bytes))
}

pub(super) async fn page(visitor: &Visitor, typed: Typed) -> Result<String, Problem> {
    let asked = visitor.clone();
    visitor
        .read(None, move |conn, signed| {
            let typed = typed.clone();
            build(conn, &asked, signed, typed)
        })
        .await
}

fn build(conn: &mut Conn, visitor: &Visitor, signed: &Signed, typed: Typed) -> Result<String, Problem> {
    let me = person::find(conn, signed.actor.id)?.ok_or(Problem::SignIn)?;
    let told = Told::of(&visitor.app, &signed.actor);
    let this = visitor.session_hash();
    let now = signed.now;
    let staff = signed.actor.may(Power::SeeDesk);
    let reader = Reader::of(&visitor.app, &signed.actor);
    let t = super::texts(signed);
    let sessions = person::sessions_of(conn, me.id)?
        .into_iter()
        .filter(|s| now < s.seen_at.plus(SESSION_LENGTH))
        .map(|s| Session {
            id: session_id(&s.token_hash),
            what: device::words(&s.device, t),
            last: if staff { reader.moment(s.seen_at, now) } else { told.moment(s.seen_at, now) },
            this: this.is_some_and(|hash| hash.as_slice() == s.token_hash),
        })
        .collect();
    let own = OwnPage {
        shell: shell_for(visitor, Some(signed)),
        errors: typed.errors,
        name: typed.name.unwrap_or(me.name),
        addresses: person::addresses_of(conn, me.id)?,
        languages: languages(&me.language),
        time_zones: time_zones(t, &visitor.app.house().time_zone, &me.time_zone),
        about: about(t, typed.about.unwrap_or(me.about)),
        sessions,
    };
    if !staff {
        return Ok(own.html());
    }
    let mut tokens = Vec::new();
    for token in person::tokens_of(conn, me.id)? {
        tokens.push(Token {
            id: u64::try_from(token.id).unwrap_or(0),
            name: token.name,
            scopes: scope_words(&token.scopes),
            made: reader.moment(token.created_at, now),
            used: token.used_at.map(|at| reader.moment(at, now)),
        });
    }
    let page = ProfilePage {
        desk: desk_frame(conn, visitor, signed, Place::Profile, None)?,
        errors: own.errors,
        name: own.name,
        addresses: own.addresses,
        languages: own.languages,
        time_zones: own.time_zones,
        about: own.about,
        role: role(conn, signed)?,
        has_password: person::password_hash(conn, me.id)?.is_some(),
        tokens,
        new_token: typed.new_token,
        scopes: SCOPES.map(|(s, words)| (s.to_owned(), words.to_owned())).to_vec(),
        sessions: own.sessions,
        never: never(conn, signed)?,
    };
    Ok(page.html())
}

/// In the order of their names; what is said of a rule of the house's own is its own reason.
fn never(conn: &mut Conn, signed: &Signed) -> Result<Vec<NeverRule>, Problem> {
    let names = coach::never_titled(conn, signed.actor.id)?;
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let settings = coach::settings(conn)?;
    let known = |(name, title): (String, String)| {
        let own = settings.rules.iter().find(|own| own.name() == name);
        let about = coach::rules().find(|about| about.name == name);
        let reason = own.map(|own| own.reason.as_str()).or(about.map(|about| about.reason));
        NeverRule { title, reason: reason.unwrap_or_default().to_owned(), name }
    };
    Ok(names.into_iter().map(known).collect())
}

fn about(t: Texts, about: About) -> AboutFields {
    let details =
        ["plain", "some", "full"].map(|detail| (detail, t.say(&format!("profile-detail-{detail}"))));
    AboutFields {
        words: AboutWords::own(t),
        work: about.work,
        telephone: about.telephone,
        reach: about.reach,
        details: Choices::of(
            &details.each_ref().map(|(value, words)| (*value, words.as_str())),
            about.detail.as_str(),
        ),
    }
}

/// “Agent, Network”
fn role(conn: &mut Conn, signed: &Signed) -> Result<String, Problem> {
    let word = match signed.actor.role {
        Role::Requester => return Ok(String::new()),
        Role::Contributor => "Contributor",
        Role::Agent => "Agent",
        Role::Lead => "Lead",
        Role::Admin => "Admin",
    };
    let mut parts = vec![word.to_owned()];
    for id in &signed.actor.teams {
        parts.extend(team::find(conn, *id)?.map(|t| t.name));
    }
    Ok(parts.join(", "))
}

fn scope_words(scopes: &str) -> String {
    let words = scopes.split(' ').map(|scope| match scope {
        "tickets:read" => "read tickets",
        "tickets:write" => "write tickets",
        "people:read" => "read people",
        "people:write" => "write people",
        "coach:read" => "ask the coach",
        "services:read" => "read services",
        "on_call:read" => "read who is on call",
        "changes:read" => "read changes",
        "changes:write" => "write changes",
        "incidents:read" => "read incidents",
        "incidents:write" => "write incidents",
        other => other,
    });
    words.collect::<Vec<_>>().join(", ")
}

fn languages(chosen: &str) -> Choices {
    let chosen = Language::for_person(chosen);
    let choices = Language::all().iter().map(|language| Choice {
        value: language.as_str().to_owned(),
        label: language.own_name().to_owned(),
        chosen: *language == chosen,
    });
    Choices(choices.collect())
}

/// Every zone that is a place, after “the same as the desk”.
fn time_zones(t: Texts, house: &str, chosen: &str) -> Choices {
    const PLACES: [&str; 10] = [
        "Africa/",
        "America/",
        "Antarctica/",
        "Asia/",
        "Atlantic/",
        "Australia/",
        "Europe/",
        "Indian/",
        "Pacific/",
        "UTC",
    ];
    let mut names: Vec<String> = jiff::tz::db()
        .available()
        .map(|name| name.to_string())
        .filter(|name| name == chosen || PLACES.iter().any(|place| name.starts_with(place)))
        .collect();
    names.sort_unstable();
    names.dedup();
    let mut choices = vec![Choice {
        value: String::new(),
        label: t.with("profile-zone-house", "zone", house),
        chosen: chosen.is_empty(),
    }];
    choices.extend(names.into_iter().map(|name| Choice {
        label: name.replace('_', " "),
        chosen: name == chosen,
        value: name,
    }));
    Choices(choices)
}
