//! The search page, the palette's answers and the page of keys. Prepared words only.
