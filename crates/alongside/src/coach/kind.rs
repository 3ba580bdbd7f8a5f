//! What kind of text a draft is, and what of the coach fits it. Pure.

use ::coach::{Coach, Detail, Draft, Label, Reading};

/// A check on the whole text that only some kinds have: a school grade above [`GRADE_MAX`].
pub const HARD_TO_READ: &str = "hard_to_read";
/// The school grade that everybody should be able to read; what goes to all should not need more.
pub const GRADE_MAX: f64 = 10.0;
/// Fewer words than this have no reading level worth the name.
const GRADE_WORDS_MIN: usize = 30;

::store::text_enum! {
    /// The kinds of text that people write here.
    pub enum Kind {
        /// To the requester.
        Reply = "reply",
        /// For colleagues only.
        Note = "note",
        /// Word sent during a major incident.
        IncidentUpdate = "incident_update",
        /// Word sent about a planned change.
        Announcement = "announcement",
        /// A page of the knowledge base.
        Article = "article",
        /// Word to somebody whose survey answer was unhappy.
        FollowUp = "follow_up",
        /// The monthly letter.
        Newsletter = "newsletter",
        /// What a trouble taught us, looked back at without blame.
        Review = "review",
    }
}

impl Kind {
    /// Written by colleagues for colleagues: they know the terms of the trade.
    fn is_among_colleagues(self) -> bool {
        matches!(self, Kind::Note | Kind::Review)
    }

    /// Goes to everybody, or to anybody who looks.
    pub fn is_for_all(self) -> bool {
        matches!(self, Kind::IncidentUpdate | Kind::Announcement | Kind::Article | Kind::Newsletter)
    }

    /// Whether marks of this label belong on such a text. Colleagues read in a hurry and know our words; unkind words hurt
    /// them like anybody, and a review that waves something away has learned nothing. An article and a newsletter stand
    /// for long: nobody is named in them for a task by Thursday.
    pub fn fits(self, label: Label) -> bool {
        match label {
            Label::Rude | Label::Blame | Label::Condescension => true,
            Label::Dismissal | Label::Absolutes => self != Kind::Note,
            Label::Legalistic | Label::Jargon | Label::Wordy | Label::LongSentence => {
                !self.is_among_colleagues()
            }
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
        !matches!(self, Kind::Note | Kind::Article | Kind::Newsletter | Kind::Review)
    }

    /// Whether the writer is shown how easy it is to read and how warm it sounds.
    pub fn shows_meter(self) -> bool {
        !self.is_among_colleagues()
    }

    /// Whether a text of this kind needs more schooling than everybody has.
    pub fn is_too_hard(self, coach: &Coach, draft: &Draft, reading: &Reading) -> bool {
        self.is_for_all()
            && reading.reading_grade > GRADE_MAX
            && !draft.quiet.contains(&HARD_TO_READ)
            && !coach.house().rules_off.contains(HARD_TO_READ)
            && draft.text.split_whitespace().nth(GRADE_WORDS_MIN - 1).is_some()
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
        for kind in Kind::all().iter().copied() {
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

    /// One text with something for every check, and for each kind exactly what fits it.
    #[test]
    fn each_kind_is_read_with_what_fits_it_and_with_nothing_else() {
        let text = "You broke it. It works fine here. The VLAN is 100 % safe. Pursuant to section 4, we act. \
            It will be looked into.";
        let all = [
            Label::Blame,
            Label::Dismissal,
            Label::Absolutes,
            Label::Legalistic,
            Label::Jargon,
            Label::NoOwnerOrTime,
        ];
        let table: [(Kind, &[Label]); 8] = [
            (Kind::Reply, &all),
            (Kind::FollowUp, &all),
            (Kind::IncidentUpdate, &all),
            (Kind::Announcement, &all),
            (Kind::Article, &all[..5]),
            (Kind::Newsletter, &all[..5]),
            (Kind::Note, &all[..1]),
            (Kind::Review, &[Label::Blame, Label::Dismissal, Label::Absolutes, Label::NoOwnerOrTime]),
        ];
        assert_eq!(table.len(), Kind::all().len());
        for (kind, fitting) in table {
            let found = labels(kind, text);
            for label in all {
                assert_eq!(
                    found.contains(&label),
                    fitting.contains(&label),
                    "{kind}: {label:?} in {found:?}"
                );
            }
        }
    }

    #[test]
    fn what_goes_to_everybody_must_be_easy_to_read() {
        let hard = "Organisational considerations necessitate comprehensive infrastructure consolidation activities. \
            Institutional representatives subsequently communicate individual implications regarding authentication \
            responsibilities. Supplementary documentation concerning administrative procedures accompanies \
            participating departmental representatives throughout the implementation of all these consolidation activities.";
        let easy = "On Friday we move the mail to a new machine. It starts at six and takes one hour. You can read \
            your mail but you can not send it. If it does not work on Monday, call us at 4000 and we help you.";
        let is_hard = |kind: Kind, text: &str, quiet: &[&str]| {
            let draft = Draft { quiet, ..Draft::of(text) };
            kind.is_too_hard(&Coach::new(), &draft, &kind.read(&Coach::new(), &draft))
        };
        for kind in [Kind::IncidentUpdate, Kind::Announcement, Kind::Article, Kind::Newsletter] {
            assert!(is_hard(kind, hard, &[]), "{kind}");
            assert!(!is_hard(kind, easy, &[]), "{kind}");
            assert!(!is_hard(kind, hard, &[HARD_TO_READ]), "who never wants to see it does not: {kind}");
            assert!(
                !is_hard(kind, "Authentication infrastructure consolidation.", &[]),
                "three words: {kind}"
            );
        }
        for kind in [Kind::Reply, Kind::Note, Kind::FollowUp, Kind::Review] {
            assert!(!is_hard(kind, hard, &[]), "{kind}");
        }
    }

    #[test]
    fn a_kind_is_known_by_its_word() {
        for kind in Kind::all() {
            assert_eq!(kind.as_str().parse(), Ok(*kind));
        }
        assert!("poem".parse::<Kind>().is_err());
    }
}
