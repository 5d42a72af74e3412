import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { feedSchema } from '../../../lambdas/price-feed/feed-schema.ts';
import { planModel, type ModelPlan, type StoredPrice } from '../../../lambdas/price-feed/plan-model.ts';
import {
  priceLines,
  type Interval,
  type LineKey,
  type PriceLine,
} from '../../../lambdas/price-feed/price-lines.ts';
import { feedOf } from '../../support/price-feed.ts';

const HOUR = 3_600_000;
const begin = Date.parse('2026-05-01');

const dated = fc.record({
  constraint: fc.oneof(
    fc.constant(undefined),
    fc.integer({ min: 1, max: 9 }).map((day) => ({ start_date: `2026-05-0${day}` })),
    fc.constantFrom('06', '12').map((hour) => ({ start_time: `${hour}:00:00Z`, end_time: '18:00:00Z' })),
  ),
  prices: fc.record(
    { input_mtok: fc.integer({ min: 1, max: 3 }), output_mtok: fc.integer({ min: 1, max: 3 }) },
    { requiredKeys: ['input_mtok'] },
  ),
});
/** What a feed says of one model at a time: the hours since the import before, and its prices. */
const imports = fc.array(
  fc.tuple(fc.integer({ min: 1, max: 72 }), fc.array(dated, { minLength: 1, maxLength: 4 })),
  { minLength: 1, maxLength: 5 },
);

/** Imports one after the other, as the database would keep them. */
function replay(steps: readonly (readonly [number, readonly unknown[]])[]) {
  let now = begin;
  let stored: StoredPrice[] = [];
  return steps.map(([hours, prices]) => {
    now += hours * HOUR;
    const lines = priceLines(
      feedSchema.parse(feedOf({ p: { m: prices } }))[0]?.models[0]?.prices ?? [],
      -Infinity,
    );
    const before = stored;
    const plan = planFor(lines, before, now);
    stored = [...plan.prices];
    return { now, lines, before, plan, stored };
  });
}

function planFor(lines: readonly PriceLine[], stored: readonly StoredPrice[], now: number): ModelPlan {
  return planModel(
    { provider: 'p', model: 'm', ownName: 'm', lines, isInferred: false, found: [] },
    stored,
    stored,
    now,
  );
}

/** Unit and price of everything that is in force at an instant. */
function inForce(prices: readonly (LineKey & Interval)[], at: number): string[] {
  const second = (at % (24 * HOUR)) / 1000;
  return prices
    .filter(({ dailyStart, dailyEnd }) => dailyStart <= second && second < dailyEnd)
    .filter(({ from, until }) => from <= at && at < until)
    .map(({ unit, picodollars }) => `${unit} ${picodollars}`)
    .sort();
}

const flat = (lines: readonly PriceLine[]) =>
  lines.flatMap(({ intervals, ...key }) => intervals.map((interval) => ({ ...key, ...interval })));

const instants = Array.from({ length: 30 * 8 }, (_, step) => begin - 2 * 24 * HOUR + step * 3 * HOUR);

test('from now on what the feed says is in force; what was in force before stays so until the first new date', () => {
  fc.assert(
    fc.property(imports, (steps) => {
      for (const { now, lines, before, stored } of replay(steps)) {
        const known = new Set(before.flatMap(({ from, until }) => [from, until]));
        const news = flat(lines)
          .flatMap(({ from, until }) => [from, until])
          .filter((date) => Number.isFinite(date) && !known.has(date));
        const cut = before.length === 0 ? -Infinity : Math.min(now, ...news);
        expect(instants.map((at) => inForce(stored, at))).toEqual(
          instants.map((at) => inForce(at < cut ? before : flat(lines), at)),
        );
      }
    }),
  );
});

test('the same feed again changes nothing, at any later time', () => {
  fc.assert(
    fc.property(imports, fc.integer({ min: 0, max: 240 }), (steps, hours) => {
      for (const { now, lines, stored } of replay(steps)) {
        const again = planFor(lines, stored, now + hours * HOUR);
        expect(again.prices.filter(({ kind }) => kind !== 'kept')).toEqual([]);
        expect(again).toMatchObject({ superseded: [], since: Infinity });
      }
    }),
  );
});

test('what is not stored any more is superseded by what stands for it; nothing differs before `since`', () => {
  fc.assert(
    fc.property(imports, (steps) => {
      for (const { before, plan, stored } of replay(steps)) {
        const kept = new Set(stored.map(({ id }) => id));
        const gone = before.filter(({ id }) => !kept.has(id));
        expect(new Set(plan.superseded.map(({ id }) => id))).toEqual(new Set(gone.map(({ id }) => id)));
        for (const { by } of plan.superseded) if (by !== null) expect(kept).toContain(by);
        const earliest = instants.find((at) => inForce(before, at).join() !== inForce(stored, at).join());
        if (earliest !== undefined) expect(plan.since).toBeLessThanOrEqual(earliest);
        if (before.length > 0 && plan.since < Infinity) expect(plan.since).toBeGreaterThan(-Infinity);
      }
    }),
  );
});
