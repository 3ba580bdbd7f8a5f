//! What an admin decides while the desk runs: its name, time zone, business hours and the like, a row a name.

pub mod store;

pub use store::{get, put};

/// The settings there are.
pub mod name {
    pub const ORGANISATION: &str = "organisation";
    /// IANA zone of the desk, for people who have none of their own.
    pub const TIME_ZONE: &str = "time_zone";
    /// JSON, see `setup`.
    pub const BUSINESS_HOURS: &str = "business_hours";
    /// Present once the first-run setup is done.
    pub const SET_UP_AT: &str = "set_up_at";
    /// How people reach the desk, for links in mails; stronger than the settings file's when set.
    pub const PUBLIC_URL: &str = "public_url";
    pub const LANGUAGE: &str = "language";
    /// `no`: only people who are known may sign in; anything else: whoever has a mail address may ask.
    pub const OPEN_PORTAL: &str = "open_portal";
    /// Days that a mail is kept as it came once it was taken in; 0: for ever.
    pub const RAW_MAIL_DAYS: &str = "raw_mail_days";
    /// JSON: a list of selectors, domains and sealed private keys.
    pub const DKIM: &str = "dkim";
    /// JSON, see `ticket/wait.rs`; empty while too few were answered.
    pub const HONEST_WAIT: &str = "honest_wait";
    /// JSON, sealed: how the gateway for short messages is called, see `on_call/road.rs`.
    pub const SMS_GATEWAY: &str = "sms_gateway";
    /// Another number after every change to the coach, see `coach/store.rs`.
    pub const COACH_VERSION: &str = "coach_version";
    /// Who may see the status page: `everybody`, `signed_in`, `nobody`; empty: everybody.
    pub const STATUS_PAGE: &str = "status_page";
    /// The newest update of an incident that webhooks were told of.
    pub const STATUS_CALLED: &str = "status_called";
    /// While the search's table is filled anew: the message before which that is still to do; else empty.
    pub const SEARCH_TO_FILL: &str = "search_to_fill";
}
