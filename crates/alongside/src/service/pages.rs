//! The admin's page of services. Prepared words only.
