// Generated from runs.sql by npm run statements.
import { number, text } from '../database/parameters.ts';
import { statement } from '../database/statement.ts';

export const runSucceeded = statement<object>()({
  name: 'shared/schedules/runs.sql run_succeeded',
  parameters: { job: text, seconds: number },
  notNull: [],
  text: `insert into job_runs as r (job, succeeded_at, seconds) values ($1, now(), $2::double precision)
on conflict (job) do update set succeeded_at = excluded.succeeded_at, seconds = excluded.seconds`,
});

export const runFailed = statement<object>()({
  name: 'shared/schedules/runs.sql run_failed',
  parameters: { job: text, failure: text },
  notNull: [],
  text: `insert into job_runs as r (job, failed_at, failure) values ($1, now(), $2)
on conflict (job) do update set failed_at = excluded.failed_at, failure = excluded.failure`,
});
