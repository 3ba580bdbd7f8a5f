//! What surrounds pages: the desk's rail with its live counts, the portal's shell, faces.

use super::{Signed, Visitor};
use crate::app::App;
use crate::ids::PersonId;
use crate::inbox::{self, RawState};
use crate::language::Language;
use crate::on_call;
use crate::person::{Actor, Power};
use crate::ticket::list::{self, COUNT_MAX, Filter, View};
use crate::view::{self, Face, Html, Kind, Place, Texts, Theme, Undo, ViewKey, ViewLink};
use store::{Conn, Error};

/// Initials in a colour of the person's own.
pub fn face(id: PersonId, name: &str, colleague: bool) -> Face {
    let mut letters = name.split_whitespace().filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
    let first = letters.next();
    let last = letters.next_back();
    let initials: String = first.into_iter().chain(last).flat_map(char::to_uppercase).collect();
    Face {
        initials: if initials.is_empty() { "?".to_owned() } else { initials },
        hue: u8::try_from(id.0.rem_euclid(12)).unwrap_or(0),
        name: name.to_owned(),
        colleague,
    }
}

pub fn theme(visitor: &Visitor) -> Theme {
    match visitor.theme.as_deref() {
        Some("light") => Theme::Light,
        Some("dark") => Theme::Dark,
        _ => Theme::Auto,
    }
}

fn flash(visitor: &Visitor) -> Option<view::Flash> {
    let flash = visitor.flash.as_ref()?;
    let kind = match flash.kind.as_str() {
        "warn" => Kind::Warn,
        "bad" => Kind::Bad,
        _ => Kind::Good,
    };
    let undo = (!flash.undo.is_empty()).then(|| Undo {
        action: flash.undo.clone(),
        label: "Undo".to_owned(),
        until: flash.until.clone(),
        seconds: 0,
    });
    Some(view::Flash { kind, text: flash.text.clone(), undo })
}

/// The count of a view as the rail shows it.
pub fn count_text(count: i64) -> String {
    match count {
        0 => String::new(),
        n if n >= COUNT_MAX => format!("{}+", COUNT_MAX - 1),
        n => n.to_string(),
    }
}

/// The counts of the views in order; All has none, since nobody acts on it.
pub fn counts(conn: &mut Conn, actor: &Actor) -> Result<[String; 5], Error> {
    // Who somebody is and which teams they are in stands in the database too.
    let counted = conn.kept("frame.counts", actor.id.0, |conn| count_views(conn, actor))?;
    Ok(counted.as_ref().clone())
}

fn count_views(conn: &mut Conn, actor: &Actor) -> Result<[String; 5], Error> {
    let mut texts: [String; 5] = Default::default();
    for (slot, view) in texts.iter_mut().zip(View::all()) {
        if *view != View::All {
            let filter = Filter { view: Some(*view), ..Filter::default() };
            *slot = count_text(list::count(conn, actor, &filter)?);
        }
    }
    Ok(texts)
}

/// The frame of a page of the desk.
pub fn desk_frame(
    conn: &mut Conn,
    visitor: &Visitor,
    signed: &Signed,
    here: Place,
    view: Option<ViewKey>,
) -> Result<view::Desk, Error> {
    let counts = counts(conn, &signed.actor)?;
    let admin = signed.actor.may(Power::Administer);
    Ok(view::Desk {
        csrf: visitor.csrf(),
        theme: theme(visitor),
        organisation: visitor.app.house().organisation.clone(),
        me: face(signed.actor.id, &signed.actor.name, true),
        views: ViewLink::all(counts.each_ref().map(String::as_str), view),
        here,
        q: String::new(),
        may_open: signed.actor.may(Power::AskForOthers),
        admin,
        on_call: on_call::line(conn, signed.now)?,
        needs_a_look: if admin {
            u64::try_from(inbox::count_to_100(conn, RawState::NeedsLook)?).unwrap_or(0)
        } else {
            0
        },
        flash: flash(visitor),
        trouble: super::trouble::lines(conn, visitor, signed)?,
    })
}

/// The language of whoever visits: their own once they are signed in, else what their browser asks for, else the desk's.
pub fn language(visitor: &Visitor, signed: Option<&Signed>) -> Language {
    match signed {
        Some(signed) => Language::for_person(&signed.actor.language),
        None => visitor.wanted.unwrap_or_else(|| Language::for_person(&visitor.app.house().language)),
    }
}

/// The shell of a page that everybody may see, in the reader's language.
pub fn shell_for(visitor: &Visitor, signed: Option<&Signed>) -> view::Shell {
    let t = Texts(language(visitor, signed));
    view::Shell { t, ..shell(&visitor.app, Some((visitor, signed)), String::new()) }
}

/// The shell of a requester's page, without looking anything up; in English.
pub fn shell(app: &App, visitor: Option<(&Visitor, Option<&Signed>)>, csrf: String) -> view::Shell {
    let mut shell = view::Shell {
        csrf,
        t: Texts::default(),
        theme: Theme::Auto,
        organisation: app.house().organisation.clone(),
        me: None,
        staff: false,
        here: "",
        flash: None,
        foot: Html(String::new()),
    };
    if let Some((visitor, signed)) = visitor {
        shell.theme = theme(visitor);
        shell.flash = flash(visitor);
        shell.csrf = visitor.csrf();
        if let Some(signed) = signed {
            shell.me = Some(face(signed.actor.id, &signed.actor.name, signed.actor.is_staff()));
            shell.staff = signed.actor.is_staff();
        }
    }
    shell
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_of_the_first_and_the_last_name() {
        let initials = |name| face(PersonId(5), name, false).initials;
        assert_eq!(initials("Ana Oliveira-Kowalczyk"), "AO");
        assert_eq!(initials("Ana Maria Lind"), "AL");
        assert_eq!(initials("bo"), "B");
        assert_eq!(initials("佐藤 美咲"), "佐美");
        assert_eq!(initials("…"), "?");
    }
}
