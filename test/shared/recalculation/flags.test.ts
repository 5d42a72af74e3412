import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { recalculate } from '../../../shared/recalculation/recalculate.ts';
import type { Database } from '../../../shared/database/database.ts';
import { createOrganization, store } from '../../support/fixture.ts';
import { ALWAYS, request, startAnew } from '../../support/recalculations.ts';
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

const run = () => recalculate(worker, { timeIsUp: () => false, batchSize: 7 });

test('an open flag that no longer holds is withdrawn, a reviewed one stays as evidence', async () => {
  await startAnew(database);
  const organizationId = await createOrganization(database);
  await database.admin.query('update organizations set review_threshold = 0.001 where id = $1', [
    organizationId,
  ]);
  await store(database, organizationId, [{ provider: 'slow' }, { provider: 'slow' }]);
  await database.admin.query(
    `update execution_flags set status = 'reviewed', reviewed_by = 'olga', reviewed_at = now()
     where execution_id = (select min(id::text)::uuid from task_executions where organization_id = $1)`,
    [organizationId],
  );
  const flags = async () => {
    const { rows } = await database.admin.query(
      'select kind, status from execution_flags where organization_id = $1 order by status',
      [organizationId],
    );
    return rows;
  };
  const kind = 'over_review_threshold';
  expect(await flags()).toEqual([
    { kind, status: 'open' },
    { kind, status: 'reviewed' },
  ]);
  await database.admin.query("update provider_pricing set cost_per_unit = 1e-9 where provider = 'slow'");
  await request(database, organizationId, ...ALWAYS);
  await run();
  expect(await flags()).toEqual([{ kind, status: 'reviewed' }]);
});
