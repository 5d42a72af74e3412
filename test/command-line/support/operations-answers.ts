import { scheduledJobs } from '../../../shared/schedules/contract.ts';

/** What a well database answers. */
const SERVER = {
  at: '2026-01-26T10:00:00.000Z',
  read_only: false,
  connections: 1,
  most_connections: 100,
  sessions: [],
  failure: null,
};
const FIGURES = {
  schema: '0041_job_runs',
  runs_known: 86_400,
  pending_deltas: 0,
  pending_age: null,
  recalculations: 0,
  recalculation_age: null,
  erasures: 0,
  erasure_age: null,
  prices_age: 60,
  refused_lists: 0,
  disputes: 0,
  partitions_ahead: 35 * 86_400,
  retention_age: null,
  drifted_days: 0,
  rejected: 0,
  received: 0,
  organizations: 1,
  sockets: 0,
  watch_age: null,
  runs: Object.keys(scheduledJobs).map((job) => ({
    job,
    succeeded_age: 30,
    seconds: 0.1,
    failed_age: null,
    failure: null,
  })),
};

/** What the function `operations` answers where all is well. */
export function operationsAnswer(payload: unknown): object {
  const command =
    typeof payload === 'object' && payload !== null && 'command' in payload ? payload.command : undefined;
  if (command === 'status') return { ...SERVER, figures: FIGURES };
  if (command === 'locks') return [];
  if (command === 'outcomes') return { stored: [], rejected: [] };
  if (command === 'trace') return { executions: [], rejections: [] };
  return {};
}
