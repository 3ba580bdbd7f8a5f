//! Words and shapes that every page shares. It knows nothing of requests, stores, rules or the time.
