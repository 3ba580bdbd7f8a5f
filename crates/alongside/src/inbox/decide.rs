//! What a mail means for the desk, as a function of plain facts. No mail is read here, nothing is looked up and
//! nothing written: the facts come from `find.rs`, and `intake.rs` does what is decided.

use mail::Origin;

/// Who wrote it, as far as the mail says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sender {
    /// The mail does not say, or says nonsense.
    Nobody,
    /// An address of the desk itself.
    Ourselves,
    /// Anybody who does not work here; also somebody who does no longer.
    Outside,
    /// May write notes, not answer.
    Contributor,
    /// May answer for the desk.
    Agent,
}

/// What led to the conversation, the strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// An address that we signed.
    Token,
    /// It answers a message or mail we know.
    Reference,
    /// `#1042` in the subject: proves nothing.
    Number,
}

/// The writer's part in that conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Requester,
    /// Owns or watches it.
    Member,
    /// We sent them the very mail that this one answers.
    Mailed,
    None,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conversation {
    pub evidence: Evidence,
    pub part: Part,
    pub is_closed: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    pub origin: Origin,
    /// One of our desks' machines wrote it.
    pub has_mark: bool,
    /// A mark or the null sender asks that no machine answers.
    pub forbids_answer: bool,
    /// It left here: it is from our address and bears our mark or a Message-ID of ours.
    pub is_own: bool,
    /// The same writer's mail with this Message-ID is here already.
    pub is_known: bool,
    pub sender: Sender,
    /// DKIM or SPF prove the author's domain.
    pub is_proven: bool,
    pub conversation: Option<Conversation>,
}

/// How a new ticket relates to the one that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tie {
    None,
    /// The found one is closed; this takes it up again.
    Follows,
    /// The writer has no part in the found one.
    Related,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Nothing to do: it is a mail of ours that came back.
    OwnMail,
    /// Nothing to do: it is here already.
    Again,
    /// Nothing to do: a machine answers something we do not know.
    AnswersNothing,
    /// A person has to look.
    Look(Look),
    /// A delivery report.
    Bounce,
    /// What a machine answered, for colleagues to see.
    MachineNote,
    /// The writer speaks on the ticket; `joins` if they had no part in it yet.
    Reply { joins: bool },
    /// A colleague answers for the desk; held until they say yes when the mail proves nothing.
    StaffReply { held: bool },
    /// A contributor's word to colleagues, held likewise.
    StaffNote { held: bool },
    NewTicket {
        tie: Tie,
        /// A receipt may go out, if none went within the hour.
        receipt: bool,
        /// Those in Cc watch.
        with_copies: bool,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    NoSender,
    ClaimsToBeUs,
}

pub fn decide(facts: &Facts) -> Decision {
    if facts.is_own {
        return Decision::OwnMail;
    }
    if facts.origin == Origin::Bounce {
        return Decision::Bounce;
    }
    match facts.sender {
        Sender::Nobody => return Decision::Look(Look::NoSender),
        Sender::Ourselves => return Decision::Look(Look::ClaimsToBeUs),
        _ if facts.is_known => return Decision::Again,
        Sender::Outside | Sender::Contributor | Sender::Agent => {}
    }
    let counts = facts.conversation.filter(|c| counts(c, facts.sender));
    match (facts.origin, counts) {
        (Origin::AutoReply | Origin::Machine, Some(_)) => return Decision::MachineNote,
        (Origin::AutoReply, None) => return Decision::AnswersNothing,
        (Origin::Machine, None) if facts.has_mark => return Decision::AnswersNothing,
        _ => {}
    }
    let by_person = facts.origin == Origin::Person;
    let new = |tie| Decision::NewTicket {
        tie,
        receipt: by_person && !facts.forbids_answer,
        with_copies: matches!(facts.origin, Origin::Person | Origin::List),
    };
    match (facts.conversation, counts) {
        (_, Some(found)) if found.is_closed => new(Tie::Follows),
        (_, Some(found)) => on_the_ticket(facts, &found),
        // A number in a subject is a stranger's word: not even a link.
        (Some(Conversation { evidence: Evidence::Reference, .. }), None) => new(Tie::Related),
        _ => new(Tie::None),
    }
}

/// Whether what led to the conversation is enough for this writer to speak there.
fn counts(found: &Conversation, sender: Sender) -> bool {
    let works_here = matches!(sender, Sender::Contributor | Sender::Agent);
    match (found.evidence, found.part) {
        (Evidence::Token, _) | (_, Part::Requester | Part::Member) => true,
        (Evidence::Reference, Part::Mailed) => true,
        (Evidence::Reference | Evidence::Number, _) => works_here,
    }
}

fn on_the_ticket(facts: &Facts, found: &Conversation) -> Decision {
    match (facts.sender, found.part) {
        (_, Part::Requester) => Decision::Reply { joins: false },
        (Sender::Agent, _) => Decision::StaffReply { held: !facts.is_proven },
        (Sender::Contributor, _) => Decision::StaffNote { held: !facts.is_proven },
        (_, part) => Decision::Reply { joins: part != Part::Member },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STRANGER: Facts = Facts {
        origin: Origin::Person,
        has_mark: false,
        forbids_answer: false,
        is_own: false,
        is_known: false,
        sender: Sender::Outside,
        is_proven: false,
        conversation: None,
    };

    fn found(evidence: Evidence, part: Part) -> Option<Conversation> {
        Some(Conversation { evidence, part, is_closed: false })
    }

    fn is_new(decision: Decision, expected: Tie) -> bool {
        matches!(decision, Decision::NewTicket { tie, .. } if tie == expected)
    }

    /// Every combination of facts there is.
    fn all() -> Vec<Facts> {
        use Sender::*;
        let origins = [Origin::Person, Origin::AutoReply, Origin::List, Origin::Bounce, Origin::Machine];
        let mut conversations = vec![None];
        for evidence in [Evidence::Token, Evidence::Reference, Evidence::Number] {
            for part in [Part::Requester, Part::Member, Part::Mailed, Part::None] {
                for is_closed in [false, true] {
                    conversations.push(Some(Conversation { evidence, part, is_closed }));
                }
            }
        }
        let mut all = Vec::new();
        for origin in origins {
            for sender in [Nobody, Ourselves, Outside, Contributor, Agent] {
                for conversation in &conversations {
                    for bits in 0..32_u8 {
                        let bit = |n: u8| bits >> n & 1 == 1;
                        all.push(Facts {
                            origin,
                            has_mark: bit(0),
                            forbids_answer: bit(1),
                            is_own: bit(2),
                            is_known: bit(3),
                            is_proven: bit(4),
                            sender,
                            conversation: *conversation,
                        });
                    }
                }
            }
        }
        all
    }

    #[test]
    fn a_strangers_mail_is_a_new_ticket_with_a_receipt() {
        let expected = Decision::NewTicket { tie: Tie::None, receipt: true, with_copies: true };
        assert_eq!(decide(&STRANGER), expected);
    }

    #[test]
    fn no_machine_no_list_and_nobody_who_asks_not_to_is_ever_answered_automatically() {
        for facts in all() {
            if let Decision::NewTicket { receipt: true, .. } = decide(&facts) {
                assert!(facts.origin == Origin::Person && !facts.forbids_answer, "{facts:?}");
                assert!(!facts.is_own && !facts.is_known, "{facts:?}");
            }
        }
    }

    #[test]
    fn nobody_outside_speaks_where_they_have_no_part_unless_we_signed_the_address() {
        for facts in all().into_iter().filter(|f| f.sender == Sender::Outside) {
            if let Decision::Reply { .. } | Decision::MachineNote = decide(&facts) {
                let found = facts.conversation.unwrap();
                let invited = found.evidence == Evidence::Token
                    || matches!(found.part, Part::Requester | Part::Member)
                    || (found.part, found.evidence) == (Part::Mailed, Evidence::Reference);
                assert!(invited, "{facts:?}");
            }
            assert!(
                !matches!(decide(&facts), Decision::StaffReply { .. } | Decision::StaffNote { .. }),
                "{facts:?}"
            );
        }
    }

    #[test]
    fn a_colleagues_word_that_is_not_proven_is_always_held() {
        for facts in all().into_iter().filter(|f| !f.is_proven) {
            assert!(
                !matches!(
                    decide(&facts),
                    Decision::StaffReply { held: false } | Decision::StaffNote { held: false }
                ),
                "{facts:?}"
            );
        }
    }

    #[test]
    fn nothing_is_said_on_a_closed_ticket_but_by_machines() {
        for facts in all().into_iter().filter(|f| f.conversation.is_some_and(|c| c.is_closed)) {
            let decision = decide(&facts);
            assert!(
                !matches!(
                    decision,
                    Decision::Reply { .. } | Decision::StaffReply { .. } | Decision::StaffNote { .. }
                ),
                "{facts:?}"
            );
        }
    }

    #[test]
    fn a_person_who_says_who_they_are_is_always_heard() {
        for facts in all().into_iter().filter(|f| f.origin == Origin::Person && !f.is_own && !f.is_known) {
            if matches!(facts.sender, Sender::Outside | Sender::Contributor | Sender::Agent) {
                assert!(
                    !matches!(
                        decide(&facts),
                        Decision::OwnMail
                            | Decision::Again
                            | Decision::AnswersNothing
                            | Decision::Look(_)
                            | Decision::Bounce
                    ),
                    "{facts:?}"
                );
            }
        }
    }

    #[test]
    fn a_number_in_the_subject_counts_for_the_tickets_own_people_only() {
        let with = |part| Facts { conversation: found(Evidence::Number, part), ..STRANGER };
        assert_eq!(decide(&with(Part::Requester)), Decision::Reply { joins: false });
        assert_eq!(decide(&with(Part::Member)), Decision::Reply { joins: false });
        assert!(is_new(decide(&with(Part::None)), Tie::None));
    }

    #[test]
    fn whoever_we_mailed_or_gave_a_signed_address_joins_and_others_get_a_linked_ticket() {
        let with = |evidence, part| Facts { conversation: found(evidence, part), ..STRANGER };
        assert_eq!(decide(&with(Evidence::Token, Part::None)), Decision::Reply { joins: true });
        assert_eq!(decide(&with(Evidence::Reference, Part::Mailed)), Decision::Reply { joins: true });
        assert!(is_new(decide(&with(Evidence::Reference, Part::None)), Tie::Related));
    }

    #[test]
    fn machines_make_tickets_but_automatic_answers_to_nothing_do_not() {
        let from = |origin| Facts { origin, ..STRANGER };
        let ticket = Decision::NewTicket { tie: Tie::None, receipt: false, with_copies: false };
        assert_eq!(decide(&from(Origin::Machine)), ticket);
        assert!(is_new(decide(&from(Origin::List)), Tie::None));
        assert_eq!(decide(&from(Origin::AutoReply)), Decision::AnswersNothing);
        assert_eq!(
            decide(&Facts { has_mark: true, ..from(Origin::Machine) }),
            Decision::AnswersNothing,
            "another desk's receipt"
        );
    }

    #[test]
    fn a_colleague_answers_for_the_desk_but_on_their_own_request_they_are_the_requester() {
        let bo = Facts { sender: Sender::Agent, is_proven: true, ..STRANGER };
        let on = |part| Facts { conversation: found(Evidence::Reference, part), ..bo };
        assert_eq!(decide(&on(Part::None)), Decision::StaffReply { held: false });
        assert_eq!(decide(&on(Part::Requester)), Decision::Reply { joins: false });
        assert!(is_new(decide(&bo), Tie::None));
    }
}
