-- What several incidents and tickets have in common, the way round it, and the fix.

CREATE TABLE problems (
    id {{bigint}} PRIMARY KEY REFERENCES records (id),
    number {{bigint}} NOT NULL UNIQUE,
    title TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'known_error', 'fixed', 'closed')),
    owner_id {{bigint}} NOT NULL REFERENCES people (id),
    team_id {{bigint}} REFERENCES teams (id),
    hypothesis TEXT NOT NULL DEFAULT '',
    tests TEXT NOT NULL DEFAULT '',
    cause TEXT NOT NULL DEFAULT '',
    -- In plain words, for the people affected.
    workaround TEXT NOT NULL DEFAULT '',
    -- Words that a new request about it would use, for matching; a line each.
    matches TEXT NOT NULL DEFAULT '',
    published_at {{bigint}},
    fix TEXT NOT NULL DEFAULT '',
    fixed_by_change_id {{bigint}} REFERENCES records (id),
    caused_by_change_id {{bigint}} REFERENCES records (id),
    fixed_at {{bigint}},
    created_by_id {{bigint}} NOT NULL REFERENCES people (id),
    created_at {{bigint}} NOT NULL,
    public_id TEXT NOT NULL UNIQUE,
    version {{bigint}} NOT NULL
) {{strict}};
CREATE INDEX problems_by_state ON problems (state, created_at, id);
CREATE INDEX problems_published ON problems (published_at, id) WHERE published_at IS NOT NULL AND fixed_at IS NULL;

CREATE TABLE problem_services (
    problem_id {{bigint}} NOT NULL REFERENCES problems (id),
    service_id {{bigint}} NOT NULL REFERENCES services (id),
    PRIMARY KEY (problem_id, service_id)
) {{strict_no_rowid}};
CREATE INDEX problem_services_by_service ON problem_services (service_id, problem_id);

CREATE TABLE problem_tickets (
    problem_id {{bigint}} NOT NULL REFERENCES problems (id),
    ticket_id {{bigint}} NOT NULL REFERENCES tickets (id),
    at {{bigint}} NOT NULL,
    -- When the fix landed: asked whether the request may be closed.
    asked_at {{bigint}},
    answer TEXT NOT NULL DEFAULT '' CHECK (answer IN ('', 'close', 'keep_open')),
    PRIMARY KEY (problem_id, ticket_id)
) {{strict_no_rowid}};
CREATE INDEX problem_tickets_by_ticket ON problem_tickets (ticket_id, problem_id);
