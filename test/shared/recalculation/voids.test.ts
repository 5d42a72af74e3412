import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Database } from '../../../shared/database/database.ts';
import { recalculate } from '../../../shared/recalculation/recalculate.ts';
import { breaking } from '../../support/breaking-database.ts';
import { store } from '../../support/fixture.ts';
import { limit } from '../../support/limits.ts';
import { NOW } from '../../support/messages.ts';
import { daysOf, executions } from '../../support/recalculations.ts';
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

const sample = fc.sample(executions, { numRuns: 4, seed: 11 }).flat();

test(
  'killed anywhere and run again, a void and its restoring end as if they had never been killed',
  async () => {
    let kills = 0;
    for (const afterCommit of [false, true]) {
      for (let at = 1; ; at += 1) {
        const organizationId = await anew();
        await send(organizationId, sample, SENDERS[0]);
        await send(organizationId, sample, SENDERS[1]);
        const { id, recalculationId } = await requestVoid(database, organizationId, { producer: SENDERS[1] });
        const restoring = at % 2 === 0;
        if (restoring) {
          await run();
          await requestRestore(database, organizationId, id);
        }
        const killed = await recalculate(breaking(pricing, at, afterCommit), {
          timeIsUp: ever,
          batchSize: 7,
        }).then(
          () => false,
          () => true,
        );
        if (!killed) break;
        kills += 1;
        await run();
        await checkEverything(organizationId);
        const { rows } = await database.admin.query(
          'select count(*) filter (where void_id is null)::integer as counted from task_executions where organization_id = $1',
          [organizationId],
        );
        expect(rows).toEqual([{ counted: restoring ? 2 * sample.length : sample.length }]);
        const days = z
          .array(z.object({ executions_changed: z.coerce.number() }))
          .parse(await daysOf(database, recalculationId));
        expect(days.reduce((sum, day) => sum + day.executions_changed, 0)).toBe(sample.length);
      }
    }
    expect(kills).toBeGreaterThan(10);
  },
  limit(60),
);

test('what is about to be put back can be taken out again', async () => {
  const organizationId = await anew();
  const ids = await send(organizationId, sample);
  const { id } = await requestVoid(database, organizationId, { ids });
  await run();
  await requestRestore(database, organizationId, id);
  const again = await requestVoid(database, organizationId, { ids });
  await run();
  await checkEverything(organizationId);
  const { rows } = await database.admin.query(
    'select distinct void_id from task_executions where organization_id = $1',
    [organizationId],
  );
  expect(rows).toEqual([{ void_id: again.id }]);
});

test('a dry run tells what a void would take out of each day, and changes nothing', async () => {
  const organizationId = await anew();
  const ids = await send(organizationId, sample);
  const dry = await requestVoid(database, organizationId, { ids, dryRun: true });
  await run();
  await checkEverything(organizationId);
  const { rows } = await database.admin.query('select 1 from task_executions where void_id is not null');
  expect(rows).toEqual([]);
  const real = await requestVoid(database, organizationId, { ids });
  await run();
  const days = await daysOf(database, dry.recalculationId);
  expect(days.length).toBeGreaterThan(1);
  expect(await daysOf(database, real.recalculationId)).toEqual(days);
});

test('open flags go with a void and are raised again with its end; what was reviewed stays', async () => {
  const organizationId = await anew();
  const dear = {
    provider: 'dear',
    output_tokens: 50_000,
    input_tokens: 1,
    tokens_used: 50_001,
    start_time: '2026-01-25T10:00:00Z',
    end_time: '2026-01-25T10:00:00Z',
  };
  const ids = await send(organizationId, [dear]);
  const kinds = async () => {
    const { rows } = await database.admin.query<{ flags: string }>(
      `select kind || ' ' || status as flags from execution_flags where organization_id = $1 order by kind`,
      [organizationId],
    );
    return rows.map(({ flags }) => flags);
  };
  const raised = await kinds();
  expect(raised.length).toBeGreaterThan(1);
  await database.admin.query(
    `update execution_flags set status = 'reviewed', reviewed_by = 'ann', reviewed_at = now()
     where organization_id = $1 and kind = 'negative_savings'`,
    [organizationId],
  );
  const { id } = await requestVoid(database, organizationId, { ids });
  await run();
  expect(await kinds()).toEqual(['negative_savings reviewed']);
  await requestRestore(database, organizationId, id);
  await run();
  expect(await kinds()).toEqual(
    raised.map((flag) => flag.replace('negative_savings open', 'negative_savings reviewed')),
  );
});

test('an id of an undone import accepts new content, which stays when the import is put back', async () => {
  const organizationId = await anew();
  const [again, gone] = await send(organizationId, sample.slice(0, 2));
  const importId = randomUUID();
  await database.admin.query('update task_executions set import_id = $1 where organization_id = $2', [
    importId,
    organizationId,
  ]);
  const { id } = await requestVoid(database, organizationId, { importId });
  await run();
  const other = { ...sample[0], id: again, organization_id: organizationId, task_id: 'corrected' };
  await store(database, organizationId, [other], new Date(NOW).toISOString());
  await checkEverything(organizationId);
  await requestRestore(database, organizationId, id);
  await run();
  await checkEverything(organizationId);
  const { rows } = await database.admin.query(
    'select id, task_id, void_id from task_executions where organization_id = $1 order by task_id',
    [organizationId],
  );
  expect(rows).toEqual([
    { id: again, task_id: 'corrected', void_id: null },
    { id: gone, task_id: 'task-1', void_id: null },
  ]);
  // What counts is no longer free.
  await expect(
    store(database, organizationId, [{ ...other, id: gone }], new Date(NOW).toISOString()),
  ).rejects.toThrow('already stored');
});

test('an id that was voided otherwise takes no new content, and its message again changes nothing', async () => {
  const organizationId = await anew();
  const [id] = await send(organizationId, sample.slice(0, 1));
  await requestVoid(database, organizationId, { ids: [id ?? ''] });
  await run();
  const changed = { ...sample[0], id, organization_id: organizationId, task_id: 'corrected' };
  await expect(store(database, organizationId, [changed], new Date(NOW).toISOString())).rejects.toThrow(
    'already stored',
  );
  await checkEverything(organizationId);
});
