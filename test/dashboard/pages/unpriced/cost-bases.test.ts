import { afterAll, beforeAll, expect, test } from '@jest/globals';
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
  const organizationId = await createCustomer(stack, { name: 'Initech', baseline: { provider: 'dear' } }, [
    { provider: 'swift', pricing_model: 'per_token', cost_per_unit: '0.001' },
    { provider: 'exact', model: 'exact-1', pricing_model: 'per_token', cost_per_unit: '0.001' },
    { provider: 'dear', pricing_model: 'per_request', cost_per_unit: '3' },
  ]);
  await stack.asAdmin('PATCH', `/organizations/${organizationId}`, {
    body: { actual_cost_source: 'provider' },
  });
  // 1,100 tokens: $1.10 where there is a price.
  const reported = (amount: string) => ({ provider_cost: { amount, currency: 'USD' } });
  await stack.store([
    execution(organizationId, reported('1')),
    execution(organizationId, { provider: 'exact', model: 'exact-1', ...reported('1.095') }),
    execution(organizationId, { provider: 'unheard_of', ...reported('0.25') }),
    ...Array.from({ length: 2 }, () =>
      execution(organizationId, { success: false, input_tokens: undefined, output_tokens: undefined }),
    ),
  ]);
  ({ page } = await openDashboard(browser, stack, { path: `/unpriced?org=${organizationId}` }));
}, limit(120));
afterAll(async () => {
  await page.context().close();
  expect(await stack.failures()).toEqual([]);
});

test.each([
  ['Inferred prices', 'none'],
  ['Prices for any model', '$1.10, 1 task'],
  ['Reported by providers', '$0.25, 1 task'],
  ['Disputed prices', 'none'],
  ['Failed, usage unknown', '2 tasks'],
])('basis of costs: %s', async (label, value) => {
  const card = page.getByRole('region', { name: 'Basis of costs' });
  await card.waitFor();
  expect(await card.innerText()).toMatch(new RegExp(`${label}\\s+${value.replace('$', '\\$')}(\\s|$)`));
});

test('what providers report is beside what is calculated, and flagged over a cent and 1%', async () => {
  const table = page.getByRole('group', { name: 'Reported by providers and calculated' });
  await table.waitFor();
  expect(await table.locator('tbody tr').allTextContents()).toEqual([
    expect.stringMatching(/^Swift.*\+\$0\.10+ Over 1%$/),
    expect.stringMatching(/^Exact.*\+\$0\.0050* $/),
  ]);
});
