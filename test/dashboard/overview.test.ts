import { beforeAll, beforeEach, afterEach, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { firstView, observe } from '../../bench/dashboard/first-view.ts';
import { figure, openDashboard } from './support/browser.ts';
import { execution } from './support/executions.ts';
import { createCustomer, type Stack } from './support/stack.ts';
import { startDashboard } from './support/started.ts';
import { limit } from '../support/limits.ts';

let stack: Stack;
let browser: Browser;
let organizationId: string;
let page: Page;
let complaints: readonly string[];

const DAY = 86_400_000;
/** A request costs 1 with `swift`, 4 with `slow`, and 3 with the baseline, `dear`. */
const prices = (['swift', 'slow', 'dear'] as const).map((provider, index) => ({
  provider,
  pricing_model: 'per_request' as const,
  cost_per_unit: String([1, 4, 3][index]),
}));

beforeAll(async () => {
  ({ stack, browser } = await startDashboard());
  const fields = { name: 'Initech', time_zone: 'Pacific/Auckland', baseline: { provider: 'dear' } };
  organizationId = await createCustomer(stack, fields, prices);
  const at = (daysAgo: number) => {
    const end = Date.now() - daysAgo * DAY;
    return { start_time: new Date(end - 1000).toISOString(), end_time: new Date(end).toISOString() };
  };
  await stack.store([
    ...Array.from({ length: 40 }, () => execution(organizationId, at(0))),
    execution(organizationId, { ...at(0), success: false }),
    execution(organizationId, { ...at(0), provider: 'unheard_of' }),
    ...Array.from({ length: 5 }, () => execution(organizationId, { ...at(2), provider: 'slow' })),
    ...Array.from({ length: 7 }, () => execution(organizationId, at(10))),
    ...Array.from({ length: 3 }, () => execution(organizationId, at(50))),
    execution(organizationId, at(61)),
  ]);
}, limit(120));
beforeEach(async () => {
  ({ page, complaints } = await openDashboard(browser, stack, { path: `/?org=${organizationId}&range=30d` }));
  await saved('$89.00');
});
afterEach(async () => {
  await page.context().close();
  expect(complaints).toEqual([]);
  expect(await stack.failures()).toEqual([]);
});

// 40 × 2 of today, 5 × −1, 7 × 2.
const saved = (text: string) => figure(page, 'total_savings').getByText(text, { exact: true }).waitFor();
const provider = (name: string) => page.getByRole('button', { name: new RegExp(`^${name}`) });
const range = (name: string) => page.getByRole('button', { name, exact: true });
const chart = () => page.getByRole('group', { name: /^Savings trend/ });
const parameters = () => Object.fromEntries(new URL(page.url()).searchParams);

test('three facts: what was saved, how much less than the baseline, against the days before', async () => {
  // Of 156 that the baseline would have cost.
  expect(await figure(page, 'savings_percentage').textContent()).toBe('57.1%');
  expect(await figure(page, 'change').textContent()).toBe('+$83.00');
  expect(await figure(page, 'coverage').innerText()).toBe('98.1% of tasks priced · 1 unpriced');
  expect(await page.getByText('Dear', { exact: true }).textContent()).toBe('Dear');
  await page.getByRole('link', { name: '1 unpriced' }).click();
  expect(new URL(page.url()).pathname).toBe('/unpriced');
});

test('a provider filters everything; its chip, Escape and Back undo it', async () => {
  await provider('Slow').click();
  await saved('$5.00');
  expect(await page.getByText('Lost in the last 30 days').count()).toBe(1);
  expect(parameters()).toMatchObject({ provider: 'slow' });
  await page.goBack();
  await saved('$89.00');
  await page.goForward();
  await saved('$5.00');
  await page.keyboard.press('Escape');
  await saved('$89.00');
  expect(parameters()['provider']).toBeUndefined();
  await provider('Swift').click();
  await saved('$94.00');
  await page.getByRole('button', { name: 'Show all providers, not only Swift' }).click();
  await saved('$89.00');
});

test('ranges: by buttons, by keys, custom days, Back; the address says them', async () => {
  await range('7 days').click();
  await saved('$75.00');
  expect(parameters()).toMatchObject({ range: '7d' });
  await page.keyboard.press('9');
  await saved('$97.00');
  await page.keyboard.press('m');
  expect(parameters()['range']).toBeUndefined();
  await page.keyboard.press('a');
  await saved('$97.00');
  await range('Custom').click();
  const day = new Date(Date.now() - 10 * DAY);
  const inAuckland = new Intl.DateTimeFormat('en-CA', { timeZone: 'Pacific/Auckland' }).format(day);
  await page.getByLabel('First day').fill(inAuckland);
  await page.getByLabel('Last day').fill(inAuckland);
  await page.getByRole('button', { name: 'Show' }).click();
  await saved('$14.00');
  expect(parameters()).toMatchObject({ range: `${inAuckland}..${inAuckland}` });
  await page.goBack();
  await saved('$97.00');
});

test('links to relative and to exact days can be copied', async () => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Copy link' }).click();
  const copied = async (index: number) => {
    await page.getByRole('dialog').getByRole('button', { name: 'Copy', exact: true }).nth(index).click();
    await page.getByText('Copied').waitFor();
    const text = String(await page.evaluate('navigator.clipboard.readText()'));
    await page.getByText('Copied').waitFor({ state: 'hidden' });
    return new URL(text).searchParams.get('range');
  };
  expect(await copied(0)).toBe('30d');
  expect(await copied(1)).toMatch(/^\d{4}-\d{2}-\d{2}\.\.\d{4}-\d{2}-\d{2}$/);
});

test('the chart is read with the arrow keys; Enter leads to the tasks of that day', async () => {
  await chart().focus();
  await page.getByText(/, so far/).waitFor();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  const details = page.locator('[aria-live="polite"]').filter({ hasText: 'Actual cost' });
  expect(await details.textContent()).toMatch(/Savings−\$5\.00.*Actual cost\$20\.00.*Tasks5/);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/executions\?/);
});

test('the table says the same as the chart', async () => {
  await page.getByRole('button', { name: 'Table' }).click();
  const rows = page.getByRole('region', { name: 'Savings trend' }).getByRole('row');
  await rows.nth(30).waitFor();
  expect(await rows.nth(1).textContent()).toMatch(/\$80\.00\$89\.00\$40\.00\$120\.00/);
  expect(await rows.count()).toBe(31);
});

test('the sheet of keys opens with ? and closes with Escape; g and a letter go to a page', async () => {
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.keyboard.press('g');
  await page.keyboard.press('h');
  await page.getByRole('heading', { level: 1, name: 'Help' }).waitFor();
  expect(parameters()).toMatchObject({ range: '30d' });
});

test('terms are explained on hover and focus, and Escape hides it without clearing the filter', async () => {
  await provider('Swift').click();
  await saved('$94.00');
  await page.getByRole('button', { name: 'What is savings?' }).focus();
  const tooltip = page.getByRole('tooltip').filter({ hasText: 'Baseline cost minus actual cost' });
  await tooltip.waitFor();
  await page.keyboard.press('Escape');
  await tooltip.waitFor({ state: 'hidden' });
  expect(parameters()).toMatchObject({ provider: 'swift' });
});

test.each([
  ['desktop', { width: 1280, height: 900 }],
  ['phone', { width: 390, height: 844 }],
])('nothing moves while it loads on a %s', async (_name, size) => {
  await page.setViewportSize(size);
  await observe(page);
  const { layoutShift } = await firstView(page, page.url());
  expect(layoutShift).toBe(0);
});

test('signing out forgets the session', async () => {
  await page.getByRole('button', { name: 'Appearance and sign-out' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
  expect(await page.evaluate('sessionStorage.length')).toBe(0);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel('Subject').waitFor();
});

test('an organization of others is not shown', async () => {
  await page.goto(new URL('/?org=00000000-0000-4000-8000-000000000009', stack.endpoints.dashboard_url).href);
  await page.getByRole('heading', { name: 'This organization is not one of yours' }).waitFor();
});
