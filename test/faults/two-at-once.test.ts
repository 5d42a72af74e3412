import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { auditAll } from '../../lambdas/price-audit/price-audit.ts';
import { fold } from '../../lambdas/rollup/fold.ts';
import type { Database } from '../../shared/database/database.ts';
import { recalculate } from '../../shared/recalculation/recalculate.ts';
import { createOrganization, createPrice } from '../support/fixture.ts';
import { ALWAYS, differing, request } from '../support/recalculations.ts';
import { drift } from '../support/reconcile.ts';
import { keepFor, ripen, run as retain, sendOld } from '../support/retention.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
let pairs: { readonly role: string; readonly connections: readonly Database[] }[];
beforeAll(async () => {
  database = await createTestDatabase();
  await createPrice(database, { provider: 'fast', costPerUnit: '0.000001' });
  await createPrice(database, { provider: 'slow', costPerUnit: '0.000005' });
  pairs = ['payback_rollup', 'payback_pricing', 'payback_upkeep'].map((role) => ({
    role,
    connections: [1, 2].map(() => database.connectAs(role, { connections: 2 })),
  }));
});
afterAll(async () => {
  await Promise.all(pairs.flatMap(({ connections }) => connections.map((each) => each.end())));
  await database.drop();
});

const ever = () => false;
const jobs: Readonly<Record<string, (through: Database) => Promise<unknown>>> = {
  payback_rollup: (through) => fold(through, ever),
  payback_pricing: (through) => recalculate(through, { timeIsUp: ever, batchSize: 5 }),
  payback_upkeep: (through) => retain(through),
};

/** Each job twice at the same moment, beside the others. */
const together = () =>
  Promise.all(
    pairs.flatMap(({ role, connections }) =>
      connections.map((each) => jobs[role]?.(each) ?? Promise.reject()),
    ),
  );

async function totals(id: string): Promise<unknown> {
  const { rows } = await database.admin.query(
    `select sum(executions)::integer as executions, trim_scale(sum(actual_cost))::text as cost,
       trim_scale(sum(baseline_cost))::text as baseline
     from current_rollups where organization_id = $1`,
    [id],
  );
  return rows[0];
}

test('two folds, two recalculations and two retentions at once do their work once', async () => {
  const organizationId = await createOrganization(database);
  const days = Array.from({ length: 12 }, (_, day) => day + 1);
  for (let round = 1; round <= 6; round += 1) {
    await sendOld(database, organizationId, days);
    await database.admin.query(
      'update provider_pricing set cost_per_unit = cost_per_unit * 2 where provider = $1',
      ['fast'],
    );
    await request(database, organizationId, ...ALWAYS);
    await together();
    await recalculate(database.pricing, { timeIsUp: ever });
    await fold(database.rollup, ever);
    expect(await differing(database, organizationId)).toEqual([]);
    expect(await drift(database, 'rollup_sums')).toEqual([]);
    // Tokens of 1,000 in each, at 2, 4, 8, … millionths of a dollar.
    expect(await totals(organizationId)).toEqual({
      executions: 12 * round,
      cost: decimal(12 * round * 2 ** round),
      baseline: decimal(12 * round * 5),
    });
  }

  const before = await totals(organizationId);
  await keepFor(database, organizationId, 4);
  await together();
  await ripen(database);
  await together();
  await fold(database.rollup, ever);
  expect(await totals(organizationId)).toEqual(before);
  const { rows } = await database.admin.query(
    'select count(*)::integer as executions from task_executions where organization_id = $1',
    [organizationId],
  );
  expect(rows).toEqual([{ executions: 4 * 6 }]);
  const fail = (...what: unknown[]) => {
    throw new Error(JSON.stringify(what));
  };
  const options = { seed: 1, timeIsUp: ever, onDifferences: fail, onDrift: fail, onFailure: fail };
  expect(await auditAll(database.pricing, { now: Date.now(), ...options })).toMatchObject({ drifted: 0 });
});

/** Thousandths of a dollar. */
const decimal = (thousandths: number) => String(thousandths / 1_000);
