//! The admin's page of outgoing mail. Prepared words only.
