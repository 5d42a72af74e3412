import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

interface Looked {
  readonly success: boolean;
  readonly actual: string | null;
  readonly baseline: string | null;
  readonly threshold: string | null;
}

async function flags({ success, actual, baseline, threshold }: Looked): Promise<unknown[]> {
  const { rows } = await database.admin.query<{ kind: string }>(
    'select kind from raised_flags($1, $2, $3, $4) order by kind',
    [success, actual, baseline, threshold],
  );
  return rows.map(({ kind }) => kind);
}

const NEGATIVE = 'negative_savings';
const TENFOLD = 'cost_over_10x_baseline';
const REVIEW = 'over_review_threshold';
const PICODOLLAR_OVER = '10.000000000001';

test.each([
  ['success at its baseline', true, '1', '1', null, []],
  ['success over its baseline by the least there is', true, '1.000000000001', '1', null, [NEGATIVE]],
  ['failure over its baseline', false, '2', '1', null, []],
  ['failure at nine and a half times its baseline', false, '9.5', '1', null, []],
  ['failure at ten times its baseline', false, '10', '1', null, []],
  ['failure over ten times its baseline by the least there is', false, PICODOLLAR_OVER, '1', null, [TENFOLD]],
  ['success over ten times its baseline', true, PICODOLLAR_OVER, '1', null, [TENFOLD, NEGATIVE]],
  ['cost beside a baseline of nothing', false, '0.000000000001', '0', null, [TENFOLD]],
  ['cost of nothing beside a baseline of nothing', true, '0', '0', null, []],
  ['cost at the threshold', true, '5', '9', '5', []],
  ['cost over the threshold by the least there is', true, '5.000000000001', '9', '5', [REVIEW]],
  ['cost over the threshold whose baseline is not known', true, '6', null, '5', [REVIEW]],
  ['cost that is not known', true, null, '1', '0', []],
  ['all of it', true, '11', '1', '10', [TENFOLD, NEGATIVE, REVIEW]],
] as const)('a %s raises what it should', async (_, success, actual, baseline, threshold, expected) => {
  expect(await flags({ success, actual, baseline, threshold })).toEqual(expected);
});
