import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import * as z from 'zod';
import { costsByProvider } from '../../../../lambdas/analytics/costs-by-provider/contract.ts';
import { analyticsOperations } from '../../../../lambdas/analytics/operations.ts';
import { getRoutingQuality } from '../../../../lambdas/analytics/routing-quality/contract.ts';
import { savingsSummary } from '../../../../lambdas/analytics/savings-summary/contract.ts';
import { exportExecutions } from '../../../../lambdas/reports/executions-export/contract.ts';
import { executiveSummary } from '../../../../lambdas/reports/executive-summary/contract.ts';
import { apiOf, type Api } from '../../../support/api.ts';
import { parseCsv } from '../../../support/csv.ts';
import { createOrganization, createPrice, store } from '../../../support/fixture.ts';
import { readPdf } from '../../../support/pdf.ts';
import { picodollars, sum } from '../../../support/picodollars.ts';
import { createTestDatabase, type TestDatabase } from '../../../support/test-database.ts';
import { reportsApi } from '../reports.ts';

let database: TestDatabase;
let reports: Api;
let analytics: Api;

beforeAll(async () => {
  database = await createTestDatabase();
  reports = reportsApi(database.api);
  analytics = apiOf(analyticsOperations, database.api);
  await createPrice(database, { provider: 'fast', costPerUnit: '0.000000000001' });
  await createPrice(database, { provider: 'slow', costPerUnit: '0.000012345679' });
  await createPrice(database, { provider: 'dear', costPerUnit: '0.000099999999' });
});
afterAll(() => database.drop());

const execution = fc
  .record({
    provider: fc.constantFrom('fast', 'slow', 'slow', 'dear', '-unheard_of'),
    task_type: fc.constantFrom('review', '-debugging'),
    tokens_used: fc.nat(10_000_000),
    success: fc.boolean(),
    start: fc.integer({
      min: Date.parse('2026-01-10T00:00:00Z'),
      max: Date.parse('2026-01-26T09:00:00Z'),
    }),
    duration: fc.nat(3_000_000),
    routing_decision: fc.option(
      fc.record({
        chosen_provider: fc.constant('fast'),
        routing_strategy: fc.constant('cost_optimized'),
        alternative_providers: fc.array(
          fc.record({ provider: fc.constant('slow'), estimated_cost: fc.constantFrom(0, 1, 1e6) }),
          { maxLength: 2 },
        ),
      }),
    ),
  })
  .map(({ start, duration, ...fields }) => ({
    ...fields,
    start_time: new Date(start).toISOString(),
    end_time: new Date(start + duration).toISOString(),
  }));

const exported = z.looseObject({
  day: z.string(),
  provider: z.string(),
  task_type: z.string(),
  duration_ms: z.number(),
  success: z.boolean(),
  actual_cost: z.string().nullable(),
  baseline_cost: z.string().nullable(),
  savings: z.string().nullable(),
});
type Exported = z.output<typeof exported>;

async function readAll(organization_id: string) {
  const query = { organization_id, start_date: '2026-01-12', end_date: '2026-01-24' };
  const { text } = await reports.call({
    route: exportExecutions.path,
    query: { ...query, format: 'ndjson' },
  });
  const pdf = await reports.call({
    route: executiveSummary.path,
    query: { ...query, format: 'pdf' },
  });
  const csv = await reports.call({ route: executiveSummary.path, query: { ...query, format: 'csv' } });
  return {
    summary: await reports.result(executiveSummary, { query }),
    savings: await analytics.result(savingsSummary, { query }),
    providers: await analytics.result(costsByProvider, { query }),
    routing: await analytics.result(getRoutingQuality, { query }),
    rows: text
      .split('\n')
      .slice(0, -1)
      .map((line) => exported.parse(JSON.parse(line))),
    figures: parseCsv(csv.text).slice(1),
    // A run ends where digits are moved closer to each other.
    printed: (await readPdf(pdf.bytes)).texts.join(''),
  };
}

const dollars = (value: number | null) =>
  new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' })
    .format(value ?? NaN)
    .replace('-', '−');
const saved = (rows: readonly Exported[]) => sum(rows.map((row) => row.savings));
const cents = (exact: string) => {
  const units = picodollars(exact);
  const half = 5_000_000_000n;
  return Number((units < 0n ? units - half : units + half) / 10_000_000_000n) / 100;
};

/** Hours that the tasks would have taken at the pace of the baseline provider, minus those that they took. */
function hoursSaved(rows: readonly Exported[]): number | null {
  let milliseconds: number | null = null;
  for (const type of new Set(rows.map((row) => row.task_type))) {
    const all = rows.filter((row) => row.task_type === type);
    const baseline = all.filter((row) => row.provider === 'slow');
    if (baseline.length < 30) continue;
    const total = (some: readonly Exported[]) => some.reduce((time, row) => time + row.duration_ms, 0);
    milliseconds = (milliseconds ?? 0) + (all.length * total(baseline)) / baseline.length - total(all);
  }
  return milliseconds === null ? null : milliseconds / 3_600_000;
}

// A dozen tasks are too few for times; 400 have enough of the baseline provider in a type, whatever generators prefer.
test.each([
  [12, 5],
  [400, 3],
])(
  'summary = trend = providers = CSV = PDF = the other figures of the API = the executions: %i random ones',
  async (count, numRuns) => {
    let withTime = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(execution, { minLength: count, maxLength: count }),
        fc.constantFrom('UTC', 'Asia/Kathmandu', 'America/Los_Angeles'),
        async (executions, timeZone) => {
          const organization = await createOrganization(database, { timeZone });
          await store(database, organization, executions);
          const { summary, savings, providers, routing, rows, figures, printed } =
            await readAll(organization);
          const { exact } = summary;

          expect(sum([exact.total_savings])).toBe(saved(rows));
          expect(sum(summary.trend.map((day) => day.exact.savings))).toBe(saved(rows));
          expect(sum(summary.providers.map((each) => each.exact.savings))).toBe(saved(rows));
          expect(summary.total_savings).toBe(exact.total_savings && cents(exact.total_savings));
          expect(summary.trend.at(-1)?.cumulative_savings).toBe(summary.total_savings);
          for (const { date, exact: of } of summary.trend) {
            expect(sum([of.savings])).toBe(saved(rows.filter((row) => row.day === date)));
          }

          const value = (section: string, metric: string, name = '') =>
            figures.find((cells) => cells[0] === section && cells[1] === name && cells[2] === metric)?.[3];
          // What cannot be compared is not known: not written, and not printed, as 0.
          const isKnown = exact.total_savings !== null;
          expect(isKnown).toBe(summary.compared_tasks > 0 || summary.tasks === 0);
          expect(summary.compared_tasks).toBe(rows.filter((row) => row.savings !== null).length);
          expect(value('summary', 'total_savings')).toBe(exact.total_savings ?? '');
          expect(
            sum(
              figures
                .filter((cells) => cells[0] === 'trend' && cells[2] === 'savings')
                .map((cells) => cells[3] ?? ''),
            ),
          ).toBe(saved(rows));
          expect(
            sum(
              figures
                .filter((cells) => cells[0] === 'provider' && cells[2] === 'savings')
                .map((cells) => cells[3] ?? ''),
            ),
          ).toBe(saved(rows));
          for (const [section, name, , cell] of figures) {
            // A negative number is one; text that begins like one is not.
            expect(name).not.toMatch(/^-/);
            if (section !== 'methodology' && cell?.startsWith('-')) expect(cell).toMatch(/^-\d+(\.\d+)?$/);
          }

          expect(summary).toMatchObject({
            exact: savings.exact,
            trend: savings.trend,
            projection: savings.projection,
          });
          expect(summary.providers).toEqual(providers.providers);
          expect(summary.routing).toEqual({
            decisions: routing.overall.decisions,
            ...routing.overall.choices,
          });

          // Once as the hero, once below its parts.
          // Without its sign: the hero says which way it went.
          if (isKnown) {
            const size = dollars(summary.total_savings).replace('−', '');
            expect(printed.split(size).length - 1).toBeGreaterThanOrEqual(2);
          }
          for (const each of summary.providers) {
            if (each.compared_tasks === 0) continue;
            expect(printed).toContain(dollars(each.savings));
            expect(printed).toContain(dollars(each.actual_cost));
          }
          if (summary.projection)
            expect(printed).toContain(dollars(summary.projection.annual_savings).replace('−', ''));

          const hours = hoursSaved(rows);
          if (hours === null) {
            expect(summary.time.hours_saved).toBeNull();
          } else {
            withTime += 1;
            expect(summary.time.hours_saved).toBeCloseTo(hours, 2);
          }
          expect(summary.time.task_types.reduce((total, type) => total + type.tasks, 0)).toBe(rows.length);
        },
      ),
      // A page takes half a second, so smaller examples are not looked for.
      { numRuns, endOnFailure: true },
    );
    expect(withTime > 0).toBe(count > 100);
  },
);
