const HOUR = 3_600;

/**
 * The jobs that schedules call and that leave a mark of it in `job_runs`, and after how many seconds without a run that ended
 * well somebody should look: what their alarms wait for.
 */
export const scheduledJobs = {
  rollup: HOUR / 4,
  recalculate: HOUR / 4,
  erasure: HOUR / 4,
  vitals: HOUR / 3,
  'price-feed': 24 * HOUR,
  // Called at a time of day, and once more for up to an hour where the call was not taken.
  partitions: 25 * HOUR,
  'price-audit': 25 * HOUR,
  retention: 25 * HOUR,
  archive: 25 * HOUR,
} as const;
export type ScheduledJob = keyof typeof scheduledJobs;
