import { beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import * as z from 'zod';
import { parseCsv } from '../support/csv.ts';
import { readPdf } from '../support/pdf.ts';
import { picodollars, sum } from '../support/picodollars.ts';
import { figure, openDashboard } from './support/browser.ts';
import { execution } from './support/executions.ts';
import { createCustomer, type Stack } from './support/stack.ts';
import { startDashboard } from './support/started.ts';
import { limit } from '../support/limits.ts';

let stack: Stack;
let browser: Browser;
beforeAll(async () => {
  ({ stack, browser } = await startDashboard());
}, limit(120));

const DAY = 86_400_000;
const PICODOLLARS = 1_000_000_000_000n;

/** Usage and prices of all sizes: sums that floating point, or rounding before adding up, gets wrong. */
const randomExecution = fc.record({
  provider: fc.constantFrom('swift', 'slow', 'dear', 'unheard_of'),
  success: fc.boolean().map((failed) => !failed || fc.sample(fc.boolean(), 1)[0] === true),
  input_tokens: fc.nat(500_000),
  output_tokens: fc.nat(50_000),
  daysAgo: fc.nat(20),
});
const randomPrice = fc
  .integer({ min: 1, max: 99_999_999 })
  .map((units) => `0.${String(units).padStart(12, '0')}`);

/** As people read it, halves away from zero. */
function inDollars(value: bigint): string {
  const size = value < 0n ? -value : value;
  const cents = (size + PICODOLLARS / 200n) / (PICODOLLARS / 100n);
  const dollars = new Intl.NumberFormat('en-US').format(cents / 100n);
  return `$${dollars}.${String(cents % 100n).padStart(2, '0')}`;
}

const exactSchema = z.object({
  exact: z.object({ total_savings: z.string() }),
  trend: z.array(z.object({ exact: z.object({ savings: z.string().nullable() }) })),
});
const providersSchema = z.object({
  providers: z.array(z.object({ exact: z.object({ savings: z.string().nullable() }) })),
});

async function fileOf(page: Page, button: string): Promise<Buffer> {
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).click();
  return readFile(await (await downloading).path());
}

test(
  'hero, trend, providers, exported CSV, PDF and API say one number, to the cent, on random data',
  async () => {
    const unit = { pricing_model: 'per_input_token' } as const;
    const [a, b, c] = fc.sample(randomPrice, 3);
    const id = await createCustomer(
      stack,
      { name: 'Initech', time_zone: 'America/Los_Angeles', baseline: { provider: 'dear' } },
      [
        { provider: 'swift', ...unit, cost_per_unit: a ?? '0.01' },
        { provider: 'slow', ...unit, cost_per_unit: b ?? '0.01' },
        { provider: 'dear', ...unit, cost_per_unit: c ?? '0.01' },
      ],
    );
    await stack.store(
      fc.sample(randomExecution, 400).map(({ daysAgo, ...fields }) => {
        const end = Date.now() - daysAgo * DAY;
        const times = {
          start_time: new Date(end - 900).toISOString(),
          end_time: new Date(end).toISOString(),
        };
        return execution(id, { ...fields, ...times });
      }),
    );
    const { page, complaints } = await openDashboard(browser, stack, { path: `/?org=${id}&range=30d` });
    await figure(page, 'total_savings').waitFor();

    // Where it all comes from: the exported executions, added up here.
    await page.goto(new URL(`/executions?org=${id}&range=30d`, stack.endpoints.dashboard_url).href);
    const rows = parseCsv((await fileOf(page, 'CSV')).toString());
    const column = rows[0]?.indexOf('savings') ?? -1;
    const savings = sum(
      rows
        .slice(1)
        .map((row) => row[column] ?? '')
        .filter((cell) => cell !== ''),
    );
    expect(rows).toHaveLength(401);

    const start = new Date(Date.now() - 40 * DAY).toISOString().slice(0, 10);
    const query = `organization_id=${id}&start_date=${start}`;
    const summary = exactSchema.parse(await stack.asAdmin('GET', `/analytics/savings/summary?${query}`));
    const byProvider = providersSchema.parse(
      await stack.asAdmin('GET', `/analytics/costs/by-provider?${query}`),
    );
    expect(picodollars(summary.exact.total_savings)).toBe(savings);
    expect(sum(summary.trend.map(({ exact }) => exact.savings))).toBe(savings);
    expect(sum(byProvider.providers.map(({ exact }) => exact.savings))).toBe(savings);

    const shown = inDollars(savings);
    await page.goto(new URL(`/?org=${id}&range=30d`, stack.endpoints.dashboard_url).href);
    expect(await figure(page, 'total_savings').textContent()).toBe(shown);
    await page.getByRole('button', { name: 'Table' }).click();
    const cumulative = page
      .getByRole('region', { name: 'Savings trend' })
      .getByRole('row')
      .nth(1)
      .getByRole('cell')
      .nth(1);
    expect((await cumulative.textContent())?.replace('−', '')).toBe(shown);

    await page.goto(new URL(`/summary?org=${id}&range=30d`, stack.endpoints.dashboard_url).href);
    expect(await figure(page, 'total_savings').textContent()).toBe(shown);
    const { texts } = await readPdf(await fileOf(page, 'PDF'));
    expect(texts.join(' ')).toContain(shown);
    const board = parseCsv((await fileOf(page, 'CSV')).toString());
    const total = board.find((row) => row.includes('total_savings'));
    expect(picodollars(total?.[3] ?? '')).toBe(savings);
    const json = exactSchema.parse(JSON.parse((await fileOf(page, 'JSON')).toString()));
    expect(picodollars(json.exact.total_savings)).toBe(savings);
    expect(complaints).toEqual([]);
  },
  limit(180),
);
