import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { firstInstantOf } from '../../../dashboard/src/shared/format/first-instant.ts';
import { addDays, dayOf } from '../../../shared/figures/days.ts';

test.each([
  ['2026-01-31', 'UTC', '2026-01-31T00:00:00.000Z'],
  ['2026-01-31', 'Pacific/Kiritimati', '2026-01-30T10:00:00.000Z'],
  ['2026-01-31', 'Pacific/Pago_Pago', '2026-01-31T11:00:00.000Z'],
  ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z'],
  ['2026-03-30', 'Europe/Berlin', '2026-03-29T22:00:00.000Z'],
  // The clock goes from midnight to one.
  ['2026-04-24', 'Africa/Cairo', '2026-04-23T22:00:00.000Z'],
])('%s begins in %s at %s', (day, timeZone, instant) => {
  expect(firstInstantOf(day, timeZone)).toBe(instant);
});

test('a day begins a second after the one before ends, everywhere', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 3_000 }),
      fc.constantFrom(...Intl.supportedValuesOf('timeZone')),
      (days, timeZone) => {
        const day = addDays('2020-01-01', days);
        const instant = Date.parse(firstInstantOf(day, timeZone));
        expect(dayOf(new Date(instant), timeZone) >= day).toBe(true);
        expect(dayOf(new Date(instant - 1_000), timeZone) < day).toBe(true);
      },
    ),
    { numRuns: 300 },
  );
});
