import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { updateOrganization as update } from '../../../lambdas/organizations/contract.ts';
import { organizationsOperations } from '../../../lambdas/organizations/operations.ts';
import { recalculate } from '../../../shared/recalculation/recalculate.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { createOrganization, createPrice, store } from '../../support/fixture.ts';
import { pausingAtTheGate } from '../../support/price-book.ts';
import { drift } from '../../support/reconcile.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let api: Api;

beforeAll(async () => {
  database = await createTestDatabase();
  api = apiOf(organizationsOperations, database.api);
  await createPrice(database, { provider: 'fast', costPerUnit: '0.001' });
  await createPrice(database, { provider: 'slow', costPerUnit: '0.003' });
  await createPrice(database, { provider: 'slower', costPerUnit: '0.005' });
});
afterAll(() => database.drop());

const now = '2026-01-26T10:00:00.000Z';
const members = { ann: 'admin' } as const;
const change = (id: string, baseline: object, through = api) =>
  through.result(update, { subject: 'ann', now, path: { id }, body: { baseline } });
const run = () => recalculate(database.pricing, { timeIsUp: () => false });

async function savingsOf(organizationId: string): Promise<unknown[]> {
  const { rows } = await database.admin.query(
    `select savings, unpriced_reason from task_executions where organization_id = $1 order by start_time`,
    [organizationId],
  );
  return rows.map((row) => row.unpriced_reason ?? Number(row.savings));
}
const twoDays = [{ start_time: '2026-01-10T10:00:00Z' }, { start_time: '2026-01-20T10:00:00Z' }];

test('a baseline that begins in the past compares what is stored from then on with it', async () => {
  const id = await createOrganization(database, { members });
  await store(database, id, twoDays);
  const updated = await change(id, { provider: 'slower', effective_date: '2026-01-20' });
  const { rows } = await database.admin.query(
    `select organization_id, cause, price_id, start_time, end_time, providers, models, created_by
     from recalculations where id = $1`,
    [updated.recalculation_id],
  );
  expect(rows).toEqual([
    {
      organization_id: id,
      cause: 'baseline_change',
      price_id: null,
      start_time: new Date('2026-01-20'),
      end_time: Infinity,
      providers: null,
      models: null,
      created_by: 'ann',
    },
  ]);
  await run();
  expect(await savingsOf(id)).toEqual([2, 4]);
  expect(await drift(database, 'current_measures')).toEqual([]);
});

test('the first baseline of an organization without one prices what had none to be compared with', async () => {
  const id = await createOrganization(database, { members, baseline: null });
  await store(database, id, twoDays);
  expect(await savingsOf(id)).toEqual(['baseline_not_set', 'baseline_not_set']);
  const updated = await change(id, { provider: 'slow', effective_date: '2026-01-01' });
  expect(updated.baseline).toEqual({
    provider: 'slow',
    model: null,
    effective_date: '2026-01-01T00:00:00.000Z',
  });
  await run();
  expect(await savingsOf(id)).toEqual([2, 2]);
});

test('executions may start a little ahead, so only a baseline from later on recalculates nothing', async () => {
  const id = await createOrganization(database, { members });
  const soon = await change(id, { provider: 'slower' });
  expect(soon.recalculation_id).not.toBeNull();
  const later = await change(id, { provider: 'slow', effective_date: '2026-01-26T11:00:00Z' });
  expect(later.recalculation_id).toBeNull();
  const renamed = await api.result(update, { subject: 'ann', path: { id }, body: { name: 'Again' } });
  expect(renamed.recalculation_id).toBeNull();
});

test('a batch of the organization goes on beside a change of its baseline, which waits for nothing of it', async () => {
  const id = await createOrganization(database, { members });
  await store(database, id, twoDays);
  await change(id, { provider: 'slower', effective_date: '2026-01-01' });
  const paused = pausingAtTheGate(database.api, async () => {
    await run();
  });
  await change(
    id,
    { provider: 'slow', effective_date: '2026-01-15' },
    apiOf(organizationsOperations, paused),
  );
  expect(await savingsOf(id)).toEqual([4, 4]);
  await run();
  expect(await savingsOf(id)).toEqual([4, 2]);
});
