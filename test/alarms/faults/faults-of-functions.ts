import type { Faults } from './faults-of-jobs.ts';
import type { End } from './stand/ends.ts';

const HOUR = 60;
/** Longer than a day, so that there is a daily run in it. */
const DAY = 27 * HOUR;

interface Row {
  /** Begins the names of its alarms. */
  readonly id: string;
  /** How soon, and the heading of the runbook. */
  readonly told: string;
  /** Alarms of the same heading, of what is not done then. */
  readonly undone?: readonly string[];
  /** What else is told of. */
  readonly besides?: readonly string[];
  readonly minutes?: number;
}

const API = '[now] the-api-answers-with-errors';
const FAST = ['FrontDoorObjectivesFast', 'FrontDoorObjectivesFastStill'];
const SLOW = '[today] the-api-answers-with-errors: FrontDoorObjectivesSlow, FrontDoorObjectivesSlowStill';
const behindApi = (id: string): Row => ({ id, told: API, undone: FAST, besides: [SLOW] });
const beside = (id: string, told: string): Row => ({
  id,
  told,
  besides: [`${API}: ${FAST.join(', ')}`, SLOW],
});
const scheduled = (id: string, heading: string, undone: string, minutes = HOUR): Row => ({
  id,
  told: `[today] ${heading}`,
  undone: [undone],
  minutes,
});
const LIVE = 'dashboards-are-not-live';

/** Every function of the template. */
export const rows: Readonly<Record<string, Row>> = {
  analytics: behindApi('Analytics'),
  organizations: behindApi('Organizations'),
  pricing: behindApi('Pricing'),
  anomalies: behindApi('Anomalies'),
  health: behindApi('Health'),
  live: behindApi('Live'),
  reports: beside('Reports', '[today] reports-fail'),
  'user-data': beside('UserData', '[today] personal-data-cannot-be-exported-or-erased'),
  authorizer: beside('Authorizer', '[now] nobody-gets-into-the-api'),
  ingest: {
    id: 'Ingest',
    told: '[now] ingest-fails',
    besides: ['[now] the-queue-grows: IngestOldestMessage', '[today] the-queue-grows: IngestTimeToDrain'],
  },
  rollup: scheduled('Rollup', 'the-fold-does-not-run', 'RollupNotRunning'),
  recalculate: scheduled('Recalculate', 'recalculation-does-not-progress', 'RecalculateNotRunning'),
  erasure: scheduled('Erasure', 'erasure-does-not-progress', 'ErasureNotRunning'),
  vitals: scheduled('Vitals', 'vital-signs-are-missing', 'VitalsNotRunning'),
  'live-watch': scheduled('LiveWatch', LIVE, 'LiveNotWatching'),
  'price-feed': scheduled('PriceFeed', 'list-prices-are-stale', 'PriceFeedNotImported', DAY),
  partitions: scheduled('Partitions', 'partitions-are-not-created', 'PartitionsNotRunning', DAY),
  archive: scheduled('Archive', 'the-archive-does-not-progress', 'ArchiveNotRunning', DAY),
  retention: scheduled('Retention', 'retention-does-not-delete', 'RetentionNotRunning', DAY),
  'price-audit': scheduled('PriceAudit', 'the-price-audit-does-not-run', 'PriceAuditNotRunning', DAY),
  'live-registry': { id: 'LiveRegistry', told: `[today] ${LIVE}` },
  'live-socket': { id: 'LiveSocket', told: `[today] ${LIVE}` },
  operations: { id: 'Operations', told: '[week] the-command-line-does-not-answer' },
  migrate: { id: 'Migrate', told: '[today] a-migration-fails' },
};

const KINDS: Readonly<Record<End, string>> = { fails: 'Errors', 'is throttled': 'Throttles' };

export const faultsOfFunctions: Faults = Object.fromEntries(
  Object.entries(rows).flatMap(([name, { id, told, undone = [], besides = [], minutes = HOUR }]) =>
    (['fails', 'is throttled'] as const).map((end) => {
      // Of partitions it counts that the function was called.
      const isDone = end === 'fails' && name === 'partitions';
      const names = [`${id}${KINDS[end]}`, ...(isDone ? [] : undone)].toSorted().join(', ');
      const expected = [`${told}: ${names}`, ...besides].toSorted();
      return [`function ${name} that ${end}`, [{ minutes, ends: [name, end] }, ...expected]] as const;
    }),
  ),
);
