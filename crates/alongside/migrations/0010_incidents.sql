-- Major incidents: one owner, a promised next update, one text to everybody.

CREATE TABLE incidents (
    id {{bigint}} PRIMARY KEY REFERENCES records (id),
    number {{bigint}} NOT NULL UNIQUE,
    -- In the words of the people who cannot work.
    title TEXT NOT NULL,
    severity TEXT NOT NULL CHECK (severity IN ('minor', 'major', 'critical')),
    state TEXT NOT NULL CHECK (state IN ('investigating', 'identified', 'monitoring', 'resolved')),
    source TEXT NOT NULL CHECK (source IN ('hand', 'ticket', 'cluster', 'check_in')),
    owner_id {{bigint}} NOT NULL REFERENCES people (id),
    -- Who writes the updates; null: the owner.
    writer_id {{bigint}} REFERENCES people (id),
    team_id {{bigint}} REFERENCES teams (id),
    declared_by_id {{bigint}} NOT NULL REFERENCES people (id),
    declared_at {{bigint}} NOT NULL,
    -- When the trouble began, as far as anybody knows; put right by hand.
    began_at {{bigint}} NOT NULL,
    acknowledged_at {{bigint}},
    resolved_at {{bigint}},
    -- Minutes between updates, and the time that everybody was told; null once resolved.
    cadence_minutes {{bigint}} NOT NULL,
    next_update_by {{bigint}},
    next_promise_id {{bigint}} REFERENCES promises (id),
    warned_at {{bigint}},
    is_public {{boolean}} NOT NULL DEFAULT TRUE,
    -- Its name on the status page, which gives no count away.
    public_id TEXT NOT NULL UNIQUE,
    caused_by_change_id {{bigint}} REFERENCES records (id),
    problem_id {{bigint}} REFERENCES records (id),
    version {{bigint}} NOT NULL
) {{strict}};
CREATE INDEX incidents_open ON incidents (declared_at, id) WHERE resolved_at IS NULL;
CREATE INDEX incidents_by_time ON incidents (declared_at, id);
CREATE INDEX incidents_due ON incidents (next_update_by, id) WHERE next_update_by IS NOT NULL;
CREATE INDEX incidents_by_change ON incidents (caused_by_change_id) WHERE caused_by_change_id IS NOT NULL;
CREATE INDEX incidents_by_problem ON incidents (problem_id) WHERE problem_id IS NOT NULL;

CREATE TABLE incident_services (
    incident_id {{bigint}} NOT NULL REFERENCES incidents (id),
    service_id {{bigint}} NOT NULL REFERENCES services (id),
    -- As it is now; what it was before stands in service_spells.
    state TEXT NOT NULL CHECK (state IN ('operational', 'degraded', 'partial_outage', 'outage')),
    PRIMARY KEY (incident_id, service_id)
) {{strict_no_rowid}};
CREATE INDEX incident_services_by_service ON incident_services (service_id, incident_id);

-- Tickets of people it reached.
CREATE TABLE incident_tickets (
    incident_id {{bigint}} NOT NULL REFERENCES incidents (id),
    ticket_id {{bigint}} NOT NULL REFERENCES tickets (id),
    state TEXT NOT NULL CHECK (state IN ('offered', 'linked', 'dismissed')),
    at {{bigint}} NOT NULL,
    by_id {{bigint}} REFERENCES people (id),
    -- “Does it work for you now?”
    asked_at {{bigint}},
    answer TEXT NOT NULL DEFAULT '' CHECK (answer IN ('', 'works', 'not_yet')),
    PRIMARY KEY (incident_id, ticket_id)
) {{strict_no_rowid}};
CREATE INDEX incident_tickets_by_ticket ON incident_tickets (ticket_id, incident_id);

-- People who have a part in it without a ticket of theirs.
CREATE TABLE incident_people (
    incident_id {{bigint}} NOT NULL REFERENCES incidents (id),
    person_id {{bigint}} NOT NULL REFERENCES people (id),
    part TEXT NOT NULL CHECK (part IN ('me_too', 'stakeholder', 'helper')),
    at {{bigint}} NOT NULL,
    answer TEXT NOT NULL DEFAULT '' CHECK (answer IN ('', 'works', 'not_yet')),
    PRIMARY KEY (incident_id, person_id, part)
) {{strict_no_rowid}};
CREATE INDEX incident_people_by_person ON incident_people (person_id, incident_id);

CREATE TABLE incident_updates (
    id {{bigint}} PRIMARY KEY,
    incident_id {{bigint}} NOT NULL REFERENCES incidents (id),
    author_id {{bigint}} NOT NULL REFERENCES people (id),
    at {{bigint}} NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('investigating', 'identified', 'monitoring', 'resolved')),
    body TEXT NOT NULL,
    stakeholder_body TEXT NOT NULL DEFAULT '',
    -- The time that was promised when this one was due, and whether it came after it.
    due_at {{bigint}},
    is_late {{boolean}} NOT NULL,
    next_update_by {{bigint}},
    broadcast_id {{bigint}} REFERENCES broadcasts (id),
    told_count {{bigint}} NOT NULL DEFAULT 0
) {{strict}};
CREATE INDEX incident_updates_by_incident ON incident_updates (incident_id, id);
{{counter incident_update}}

-- Similar tickets within minutes: an incident is offered.
CREATE TABLE incident_offers (
    id {{bigint}} PRIMARY KEY,
    at {{bigint}} NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('offered', 'declared', 'dismissed')),
    title TEXT NOT NULL,
    service_id {{bigint}} REFERENCES services (id),
    -- What they have in common, and the tickets, as JSON lists.
    words TEXT NOT NULL,
    ticket_ids TEXT NOT NULL,
    check_in_id {{bigint}},
    incident_id {{bigint}} REFERENCES incidents (id)
) {{strict}};
CREATE INDEX incident_offers_by_state ON incident_offers (state, at, id);
{{counter incident_offer}}
CREATE INDEX tickets_by_creation ON tickets (created_at, id);

-- A machine says every so often that it is well; its silence is an alarm.
CREATE TABLE check_ins (
    id {{bigint}} PRIMARY KEY,
    name TEXT NOT NULL,
    service_id {{bigint}} REFERENCES services (id),
    -- BLAKE3 of the word in its address.
    secret_hash {{blob}} NOT NULL UNIQUE,
    every_minutes {{bigint}} NOT NULL,
    grace_minutes {{bigint}} NOT NULL,
    last_at {{bigint}},
    due_at {{bigint}},
    is_late {{boolean}} NOT NULL DEFAULT FALSE,
    active {{boolean}} NOT NULL DEFAULT TRUE
) {{strict}};
CREATE INDEX check_ins_due ON check_ins (due_at, id) WHERE active AND NOT is_late;
{{counter check_in}}

CREATE TABLE reviews (
    incident_id {{bigint}} PRIMARY KEY REFERENCES incidents (id),
    what_happened TEXT NOT NULL DEFAULT '',
    effect TEXT NOT NULL DEFAULT '',
    went_well TEXT NOT NULL DEFAULT '',
    was_hard TEXT NOT NULL DEFAULT '',
    causes TEXT NOT NULL DEFAULT '',
    plain TEXT NOT NULL DEFAULT '',
    is_published {{boolean}} NOT NULL DEFAULT FALSE,
    opened_at {{bigint}} NOT NULL,
    changed_at {{bigint}} NOT NULL,
    closed_at {{bigint}},
    closed_by_id {{bigint}} REFERENCES people (id),
    version {{bigint}} NOT NULL
) {{strict}};

-- What is to be done after it: tickets, each with an owner and a promise.
CREATE TABLE review_actions (
    incident_id {{bigint}} NOT NULL REFERENCES incidents (id),
    ticket_id {{bigint}} NOT NULL REFERENCES tickets (id),
    PRIMARY KEY (incident_id, ticket_id)
) {{strict_no_rowid}};
