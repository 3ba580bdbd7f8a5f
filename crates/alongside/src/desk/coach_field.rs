//! The coach beside the text fields of any page of the desk. The form says in `coached`, once for each field, what kind of
//! text it holds; nothing of the words or of what was said about them is kept.

use super::coach::{About, Tastes, beside, chosen, look};
use super::{DESK, coached, ticket_of};
use crate::coach::Kind;
use crate::coach::pages::{Coached, LookedOver, LookedOverPage};
use crate::http::{self, Posted, Problem, Signed, Visitor, desk_frame};
use crate::ids::RecordId;
use crate::promise::Subject;
use crate::view::Place;
use crate::{service, team};
use axum::response::Response;
use store::Conn;
use web::form::Form;

/// Texts of one form that are looked over.
const TEXTS_MAX: usize = 20;
/// Characters of the name of a field, and of what it is called.
const NAME_MAX: usize = 60;
const LABEL_MAX: usize = 120;

/// `announcement notice team:3 What you will notice`: the kind, the field's name, what it is about (`-`: nothing), and what
/// it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Asked {
    kind: Kind,
    name: String,
    about: String,
    label: String,
}

impl Asked {
    fn of(line: &str) -> Option<Asked> {
        let mut parts = line.splitn(4, ' ');
        let (kind, name, about) = (parts.next()?.parse().ok()?, parts.next()?, parts.next()?);
        let label: String = parts.next().unwrap_or_default().chars().take(LABEL_MAX).collect();
        let fits = !name.is_empty() && name.len() <= NAME_MAX && about.len() <= NAME_MAX;
        let (name, about) = (name.to_owned(), about.to_owned());
        fits.then_some(Asked { kind, name, about, label })
    }
}

/// `POST /desk/coach`: `coached` for each text, the words in the field that it names. Scripts ask for one at a time, with the
/// field's id as `part` and `promises` where commitments are to be offered, and get the part beneath it. Without scripts every
/// text of the form comes back in a window of its own; there `never` puts a rule away for good, and `again` has it back.
pub(super) async fn look_over(posted: Posted) -> Result<Response, Problem> {
    let Posted { visitor, form, by_script } = posted;
    let asked: Vec<Asked> = form.all("coached").take(TEXTS_MAX).filter_map(Asked::of).collect();
    if !by_script {
        return page(&visitor, &form, asked).await;
    }
    let Some(asked) = asked.into_iter().next() else {
        return Err(Problem::Refused("There is no text to look over.".to_owned()));
    };
    let (body, part) = (form.get(&asked.name).to_owned(), part(form.get("part")));
    let (chosen, promises) = (chosen(&form), form.has("promises"));
    let app = visitor.app.clone();
    let beside = visitor
        .read(DESK, move |conn, signed| {
            let about = about(conn, signed, &asked.about, promises)?;
            Ok(beside(conn, &app, signed, &about, asked.kind)?)
        })
        .await?;
    let html = tokio::task::spawn_blocking(move || {
        Coached { part, look: "/desk/coach".to_owned(), ..look(&body, &beside, &chosen) }.html()
    });
    Ok(http::page(html.await.map_err(|error| Problem::fault(&error.to_string()))?))
}

/// A field's id as it may stand in another one.
fn part(id: &str) -> String {
    id.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).take(NAME_MAX).collect()
}

async fn page(visitor: &Visitor, form: &Form, asked: Vec<Asked>) -> Result<Response, Problem> {
    let tastes = Tastes::of(form);
    if tastes.is_any() {
        visitor.write(DESK, move |tx, signed| Ok(tastes.keep(tx, signed)?)).await?;
    }
    let (app, frame, wanted) = (visitor.app.clone(), visitor.clone(), asked.clone());
    let (desk, besides) = visitor
        .read(DESK, move |conn, signed| {
            let mut besides = Vec::with_capacity(wanted.len());
            for asked in &wanted {
                let about = about(conn, signed, &asked.about, false)?;
                besides.push(beside(conn, &app, signed, &about, asked.kind)?);
            }
            Ok((desk_frame(conn, &frame, signed, Place::Elsewhere, None)?, besides))
        })
        .await?;
    let words: Vec<String> = asked.iter().map(|asked| form.get(&asked.name).to_owned()).collect();
    let html = tokio::task::spawn_blocking(move || {
        let texts = asked.into_iter().zip(besides).zip(words).enumerate();
        let texts = texts.filter(|(_, (_, text))| !text.trim().is_empty());
        let texts = texts.map(|(number, ((asked, beside), text))| {
            let said = Coached {
                part: number.to_string(),
                look: "/desk/coach".to_owned(),
                ..look(&text, &beside, &coached::Chosen::default())
            };
            LookedOver {
                coached: format!("{} {} {} {}", asked.kind, asked.name, asked.about, asked.label),
                pieces: coached::pieces(&text, &said.marks),
                label: asked.label,
                name: asked.name,
                said,
                text,
            }
        });
        LookedOverPage { desk, texts: texts.collect() }.html()
    });
    Ok(http::page(html.await.map_err(|error| Problem::fault(&error.to_string()))?))
}

/// What `ticket:1042`, `team:3`, `service:5` or `record:7` says of a draft, or several of them with commas between; what is
/// not known says nothing.
fn about(conn: &mut Conn, signed: &Signed, text: &str, promises: bool) -> Result<About, Problem> {
    let mut about = About::default();
    for part in text.split(',') {
        let Some((kind, id)) = part.split_once(':') else { continue };
        let Ok(id) = id.parse::<i64>() else { continue };
        match kind {
            "ticket" => {
                let ticket = ticket_of(conn, signed, id)?;
                about.team = about.team.or(ticket.team);
                about.promises_on = promises.then_some(Subject::Ticket(ticket.id));
                about.ticket = Some(ticket);
            }
            "team" => about.team = team::find(conn, team::TeamId(id))?.map(|team| team.id).or(about.team),
            "service" => {
                let service = service::find(conn, service::ServiceId(id))?;
                about.team = about.team.or(service.and_then(|service| service.owner_team));
            }
            "record" => about.promises_on = promises.then_some(Subject::Record(RecordId(id))),
            _ => {}
        }
    }
    Ok(about)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Desk;
    use crate::testing::browser::Browser;

    const WORDS: &str = "Obviously you broke it. We move the VLAN in order to help.";

    #[test]
    fn a_field_says_what_it_holds_in_one_line() {
        let asked = Asked::of("announcement notice team:3 What you will notice").expect("a field");
        assert_eq!((asked.kind, asked.name.as_str()), (Kind::Announcement, "notice"));
        assert_eq!((asked.about.as_str(), asked.label.as_str()), ("team:3", "What you will notice"));
        assert_eq!(Asked::of("announcement notice -").map(|asked| asked.label), Some(String::new()));
        for bad in ["", "poem body - Text", "announcement", "announcement  - Text", "announcement body"] {
            assert_eq!(Asked::of(bad), None, "{bad}");
        }
    }

    #[test]
    fn every_text_of_a_form_is_looked_over_in_a_window_of_its_own() {
        let desk = Desk::new();
        let page = Browser::of(&desk, &desk.bo).post(
            "/desk/coach",
            &[
                ("coached", "announcement what - What changes"),
                ("what", WORDS),
                ("coached", "announcement undo - How it is undone"),
                ("undo", "We put the old one back."),
                ("coached", "announcement empty - Not written yet"),
                ("empty", " "),
            ],
        );
        assert_eq!(page.status, 200, "{}", page.body);
        page.expect("What changes").expect("Sounds like blame").expect("A word of ours");
        page.expect("How it is undone").expect("Reads well");
        assert!(!page.says("Not written yet") && !page.says("name=\"offer\""));
        assert!(page.body.contains("<span class=\"mk word\">VLAN</span>"), "{}", page.body);
    }

    #[test]
    fn what_fits_no_announcement_is_not_missed_in_one() {
        let desk = Desk::new();
        let ticket = desk.asks(&desk.ana, "Printer", "The printer is stuck. When will it work again?");
        let line = |kind: &str| format!("{kind} body ticket:{} Text", ticket.number);
        let mut bo = Browser::of(&desk, &desk.bo);
        let words = "The mail server was moved.";
        let follow_up = bo.post("/desk/coach", &[("coached", &line("follow_up")), ("body", words)]);
        follow_up.expect("No answer yet").expect("When will it work again?");
        let news = bo.post("/desk/coach", &[("coached", &line("newsletter")), ("body", words)]);
        assert!(!news.says("No answer yet") && !news.says("No next step"));
    }

    #[test]
    fn a_rule_is_put_away_for_good_without_scripts_and_comes_back() {
        let desk = Desk::new();
        let mut bo = Browser::of(&desk, &desk.bo);
        let form = [("coached", "article body - Text"), ("body", WORDS)];
        let ask = |bo: &mut Browser, extra: &[(&str, &str)]| bo.post("/desk/coach", &[&form, extra].concat());
        let rule = ask(&mut bo, &[]).body;
        let rule = rule.split_once("name=\"never\" value=\"").expect("a button").1;
        let rule = rule.split('"').next().unwrap_or_default().to_owned();
        let without = ask(&mut bo, &[("never", &rule)]);
        assert!(
            !without.body.contains(&format!("name=\"never\" value=\"{rule}\"")),
            "{rule} is still marked"
        );
        without.expect("1 put away");
        let again = ask(&mut bo, &[("again", &rule)]);
        assert!(again.body.contains(&format!("name=\"never\" value=\"{rule}\"")));
        // A rule that there is not is put away by nobody.
        assert!(!ask(&mut bo, &[("never", "no_such_rule")]).says("put away"));
    }

    #[test]
    fn a_ticket_that_somebody_cannot_see_tells_them_nothing() {
        let desk = Desk::new();
        let page = Browser::of(&desk, &desk.bo)
            .post("/desk/coach", &[("coached", "follow_up body ticket:999999 Text"), ("body", WORDS)]);
        assert_eq!(page.status, 404);
    }
}
