//! HTML mail: to plain text with the structure that tells quotes apart, and to HTML that is safe to show.

pub(crate) mod clean;
mod floods;
mod marks;
pub(crate) mod text;
