use crate::testing::Desk;
use crate::testing::browser::Browser;
use crate::{person, secret};
use axum::http::StatusCode;

/// What the page shows as the new token.
fn shown_token(page: &str) -> Option<String> {
    let (_, rest) = page.split_once("<input readonly value=\"")?;
    Some(rest.split('"').next()?.to_owned())
}

#[test]
fn everybody_changes_their_name_language_and_time_zone() {
    let desk = Desk::new();
    for (actor, saved) in [(&desk.ana, "Gespeichert."), (&desk.bo, "Saved.")] {
        let mut browser = Browser::of(&desk, actor);
        browser.get("/profile").expect(&actor.name).expect("Europe/Stockholm\" selected");
        let page = browser.post(
            "/profile",
            &[("name", "  New   Name "), ("language", "de"), ("time_zone", "America/New_York")],
        );
        assert_eq!(page.location(), "/profile");
        browser.get("/profile").expect(saved).expect("value=\"New Name\"");
        let id = actor.id;
        let now = desk.read(move |conn| person::find(conn, id)).unwrap();
        assert_eq!(
            (now.name.as_str(), now.language.as_str(), now.time_zone.as_str()),
            ("New Name", "de", "America/New_York")
        );
        assert_eq!(now.role, actor.role);
        let page = browser.post("/profile", &[("name", " "), ("language", "xx"), ("time_zone", "")]);
        page.expect("id=\"name-err\"");
        browser.post("/profile", &[("name", "Kept"), ("time_zone", "Moon/Base")]).expect("value=\"Kept\"");
    }
}

#[test]
fn a_requester_sees_no_passwords_and_tokens_and_may_not_make_any() {
    let desk = Desk::new();
    let mut ana = Browser::of(&desk, &desk.ana);
    let page = ana.get("/profile");
    assert!(!page.says("Tokens for programs") && !page.says("A new one"));
    for (path, fields) in [
        ("/profile/password", vec![("new", "four plain words here")]),
        ("/profile/tokens", vec![("token_name", "x"), ("scope", "tickets:read")]),
        ("/profile/tokens", vec![("token_name", "")]),
        ("/profile/tokens/1/revocation", vec![]),
    ] {
        assert_eq!(ana.post(path, &fields).status, StatusCode::FORBIDDEN, "{path}");
    }
    let id = desk.ana.id;
    assert_eq!(desk.read(move |conn| person::password_hash(conn, id)), None);
}

#[test]
fn a_token_is_shown_once_stored_hashed_and_can_be_revoked() {
    let desk = Desk::new();
    let mut bo = Browser::of(&desk, &desk.bo);
    bo.get("/profile");
    let page = bo.post("/profile/tokens", &[("token_name", "Monitoring"), ("scope", "admin:all")]);
    page.expect("Choose at least one thing");
    let page = bo.post(
        "/profile/tokens",
        &[("token_name", "Monitoring"), ("scope", "tickets:write"), ("scope", "people:read")],
    );
    let token = shown_token(&page.body).expect("the token");
    assert_eq!(token.len(), 43);
    let page = bo.get("/profile");
    page.expect("Monitoring").expect("write tickets, read people");
    assert!(!page.says(&token), "shown once");
    let hash = secret::token_hash(&token);
    let find =
        move |desk: &Desk| desk.read(move |conn| Ok(person::token(conn, &hash)?.map(|(actor, _)| actor.id)));
    assert_eq!(find(&desk), Some(desk.bo.id));
    // Somebody else cannot revoke it.
    let id = {
        let (_, rest) = page.body.split_once("/profile/tokens/").unwrap();
        rest.split('/').next().unwrap().to_owned()
    };
    let revocation = format!("/profile/tokens/{id}/revocation");
    assert_eq!(Browser::of(&desk, &desk.fay).post(&revocation, &[]).status, StatusCode::NOT_FOUND);
    assert_eq!(find(&desk), Some(desk.bo.id));
    bo.post(&revocation, &[]);
    assert_eq!(find(&desk), None);
    assert!(!bo.get("/profile").says("<b>Monitoring</b>"));
}

#[test]
fn a_password_is_set_changed_with_the_old_one_and_ends_other_sessions() {
    let desk = Desk::new();
    let mut bo = Browser::of(&desk, &desk.bo);
    let mut elsewhere = Browser::of(&desk, &desk.bo);
    bo.get("/profile").expect("You have none");
    bo.post("/profile/password", &[("new", "short")]).expect("at least 10 characters");
    let page = bo.post("/profile/password", &[("new", "four plain words here")]);
    assert_eq!(page.location(), "/profile");
    bo.get("/profile").expect("Your password is changed").expect("You have one");
    assert_eq!(elsewhere.get("/profile").status, StatusCode::SEE_OTHER, "signed out");
    bo.post("/profile/password", &[("current", "wrong"), ("new", "five quite plain words here")])
        .expect("This is not the password");
    let fields = [("current", "four plain words here"), ("new", "five quite plain words here")];
    assert_eq!(bo.post("/profile/password", &fields).status, StatusCode::SEE_OTHER);
    let mut fresh = Browser::new(&desk);
    fresh.get("/sign-in/password");
    let sign_in = |browser: &mut Browser, password: &str| {
        browser.post("/sign-in/password", &[("mail", "bo@desk.example"), ("password", password)]).status
    };
    assert_eq!(sign_in(&mut fresh, "four plain words here"), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(sign_in(&mut fresh, "five quite plain words here"), StatusCode::SEE_OTHER);
}

#[test]
fn one_sees_where_one_is_signed_in_and_signs_out_there_but_not_for_others() {
    let desk = Desk::new();
    let mut here = Browser::of(&desk, &desk.ana);
    let mut there = Browser::of(&desk, &desk.ana);
    let page = here.get("/profile");
    page.expect("this one");
    let (_, rest) = page.body.split_once("/profile/sessions/").expect("the other session");
    let id = rest.split('/').next().unwrap();
    let path = format!("/profile/sessions/{id}/revocation");
    assert_eq!(Browser::of(&desk, &desk.eve).post(&path, &[]).status, StatusCode::NOT_FOUND);
    assert_eq!(there.get("/profile").status, StatusCode::OK);
    here.post(&path, &[]);
    assert_eq!(there.get("/profile").status, StatusCode::SEE_OTHER);
    assert_eq!(here.get("/profile").status, StatusCode::OK);
}

#[test]
fn the_theme_is_kept_and_leads_back_to_no_other_site() {
    let desk = Desk::new();
    let mut ana = Browser::of(&desk, &desk.ana);
    let page = ana.post("/profile/theme", &[("theme", "dark")]);
    assert_eq!(page.location(), "/");
    ana.get("/").expect("data-theme=\"dark\"");
    ana.post("/profile/theme", &[("theme", "dark\r\nx")]);
    ana.get("/").expect("data-theme=\"auto\"");
}

#[test]
fn rules_that_a_colleague_never_wants_to_see_stand_on_their_profile_and_come_back() {
    let desk = Desk::new();
    let (actor, now) = (desk.bo.clone(), desk.now());
    desk.write(move |tx| crate::coach::never(tx, &actor, now, "you_broke")).unwrap();
    let mut bo = Browser::of(&desk, &desk.bo);
    bo.get("/profile").expect("Rules you never want to see").expect("It puts the fault on the reader.");
    assert!(!Browser::of(&desk, &desk.di).get("/profile").says("Rules you never want to see"));
    assert_eq!(bo.post("/profile/never/you_broke/removal", &[]).location(), "/profile");
    let page = bo.get("/profile");
    page.expect("The coach shows it to you again.");
    assert!(!page.says("Rules you never want to see"));
}
