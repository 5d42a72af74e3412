import { afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import * as z from 'zod';
import { eventually } from '../support/eventually.ts';
import { openDashboard } from './support/browser.ts';
import { execution } from './support/executions.ts';
import { createCustomer, type Stack } from './support/stack.ts';
import { startDashboard } from './support/started.ts';
import { expectRows, tableRows } from './support/table-rows.ts';
import { limit } from '../support/limits.ts';

let stack: Stack;
let browser: Browser;
let organizationId: string;
let page: Page;
let complaints: readonly string[];

beforeAll(async () => {
  ({ stack, browser } = await startDashboard());
  const fields = { name: 'Initech', time_zone: 'Europe/Berlin', baseline: { provider: 'dear' } };
  organizationId = await createCustomer(stack, fields, [
    { provider: 'swift', pricing_model: 'per_output_token', cost_per_unit: '0.0000025' },
    { provider: 'dear', pricing_model: 'per_request', cost_per_unit: '3' },
  ]);
  // 4 × 100 output tokens.
  await stack.store(Array.from({ length: 4 }, () => execution(organizationId)));
}, limit(120));
beforeEach(async () => {
  const path = `/prices?org=${organizationId}&scope=contract`;
  ({ page, complaints } = await openDashboard(browser, stack, { path }));
});
afterEach(async () => {
  await page.context().close();
  // The browser says so itself where an answer is an error.
  expect(complaints.filter((each) => !each.includes('status of 400'))).toEqual([]);
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
const parameters = () => Object.fromEntries(new URL(page.url()).searchParams);
/** A dry run that is not done at once is left to the job, which runs every minute. */
const untilApplicable = () =>
  eventually(async () => (await button('Apply this correction').isEnabled()) || undefined, 150);

async function current(provider: string): Promise<readonly string[]> {
  const query = `organization_id=${organizationId}&provider=${provider}&scope=contract`;
  const { prices } = z
    .object({ prices: z.array(z.object({ cost_per_unit: z.string() })) })
    .parse(await stack.asAdmin('GET', `/pricing?${query}`));
  return prices.map((price) => price.cost_per_unit);
}

test('a search narrows the rate cards and is in the address, as is the day on which it was known', async () => {
  await page.getByRole('link', { name: 'Output tokens of any model of Swift' }).waitFor();
  await page.getByLabel('Search').fill('DEA');
  await page
    .getByRole('link', { name: 'Output tokens of any model of Swift' })
    .waitFor({ state: 'detached' });
  await expectRows(page, 'Rate cards', [expect.stringContaining('$3.00')]);
  expect(parameters()).toMatchObject({ search: 'DEA', scope: 'contract' });
  await page.getByLabel('As known on').fill('2020-06-01');
  await page.getByText('No price matches the filters.').waitFor();
  expect(parameters()).toMatchObject({ as_of: '2020-06-01' });
  await page.getByRole('search').getByRole('button', { name: 'Clear all filters' }).click();
  await page.getByText('No price matches the filters.').waitFor({ state: 'detached' });
  expect(parameters()).toEqual({ org: organizationId });
});

test(
  'a correction is applied as its dry run has shown it, not before, and what it did is followed',
  async () => {
    await page.getByRole('link', { name: 'Output tokens of any model of Swift' }).click();
    await page.getByRole('link', { name: 'Correct this price' }).click();
    await page.getByLabel('Price in US dollars').fill('1.25');
    await page.getByText('Exactly $0.00000125 per output token').waitFor();
    await page.getByLabel('Reason').fill('The invoice shows 1.25');
    expect(await button('Apply this correction').count()).toBe(0);
    await button('Show what it would change').click();
    await untilApplicable();
    const shown = await tableRows(page, 'Cost and savings before and after');
    // 4 × 100 × 2.50 and 1.25 a million; the savings are what is left of 4 × 3.
    expect(shown[0]).toContain('$0.001');
    expect(shown[0]).toContain('$0.0005');
    expect(shown[0]).toContain('−$0.0005');
    expect(shown[1]).toContain('$11.999');
    expect(shown[1]).toContain('+$0.0005');
    expect(await current('swift')).toEqual(['0.000002500000']);

    await page.getByLabel('Price in US dollars').fill('1.5');
    expect(await button('Apply this correction').isDisabled()).toBe(true);
    await button('Show what it would change').click();
    await untilApplicable();
    await button('Apply this correction').click();
    await page.getByText('$1.50 per million output tokens').waitFor();
    expect(await current('swift')).toEqual(['0.000001500000']);
    await expectRows(page, 'History of this price', [
      expect.stringMatching(/^\$2\.50 per million.*Superseded/),
      expect.stringMatching(/^\$1\.50 per million.*Current.*Correction: The invoice shows 1\.25$/),
    ]);
    await page.getByText('Completed', { exact: true }).waitFor({ timeout: limit(150) });
    expect((await tableRows(page, 'Cost and savings before and after'))[0]).toContain('−$0.0004');
  },
  limit(240),
);

test('a new version is saved with an exact price, and what the API refuses is said at its field', async () => {
  await page.goto(
    new URL(
      `/prices/new?org=${organizationId}&price_provider=dear&price_unit=per_request`,
      stack.endpoints.dashboard_url,
    ).href,
  );
  await page.getByText('It ends where the new price begins.').waitFor();
  await page.getByLabel('Price in US dollars').fill('2.5');
  await page.getByLabel('In force from', { exact: true }).fill('2100-01-01');
  await page.getByLabel('Until (exclusive)', { exact: true }).fill('2099-01-01');
  await button('Save this price').click();
  await page
    .getByRole('alert')
    .filter({ hasText: /^must be after effective_date$/ })
    .waitFor();
  expect(await current('dear')).toEqual(['3.000000000000']);
  await page.getByLabel('Until (exclusive)', { exact: true }).fill('');
  await button('Save this price').click();
  await page.getByText('It begins in the future, so nothing that is stored is priced again.').waitFor();
  await expectRows(page, 'History of this price', [
    expect.stringMatching(/^\$3\.00 per request.*Superseded/),
    expect.stringMatching(/^\$3\.00 per request.*Current.*– Jan 1, 2100/),
    expect.stringMatching(/^\$2\.50 per request.*This one.*since Jan 1, 2100/),
  ]);
});

test('an admin adds a factor to a contract in the price book', async () => {
  await button('Add a factor').click();
  const dialog = page.getByRole('dialog', { name: "Add a contract's factor" });
  await dialog.getByLabel('Provider').fill('bolt');
  await dialog.getByLabel('From').fill('2026-01-01');
  await dialog.getByLabel('Which').fill('standard');
  await dialog.getByRole('button', { name: 'Add the factor' }).click();
  await dialog.getByRole('alert').first().waitFor();
  await dialog.getByLabel('Which').fill('batch');
  await dialog.getByRole('button', { name: 'Add the factor' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('rowheader', { name: 'Bolt (any model), contract' }).waitFor();
  const added = (await tableRows(page, 'Factors, newest first')).filter((row) => row.includes('contract'));
  expect(added).toEqual([expect.stringMatching(/Service tier batch× 0\.5since/)]);
});
