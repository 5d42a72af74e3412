import { expect, test } from '@jest/globals';
import path from 'node:path';
import { importsOf, parseImports } from './imports.ts';
import { violations } from './violations.ts';

const imports = importsOf(path.join(import.meta.dirname, '../..'));
/** What the check says of the repository with one more file in it. */
const withFile = (file: string, source: string) => violations([...imports, ...parseImports(file, source)]);

test('nothing here imports what it may not, and no two rooms or files import each other', () => {
  expect(imports.length).toBeGreaterThan(2_000);
  expect(violations(imports)).toEqual([]);
});

test.each([
  ['lib/features/ingest/deep/planted.ts', "import { ingest } from '../../../../lambdas/ingest/ingest.ts';"],
  ['lib/planted.ts', "import { startLocal } from '../local/start.ts';"],
  ['lib/features/rollup/planted.ts', "import { Ingest } from '../ingest/ingest.ts';"],
  ['lambdas/rollup/planted.ts', "import { Duration } from 'aws-cdk-lib';"],
  ['lambdas/rollup/planted.ts', "import { Queue } from 'aws-cdk-lib/aws-sqs';"],
  ['lambdas/rollup/a/b/planted.ts', "import { allRoutes } from '../../../../lib/routes.ts';"],
  ['lambdas/rollup/planted.ts', "import { limit } from '../../test/support/limits.ts';"],
  ['lambdas/rollup/planted.ts', "import { postgres } from '../../local/postgres/postgres.ts';"],
  ['lambdas/rollup/planted.ts', "import { report } from '../../bench/support/report.ts';"],
  ['lambdas/rollup/planted.ts', "import { App } from '../../dashboard/src/app.tsx';"],
  ['lambdas/rollup/planted.ts', "import type { Execution } from '../ingest/parse-message.ts';"],
  ['lambdas/rollup/a/b/planted.ts', "export { ingest } from '../../../ingest/ingest.ts';"],
  [
    'lambdas/reports/executive-summary/pdf/a/planted.ts',
    "import { x } from '../../../../ingest/contract.ts';",
  ],
  [
    'lambdas/reports/executive-summary/pdf/planted.ts',
    "import { x } from '../../executions-export/pages.ts';",
  ],
  ['shared/figures/a/planted.ts', "import { fold } from '../../../lambdas/rollup/fold.ts';"],
  ['shared/shown/planted.ts', "import * as z from 'zod';"],
  ['shared/shown/planted.ts', "import { days } from '../figures/days.ts';"],
  ['dashboard/src/pages/help/planted.tsx', "import { Queue } from '../review/queue.tsx';"],
  ['dashboard/src/pages/help/a/planted.tsx', "const page = await import('../../review/queue.tsx');"],
  ['dashboard/src/shared/ui/planted.tsx', "import type { Queue } from '../../pages/review/queue.tsx';"],
  ['dashboard/src/planted.ts', "import { getHealth } from '../../lambdas/health/contract.ts';"],
  ['dashboard/src/planted.ts', "import type { Database } from '../../shared/database/database.ts';"],
  ['dashboard/src/planted.ts', "import { readFile } from 'node:fs/promises';"],
  ['local/demo/planted.ts', "import { limit } from '../../test/support/limits.ts';"],
  ['somewhere/planted.ts', "import { limit } from '../test/support/limits.ts';"],
])('%s: %s', (file, source) => {
  // Some close a circle of rooms as well.
  expect(withFile(file, source)[0]).toMatch(new RegExp(`^${file} (may not|is in no)`));
});

test.each([
  ['lib/features/ingest/planted.ts', "import { routes } from '../../../lambdas/health/contract.ts';"],
  ['lib/features/ingest/planted.ts', "import { x } from '../../../lambdas/rollup/metric-names.ts';"],
  ['lib/planted.ts', "import type { Database } from '../shared/database/database.ts';"],
  ['dashboard/src/pages/help/planted.tsx', "import type { x } from '../../../../lambdas/live/contract.ts';"],
  ['dashboard/src/pages/help/planted.tsx', "import { known } from '../../../../shared/shown/known.ts';"],
  ['lambdas/rollup/planted.ts', "import { publish } from '../../shared/metrics/publish.ts';"],
])('%s may: %s', (file, source) => {
  expect(withFile(file, source)).toEqual([]);
});

test('two rooms that import each other are refused, be it for types', () => {
  expect(withFile('shared/database/planted.ts', "import type { Caller } from '../http/caller.ts';")).toEqual([
    expect.stringMatching(/^These rooms import each other: .*shared\/database, .*shared\/http/),
  ]);
});

test('files of one room that import each other are refused', () => {
  const planted = [
    ...parseImports('local/demo/one.ts', "import { two } from './two.ts';"),
    ...parseImports('local/demo/two.ts', "import type { One } from './one.ts';"),
  ];
  expect(violations([...imports, ...planted])).toEqual([
    'These files import each other: local/demo/one.ts, local/demo/two.ts',
  ]);
});
