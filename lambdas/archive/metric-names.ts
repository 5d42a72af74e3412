import { count, type Metric } from '../../shared/metrics/metric.ts';

export const archiveMetrics = {
  /** One a run that came to its end, whether all was done or the time was up. */
  runs: count('ArchiveRuns'),
  /** Days of organizations that were put into files. */
  days: count('ArchivedDays'),
  /** Days that differ from the rollups, or have a value that no file can have. */
  refused: count('ArchiveRefusedDays'),
} as const satisfies Record<string, Metric>;
