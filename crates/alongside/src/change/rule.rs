//! The rules of changes as pure functions: how risky, who must say yes, what may follow what, what is still unsaid.

use super::{Change, Kind, State};
use crate::ids::PersonId;
use crate::person::Role;

::store::text_enum! {
    /// Of impact and of likelihood; what each means is written in [`Level::impact`] and [`Level::likelihood`].
    pub enum Level { Low = "low", Medium = "medium", High = "high" }
}

impl Level {
    fn weight(self) -> i64 {
        match self {
            Level::Low => 1,
            Level::Medium => 2,
            Level::High => 3,
        }
    }

    pub fn word(self) -> &'static str {
        match self {
            Level::Low => "Low",
            Level::Medium => "Medium",
            Level::High => "High",
        }
    }

    /// What this impact means, if it goes wrong.
    pub fn impact(self) -> &'static str {
        match self {
            Level::Low => "A few people notice, and can go on working.",
            Level::Medium => "A team or a building cannot use something for a while.",
            Level::High => "Most people are stopped, or data could be lost.",
        }
    }

    /// What this likelihood of going wrong means.
    pub fn likelihood(self) -> &'static str {
        match self {
            Level::Low => "Done often here, tested, undone in minutes.",
            Level::Medium => "Done before, or tested in part; undone within the hour.",
            Level::High => "New to us, not tested, or past a point it cannot be undone.",
        }
    }
}

/// Impact times likelihood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Risk {
    Low,
    Medium,
    High,
}

impl Risk {
    pub fn word(self) -> &'static str {
        match self {
            Risk::Low => "Low risk",
            Risk::Medium => "Medium risk",
            Risk::High => "High risk",
        }
    }

    pub fn key(self) -> &'static str {
        match self {
            Risk::Low => "low",
            Risk::Medium => "medium",
            Risk::High => "high",
        }
    }
}

/// One to two of nine is low, three and four medium, six and nine high.
pub fn risk(impact: Level, likelihood: Level) -> Risk {
    match impact.weight() * likelihood.weight() {
        ..=2 => Risk::Low,
        3..=4 => Risk::Medium,
        _ => Risk::High,
    }
}

/// Whose yes a change needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Needed {
    /// Leads or admins.
    pub count: usize,
    /// One of them must be an admin.
    pub with_admin: bool,
    /// The owner's own yes does not count.
    pub by_others: bool,
    /// It may begin without; the yes is given or refused when it is over.
    pub afterwards: bool,
}

impl Needed {
    /// “A yes from two leads, one of them an admin”.
    pub fn words(self) -> &'static str {
        match (self.count, self.with_admin, self.afterwards) {
            (0, _, _) => "Needs nobody’s yes: its template was approved.",
            (1, _, false) if self.by_others => "Needs a yes from a lead other than its owner.",
            (1, _, false) => "Needs a yes from a lead.",
            (_, _, false) => "Needs two yeses, one of them from an admin.",
            (1, _, true) => "May begin at once. Afterwards a lead looks at it.",
            (_, _, true) => "May begin at once. Afterwards two look at it, one of them an admin.",
        }
    }
}

/// Whose yes the risk asks for.
pub fn needed(kind: Kind, risk: Risk) -> Needed {
    let (count, with_admin, by_others) = match (kind, risk) {
        (Kind::Standard, _) => (0, false, false),
        (_, Risk::Low) => (1, false, false),
        (_, Risk::Medium) => (1, false, true),
        (_, Risk::High) => (2, true, true),
    };
    Needed { count, with_admin, by_others, afterwards: kind == Kind::Emergency }
}

/// Whether somebody of this role may say yes or no at all.
pub fn may_decide(role: Role) -> bool {
    matches!(role, Role::Lead | Role::Admin)
}

/// Whether those who said yes are enough.
pub fn is_approved(needed: Needed, owner: PersonId, yes: &[(PersonId, Role)]) -> bool {
    let counts =
        |(person, role): &&(PersonId, Role)| may_decide(*role) && !(needed.by_others && *person == owner);
    let mut people: Vec<PersonId> = yes.iter().filter(counts).map(|(person, _)| *person).collect();
    people.sort_unstable();
    people.dedup();
    let admin = yes.iter().filter(counts).any(|(_, role)| *role == Role::Admin);
    people.len() >= needed.count && (admin || !needed.with_admin)
}

/// What may follow what.
pub fn may_follow(from: State, to: State) -> bool {
    use State::*;
    match from {
        Draft => matches!(to, Asked | Approved | Cancelled),
        Asked => matches!(to, Draft | Approved | Cancelled),
        Approved => matches!(to, Draft | Running | Cancelled),
        Running => matches!(to, Done | Failed | Undone),
        Done | Failed | Undone | Cancelled => false,
    }
}

/// Something that must be said before a change can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    Title,
    Services,
    Window,
    Plan,
    UndoPlan,
    PointOfNoReturn,
    Test,
    FreezeReason,
}

impl Gap {
    /// As it ends the sentence “Please say …”.
    pub fn words(self) -> &'static str {
        match self {
            Gap::Title => "what it is called",
            Gap::Services => "which services it is on",
            Gap::Window => "from when until when",
            Gap::Plan => "how it is done",
            Gap::UndoPlan => "how it is undone",
            Gap::PointOfNoReturn => "until which point it can be undone",
            Gap::Test => "how you will know that it worked",
            Gap::FreezeReason => "why it cannot wait until the freeze is over",
        }
    }

    /// The field of the form.
    pub fn field(self) -> &'static str {
        match self {
            Gap::Title => "title",
            Gap::Services => "services",
            Gap::Window => "starts",
            Gap::Plan => "plan",
            Gap::UndoPlan => "undo_plan",
            Gap::PointOfNoReturn => "point_of_no_return",
            Gap::Test => "test",
            Gap::FreezeReason => "freeze_reason",
        }
    }
}

/// What is still unsaid. An emergency needs only to be named and placed: the rest is written down afterwards. Where little
/// can go wrong, nobody is asked for the point of no return.
pub fn gaps(change: &Change, services: usize, frozen: bool) -> Vec<Gap> {
    let mut gaps = Vec::new();
    let mut need = |missing: bool, gap: Gap| {
        if missing {
            gaps.push(gap);
        }
    };
    let emergency = change.kind == Kind::Emergency;
    let empty = |text: &str| text.trim().is_empty();
    need(empty(&change.title), Gap::Title);
    need(services == 0, Gap::Services);
    need(change.window().is_none_or(|(from, until)| until <= from), Gap::Window);
    need(empty(&change.plan), Gap::Plan);
    need(!emergency && empty(&change.undo_plan), Gap::UndoPlan);
    need(!emergency && change.risk() > Risk::Low && empty(&change.point_of_no_return), Gap::PointOfNoReturn);
    need(!emergency && empty(&change.test), Gap::Test);
    need(frozen && empty(&change.freeze_reason), Gap::FreezeReason);
    gaps
}

/// “how it is done, how it is undone and how you will know that it worked”
pub fn in_words(gaps: &[Gap]) -> String {
    sentence(&gaps.iter().map(|gap| gap.words()).collect::<Vec<_>>())
}

/// “a, b and c”
pub(super) fn sentence(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Whether a yes that was given before still holds: what it was given to is the same. Times, hands and the owner may
/// change without asking again.
pub fn is_same_work(a: &Change, b: &Change) -> bool {
    let said = |c: &Change| {
        (
            c.kind,
            c.impact,
            c.likelihood,
            c.plan.clone(),
            c.undo_plan.clone(),
            c.point_of_no_return.clone(),
            c.test.clone(),
        )
    };
    said(a) == said(b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn risk_is_impact_times_likelihood() {
        use Level::*;
        let rows = [Low, Medium, High].map(|impact| [Low, Medium, High].map(|l| risk(impact, l)));
        assert_eq!(
            rows,
            [
                [Risk::Low, Risk::Low, Risk::Medium],
                [Risk::Low, Risk::Medium, Risk::High],
                [Risk::Medium, Risk::High, Risk::High],
            ]
        );
    }

    #[test]
    fn approvals_are_as_many_as_the_risk_asks_for() {
        let (owner, other, third) = (PersonId(1), PersonId(2), PersonId(3));
        let low = needed(Kind::Normal, Risk::Low);
        assert!(is_approved(low, owner, &[(owner, Role::Lead)]));
        assert!(!is_approved(low, owner, &[(other, Role::Agent)]), "an agent's yes counts for nothing");
        let medium = needed(Kind::Normal, Risk::Medium);
        assert!(!is_approved(medium, owner, &[(owner, Role::Lead)]));
        assert!(is_approved(medium, owner, &[(other, Role::Lead)]));
        let high = needed(Kind::Normal, Risk::High);
        assert!(!is_approved(high, owner, &[(other, Role::Lead), (third, Role::Lead)]));
        assert!(!is_approved(high, owner, &[(other, Role::Admin), (other, Role::Admin)]));
        assert!(!is_approved(high, owner, &[(other, Role::Lead), (owner, Role::Admin)]));
        assert!(is_approved(high, owner, &[(other, Role::Lead), (third, Role::Admin)]));
        assert!(is_approved(needed(Kind::Standard, Risk::High), owner, &[]));
        assert!(needed(Kind::Emergency, Risk::High).afterwards);
    }

    #[test]
    fn what_may_follow_what() {
        let follow: Vec<(State, Vec<State>)> = State::all()
            .iter()
            .map(|from| (*from, State::all().iter().copied().filter(|to| may_follow(*from, *to)).collect()))
            .collect();
        use State::*;
        assert_eq!(
            follow,
            [
                (Draft, vec![Asked, Approved, Cancelled]),
                (Asked, vec![Draft, Approved, Cancelled]),
                (Approved, vec![Draft, Running, Cancelled]),
                (Running, vec![Done, Failed, Undone]),
                (Done, vec![]),
                (Failed, vec![]),
                (Undone, vec![]),
                (Cancelled, vec![]),
            ]
        );
    }

    proptest! {
        #[test]
        fn one_yes_more_never_takes_an_approval_away(
            yes in proptest::collection::vec((1_i64..6, 0_usize..5), 0..6),
            more in (1_i64..6, 0_usize..5),
            risk in 0_usize..3,
        ) {
            let person = |(id, role): (i64, usize)| (PersonId(id), Role::all()[role]);
            let needed = needed(Kind::Normal, [Risk::Low, Risk::Medium, Risk::High][risk]);
            let mut people: Vec<_> = yes.into_iter().map(person).collect();
            let before = is_approved(needed, PersonId(1), &people);
            people.push(person(more));
            prop_assert!(!before || is_approved(needed, PersonId(1), &people));
        }

        #[test]
        fn what_is_over_stays_over(steps in proptest::collection::vec(0_usize..8, 0..20)) {
            let mut state = State::Draft;
            for step in steps {
                let to = State::all()[step];
                if may_follow(state, to) {
                    prop_assert!(!state.is_over());
                    state = to;
                }
            }
        }
    }
}
