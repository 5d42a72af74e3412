import type { Faults } from './faults-of-jobs.ts';

/** Longer than a day, after which a daily run is missed. */
const DAY = 27 * 60;

/** A schedule that was deleted, or disabled: nothing fails, and nothing is done. */
export const faultsOfSchedules: Faults = {
  'the fold is not called': [
    { minutes: 30, without: ['rollup'] },
    '[today] the-fold-does-not-run: RollupNotRunning',
  ],
  'recalculations are not called': [
    { minutes: 30, without: ['recalculate'] },
    '[today] recalculation-does-not-progress: RecalculateNotRunning',
  ],
  'erasures are not called': [
    { minutes: 30, without: ['erasure'] },
    '[today] erasure-does-not-progress: ErasureNotRunning',
  ],
  'the watch is not called': [
    { minutes: 30, without: ['live-watch'] },
    '[today] dashboards-are-not-live: LiveNotWatching',
  ],
  'vital signs are not read': [
    { minutes: 40, without: ['vitals'] },
    '[today] vital-signs-are-missing: VitalsNotRunning',
  ],
  'list prices are not imported': [
    { minutes: DAY, without: ['price-feed'] },
    '[today] list-prices-are-stale: PriceFeedNotImported',
  ],
  'partitions are not made': [
    { minutes: DAY, without: ['partitions'] },
    '[today] partitions-are-not-created: PartitionsNotRunning',
  ],
  'retention is not applied': [
    { minutes: DAY, without: ['retention'] },
    '[today] retention-does-not-delete: RetentionNotRunning',
  ],
  'nothing is audited': [
    { minutes: DAY, without: ['price-audit'] },
    '[today] the-price-audit-does-not-run: PriceAuditNotRunning',
  ],
};
