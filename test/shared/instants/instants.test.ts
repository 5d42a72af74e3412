import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dayOrTime, instant } from '../../../shared/http/schemas.ts';
import { epochMicroseconds, utcText } from '../../../shared/instants/instants.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test.each<[string, string | undefined]>([
  ['2026-01-26T10:00:00Z', '2026-01-26T10:00:00.000000Z'],
  ['2026-01-26t10:00:00z', '2026-01-26T10:00:00.000000Z'],
  ['2026-01-26T10:00:00-00:00', '2026-01-26T10:00:00.000000Z'],
  ['2026-01-26T10:00:00+14:00', '2026-01-25T20:00:00.000000Z'],
  ['2026-01-26T10:00:00-14:00', '2026-01-27T00:00:00.000000Z'],
  ['2026-01-26T10:00:00+16:00', '2026-01-25T18:00:00.000000Z'],
  ['2026-01-26T10:00:00-16:00', '2026-01-27T02:00:00.000000Z'],
  ['2026-01-26T10:00:00+23:59', '2026-01-25T10:01:00.000000Z'],
  ['2026-01-26T10:00:00-23:59', '2026-01-27T09:59:00.000000Z'],
  ['2026-01-26T10:00:00+24:00', undefined],
  ['2026-01-26T10:00:00.1Z', '2026-01-26T10:00:00.100000Z'],
  ['2026-01-26T10:00:00.1234564Z', '2026-01-26T10:00:00.123456Z'],
  ['2026-01-26T10:00:00.1234566Z', '2026-01-26T10:00:00.123457Z'],
  ['2026-12-31T23:59:59.9999996Z', '2027-01-01T00:00:00.000000Z'],
  [`2026-01-26T10:00:00.${'1'.repeat(130)}Z`, '2026-01-26T10:00:00.111111Z'],
  [`2026-01-26T10:00:00.${'9'.repeat(130)}Z`, '2026-01-26T10:00:01.000000Z'],
  ['1969-12-31T23:59:59.000001Z', '1969-12-31T23:59:59.000001Z'],
  ['1900-01-01T00:00:00Z', '1900-01-01T00:00:00.000000Z'],
  ['2199-12-31T23:59:59.999999Z', '2199-12-31T23:59:59.999999Z'],
  ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00.000000Z'],
  ['2017-01-01T00:59:60.5+01:00', '2017-01-01T00:00:00.500000Z'],
  ['2016-12-31T22:59:60Z', undefined],
  ['2026-01-26T24:00:00Z', undefined],
  ['2026-02-29T10:00:00Z', undefined],
  ['2028-02-29T10:00:00Z', '2028-02-29T10:00:00.000000Z'],
  ['2026-01-26T10:00Z', undefined],
  ['2026-01-26T10:00:00', undefined],
  ['2026-01-26T10:00:00.Z', undefined],
  ['2026-01-26 10:00:00Z', undefined],
  ['0000-01-01T00:00:00+00:01', undefined],
  ['9999-12-31T23:59:59-00:01', undefined],
  [' 2026-01-26T10:00:00Z', undefined],
  ['', undefined],
])('%s is %s', (text, utc) => {
  expect(utcText(text)).toBe(utc);
});

const pad = (value: number, digits: number) => String(value).padStart(digits, '0');
/** Days of every month, with offsets and decimals that PostgreSQL reads. */
const timestamps = fc
  .record({
    at: fc.date({ min: new Date('1900-01-02'), max: new Date('2199-12-30'), noInvalidDate: true }),
    decimals: fc.stringMatching(/^\d{1,9}$/),
    hours: fc.integer({ min: 0, max: 15 }),
    minutes: fc.integer({ min: 0, max: 59 }),
    sign: fc.constantFrom('+', '-'),
  })
  .map(
    ({ at, decimals, hours, minutes, sign }) =>
      `${at.toISOString().slice(0, 19)}.${decimals}${sign}${pad(hours, 2)}:${pad(minutes, 2)}`,
  );

test('it is the instant that PostgreSQL reads, to the microsecond', async () => {
  const texts = fc.sample(timestamps, 2_000);
  const { rows } = await database.admin.query<{ micros: string }>(
    `select (extract(epoch from text::timestamptz) * 1000000)::bigint::text as micros
     from unnest($1::text[]) with ordinality as t (text, number) order by number`,
    [texts],
  );
  const expected = rows.map(({ micros }) => Number(micros));
  // PostgreSQL rounds a half to the even neighbour of a sum of its own: a microsecond either way.
  const off = texts.filter((text, index) => Math.abs(epochMicroseconds(text) - (expected[index] ?? 0)) > 1);
  expect(off).toEqual([]);
  const different = texts.filter((text, index) => epochMicroseconds(text) !== expected[index]);
  expect(different.filter((text) => !/\.\d{6}50*[+-]/.test(text))).toEqual([]);
  expect(texts.map((text) => epochMicroseconds(utcText(text) ?? ''))).toEqual(
    texts.map((text) => epochMicroseconds(text)),
  );
});

test('whatever text comes is an instant of one form, or refused', () => {
  const pieces = fc.constantFrom(
    '2026-01-26',
    'T',
    't',
    '10:00:00',
    '.',
    '5',
    'Z',
    'z',
    '+',
    '-',
    '16:00',
    ' ',
    '٣',
    '\0',
  );
  const texts = fc.oneof(
    fc.string(),
    fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const parsed = instant.safeParse(text);
      if (parsed.success) expect(parsed.data).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  ['1900-01-01T00:00:00+00:01', false],
  ['1900-01-01T00:00:00Z', true],
  ['2199-12-31T23:59:59Z', true],
  ['2199-12-31T23:59:59-00:01', false],
  ['1899-12-31', false],
  ['1900-01-01', true],
  ['2199-12-31', true],
  ['2200-01-01', false],
])('of the years 1900 to 2199 in UTC: %s %s', (text, allowed) => {
  expect(dayOrTime.safeParse(text).success).toBe(allowed);
});
