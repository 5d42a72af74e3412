import { expect, test } from '@jest/globals';
import type { Route } from 'playwright-core';
import { figure, openDashboard } from './support/browser.ts';
import { execution } from './support/executions.ts';
import { createCustomer } from './support/stack.ts';
import { startDashboard } from './support/started.ts';
import { limit } from '../support/limits.ts';

const refuse = (route: Route) =>
  route.fulfill({
    status: 429,
    headers: { 'retry-after': '50' },
    contentType: 'application/problem+json',
    body: JSON.stringify({
      type: 'about:blank',
      title: 'Too many requests',
      status: 429,
      detail: 'You have made 600 requests in this minute.',
    }),
  });

test(
  'whoever asks too much is told when the page asks again, and it does not before',
  async () => {
    const { stack, browser } = await startDashboard();
    const id = await createCustomer(stack, {
      name: 'Initech',
      time_zone: 'UTC',
      baseline: { provider: 'dear' },
    });
    await stack.store([execution(id)]);
    // How often each address was asked: the page asks for more than one range, not all at once.
    const asked = new Map<string, number>();
    const most = () => Math.max(...asked.values());
    let isTooMuch = true;
    const { page, complaints } = await openDashboard(browser, stack, {
      path: `/?org=${id}&range=30d`,
      prepare: async (each) => {
        await each.clock.install();
        await each.route(/\/savings\/summary/, async (route) => {
          const address = route.request().url();
          asked.set(address, (asked.get(address) ?? 0) + 1);
          await (isTooMuch ? refuse(route) : route.continue());
        });
      },
    });
    const notice = page.getByText(/^Too many requests; trying again in (?:50|[1-4]\d) s\.$/);
    await notice.waitFor();
    await page.getByRole('status').getByText('Too many requests; trying again by itself.').waitFor();
    await page.clock.fastForward(10_000);
    await page.getByText(/^Too many requests; trying again in (?:40|[1-3]\d) s\.$/).waitFor();
    expect(most()).toBe(1);
    isTooMuch = false;
    await page.clock.fastForward(41_000);
    await figure(page, 'total_savings').waitFor();
    await page.getByText(/^Too many requests/).waitFor({ state: 'detached' });
    // At least once: from now on news of what was stored makes it ask as well.
    expect(most()).toBeGreaterThan(1);
    // The browser reports the status itself.
    expect(complaints.filter((text) => !text.includes('429'))).toEqual([]);
    await page.context().close();
    expect(stack.failures()).toEqual([]);
  },
  limit(120),
);
