//! A letter of each kind, filled with believable people: for looking at, and for the test that keeps the words.

use super::gather::{Facts, Office};
use super::letter::Letter;
use super::render::{self, Desk};
use crate::clock::{At, HOUR};
use crate::ids::{AttachmentId, MailAddressId, MessageId, OutgoingId, PersonId, TicketId};
use crate::language::Language;
use crate::mailbox::MailAddress;
use crate::outgoing::{Outgoing, OutgoingKind, OutgoingState};
use crate::person::{Person, Role};
use crate::ticket::attachment::Attachment;
use crate::ticket::message::Message;
use crate::ticket::{Blocked, Format, Impact, Kind, MessageKind, Priority, Status, Ticket, Urgency, Via};

/// 2026-11-24T09:00:00Z, a Tuesday.
const MORNING: At = At(1_795_510_800_000_000);

/// A name and a letter for each kind, to a reader of this language.
pub fn letters(language: Language) -> Vec<(&'static str, Letter)> {
    let desk = Desk {
        office: Office {
            organisation: "Marlow Vale Hospital".to_owned(),
            language: "en".to_owned(),
            time_zone: "Europe/London".to_owned(),
            dkim: None,
        },
        public_url: "https://help.marlowvale.example".to_owned(),
        reply_key: [7; 32],
        link_key: [8; 32],
    };
    let link = r#"{"link":"https://help.marlowvale.example/sign-in/link/dGhpcy1pcy1vbmx5LWEtc2FtcGxl","minutes":15}"#;
    let ana = person("Ana Oliveira-Kowalczyk", Role::Requester, language);
    let bo = person("Bo Nilsson", Role::Agent, language);
    let sample = |kind, status, person: &Person| facts(kind, status, person.clone());
    let waits = sample(OutgoingKind::Reply, Status::Pending, &ana);
    let solved = Facts { previous: None, ..sample(OutgoingKind::Reply, Status::Resolved, &ana) };
    let mut rests = sample(OutgoingKind::Reply, Status::OnHold, &ana);
    rests.apart = vec![film(), film()];
    if let Some(ticket) = &mut rests.ticket {
        ticket.snoozed_until = Some(MORNING.plus(49 * HOUR));
    }
    let receipt = Facts { message: None, ..sample(OutgoingKind::Receipt, Status::New, &ana) };
    let notice = Facts { message: None, ..sample(OutgoingKind::Notice, Status::Open, &bo) };
    let alone =
        |kind, person: &Person| Facts { ticket: None, message: None, ..sample(kind, Status::New, person) };
    [
        ("reply", waits),
        ("reply-solved", solved),
        ("reply-on-hold", rests),
        ("receipt", receipt),
        ("sign-in", alone(OutgoingKind::SignInLink, &ana)),
        ("notice", notice),
        ("test", alone(OutgoingKind::Test, &bo)),
    ]
    .into_iter()
    .map(|(name, facts)| (name, render::letter(&desk, &facts, link)))
    .collect()
}

fn person(name: &str, role: Role, language: Language) -> Person {
    Person {
        id: PersonId(1),
        name: name.to_owned(),
        role,
        organisation: None,
        address: "ana@marlowvale.example".to_owned(),
        language: language.to_string(),
        time_zone: String::new(),
        active: true,
        about: crate::person::About::default(),
    }
}

fn facts(kind: OutgoingKind, status: Status, person: Person) -> Facts {
    let address = MailAddress {
        id: MailAddressId(1),
        address: "help@marlowvale.example".to_owned(),
        name: "IT help".to_owned(),
        team: None,
        is_default: true,
        imap: None,
        relay: None,
        active: true,
    };
    let answer = "Good morning Ana,\n\nthank you for the picture. While I look at it, **your letters can print on ward 5**: choose `W5-EAST`.\n\n- I check the cable now.\n- I write again by 10:00.";
    let asked =
        "The printer on ward 4 prints the first page & then nothing.\n\nI have <20> letters to send by noon.";
    Facts {
        mail: Outgoing {
            id: OutgoingId(1),
            kind,
            ticket: Some(TicketId(1)),
            message: Some(MessageId(2)),
            person: Some(person.id),
            recipient: person.address.clone(),
            mail_address: Some(address.id),
            rfc_id: "alongside.1042.2@marlowvale.example".to_owned(),
            detail: "assigned".to_owned(),
            raw: None,
            state: OutgoingState::Waiting,
            attempts: 1,
            due_at: MORNING,
            last_answer: String::new(),
            created_at: MORNING,
            sent_at: None,
        },
        address,
        person: Some(person),
        ticket: Some(ticket(status)),
        message: Some(message(MessageId(2), "Bo Nilsson", Role::Agent, answer)),
        told: None,
        record: None,
        promise: None,
        incident: None,
        requester_name: "Ana Oliveira-Kowalczyk".to_owned(),
        previous: Some(message(MessageId(1), "Ana Oliveira-Kowalczyk", Role::Requester, asked)),
        references: vec!["q1@marlowvale.example".to_owned()],
        files: Vec::new(),
        apart: Vec::new(),
    }
}

fn ticket(status: Status) -> Ticket {
    Ticket {
        id: TicketId(1),
        number: 1042,
        kind: Kind::Incident,
        subject: "Printer on ward 4 prints the first page and then nothing".to_owned(),
        status,
        priority: Priority::Normal,
        impact: Impact::One,
        urgency: Urgency::Soon,
        requester: PersonId(1),
        owner: Some(PersonId(2)),
        team: None,
        service: None,
        mail_address: Some(MailAddressId(1)),
        goal: String::new(),
        blocked: Blocked::Unknown,
        snoozed_until: None,
        merged_into: None,
        created_at: MORNING,
        activity_at: MORNING,
        resolved_at: None,
        version: 1,
    }
}

fn message(id: MessageId, name: &str, role: Role, body: &str) -> Message {
    Message {
        id,
        ticket: TicketId(1),
        kind: MessageKind::Reply,
        author: PersonId(2),
        author_name: name.to_owned(),
        author_role: role,
        via: Via::Desk,
        body: body.to_owned(),
        folded: String::new(),
        format: Format::Markdown,
        has_html: false,
        is_held: false,
        is_withdrawn: false,
        attachment_count: 0,
        rfc_id: None,
        created_at: MORNING,
    }
}

fn film() -> Attachment {
    Attachment {
        id: AttachmentId(1),
        message: None,
        ticket: None,
        uploaded_by: PersonId(1),
        blob_hash: String::new(),
        filename: "how to change the tray.mp4".to_owned(),
        content_type: "video/mp4".to_owned(),
        size_bytes: 40 << 20,
        content_id: String::new(),
        is_inline: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_letter_reads_well_in_every_language() {
        for language in Language::all() {
            let all: Vec<String> = letters(*language)
                .into_iter()
                .map(|(name, letter)| format!("===== {name}\n{}\n\n{}", letter.title, letter.text()))
                .collect();
            insta::assert_snapshot!(format!("letters_{language}"), all.join("\n"));
        }
    }

    #[test]
    fn a_letter_loads_nothing_and_shows_what_came_from_outside_as_typed() {
        for (name, letter) in letters(Language::English) {
            let html = letter.html();
            for loader in ["<img", "<script", "<link", "<table", "url(", "@import"] {
                assert!(!html.contains(loader), "{loader} in {name}: {html}");
            }
            if name == "reply" {
                insta::assert_snapshot!("reply_html", html.split("<body>").last().unwrap_or_default());
                assert!(html.contains("I have &#60;20&#62; letters"), "{html}");
                assert!(letter.text().contains("> I have <20> letters"));
            }
        }
    }
}
