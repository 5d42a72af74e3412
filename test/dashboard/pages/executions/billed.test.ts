import { afterEach, beforeAll, expect, test } from '@jest/globals';
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

const priced = { provider: 'swift', model: 'tiered' };

beforeAll(async () => {
  ({ stack, browser } = await startDashboard());
  organizationId = await createCustomer(
    stack,
    { name: 'Initech', baseline: { provider: 'swift', model: 'flat' } },
    [
      { ...priced, pricing_model: 'per_input_token', cost_per_unit: '0.000001' },
      { ...priced, pricing_model: 'per_input_token', cost_per_unit: '0.000002', above_input_tokens: 200_000 },
      { ...priced, pricing_model: 'per_output_token', cost_per_unit: '0.00001' },
      { provider: 'swift', model: 'flat', pricing_model: 'per_token', cost_per_unit: '0.00001' },
    ],
  );
  const factor = { ...priced, dimension: 'service_tier', value: 'batch', factor: '0.5', source: 'contract' };
  await stack.asOperator('POST', '/pricing/factors', {
    body: { ...factor, organization_id: organizationId, effective_date: '2020-01-01' },
  });
  const bare = { ...priced, input_tokens: null, output_tokens: null };
  await stack.store([
    execution(organizationId, {
      ...bare,
      task_id: 'several',
      service_tier: 'batch',
      per_request: [150_000, 250_000].map((input_tokens) => ({ input_tokens, output_tokens: 100 })),
      requested_model: 'o3-mini (high)',
      labels: { team: 'checkout', cost_center: 'x'.repeat(201) },
      session_id: 'session-7',
      attempt: 2,
      provider_cost: { amount: '0.3500', currency: 'USD' },
    }),
    execution(organizationId, {
      ...bare,
      task_id: 'unheard',
      usage: { input_tokens: 1, output_tokens: 1, video_tokens: 7 },
    }),
  ]);
}, limit(120));
afterEach(async () => {
  await page.context().close();
  expect(complaints).toEqual([]);
  expect(await stack.failures()).toEqual([]);
});

async function open(task: string): Promise<void> {
  ({ page, complaints } = await openDashboard(browser, stack, { path: `/executions?org=${organizationId}` }));
  await page.getByRole('link', { name: task, exact: true }).click();
}
const fact = (label: string) =>
  page
    .locator('dl > div', { has: page.locator('dt', { hasText: new RegExp(`^${label}\\s*$`) }) })
    .locator('dd');

test('requests in two context tiers, a batch, labels and notes are all on the page', async () => {
  await open('several');
  const actual = page.getByRole('table', { name: 'Actual cost: prices and arithmetic' });
  const rows = actual.getByRole('row', { name: /Input tokens/ });
  await rows.nth(1).waitFor();
  const [lower, higher] = await rows.allTextContents();
  // Half of 150,000 × 1 and of 250,000 × 2 a million; no tokens have a price of their own.
  expect(lower).toMatch(/150000.*0\.000001000000.*0\.500000.*factor.*0\.075/);
  expect(higher).toMatch(/above 200,000 input tokens.*250000.*0\.000002000000.*0\.500000.*factor.*0\.25/);
  expect(await actual.getByText('without those').count()).toBe(0);
  const facts = ['Provider requests', 'Service tier', 'Requested model', 'Attempt', 'Team', 'Session'];
  expect(await Promise.all(facts.map((label) => fact(label).textContent()))).toEqual([
    '2, each reported',
    'batch',
    'o3-mini (high)',
    '2',
    'checkout',
    expect.stringContaining('session-7'),
  ]);
  // 0.075 + 0.25 + the output, 200 × 0.00001 / 2.
  await page.getByText('The provider reported $0.35, a difference of −$0.024.').waitFor();
  await page.getByText('data.labels.cost_center: cut to 200 characters').waitFor();
});

test('a class that nobody knows is named, and why there is no cost', async () => {
  await open('unheard');
  await page.getByText('Missing: video_tokens.').waitFor();
  expect(await fact('Unknown class: video_tokens').textContent()).toBe('7');
});
