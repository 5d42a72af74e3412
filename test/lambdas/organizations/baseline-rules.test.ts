import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { createBaseline, endBaseline } from '../../../lambdas/organizations/baselines/contract.ts';
import { updateOrganization } from '../../../lambdas/organizations/contract.ts';
import { organizationsOperations } from '../../../lambdas/organizations/operations.ts';
import { recalculate } from '../../../shared/recalculation/recalculate.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { createOrganization, createPrice, store } from '../../support/fixture.ts';
import { drift } from '../../support/reconcile.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let api: Api;
const now = '2026-01-26T10:00:00.000Z';
const members = { ann: 'admin', vic: 'viewer' } as const;
const providers = ['fast', 'slow', 'ofMessage', 'ofRequested', 'ofLabel', 'ofLabelB', 'ofTask'];

beforeAll(async () => {
  database = await createTestDatabase();
  api = apiOf(organizationsOperations, database.api);
  for (const [index, provider] of providers.entries()) {
    await createPrice(database, { provider, costPerUnit: `0.00${index + 1}` });
  }
  const gone = await createPrice(database, { provider: 'gone', costPerUnit: '1' });
  await database.admin.query('update provider_pricing set superseded_at = now() where id = $1', [gone]);
});
afterAll(() => database.drop());

const set = (id: string, body: object, by: object = { subject: 'ann' }) =>
  api.result(createBaseline, { ...by, now, path: { id }, body });
const run = () => recalculate(database.pricing, { timeIsUp: () => false });

async function stored(organizationId: string, executionId?: string): Promise<unknown[]> {
  const { rows } = await database.admin.query(
    `select baseline_rule as rule, baseline_provider as provider, baseline_model as model, baseline_cost::float as cost
     from task_executions where organization_id = $1 and ($2::uuid is null or id = $2) order by start_time, id`,
    [organizationId, executionId],
  );
  return rows.map(({ rule, provider, model, cost }) => [rule, provider, model, cost]);
}

/** In the order in which they apply; each with what it gives an execution that all of them are for. */
const RULES = [
  [{ rule: 'message' }, ['message', 'ofMessage', 'x', 3]],
  [{ rule: 'requested_model' }, ['requested_model', 'ofRequested', 'big model', 4]],
  [
    { rule: 'label', label: { key: 'team', value: 'core' }, provider: 'ofLabel', model: 'l' },
    ['label', 'ofLabel', 'l', 5],
  ],
  [
    { rule: 'task_type', task_type: 'code_generation', provider: 'ofTask', model: 't' },
    ['task_type', 'ofTask', 't', 7],
  ],
] as const;
const OWN = ['organization', 'slow', null, 2] as const;
const EXECUTION = {
  baseline: { provider: 'ofMessage', model: 'x' },
  requested_model: 'ofRequested/big model',
  labels: { team: 'core' },
};

test.each(RULES)(
  '%j applies where it exists, from the instant on at which it begins until it ends',
  async (rule, gives) => {
    const id = await createOrganization(database, { members });
    const from = '2026-01-20T10:00:00.000000Z';
    const until = '2026-01-21T10:00:00.000000Z';
    const times = ['2026-01-20T09:59:59.999999Z', from, '2026-01-21T09:59:59.999999Z', until];
    const executions = times.map((start_time) => ({ ...EXECUTION, start_time }));
    await store(database, id, executions);
    const { id: versionId } = await set(id, { ...rule, effective_date: from });
    await api.result(endBaseline, {
      subject: 'ann',
      now,
      path: { id, baseline_id: versionId },
      body: { end_date: until },
    });
    await run();
    expect(await stored(id)).toEqual([OWN, gives, gives, OWN]);
    expect(await drift(database, 'current_measures')).toEqual([]);
    // What comes in later is compared as what came before: ingest and recalculation are one engine.
    const later = await createOrganization(database, { members });
    await set(later, { ...rule, effective_date: from });
    await database.admin.query(
      "update organization_baselines set end_date = $2 where organization_id = $1 and rule <> 'organization'",
      [later, until],
    );
    await store(database, later, executions);
    expect(await stored(later)).toEqual([OWN, gives, gives, OWN]);
  },
);

test("the organization's own baseline applies from its first instant on, the one before it to the last", async () => {
  const from = '2026-01-20T10:00:00.000000Z';
  const times = ['2026-01-20T09:59:59.999999Z', from, '2026-01-20T10:00:00.000001Z'];
  const executions = times.map((start_time) => ({ ...EXECUTION, start_time }));
  const id = await createOrganization(database, { members });
  await store(database, id, executions);
  await set(id, { rule: 'organization', provider: 'ofTask', model: 't', effective_date: from });
  await run();
  const next = ['organization', 'ofTask', 't', 7];
  expect(await stored(id)).toEqual([OWN, next, next]);
  const later = await createOrganization(database, { members });
  await set(later, { rule: 'organization', provider: 'ofTask', model: 't', effective_date: from });
  await store(database, later, executions);
  expect(await stored(later)).toEqual([OWN, next, next]);
});

test('a rule that exists stays, also where its baseline has no price', async () => {
  const id = await createOrganization(database, { members });
  await set(id, {
    rule: 'task_type',
    task_type: 'code_generation',
    provider: 'nobody',
    effective_date: '2026-01-01',
  });
  await store(database, id, [EXECUTION]);
  expect(await stored(id)).toEqual([['task_type', 'nobody', null, null]]);
});

test.each<[string, Record<string, unknown>, unknown[]]>([
  ['no baseline in the message', { labels: {} }, OWN.slice()],
  [
    'a requested model without a provider',
    { requested_model: 'big model' },
    ['requested_model', 'slow', 'big model', 2],
  ],
  [
    'a requested model with a slash in its name',
    { requested_model: 'acme/big' },
    ['requested_model', 'slow', 'acme/big', 2],
  ],
  [
    'a requested model that is called as a provider',
    { requested_model: 'ofTask' },
    ['requested_model', 'slow', 'ofTask', 2],
  ],
  [
    'a requested model that ends with a slash',
    { requested_model: 'ofTask/' },
    ['requested_model', 'slow', 'ofTask/', 2],
  ],
  [
    'a requested model of a provider whose prices are superseded',
    { requested_model: 'gone/big' },
    ['requested_model', 'slow', 'gone/big', 2],
  ],
  ['another value of the label', { labels: { team: 'other' } }, OWN.slice()],
  [
    'two labels, of which the first key counts',
    { labels: { team: 'core', area: 'web' } },
    ['label', 'ofLabelB', 'b', 6],
  ],
  ['another task type', { task_type: 'review' }, OWN.slice()],
])('%s', async (name, fields, gives) => {
  const id = await createOrganization(database, { members });
  for (const [rule] of RULES.slice(0, 3)) await set(id, { ...rule, effective_date: '2026-01-01' });
  const area = { rule: 'label', label: { key: 'area', value: 'web' }, provider: 'ofLabelB', model: 'b' };
  await set(id, { ...area, effective_date: '2026-01-01' });
  await store(database, id, [fields]);
  expect({ name, stored: await stored(id) }).toEqual({ name, stored: [gives] });
});

test('baselines in messages count only where the organization accepts them', async () => {
  const id = await createOrganization(database, { members });
  await store(database, id, [EXECUTION]);
  expect(await stored(id)).toEqual([OWN]);
});

test('a rule with a provider gives it to requested models that name none', async () => {
  const id = await createOrganization(database, { members });
  await set(id, { rule: 'requested_model', provider: 'ofTask', effective_date: '2026-01-01' });
  await store(database, id, [{ requested_model: 'big' }]);
  expect(await stored(id)).toEqual([['requested_model', 'ofTask', 'big', 7]]);
});

test('what the provider reports is taken where there is no price, once the organization says so, and back', async () => {
  const id = await createOrganization(database, { members });
  const executionId = randomUUID();
  const reported = { provider_cost: { amount: '0.25', currency: 'USD' } };
  await store(database, id, [{ id: executionId, provider: 'unpriced', ...reported }]);
  const choose = (actual_cost_source: string) =>
    api.result(updateOrganization, { subject: 'ann', now, path: { id }, body: { actual_cost_source } });
  const cost = async () => {
    await run();
    const { rows } = await database.admin.query(
      'select actual_cost::float as cost, price_basis as basis, unpriced_reason as reason from task_executions where id = $1',
      [executionId],
    );
    return rows[0];
  };
  const chosen = await choose('provider');
  expect(chosen).toMatchObject({ actual_cost_source: 'provider', recalculation_id: expect.any(String) });
  expect(await cost()).toEqual({ cost: 0.25, basis: 'provider_reported', reason: null });
  expect(await drift(database, 'current_measures')).toEqual([]);
  expect(await choose('provider')).toMatchObject({ recalculation_id: null });
  await choose('price_book');
  expect(await cost()).toEqual({ cost: null, basis: null, reason: 'actual_price_missing' });
});

test('what the provider reports in another currency is not taken, neither at first nor when it is priced again', async () => {
  const id = await createOrganization(database, { members });
  const reported = { provider_cost: { amount: '0.25', currency: 'EUR' } };
  await store(database, id, [{ provider: 'unpriced', ...reported }]);
  const reason = async () => {
    const { rows } = await database.admin.query(
      'select actual_cost, unpriced_reason as reason from task_executions where organization_id = $1',
      [id],
    );
    return rows;
  };
  const body = { actual_cost_source: 'provider' };
  await api.result(updateOrganization, { subject: 'ann', now, path: { id }, body });
  await run();
  const unpriced = { actual_cost: null, reason: 'actual_price_missing' };
  expect(await reason()).toEqual([unpriced]);
  await store(database, id, [{ provider: 'unpriced', ...reported }]);
  expect(await reason()).toEqual([unpriced, unpriced]);
});
