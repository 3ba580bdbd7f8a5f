//! The deeds that people promise here, and how they say that one was done.

/// One sort of deed: how it is promised and how it is said to be done.
pub(super) struct Deed {
    pub class: Class,
    /// As it is promised.
    pub base: &'static [&'static str],
    /// As it is said to be done.
    pub done: &'static [&'static str],
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Speaking with somebody.
    Call,
    /// A word to the reader: the reply itself may be it.
    Word,
    Look,
    /// Making something right, in whatever way.
    Mend,
    Give,
    Visit,
    Order,
    Ask,
    /// “It will be ready.”
    Finish,
}

impl Deed {
    /// Whether a promise speaks of it with this word: “unlock it”, “get it unlocked”.
    pub fn names(&self, word: &str) -> bool {
        self.base.contains(&word) || (self.class == Class::Mend && self.done.contains(&word))
    }
}

const fn deed(class: Class, base: &'static [&'static str], done: &'static [&'static str]) -> Deed {
    Deed { class, base, done }
}

pub(super) const DEEDS: [Deed; 22] = [
    deed(
        Class::Call,
        &["call", "phone", "ring", "telephone"],
        &["called", "phoned", "rang", "rung", "telephoned", "spoke", "spoken", "talked"],
    ),
    deed(
        Class::Word,
        &[
            "write", "mail", "email", "reply", "answer", "respond", "update", "inform", "report", "tell",
            "confirm", "know", "back", "explain", "touch", "news", "word", "hear",
        ],
        &["wrote", "written", "mailed", "emailed", "answered", "informed", "told", "confirmed", "confirm"],
    ),
    deed(
        Class::Look,
        &[
            "look",
            "check",
            "investigate",
            "examine",
            "test",
            "review",
            "inspect",
            "find",
            "see",
            "verify",
            "trace",
        ],
        &[
            "looked",
            "checked",
            "investigated",
            "examined",
            "tested",
            "reviewed",
            "inspected",
            "found",
            "saw",
            "seen",
            "verified",
            "traced",
            "caused",
            "turned",
        ],
    ),
    deed(
        Class::Mend,
        &["fix", "repair", "mend", "solve", "sort", "resolve", "correct"],
        &["fixed", "repaired", "mended", "solved", "sorted", "resolved", "corrected"],
    ),
    deed(Class::Mend, &["restore", "recover", "retrieve"], &["restored", "recovered", "retrieved"]),
    deed(Class::Mend, &["reset", "unlock"], &["reset", "unlocked"]),
    deed(Class::Mend, &["restart", "reboot"], &["restarted", "rebooted"]),
    deed(
        Class::Mend,
        &["install", "reinstall", "configure", "setup", "set", "prepare"],
        &["installed", "reinstalled", "configured", "set", "prepared"],
    ),
    deed(
        Class::Mend,
        &["replace", "swap", "exchange", "change", "adjust"],
        &["replaced", "swapped", "exchanged", "changed", "adjusted"],
    ),
    deed(
        Class::Mend,
        &["add", "enable", "activate", "grant", "create", "connect", "open"],
        &["added", "enabled", "activated", "granted", "created", "connected", "opened", "access"],
    ),
    deed(
        Class::Mend,
        &["remove", "delete", "disable", "close", "cancel", "block"],
        &["removed", "deleted", "disabled", "closed", "cancelled", "blocked", "gone"],
    ),
    deed(Class::Mend, &["move", "migrate", "transfer"], &["moved", "migrated", "transferred"]),
    deed(Class::Mend, &["upgrade", "patch"], &["upgraded", "patched", "updated"]),
    deed(
        Class::Mend,
        &["renew", "extend", "prolong"],
        &["renewed", "extended", "prolonged", "valid", "runs"],
    ),
    deed(Class::Mend, &["clean", "empty", "clear"], &["cleaned", "emptied", "cleared", "freed"]),
    deed(
        Class::Give,
        &["send", "forward", "attach", "share", "provide", "post", "ship"],
        &["sent", "forwarded", "attached", "enclosed", "shared", "provided", "posted", "shipped", "sending"],
    ),
    deed(
        Class::Give,
        &["bring", "deliver", "hand", "give", "lend", "drop", "have", "get", "receive"],
        &[
            "brought",
            "delivered",
            "handed",
            "gave",
            "given",
            "lent",
            "dropped",
            "arrived",
            "received",
            "stands",
            "lies",
            "waiting",
            "put",
            "left",
        ],
    ),
    deed(
        Class::Visit,
        &["come", "visit", "stop", "pass"],
        &["came", "visited", "stopped", "passed", "been", "met"],
    ),
    deed(
        Class::Order,
        &["order", "buy", "purchase", "request", "book", "schedule", "arrange", "reserve"],
        &[
            "ordered",
            "bought",
            "purchased",
            "requested",
            "booked",
            "scheduled",
            "arranged",
            "reserved",
            "arrived",
        ],
    ),
    deed(
        Class::Ask,
        &["ask", "contact", "speak", "talk", "raise", "escalate", "chase"],
        &[
            "asked",
            "contacted",
            "spoke",
            "spoken",
            "talked",
            "raised",
            "escalated",
            "chased",
            "answered",
            "says",
            "told",
        ],
    ),
    deed(
        Class::Finish,
        &[
            "back",
            "up",
            "finish",
            "complete",
            "finished",
            "completed",
            "done",
            "ready",
            "working",
            "fixed",
            "repaired",
            "online",
        ],
        &["finished", "completed"],
    ),
    deed(Class::Word, &["document", "publish"], &["documented", "published", "wrote", "written"]),
];

/// Says of a thing that it is as it should be.
pub(super) const WELL: [&str; 24] = [
    "works",
    "ran",
    "exists",
    "work",
    "working",
    "fixed",
    "solved",
    "done",
    "ready",
    "finished",
    "complete",
    "completed",
    "running",
    "restored",
    "available",
    "online",
    "resolved",
    "sorted",
    "repaired",
    "mended",
    "again",
    "installed",
    "active",
    "live",
];
