import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { fold } from '../../../lambdas/rollup/fold.ts';
import { readVitals, type Vitals } from '../../../lambdas/vitals/read-vitals.ts';
import { createOrganization, createPrice, store } from '../../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await createPrice(database, { provider: 'cheap', costPerUnit: '0.000001' });
  await createPrice(database, { provider: 'slow', costPerUnit: '0.000002' });
  await createPrice(database, { provider: 'dear', costPerUnit: '0.000003' });
});
afterAll(() => database.drop());

const HOUR = 3_600_000;
/** What the fixture takes messages at. */
const now = Date.parse('2026-01-26T10:00:00Z');
const at = (ago: number) => new Date(now - ago).toISOString();
const look = (): Promise<Vitals> => readVitals(database.pricing, now);

/** So many tasks of which so many cost more than their baseline, that started so long ago. */
async function tasks(organizationId: string, count: number, losing: number, ago: number): Promise<void> {
  await store(
    database,
    organizationId,
    Array.from({ length: count }, (_, index) => ({
      provider: index < losing ? 'dear' : 'cheap',
      start_time: at(ago),
      end_time: at(ago - 1),
    })),
  );
}

test('without anything there is nothing, and no coverage', async () => {
  expect(await look()).toMatchObject({
    pending: 0,
    pendingAge: 0,
    losingHour: 0,
    losingNow: 0,
    cost: 0,
    coverage: undefined,
    uncovered: 0,
    silent: 0,
    organizations: 0,
    people: 0,
    loads: 0,
  });
});

test.each([
  [19, 19, 4, { losingHour: 0, losingNow: 0 }],
  [20, 1, 4, { losingHour: 0, losingNow: 0 }],
  [20, 2, 4, { losingHour: 1, losingNow: 1 }],
  [20, 2, 6, { losingHour: 1, losingNow: 0 }],
  [20, 2, 61, { losingHour: 0, losingNow: 0 }],
])('of %i tasks %i lose, %i minutes ago: %j', async (count, losing, minutes, expected) => {
  const before = await look();
  await tasks(await createOrganization(database), count, losing, minutes * 60_000);
  const { losingHour, losingNow } = await look();
  expect({ losingHour: losingHour - before.losingHour, losingNow: losingNow - before.losingNow }).toEqual(
    expected,
  );
});

test('one organization that loses is not drowned by another that does not', async () => {
  const before = await look();
  await tasks(await createOrganization(database), 400, 0, 60_000);
  await tasks(await createOrganization(database), 20, 2, 60_000);
  expect((await look()).losingHour - before.losingHour).toBe(1);
});

test('coverage is of what could be priced, and counts who is below it', async () => {
  const before = await look();
  const organizationId = await createOrganization(database);
  await tasks(organizationId, 18, 0, HOUR);
  await store(database, organizationId, [
    { provider: 'unknown', start_time: at(HOUR), end_time: at(HOUR - 1) },
    { provider: 'unknown', start_time: at(HOUR), end_time: at(HOUR - 1) },
  ]);
  const after = await look();
  expect(after.uncovered - before.uncovered).toBe(1);
  expect(after.coverage).toBeLessThan(100);
  expect(after.coverage).toBeGreaterThan(0);
});

test('what is pending, and since when, is told while another holds the lock of the fold', async () => {
  await fold(database.rollup, () => false);
  await tasks(await createOrganization(database), 1, 0, HOUR);
  await database.admin.query("update rollup_deltas set created_at = now() - interval '11 minutes'");
  const other = database.connectAs('payback_rollup');
  await other.transaction(async ({ query }) => {
    await query('select lock_fold()');
    expect(await fold(database.rollup, () => false)).toEqual({ folded: 0, remaining: true, held: false });
    const { pending, pendingAge } = await readVitals(database.pricing, Date.now());
    expect(pending).toBe(1);
    expect(pendingAge).toBeGreaterThanOrEqual(659);
  });
  await other.end();
  await fold(database.rollup, () => false);
  expect(await look()).toMatchObject({ pending: 0, pendingAge: 0 });
});

test('an organization that sent last week and not for three days is silent, a newer one is not', async () => {
  const before = await look();
  await tasks(await createOrganization(database), 1, 0, 6 * 24 * HOUR);
  expect((await look()).silent - before.silent).toBe(1);
  await tasks(await createOrganization(database), 1, 0, 2 * 24 * HOUR);
  await tasks(await createOrganization(database), 1, 0, 20 * 24 * HOUR);
  expect((await look()).silent - before.silent).toBe(1);
});

test('who looked within a day is counted, by organization, person and time', async () => {
  const [first, second] = [await createOrganization(database), await createOrganization(database)];
  const views = [
    [first, 'alice', '1 hour'],
    [first, 'alice', '2 hours'],
    [first, 'bob', '1 hour'],
    [second, 'alice', '23 hours'],
    [second, 'carol', '25 hours'],
  ];
  // As if written then: the log itself takes no time but the present.
  await database.unbound.transaction(async ({ query }) => {
    await query('alter table audit_log disable trigger user');
    for (const [organizationId = '', actor = '', ago = ''] of views) {
      await query(
        `insert into audit_log (organization_id, actor, action, subject, resource_type, created_at)
         values ($1, $2, 'view_analytics', 'getSavings', 'analytics', $3::timestamptz - $4::interval)`,
        [organizationId, actor, at(0), ago],
      );
    }
  });
  expect(await look()).toMatchObject({ organizations: 2, people: 2, loads: 4 });
});

test('connections are a share of what there may be', async () => {
  const { connections } = await look();
  expect(connections).toBeGreaterThan(0);
  expect(connections).toBeLessThan(100);
});
