//! The requester's side: asking for help and following one's own requests.

pub mod pages;
