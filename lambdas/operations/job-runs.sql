-- Jobs of schedules, by how long ago their runs ended; the seconds of the last one that ended well.
select
  job as "job!",
  extract(epoch from now() - succeeded_at)::integer as succeeded_age,
  seconds,
  extract(epoch from now() - failed_at)::integer as failed_age,
  failure
from job_runs
order by job
