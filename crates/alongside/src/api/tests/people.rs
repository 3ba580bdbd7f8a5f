use super::Api;
use serde_json::{Value, json};

fn names(list: &Value) -> Vec<&str> {
    list["items"].as_array().unwrap().iter().map(|p| p["name"].as_str().unwrap()).collect()
}

#[test]
fn people_are_listed_by_name_page_by_page() {
    let api = Api::new();
    let cy = api.by(&api.desk.cy);
    let first = cy.get("/api/v1/people?limit=4").ok();
    assert_eq!(names(&first), ["Ana Lind", "Bo Berg", "Cy Dahl", "Di Ek"]);
    let rest = cy.get(&format!("/api/v1/people?limit=4&after={}", first["next"])).ok();
    assert_eq!((names(&rest), &rest["next"]), (vec!["Eve Falk", "Fay Gran"], &Value::Null));
    assert_eq!(names(&cy.get("/api/v1/people?role=requester").ok()), ["Ana Lind", "Eve Falk"]);
    assert_eq!(names(&cy.get("/api/v1/people?q=bo").ok()), ["Bo Berg"]);
    assert_eq!(names(&cy.get("/api/v1/people?address=ANA@example.org").ok()), ["Ana Lind"]);
    assert_eq!(cy.get("/api/v1/people?after=999999").wrong(), ["after"]);
}

#[test]
fn a_requester_reads_their_own_record_and_nobody_elses() {
    let api = Api::new();
    let eve = api.by(&api.desk.eve);
    assert_eq!(eve.get("/api/v1/people").problem(), (403, "forbidden".into()));
    assert_eq!(eve.get("/api/v1/teams").problem(), (403, "forbidden".into()));
    let own = eve.get(&format!("/api/v1/people/{}", api.desk.eve.id)).ok();
    assert_eq!(own["addresses"], json!(["eve@elsewhere.example"]));
    let ana = format!("/api/v1/people/{}", api.desk.ana.id);
    let missing = eve.get("/api/v1/people/999999");
    for answer in [eve.get(&ana), eve.patch(&ana, &json!({ "name": "x" }))] {
        assert_eq!((answer.status, answer.text()), (missing.status, missing.text()));
    }
}

#[test]
fn who_may_change_whom_follows_the_table() {
    let api = Api::new();
    let path = |actor: &crate::person::Actor| format!("/api/v1/people/{}", actor.id);
    let desk = &api.desk;
    let (ana, bo, di, fay) = (api.by(&desk.ana), api.by(&desk.bo), api.by(&desk.di), api.by(&desk.fay));
    let name = json!({ "name": "New Name", "language": "pt-BR", "time_zone": "Europe/Lisbon" });
    assert_eq!(ana.patch(&path(&desk.ana), &name).ok()["name"], "New Name");
    assert_eq!(bo.patch(&path(&desk.ana), &name).problem().0, 403);
    assert_eq!(di.patch(&path(&desk.ana), &name).ok()["language"], "pt-BR");
    assert_eq!(di.patch(&path(&desk.fay), &name).problem().0, 403);
    let role = json!({ "role": "agent" });
    for by in [&ana, &bo, &di] {
        assert_eq!(by.patch(&path(&desk.ana), &role).problem().0, 403);
    }
    assert_eq!(fay.patch(&path(&desk.ana), &role).ok()["role"], "agent");
    assert_eq!(fay.patch(&path(&desk.fay), &json!({ "role": "agent" })).problem(), (409, "conflict".into()));
}

#[test]
fn what_colleagues_should_know_is_read_by_them_and_changed_by_the_person_and_by_agents() {
    let api = Api::new();
    let desk = &api.desk;
    let (ana, eve, cy, bo) = (api.by(&desk.ana), api.by(&desk.eve), api.by(&desk.cy), api.by(&desk.bo));
    let (anas, fays) = (format!("/api/v1/people/{}", desk.ana.id), format!("/api/v1/people/{}", desk.fay.id));
    let fields = |person: &Value| ["work", "telephone", "reach", "detail"].map(|name| person[name].clone());
    assert_eq!(fields(&cy.get(&anas).ok()), [json!(""), json!(""), json!(""), json!("some")]);
    let own = json!({ "work": "Ward sister", "telephone": "ext. 4417", "detail": "plain" });
    let kept = [json!("Ward sister"), json!("ext. 4417"), json!(""), json!("plain")];
    assert_eq!(fields(&ana.patch(&anas, &own).ok()), kept);
    let noted = bo.patch(&anas, &json!({ "reach": " a call\nbefore ten " })).ok();
    assert_eq!(noted["reach"], "a call before ten");
    assert_eq!(fields(&cy.get(&anas).ok())[..2], kept[..2], "what is left out stays");
    assert_eq!(cy.patch(&anas, &own).problem().0, 403);
    assert_eq!(eve.patch(&anas, &own).problem().0, 404);
    assert_eq!(bo.patch(&fays, &own).problem().0, 403, "not of somebody above");
    let with_name = json!({ "work": "x", "name": "Anna" });
    assert_eq!(bo.patch(&anas, &with_name).problem().0, 403);
    assert_eq!(fields(&cy.get(&anas).ok())[0], "Ward sister", "nothing is half done");
    let long = json!({ "work": "w".repeat(201), "telephone": "1".repeat(61), "reach": "r".repeat(201) });
    assert_eq!(ana.patch(&anas, &long).wrong(), ["work", "telephone", "reach"]);
    assert_eq!(ana.patch(&anas, &json!({ "detail": "middle" })).wrong(), ["detail"]);
}

#[test]
fn addresses_are_changed_by_leads_alone_and_belong_to_one_person() {
    let api = Api::new();
    let desk = &api.desk;
    let (eve, di) = (api.by(&desk.eve), api.by(&desk.di));
    let own = format!("/api/v1/people/{}", desk.eve.id);
    let addresses = json!({ "addresses": ["eve@new.example", "eve@elsewhere.example"] });
    assert_eq!(eve.patch(&own, &addresses).problem().0, 403, "or mail of others could be had");
    assert_eq!(di.patch(&own, &addresses).ok()["addresses"], addresses["addresses"]);
    assert_eq!(
        di.patch(&own, &json!({ "addresses": ["ana@example.org"] })).problem(),
        (409, "conflict".into())
    );
    assert_eq!(di.patch(&own, &json!({ "addresses": [] })).wrong(), ["addresses"]);
    assert_eq!(di.patch(&own, &json!({ "addresses": ["a@b.example", "x"] })).wrong(), ["addresses[1]"]);
}

#[test]
fn people_are_added_by_leads_and_roles_given_by_admins() {
    let api = Api::new();
    let desk = &api.desk;
    let (bo, di, fay) = (api.by(&desk.bo), api.by(&desk.di), api.by(&desk.fay));
    let new = json!({ "name": "Gil Hart", "address": "gil@example.org" });
    assert_eq!(bo.post("/api/v1/people", &new).problem().0, 403);
    let made = di.post("/api/v1/people", &new);
    assert_eq!((made.status.as_u16(), &made.ok()["role"]), (201, &json!("requester")));
    assert_eq!(di.get(made.header("location")).ok(), made.ok());
    assert_eq!(di.post("/api/v1/people", &new).problem(), (409, "conflict".into()));
    let agent = json!({ "name": "Ida Juhl", "address": "ida@example.org", "role": "agent" });
    assert_eq!(di.post("/api/v1/people", &agent).problem().0, 403);
    assert_eq!(fay.post("/api/v1/people", &agent).ok()["role"], "agent");
    for (body, field) in [
        (json!({ "name": "x", "address": "x" }), "address"),
        (json!({ "name": " ", "address": "a@b.example" }), "name"),
        (json!({ "name": "x", "address": "a@b.example", "language": "!" }), "language"),
        (json!({ "name": "x", "address": "a@b.example", "time_zone": "Mars/Olympus" }), "time_zone"),
        (json!({ "name": "x", "address": "a@b.example", "role": "king" }), "role"),
    ] {
        assert_eq!(fay.post("/api/v1/people", &body).wrong(), [field], "{body}");
    }
}

#[test]
fn a_token_tells_whose_it_is() {
    let api = Api::new();
    let me = api.with(&api.desk.bo, "tickets:read,people:read").get("/api/v1/me").ok();
    assert_eq!((&me["name"], &me["role"]), (&json!("Bo Berg"), &json!("agent")));
    assert_eq!(me["scopes"], json!(["tickets:read", "people:read"]));
    assert_eq!(me["teams"][0]["slug"], "network");
    let teams = api.by(&api.desk.bo).get("/api/v1/teams").ok();
    assert_eq!(teams["items"][0]["name"], "Network");
    assert_eq!(api.by(&api.desk.eve).get("/api/v1/services").ok(), json!({ "items": [] }));
}
