import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { costsByProvider } from '../../../lambdas/analytics/costs-by-provider/contract.ts';
import { dataExtent } from '../../../lambdas/analytics/data-extent/contract.ts';
import { analyticsOperations } from '../../../lambdas/analytics/operations.ts';
import { savingsSummary } from '../../../lambdas/analytics/savings-summary/contract.ts';
import { taskPerformance } from '../../../lambdas/analytics/task-performance/contract.ts';
import { usageMetrics } from '../../../lambdas/analytics/usage-metrics/contract.ts';
import { rebuild } from '../../../lambdas/price-audit/rebuild.ts';
import { fold } from '../../../lambdas/rollup/fold.ts';
import type { Database } from '../../../shared/database/database.ts';
import { recalculate } from '../../../shared/recalculation/recalculate.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { createOrganization, createPrice, store } from '../../support/fixture.ts';
import { limit } from '../../support/limits.ts';
import { NOW } from '../../support/messages.ts';
import { ALWAYS, executions, request } from '../../support/recalculations.ts';
import { foldAndRefresh } from '../../support/refreshed.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { anewWithVoids, requestRestore, requestVoid, sendFrom } from '../../support/voids.ts';

const READS = [savingsSummary, costsByProvider, taskPerformance, usageMetrics, dataExtent];
const DAY_MS = 86_400_000;
let database: TestDatabase;
let pricing: Database;

beforeAll(async () => {
  database = await createTestDatabase();
  pricing = database.connectAs('payback_pricing', { connections: 2 });
});
afterAll(async () => {
  await pricing.end();
  await database.drop();
});

const ever = () => false;

/** How many statements of figures a database runs, besides what decides whether they are needed. */
function counting(healthy: Database) {
  let figures = 0;
  const counted: Database = {
    ...healthy,
    transaction: (work, options) =>
      healthy.transaction(
        (transaction) =>
          work({
            ...transaction,
            query: (text, ...rest) => {
              if (/from current_(?:days|measures)/.test(text)) figures += 1;
              return transaction.query(text, ...rest);
            },
          }),
        options,
      ),
  };
  return { counted, figures: () => figures };
}

const step = fc.oneof(
  fc.record({ kind: fc.constant('send' as const), stored: executions }),
  fc.record({ kind: fc.constant('void' as const), pick: fc.nat() }),
  fc.record({ kind: fc.constant('restore' as const) }),
  fc.record({ kind: fc.constant('reprice' as const), factor: fc.constantFrom(2, 0.5) }),
  fc.record({ kind: fc.constant('fold' as const), refreshed: fc.boolean() }),
  // Nothing is pending before and after.
  fc.record({ kind: fc.constant('send and fold' as const), stored: executions }),
  fc.record({ kind: fc.constant('rebuild' as const), folded: fc.boolean() }),
  fc.record({ kind: fc.constant('rule' as const) }),
  fc.record({ kind: fc.constant('days pass' as const), days: fc.constantFrom(1, 6) }),
  fc.record({ kind: fc.constant('zone' as const), zone: fc.constantFrom('UTC', 'Pacific/Kiritimati') }),
);

/** Compares what is remembered with what is computed, by an API that has seen nothing yet. */
async function check(remembering: Api, organizationId: string, now: number, tags: Map<string, string>) {
  const computing = apiOf(analyticsOperations, database.api);
  for (const { path } of READS) {
    const query = { organization_id: organizationId };
    const asked = { route: path, query, now: new Date(now).toISOString() };
    const expected = await computing.call(asked);
    const answer = await remembering.call(asked);
    expect(expected.status).toBe(200);
    expect({ path, text: answer.text }).toEqual({ path, text: expected.text });
    const before = tags.get(path) ?? '"none"';
    const tag = String(answer.headers['etag']);
    const conditional = await remembering.call({ ...asked, headers: { 'if-none-match': before } });
    expect({ path, status: conditional.status }).toEqual({ path, status: tag === before ? 304 : 200 });
    tags.set(path, tag);
  }
}

/** Rollups that are wrong, which is remembered as well, are made right. */
async function rebuildOne(organizationId: string, now: number, folded: boolean): Promise<void> {
  const { rows } = await database.admin.query<{ day: string }>(
    `select day_of(e.start_time, o.time_zone)::text as day
     from counted_executions e join organizations o on o.id = e.organization_id where o.id = $1 limit 1`,
    [organizationId],
  );
  const [{ day } = { day: undefined }] = rows;
  if (day === undefined) return;
  if (folded) await fold(database.rollup, ever);
  for (const table of ['rollup_sums', 'rollup_deltas']) {
    await database.admin.query(
      `update ${table} set executions = executions + 1 where organization_id = $1 and day = $2`,
      [organizationId, day],
    );
  }
  const misled = apiOf(analyticsOperations, database.api);
  const tags = new Map<string, string>();
  await check(misled, organizationId, now, tags);
  await rebuild(database.pricing, { organization_id: organizationId, day }, now);
  await check(misled, organizationId, now, tags);
}

test(
  'whatever happens to figures, what is remembered of them is what they are',
  async () => {
    await fc.assert(
      fc.asyncProperty(executions, fc.array(step, { minLength: 3, maxLength: 8 }), async (first, steps) => {
        const organizationId = await anewWithVoids(database);
        const remembering = apiOf(analyticsOperations, database.api);
        const tags = new Map<string, string>();
        const ids = await sendFrom(database, organizationId, first);
        const voids: string[] = [];
        let now = NOW;
        for (const each of steps) {
          switch (each.kind) {
            case 'send':
              ids.push(...(await sendFrom(database, organizationId, each.stored)));
              break;
            case 'void':
              voids.push(
                (await requestVoid(database, organizationId, { ids: [ids[each.pick % ids.length] ?? ''] }))
                  .id,
              );
              break;
            case 'restore': {
              const id = voids.pop();
              if (id !== undefined) await requestRestore(database, organizationId, id);
              break;
            }
            case 'reprice':
              await database.admin.query('update provider_pricing set cost_per_unit = cost_per_unit * $1', [
                each.factor,
              ]);
              await request(database, organizationId, ...ALWAYS);
              break;
            case 'fold':
              await (each.refreshed ? foldAndRefresh(database) : fold(database.rollup, ever));
              break;
            case 'send and fold':
              await fold(database.rollup, ever);
              await check(remembering, organizationId, now, tags);
              ids.push(...(await sendFrom(database, organizationId, each.stored)));
              await fold(database.rollup, ever);
              break;
            case 'rebuild':
              await rebuildOne(organizationId, now, each.folded);
              break;
            case 'rule':
              await database.admin.query(
                `insert into organization_baselines (organization_id, rule, effective_date, created_by)
                 select $1, 'message', '-infinity', 'test'
                 where not exists (select from organization_baselines where organization_id = $1 and rule = 'message')`,
                [organizationId],
              );
              break;
            case 'days pass':
              now += each.days * DAY_MS;
              break;
            case 'zone':
              await database.admin.query('update organizations set time_zone = $2 where id = $1', [
                organizationId,
                each.zone,
              ]);
          }
          await recalculate(pricing, { timeIsUp: ever, batchSize: 7 });
          await check(remembering, organizationId, now, tags);
        }
      }),
      { numRuns: 12 },
    );
  },
  limit(90),
);

test('what is the same is not computed again, for whoever asks, and what has changed is', async () => {
  const { counted, figures } = counting(database.api);
  const api = apiOf(analyticsOperations, counted);
  await createPrice(database, { provider: 'once', costPerUnit: '0.00001' });
  const members = { alice: 'viewer', bob: 'viewer' } as const;
  const organizationId = await createOrganization(database, { members });
  await store(database, organizationId, [{ provider: 'once' }]);
  const ask = (subject: string) =>
    api.call({ route: savingsSummary.path, query: { organization_id: organizationId }, subject });
  const { text } = await ask('alice');
  const once = figures();
  expect(once).toBeGreaterThan(0);
  expect((await ask('alice')).text).toBe(text);
  expect((await ask('bob')).text).toBe(text);
  expect(figures()).toBe(once);
  await store(database, organizationId, [{ provider: 'once' }]);
  expect((await ask('bob')).text).not.toBe(text);
  expect(figures()).toBe(2 * once);
});

test('who is no member any more is not told what is remembered', async () => {
  const api = apiOf(analyticsOperations, database.api);
  const organizationId = await createOrganization(database);
  const asked = { route: savingsSummary.path, query: { organization_id: organizationId } };
  const { headers } = await api.call(asked);
  await database.admin.query('delete from memberships where organization_id = $1', [organizationId]);
  expect(await api.call(asked)).toMatchObject({ status: 404 });
  const conditional = { ...asked, headers: { 'if-none-match': String(headers['etag']) } };
  expect(await api.call(conditional)).toMatchObject({ status: 404 });
});
