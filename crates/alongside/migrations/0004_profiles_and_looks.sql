-- What colleagues should know before they write to somebody, and what each person has seen of a ticket.

ALTER TABLE people ADD COLUMN work TEXT NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN telephone TEXT NOT NULL DEFAULT '';
-- How they like to be reached, in their own words.
ALTER TABLE people ADD COLUMN reach TEXT NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN detail TEXT NOT NULL DEFAULT 'some' CHECK (detail IN ('plain', 'some', 'full'));

-- The newest message that was in front of somebody, and when.
CREATE TABLE last_looks (
    person_id {{bigint}} NOT NULL REFERENCES people (id),
    ticket_id {{bigint}} NOT NULL REFERENCES tickets (id),
    message_id {{bigint}} NOT NULL,
    looked_at {{bigint}} NOT NULL,
    PRIMARY KEY (person_id, ticket_id)
) {{strict_no_rowid}};
