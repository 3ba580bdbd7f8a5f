-- Text is folded and cut into words by the program (search/words.rs), and arrives as a ready tsvector.
CREATE TABLE search_messages (
    message_id BIGINT PRIMARY KEY REFERENCES messages (id),
    words TSVECTOR NOT NULL
);
CREATE INDEX search_messages_words ON search_messages USING gin (words);
