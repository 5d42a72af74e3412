import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as z from 'zod';
import { dayOf } from '../../shared/figures/days.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;

/**
 * `changes`: each change of a zone's offset from 2020 to 2030, to the minute. `instants`: what is around them, every half
 * hour of a day before and after, the change itself and the times that it repeats or leaves out, to the microsecond.
 */
const AROUND_CHANGES = `
  create function clock(instant timestamptz, zone text) returns interval language sql
    return (instant at time zone zone) - (instant at time zone 'UTC');
  create table changes as
  with days as (
    select name as zone, day as until
    from pg_timezone_names
    cross join generate_series(timestamptz '2020-01-02Z', timestamptz '2031-01-01Z', '1 day') as day
    where clock(day, name) <> clock(day - interval '1 day', name)
  ),
  hours as (
    select zone, hour as until
    from days cross join generate_series(until - interval '23 hours', until, '1 hour') as hour
    where clock(hour, zone) <> clock(hour - interval '1 hour', zone)
  )
  select zone, minute as at, clock(minute, zone) - clock(minute - interval '1 minute', zone) as step
  from hours cross join generate_series(until - interval '59 minutes', until, '1 minute') as minute
  where clock(minute, zone) <> clock(minute - interval '1 minute', zone);

  create table instants as
  select distinct zone, instant, (instant at time zone zone)::date as date
  from (
    select zone, at + half * interval '30 minutes' as instant
    from changes cross join generate_series(-50, 50) as half
    union all
    select zone, at + away * step + beside * interval '1 microsecond'
    from changes cross join generate_series(-2, 2) as away cross join generate_series(-1, 1) as beside
  ) as around;
  analyze instants`;

beforeAll(async () => {
  database = await createTestDatabase();
  await database.admin.query(AROUND_CHANGES);
});
afterAll(() => database.drop());

const countOf = async (query: string): Promise<number> => {
  const { rows } = await database.admin.query(`select count(*)::integer as count from ${query}`);
  return z.tuple([z.object({ count: z.number() })]).parse(rows)[0].count;
};

test('the changes of all zones are found, those that repeat, skip or begin at midnight among them', async () => {
  const at = (condition: string) => countOf(`changes where ${condition}`);
  const before = '(at at time zone zone - step)';
  expect(await countOf('(select distinct zone from changes) as zones')).toBeGreaterThan(200);
  expect(await at("step < '0' and (at at time zone zone)::time = '0:00'")).toBeGreaterThan(40);
  expect(await at(`step < '0' and ${before}::time = '0:00'`)).toBeGreaterThan(90);
  expect(await at(`step > '0' and ${before}::time = '0:00'`)).toBeGreaterThan(100);
  expect(await at("step > '0' and (at at time zone zone)::time = '0:00'")).toBeGreaterThan(15);
  expect(await at("step in ('0:30', '-0:30')")).toBeGreaterThan(20);
});

// Why a day is one span of time: should a release of the time zone data bring a clock that goes back from 00:01 to 23:01, as
// Newfoundland's did until 2010, dates alone are no longer days, and this says so.
test('no date on a clock comes back once it is over', async () => {
  expect(
    await countOf(`(
      select date < lag(date) over (partition by zone order by instant) as goes_back from instants) as each
      where goes_back`),
  ).toBe(0);
});

test('an instant is in a day exactly if it is not before its first instant and before that of the next', async () => {
  await database.admin.query(
    `create table days as
     select zone, date, first_instant_of_day(date, zone) as first, first_instant_of_day(date + 1, zone) as next
     from (select distinct zone, date from instants) as each`,
  );
  const wrong = 'instants join days using (zone, date) where instant < first or instant >= next';
  expect(await countOf(wrong)).toBe(0);
  // The very first, and the instant before it.
  expect(await countOf('days where day_of(first, zone) <> date')).toBe(0);
  expect(await countOf("days where day_of(first - interval '1 microsecond', zone) <> date - 1")).toBe(0);
});

test.each([
  ['a midnight that comes twice', 'Atlantic/Azores', '2026-10-25', '2026-10-25T00:00:00Z'],
  ['a midnight that comes twice, in the west', 'America/Havana', '2026-11-01', '2026-11-01T04:00:00Z'],
  ['a midnight that does not come', 'Africa/Cairo', '2026-04-24', '2026-04-23T22:00:00Z'],
  ['clocks that go back at midnight', 'America/Santiago', '2026-04-05', '2026-04-05T04:00:00Z'],
  ['clocks that go forward to midnight', 'America/Nuuk', '2026-03-29', '2026-03-29T01:00:00Z'],
  ['half an hour of summer time', 'Australia/Lord_Howe', '2026-04-05', '2026-04-04T13:00:00Z'],
  ['three quarters of an hour', 'Pacific/Chatham', '2026-04-05', '2026-04-04T10:15:00Z'],
  ['a date that was left out', 'Pacific/Apia', '2011-12-30', '2011-12-30T10:00:00Z'],
])('%s: %s, %s begins at %s', async (_what, zone, day, first) => {
  const { rows } = await database.admin.query('select first_instant_of_day($1, $2)', [day, zone]);
  expect(rows).toEqual([{ first_instant_of_day: new Date(first) }]);
});

test('the first instants bound a scan of an index, and are known when it is planned', async () => {
  const { rows } = await database.admin.query(
    `explain select from task_executions where organization_id = gen_random_uuid()
       and start_time >= first_instant_of_day('2026-11-01', 'America/Havana')
       and start_time < first_instant_of_day('2026-11-02', 'America/Havana')`,
  );
  const plan = JSON.stringify(rows);
  expect(plan).toMatch(/start_time >= '2026-11-01 04:00:00\+00'.*start_time < '2026-11-02 05:00:00\+00'/);
});

test('functions and pages know the same days: by their own time zone data, to the millisecond', async () => {
  const { rows } = await database.admin.query(
    `select zone, instant, date::text as day
     from instants join changes using (zone)
     where instant between at - interval '1 minute' and at + interval '1 minute'
       and date_trunc('milliseconds', instant) = instant`,
  );
  const known = new Set<string>(Intl.supportedValuesOf('timeZone'));
  const sampled = z
    .array(z.object({ zone: z.string(), instant: z.date(), day: z.string() }))
    .parse(rows)
    .filter(({ zone }) => known.has(zone));
  expect(sampled.length).toBeGreaterThan(1000);
  for (const { zone, instant, day } of sampled) {
    const expected = { zone, instant, day };
    expect({ ...expected, day: dayOf(instant, zone) }).toEqual(expected);
  }
});
