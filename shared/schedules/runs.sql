-- @name run_succeeded
insert into job_runs as r (job, succeeded_at, seconds) values (:job, now(), :seconds::double precision)
on conflict (job) do update set succeeded_at = excluded.succeeded_at, seconds = excluded.seconds

-- @name run_failed
insert into job_runs as r (job, failed_at, failure) values (:job, now(), :failure)
on conflict (job) do update set failed_at = excluded.failed_at, failure = excluded.failure
