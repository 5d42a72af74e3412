import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fold } from '../../../lambdas/rollup/fold.ts';
import type { Database } from '../../../shared/database/database.ts';
import { recalculate } from '../../../shared/recalculation/recalculate.ts';
import { createOrganization } from '../../support/fixture.ts';
import { limit } from '../../support/limits.ts';
import { ALWAYS, executions, request } from '../../support/recalculations.ts';
import { drift } from '../../support/reconcile.ts';
import { foldAndRefresh } from '../../support/refreshed.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import {
  anewWithVoids,
  requestRestore,
  requestVoid,
  sendFrom,
  SENDERS,
  wrongFigures,
} from '../../support/voids.ts';

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
const run = () => recalculate(pricing, { timeIsUp: ever, batchSize: 7 });
const anew = () => anewWithVoids(database);
const send = (organizationId: string, stored: readonly object[], sender?: string) =>
  sendFrom(database, organizationId, stored, sender);

/** All figures are those of what counts. */
async function checkEverything(organizationId: string): Promise<void> {
  expect(await wrongFigures(database, organizationId)).toEqual({ drift: [], active: [], reconciled: [] });
}

/** What an organization that was sent only what counts would show: aggregations of every period, to the last decimal. */
async function aggregations(organizationId: string): Promise<unknown[]> {
  const { rows } = await database.admin.query(
    `select to_jsonb(a) - 'organization_id' - 'updated_at' as figures from analytics_aggregations a
     where organization_id = $1 order by period_type, period_start`,
    [organizationId],
  );
  // Numbers, however many zeros sums have left at their end.
  return JSON.parse(
    JSON.stringify(rows).replaceAll(
      /"(-?\d+)\.(\d*?)0+"/g,
      (_, whole, rest) => `"${whole}${rest && `.${rest}`}"`,
    ),
  );
}

const step = fc.oneof(
  fc.record({ kind: fc.constant('send' as const), stored: executions, sender: fc.constantFrom(...SENDERS) }),
  fc.record({
    kind: fc.constant('void' as const),
    picks: fc.array(fc.nat(), { minLength: 1, maxLength: 20 }),
  }),
  fc.record({ kind: fc.constant('void sender' as const), sender: fc.constantFrom(...SENDERS) }),
  fc.record({ kind: fc.constant('restore' as const), pick: fc.nat() }),
  fc.record({ kind: fc.constant('reprice' as const), factor: fc.constantFrom(2, 3, 0.5) }),
  fc.record({ kind: fc.constant('fold' as const), refreshed: fc.boolean() }),
);

test(
  'whatever is sent, voided, restored, priced again and folded, all figures are those of what counts',
  async () => {
    await fc.assert(
      fc.asyncProperty(executions, fc.array(step, { minLength: 3, maxLength: 9 }), async (first, steps) => {
        const organizationId = await anew();
        const ids = await send(organizationId, first);
        const voids: string[] = [];
        for (const each of steps) {
          switch (each.kind) {
            case 'send':
              ids.push(...(await send(organizationId, each.stored, each.sender)));
              break;
            case 'void': {
              const chosen = each.picks.flatMap((pick) => ids[pick % ids.length] ?? []);
              voids.push((await requestVoid(database, organizationId, { ids: chosen })).id);
              break;
            }
            case 'void sender':
              voids.push((await requestVoid(database, organizationId, { producer: each.sender })).id);
              break;
            case 'restore': {
              const [id] = voids.splice(each.pick % (voids.length || 1), 1);
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
          }
          await run();
          await checkEverything(organizationId);
        }
        await fold(database.rollup, ever);
        expect(await drift(database, 'rollup_sums')).toEqual([]);

        // Priced by the book of now, voided ones too.
        const { rows: differing } = await database.admin.query(
          `select * from reprice_executions($1, '-infinity', 'infinity', null, null, null, null, 100000) where changed`,
          [organizationId],
        );
        expect(differing).toEqual([]);

        const other = await createOrganization(database, { timeZone: 'America/Los_Angeles' });
        await database.admin.query(
          'update task_executions set organization_id = $2 where organization_id = $1 and void_id is null',
          [organizationId, other],
        );
        await database.admin.query(
          'update routing_decisions d set organization_id = $2 where organization_id = $1',
          [organizationId, other],
        );
        const { rows } = await database.admin.query<{ day: string }>(
          `select distinct (start_time at time zone 'America/Los_Angeles')::date::text as day from task_executions
           where organization_id = $1`,
          [other],
        );
        await database.admin.query(
          'insert into rollup_deltas select * from rollups_of_executions($1, $2::date[])',
          [other, rows.map(({ day }) => day)],
        );
        await foldAndRefresh(database);
        expect((await aggregations(organizationId)).length > 0).toBe(rows.length > 0);
        expect(await aggregations(organizationId)).toEqual(await aggregations(other));
      }),
      { numRuns: 8 },
    );
  },
  limit(60),
);
