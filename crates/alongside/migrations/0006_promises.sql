-- What one of us said we would do for somebody, by when. Hangs on any subject; today on tickets.

CREATE TABLE promises (
    id {{bigint}} PRIMARY KEY,
    subject_kind TEXT NOT NULL CHECK (subject_kind IN ('ticket')),
    subject_id {{bigint}} NOT NULL,
    -- Where it was before a merge, so that undo can put it back.
    origin_subject_id {{bigint}} NOT NULL,
    owner_id {{bigint}} NOT NULL REFERENCES people (id),
    made_to_id {{bigint}} NOT NULL REFERENCES people (id),
    -- As they were said.
    words TEXT NOT NULL,
    due_at {{bigint}} NOT NULL,
    -- When its owner is to be reminded; null once that is done or not needed.
    remind_at {{bigint}},
    made_at {{bigint}} NOT NULL,
    made_in_id {{bigint}} REFERENCES messages (id),
    state TEXT NOT NULL CHECK (state IN ('open', 'kept', 'renewed', 'broken', 'withdrawn')),
    ended_at {{bigint}},
    ended_in_id {{bigint}} REFERENCES messages (id),
    reason TEXT NOT NULL DEFAULT '',
    kept_late_at {{bigint}},
    renews_id {{bigint}} REFERENCES promises (id),
    team_id {{bigint}} REFERENCES teams (id),
    service_id {{bigint}} REFERENCES services (id)
) {{strict}};
CREATE INDEX promises_by_subject ON promises (subject_kind, subject_id, due_at, id);
CREATE INDEX promises_by_owner ON promises (owner_id, state, due_at, id);
CREATE INDEX promises_by_due ON promises (state, due_at, id);
CREATE INDEX promises_by_end ON promises (state, ended_at, id);
CREATE INDEX promises_to_remind ON promises (state, remind_at, id);
CREATE INDEX promises_made_in ON promises (made_in_id) WHERE made_in_id IS NOT NULL;
CREATE INDEX promises_ended_in ON promises (ended_in_id) WHERE ended_in_id IS NOT NULL;
{{counter promise}}
