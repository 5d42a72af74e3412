-- Up Migration

-- How the last runs of each job that a schedule calls ended: a row a job, so that what does not run any longer shows by its age.
create table job_runs (
  job text primary key,
  succeeded_at timestamptz,
  -- Of that run.
  seconds double precision,
  failed_at timestamptz,
  -- The name of the error, and PostgreSQL's code; no message, which may quote what people wrote.
  failure text,
  check ((failed_at is null) = (failure is null)),
  check ((succeeded_at is null) = (seconds is null))
)
-- Rewritten every minute: room for the next version beside the last one.
with (fillfactor = 50);
alter table job_runs enable row level security;
alter table job_runs force row level security;
revoke all on job_runs from payback_api, payback_worker;
