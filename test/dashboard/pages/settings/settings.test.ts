import { afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openDashboard } from '../../support/browser.ts';
import { execution } from '../../support/executions.ts';
import { createCustomer, type Stack } from '../../support/stack.ts';
import { startDashboard } from '../../support/started.ts';
import { limit } from '../../../support/limits.ts';

let stack: Stack;
let browser: Browser;
let organizationId: string;
let page: Page;

beforeAll(async () => {
  ({ stack, browser } = await startDashboard());
}, limit(120));
beforeEach(async () => {
  organizationId = await createCustomer(stack, { name: 'Initech', baseline: { provider: 'dear' } }, [
    { provider: 'swift', pricing_model: 'per_request', cost_per_unit: '1' },
    { provider: 'dear', pricing_model: 'per_request', cost_per_unit: '3' },
    { provider: 'slow', pricing_model: 'per_request', cost_per_unit: '2' },
  ]);
  ({ page } = await openDashboard(browser, stack, { path: `/settings?org=${organizationId}` }));
});
afterEach(async () => {
  await page.context().close();
  expect(await stack.failures()).toEqual([]);
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
const members = () => page.getByRole('table', { name: 'Members' });

test('name, time zone and threshold are saved; what is wrong is said at its field', async () => {
  await page.getByLabel('Review threshold').fill('much');
  await button('Save').click();
  await page
    .getByRole('alert')
    .getByText(/^must be a decimal string/)
    .waitFor();
  await page.getByLabel('Review threshold').fill('2.5');
  await page.getByLabel('Name').fill('Initrode');
  await page.getByLabel('Time zone').fill('Asia/Kolkata');
  await button('Save').click();
  await page.getByText('Saved.').waitFor();
  expect(await stack.asAdmin('GET', `/organizations/${organizationId}`)).toMatchObject({
    name: 'Initrode',
    time_zone: 'Asia/Kolkata',
    review_threshold: '2.500000000000',
  });

  await stack.store([execution(organizationId)]);
  await page.reload();
  await page.getByText('Can no longer be changed', { exact: false }).waitFor();
  expect(await page.getByLabel('Time zone').isEditable()).toBe(false);
});

test('what a shorter retention deletes is said before it is saved', async () => {
  const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString();
  await stack.store(
    [1, 40, 41, 41].map((ago) => execution(organizationId, { start_time: day(ago), end_time: day(ago) })),
  );
  await page.getByLabel('Retention, in days').fill('30');
  await page.getByText(/^3 tasks of 2 days, .* will be deleted on .* at /).waitFor();
  await page.getByLabel('Retention, in days').fill('60');
  await page.getByText('There are no tasks that old today.', { exact: false }).waitFor();
  // Nothing was saved by looking.
  expect(await stack.asAdmin('GET', `/organizations/${organizationId}`)).toMatchObject({
    retention_days: 90,
  });
});

test('members come, get another role, and go; the last admin stays', async () => {
  await page.getByLabel('Subject', { exact: true }).fill('vic@example.com');
  await button('Add').click();
  await page.getByLabel('Role of vic@example.com').selectOption('admin');
  await page.getByText('Saving…').waitFor({ state: 'detached' });
  expect(await page.getByLabel('Role of vic@example.com').inputValue()).toBe('admin');
  await button('Remove vic@example.com').click();
  await button('Remove').click();
  await members().getByText('vic@example.com').waitFor({ state: 'detached' });

  await button('Leave').click();
  await page
    .getByRole('dialog', { name: 'Leave the organization?' })
    .getByRole('button', { name: 'Leave' })
    .click();
  await page
    .getByRole('alert')
    .getByText(/^This is the last admin/)
    .waitFor();
  await page.keyboard.press('Escape');
  expect(await members().textContent()).toContain('alice');
});

test(
  'a baseline from a past day compares stored tasks again, which is followed to its end',
  async () => {
    await stack.store([execution(organizationId)]);
    await button('Change the baseline').click();
    const dialog = page.getByRole('dialog', { name: 'Change the baseline' });
    await dialog.getByLabel('Provider').fill('slow');
    await dialog.getByLabel('From').fill('2026-01-01');
    await dialog.getByText('are compared again', { exact: false }).waitFor();
    await dialog.getByRole('button', { name: 'Change the baseline' }).click();
    const progress = page.getByRole('region', { name: 'What this baseline changes' });
    await progress.getByText('Completed', { exact: true }).waitFor({ timeout: limit(90) });
    // A recalculation of the new prices may have run before it, and moved the saving already: from 3 − 1 to 2 − 1.
    await progress.getByText('1 executions examined', { exact: false }).waitFor();
    const summary = `/analytics/savings/summary?organization_id=${organizationId}`;
    expect(await stack.asAdmin('GET', summary)).toMatchObject({ total_savings: 1 });
    await progress.getByRole('link', { name: 'Close' }).click();
    await progress.waitFor({ state: 'detached' });
  },
  limit(120),
);
