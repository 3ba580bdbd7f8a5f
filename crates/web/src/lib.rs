//! The plumbing of pages: forms, cross-site protection, cookies, headers. Knows HTTP and nothing of a desk: no
//! database, no person, no template.

pub mod cookie;
pub mod csrf;
pub mod form;
pub mod headers;
