//! The German rules.

pub mod absolutes;
pub mod blame;
pub mod condescension;
pub mod dismissal;
pub mod legalistic;
pub mod rude;
