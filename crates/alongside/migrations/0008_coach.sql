-- What the house and its teams decide about the coach, and what each person does not want to see of it. What the coach
-- says about a draft is kept nowhere.

-- Rules that are switched off: for everybody, or for one team.
CREATE TABLE coach_rules_off (
    rule TEXT NOT NULL,
    team_id {{bigint}} REFERENCES teams (id),
    changed_by {{bigint}} NOT NULL REFERENCES people (id),
    changed_at {{bigint}} NOT NULL
) {{strict}};
CREATE UNIQUE INDEX coach_rules_off_once ON coach_rules_off (rule, COALESCE(team_id, 0));

-- Rules of the house's own.
CREATE TABLE coach_rules (
    id {{bigint}} PRIMARY KEY,
    team_id {{bigint}} REFERENCES teams (id),
    title TEXT NOT NULL,
    label TEXT NOT NULL CHECK (label IN ('rude', 'blame', 'condescension', 'dismissal', 'absolutes', 'legalistic', 'jargon', 'wordy')),
    language TEXT NOT NULL CHECK (language IN ('en', 'de')),
    -- The wordings it marks, one a line.
    wordings TEXT NOT NULL,
    reason TEXT NOT NULL,
    suggestion TEXT NOT NULL,
    changed_by {{bigint}} NOT NULL REFERENCES people (id),
    changed_at {{bigint}} NOT NULL
) {{strict}};
{{counter coach_rule}}

-- Terms with the house's own plain words, or that everybody there knows.
CREATE TABLE coach_words (
    id {{bigint}} PRIMARY KEY,
    team_id {{bigint}} REFERENCES teams (id),
    language TEXT NOT NULL CHECK (language IN ('en', 'de')),
    term TEXT NOT NULL,
    folded_term TEXT NOT NULL,
    -- Empty when the term is welcome as it is.
    plain TEXT NOT NULL,
    welcome {{boolean}} NOT NULL,
    changed_by {{bigint}} NOT NULL REFERENCES people (id),
    changed_at {{bigint}} NOT NULL
) {{strict}};
CREATE UNIQUE INDEX coach_words_once ON coach_words (language, folded_term, COALESCE(team_id, 0));
{{counter coach_word}}

-- Rules that a person never wants to see; theirs alone.
CREATE TABLE coach_never (
    person_id {{bigint}} NOT NULL REFERENCES people (id),
    rule TEXT NOT NULL,
    since {{bigint}} NOT NULL,
    PRIMARY KEY (person_id, rule)
) {{strict_no_rowid}};

-- A new number for every change, in the settings under 'coach_version'.
{{counter coach_version}}

-- What happened to the desk itself rather than to a ticket.
CREATE INDEX events_of_the_house ON events (id) WHERE ticket_id IS NULL;
