-- Text is folded and cut into words by the program (search/words.rs); the tokenizer only splits at blanks.
-- A row a message, its rowid the message's id; contentless, since the messages hold the text already.
CREATE VIRTUAL TABLE search_messages USING fts5 (
    subject, people, body,
    content = '', contentless_delete = 1, columnsize = 1, detail = full,
    tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co M*'"
);
