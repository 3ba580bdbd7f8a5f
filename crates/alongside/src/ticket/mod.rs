//! One request for help: what is said on it, who owns it, where it stands.

pub mod pages;
