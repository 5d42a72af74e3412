import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const GAMMA = 1.01 / 0.99;
const YEAR_MS = 366 * 86_400_000;

interface Binned {
  readonly bin: number;
  readonly estimate: number;
}

async function binOf(durationMs: number): Promise<Binned | undefined> {
  const { rows } = await database.admin.query<Binned>(
    'select duration_bin($1) as bin, duration_of_bin(duration_bin($1)) as estimate',
    [durationMs],
  );
  return rows[0];
}

test.each([
  [0, -1, 0],
  [1, 0, 0.99],
  [2, 35, 0.99 * GAMMA ** 35],
  [YEAR_MS, 1209, 0.99 * GAMMA ** 1209],
])('%i ms is in bin %i', async (durationMs, bin, estimate) => {
  const binned = await binOf(durationMs);
  expect(binned?.bin).toBe(bin);
  expect(binned?.estimate).toBeCloseTo(estimate, 3);
});

test('every bin is estimated within one percent of both of its ends, and bins leave no gap', async () => {
  const { rows } = await database.admin.query<{ bin: number; low: number; high: number; estimate: number }>(
    `select duration_bin(ms) as bin, min(ms)::float8 as low, max(ms)::float8 as high,
       duration_of_bin(duration_bin(ms)) as estimate
     from (select distinct round(1.003 ^ n)::bigint as ms from generate_series(0, 8000) as n) as durations
     group by duration_bin(ms) order by bin`,
  );
  expect(rows.length).toBeGreaterThan(900);
  for (const { low, high, estimate } of rows) {
    expect(Math.abs(estimate - low) / low).toBeLessThanOrEqual(0.01 + 1e-9);
    expect(Math.abs(estimate - high) / high).toBeLessThanOrEqual(0.01 + 1e-9);
  }
});
