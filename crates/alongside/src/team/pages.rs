//! The admin's page of teams. Prepared words only.
