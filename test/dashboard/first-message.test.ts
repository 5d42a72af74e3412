import { afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openDashboard } from './support/browser.ts';
import { execution } from './support/executions.ts';
import { createCustomer, type Stack } from './support/stack.ts';
import { startDashboard } from './support/started.ts';
import { limit } from '../support/limits.ts';

let stack: Stack;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  ({ stack, browser } = await startDashboard());
}, limit(120));
afterEach(async () => {
  await page.context().close();
  expect(await stack.failures()).toEqual([]);
});

test('whoever waits for a first task sees by itself that every message is rejected, and why', async () => {
  const id = await createCustomer(stack, {
    name: 'Initech',
    time_zone: 'Pacific/Kiritimati',
    baseline: { provider: 'dear' },
  });
  const asked: URLSearchParams[] = [];
  ({ page } = await openDashboard(browser, stack, {
    path: `/?org=${id}`,
    prepare: async (each) => {
      each.on('request', (request) => {
        const { pathname, searchParams } = new URL(request.url());
        if (pathname.endsWith('/rejections')) asked.push(searchParams);
      });
    },
  }));
  await page.getByRole('heading', { name: 'No tasks in this period' }).waitFor();
  const notice = page.getByRole('status').filter({ hasText: 'rejected' });
  expect(await notice.count()).toBe(0);
  const negative = () => execution(id, { input_tokens: -1 });
  await stack.send([execution(id, { output_tokens: -1 }), negative(), negative()]);
  // Also on the first of a month: those of before are as much in the way.
  await notice.getByText('3 messages of the last 30 days were rejected.', { exact: false }).waitFor();
  const [first] = asked;
  const days = [first?.get('start_date'), first?.get('end_date')].map((day) => Date.parse(day ?? ''));
  expect(((days[1] ?? 0) - (days[0] ?? 0)) / 86_400_000).toBe(29);
  await notice.getByRole('link', { name: 'Why, and what to do' }).click();
  const groups = page.getByRole('group', { name: 'What to correct', exact: true }).locator('tbody tr');
  await groups.first().waitFor();
  expect(await groups.allInnerTexts()).toEqual([
    expect.stringMatching(/data\.input_tokens\s+\/tests\s+2\s/),
    expect.stringMatching(/data\.output_tokens\s+\/tests\s+1\s/),
  ]);
  expect(new URL(page.url()).searchParams.get('range')).toBe('30d');
});
