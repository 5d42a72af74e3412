import { afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import * as z from 'zod';
import type { ExecutionMessage } from '../../../../local/demo/execution.ts';
import { eventually } from '../../../support/eventually.ts';
import { openDashboard, type OpenOptions } from '../../support/browser.ts';
import { execution } from '../../support/executions.ts';
import { createCustomer, type Stack } from '../../support/stack.ts';
import { startDashboard } from '../../support/started.ts';
import { limit } from '../../../support/limits.ts';

let stack: Stack;
let browser: Browser;
let page: Page;
let busyId: string;
let quietId: string;

/** More than a page of single ones. */
const NEGATIVE = 51;

beforeAll(async () => {
  ({ stack, browser } = await startDashboard());
  const fields = { name: 'Initech', baseline: { provider: 'dear' } };
  [busyId, quietId] = [await createCustomer(stack, fields), await createCustomer(stack, fields)];
  const negative = () => execution(busyId, { input_tokens: -1 });
  const ahead = (): ExecutionMessage => ({
    ...execution(busyId, { start_time: '2100-01-01T00:00:00Z', end_time: '2100-01-01T00:00:01Z' }),
    source: '/gateway',
  });
  const stored = execution(busyId);
  await stack.store([stored]);
  await stack.send([stored, ...Array.from({ length: NEGATIVE }, negative), ahead(), ahead(), ahead()]);
  await eventually(async () => (await received(busyId)) >= NEGATIVE + 5 || undefined, 60);
}, limit(180));
afterEach(async () => {
  await page.context().close();
  expect(await stack.failures()).toEqual([]);
});

async function received(organizationId: string): Promise<number> {
  const answer = await stack.asAdmin('GET', `/rejections?organization_id=${organizationId}`);
  return z.object({ messages: z.object({ received: z.number() }) }).parse(answer).messages.received;
}

const open = async (organizationId: string, options: OpenOptions = {}) => {
  const path = `/unpriced?org=${organizationId}`;
  ({ page } = await openDashboard(browser, stack, { path, ...options }));
  return page.getByRole('region', { name: 'Messages that were not accepted' });
};
const rows = (name: string) => page.getByRole('group', { name, exact: true }).locator('tbody tr');

test('counts, and groups by what is to be corrected, most first', async () => {
  const card = await open(busyId);
  await rows('What to correct').first().waitFor();
  // 54 of 56: 96.43%.
  expect(await card.innerText()).toMatch(/96\.4%\s+of messages rejected/);
  await card.getByText('56 received: 1 stored, 1 repeated, 54 rejected.').waitFor();
  const groups = await rows('What to correct').allInnerTexts();
  expect(groups).toEqual([
    expect.stringMatching(/^Not a valid message\s+data\.input_tokens\s+\/tests\s+51\s/),
    expect.stringMatching(/^In the future\s+data\.\w+_time\s+\/gateway\s+3\s/),
  ]);
});

test('single ones come page by page, newest first', async () => {
  await open(busyId);
  const singles = rows('Newest rejections');
  await singles.first().waitFor();
  expect(await singles.count()).toBe(50);
  await page.getByRole('button', { name: 'Show more' }).click();
  await singles.nth(NEGATIVE + 2).waitFor();
  expect(await singles.count()).toBe(NEGATIVE + 3);
  expect(await page.getByRole('button', { name: 'Show more' }).count()).toBe(0);
  const ids = await singles.locator('td:last-child').allInnerTexts();
  expect(new Set(ids).size).toBe(NEGATIVE + 3);
});

test('where no message came, that is said and no table is shown', async () => {
  const card = await open(quietId);
  await card.getByText('No messages were received', { exact: false }).waitFor();
  expect(await card.getByRole('table').count()).toBe(0);
  expect(await card.getByText('of messages rejected').count()).toBe(0);
});

test('what cannot be read is said, and can be tried again', async () => {
  let isDown = true;
  const card = await open(busyId, {
    prepare: async (each) => {
      await each.route(/\/api\/v1\/rejections/, (route) =>
        isDown ? route.fulfill({ status: 400, body: '' }) : route.continue(),
      );
    },
  });
  await card.getByRole('alert').waitFor();
  isDown = false;
  await card.getByRole('button', { name: 'Try again' }).click();
  await card.getByText('54 rejected', { exact: false }).waitFor();
  expect(await card.getByRole('alert').count()).toBe(0);
});
