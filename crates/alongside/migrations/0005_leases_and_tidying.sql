-- What only one node does at a time, and until when: a node that dies loses it then.
CREATE TABLE leases (
    name TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    held_until {{bigint}} NOT NULL
) {{strict_no_rowid}};

-- How much is open for each service, without a walk over what is closed.
CREATE INDEX tickets_open_by_service ON tickets (service_id, activity_at, id) WHERE is_open = TRUE;

-- What is over is found without looking at the rest.
CREATE INDEX sign_in_links_by_expiry ON sign_in_links (expires_at);
