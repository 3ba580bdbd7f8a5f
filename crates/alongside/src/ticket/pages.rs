//! The desk's pages about tickets. They hold prepared words and know no rule, no store and no clock.

mod list;
mod new;
mod requester;
mod thread;
mod ticket;

pub use crate::coach::pages::{CoachMark, Coached, Meter, Offer, Remark, Waiting};
pub use list::{Empty, ListPage, Row};
pub use new::NewTicketPage;
pub use requester::RequesterPage;
pub use thread::{Delivery, Entry, Happening, Held, Hint, Message, Thread, Voice};
pub use ticket::{
    Banner, Composer, Conflict, Known, Link, Promised, RecentTicket, RequesterCard, Side, TicketPage, Upload,
    Watcher,
};
