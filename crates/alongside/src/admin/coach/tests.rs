//! The coach's pages for the admin, without scripts.

use crate::clock::DAY;
use crate::coach;
use crate::testing::Desk;
use crate::testing::browser::Browser;

const RULE: [(&str, &str); 8] = [
    ("change", "rule"),
    ("id", ""),
    ("title", "Kindly revert"),
    ("label", "legalistic"),
    ("language", "en"),
    ("wordings", "kindly revert\r\ndo the needful"),
    ("reason", "Nobody talks like that."),
    ("team", ""),
];

/// Bo answers Ana with these words, one ticket each.
fn answered(desk: &Desk, words: &[&str]) {
    for body in words {
        let ticket = desk.asks(&desk.ana, "Help", "You broke it, you said?");
        desk.replies(&desk.bo, &ticket, body).unwrap();
    }
}

#[test]
fn rules_are_found_by_a_word_by_label_and_by_being_off() {
    let desk = Desk::new();
    let mut fay = Browser::of(&desk, &desk.fay);
    let page = fay.get("/admin/coach");
    page.expect("Talking down").expect("/admin/coach/rules/you_broke").expect("No next step");
    let page = fay.get("/admin/coach?q=overwritten");
    assert!(page.says("/rules/you_broke\"") && !page.says("/rules/obviously\""));
    let page = fay.get("/admin/coach?label=condescension");
    assert!(page.says("/rules/obviously\"") && !page.says("/rules/you_broke\""));
    fay.get("/admin/coach?show=off").expect("No rule matches that.");
    let network = desk.network.to_string();
    fay.post("/admin/coach/changes", &[("change", "off"), ("rule", "you_broke"), ("team", &network)]);
    fay.get("/admin/coach?show=off")
        .expect("off for Network")
        .expect("Fay Gran switched off “You broke” for Network");
}

#[test]
fn a_rule_shows_why_with_examples_and_is_switched_for_everybody_or_a_team() {
    let desk = Desk::new();
    let mut fay = Browser::of(&desk, &desk.fay);
    let path = "/admin/coach/rules/you_broke";
    fay.get(path)
        .expect("It puts the fault on the reader.")
        .expect("You broke the printer again.")
        .expect("Network");
    let done = fay.post("/admin/coach/changes", &[("change", "off"), ("rule", "you_broke"), ("team", "")]);
    assert_eq!(done.location(), path);
    fay.get(path).expect("It holds from the next draft on.").expect("off for everybody");
    fay.post("/admin/coach/changes", &[("change", "off"), ("rule", "you_broke"), ("team", "")])
        .expect("It is switched off already.");
    fay.post("/admin/coach/changes", &[("change", "on"), ("rule", "you_broke"), ("team", "")]);
    assert!(!fay.get(path).says("off for everybody"));
    assert_eq!(fay.get("/admin/coach/rules/no_such").status, 404);
}

#[test]
fn a_change_is_tried_on_what_was_sent_before_it_holds_and_nobody_is_named() {
    let desk = Desk::new();
    answered(
        &desk,
        &["Kindly revert with the form, Ana.", "All is well. Bo", "See #1000 and do the needful."],
    );
    let mut fay = Browser::of(&desk, &desk.fay);
    fay.get("/admin/coach/rules/new");
    let tried = fay.post("/admin/coach/trial", &RULE);
    assert_eq!(tried.status, 200);
    tried
        .expect("With this, the last 3 replies were read again.")
        .expect("2 would gain a mark.")
        .expect("<mark>Kindly revert</mark>")
        .expect("<mark>do the needful</mark>");
    for name in ["Ana", "Bo Berg", "#1000", "tickets/1000"] {
        assert!(!tried.says(name), "{name} is named");
    }
    // Nothing holds yet, and everything that was typed is still there.
    assert!(desk.read(coach::settings).rules.is_empty());
    tried.expect("value=\"Nobody talks like that.\"").expect("Save it like this");
    let saved = fay.post("/admin/coach/changes", &RULE);
    assert_eq!(saved.location(), "/admin/coach?show=own");
    fay.get("/admin/coach?show=own").expect("Kindly revert").expect("our own");
}

#[test]
fn a_teams_change_is_tried_on_that_teams_replies_alone() {
    let desk = Desk::new();
    answered(&desk, &["You broke the printer.", "You broke the scanner."]);
    let mut fay = Browser::of(&desk, &desk.fay);
    fay.get("/admin/coach");
    let everybody = fay.post("/admin/coach/trial", &[("change", "off"), ("rule", "you_broke"), ("team", "")]);
    everybody
        .expect("With this rule off for everybody, the last 2 replies were read again.")
        .expect("2 would lose a mark.")
        .expect("Would not be marked any more");
    let network = desk.network.to_string();
    let team =
        fay.post("/admin/coach/trial", &[("change", "off"), ("rule", "you_broke"), ("team", &network)]);
    team.expect("the last 0 replies of Network were").expect("Nothing would change");
}

#[test]
fn a_rule_of_our_own_is_changed_and_removed_and_a_refusal_keeps_what_was_typed() {
    let desk = Desk::new();
    let mut fay = Browser::of(&desk, &desk.fay);
    fay.get("/admin/coach/rules/new");
    let mut without = RULE.to_vec();
    without[5].1 = " ";
    let refused = fay.post("/admin/coach/changes", &without);
    assert_eq!(refused.status, 422);
    refused.expect("Write at least one wording that it marks.").expect("value=\"Kindly revert\"");
    fay.post("/admin/coach/changes", &RULE);
    let id = desk.read(coach::settings).rules[0].id.to_string();
    let path = format!("/admin/coach/rules/own_{id}");
    fay.get(&path).expect("do the needful").expect("Remove this rule");
    let mut other = RULE.to_vec();
    other[1].1 = &id;
    other[2].1 = "Revert";
    fay.post("/admin/coach/changes", &other);
    fay.get(&path).expect("value=\"Revert\"");
    fay.post("/admin/coach/changes", &[("change", "remove_rule"), ("id", &id)]);
    assert_eq!(fay.get(&path).status, 404);
    // Undone, it is as it was.
    let undo = format!("{path}/restoration");
    assert_eq!(fay.post(&undo, &[]).location(), "/admin/coach?show=own");
    fay.get(&path).expect("value=\"Revert\"").expect("do the needful");
    assert_eq!(fay.post(&undo, &[]).location(), "/admin/coach?show=own");
    fay.get("/admin/coach").expect("There is no such rule any more.").expect("put back the rule “Revert”");
}

#[test]
fn plain_words_are_added_changed_and_made_welcome() {
    let desk = Desk::new();
    let mut fay = Browser::of(&desk, &desk.fay);
    fay.get("/admin/coach/words?q=vlan").expect("a separate part of the network");
    fay.get("/admin/coach/words?term=VLAN&language=en").expect("value=\"VLAN\"");
    let word = |id, plain, welcome: bool| {
        let mut fields = vec![
            ("change", "word"),
            ("id", id),
            ("term", "VLAN"),
            ("plain", plain),
            ("language", "en"),
            ("team", ""),
        ];
        fields.extend(welcome.then_some(("welcome", "1")));
        fields
    };
    fay.post("/admin/coach/changes", &word("", "", false))
        .expect("Give plain words for it")
        .expect("value=\"VLAN\"");
    fay.post("/admin/coach/changes", &word("", "your part of the network", false));
    fay.get("/admin/coach/words").expect("your part of the network").expect("English · Everybody");
    let id = desk.read(coach::settings).words[0].id.to_string();
    fay.get(&format!("/admin/coach/words?change={id}")).expect("value=\"your part of the network\"");
    fay.post("/admin/coach/changes", &word(&id, "", true));
    fay.get("/admin/coach/words").expect("welcome as it is");
    fay.post("/admin/coach/changes", &[("change", "remove_word"), ("id", &id)]);
    assert!(desk.read(coach::settings).words.is_empty());
    fay.get("/admin/coach/words")
        .expect("Removed from the next draft on.")
        .expect(&format!("action=\"/admin/coach/words/{id}/restoration\""));
    fay.post("/admin/coach/changes", &[("change", "remove_word"), ("id", &id)]).expect("no such word");
    // Another entry took its place meanwhile.
    fay.post("/admin/coach/changes", &word("", "your part of the network", false));
    fay.post(&format!("/admin/coach/words/{id}/restoration"), &[]);
    fay.get("/admin/coach/words").expect("There is an entry for VLAN already.");
    let other = desk.read(coach::settings).words[0].id.to_string();
    fay.post("/admin/coach/changes", &[("change", "remove_word"), ("id", &other)]);
    fay.post(&format!("/admin/coach/words/{id}/restoration"), &[]);
    let words = desk.read(coach::settings).words;
    assert_eq!(words.iter().map(|word| word.welcome).collect::<Vec<_>>(), [true]);
}

#[test]
fn what_was_removed_is_forgotten_after_a_while_with_all_that_was_said_about_it() {
    let desk = Desk::new();
    let mut fay = Browser::of(&desk, &desk.fay);
    fay.post("/admin/coach/changes", &RULE);
    let id = desk.read(coach::settings).rules[0].id.to_string();
    let name = format!("own_{id}");
    let (bo, now, rule) = (desk.bo.clone(), desk.now(), name.clone());
    desk.write(move |tx| coach::never(tx, &bo, now, &rule)).unwrap();
    fay.post("/admin/coach/changes", &[("change", "remove_rule"), ("id", &id)]);
    let bo = desk.bo.id;
    assert!(
        desk.read(move |conn| coach::never_titled(conn, bo)).is_empty(),
        "a rule that is gone has no name"
    );
    fay.post(&format!("/admin/coach/rules/{name}/restoration"), &[]);
    let titled = desk.read(move |conn| coach::never_titled(conn, bo));
    assert_eq!(
        titled,
        [(name.clone(), "Kindly revert".to_owned())],
        "what people had decided comes back with it"
    );
    fay.post("/admin/coach/changes", &[("change", "remove_rule"), ("id", &id)]);
    desk.passes(2 * DAY);
    let mut other = RULE.to_vec();
    other[2].1 = "Another";
    let mut fay = Browser::of(&desk, &desk.fay);
    fay.post("/admin/coach/changes", &other);
    let second = desk.read(coach::settings).rules[0].id.to_string();
    fay.post("/admin/coach/changes", &[("change", "remove_rule"), ("id", &second)]);
    fay.post(&format!("/admin/coach/rules/{name}/restoration"), &[]);
    assert!(desk.read(coach::settings).rules.is_empty());
    assert!(desk.read(move |conn| coach::never_of(conn, bo)).is_empty());
}

#[test]
fn the_trial_of_other_plain_words_says_how_many_would_be_offered_them() {
    let desk = Desk::new();
    answered(&desk, &["The VLAN of your building was moved."]);
    let mut fay = Browser::of(&desk, &desk.fay);
    fay.get("/admin/coach/words");
    let fields =
        [("change", "word"), ("term", "VLAN"), ("plain", "your part of the network"), ("language", "en")];
    fay.post("/admin/coach/trial", &fields)
        .expect("the last reply was read")
        .expect("1 would be offered other words.");
}
