//! The first-run pages. Prepared words only.
