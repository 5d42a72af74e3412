import { afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openDashboard } from '../../support/browser.ts';
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
  organizationId = await createCustomer(stack, { name: 'Initech', baseline: { provider: 'dear' } });
  ({ page } = await openDashboard(browser, stack, { path: `/settings?org=${organizationId}` }));
});
afterEach(async () => {
  await page.context().close();
  expect(stack.failures()).toEqual([]);
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
const rows = (name: string) =>
  page.getByRole('group', { name, exact: true }).locator('tbody tr').allTextContents();
const RULES = 'Rules for baselines, newest first';

test('a rule for a label is added and ended; what is wrong is said at its field', async () => {
  await page.getByText('There are no other rules.').waitFor();
  await button('Add a rule').click();
  const dialog = page.getByRole('dialog', { name: 'Add a rule' });
  await dialog.getByLabel('Value').fill('search');
  await dialog.getByLabel('Provider').fill('slow');
  await dialog.getByLabel('Model').fill('slow-1');
  await dialog.getByLabel('Label').fill('t'.repeat(51));
  await dialog.getByRole('button', { name: 'Add the rule' }).click();
  await dialog.getByRole('alert').first().waitFor();
  await dialog.getByLabel('Label').fill('team');
  await dialog.getByRole('button', { name: 'Add the rule' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('team = search').waitFor();
  expect(await rows(RULES)).toEqual([
    expect.stringMatching(/A label's value team = search.*Slow slow-1.*alice/),
  ]);
  await button("End A label's value").click();
  await button('End it now').click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByText('until', { exact: false }).first().waitFor();
  expect(await rows(RULES)).toEqual([expect.stringContaining(' until ')]);
  const { baselines } = Object(
    await stack.asAdmin('GET', `/organizations/${organizationId}/baselines?current=true`),
  );
  expect(baselines).toMatchObject([{ rule: 'organization' }]);
});

test('messages’ own baselines are accepted only after a warning', async () => {
  await button('Add a rule').click();
  const dialog = page.getByRole('dialog', { name: 'Add a rule' });
  await dialog.getByLabel('For', { exact: true }).selectOption('message');
  await dialog.getByText('decides what savings are measured against', { exact: false }).waitFor();
  await dialog.getByRole('button', { name: 'Add the rule' }).click();
  await page.getByText('as the message says').waitFor();
});

test('a baseline without a model has a banner; costs may be what providers report, and back', async () => {
  await page.getByText('This baseline names no model.', { exact: false }).waitFor();
  await button('Use what providers report').click();
  await button('Leave them unpriced').waitFor();
  const stored = () => stack.asAdmin('GET', `/organizations/${organizationId}`);
  expect(await stored()).toMatchObject({ actual_cost_source: 'provider' });
  await button('Leave them unpriced').click();
  await button('Use what providers report').waitFor();
  expect(await stored()).toMatchObject({ actual_cost_source: 'price_book' });
});
