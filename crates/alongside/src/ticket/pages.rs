//! The desk's pages about tickets. They hold prepared words and know no rule, no store and no clock.
