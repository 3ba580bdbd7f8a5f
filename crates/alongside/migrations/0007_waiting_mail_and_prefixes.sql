-- Tries that ended without a word: whoever read the mail, or another beside it, was not there any more to say why.
ALTER TABLE raw_mails ADD COLUMN silent_tries {{bigint}} NOT NULL DEFAULT 0;

-- The queue alone, without the many mails that are done: what may be claimed is found past what is put off.
CREATE INDEX raw_mails_waiting ON raw_mails (state, claimed_until, id) WHERE state = 'waiting';
