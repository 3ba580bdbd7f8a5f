-- Rules and words of the house's own wait a while after they were removed, so that it can be undone.
ALTER TABLE coach_rules ADD COLUMN removed_at {{bigint}};
ALTER TABLE coach_words ADD COLUMN removed_at {{bigint}};
DROP INDEX coach_words_once;
CREATE UNIQUE INDEX coach_words_once ON coach_words (language, folded_term, COALESCE(team_id, 0)) WHERE removed_at IS NULL;
