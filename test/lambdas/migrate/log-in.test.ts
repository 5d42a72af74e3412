import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { logIn } from '../../../lambdas/migrate/log-in.ts';
import { freePort } from '../../../local/ports.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const settings = () => {
  const { username: user, hostname: host, port, pathname } = new URL(database.url('postgres'));
  return { user, host, port: Number(port), database: pathname.slice(1), password: '', ssl: false };
};

test('a migration waits for a database that does not listen yet', async () => {
  const nobody = await freePort();
  const ports = [nobody, nobody, settings().port];
  const pauses: number[] = [];
  const refusals: number[] = [];
  const client = await logIn({
    settings: () => Promise.resolve({ ...settings(), port: ports.shift() ?? 0 }),
    pause: (milliseconds) => {
      pauses.push(milliseconds);
      return Promise.resolve();
    },
    onRefusal: (_error, attempt) => refusals.push(attempt),
  });
  expect((await client.query('select 1')).rowCount).toBe(1);
  await client.end();
  expect(pauses).toEqual([5_000, 5_000]);
  expect(refusals).toEqual([1, 2]);
});

test('and says after three minutes why nobody could log in', async () => {
  const nobody = await freePort();
  let waited = 0;
  const pause = (milliseconds: number) => {
    waited += milliseconds;
    return Promise.resolve();
  };
  await expect(
    logIn({ settings: () => Promise.resolve({ ...settings(), port: nobody }), pause }),
  ).rejects.toThrow('ECONNREFUSED');
  expect(waited).toBe(175_000);
});

test('what waiting cannot mend fails at once', async () => {
  const pause = () => Promise.reject(new Error('waited'));
  const wrong = { ...settings(), database: 'no_such_database' };
  await expect(logIn({ settings: () => Promise.resolve(wrong), pause })).rejects.toThrow('does not exist');
});
