import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dataExtent } from '../../../lambdas/analytics/data-extent/contract.ts';
import { fold } from '../../../lambdas/rollup/fold.ts';
import { analyticsOperations } from '../../../lambdas/analytics/operations.ts';
import { extent } from '../../../shared/figures/extent.statement.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { createOrganization, store } from '../../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let api: Api;

beforeAll(async () => {
  database = await createTestDatabase();
  api = apiOf(analyticsOperations, database.api);
});
afterAll(() => database.drop());

test('spans what is folded and what is pending, by the days of the time zone', async () => {
  const id = await createOrganization(database, { timeZone: 'Asia/Tokyo' });
  await store(database, id, [{ start_time: '2026-01-07T16:00:00Z' }]);
  await fold(database.rollup, () => false);
  await store(database, id, [{ start_time: '2026-01-20T10:00:00Z' }]);
  expect(await api.result(dataExtent, { query: { organization_id: id } })).toEqual({
    first_day: '2026-01-08',
    last_day: '2026-01-20',
    today: '2026-01-26',
  });
});

// What others have, before and after it, folded and pending, is none of its extent.
test.each([
  [['2026-01-10', '2026-01-12'], [], '2026-01-10', '2026-01-12'],
  [[], ['2026-01-10', '2026-01-12'], '2026-01-10', '2026-01-12'],
  [['2026-01-10', '2026-01-12'], ['2026-01-09', '2026-01-11'], '2026-01-09', '2026-01-12'],
  [['2026-01-10', '2026-01-12'], ['2026-01-11', '2026-01-13'], '2026-01-10', '2026-01-13'],
])('folded %j and pending %j span %s to %s', async (folded, pending, first, last) => {
  const id = await createOrganization(database);
  const other = await createOrganization(database);
  const on = (days: readonly string[]) => days.map((day) => ({ start_time: `${day}T10:00:00Z` }));
  await store(database, other, on(['2026-01-02', '2026-01-25']));
  await fold(database.rollup, () => false);
  await store(database, other, on(['2026-01-01', '2026-01-26']));
  if (folded.length > 0) await store(database, id, on(folded));
  await fold(database.rollup, () => false);
  if (pending.length > 0) await store(database, id, on(pending));
  // It is read without row-level security: the statement has to tell organizations apart by itself.
  const read = await database.unbound.transaction((transaction) =>
    extent.one(transaction, { organizationId: id }),
  );
  expect(read).toEqual({ first_day: first, last_day: last });
});

test('is nothing while nothing was recorded', async () => {
  const id = await createOrganization(database);
  const { first_day, last_day } = await api.result(dataExtent, { query: { organization_id: id } });
  expect([first_day, last_day]).toEqual([null, null]);
});
