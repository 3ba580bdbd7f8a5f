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

#[cfg(test)]
mod tests {
    use super::*;

    fn rank(p: Priority) -> usize {
        Priority::all().iter().position(|q| *q == p).unwrap()
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
