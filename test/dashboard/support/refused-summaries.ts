import type { Route } from 'playwright-core';
import { execution } from './executions.ts';
import { openDashboard, type OpenPage } from './browser.ts';
import { createCustomer } from './stack.ts';
import { startDashboard } from './started.ts';

export interface RefusedSummaries extends OpenPage {
  /** How often the address asked most often was asked: the page asks for more than one range, not all at once. */
  readonly asked: () => number;
  /** From now on the API answers. */
  readonly answer: () => void;
  /** Closes the page. What it complained about besides the refusals, and what failed in the deployment. */
  readonly end: () => Promise<readonly string[]>;
}

/**
 * The overview of a new organization whose summaries are refused. Its clock is the test's, and its live connection
 * brings no news: what is asked again is asked again because it was refused.
 */
export async function refusedSummaries(
  status: 429 | 503,
  retryAfterSeconds: number,
  problem: { readonly title: string; readonly detail: string },
): Promise<RefusedSummaries> {
  const { stack, browser } = await startDashboard();
  const baseline = { provider: 'dear' };
  const id = await createCustomer(stack, { name: 'Initech', time_zone: 'UTC', baseline });
  await stack.store([execution(id)]);
  const refusal = {
    status,
    headers: { 'retry-after': String(retryAfterSeconds) },
    contentType: 'application/problem+json',
    body: JSON.stringify({ type: 'about:blank', status, ...problem }),
  };
  const asked = new Map<string, number>();
  let isRefused = true;
  const decide = async (route: Route) => {
    const address = route.request().url();
    asked.set(address, (asked.get(address) ?? 0) + 1);
    await (isRefused ? route.fulfill(refusal) : route.continue());
  };
  const { page, complaints } = await openDashboard(browser, stack, {
    path: `/?org=${id}&range=30d`,
    prepare: async (each) => {
      await each.clock.install();
      await each.routeWebSocket(/\/live/, () => undefined);
      await each.route(/\/savings\/summary/, decide);
    },
  });
  await page.locator('[data-connection="live"]').waitFor();
  return {
    page,
    complaints,
    asked: () => Math.max(...asked.values()),
    answer: () => (isRefused = false),
    async end() {
      await page.context().close();
      // The browser reports the status itself.
      return [...complaints.filter((text) => !text.includes(String(status))), ...(await stack.failures())];
    },
  };
}
