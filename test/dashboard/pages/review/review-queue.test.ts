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
let complaints: readonly string[];
const costly = { provider: 'costly', task_type: 'debugging' };

beforeAll(async () => {
  ({ stack, browser } = await startDashboard());
  const fields = { name: 'Initech', baseline: { provider: 'dear' }, review_threshold: '5.00' };
  organizationId = await createCustomer(stack, fields, [
    { provider: 'swift', pricing_model: 'per_request', cost_per_unit: '3.75' },
    { provider: 'costly', pricing_model: 'per_request', cost_per_unit: '36' },
    { provider: 'dear', pricing_model: 'per_request', cost_per_unit: '3' },
  ]);
}, limit(120));
beforeEach(async () => {
  // The second is over its baseline, over ten times its baseline and over the threshold.
  await stack.store([execution(organizationId), execution(organizationId, costly)]);
  ({ page, complaints } = await openDashboard(browser, stack, { path: `/review?org=${organizationId}` }));
});
afterEach(async () => {
  await page.context().close();
  expect(complaints).toEqual([]);
  expect(await stack.failures()).toEqual([]);
});

const choice = (name: RegExp) => page.getByRole('button', { name });
const row = (text: RegExp) => page.getByRole('row', { name: text });

test('each flag says what is unusual; a note closes all flags of a task by keyboard, and both can be undone', async () => {
  await row(/Over 10× baseline Cost 12 times its baseline/).waitFor();
  expect(await row(/Cost 25.0% more than its baseline/).textContent()).toContain('−$0.750000');
  await row(/\$31.00 over the review threshold of \$5.00/).waitFor();
  await choice(/^All kinds 4 open/).waitFor();

  await row(/Cost 12 times/)
    .getByRole('button', { name: 'Mark reviewed' })
    .first()
    .press('Enter');
  await page.keyboard.type('A test of the new model');
  await page.keyboard.press('Control+Enter');
  await page.getByText(/^Marked reviewed: Debugging/).waitFor();
  await choice(/^All kinds 1 open/).waitFor();
  expect(await page.evaluate('document.activeElement.textContent')).toContain('Marked reviewed');

  await choice(/^Reviewed$/).click();
  expect(new URL(page.url()).searchParams.get('status')).toBe('reviewed');
  await row(/Over 10× baseline.*A test of the new model/).waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('Nothing was reviewed in this period.').waitFor();
  await choice(/^All kinds 4 open/).waitFor();
});

test('kind and status are in the address, and a viewer may look but not touch', async () => {
  await choice(/^Over 10× baseline/).click();
  await choice(/^All$/).click();
  const { kind, status } = Object.fromEntries(new URL(page.url()).searchParams);
  expect({ kind, status }).toEqual({ kind: 'cost_over_10x_baseline', status: 'all' });
  await row(/Cost 25.0%/)
    .first()
    .waitFor({ state: 'detached' });
  await page.goBack();
  await page.goBack();
  await row(/Cost 25.0%/)
    .first()
    .waitFor();

  const members = `/organizations/${organizationId}/members`;
  await stack.asOperator('PUT', `${members}/alice`, { body: { role: 'viewer' } });
  await page.reload();
  await row(/Cost 25.0%/)
    .first()
    .waitFor();
  expect(await page.getByRole('button', { name: 'Mark reviewed' }).count()).toBe(0);
  await stack.asOperator('PUT', `${members}/alice`, { body: { role: 'admin' } });
});
