-- SQLite cannot change a check in place: the two tables are built anew.
CREATE TABLE promises_wider (
    id INTEGER PRIMARY KEY,
    subject_kind TEXT NOT NULL CHECK (subject_kind IN ('ticket', 'record')),
    subject_id INTEGER NOT NULL,
    origin_subject_id INTEGER NOT NULL,
    owner_id INTEGER NOT NULL REFERENCES people (id),
    -- Null: to everyone who is told of the subject.
    made_to_id INTEGER REFERENCES people (id),
    words TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    remind_at INTEGER,
    made_at INTEGER NOT NULL,
    made_in_id INTEGER REFERENCES messages (id),
    state TEXT NOT NULL CHECK (state IN ('open', 'kept', 'renewed', 'broken', 'withdrawn')),
    ended_at INTEGER,
    ended_in_id INTEGER REFERENCES messages (id),
    reason TEXT NOT NULL DEFAULT '',
    kept_late_at INTEGER,
    renews_id INTEGER REFERENCES promises_wider (id),
    team_id INTEGER REFERENCES teams (id),
    service_id INTEGER REFERENCES services (id)
) STRICT;
INSERT INTO promises_wider (id, subject_kind, subject_id, origin_subject_id, owner_id, made_to_id, words, due_at, remind_at, made_at, made_in_id, state, ended_at, ended_in_id, reason, kept_late_at, renews_id, team_id, service_id)
    SELECT id, subject_kind, subject_id, origin_subject_id, owner_id, made_to_id, words, due_at, remind_at, made_at, made_in_id, state, ended_at, ended_in_id, reason, kept_late_at, renews_id, team_id, service_id FROM promises;
DROP TABLE promises;
ALTER TABLE promises_wider RENAME TO promises;
CREATE INDEX promises_by_subject ON promises (subject_kind, subject_id, due_at, id);
CREATE INDEX promises_by_owner ON promises (owner_id, state, due_at, id);
CREATE INDEX promises_by_due ON promises (state, due_at, id);
CREATE INDEX promises_by_end ON promises (state, ended_at, id);
CREATE INDEX promises_to_remind ON promises (state, remind_at, id);
CREATE INDEX promises_made_in ON promises (made_in_id) WHERE made_in_id IS NOT NULL;
CREATE INDEX promises_ended_in ON promises (ended_in_id) WHERE ended_in_id IS NOT NULL;

CREATE TABLE outgoing_mails_wider (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('reply', 'receipt', 'sign_in_link', 'notice', 'test', 'broadcast', 'subscription', 'call')),
    ticket_id INTEGER REFERENCES tickets (id),
    message_id INTEGER REFERENCES messages (id),
    person_id INTEGER REFERENCES people (id),
    recipient TEXT NOT NULL,
    mail_address_id INTEGER REFERENCES mail_addresses (id),
    rfc_id TEXT NOT NULL,
    detail TEXT NOT NULL DEFAULT '',
    raw BLOB,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'failed', 'cancelled')),
    attempts INTEGER NOT NULL DEFAULT 0,
    due_at INTEGER NOT NULL,
    claimed_until INTEGER NOT NULL DEFAULT 0,
    last_answer TEXT NOT NULL DEFAULT '',
    created_at INTEGER NOT NULL,
    sent_at INTEGER
) STRICT;
INSERT INTO outgoing_mails_wider (id, kind, ticket_id, message_id, person_id, recipient, mail_address_id, rfc_id, detail, raw, state, attempts, due_at, claimed_until, last_answer, created_at, sent_at)
    SELECT id, kind, ticket_id, message_id, person_id, recipient, mail_address_id, rfc_id, detail, raw, state, attempts, due_at, claimed_until, last_answer, created_at, sent_at FROM outgoing_mails;
DROP TABLE outgoing_mails;
ALTER TABLE outgoing_mails_wider RENAME TO outgoing_mails;
CREATE INDEX outgoing_mails_due ON outgoing_mails (state, due_at, id);
CREATE INDEX outgoing_mails_by_message ON outgoing_mails (message_id);
CREATE INDEX outgoing_mails_by_rfc_id ON outgoing_mails (rfc_id);
CREATE INDEX outgoing_mails_by_state ON outgoing_mails (state, id);
