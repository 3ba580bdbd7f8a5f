//! Services: what IT runs for people.

pub mod pages;
