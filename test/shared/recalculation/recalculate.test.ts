import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { recalculate } from '../../../shared/recalculation/recalculate.ts';
import type { Database } from '../../../shared/database/database.ts';
import { fold } from '../../../lambdas/rollup/fold.ts';
import { createOrganization } from '../../support/fixture.ts';
import { NOW } from '../../support/messages.ts';
import { change, priceChanges } from '../../support/price-changes.ts';
import {
  ALWAYS,
  daysOf,
  differing,
  executions,
  priced,
  request,
  send,
  startAnew,
} from '../../support/recalculations.ts';
import { drift } from '../../support/reconcile.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let worker: Database;

beforeAll(async () => {
  database = await createTestDatabase();
  worker = database.connectAs('payback_pricing', { connections: 2 });
});
afterAll(async () => {
  await worker.end();
  await database.drop();
});

const run = (timeIsUp = () => false) => recalculate(worker, { timeIsUp, batchSize: 7 });

test('executions stored before prices changed end as those stored after, however the work was cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      executions,
      executions,
      fc.array(priceChanges, { minLength: 1, maxLength: 6 }),
      fc.nat(6),
      async (first, second, changes, batchesBetween) => {
        await startAnew(database);
        const before = await createOrganization(database, { timeZone: 'Asia/Kolkata' });
        const after = await createOrganization(database, { timeZone: 'Asia/Kolkata' });
        await send(database, before, first, 'first');
        for (const [index, what] of changes.entries()) {
          await change(database, [before, after], what);
          let left = batchesBetween;
          await run(() => left-- <= 0);
          if (index === 0) await send(database, before, second, 'second');
        }
        expect(await run()).toMatchObject({ oldestAgeSeconds: 0 });
        await send(database, after, first, 'first');
        await send(database, after, second, 'second');

        expect(await priced(database, before)).toEqual(await priced(database, after));
        expect(await differing(database, before)).toEqual([]);
        expect(await drift(database, 'current_measures')).toEqual([]);
        await fold(database.rollup, () => false);
        expect(await drift(database, 'rollup_sums')).toEqual([]);
      },
    ),
    { numRuns: 25, endOnFailure: true },
  );
});

const cuts = fc.integer({ min: -80, max: 2 }).map((hours) => new Date(NOW + hours * 3_600_000).toISOString());

test('splitting a range in two changes nothing, and neither does doing it again', async () => {
  await fc.assert(
    fc.asyncProperty(executions, cuts, async (stored, cut) => {
      await startAnew(database);
      const whole = await createOrganization(database, { timeZone: 'America/New_York' });
      const split = await createOrganization(database, { timeZone: 'America/New_York' });
      await send(database, whole, stored, 'e');
      await send(database, split, stored, 'e');
      await database.admin.query('update provider_pricing set cost_per_unit = cost_per_unit * 3');

      const [start, end] = ALWAYS;
      const together = await request(database, whole, start, end);
      const parts = [await request(database, split, start, cut), await request(database, split, cut, end)];
      await run();
      const summed = await database.admin.query(
        `select day::text, sum(executions_changed)::text as executions_changed,
           sum(actual_cost_before) as actual_cost_before, sum(actual_cost_after) as actual_cost_after,
           sum(savings_before) as savings_before, sum(savings_after) as savings_after
         from recalculation_days where recalculation_id = any ($1::uuid[]) group by day order by day`,
        [parts],
      );
      expect(summed.rows).toEqual(await daysOf(database, together));
      expect(await priced(database, split)).toEqual(await priced(database, whole));

      const again = await request(database, whole, start, end);
      await run();
      expect(await daysOf(database, again)).toEqual([]);
    }),
    { numRuns: 15, endOnFailure: true },
  );
});
