//! Mail addresses and mail that needs a look. Prepared words only.
