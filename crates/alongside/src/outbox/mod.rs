//! Mail that goes out: the queue, its letters, and what became of them.

pub mod letter;
pub mod pages;
