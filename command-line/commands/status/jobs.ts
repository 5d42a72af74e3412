import { scheduledJobs, type ScheduledJob } from '../../../shared/schedules/contract.ts';
import { age } from '../../output.ts';
import type { Check, Figures } from './check.ts';

type Run = Figures['runs'][number];

const HEADINGS: Readonly<Record<ScheduledJob, string>> = {
  rollup: 'The fold does not run',
  recalculate: 'Recalculation does not progress',
  erasure: 'Erasure does not progress',
  vitals: 'Vital signs are missing',
  'price-feed': 'List prices are stale',
  partitions: 'Partitions are not created',
  'price-audit': 'The price audit does not run',
  retention: 'Retention does not delete',
  archive: 'The archive does not progress',
};
const JOBS = Object.keys(scheduledJobs).filter((name): name is ScheduledJob => name in HEADINGS);
/** A job that runs that often is told by its silence: one run that failed is made up for by the next. */
const OFTEN = 3_600;

/**
 * The last run of each job of a schedule, and which did not run.
 * @param runningFor for how long schedules have been called at all, in seconds: on this machine, while it runs
 */
export function checkJobs({ runs, runs_known: known }: Figures, runningFor: number): Check[] {
  return JOBS.map((job) => {
    const limit = scheduledJobs[job];
    const run = runs.find((each) => each.job === job);
    const silent = Math.min(run?.succeeded_age ?? known, runningFor);
    const isFailing = hasFailedSince(run);
    return {
      what: `Job ${job}`,
      value: lastRun(run, isFailing),
      limit: `within ${age(limit)}`,
      isWell: silent <= limit && !(isFailing && limit > OFTEN),
      runbook: HEADINGS[job],
    };
  });
}

function hasFailedSince(run: Run | undefined): boolean {
  if (run === undefined || run.failed_age === null) return false;
  return run.succeeded_age === null || run.failed_age < run.succeeded_age;
}

function lastRun(run: Run | undefined, isFailing: boolean): string {
  const well =
    run === undefined || run.succeeded_age === null
      ? 'not run yet'
      : `${age(run.succeeded_age)} ago, took ${(run.seconds ?? 0).toFixed(1)} s`;
  return isFailing ? `${well}; failed ${age(run?.failed_age ?? null)} ago (${run?.failure ?? ''})` : well;
}
