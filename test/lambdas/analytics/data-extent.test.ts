import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dataExtent } from '../../../lambdas/analytics/data-extent/contract.ts';
import { analyticsOperations } from '../../../lambdas/analytics/operations.ts';
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
  await database.admin.query(
    `with folded as (delete from rollup_deltas where organization_id = $1 returning *)
     insert into daily_rollups
     select (jsonb_populate_record(null::daily_rollups, to_jsonb(folded))).* from folded`,
    [id],
  );
  await store(database, id, [{ start_time: '2026-01-20T10:00:00Z' }]);
  expect(await api.result(dataExtent, { query: { organization_id: id } })).toEqual({
    first_day: '2026-01-08',
    last_day: '2026-01-20',
    today: '2026-01-26',
  });
});

test('is nothing while nothing was recorded', async () => {
  const id = await createOrganization(database);
  const { first_day, last_day } = await api.result(dataExtent, { query: { organization_id: id } });
  expect([first_day, last_day]).toEqual([null, null]);
});
