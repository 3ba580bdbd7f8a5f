//! The first ten minutes: from an empty data folder to a desk that receives mail.

pub mod pages;
pub mod token;
