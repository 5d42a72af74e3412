import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { correctPrice } from '../../../lambdas/pricing/corrections/contract.ts';
import { pricingOperations } from '../../../lambdas/pricing/operations.ts';
import { createPrice } from '../../../lambdas/pricing/prices/contract.ts';
import { getRecalculation } from '../../../shared/recalculation/contract.ts';
import { recalculate } from '../../../shared/recalculation/recalculate.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { createOrganization, createPrice as createPriceBefore, store } from '../../support/fixture.ts';
import { acmePrice, pausingAtTheGate, untilLockIsAwaited, versionsOf } from '../../support/price-book.ts';
import { drift } from '../../support/reconcile.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let api: Api;

beforeAll(async () => {
  database = await createTestDatabase();
  api = apiOf(pricingOperations, database.api);
});
afterAll(() => database.drop());

const operator = { operator: true, subject: 'olga' };
const reason = 'the invoice says otherwise';
const add = (fields: object) => api.result(createPrice, { ...operator, body: { ...acmePrice, ...fields } });
const correct = (id: string, fields: object, by: object = operator) =>
  api.result(correctPrice, { ...by, path: { id }, body: { reason, ...fields } });
const run = () => recalculate(database.pricing, { timeIsUp: () => false });

describe('a correction', () => {
  test('supersedes the price by another with the new cost, and tells on the audit log what and why', async () => {
    const wrong = await add({ provider: 'cost', cost_per_unit: '1', notes: 'kept' });
    const { dry_run, price, recalculation } = await correct(wrong.id, { cost_per_unit: '1.05' });
    expect(dry_run).toBe(false);
    expect(price).toMatchObject({ cost_per_unit: '1.050000000000', notes: 'kept', created_by: 'olga' });
    expect(await versionsOf(database, 'cost')).toEqual({
      in_force: ['2026-01-01.. 1.05'],
      superseded: ['2026-01-01.. 1'],
    });
    const { rows } = await database.admin.query(
      "select actor, action, details from audit_log where subject = $1 and action <> 'price.created'",
      [wrong.id],
    );
    expect(rows).toEqual([
      {
        actor: 'olga',
        action: 'price.corrected',
        details: {
          reason,
          recalculation_id: recalculation.id,
          before: expect.objectContaining({ price_id: wrong.id, cost_per_unit: '1.000000000000' }),
          after: expect.objectContaining({ price_id: price?.id, cost_per_unit: '1.050000000000' }),
        },
      },
    ]);
  });

  test.each([
    [
      { effective_date: '2026-02-15' },
      ['2026-01-01..2026-02-15 1', '2026-02-15..2026-03-01 2'],
      '2026-02-01',
      '2026-03-01',
    ],
    [
      { effective_date: '2026-01-15' },
      ['2026-01-01..2026-01-15 1', '2026-01-15..2026-03-01 2'],
      '2026-01-15',
      '2026-03-01',
    ],
    [
      { end_date: '2026-02-15' },
      ['2026-01-01..2026-02-01 1', '2026-02-01..2026-02-15 2'],
      '2026-02-01',
      '2026-03-01',
    ],
    [
      { end_date: '2026-04-01' },
      ['2026-01-01..2026-02-01 1', '2026-02-01..2026-04-01 2'],
      '2026-02-01',
      '2026-04-01',
    ],
    [{ end_date: null }, ['2026-01-01..2026-02-01 1', '2026-02-01.. 2'], '2026-02-01', null],
  ])(
    'of dates, %j, moves what it touches and prices all of it again',
    async (fields, inForce, start, end) => {
      const provider = JSON.stringify(fields).replaceAll(/[^\w-]/g, '');
      await add({ provider, cost_per_unit: '1', end_date: '2026-02-01' });
      const second = await add({
        provider,
        model: undefined,
        cost_per_unit: '2',
        effective_date: '2026-02-01',
        end_date: '2026-03-01',
      });
      const { recalculation } = await correct(second.id, fields);
      expect((await versionsOf(database, provider)).in_force).toEqual(inForce);
      expect(recalculation).toMatchObject({
        cause: 'price_correction',
        reason,
        status: 'queued',
        progress: 0,
        providers: [provider],
        models: null,
        start_time: `${start}T00:00:00.000Z`,
        end_time: end === null ? null : `${end}T00:00:00.000Z`,
      });
    },
  );

  test('of a price that was always in force has no beginning', async () => {
    const id = await createPriceBefore(database, { provider: 'always', costPerUnit: '1', from: '-infinity' });
    const { price, recalculation } = await correct(id, { cost_per_unit: '2' });
    expect(price?.effective_date).toBeNull();
    expect(recalculation).toMatchObject({ start_time: null, end_time: null });
  });

  test('of a price of the feed makes it a manual entry', async () => {
    const { id } = await add({ provider: 'fed', source: 'provider_api' });
    const { price } = await correct(id, { cost_per_unit: '2' });
    expect(price?.source).toBe('manual_entry');
  });
});

test('what a corrected contract touched is priced again, with rollups and figures', async () => {
  const organizationId = await createOrganization(database, { members: { ann: 'admin' } });
  await createPriceBefore(database, { provider: 'slow', costPerUnit: '0.01' });
  const contract = { organization_id: organizationId, provider: 'fast', source: 'contract' };
  const { id } = await api.result(createPrice, { subject: 'ann', body: { ...acmePrice, ...contract } });
  await run();
  await store(database, organizationId, [
    { start_time: '2025-12-31T23:00:00Z' },
    { start_time: '2026-01-10T10:00:00Z' },
    { start_time: '2026-01-20T10:00:00Z', success: false },
  ]);
  const { recalculation } = await correct(id, { cost_per_unit: '0.0025' }, { subject: 'ann' });
  await run();
  const done = await api.result(getRecalculation, {
    subject: 'ann',
    path: { id: recalculation.id },
    query: { organization_id: organizationId },
  });
  expect(done).toMatchObject({
    status: 'completed',
    progress: 1,
    executions_examined: 2,
    executions_changed: 2,
    actual_cost_before: 2,
    actual_cost_after: 5,
    savings_before: 9,
    savings_after: 7.5,
  });
  expect(await drift(database, 'current_measures')).toEqual([]);
});

test('a correction and a batch that tries another of the same price do not wait for each other', async () => {
  const organization_id = await createOrganization(database);
  await store(database, organization_id, [{ provider: 'tried' }]);
  const contract = { provider: 'tried', organization_id, source: 'contract' };
  const { id } = await add(contract);
  await run();
  // Left to the job: no time is given to the API.
  const impatient = apiOf((db) => pricingOperations(db, { dryRunLimit: 0 }), database.api);
  const body = { reason, cost_per_unit: '2' };
  const tried = await impatient.result(correctPrice, {
    ...operator,
    path: { id },
    body: { ...body, dry_run: true },
  });
  expect(tried.recalculation.status).toBe('running');

  let batch: Promise<unknown> | undefined;
  const paused = pausingAtTheGate(database.api, async () => {
    batch = run();
    await untilLockIsAwaited(database);
  });
  const { price } = await apiOf(pricingOperations, paused).result(correctPrice, {
    ...operator,
    path: { id },
    body,
  });
  await batch;
  const { rows } = await database.admin.query('select status, failure from recalculations where id = $1', [
    tried.recalculation.id,
  ]);
  expect(rows).toEqual([{ status: 'failed', failure: `the price is superseded by ${price?.id}` }]);
});
