//! Priority, suggested from impact and urgency (the ITIL matrix), and what the portal's plain questions say
//! about both. Pure.

::store::text_enum! {
    pub enum Priority { Low = "low", Normal = "normal", High = "high", Urgent = "urgent" }
}
::store::text_enum! {
    /// How many people it touches.
    pub enum Impact { One = "one", Several = "several", Many = "many", Everyone = "everyone" }
}
::store::text_enum! {
    /// How soon it hurts.
    pub enum Urgency { CanWait = "can_wait", Soon = "soon", Stopped = "stopped" }
}
::store::text_enum! {
    /// Whether the requester's work is held up.
    pub enum Blocked { Unknown = "unknown", No = "no", Slowed = "slowed", Stopped = "stopped" }
}

/// The suggestion for a pair; staff may choose otherwise.
pub fn suggested(impact: Impact, urgency: Urgency) -> Priority {
    use Impact::*;
    use Urgency::*;
    match (impact, urgency) {
        (One, CanWait) => Priority::Low,
        (One | Several, Soon) | (Several, CanWait) | (Many, CanWait) => Priority::Normal,
        (One, Stopped) => Priority::Normal,
        (Several, Stopped) | (Many, Soon) | (Everyone, CanWait) => Priority::High,
        (Many | Everyone, Stopped) | (Everyone, Soon) => Priority::Urgent,
    }
}

/// How soon, from the requester's answer to “is your work stopped?”.
pub fn urgency_of(blocked: Blocked) -> Urgency {
    match blocked {
        Blocked::No => Urgency::CanWait,
        Blocked::Unknown | Blocked::Slowed => Urgency::Soon,
        Blocked::Stopped => Urgency::Stopped,
    }
}

/// From so many people on it is more than a few; a whole floor, say.
const MANY: i64 = 10;

/// How far it reaches, from whom the requester says it touches and, where they know it, how many those are.
pub fn impact_of(said: Option<Impact>, people: Option<i64>) -> Option<Impact> {
    match (said, people.filter(|n| *n > 0)) {
        (None | Some(Impact::Several), Some(1)) => Some(Impact::One),
        (None | Some(Impact::Several), Some(n)) if n >= MANY => Some(Impact::Many),
        (None, Some(_)) => Some(Impact::Several),
        (said, _) => said,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rank(p: Priority) -> usize {
        Priority::all().iter().position(|q| *q == p).unwrap()
    }

    #[test]
    fn a_count_makes_some_of_us_more_exact_and_contradicts_nobody() {
        use Impact::*;
        assert_eq!(impact_of(Some(Several), None), Some(Several));
        assert_eq!(impact_of(Some(Several), Some(9)), Some(Several));
        assert_eq!(impact_of(Some(Several), Some(10)), Some(Many));
        assert_eq!(impact_of(Some(Several), Some(1)), Some(One));
        assert_eq!(impact_of(Some(Everyone), Some(3)), Some(Everyone));
        assert_eq!(impact_of(Some(One), Some(300)), Some(One));
        assert_eq!(impact_of(None, Some(4)), Some(Several));
        assert_eq!((impact_of(None, None), impact_of(None, Some(-5))), (None, None));
    }

    #[test]
    fn more_people_or_more_hurry_never_lowers_the_priority() {
        for (i, impact) in Impact::all().iter().enumerate() {
            for (u, urgency) in Urgency::all().iter().enumerate() {
                let here = rank(suggested(*impact, *urgency));
                for wider in &Impact::all()[i..] {
                    for sooner in &Urgency::all()[u..] {
                        assert!(
                            rank(suggested(*wider, *sooner)) >= here,
                            "{impact} {urgency} {wider} {sooner}"
                        );
                    }
                }
            }
        }
    }
}
