-- Who is on call, and whom a call went to until somebody took it.

CREATE TABLE rotations (
    id {{bigint}} PRIMARY KEY,
    team_id {{bigint}} NOT NULL REFERENCES teams (id),
    name TEXT NOT NULL,
    -- IANA name; hand-over is at this minute of the local day, every so many days from the first day on.
    time_zone TEXT NOT NULL,
    hand_over_minute {{bigint}} NOT NULL,
    days {{bigint}} NOT NULL,
    -- Local date of the first hand-over, as 2026-11-30.
    first_day TEXT NOT NULL,
    -- Minutes without a word until the next person is called.
    escalate_minutes {{bigint}} NOT NULL,
    active {{boolean}} NOT NULL DEFAULT TRUE
) {{strict}};
CREATE INDEX rotations_by_team ON rotations (team_id, id);
{{counter rotation}}

CREATE TABLE rotation_people (
    rotation_id {{bigint}} NOT NULL REFERENCES rotations (id),
    position {{bigint}} NOT NULL,
    person_id {{bigint}} NOT NULL REFERENCES people (id),
    PRIMARY KEY (rotation_id, position)
) {{strict_no_rowid}};
CREATE INDEX rotation_people_by_person ON rotation_people (person_id, rotation_id);

CREATE TABLE on_call_overrides (
    id {{bigint}} PRIMARY KEY,
    rotation_id {{bigint}} NOT NULL REFERENCES rotations (id),
    person_id {{bigint}} NOT NULL REFERENCES people (id),
    from_at {{bigint}} NOT NULL,
    until_at {{bigint}} NOT NULL,
    made_by_id {{bigint}} NOT NULL REFERENCES people (id)
) {{strict}};
CREATE INDEX on_call_overrides_by_rotation ON on_call_overrides (rotation_id, until_at);
{{counter on_call_override}}

-- How a person is called besides mail, sealed where it holds a secret.
CREATE TABLE call_roads (
    person_id {{bigint}} NOT NULL REFERENCES people (id),
    kind TEXT NOT NULL CHECK (kind IN ('mail', 'webhook', 'sms')),
    target TEXT NOT NULL,
    PRIMARY KEY (person_id, kind)
) {{strict_no_rowid}};

-- One alarm, until it is taken.
CREATE TABLE alarms (
    id {{bigint}} PRIMARY KEY,
    rotation_id {{bigint}} NOT NULL REFERENCES rotations (id),
    ticket_id {{bigint}} REFERENCES tickets (id),
    record_id {{bigint}} REFERENCES records (id),
    words TEXT NOT NULL,
    raised_at {{bigint}} NOT NULL,
    -- When the next person is called.
    next_at {{bigint}},
    level {{bigint}} NOT NULL DEFAULT 0,
    taken_by_id {{bigint}} REFERENCES people (id),
    taken_at {{bigint}},
    ended_at {{bigint}}
) {{strict}};
CREATE INDEX alarms_open ON alarms (raised_at, id) WHERE ended_at IS NULL;
CREATE INDEX alarms_due ON alarms (next_at, id) WHERE next_at IS NOT NULL;
CREATE INDEX alarms_by_ticket ON alarms (ticket_id) WHERE ticket_id IS NOT NULL;
CREATE INDEX alarms_by_record ON alarms (record_id) WHERE record_id IS NOT NULL;
{{counter alarm}}

CREATE TABLE calls (
    id {{bigint}} PRIMARY KEY,
    alarm_id {{bigint}} NOT NULL REFERENCES alarms (id),
    person_id {{bigint}} NOT NULL REFERENCES people (id),
    kind TEXT NOT NULL CHECK (kind IN ('mail', 'webhook', 'sms')),
    at {{bigint}} NOT NULL,
    -- Out of hours, in the person's own zone: quiet work, and load.
    is_night {{boolean}} NOT NULL,
    -- Dropped: somebody took the alarm before this call went out.
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'failed', 'dropped')),
    attempts {{bigint}} NOT NULL DEFAULT 0,
    due_at {{bigint}} NOT NULL,
    claimed_until {{bigint}} NOT NULL DEFAULT 0,
    last_answer TEXT NOT NULL DEFAULT ''
) {{strict}};
CREATE INDEX calls_by_alarm ON calls (alarm_id, id);
CREATE INDEX calls_by_person ON calls (person_id, at);
CREATE INDEX calls_due ON calls (state, due_at, id);
{{counter call}}
