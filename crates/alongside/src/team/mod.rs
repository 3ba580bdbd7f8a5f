//! Teams: who works a ticket.

pub mod pages;
