// Generated from job-runs.sql by npm run statements.
import { statement } from '../../shared/database/statement.ts';

export interface JobRunsRow {
  readonly job: string;
  readonly succeeded_age: number | null;
  readonly seconds: number | null;
  readonly failed_age: number | null;
  readonly failure: string | null;
}

export const jobRuns = statement<JobRunsRow>()({
  name: 'lambdas/operations/job-runs.sql job_runs',
  parameters: {},
  notNull: ['job'],
  text: `select
  job as "job",
  extract(epoch from now() - succeeded_at)::integer as succeeded_age,
  seconds,
  extract(epoch from now() - failed_at)::integer as failed_age,
  failure
from job_runs
order by job`,
});
