//! What kind of text a draft is, and what of the coach fits it. Pure.

use ::coach::{Coach, Detail, Draft, Label, Reading};

/// The kinds of text that people write here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// To the requester.
    Reply,
    /// For colleagues only.
    Note,
    /// Word sent during a major incident.
    IncidentUpdate,
    /// Word sent about a planned change.
    Announcement,
    /// A page of the knowledge base.
    Article,
    /// Word to somebody whose survey answer was unhappy.
    FollowUp,
    /// The monthly letter.
    Newsletter,
}

impl Kind {
    pub const ALL: [Kind; 7] = [
        Kind::Reply,
        Kind::Note,
        Kind::IncidentUpdate,
        Kind::Announcement,
        Kind::Article,
        Kind::FollowUp,
        Kind::Newsletter,
    ];

    /// Whether marks of this label belong on such a text. Colleagues know the terms of the trade and read in a hurry;
    /// unkind words hurt them like anybody. An article and a newsletter stand for long: nobody is named in them for a
    /// task by Thursday.
    pub fn fits(self, label: Label) -> bool {
        match label {
            Label::Rude | Label::Blame | Label::Condescension => true,
            Label::Dismissal | Label::Absolutes | Label::Legalistic | Label::Jargon => self != Kind::Note,
            Label::Wordy | Label::LongSentence => self != Kind::Note,
            Label::NoOwnerOrTime => !matches!(self, Kind::Note | Kind::Article | Kind::Newsletter),
        }
    }

    /// Whether something must be said about what happens next.
    pub fn wants_next_step(self) -> bool {
        matches!(self, Kind::Reply | Kind::IncidentUpdate | Kind::FollowUp)
    }

    /// Whether it answers somebody: their trouble is to be acknowledged and their questions answered.
    pub fn answers(self) -> bool {
        matches!(self, Kind::Reply | Kind::FollowUp)
    }

    /// Whether a commitment with a time in it is one to somebody who will wait for it.
    pub fn may_promise(self) -> bool {
        !matches!(self, Kind::Note | Kind::Article | Kind::Newsletter)
    }

    /// Reads a draft of this kind with what fits it.
    pub fn read(self, coach: &Coach, draft: &Draft) -> Reading {
        let mut draft = *draft;
        if !self.fits(Label::Jargon) {
            draft.profile.detail = Detail::Full;
        }
        if !self.answers() {
            draft.inbound = None;
        }
        let mut reading = coach.reply(&draft);
        reading.findings.retain(|finding| self.fits(finding.label));
        reading.style.retain(|finding| self.fits(finding.label));
        reading.missing_next_step &= self.wants_next_step();
        reading
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(kind: Kind, text: &str) -> Vec<Label> {
        let reading = kind.read(&Coach::new(), &Draft::of(text));
        reading.findings.iter().chain(&reading.style).map(|finding| finding.label).collect()
    }

    #[test]
    fn a_note_for_colleagues_may_hold_the_terms_of_the_trade_but_no_blame() {
        let text = "The DHCP lease on the VLAN ran out. You broke the switch.";
        assert_eq!(labels(Kind::Note, text), [Label::Blame]);
        assert!(labels(Kind::Reply, text).contains(&Label::Jargon));
    }

    #[test]
    fn unkind_words_are_marked_in_every_kind_of_text() {
        for kind in Kind::ALL {
            assert!(labels(kind, "You broke the printer again.").contains(&Label::Blame), "{kind:?}");
        }
    }

    #[test]
    fn only_what_somebody_waits_for_wants_a_next_step() {
        let text = "The printer is broken.";
        let missing = |kind: Kind| kind.read(&Coach::new(), &Draft::of(text)).missing_next_step;
        assert!(missing(Kind::Reply) && missing(Kind::IncidentUpdate));
        assert!(!missing(Kind::Article) && !missing(Kind::Note) && !missing(Kind::Newsletter));
    }

    #[test]
    fn only_an_answer_owes_an_answer() {
        let draft =
            Draft { inbound: Some("When will it be back?"), ..Draft::of("The mail server was moved.") };
        assert!(!Kind::Reply.read(&Coach::new(), &draft).unanswered.is_empty());
        assert!(Kind::Announcement.read(&Coach::new(), &draft).unanswered.is_empty());
    }
}
