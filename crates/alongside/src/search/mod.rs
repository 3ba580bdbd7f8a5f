//! Finding tickets, messages and people by words and filters.

pub mod pages;
