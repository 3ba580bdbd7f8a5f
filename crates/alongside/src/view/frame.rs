//! What surrounds a page: the desk's frame with its views, and the portal's shell.

use super::{Face, Html, Texts};

/// Light, dark, or as the device says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    #[default]
    Auto,
    Light,
    Dark,
}

/// The frame around every page of the desk, profile and admin.
#[derive(Clone, Debug, Default)]
pub struct Desk {
    /// The CSRF token of this session, for the page's `<meta>` and its forms.
    pub csrf: String,
    /// The person's choice of colours.
    pub theme: Theme,
    /// The organisation's name, at the top of the rail.
    pub organisation: String,
    /// Who is signed in.
    pub me: Face,
    /// The five views with their counts, in order.
    pub views: Vec<ViewLink>,
    /// Which part of the frame to mark as "here"; views mark themselves.
    pub here: Place,
    /// The search box's text.
    pub q: String,
    /// The person may open tickets on somebody's behalf.
    pub may_open: bool,
    /// True when the person may see the admin pages.
    pub admin: bool,
    /// Who is on call now: names; empty when nobody is.
    pub on_call: String,
    /// How many mails need a look; 0 hides the figure.
    pub needs_a_look: u64,
    /// What just happened, once, with its undo where there is one.
    pub flash: Option<Flash>,
    /// A line for each open incident; empty while nothing is wrong.
    pub trouble: Html,
}

impl Theme {
    /// The value in forms (`theme` of `POST /profile/theme`) and in the page's `data-theme`.
    pub fn key(self) -> &'static str {
        match self {
            Theme::Auto => "auto",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }
}

/// A page of the frame outside the views.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// A ticket, or anything without an entry in the rail.
    #[default]
    Elsewhere,
    View,
    Promises,
    Incidents,
    Changes,
    Calendar,
    Problems,
    OnCall,
    /// What IT runs, and who uses it.
    Running,
    Search,
    New,
    Keys,
    Profile,
    People,
    Teams,
    Services,
    CheckIns,
    StatusPage,
    Coach,
    Mail,
    NeedsALook,
    Outgoing,
}

/// The five saved views.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ViewKey {
    #[default]
    Mine,
    Unassigned,
    Team,
    Waiting,
    All,
}

impl ViewKey {
    pub const ALL: [ViewKey; 5] =
        [ViewKey::Mine, ViewKey::Unassigned, ViewKey::Team, ViewKey::Waiting, ViewKey::All];
    /// As in the address: `/desk/views/{key}`; also the name in the `counts` event.
    pub fn key(self) -> &'static str {
        match self {
            ViewKey::Mine => "mine",
            ViewKey::Unassigned => "unassigned",
            ViewKey::Team => "team",
            ViewKey::Waiting => "waiting",
            ViewKey::All => "all",
        }
    }
    pub fn word(self) -> &'static str {
        match self {
            ViewKey::Mine => "Mine",
            ViewKey::Unassigned => "Unassigned",
            ViewKey::Team => "My team’s",
            ViewKey::Waiting => "Waiting",
            ViewKey::All => "All",
        }
    }
    /// The key pressed after `g`.
    pub fn letter(self) -> &'static str {
        match self {
            ViewKey::Mine => "m",
            ViewKey::Unassigned => "u",
            ViewKey::Team => "t",
            ViewKey::Waiting => "w",
            ViewKey::All => "a",
        }
    }
}

/// One view in the rail.
#[derive(Clone, Debug, Default)]
pub struct ViewLink {
    pub view: ViewKey,
    /// How many tickets, as shown: `7`, `99+`; empty hides it.
    pub count: String,
    /// This is the view being looked at.
    pub here: bool,
}

impl ViewLink {
    /// All five with their counts (in the order of [`ViewKey::ALL`]), `here` marked.
    pub fn all(counts: [&str; 5], here: Option<ViewKey>) -> Vec<ViewLink> {
        ViewKey::ALL
            .into_iter()
            .zip(counts)
            .map(|(view, count)| ViewLink { view, count: count.into(), here: Some(view) == here })
            .collect()
    }
}

/// What just happened, said once at the top of the next page.
#[derive(Clone, Debug, Default)]
pub struct Flash {
    pub kind: Kind,
    /// One sentence: "Merged into #1040."
    pub text: String,
    /// A way back, where there is one.
    pub undo: Option<Undo>,
}

/// How a notice is meant; a word always says it too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    #[default]
    Good,
    /// Something to know before going on.
    Warn,
    /// Something failed or was refused.
    Bad,
}

impl Kind {
    pub fn key(self) -> &'static str {
        match self {
            Kind::Good => "good",
            Kind::Warn => "warn",
            Kind::Bad => "bad",
        }
    }
}

/// A small form that takes something back.
#[derive(Clone, Debug, Default)]
pub struct Undo {
    /// Where the form is posted, e.g. `/desk/tickets/1042/outgoing/77/cancellation`.
    pub action: String,
    /// The button's words; usually "Undo".
    pub label: String,
    /// RFC 3339: until when it works; empty when there is no limit. Scripts count the seconds down.
    pub until: String,
    /// The seconds left when the page was made, shown without scripts too. 0 hides it.
    pub seconds: u32,
}

/// The shell around the requester's pages, sign-in and setup.
#[derive(Clone, Debug, Default)]
pub struct Shell {
    /// The CSRF token: of the session, or of the form cookie before signing in.
    pub csrf: String,
    /// The page's words and language.
    pub t: Texts,
    pub theme: Theme,
    /// The organisation's name; it is the page's heading line.
    pub organisation: String,
    /// Who is signed in, if anybody.
    pub me: Option<Face>,
    /// The signed-in person also works at the desk: show the way there.
    pub staff: bool,
    /// Which of the two links at the top is here: `ask`, `requests` or empty.
    pub here: &'static str,
    /// What just happened, once.
    pub flash: Option<Flash>,
    /// A line of help at the foot, from the settings (telephone, opening hours); may be empty.
    pub foot: Html,
}

impl Desk {
    /// A frame with believable counts.
    pub fn sample(here: Place, view: Option<ViewKey>) -> Desk {
        Desk {
            csrf: "sample-csrf-token-0123456789abcdef".into(),
            theme: Theme::Auto,
            organisation: "Marlow Vale Hospital".into(),
            me: Face::sample("BN", 8, "Bo Nilsson", true),
            views: ViewLink::all(["12", "7", "31", "9", "248"], view),
            here,
            q: String::new(),
            may_open: true,
            admin: true,
            on_call: "Bo Nilsson".into(),
            needs_a_look: 2,
            flash: None,
            trouble: Html::default(),
        }
    }
}

impl Shell {
    /// A shell for somebody signed in.
    pub fn sample(here: &'static str) -> Shell {
        Shell {
            csrf: "sample-csrf-token-0123456789abcdef".into(),
            t: Texts::default(),
            theme: Theme::Auto,
            organisation: "Marlow Vale Hospital".into(),
            me: Some(Face::sample("AO", 3, "Ana Oliveira-Kowalczyk", false)),
            staff: false,
            here,
            flash: None,
            foot: Html(
                "Urgent and no computer? Call <a href=\"tel:+441632960123\">01632 960123</a>, day and night."
                    .into(),
            ),
        }
    }
    /// A shell before signing in.
    pub fn sample_stranger() -> Shell {
        Shell { me: None, ..Shell::sample("") }
    }
}
