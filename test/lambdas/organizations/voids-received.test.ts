import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { organizationsOperations } from '../../../lambdas/organizations/operations.ts';
import { createVoid } from '../../../lambdas/organizations/voids/contract.ts';
import type { Database } from '../../../shared/database/database.ts';
import { recalculate } from '../../../shared/recalculation/recalculate.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { eventually } from '../../support/eventually.ts';
import { createOrganization, store } from '../../support/fixture.ts';
import { SENDER } from '../../support/messages.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let pricing: Database;
let api: Api;
let organizationId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  pricing = database.connectAs('payback_pricing', { connections: 2 });
  api = apiOf(organizationsOperations, database.api);
});
afterAll(async () => {
  await pricing.end();
  await database.drop();
});
beforeEach(async () => {
  organizationId = await createOrganization(database, { members: { ann: 'admin' } });
  await store(database, organizationId, [{}]);
});

const ann = { subject: 'ann' };
const asked = () => ({ organization_id: organizationId, producer: SENDER, reason: 'wrong' });
const work = () => recalculate(pricing, { timeIsUp: () => false });

test('what is yet to be received cannot be voided, which later executions would belie', async () => {
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
  expect(
    await api.problem(createVoid, { ...ann, body: { ...asked(), received_to: tomorrow } }),
  ).toMatchObject({
    status: 400,
    errors: [{ field: 'received_to' }],
  });
});

test('what ingest is storing when it is asked for goes out as well, of a day that has nothing else too', async () => {
  const day = '2026-01-13T10:00:00Z';
  const last = database.connectAs('payback_ingest');
  let storing: Promise<unknown> = Promise.resolve();
  let working: Promise<unknown> = Promise.resolve();
  await last.transaction(async ({ query }) => {
    // The last row that ingest writes.
    await query('update ingest_counts set received = received where organization_id = $1', [organizationId]);
    storing = store(database, organizationId, [{ start_time: day }]);
    await eventually(() => waits('ingest_counts'));
    await api.result(createVoid, { ...ann, body: asked() });
    let isDone: true | undefined;
    working = work().finally(() => (isDone = true));
    await eventually(async () => isDone ?? (await waits('recalculat')));
  });
  await Promise.all([storing, working, last.end()]);
  const { rows } = await database.admin.query(
    'select void_id is null as counts from task_executions where organization_id = $1',
    [organizationId],
  );
  expect(rows).toEqual([{ counts: false }, { counts: false }]);
});

async function waits(statement: string): Promise<true | undefined> {
  const { rows } = await database.admin.query(
    `select from pg_stat_activity
     where datname = current_database() and wait_event_type = 'Lock' and query like '%' || $1 || '%'`,
    [statement],
  );
  return rows.length > 0 || undefined;
}
