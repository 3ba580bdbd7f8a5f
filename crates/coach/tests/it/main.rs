//! The coach from outside.

mod sample;
