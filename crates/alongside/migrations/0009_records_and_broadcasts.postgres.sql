ALTER TABLE promises DROP CONSTRAINT promises_subject_kind_check;
ALTER TABLE promises ADD CONSTRAINT promises_subject_kind_check CHECK (subject_kind IN ('ticket', 'record'));
-- Null: to everyone who is told of the subject.
ALTER TABLE promises ALTER COLUMN made_to_id DROP NOT NULL;

ALTER TABLE outgoing_mails DROP CONSTRAINT outgoing_mails_kind_check;
ALTER TABLE outgoing_mails ADD CONSTRAINT outgoing_mails_kind_check
    CHECK (kind IN ('reply', 'receipt', 'sign_in_link', 'notice', 'test', 'broadcast', 'subscription', 'call'));
