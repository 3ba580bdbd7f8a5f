-- Who asked to be told by the status page.

CREATE TABLE status_subscribers (
    id {{bigint}} PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('mail', 'webhook')),
    -- Mail address, folded; or an HTTPS address.
    address TEXT NOT NULL,
    language TEXT NOT NULL DEFAULT 'en',
    time_zone TEXT NOT NULL DEFAULT '',
    created_at {{bigint}} NOT NULL,
    confirmed_at {{bigint}},
    -- Webhooks that fail for days are paused.
    failed_since {{bigint}},
    paused_at {{bigint}},
    UNIQUE (kind, address)
) {{strict}};
CREATE INDEX status_subscribers_confirmed ON status_subscribers (kind, id) WHERE confirmed_at IS NOT NULL;
{{counter status_subscriber}}

-- The services somebody wants to hear of; none: all.
CREATE TABLE status_subscriptions (
    subscriber_id {{bigint}} NOT NULL REFERENCES status_subscribers (id),
    service_id {{bigint}} NOT NULL REFERENCES services (id),
    PRIMARY KEY (subscriber_id, service_id)
) {{strict_no_rowid}};
CREATE INDEX status_subscriptions_by_service ON status_subscriptions (service_id, subscriber_id);

CREATE TABLE webhook_calls (
    id {{bigint}} PRIMARY KEY,
    subscriber_id {{bigint}} NOT NULL REFERENCES status_subscribers (id),
    body TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'failed')),
    attempts {{bigint}} NOT NULL DEFAULT 0,
    due_at {{bigint}} NOT NULL,
    claimed_until {{bigint}} NOT NULL DEFAULT 0,
    last_answer TEXT NOT NULL DEFAULT '',
    created_at {{bigint}} NOT NULL
) {{strict}};
CREATE INDEX webhook_calls_due ON webhook_calls (state, due_at, id);
{{counter webhook_call}}
