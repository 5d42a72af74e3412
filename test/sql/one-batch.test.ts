import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createOrganization, createPrice, store } from '../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await createPrice(database, { provider: 'fast', costPerUnit: '0.001' });
  await createPrice(database, { provider: 'slow', costPerUnit: '0.002' });
});
afterAll(() => database.drop());

test('organizations whose executions come in one batch have their own contracts, factors and baselines', async () => {
  const [list, one, other] = [
    await createOrganization(database),
    await createOrganization(database),
    await createOrganization(database),
  ];
  await createPrice(database, { provider: 'fast', costPerUnit: '0.003', organizationId: one });
  await createPrice(database, { provider: 'fast', costPerUnit: '0.005', organizationId: other });
  await createPrice(database, { provider: 'slow', costPerUnit: '0.007', organizationId: other });
  await database.admin.query(
    `insert into price_factors (organization_id, provider, dimension, value, factor, effective_date, source, created_by)
     values ($1, 'fast', 'service_tier', 'batch', 10, '-infinity', 'contract', 'test')`,
    [list],
  );
  await database.admin.query(
    `insert into price_factors (provider, dimension, value, factor, effective_date, source, created_by)
     values ('fast', 'service_tier', 'batch', 0.5, '-infinity', 'manual_entry', 'test')`,
  );
  await database.admin.query(
    `insert into organization_baselines (organization_id, rule, task_type, provider, effective_date, created_by)
     values ($1, 'task_type', 'code_generation', 'fast', '-infinity', 'test')`,
    [one],
  );
  await store(database, list, [
    {},
    { organization_id: one },
    { organization_id: other },
    { service_tier: 'batch' },
  ]);
  const { rows } = await database.admin.query<Record<string, unknown>>(
    `select organization_id, service_tier, actual_cost::float, baseline_cost::float, baseline_rule
     from task_executions where organization_id = any ($1)
     order by array_position($1, organization_id), service_tier nulls first`,
    [[list, one, other]],
  );
  // Ingest stores one by one what is refused together, such as a row that is there twice.
  const { rows: again } = await database.admin.query(
    `select count(*)::integer as rows, count(distinct row_number)::integer as executions
     from price_executions((
       select array_agg(to_price)
       from (
         select execution_to_price(e, row_number() over ()) as to_price
         from counted_executions e where e.organization_id = any ($1)
       ) as executions))`,
    [[list, one, other]],
  );
  expect(again).toEqual([{ rows: 4, executions: 4 }]);
  expect(rows.map((row) => Object.values(row).slice(2))).toEqual([
    [1, 2, 'organization'],
    // A factor of its contract, which has no price, is not for the list.
    [0.5, null, 'organization'],
    [3, 3, 'task_type'],
    [5, 7, 'organization'],
  ]);
});
