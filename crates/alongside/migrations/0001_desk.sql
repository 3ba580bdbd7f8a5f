-- The first desk. Times are UTC microseconds, ids come from one counter a kind, enums are text with a check.

CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    changed_at {{bigint}} NOT NULL
) {{strict_no_rowid}};

-- Who we are and who asks ------------------------------------------------------------------------------

CREATE TABLE organisations (
    id {{bigint}} PRIMARY KEY,
    name TEXT NOT NULL,
    -- Mail domain whose new senders belong here, folded; empty when there is none.
    domain TEXT NOT NULL DEFAULT ''
) {{strict}};
CREATE INDEX organisations_by_domain ON organisations (domain);
{{counter organisation}}

CREATE TABLE people (
    id {{bigint}} PRIMARY KEY,
    name TEXT NOT NULL,
    -- The name with case and accents folded, for lists and look-up on both databases.
    folded_name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('requester', 'contributor', 'agent', 'lead', 'admin')),
    organisation_id {{bigint}} REFERENCES organisations (id),
    -- Argon2id in PHC form; null: signs in by mailed link only.
    password_hash TEXT,
    language TEXT NOT NULL DEFAULT 'en',
    time_zone TEXT NOT NULL DEFAULT '',
    active {{boolean}} NOT NULL DEFAULT TRUE,
    created_at {{bigint}} NOT NULL
) {{strict}};
CREATE INDEX people_by_name ON people (folded_name, id);
CREATE INDEX people_by_role ON people (role, folded_name, id);
{{counter person}}

CREATE TABLE addresses (
    -- Lower-cased whole: no mail system in use tells addresses apart by case.
    address TEXT PRIMARY KEY,
    person_id {{bigint}} NOT NULL REFERENCES people (id),
    is_primary {{boolean}} NOT NULL,
    undeliverable_at {{bigint}},
    undeliverable_reason TEXT,
    -- When a machine here last wrote to it by itself (one automatic answer an hour at most).
    automatic_answer_at {{bigint}}
) {{strict_no_rowid}};
CREATE INDEX addresses_by_person ON addresses (person_id, is_primary);

CREATE TABLE teams (
    id {{bigint}} PRIMARY KEY,
    name TEXT NOT NULL,
    -- The word used in searches: team:network
    slug TEXT NOT NULL UNIQUE,
    active {{boolean}} NOT NULL DEFAULT TRUE
) {{strict}};
{{counter team}}

CREATE TABLE memberships (
    team_id {{bigint}} NOT NULL REFERENCES teams (id),
    person_id {{bigint}} NOT NULL REFERENCES people (id),
    PRIMARY KEY (team_id, person_id)
) {{strict_no_rowid}};
CREATE INDEX memberships_by_person ON memberships (person_id, team_id);

CREATE TABLE services (
    id {{bigint}} PRIMARY KEY,
    name TEXT NOT NULL,
    slug TEXT NOT NULL UNIQUE,
    description TEXT NOT NULL DEFAULT '',
    owner_team_id {{bigint}} REFERENCES teams (id),
    active {{boolean}} NOT NULL DEFAULT TRUE
) {{strict}};
{{counter service}}

-- Sign-in -----------------------------------------------------------------------------------------------

CREATE TABLE sessions (
    -- BLAKE3 of the cookie: a copy of this table signs nobody in.
    token_hash {{blob}} PRIMARY KEY,
    person_id {{bigint}} NOT NULL REFERENCES people (id),
    created_at {{bigint}} NOT NULL,
    seen_at {{bigint}} NOT NULL,
    expires_at {{bigint}} NOT NULL,
    device TEXT NOT NULL
) {{strict_no_rowid}};
CREATE INDEX sessions_by_person ON sessions (person_id, seen_at);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

CREATE TABLE sign_in_links (
    token_hash {{blob}} PRIMARY KEY,
    person_id {{bigint}} NOT NULL REFERENCES people (id),
    created_at {{bigint}} NOT NULL,
    expires_at {{bigint}} NOT NULL,
    used_at {{bigint}},
    -- Where the person was going; always a path of ours.
    next_path TEXT NOT NULL
) {{strict_no_rowid}};
CREATE INDEX sign_in_links_by_person ON sign_in_links (person_id, created_at);

-- Tries that are limited across nodes: a row a try, swept after a day.
CREATE TABLE attempts (
    id {{bigint}} PRIMARY KEY,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    at {{bigint}} NOT NULL
) {{strict}};
CREATE INDEX attempts_by_subject ON attempts (kind, subject, at);
{{counter attempt}}

CREATE TABLE api_tokens (
    id {{bigint}} PRIMARY KEY,
    person_id {{bigint}} NOT NULL REFERENCES people (id),
    name TEXT NOT NULL,
    token_hash {{blob}} NOT NULL UNIQUE,
    -- Space-separated, e.g. 'tickets:read tickets:write'.
    scopes TEXT NOT NULL,
    created_at {{bigint}} NOT NULL,
    used_at {{bigint}},
    revoked_at {{bigint}}
) {{strict}};
CREATE INDEX api_tokens_by_person ON api_tokens (person_id, id);
{{counter api_token}}

CREATE TABLE idempotency_keys (
    person_id {{bigint}} NOT NULL,
    idempotency_key TEXT NOT NULL,
    -- BLAKE3 of the request: the same key with another body is a mistake worth naming.
    request_hash {{blob}} NOT NULL,
    status {{bigint}} NOT NULL,
    response TEXT NOT NULL,
    created_at {{bigint}} NOT NULL,
    PRIMARY KEY (person_id, idempotency_key)
) {{strict_no_rowid}};
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);

-- Mail addresses of ours --------------------------------------------------------------------------------

CREATE TABLE mail_addresses (
    id {{bigint}} PRIMARY KEY,
    address TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    team_id {{bigint}} REFERENCES teams (id),
    is_default {{boolean}} NOT NULL,
    -- JSON of the IMAP mailbox and of the SMTP relay; passwords inside are sealed with the key in the data folder.
    imap TEXT,
    relay TEXT,
    active {{boolean}} NOT NULL DEFAULT TRUE
) {{strict}};
{{counter mail_address}}

-- Tickets -----------------------------------------------------------------------------------------------

CREATE TABLE tickets (
    id {{bigint}} PRIMARY KEY,
    number {{bigint}} NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('incident', 'request', 'question')),
    subject TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('new', 'open', 'pending', 'on_hold', 'resolved', 'closed')),
    priority TEXT NOT NULL CHECK (priority IN ('low', 'normal', 'high', 'urgent')),
    impact TEXT NOT NULL CHECK (impact IN ('one', 'several', 'many', 'everyone')),
    urgency TEXT NOT NULL CHECK (urgency IN ('can_wait', 'soon', 'stopped')),
    requester_id {{bigint}} NOT NULL REFERENCES people (id),
    owner_id {{bigint}} REFERENCES people (id),
    team_id {{bigint}} REFERENCES teams (id),
    service_id {{bigint}} REFERENCES services (id),
    mail_address_id {{bigint}} REFERENCES mail_addresses (id),
    goal TEXT NOT NULL DEFAULT '',
    blocked TEXT NOT NULL DEFAULT 'unknown' CHECK (blocked IN ('unknown', 'no', 'slowed', 'stopped')),
    -- Neither resolved nor closed; and: waits on somebody else or on a date. Derived from status and snooze, kept for the indexes.
    is_open {{boolean}} NOT NULL,
    is_waiting {{boolean}} NOT NULL,
    snoozed_until {{bigint}},
    merged_into_id {{bigint}} REFERENCES tickets (id),
    -- The last thing said, for lists: at most 160 characters, who and which kind.
    last_word TEXT NOT NULL DEFAULT '',
    last_word_by_id {{bigint}} REFERENCES people (id),
    last_word_kind TEXT NOT NULL DEFAULT 'reply' CHECK (last_word_kind IN ('reply', 'note')),
    last_word_at {{bigint}} NOT NULL,
    created_at {{bigint}} NOT NULL,
    -- What lists are ordered by: the last message or change.
    activity_at {{bigint}} NOT NULL,
    resolved_at {{bigint}},
    closed_at {{bigint}},
    -- One more at each change, so that a page can tell it is old.
    version {{bigint}} NOT NULL
) {{strict}};
CREATE INDEX tickets_by_activity ON tickets (activity_at, id);
CREATE INDEX tickets_by_owner ON tickets (owner_id, is_open, activity_at, id);
CREATE INDEX tickets_by_team ON tickets (team_id, is_open, activity_at, id);
CREATE INDEX tickets_unassigned ON tickets (is_open, activity_at, id) WHERE owner_id IS NULL;
CREATE INDEX tickets_waiting ON tickets (is_waiting, activity_at, id);
CREATE INDEX tickets_by_requester ON tickets (requester_id, activity_at, id);
CREATE INDEX tickets_by_status ON tickets (status, activity_at, id);
CREATE INDEX tickets_by_priority ON tickets (priority, activity_at, id);
CREATE INDEX tickets_by_service ON tickets (service_id, activity_at, id);
CREATE INDEX tickets_by_kind ON tickets (kind, activity_at, id);
CREATE INDEX tickets_by_snooze ON tickets (snoozed_until) WHERE snoozed_until IS NOT NULL;
CREATE INDEX tickets_by_merge ON tickets (merged_into_id) WHERE merged_into_id IS NOT NULL;
{{counter ticket}}
{{counter ticket_number 1000}}

CREATE TABLE ticket_tags (
    ticket_id {{bigint}} NOT NULL REFERENCES tickets (id),
    tag TEXT NOT NULL,
    PRIMARY KEY (ticket_id, tag)
) {{strict_no_rowid}};
CREATE INDEX ticket_tags_by_tag ON ticket_tags (tag, ticket_id);

CREATE TABLE ticket_watchers (
    ticket_id {{bigint}} NOT NULL REFERENCES tickets (id),
    person_id {{bigint}} NOT NULL REFERENCES people (id),
    PRIMARY KEY (ticket_id, person_id)
) {{strict_no_rowid}};
CREATE INDEX ticket_watchers_by_person ON ticket_watchers (person_id, ticket_id);

CREATE TABLE ticket_links (
    ticket_id {{bigint}} NOT NULL REFERENCES tickets (id),
    other_id {{bigint}} NOT NULL REFERENCES tickets (id),
    kind TEXT NOT NULL CHECK (kind IN ('related', 'follows', 'split_from')),
    PRIMARY KEY (ticket_id, other_id)
) {{strict_no_rowid}};
CREATE INDEX ticket_links_by_other ON ticket_links (other_id, ticket_id);

CREATE TABLE messages (
    id {{bigint}} PRIMARY KEY,
    ticket_id {{bigint}} NOT NULL REFERENCES tickets (id),
    -- Where it was before a merge or split, so that undo can put it back.
    origin_ticket_id {{bigint}} NOT NULL REFERENCES tickets (id),
    kind TEXT NOT NULL CHECK (kind IN ('reply', 'note')),
    author_id {{bigint}} NOT NULL REFERENCES people (id),
    via TEXT NOT NULL CHECK (via IN ('mail', 'portal', 'desk', 'api')),
    -- What the person wrote; and, from a mail, the quoted rest that the page folds away.
    body TEXT NOT NULL,
    folded TEXT NOT NULL DEFAULT '',
    -- 'markdown' from our own pages, 'plain' from a mail.
    format TEXT NOT NULL CHECK (format IN ('markdown', 'plain')),
    has_html {{boolean}} NOT NULL DEFAULT FALSE,
    -- A mail that claims to be from an agent but does not prove it waits for the agent's own yes.
    is_held {{boolean}} NOT NULL DEFAULT FALSE,
    -- Withdrawn within the undo time: kept for the history, shown to nobody.
    is_withdrawn {{boolean}} NOT NULL DEFAULT FALSE,
    attachment_count {{bigint}} NOT NULL DEFAULT 0,
    -- The Message-ID of the mail it came from or went out as, without angle brackets.
    rfc_id TEXT UNIQUE,
    raw_mail_id {{bigint}},
    created_at {{bigint}} NOT NULL
) {{strict}};
CREATE INDEX messages_by_ticket ON messages (ticket_id, id);
CREATE INDEX messages_by_author ON messages (author_id, id);
{{counter message}}

-- The HTML of a mail as it was sent, kept apart so that a conversation reads only text.
CREATE TABLE message_html (
    message_id {{bigint}} PRIMARY KEY REFERENCES messages (id),
    html TEXT NOT NULL
) {{strict}};

CREATE TABLE mentions (
    message_id {{bigint}} NOT NULL REFERENCES messages (id),
    person_id {{bigint}} NOT NULL REFERENCES people (id),
    PRIMARY KEY (message_id, person_id)
) {{strict_no_rowid}};

CREATE TABLE blobs (
    -- BLAKE3, hexadecimal: also the name in the blob store.
    hash TEXT PRIMARY KEY,
    size_bytes {{bigint}} NOT NULL,
    created_at {{bigint}} NOT NULL
) {{strict_no_rowid}};

CREATE TABLE attachments (
    id {{bigint}} PRIMARY KEY,
    -- Null while it is an upload that waits for its message.
    message_id {{bigint}} REFERENCES messages (id),
    ticket_id {{bigint}} REFERENCES tickets (id),
    uploaded_by_id {{bigint}} NOT NULL REFERENCES people (id),
    blob_hash TEXT NOT NULL REFERENCES blobs (hash),
    filename TEXT NOT NULL,
    content_type TEXT NOT NULL,
    size_bytes {{bigint}} NOT NULL,
    content_id TEXT NOT NULL DEFAULT '',
    is_inline {{boolean}} NOT NULL DEFAULT FALSE,
    created_at {{bigint}} NOT NULL
) {{strict}};
CREATE INDEX attachments_by_message ON attachments (message_id, id);
CREATE INDEX attachments_by_upload ON attachments (uploaded_by_id, ticket_id, created_at) WHERE message_id IS NULL;
CREATE INDEX attachments_by_blob ON attachments (blob_hash);
{{counter attachment}}

CREATE TABLE drafts (
    person_id {{bigint}} NOT NULL REFERENCES people (id),
    ticket_id {{bigint}} NOT NULL REFERENCES tickets (id),
    kind TEXT NOT NULL CHECK (kind IN ('reply', 'note')),
    body TEXT NOT NULL,
    changed_at {{bigint}} NOT NULL,
    PRIMARY KEY (person_id, ticket_id, kind)
) {{strict_no_rowid}};

-- What happened, append-only: who, when, from, to.
CREATE TABLE events (
    id {{bigint}} PRIMARY KEY,
    at {{bigint}} NOT NULL,
    kind TEXT NOT NULL,
    -- Null: the program itself.
    actor_id {{bigint}} REFERENCES people (id),
    ticket_id {{bigint}} REFERENCES tickets (id),
    message_id {{bigint}},
    subject_id {{bigint}},
    before TEXT NOT NULL DEFAULT '',
    after TEXT NOT NULL DEFAULT ''
) {{strict}};
CREATE INDEX events_by_ticket ON events (ticket_id, id);
{{counter event}}

-- Mail ---------------------------------------------------------------------------------------------------

CREATE TABLE raw_mails (
    id {{bigint}} PRIMARY KEY,
    received_at {{bigint}} NOT NULL,
    via TEXT NOT NULL CHECK (via IN ('smtp', 'lmtp', 'imap', 'command')),
    peer TEXT NOT NULL,
    envelope_from TEXT NOT NULL,
    -- JSON list.
    envelope_to TEXT NOT NULL,
    size_bytes {{bigint}} NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'needs_look', 'dismissed')),
    -- What became of it, in plain words.
    outcome TEXT NOT NULL DEFAULT '',
    attempts {{bigint}} NOT NULL DEFAULT 0,
    claimed_until {{bigint}} NOT NULL DEFAULT 0,
    ticket_id {{bigint}},
    message_id {{bigint}},
    -- For a mailbox: where it came from, so that the same mail is not taken twice.
    source_key TEXT UNIQUE
) {{strict}};
CREATE INDEX raw_mails_by_state ON raw_mails (state, id);

-- The bytes as they came, apart: a row is rewritten whole when its state changes.
CREATE TABLE raw_mail_bytes (
    raw_mail_id {{bigint}} PRIMARY KEY REFERENCES raw_mails (id),
    raw {{blob}} NOT NULL
) {{strict}};
{{counter raw_mail}}

CREATE TABLE outgoing_mails (
    id {{bigint}} PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('reply', 'receipt', 'sign_in_link', 'notice', 'test')),
    ticket_id {{bigint}} REFERENCES tickets (id),
    message_id {{bigint}} REFERENCES messages (id),
    person_id {{bigint}} REFERENCES people (id),
    recipient TEXT NOT NULL,
    mail_address_id {{bigint}} REFERENCES mail_addresses (id),
    rfc_id TEXT NOT NULL,
    -- What the template needs and the tables do not hold (a sign-in link, say), sealed when it is secret.
    detail TEXT NOT NULL DEFAULT '',
    -- The bytes, written before the first try: every further try sends the very same ones.
    raw {{blob}},
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'failed', 'cancelled')),
    attempts {{bigint}} NOT NULL DEFAULT 0,
    due_at {{bigint}} NOT NULL,
    claimed_until {{bigint}} NOT NULL DEFAULT 0,
    last_answer TEXT NOT NULL DEFAULT '',
    created_at {{bigint}} NOT NULL,
    sent_at {{bigint}}
) {{strict}};
CREATE INDEX outgoing_mails_due ON outgoing_mails (state, due_at, id);
CREATE INDEX outgoing_mails_by_message ON outgoing_mails (message_id);
CREATE INDEX outgoing_mails_by_rfc_id ON outgoing_mails (rfc_id);
CREATE INDEX outgoing_mails_by_state ON outgoing_mails (state, id);
{{counter outgoing_mail}}
