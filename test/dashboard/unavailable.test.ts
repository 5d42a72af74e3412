import { expect, test } from '@jest/globals';
import { limit } from '../support/limits.ts';
import { figure, openDashboard } from './support/browser.ts';
import { execution } from './support/executions.ts';
import { createCustomer } from './support/stack.ts';
import { startDashboard } from './support/started.ts';

const DETAIL = 'The database does not answer at the moment.';

test(
  'what stays unavailable is said, with a way to ask again, and nothing asks any more by itself',
  async () => {
    const { stack, browser } = await startDashboard();
    const id = await createCustomer(stack, {
      name: 'Initech',
      time_zone: 'UTC',
      baseline: { provider: 'dear' },
    });
    await stack.store([execution(id)]);
    const asked = new Map<string, number>();
    const most = () => Math.max(...asked.values());
    let isAway = true;
    const { page, complaints } = await openDashboard(browser, stack, {
      path: `/?org=${id}&range=30d`,
      prepare: async (each) => {
        await each.clock.install();
        await each.route(/\/savings\/summary/, async (route) => {
          if (!isAway) return route.continue();
          const address = route.request().url();
          asked.set(address, (asked.get(address) ?? 0) + 1);
          return route.fulfill({
            status: 503,
            headers: { 'retry-after': '5' },
            contentType: 'application/problem+json',
            body: JSON.stringify({
              type: 'about:blank',
              title: 'Not available',
              status: 503,
              detail: DETAIL,
            }),
          });
        });
      },
    });
    await page.getByText(/^Not available; trying again in [1-5] s\.$/).waitFor();
    while (most() < 2) await page.clock.fastForward(1_000);
    while (most() < 3) await page.clock.fastForward(1_000);
    const notice = page.getByRole('alert').filter({ hasText: DETAIL }).first();
    await notice.waitFor();
    await page.getByText(/^Not available; trying again/).waitFor({ state: 'detached' });
    expect(most()).toBe(3);
    isAway = false;
    await notice.getByRole('button', { name: 'Try again' }).click();
    await figure(page, 'total_savings').waitFor();
    await notice.waitFor({ state: 'detached' });
    // The browser reports the status itself.
    expect(complaints.filter((text) => !text.includes('503'))).toEqual([]);
    await page.context().close();
    expect(stack.failures()).toEqual([]);
  },
  limit(120),
);
