import { globSync } from 'node:fs';

/** Of statements that read executions or figures of one organization and a range of days. */
const OF_READERS = ['test/lambdas/analytics/one-tenant', 'test/lambdas/analytics/ends-of-ranges'];

/**
 * Which tests are near a statement or function, nearest first: beginnings of their paths. The first row that matches
 * counts; a statement without a row has the tests of its own folder's mirror.
 */
const NEAR: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^sql\/functions\/\d+_days/, ['test/sql/days', 'test/lambdas/reporting-days']],
  [
    /^sql\/functions\/\d+_locks/,
    ['test/lambdas/rollup/', 'test/lambdas/price-audit/rebuild', 'test/lambdas/live-registry/'],
  ],
  [/^sql\/functions\/\d+_mv_/, ['test/sql/current-month', 'test/lambdas/rollup/', 'test/docs/querying']],
  [
    /^sql\/functions\/\d+_duration_bins/,
    ['test/sql/duration-bins', 'test/lambdas/analytics/task-performance'],
  ],
  [
    /^sql\/functions\/\d+_filtered_executions/,
    ['test/lambdas/analytics/executions-list', 'test/lambdas/reports/executions-export', ...OF_READERS],
  ],
  [/^sql\/functions\/\d+_raised_flags/, ['test/sql/raised-flags']],
  [
    /^sql\/functions\/\d+_(?:reprice|plan|try|store|recalculate|request)_/,
    [
      'test/sql/reprice-executions',
      'test/shared/recalculation/recalculate',
      'test/shared/recalculation/dry-run',
      'test/shared/recalculation/',
      'test/lambdas/pricing/recalculations',
      'test/lambdas/pricing/dry-run',
      'test/lambdas/price-audit/reprice',
    ],
  ],
  [
    /^sql\/functions\/\d+_rollups_of_/,
    ['test/lambdas/price-audit/reconcile', 'test/lambdas/price-audit/rebuild', 'test/lambdas/price-audit/'],
  ],
  [/^sql\/functions\/\d+_(?:correct|add)_price/, ['test/sql/correct-price', 'test/lambdas/pricing/']],
  [/^sql\/functions\/\d+_daily_rate_cards/, ['test/lambdas/analytics/what-if']],
  [/^sql\/functions\/\d+_price_factors/, ['test/lambdas/pricing/factors', 'test/lambdas/pricing/']],
  [
    /^sql\/functions\/\d+_execution_cost/,
    [
      'test/sql/price-executions.test',
      'test/sql/unpriced-reason',
      'test/sql/default-conditions',
      'test/sql/least-usage',
      'test/sql/price-everything-random',
      'test/lambdas/analytics/what-if-conditions',
      'test/lambdas/analytics/executions-explain',
      'test/lambdas/organizations/baseline-rules',
      'test/sql/price-executions',
      'test/lambdas/analytics/executions-billed',
    ],
  ],
  [
    /^sql\/functions\/\d+_price_(?:executions|sides)/,
    [
      'test/sql/price-executions.test',
      'test/sql/request-lists',
      'test/sql/one-batch',
      'test/sql/unpriced-reason',
      'test/sql/price-everything-random',
      'test/sql/price-executions-random',
      'test/lambdas/organizations/baseline',
      'test/lambdas/analytics/cost-bases',
    ],
  ],
  [
    /^sql\/functions\/\d+_rate_cards/,
    ['test/sql/rate-cards', 'test/sql/price-executions', 'test/sql/price-everything-random'],
  ],
  [
    /^sql\/functions\/\d+_baseline_by_rule/,
    ['test/lambdas/organizations/baseline-rules', 'test/lambdas/organizations/'],
  ],
  [
    /^sql\/functions\//,
    [
      'test/sql/price-executions.test',
      'test/sql/price-executions-in-time',
      'test/sql/unpriced-reason',
      'test/sql/price-everything-random',
      'test/sql/price-executions-random',
      'test/lambdas/organizations/baseline-rules',
      'test/lambdas/analytics/executions-billed',
      'test/lambdas/analytics/cost-bases',
      'test/lambdas/analytics/what-if',
      'test/lambdas/analytics/executions-explain',
      'test/lambdas/pricing/history',
    ],
  ],
  [
    /^sql\/migrations\//,
    [
      'test/lambdas/rollup/',
      'test/lambdas/analytics/savings',
      'test/lambdas/analytics/',
      'test/lambdas/ingest/ingest',
    ],
  ],
  [/^lambdas\/analytics\/what-if\//, ['test/lambdas/analytics/what-if']],
  [/^lambdas\/analytics\/usage-metrics\//, ['test/lambdas/analytics/usage-metrics']],
  [/^lambdas\/analytics\/task-performance\//, ['test/lambdas/analytics/task-performance']],
  [
    /^lambdas\/analytics\/coverage\//,
    ['test/lambdas/analytics/coverage', 'test/lambdas/analytics/cost-bases', ...OF_READERS],
  ],
  [/^lambdas\/analytics\/rejections\//, ['test/lambdas/analytics/rejections', ...OF_READERS]],
  [
    /^lambdas\/analytics\/savings-summary\//,
    ['test/lambdas/analytics/cost-bases', 'test/lambdas/analytics/savings', ...OF_READERS],
  ],
  [
    /^lambdas\/analytics\/executions\//,
    ['test/lambdas/analytics/executions', 'test/lambdas/analytics/tenancy', ...OF_READERS],
  ],
  [
    /^lambdas\/ingest\//,
    [
      'test/lambdas/ingest/organizations',
      'test/lambdas/ingest/reject',
      'test/lambdas/ingest/ingest',
      'test/lambdas/price-audit/reconcile',
      'test/lambdas/ingest/',
    ],
  ],
  [/^lambdas\/rollup\//, ['test/lambdas/rollup/', 'test/lambdas/price-audit/reconcile']],
  [/^shared\/figures\/savings\//, ['test/lambdas/analytics/savings', ...OF_READERS]],
  [/^shared\/figures\/providers\//, ['test/lambdas/analytics/costs-by-provider', ...OF_READERS]],
  [/^shared\/figures\/routing\//, ['test/lambdas/analytics/routing-quality', ...OF_READERS]],
  [/^shared\/figures\//, ['test/lambdas/analytics/data-extent', ...OF_READERS]],
  [
    /^shared\/recalculation\//,
    [
      'test/shared/recalculation/read',
      'test/shared/recalculation/work',
      'test/lambdas/pricing/recalculations',
      'test/lambdas/pricing/dry-run',
      'test/shared/recalculation/',
    ],
  ],
  [/^lambdas\/reports\/executive-summary\//, ['test/lambdas/reports/executive-summary/']],
  [
    /^lambdas\/reports\/executions-export\//,
    ['test/lambdas/reports/executions-export', 'test/lambdas/reports/'],
  ],
];

/** @throws Error where nothing is near, or a row names tests that are not there */
export function testsNear(file: string, root: string): string[] {
  const [, beginnings = [mirrorOf(file)]] = NEAR.find(([pattern]) => pattern.test(file)) ?? [];
  const tests = globSync('test/**/*.test.ts', { cwd: root }).toSorted();
  const near = beginnings.map((beginning) => tests.filter((test) => test.startsWith(beginning)));
  const missing = beginnings.filter((_, index) => near[index]?.length === 0);
  if (missing.length > 0) throw new Error(`There is no test ${missing.join(', ')} for ${file}.`);
  return [...new Set(near.flat())];
}

const mirrorOf = (file: string) => `test/${file.slice(0, file.lastIndexOf('/') + 1)}`;
