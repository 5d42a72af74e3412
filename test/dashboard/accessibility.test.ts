import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import * as z from 'zod';
import { openDashboard } from './support/browser.ts';
import { execution } from './support/executions.ts';
import { createCustomer, type Stack } from './support/stack.ts';
import { startDashboard } from './support/started.ts';
import { paths, type PagePath } from '../../dashboard/src/shared/layout/navigation.ts';
import { limit } from '../support/limits.ts';

let stack: Stack;
let browser: Browser;
let organizationId: string;
let executionId: string;
let longNamedId: string;
let priceId: string;

beforeAll(async () => {
  ({ stack, browser } = await startDashboard());
  const fields = { name: 'Initech'.repeat(28), time_zone: 'Europe/Berlin', baseline: { provider: 'dear' } };
  organizationId = await createCustomer(stack, fields, [
    { provider: 'swift', pricing_model: 'per_request', cost_per_unit: '99999999' },
    { provider: 'dear', pricing_model: 'per_request', cost_per_unit: '0.05' },
  ]);
  const first = execution(organizationId);
  executionId = first.id;
  const longNamed = execution(organizationId, {
    provider: 'unheard_of'.repeat(10),
    model: 'model'.repeat(50),
  });
  longNamedId = longNamed.id;
  await stack.store([
    first,
    ...Array.from({ length: 40 }, () => execution(organizationId, { provider: 'dear' })),
    execution(organizationId, { success: false, error_message: 'It did not compile.' }),
    longNamed,
    execution(organizationId, {
      routing_decision: {
        chosen_provider: 'swift',
        routing_strategy: 'cost_optimized',
        alternative_providers: [{ provider: 'dear', estimated_cost: 0.06 }],
        estimated_cost: 0.9,
        estimated_duration_ms: 900,
        potential_savings: 0.1,
      },
    }),
  ]);
  const list = await stack.asAdmin('GET', `/pricing?organization_id=${organizationId}&provider=swift`);
  priceId = z.object({ prices: z.array(z.object({ id: z.string() })) }).parse(list).prices[0]?.id ?? '';
}, limit(120));

type Address = readonly [string, () => string];

/** The addresses of the pages whose path alone is not one. */
const addresses: Record<Extract<PagePath, `${string}:${string}`>, () => string> = {
  '/executions/:id': () => `/executions/${executionId}`,
  '/prices/:id': () => `/prices/${priceId}`,
};

/** Every page, and what is only shown by a query. */
const pages: readonly Address[] = [
  ...paths.filter((path) => !(path in addresses)).map((path): Address => [path, () => path]),
  ...Object.entries(addresses),
  ['a task with long names', () => `/executions/${longNamedId}`],
  ['price changes', () => '/prices?tab=changes'],
  ['recalculations of prices', () => '/prices?tab=recalculations'],
  ['refused access', () => '/audit?tab=refused'],
  ['a correction of a price', () => `/prices/${priceId}?correct=1`],
  ['no page', () => '/nowhere'],
];

const looks = [
  ['light on a desktop', { colorScheme: 'light', viewport: { width: 1280, height: 900 } }],
  ['dark on a desktop', { colorScheme: 'dark', viewport: { width: 1280, height: 900 } }],
  ['light on a phone', { colorScheme: 'light', viewport: { width: 360, height: 740 } }],
  ['dark on a phone', { colorScheme: 'dark', viewport: { width: 360, height: 740 } }],
] as const;

const violationsSchema = z.array(
  z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string(), failureSummary: z.string() })) }),
);

/** What axe finds by the rules of WCAG 2.2 AA and its own best practices. */
async function violations(page: Page) {
  await page.evaluate(axe.source);
  const found: unknown = await page.evaluate(
    "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations)",
  );
  return violationsSchema.parse(found);
}

/** What has more text than room, and so shows another figure than its own. */
const cutOff =
  "[...document.querySelectorAll('[data-figure]')].filter((each) => each.scrollWidth > each.clientWidth).map((each) => each.textContent)";

describe.each(looks)('%s', (_look, options) => {
  let page: Page;
  beforeAll(async () => {
    ({ page } = await openDashboard(browser, stack, { path: `/?org=${organizationId}`, ...options }));
  });
  afterAll(() => page.context().close());

  test.each(pages)(
    '%s: axe finds nothing, and nothing is wider than the window or cut off',
    async (_name, path) => {
      const address = new URL(path(), stack.endpoints.dashboard_url);
      address.searchParams.set('org', organizationId);
      await page.goto(address.href);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
      await page.waitForLoadState('networkidle');
      expect(await violations(page)).toEqual([]);
      const widths = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
      expect(await page.evaluate(widths)).toBe(0);
      expect(await page.evaluate(cutOff)).toEqual([]);
    },
  );

  test.each([
    ['/prices', 'Add a factor'],
    ['/settings', 'Add a rule'],
    ['/settings', 'Erase my data'],
  ])('%s: axe finds nothing in the dialog %s', async (path, opens) => {
    await page.goto(new URL(`${path}?org=${organizationId}`, stack.endpoints.dashboard_url).href);
    await page.getByRole('button', { name: opens }).click();
    await page.getByRole('dialog').waitFor();
    expect(await violations(page)).toEqual([]);
  });
});
