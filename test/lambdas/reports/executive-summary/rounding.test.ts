import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { shown as onPage } from '../../../../dashboard/src/shared/format/formats.ts';
import { summaryCsv } from '../../../../lambdas/reports/executive-summary/csv.ts';
import { summaryPdf } from '../../../../lambdas/reports/executive-summary/pdf/document.ts';
import { noMeasures, toTotals } from '../../../../shared/figures/figures.ts';
import { headlineOf } from '../../../../shared/shown/board/headline.ts';
import { parseCsv } from '../../../support/csv.ts';
import { readPdf } from '../../../support/pdf.ts';
import { madeUp } from './made-up.ts';

/** Half away from zero, digit by digit of its own: `places` decimals of a quotient. */
function oracle(dividend: bigint, divisor: bigint, places: number): string {
  const size = (dividend < 0n ? -dividend : dividend) * 10n ** BigInt(places);
  const digits = size / divisor + (2n * (size % divisor) >= divisor ? 1n : 0n);
  const text = String(digits).padStart(places + 1, '0');
  const sign = dividend < 0n && digits > 0n ? '-' : '';
  return `${sign}${text.slice(0, -places).replace(/\B(?=(\d{3})+$)/g, ',')}.${text.slice(-places)}`;
}

const PICODOLLARS = 10n ** 12n;
const decimal = (units: bigint) => {
  const digits = String(units < 0n ? -units : units).padStart(13, '0');
  return `${units < 0n ? '-' : ''}${digits.slice(0, -12)}.${digits.slice(-12)}`;
};
const sizeOf = (text: string) => text.replace('-', '');

/** Of all sizes, many of them halves of what is shown. */
const units = fc.oneof(
  fc.bigInt({ min: 1n, max: 10n ** 24n }),
  fc.bigInt({ min: 1n, max: 10n ** 6n }).map((each) => each * 5_000_000_000n),
);
interface Figures {
  readonly baseline: bigint;
  readonly cost: bigint;
  readonly tasks: number;
  readonly failed: number;
}

const figures: fc.Arbitrary<Figures> = fc.record({
  baseline: units,
  cost: units,
  tasks: fc.integer({ min: 1, max: 1_000_000 }),
  failed: fc.nat(1_000),
});

function summaryOf({ baseline, cost, tasks, failed }: Figures) {
  const totals = toTotals({
    ...noMeasures,
    executions: tasks + failed,
    successful: tasks,
    priced: tasks,
    compared: tasks,
    actual_cost: decimal(cost),
    baseline_cost: decimal(baseline),
    savings: decimal(baseline - cost),
  });
  return madeUp([1, 2, 3], { ...totals });
}

function expected({ baseline, cost, tasks, failed }: Figures) {
  const saved = baseline - cost;
  return {
    savings: `$${sizeOf(oracle(saved, PICODOLLARS, 2))}`,
    percentage: `${sizeOf(oracle(100n * saved, baseline, 1))}%`,
    costs: `$${oracle(cost, PICODOLLARS, 2)} instead of $${oracle(baseline, PICODOLLARS, 2)}`,
    successful: `${oracle(100n * BigInt(tasks), BigInt(tasks + failed), 1)}% successful`,
  };
}

const examples: [Figures][] = [
  // 60.8483%, and 526 of 554: each wrong when rounded twice.
  [{ baseline: PICODOLLARS, cost: 391_517_000_000n, tasks: 526, failed: 28 }],
  [{ baseline: 1_215_000_000_000n, cost: 5_000_000_000n, tasks: 1, failed: 0 }],
];

test('page, API and CSV round the exact figure once', () => {
  fc.assert(
    fc.property(figures, (random) => {
      const { baseline, cost } = random;
      const summary = summaryOf(random);
      const { savings, percentage } = headlineOf(summary, onPage);
      const { savings: dollars, percentage: part, costs } = expected(random);
      expect([savings.value, percentage.value, percentage.aside]).toEqual([dollars, part, costs]);

      const number = (text: string) => Number(text.replaceAll(',', '')) + 0;
      const inPercent = number(oracle(100n * (baseline - cost), baseline, 2));
      expect(summary.total_savings).toBe(number(oracle(baseline - cost, PICODOLLARS, 2)));
      expect(summary.savings_percentage).toBe(inPercent);

      const cells = parseCsv(summaryCsv(summary));
      const cell = (metric: string) => cells.find((row) => row[0] === 'summary' && row[2] === metric)?.[3];
      expect(cell('total_savings')).toBe(decimal(baseline - cost));
      expect(cell('savings_percentage')).toBe(String(inPercent));
    }),
    { numRuns: 500, examples },
  );
});

/** The page is as wide as it is: a loss of a billion times the baseline is cut. */
const printable = figures.map(({ baseline, cost, ...tasks }) => ({
  ...tasks,
  baseline: PICODOLLARS + (baseline % 10n ** 18n),
  cost: cost % 10n ** 15n,
}));

test('and so does the PDF', async () => {
  await fc.assert(
    fc.asyncProperty(printable, async (random) => {
      const options = { paper: 'a4', now: new Date('2026-01-31T10:00:00Z'), timeZone: 'UTC' } as const;
      const said = (await readPdf(await summaryPdf(summaryOf(random), options))).texts.join('');
      for (const text of Object.values(expected(random))) {
        expect(said.replaceAll(/\s/g, '')).toContain(text.replaceAll(' ', ''));
      }
    }),
    // A page takes half a second.
    { numRuns: 4, examples, endOnFailure: true },
  );
});
