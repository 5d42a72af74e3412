import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createOrganization, createPrice, store } from '../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  for (const provider of ['fast', 'slow']) await createPrice(database, { provider, costPerUnit: '0.001' });
});
afterAll(() => database.drop());

async function stored(fields: object) {
  const id = await createOrganization(database);
  await store(database, id, [{ ...fields }]);
  const { rows } = await database.admin.query<{ cost: number | null; detail: string | null }>(
    'select actual_cost::float as cost, unpriced_detail as detail from task_executions where organization_id = $1',
    [id],
  );
  return rows[0];
}

const DEFAULTS = ['standard', 'default', 'on_demand', 'normal', 'global', 'not_available'];
const CONDITIONS = ['service_tier', 'speed', 'inference_geo'];

test.each(CONDITIONS.flatMap((condition) => DEFAULTS.map((name) => [condition, name])))(
  'a %s of %s is the default, in any case of letters',
  async (condition = '', name = '') => {
    for (const value of [name, name.toUpperCase()]) {
      expect(await stored({ [condition]: value })).toEqual({ cost: 1, detail: null });
    }
  },
);

test.each(CONDITIONS)('another %s needs a price', async (condition) => {
  expect(await stored({ [condition]: 'Standard-2' })).toEqual({
    cost: null,
    detail: `${condition}=standard-2`,
  });
});
