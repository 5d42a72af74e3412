import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  // What no role can do: entries of the past.
  await database.admin.query('alter table audit_log disable trigger audit_log_complete');
  await database.admin.query(
    `insert into audit_log (actor, action, subject, created_at)
     select 'payback-test', 'thing.made', days, now() - make_interval(days => days)
     from unnest(array[0, 365, 366, 399, 401, 402, 1000]) as days`,
  );
  await database.admin.query(
    `insert into refused_access (day, subject, operation)
     select (now() at time zone 'UTC')::date - days, 'mallory', 'getOrganization'
     from unnest(array[0, 400, 401]) as days`,
  );
});
afterAll(() => database.drop());

const expire = (days: number | null, atMost: number) =>
  database.upkeep.transaction(async (transaction) => {
    const { rows } = await transaction.query('select delete_audit_entries($1, $2) as deleted', [
      days,
      atMost,
    ]);
    return rows[0]?.['deleted'];
  });
const kept = async () => {
  const { rows } = await database.admin.query<{ subject: string }>(
    'select subject from audit_log order by id',
  );
  return rows.map(({ subject }) => Number(subject));
};

test('old entries go, the oldest first and only so many', async () => {
  expect(await expire(400, 2)).toBe(2);
  expect(await kept()).toEqual([0, 365, 366, 399, 401]);
  expect(await expire(400, 10)).toBe(1);
  expect(await kept()).toEqual([0, 365, 366, 399]);
  const { rows } = await database.admin.query(
    "select (now() at time zone 'UTC')::date - day as days from refused_access order by 1",
  );
  expect(rows).toEqual([{ days: 0 }, { days: 400 }]);
});

test('those of the last year stay, whatever is asked', async () => {
  for (const days of [365, 0, -1, null]) {
    await expect(expire(days, 10)).rejects.toThrow('kept for at least 366 days');
  }
  expect(await expire(366, 10)).toBe(2);
  expect(await kept()).toEqual([0, 365]);
});

test('no request deletes any', async () => {
  const asked = database.api.transaction((transaction) =>
    transaction.query('select delete_audit_entries(400, 1)'),
  );
  await expect(asked).rejects.toThrow('permission denied');
});
