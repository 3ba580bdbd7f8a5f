-- run_at is when a job is due; while it is claimed, when its lease ends. So one index finds both the jobs
-- to run and the claims nobody finished.
create table jobs (
    id {{bigint}} primary key,
    kind text not null,
    payload text not null,
    dedup_key text,
    run_at {{bigint}} not null,
    attempt {{bigint}} not null default 0,
    max_attempts {{bigint}} not null,
    claimed_by text,
    claimed_until {{bigint}},
    again_at {{bigint}},
    last_error text,
    dead {{boolean}} not null default FALSE
) {{strict}};
create index jobs_due on jobs (run_at, id) where dead = FALSE;
create unique index jobs_dedup on jobs (kind, dedup_key) where dead = FALSE and dedup_key is not null;
create index jobs_dead on jobs (id) where dead = TRUE;
{{counter job}}
