import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createOrganization } from '../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function firstKept(id: string, now: string) {
  const { rows } = await database.admin.query<{ day: string; instant: Date }>(
    `select first_kept_day(o, $2)::text as day, first_kept_instant(o, $2) as instant from organizations o where id = $1`,
    [id, now],
  );
  return { day: rows[0]?.day, instant: rows[0]?.instant.toISOString() };
}

async function organization(timeZone: string, days: number): Promise<string> {
  const id = await createOrganization(database, { timeZone });
  await database.admin.query('update organizations set retention_days = $2 where id = $1', [id, days]);
  return id;
}

test.each([
  ['UTC', 1, '2026-03-10T00:00:00Z', '2026-03-09', '2026-03-09T00:00:00.000Z'],
  ['UTC', 1, '2026-03-09T23:59:59.999Z', '2026-03-08', '2026-03-08T00:00:00.000Z'],
  ['Asia/Tokyo', 90, '2026-03-10T15:00:00Z', '2025-12-11', '2025-12-10T15:00:00.000Z'],
  ['Asia/Tokyo', 90, '2026-03-10T14:59:59Z', '2025-12-10', '2025-12-09T15:00:00.000Z'],
  // Clocks show midnight twice: the first one begins the day.
  ['America/Havana', 4, '2026-11-05T10:00:00Z', '2026-11-01', '2026-11-01T04:00:00.000Z'],
  // Clocks skip midnight.
  ['America/Santiago', 4, '2026-09-10T10:00:00Z', '2026-09-06', '2026-09-06T04:00:00.000Z'],
  // The day before was never there.
  ['Pacific/Apia', 1, '2011-12-31T12:00:00Z', '2011-12-31', '2011-12-30T10:00:00.000Z'],
])('%s keeps %d days: at %s from %s on', async (timeZone, days, now, day, instant) => {
  expect(await firstKept(await organization(timeZone, days), now)).toEqual({ day, instant });
});

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/Havana',
  'America/Santiago',
  'Africa/Cairo',
  'Asia/Kathmandu',
];

test('a day is kept whole or not at all', async () => {
  const ids = new Map<string, string>();
  for (const zone of ZONES) ids.set(zone, await organization(zone, 90));
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...ZONES),
      fc.integer({ min: 1, max: 1095 }),
      fc.date({ min: new Date('2024-01-01'), max: new Date('2027-01-01'), noInvalidDate: true }),
      async (timeZone, days, now) => {
        await database.admin.query('update organizations set retention_days = $1', [days]);
        const { rows } = await database.admin.query<{ same: boolean }>(
          `select bool_and(
             (at < first_kept_instant(o, $2)) = (day_of(at, o.time_zone) < day_of($2, o.time_zone) - o.retention_days)) as same
           from organizations o, generate_series(-30, 30) as step,
             lateral (select first_kept_instant(o, $2) + step * interval '59 minutes 59.999999 seconds' as at) as around
           where o.id = $1`,
          [ids.get(timeZone), now.toISOString()],
        );
        expect(rows).toEqual([{ same: true }]);
      },
    ),
  );
});

test('a longer retention does not bring back days that were deleted', async () => {
  const id = await organization('UTC', 30);
  await database.admin.query('insert into retention_cuts (organization_id, kept_from) values ($1, $2)', [
    id,
    '2026-02-01',
  ]);
  expect(await firstKept(id, '2026-02-20T00:00:00Z')).toMatchObject({ day: '2026-02-01' });
  expect(await firstKept(id, '2026-03-20T00:00:00Z')).toMatchObject({ day: '2026-02-18' });
});
