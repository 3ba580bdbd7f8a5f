-- An index of the words' first two letters, for searches as they are typed: without it "pr*" reads every word that
-- begins so. Three letters find few enough; an index of those would take as much room again.
DROP TABLE search_messages;
CREATE VIRTUAL TABLE search_messages USING fts5 (
    subject, people, body,
    prefix = '2',
    content = '', contentless_delete = 1, columnsize = 1, detail = full,
    tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co M*'"
);

-- Words are cut by the program, so it fills the table anew: every message before this one.
INSERT INTO settings (name, value, changed_at)
    SELECT 'search_to_fill', CAST(MAX(id) + 1 AS TEXT), 0 FROM messages HAVING MAX(id) IS NOT NULL;
