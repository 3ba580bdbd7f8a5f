//! The mail door: what a mail that came in is, and which verb it calls.

pub mod pages;
