import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { getRetention } from '../../../lambdas/organizations/retention/contract.ts';
import { organizationsOperations } from '../../../lambdas/organizations/operations.ts';
import { nextRetention } from '../../../shared/retention/next-retention.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { createOrganization } from '../../support/fixture.ts';
import { daysAgo, keepFor, ripen, run, sendOld } from '../../support/retention.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let api: Api;
let id: string;

beforeAll(async () => {
  database = await createTestDatabase();
  api = apiOf(organizationsOperations, database.api);
  id = await createOrganization(database, { members: { ann: 'viewer' } });
  await keepFor(database, id, 90);
  await sendOld(database, id, [0, 1, 20, 20, 40, 41, 60], {
    routing_decision: { chosen_provider: 'fast', routing_strategy: 's' },
  });
});
afterAll(() => database.drop());

const ask = (days?: string) =>
  api.result(getRetention, {
    subject: 'ann',
    path: { id },
    now: new Date().toISOString(),
    ...(days ? { query: { retention_days: days } } : {}),
  });

test('what would go, and when, is told before it is saved, and is what goes', async () => {
  expect(await ask()).toMatchObject({
    retention_days: 90,
    executions: 0,
    days: 0,
    first_day: null,
    last_day: null,
  });
  const { runs_at, ...told } = await ask('30');
  expect(told).toMatchObject({
    retention_days: 30,
    executions: 3,
    days: 3,
    first_day: daysAgo(60).slice(0, 10),
    last_day: daysAgo(40).slice(0, 10),
    routing_decisions: 3,
    flags: 0,
    rejections: 0,
  });
  expect(Date.parse(runs_at)).toBeGreaterThan(Date.now());
  // Nothing was changed by asking.
  expect(await ask()).toMatchObject({ retention_days: 90, executions: 0 });
  await keepFor(database, id, 30);
  await run(database.upkeep);
  await ripen(database);
  await run(database.upkeep);
  const { rows } = await database.admin.query(
    'select count(*)::integer as n from task_executions where organization_id = $1',
    [id],
  );
  expect(rows).toEqual([{ n: 4 }]);
  expect(await ask()).toMatchObject({ retention_days: 30, executions: 0 });
  // A longer one brings nothing back.
  expect((await ask('90')).first_kept_day).toBe(daysAgo(30).slice(0, 10));
});

test.each(['0', '1096', '2.5', 'many'])('a retention of %s days is refused by name', async (days) => {
  const request = { subject: 'ann', path: { id }, query: { retention_days: days } };
  expect(await api.problem(getRetention, request)).toMatchObject({
    status: 400,
    errors: [{ parameter: 'retention_days' }],
  });
});

test.each([
  ['2026-01-26T00:00:00Z', '2026-01-26T02:05:00.000Z', '2026-01-26T02:35:00.000Z'],
  ['2026-01-26T02:04:59Z', '2026-01-26T02:05:00.000Z', '2026-01-26T02:35:00.000Z'],
  ['2026-01-26T02:05:00Z', '2026-01-27T02:05:00.000Z', '2026-01-27T02:35:00.000Z'],
  ['2026-01-26T23:59:59Z', '2026-01-27T02:05:00.000Z', '2026-01-27T02:35:00.000Z'],
])('what counts at %s is decided at %s and deleted at %s', (now, decidesAt, deletesAt) => {
  expect(nextRetention(Date.parse(now))).toEqual({ decidesAt, deletesAt });
});
