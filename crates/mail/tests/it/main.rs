//! The crate as its users see it: case tables of whole mails, and what hostile bytes may not do.

mod cases;
mod hostile;
