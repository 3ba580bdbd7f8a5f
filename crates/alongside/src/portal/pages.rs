//! The requester's pages. They hold prepared words and know no rule, no store and no clock.
