//! What keeps a promise and what does not, by example; and what must hold for any words.

use super::seems_kept;
use proptest::prelude::*;

/// The promise, the reply, and whether something is attached.
const KEPT: [(&str, &str, bool); 36] = [
    ("I will call you tomorrow", "I called you this morning.", false),
    ("I'll call you back by noon", "We spoke on the phone this morning.", false),
    ("I will ring the supplier today", "I rang the supplier; they have two in stock.", false),
    ("I'll phone the vendor this afternoon", "I spoke to the vendor and they send a new one.", false),
    ("I will get back to you by Thursday", "Hello Ana, the cable was broken. It works again.", false),
    ("I'll let you know by Friday", "The new laptop costs 900 euros.", false),
    ("I will let you know when the part arrives", "The part has arrived.", false),
    ("I'll write to you tomorrow", "Hello Ana, the licence is paid and you can sign in.", false),
    ("I will tell you the price by Monday", "The price is 40 euros a month.", false),
    ("I'll look at it today", "I looked at it: the fan was full of dust.", false),
    ("I will look into the slow login", "I found the cause. A script ran twice at the start.", false),
    ("I'll check the backup tonight", "I checked the backup and it holds all your files.", false),
    ("We will investigate by Wednesday", "We investigated and replaced the switch.", false),
    ("I'll test the new driver tomorrow", "The driver was tested, and it prints both sides.", false),
    ("I will fix the printer by noon", "The printer works again.", false),
    ("I'll fix it this afternoon", "It is fixed.", false),
    ("We'll repair the door reader today", "The door reader has been repaired.", false),
    ("I will reset your password by 3", "I have reset your password.", false),
    ("I'll restore the folder by tomorrow", "Your folder is back.", false),
    ("We will restore the files tonight", "All files were restored at nine.", false),
    ("I'll install the program tomorrow morning", "The program is installed on your computer.", false),
    ("I will replace the battery on Monday", "I swapped the battery this morning.", false),
    ("I'll give you access by Friday", "I gave you access to the shared calendar.", false),
    ("I will add you to the list today", "I added you to the list.", false),
    ("I'll move your mailbox tonight", "Your mailbox was moved, and nothing was lost.", false),
    ("I will send you the form tomorrow", "The form is attached.", true),
    ("I'll send you the guide by noon", "Here is the guide.", false),
    ("I will forward the invoice today", "Hello Ana, there you go.", true),
    ("I'll send the link this afternoon", "You find it at https://help.example.org/start.", false),
    ("You will have a spare printer today", "The printer stands on your desk.", false),
    ("You'll get a new keyboard by Thursday", "I put the keyboard on your desk.", false),
    ("We'll order a new screen tomorrow", "It is ordered.", false),
    ("I will book the room by Friday", "The room is booked for Tuesday at ten.", false),
    ("I'll come by tomorrow morning", "I was at your desk this morning and changed the cable.", false),
    ("I will ask the finance team today", "I asked the finance team: they pay it this week.", false),
    ("Your laptop will be ready by Monday", "Your laptop is ready at the counter.", false),
];

const NOT_KEPT: [(&str, &str, bool); 34] = [
    ("I will call you tomorrow", "Which printer is it, and will you be here tomorrow?", false),
    ("I will look at it by Thursday", "See you on Thursday.", false),
    ("I will call you tomorrow", "You called me yesterday about the scanner.", false),
    ("I'll call you by noon", "Please call me when you are back.", false),
    ("I will call the supplier today", "I called you, but you were out.", false),
    ("I'll ring you today", "I rang the supplier.", false),
    ("I will get back to you by Thursday", "Hello Ana, thank you for your patience.", false),
    ("I will get back to you by Thursday", "I'll get back to you on Friday instead.", false),
    ("I'll let you know by Friday", "Sorry for the delay.", false),
    ("I'll let you know by Friday", "We are still working on it.", false),
    ("I will let you know when the part arrives", "The part has not arrived yet.", false),
    ("I'll write to you tomorrow", "Can you tell me your room?", false),
    ("I will tell you the price by Monday", "Hello Ana, your badge was renewed.", false),
    ("I'll look at it today", "I will look at it tomorrow.", false),
    ("I'll look at it today", "I have not looked at it yet.", false),
    ("I will look into the slow login", "Could you tell me when it began?", false),
    ("I'll check the backup tonight", "If the backup fails, we will call you.", false),
    ("We will investigate by Wednesday", "We could not investigate it today.", false),
    ("I will fix the printer by noon", "The printer is still broken.", false),
    ("I will fix the printer by noon", "Your password was reset.", false),
    ("I'll fix it this afternoon", "It isn't fixed, I'm afraid.", false),
    ("I will reset your password by 3", "Please reset your password yourself.", false),
    ("I will reset your password by 3", "Reset your password on the start page.", false),
    ("I'll restore the folder by tomorrow", "Which folder do you miss?", false),
    ("I'll install the program tomorrow morning", "We must ask for a licence first.", false),
    ("I will replace the battery on Monday", "The battery has not come.", false),
    ("I will send you the form tomorrow", "Did you get the form?", false),
    ("I'll send you the guide by noon", "I will send it later.", false),
    ("You will have a spare printer today", "No printer is free today.", false),
    ("We'll order a new screen tomorrow", "I ordered a keyboard.", false),
    ("I will book the room by Friday", "The room is taken, so I need another day.", false),
    ("I'll come by tomorrow morning", "Will you be at your desk?", false),
    ("I will ask the finance team today", "You could ask the finance team yourself.", false),
    ("Your laptop will be ready by Monday", "Your laptop needs a new disk first.", false),
];

#[test]
fn a_promise_seems_kept_by_what_was_done_and_not_by_what_is_asked_wished_or_denied() {
    let wrong = |table: &[(&str, &str, bool)], kept: bool| {
        let missed =
            table.iter().filter(|(promise, reply, files)| seems_kept(promise, reply, *files) != kept);
        missed.map(|(promise, reply, _)| format!("{promise} / {reply}")).collect::<Vec<_>>()
    };
    assert_eq!(wrong(&KEPT, true), Vec::<String>::new(), "these keep it");
    assert_eq!(wrong(&NOT_KEPT, false), Vec::<String>::new(), "these do not");
}

#[test]
fn what_somebody_says_to_have_promised_is_kept_and_what_they_quote_is_not_theirs() {
    assert!(seems_kept("I will see to the blinds by Friday", "As promised, a colleague was there.", false));
    assert!(seems_kept("Ich rufe Sie morgen an", "Wie versprochen: der Drucker ist da.", false));
    assert!(!seems_kept(
        "I will call you today",
        "> I called you this morning.\nWhat is your number?",
        false
    ));
}

#[test]
fn in_other_languages_a_telling_word_in_common_is_enough_and_a_question_is_not() {
    assert!(seems_kept("Ich bringe den Drucker morgen", "Der Drucker steht auf Ihrem Tisch.", false));
    assert!(!seems_kept("Ich bringe den Drucker morgen", "Welcher Drucker ist es?", false));
    assert!(!seems_kept("Ich bringe den Drucker morgen", "Guten Morgen!", false));
}

proptest! {
    #[test]
    fn any_words_can_be_read(promise in "\\PC{0,120}", reply in "\\PC{0,400}", files: bool) {
        seems_kept(&promise, &reply, files);
    }

    /// Only asking never keeps anything.
    #[test]
    fn questions_alone_keep_nothing(at in 0..KEPT.len(), files: bool) {
        let (promise, reply, _) = KEPT[at];
        let asked: String = reply.chars().map(|c| if matches!(c, '.' | '!' | ';' | ':') { '?' } else { c }).collect();
        let asked = asked.replace("? ", "?\n");
        prop_assume!(!asked.contains("://") && asked.lines().all(|line| line.ends_with('?')));
        prop_assert!(!seems_kept(promise, &asked, files), "{} / {}", promise, asked);
    }

    /// A greeting before and a signature after change nothing, nor does the case.
    #[test]
    fn greeting_signature_and_case_change_nothing(at in 0..KEPT.len() + NOT_KEPT.len(), name in "[A-Z][a-z]{2,8}", shout: bool) {
        let (promise, reply, files) = if at < KEPT.len() { KEPT[at] } else { NOT_KEPT[at - KEPT.len()] };
        let dressed = format!("Hello {name},\n\n{reply}\n\nBest regards\n{name}");
        let dressed = if shout { dressed.to_uppercase().replace("HTTPS", "https") } else { dressed };
        prop_assert_eq!(seems_kept(promise, &dressed, files), at < KEPT.len(), "{} / {}", promise, dressed);
    }

    /// A promise said again keeps nothing: it is one still.
    #[test]
    fn saying_it_again_keeps_nothing(at in 0..KEPT.len()) {
        let (promise, _, _) = KEPT[at];
        let again = format!("{promise}.");
        prop_assert!(!seems_kept(promise, &again, false), "{}", promise);
    }
}
