import { expect, test } from '@jest/globals';
import { noMeasures, toPart, toTotals } from '../../../../shared/figures/figures.ts';
import { summaryCsv } from '../../../../lambdas/reports/executive-summary/csv.ts';
import { summaryPdf } from '../../../../lambdas/reports/executive-summary/pdf/document.ts';
import type { Summary } from '../../../../lambdas/reports/executive-summary/read-summary.ts';
import { readPdf } from '../../../support/pdf.ts';
import { madeUp } from './made-up.ts';

const DAYS = 10;

/** Tasks ran each day, and what they cost is not known of any. */
function unpriced(failedOf10: number): Summary {
  const measures = (tasks: number) => ({
    ...noMeasures,
    executions: tasks,
    successful: (tasks * (10 - failedOf10)) / 10,
  });
  const part = toPart(measures(10));
  const totals = toTotals(measures(10 * DAYS));
  const other = madeUp(Array.from({ length: DAYS }, () => 0));
  return {
    ...other,
    ...totals,
    preceding_period: { ...totals, start: '2025-12-22', end: '2025-12-31' },
    change: null,
    projection: null,
    providers: [{ provider: 'unheard_of', ...toPart(measures(10 * DAYS)), avg_cost_per_task: null }],
    trend: other.trend.map(({ date, end }) => ({
      date,
      end,
      ...part,
      cumulative_savings: null,
      exact: { ...part.exact, cumulative_savings: null },
    })),
  };
}

const UNKNOWN = /^(total_|preceding_|cumulative_)?savings$|^(total|actual|baseline|failed)_cost$/;

function dollarsOf(csv: string): [metric: string, value: string][] {
  return csv
    .split('\r\n')
    .map((line) => line.split(','))
    .flatMap(([, , metric = '', value = '', unit]) => (unit === 'USD' ? [[metric, value]] : []));
}

test.each([3, 10])(
  'costs that nobody knows are no $0 on the page (%d of 10 tasks failed)',
  async (failed) => {
    const pdf = await summaryPdf(unpriced(failed), {
      paper: 'a4',
      now: new Date('2026-01-31T10:00:00Z'),
      timeZone: 'UTC',
    });
    const text = (await readPdf(pdf)).texts.join('');
    expect(text).toContain('No successful task has both costs known');
    expect(text).not.toContain('$0');
  },
);

test.each([3, 10])('and no 0 in the file (%d of 10 tasks failed)', (failed) => {
  const cells = dollarsOf(summaryCsv(unpriced(failed))).filter(([metric]) => UNKNOWN.test(metric));
  // Of the whole, of the provider and of each day.
  expect(cells).toHaveLength(5 + 4 + 5 * DAYS);
  expect(cells.filter(([, value]) => value !== '')).toEqual([]);
});

test('what is known is there, from the first day on that it is', () => {
  const { trend, ...summary } = unpriced(3);
  const known = madeUp([1, 2, 3]);
  const csv = summaryCsv({
    ...summary,
    ...toTotals({ ...noMeasures, executions: 3, compared: 3 }),
    trend: [...trend.slice(0, 2), ...known.trend],
  });
  const sums = dollarsOf(csv).filter(([metric]) => metric === 'cumulative_savings');
  expect(sums.map(([, value]) => value)).toEqual([
    '',
    '',
    '1.000000000000',
    '3.000000000000',
    '6.000000000000',
  ]);
  expect(dollarsOf(csv)).toContainEqual(['total_savings', '0']);
});
