-- Planned work on services, the word sent about it, and the times at which nothing is changed.

CREATE TABLE changes (
    id {{bigint}} PRIMARY KEY REFERENCES records (id),
    number {{bigint}} NOT NULL UNIQUE,
    title TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('standard', 'normal', 'emergency')),
    state TEXT NOT NULL CHECK (state IN ('draft', 'asked', 'approved', 'running', 'done', 'failed', 'undone', 'cancelled')),
    impact TEXT NOT NULL CHECK (impact IN ('low', 'medium', 'high')),
    likelihood TEXT NOT NULL CHECK (likelihood IN ('low', 'medium', 'high')),
    starts_at {{bigint}},
    ends_at {{bigint}},
    -- IANA name of the zone in which the window was planned.
    time_zone TEXT NOT NULL,
    owner_id {{bigint}} NOT NULL REFERENCES people (id),
    team_id {{bigint}} REFERENCES teams (id),
    plan TEXT NOT NULL DEFAULT '',
    undo_plan TEXT NOT NULL DEFAULT '',
    point_of_no_return TEXT NOT NULL DEFAULT '',
    test TEXT NOT NULL DEFAULT '',
    result TEXT NOT NULL DEFAULT '',
    -- Why it cannot wait, when its window lies in a time without changes.
    freeze_reason TEXT NOT NULL DEFAULT '',
    -- The incident that it caused.
    caused_id {{bigint}} REFERENCES records (id),
    began_at {{bigint}},
    ended_at {{bigint}},
    template_id {{bigint}},
    series_id {{bigint}},
    -- RFC 5546: one more at each change of its time.
    sequence {{bigint}} NOT NULL DEFAULT 0,
    public_id TEXT NOT NULL UNIQUE,
    created_by_id {{bigint}} NOT NULL REFERENCES people (id),
    created_at {{bigint}} NOT NULL,
    version {{bigint}} NOT NULL
) {{strict}};
CREATE INDEX changes_by_start ON changes (starts_at, id);
CREATE INDEX changes_by_state ON changes (state, starts_at, id);
CREATE INDEX changes_by_series ON changes (series_id, starts_at) WHERE series_id IS NOT NULL;

CREATE TABLE change_services (
    change_id {{bigint}} NOT NULL REFERENCES changes (id),
    service_id {{bigint}} NOT NULL REFERENCES services (id),
    PRIMARY KEY (change_id, service_id)
) {{strict_no_rowid}};
CREATE INDEX change_services_by_service ON change_services (service_id, change_id);

-- Who does it.
CREATE TABLE change_hands (
    change_id {{bigint}} NOT NULL REFERENCES changes (id),
    person_id {{bigint}} NOT NULL REFERENCES people (id),
    PRIMARY KEY (change_id, person_id)
) {{strict_no_rowid}};
CREATE INDEX change_hands_by_person ON change_hands (person_id, change_id);

CREATE TABLE change_approvals (
    change_id {{bigint}} NOT NULL REFERENCES changes (id),
    person_id {{bigint}} NOT NULL REFERENCES people (id),
    asked_at {{bigint}} NOT NULL,
    decided_at {{bigint}},
    decision TEXT NOT NULL DEFAULT '' CHECK (decision IN ('', 'approved', 'declined')),
    words TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (change_id, person_id)
) {{strict_no_rowid}};
CREATE INDEX change_approvals_by_person ON change_approvals (person_id, decision, change_id);

CREATE TABLE change_templates (
    id {{bigint}} PRIMARY KEY,
    name TEXT NOT NULL,
    -- The change as JSON: what a standard change of this kind begins with.
    content TEXT NOT NULL,
    approved_by_id {{bigint}} REFERENCES people (id),
    active {{boolean}} NOT NULL DEFAULT TRUE
) {{strict}};
{{counter change_template}}

-- Maintenance that comes again: RFC 5545 RRULE, in the zone of its first window.
CREATE TABLE change_series (
    id {{bigint}} PRIMARY KEY,
    template_id {{bigint}} REFERENCES change_templates (id),
    title TEXT NOT NULL,
    rrule TEXT NOT NULL,
    starts_at {{bigint}} NOT NULL,
    length_minutes {{bigint}} NOT NULL,
    time_zone TEXT NOT NULL,
    owner_id {{bigint}} NOT NULL REFERENCES people (id),
    planned_until {{bigint}} NOT NULL,
    active {{boolean}} NOT NULL DEFAULT TRUE
) {{strict}};
{{counter change_series}}

-- The seven things that people must know before a change.
CREATE TABLE announcements (
    change_id {{bigint}} PRIMARY KEY REFERENCES changes (id),
    what TEXT NOT NULL DEFAULT '',
    notice TEXT NOT NULL DEFAULT '',
    why TEXT NOT NULL DEFAULT '',
    must_do TEXT NOT NULL DEFAULT '',
    contact TEXT NOT NULL DEFAULT '',
    undo TEXT NOT NULL DEFAULT '',
    -- Minutes before the start at which it is sent, as a JSON list.
    before_minutes TEXT NOT NULL DEFAULT '[]',
    at_start {{boolean}} NOT NULL DEFAULT TRUE,
    at_end {{boolean}} NOT NULL DEFAULT TRUE,
    asks_to_acknowledge {{boolean}} NOT NULL DEFAULT FALSE,
    state TEXT NOT NULL CHECK (state IN ('draft', 'scheduled', 'cancelled')),
    changed_at {{bigint}} NOT NULL,
    version {{bigint}} NOT NULL
) {{strict}};

-- Put right by hand: people added to those who are worked out from the services, and people left out.
CREATE TABLE announcement_people (
    change_id {{bigint}} NOT NULL REFERENCES changes (id),
    person_id {{bigint}} NOT NULL REFERENCES people (id),
    how TEXT NOT NULL CHECK (how IN ('added', 'left_out')),
    PRIMARY KEY (change_id, person_id)
) {{strict_no_rowid}};

CREATE TABLE announcement_sends (
    id {{bigint}} PRIMARY KEY,
    change_id {{bigint}} NOT NULL REFERENCES changes (id),
    occasion TEXT NOT NULL CHECK (occasion IN ('before', 'start', 'end', 'moved', 'cancelled')),
    due_at {{bigint}} NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'dropped')),
    sent_at {{bigint}},
    broadcast_id {{bigint}} REFERENCES broadcasts (id)
) {{strict}};
CREATE INDEX announcement_sends_due ON announcement_sends (state, due_at, id);
CREATE INDEX announcement_sends_by_change ON announcement_sends (change_id, due_at, id);
{{counter announcement_send}}

CREATE TABLE freeze_windows (
    id {{bigint}} PRIMARY KEY,
    name TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    from_at {{bigint}} NOT NULL,
    until_at {{bigint}} NOT NULL,
    -- Null: all services.
    service_id {{bigint}} REFERENCES services (id)
) {{strict}};
CREATE INDEX freeze_windows_by_end ON freeze_windows (until_at, id);
{{counter freeze_window}}

-- Addresses of calendar feeds: a word each, so that a calendar program needs no sign-in.
CREATE TABLE calendar_feeds (
    id {{bigint}} PRIMARY KEY,
    -- BLAKE3 of the word in its address.
    secret_hash {{blob}} NOT NULL UNIQUE,
    person_id {{bigint}} NOT NULL REFERENCES people (id),
    -- 'changes', 'changes:service:7', 'changes:team:3', 'on_call:2', 'on_call:me'.
    what TEXT NOT NULL,
    created_at {{bigint}} NOT NULL,
    read_at {{bigint}}
) {{strict}};
CREATE INDEX calendar_feeds_by_person ON calendar_feeds (person_id, id);
{{counter calendar_feed}}
