use super::{Moment, Workday, find};
use jiff::Zoned;
use jiff::civil::Time;
use proptest::prelude::*;

/// Wednesday.
fn moment() -> Moment {
    Moment { now: "2026-03-04T10:00:00+01:00[Europe/Berlin]".parse().unwrap(), workday: Workday::default() }
}

fn dues(text: &str) -> Vec<String> {
    find(text, &moment())
        .into_iter()
        .map(|promise| promise.due.map_or("open".to_owned(), |due| due.strftime("%m-%d %H:%M").to_string()))
        .collect()
}

#[test]
fn each_convention_has_its_moment() {
    for (text, due) in [
        ("I'll call you by Thursday.", "03-05 17:00"),
        ("We will send it on Wednesday.", "03-11 17:00"),
        ("I'll be there Thursday at 2pm.", "03-05 14:00"),
        ("I'll bring it Thursday morning.", "03-05 12:00"),
        ("We'll look at it first thing Monday.", "03-09 10:00"),
        ("I'll do it tomorrow.", "03-05 17:00"),
        ("I'll do it tomorrow morning.", "03-05 12:00"),
        ("I'll do it tomorrow at 2pm.", "03-05 14:00"),
        ("I'll do it today.", "03-04 17:00"),
        ("I'll do it this afternoon.", "03-04 17:00"),
        ("I'll do it by EOD.", "03-04 17:00"),
        ("We'll fix it by close of business.", "03-04 17:00"),
        ("I'll call you within two hours.", "03-04 12:00"),
        ("I'll be back in 20 minutes.", "03-04 10:20"),
        ("You'll have an answer within 24 hours.", "03-05 10:00"),
        ("I'll write by noon.", "03-04 12:00"),
        ("I'll ring you at 3.", "03-04 15:00"),
        ("We'll have it by 9am.", "03-05 09:00"),
        ("It will be done by the end of the week.", "03-06 17:00"),
        ("We'll move it next week.", "03-13 17:00"),
        ("I'll send it on 24 April.", "04-24 17:00"),
        ("I'll call you on 14 March at 3pm.", "03-14 15:00"),
        ("I'll be there on 03/04.", "open"),
        ("I'll be there on 25/04.", "04-25 17:00"),
    ] {
        assert_eq!(dues(text), [due], "{text}");
    }
}

#[test]
fn what_is_no_promise_of_ours_is_none() {
    for text in [
        "Please send it by Friday.",
        "Can you come on Monday?",
        "The vendor said they would deliver by Friday.",
        "I sent it on Tuesday.",
        "I can't promise it by Friday.",
        "If the part comes, I'll fit it on Friday.",
        "We are open until 5pm on Fridays.",
        "I'll do it as soon as I can.",
        "It might be done today.",
        "> I'll call you by Friday.",
        "Your trial ends on 31 August.",
        "We hope to have it by Friday.",
    ] {
        assert_eq!(dues(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn german_promises_are_read() {
    assert_eq!(dues("Ich melde mich bis Donnerstag bei Ihnen."), ["03-05 17:00"]);
    assert_eq!(
        dues("Wir tauschen den Drucker morgen um 14 Uhr, und Sie müssen nichts tun."),
        ["03-05 14:00"]
    );
}

/// Weekdays counted one by one, and the clock looked up minute by minute.
fn brute_force_weekday(now: &Zoned, weekday: jiff::civil::Weekday, hour: i8) -> Zoned {
    let mut date = now.date();
    loop {
        date = date.tomorrow().unwrap();
        if date.weekday() == weekday {
            return date
                .to_datetime(Time::constant(hour, 0, 0, 0))
                .to_zoned(now.time_zone().clone())
                .unwrap();
        }
    }
}

proptest! {
    #[test]
    fn due_times_agree_with_a_count_by_hand_across_clock_changes(
        day in 0_i64..730,
        minute in 0_i64..1440,
        zone in prop::sample::select(vec!["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Auckland", "America/Sao_Paulo"]),
        weekday in 0_usize..7,
        hours in 1_i64..60,
        hour in 7_i8..20,
    ) {
        let start: Zoned = format!("2026-01-01T00:00:00[{zone}]").parse().unwrap();
        let now = start.checked_add(jiff::Span::new().hours(day * 24).minutes(minute)).unwrap();
        let moment = Moment { now: now.clone(), workday: Workday::default() };
        let names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
        let week = jiff::civil::Weekday::Monday;
        let wanted = (0..weekday).fold(week, |day, _| day.next());

        let promise = find(&format!("I'll call you on {} at {hour}:00.", names[weekday]), &moment).pop().unwrap();
        // From one to six without a.m. it is the afternoon.
        prop_assert_eq!(promise.due.unwrap(), brute_force_weekday(&now, wanted, hour));

        let promise = find(&format!("I'll call you in {hours} hours."), &moment).pop().unwrap();
        let elapsed = promise.due.unwrap().timestamp().as_second() - now.timestamp().as_second();
        prop_assert_eq!(elapsed, hours * 3600);
    }

    #[test]
    fn any_text_is_read_and_its_quotes_stand_where_they_say(text in "\\PC{0,200}|(I'll|we will|by|on|Friday|at|3|,|\\.|tomorrow|noon| |in|two|hours|24|April|03/04|you|and|next|week|end|of|the){0,40}") {
        for promise in find(&text, &moment()) {
            let quote: String = text.chars().skip(promise.start).take(promise.end - promise.start).collect();
            prop_assert_eq!(quote, promise.quote);
        }
    }
}
