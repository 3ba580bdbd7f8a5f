//! Signing in, one's own profile, and the admin's page of people. Prepared words only.
