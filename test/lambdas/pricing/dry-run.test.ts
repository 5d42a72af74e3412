import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type * as z from 'zod';
import { correctPrice } from '../../../lambdas/pricing/corrections/contract.ts';
import { pricingOperations } from '../../../lambdas/pricing/operations.ts';
import { createPrice } from '../../../lambdas/pricing/prices/contract.ts';
import { getRecalculation, type recalculation } from '../../../shared/recalculation/contract.ts';
import { recalculate } from '../../../shared/recalculation/recalculate.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { createOrganization, createPrice as createPriceBefore, store } from '../../support/fixture.ts';
import { acmePrice, everything } from '../../support/price-book.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let api: Api;
let organizationId: string;
let contractId: string;
let listId: string;

type Recalculation = z.output<typeof recalculation>;
const operator = { operator: true, subject: 'olga' };
const admin = { subject: 'ann' };

beforeAll(async () => {
  database = await createTestDatabase();
  api = apiOf(pricingOperations, database.api);
});
afterAll(() => database.drop());

/** A price book of its own for each test: 'fast' by contract, against 'slow' by list. */
beforeEach(async () => {
  await database.admin.query(
    `truncate task_executions, execution_keys, execution_flags, rollup_deltas, recalculations, recalculation_pieces,
       recalculation_days, price_changes`,
  );
  await database.admin.query('delete from provider_pricing');
  organizationId = await createOrganization(database, {
    members: { ann: 'admin' },
    timeZone: 'Asia/Kolkata',
  });
  listId = await createPriceBefore(database, { provider: 'slow', costPerUnit: '0.000123456789' });
  const contract = { organization_id: organizationId, provider: 'fast', source: 'contract' } as const;
  const body = { ...acmePrice, ...contract, cost_per_unit: '0.000100000001' };
  contractId = (await api.result(createPrice, { ...admin, body })).id;
  await run();
  const starts = ['2026-01-01T00:00:00Z', '2026-01-15T12:00:00Z', '2026-01-20T23:59:59.999Z'];
  await store(
    database,
    organizationId,
    starts.flatMap((start_time, index) => [
      { start_time, tokens_used: 1000 + index },
      { start_time, tokens_used: 7, success: false },
      { start_time, provider: 'unpriced' },
    ]),
  );
});

const run = () => recalculate(database.pricing, { timeIsUp: () => false });
const body = {
  cost_per_unit: '0.000200000003',
  effective_date: '2026-01-10',
  reason: 'the contract says so',
};

/** Everything, but for recalculations and for the entry that says that one was tried. */
async function stored() {
  const all = await everything(database, 'recalculation');
  all.delete('audit_log');
  return all;
}

/** What a recalculation found, without what tells one from another. */
function found({ restated, executions_examined, executions_changed, exact }: Recalculation) {
  return { restated, executions_examined, executions_changed, exact };
}

test("a contract's is calculated at once, changes nothing, and gives the figures of the real run that follows", async () => {
  const before = await stored();
  const request = { ...admin, path: { id: contractId } };
  const tried = await api.result(correctPrice, { ...request, body: { ...body, dry_run: true } });
  expect(tried).toMatchObject({
    dry_run: true,
    price: null,
    recalculation: {
      dry_run: true,
      price_id: contractId,
      organization_id: organizationId,
      status: 'completed',
      progress: 1,
      executions_examined: 6,
      // Those before the 10th lose their price, the others have another; what has no price at all stays without.
      executions_changed: 6,
    },
  });
  expect(await stored()).toEqual(before);

  const real = await api.result(correctPrice, { ...request, body });
  await run();
  const done = await api.result(getRecalculation, {
    ...admin,
    path: { id: real.recalculation.id },
    query: { organization_id: organizationId },
  });
  expect(done.status).toBe('completed');
  expect(found(done)).toEqual(found(tried.recalculation));
  expect(await stored()).not.toEqual(before);
});

test("an operator's of a contract is calculated at once too, for its members to see", async () => {
  const request = { ...operator, path: { id: contractId }, body: { ...body, dry_run: true } };
  const { recalculation: tried } = await api.result(correctPrice, request);
  expect(tried).toMatchObject({ status: 'completed', executions_changed: null, created_by: 'olga' });
  const asked = { path: { id: tried.id }, query: { organization_id: organizationId } };
  expect(await api.result(getRecalculation, { ...admin, ...asked })).toMatchObject({ executions_changed: 6 });
});

test("a list price's is left to the job, for all organizations", async () => {
  const other = await createOrganization(database);
  await store(database, other, [{ provider: 'slow' }]);
  const before = await stored();
  const request = { ...operator, path: { id: listId }, body: { ...body, dry_run: true } };
  const { recalculation: queued } = await api.result(correctPrice, request);
  expect(queued).toMatchObject({
    status: 'queued',
    organization_id: null,
    executions_examined: 0,
    restated: [],
  });
  await run();
  expect(await stored()).toEqual(before);

  const path = { id: queued.id };
  const tried = await api.result(getRecalculation, { ...operator, path });
  expect(tried).toMatchObject({ status: 'completed', executions_changed: 10 });
  const ofOther = await api.result(getRecalculation, {
    ...operator,
    path,
    query: { organization_id: other },
  });
  expect(ofOther).toMatchObject({ figures_withheld: 'no_member', executions_changed: null });
});

test('what takes longer than the limit is left to the job, which completes it', async () => {
  let calls = 0;
  const options = { clock: () => (calls += 1), dryRunLimit: 1 };
  const impatient = apiOf((db) => pricingOperations(db, options), database.api);
  const request = { ...admin, path: { id: contractId }, body: { ...body, dry_run: true } };
  const { recalculation: begun } = await impatient.result(correctPrice, request);
  expect(begun).toMatchObject({ status: 'running', progress: 0, executions_examined: 0 });
  await run();
  const query = { organization_id: organizationId };
  const done = await api.result(getRecalculation, { ...admin, path: { id: begun.id }, query });
  expect(done).toMatchObject({ status: 'completed', progress: 1, executions_examined: 6 });
});
