import { afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openDashboard } from '../../support/browser.ts';
import { execution } from '../../support/executions.ts';
import { createCustomer, type Stack } from '../../support/stack.ts';
import { startDashboard } from '../../support/started.ts';
import { limit } from '../../../support/limits.ts';

let stack: Stack;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  ({ stack, browser } = await startDashboard());
}, limit(120));
beforeEach(async () => {
  const organizationId = await createCustomer(stack, { name: 'Initech', baseline: { provider: 'dear' } }, [
    { provider: 'swift', pricing_model: 'per_request', cost_per_unit: '1' },
    { provider: 'dear', pricing_model: 'per_request', cost_per_unit: '3' },
  ]);
  await stack.store([execution(organizationId), execution(organizationId)]);
  ({ page } = await openDashboard(browser, stack, { path: `/settings?org=${organizationId}` }));
});
afterEach(async () => {
  await page.context().close();
  expect(await stack.failures()).toEqual([]);
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
const producers = () => page.getByRole('table', { name: 'Producers and what they have sent' });
const voids = () => page.getByRole('table', { name: 'Voids' });

test('who has sent is listed and registered with a click; after that only the registered may send', async () => {
  await page.getByText('Everybody who may send to the queue').waitFor();
  const row = producers().getByRole('row').filter({ hasText: 'AIDA' });
  expect(await row.textContent()).toMatch(/AIDA[A-Z2-7]{17}No2/);
  await row.getByRole('button', { name: /^Register AIDA/ }).click();
  await page.getByLabel('What you call it').fill('the tests');
  await button('Register').click();
  await page.getByText('may send from now on').waitFor();
  await row.filter({ hasText: 'the tests' }).waitFor();
  expect(await page.getByText('Everybody who may send to the queue').count()).toBe(0);
  await row.getByRole('button', { name: /^Remove AIDA/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByText('No', { exact: true }).waitFor();
});

test(
  'tasks are tried, voided and put back; what is wrong is said at its field',
  async () => {
    const settings = page.url();
    const principal = await producers().getByRole('rowheader').first().textContent();
    await button('Void tasks').click();
    await page.getByLabel('Which').selectOption('ids');
    await page.getByLabel('Ids').fill('none');
    await page.getByLabel('Reason').fill('sent by mistake');
    await button('See what would change').click();
    await page.getByRole('dialog').getByText('none must be a UUID').waitFor();
    await page.getByLabel('Which').selectOption('producer');
    await page.getByLabel('Producer', { exact: true }).fill(principal ?? '');
    await button('See what would change').click();
    await page.getByText('2 tasks that cost $2.00 and saved $4.00 leave every figure').waitFor();
    await button('Void 2 tasks').click();
    const row = voids().getByRole('row').filter({ hasText: 'sent by mistake' });
    await row.getByText('Voided', { exact: true }).waitFor({ timeout: limit(100) });
    expect(await row.textContent()).toContain('2$2.00$4.00');
    await page.setViewportSize({ width: 390, height: 800 });
    await page.getByRole('link', { name: 'Show voided tasks' }).click();
    await page.getByText('2 in all.').waitFor();
    await button('Filters (1) ▾').click();
    const figures = page.getByLabel('Figures');
    expect(await figures.inputValue()).toBe('true');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    await figures.selectOption({ label: 'Counted' });
    await page.getByText('No tasks ran in this period.').waitFor();
    expect(new URL(page.url()).searchParams.get('voided')).toBeNull();
    await page.goto(settings);
    await row.getByRole('button', { name: 'Restore: sent by mistake' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click();
    await row.getByText('Restored', { exact: true }).waitFor({ timeout: limit(100) });
  },
  limit(240),
);
