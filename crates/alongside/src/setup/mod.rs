//! The first run: whoever started the desk opens it in the browser with the token printed in their terminal, says
//! who they are, how mail leaves and when they are there. Nothing is set until the last step; then all at once.

mod draft;
pub mod pages;
mod routes;
#[cfg(test)]
mod tests;
pub mod token;

pub use routes::routes;
