-- What is not a ticket and yet has a number, a title and a history: incidents, changes, problems. What is told to many
-- at once. Services as people know them.

CREATE TABLE records (
    id {{bigint}} PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('incident', 'change', 'problem')),
    -- Counted for each kind: “Incident 12”.
    number {{bigint}} NOT NULL,
    title TEXT NOT NULL,
    created_at {{bigint}} NOT NULL,
    UNIQUE (kind, number)
) {{strict}};
{{counter record}}
{{counter incident_number}}
{{counter change_number}}
{{counter problem_number}}

-- What happened to a record, kept by itself; notes and times may be put right by hand, which the entry then says.
CREATE TABLE timeline_entries (
    id {{bigint}} PRIMARY KEY,
    record_id {{bigint}} NOT NULL REFERENCES records (id),
    -- When it happened, and when it was written down.
    at {{bigint}} NOT NULL,
    written_at {{bigint}} NOT NULL,
    kind TEXT NOT NULL,
    -- Null: the program itself.
    actor_id {{bigint}} REFERENCES people (id),
    words TEXT NOT NULL,
    corrected_at {{bigint}},
    corrected_by_id {{bigint}} REFERENCES people (id),
    -- The time or the words before they were put right, in plain words.
    was TEXT NOT NULL DEFAULT ''
) {{strict}};
CREATE INDEX timeline_entries_by_record ON timeline_entries (record_id, at, id);
{{counter timeline_entry}}

-- One text for many readers.
CREATE TABLE broadcasts (
    id {{bigint}} PRIMARY KEY,
    record_id {{bigint}} NOT NULL REFERENCES records (id),
    kind TEXT NOT NULL CHECK (kind IN ('incident_update', 'incident_resolved', 'announcement', 'known_error', 'fix')),
    author_id {{bigint}} NOT NULL REFERENCES people (id),
    subject TEXT NOT NULL,
    -- Markdown: for those who use the service, and for those who decide about it (empty: the same).
    body TEXT NOT NULL,
    stakeholder_body TEXT NOT NULL DEFAULT '',
    -- When the next word is promised.
    next_at {{bigint}},
    -- What it is about happens from then until then; each reader reads it in their own zone.
    starts_at {{bigint}},
    ends_at {{bigint}},
    -- Our own page about it; empty when there is none.
    page_path TEXT NOT NULL DEFAULT '',
    -- An iCalendar object (RFC 5545) with its METHOD that goes along; empty when there is none.
    calendar TEXT NOT NULL DEFAULT '',
    -- The reader may say that they saw it.
    asks_to_acknowledge {{boolean}} NOT NULL DEFAULT FALSE,
    created_at {{bigint}} NOT NULL
) {{strict}};
CREATE INDEX broadcasts_by_record ON broadcasts (record_id, id);
{{counter broadcast}}

-- Who is told, once each, however many reasons there are to tell them.
CREATE TABLE deliveries (
    broadcast_id {{bigint}} NOT NULL REFERENCES broadcasts (id),
    -- Mail address, folded.
    recipient TEXT NOT NULL,
    person_id {{bigint}} REFERENCES people (id),
    -- Told as a reply in the thread of this ticket of theirs.
    ticket_id {{bigint}} REFERENCES tickets (id),
    subscriber_id {{bigint}},
    register TEXT NOT NULL CHECK (register IN ('reader', 'stakeholder', 'subscriber')),
    state TEXT NOT NULL CHECK (state IN ('waiting', 'queued', 'left_out')),
    queued_at {{bigint}},
    acknowledged_at {{bigint}},
    PRIMARY KEY (broadcast_id, recipient)
) {{strict_no_rowid}};
CREATE INDEX deliveries_waiting ON deliveries (broadcast_id, recipient) WHERE state = 'waiting';

ALTER TABLE services ADD COLUMN changed_at {{bigint}} NOT NULL DEFAULT 0;
-- On the status page: shown at all, under which heading, at which place.
ALTER TABLE services ADD COLUMN on_status_page {{boolean}} NOT NULL DEFAULT FALSE;
ALTER TABLE services ADD COLUMN status_group TEXT NOT NULL DEFAULT '';
ALTER TABLE services ADD COLUMN status_order {{bigint}} NOT NULL DEFAULT 0;
-- Since when the status page can speak of it: before that day there are no records.
ALTER TABLE services ADD COLUMN on_status_page_since {{bigint}};

CREATE TABLE service_needs (
    service_id {{bigint}} NOT NULL REFERENCES services (id),
    needs_id {{bigint}} NOT NULL REFERENCES services (id),
    PRIMARY KEY (service_id, needs_id)
) {{strict_no_rowid}};
CREATE INDEX service_needs_by_need ON service_needs (needs_id, service_id);

-- Who uses a service: by rule (everybody, an organisation, a team) or by name.
CREATE TABLE service_users (
    service_id {{bigint}} NOT NULL REFERENCES services (id),
    kind TEXT NOT NULL CHECK (kind IN ('everyone', 'organisation', 'team', 'person')),
    -- 0 for everyone.
    target_id {{bigint}} NOT NULL,
    PRIMARY KEY (service_id, kind, target_id)
) {{strict_no_rowid}};
CREATE INDEX service_users_by_target ON service_users (kind, target_id, service_id);
CREATE INDEX people_by_organisation ON people (organisation_id, id);

-- The times at which a service was not as it should be, by what made it so. The worst of those that overlap counts.
CREATE TABLE service_spells (
    id {{bigint}} PRIMARY KEY,
    service_id {{bigint}} NOT NULL REFERENCES services (id),
    record_id {{bigint}} NOT NULL REFERENCES records (id),
    state TEXT NOT NULL CHECK (state IN ('maintenance', 'degraded', 'partial_outage', 'outage')),
    from_at {{bigint}} NOT NULL,
    until_at {{bigint}}
) {{strict}};
CREATE INDEX service_spells_by_service ON service_spells (service_id, from_at, id);
CREATE INDEX service_spells_by_record ON service_spells (record_id, service_id, from_at);
CREATE INDEX service_spells_open ON service_spells (service_id, id) WHERE until_at IS NULL;
{{counter service_spell}}

-- What somebody is writing on a record, so that nothing typed is lost.
CREATE TABLE record_drafts (
    person_id {{bigint}} NOT NULL REFERENCES people (id),
    record_id {{bigint}} NOT NULL REFERENCES records (id),
    field TEXT NOT NULL,
    body TEXT NOT NULL,
    changed_at {{bigint}} NOT NULL,
    PRIMARY KEY (person_id, record_id, field)
) {{strict_no_rowid}};
