import { setImmediate } from 'node:timers/promises';
import { beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page, WebSocketRoute } from 'playwright-core';
import { figure, openDashboard } from './support/browser.ts';
import { execution } from './support/executions.ts';
import { createCustomer, type Stack } from './support/stack.ts';
import { startDashboard } from './support/started.ts';
import { withoutLiveUpdates } from './support/without-live-updates.ts';
import { eventually } from '../support/eventually.ts';
import { limit } from '../support/limits.ts';

let stack: Stack;
let browser: Browser;
beforeAll(async () => {
  ({ stack, browser } = await startDashboard());
}, limit(120));

/** Each request costs a dollar with `swift` and three with the baseline. */
const customer = () =>
  createCustomer(stack, { name: 'Live', time_zone: 'Europe/Berlin', baseline: { provider: 'dear' } }, [
    { provider: 'swift', pricing_model: 'per_request', cost_per_unit: '1' },
    { provider: 'dear', pricing_model: 'per_request', cost_per_unit: '3' },
  ]);

const saved = (page: Page) => figure(page, 'total_savings');
const state = (page: Page, name: string) => page.locator(`[data-connection="${name}"]`);

test('an organization without tasks is told how to send one; the first one shows by itself', async () => {
  const id = await customer();
  const { page, complaints } = await openDashboard(browser, stack, { path: `/?org=${id}` });
  await page.getByText('Nothing has been recorded in this range.').waitFor();
  const command = await page.locator('pre').textContent();
  expect(command).toContain(stack.endpoints.queue_url);
  expect(command).toContain(id);
  await state(page, 'live').waitFor();
  await stack.send([execution(id)]);
  await saved(page)
    .getByText('$2.00', { exact: true })
    .waitFor({ timeout: limit(5) });
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('a message over SQS changes the counter within five seconds, without a reload', async () => {
  const id = await customer();
  await stack.store([execution(id)]);
  const { page, complaints } = await openDashboard(browser, stack, { path: `/?org=${id}` });
  await saved(page).getByText('$2.00', { exact: true }).waitFor();
  await state(page, 'live').waitFor();
  let loads = 0;
  page.on('load', () => (loads += 1));
  await stack.send([execution(id), execution(id)]);
  await saved(page)
    .getByText('$6.00', { exact: true })
    .waitFor({ timeout: limit(5) });
  // What was lost is shown as lost.
  await stack.send(Array.from({ length: 5 }, () => execution(id, { provider: 'dear' })));
  await page
    .getByText('8', { exact: true })
    .first()
    .waitFor({ timeout: limit(5) });
  expect(loads).toBe(0);
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('without a WebSocket polling takes over; the live connection comes back, and offline is said', async () => {
  const id = await customer();
  await stack.store([execution(id)]);
  const sockets: WebSocketRoute[] = [];
  const { page } = await openDashboard(browser, stack, {
    path: `/?org=${id}`,
    async prepare(opened) {
      await opened.clock.install();
      await opened.routeWebSocket(/\/live/, (socket) => {
        socket.connectToServer();
        sockets.push(socket);
      });
    },
  });
  await state(page, 'live').waitFor();

  await page.route('**/live/tickets', (route) => route.abort());
  await sockets[0]?.close({ code: 1001 });
  await state(page, 'polling').waitFor();
  await stack.store([execution(id), execution(id)]);
  await saved(page).getByText('$2.00', { exact: true }).waitFor();
  await page.clock.fastForward(31_000);
  await saved(page).getByText('$6.00', { exact: true }).waitFor();
  expect(sockets).toHaveLength(1);

  await page.unroute('**/live/tickets');
  await page.clock.fastForward(61_000);
  await state(page, 'live').waitFor();
  expect(sockets).toHaveLength(2);
  await stack.send([execution(id)]);
  await saved(page)
    .getByText('$8.00', { exact: true })
    .waitFor({ timeout: limit(5) });

  await page.context().setOffline(true);
  await state(page, 'offline').waitFor();
  await page.context().setOffline(false);
  await state(page, 'live').waitFor();
  await page.context().close();
});

test('a socket that opens and closes at once is opened ever less often', async () => {
  const id = await customer();
  let opened = 0;
  const { page } = await openDashboard(browser, stack, {
    path: `/?org=${id}`,
    async prepare(opening) {
      await opening.clock.install();
      // The longest pauses that chance gives.
      await opening.addInitScript('Math.random = () => 0.999');
      await opening.routeWebSocket(/\/live/, (socket) => {
        opened += 1;
        // It is open when this returns.
        void setImmediate().then(() => socket.close({ code: 1001 }));
      });
    },
  });
  await state(page, 'polling').waitFor();
  const pageTime = () => page.evaluate<number>('Date.now()');
  // However long a ticket takes, the page's clock stands still meanwhile.
  await page.clock.pauseAt((await pageTime()) + 1_000);
  const [start, first] = [await pageTime(), opened];
  let tickets = 0;
  page.on('request', (request) => (tickets += Number(request.url().endsWith('/live/tickets'))));
  await eventually(async () => {
    await page.clock.runFor(500);
    await eventually(() => opened - first >= tickets || undefined);
    return opened >= first + 3 || undefined;
  });
  // The pauses between these are of 4.5 and 8.5 seconds at least; with equal ones it is three times 1.5.
  expect((await pageTime()) - start).toBeGreaterThan(10_000);
  await page.context().close();
});

test('figures that nothing confirms any more are called stale', async () => {
  const id = await customer();
  await stack.store([execution(id)]);
  const { page } = await openDashboard(browser, stack, {
    path: `/?org=${id}`,
    async prepare(opened) {
      await opened.clock.install();
      await opened.route('**/live/tickets', (route) => route.abort());
    },
  });
  await state(page, 'polling').waitFor();
  await saved(page).waitFor();
  // An answer that is still on its way would come after the clock has moved, and be new.
  await page.waitForLoadState('networkidle');
  await page.route('**/api/v1/analytics/**', (route) => route.abort());
  await page.clock.fastForward(80_000);
  await state(page, 'stale').waitFor();
  await page.getByRole('alert').getByText('Payback cannot be reached').first().waitFor();
  // What was last known stays in view, with its age beside it.
  await saved(page).getByText('$2.00', { exact: true }).waitFor();
  await page.context().close();
});

test('where the deployment has no live updates, pages ask by themselves and for no ticket', async () => {
  const id = await customer();
  const { page, complaints } = await openDashboard(browser, stack, { path: `/?org=${id}` });
  await state(page, 'live').waitFor();
  let tickets = 0;
  await page.route('**/live/tickets', (route) => {
    tickets += 1;
    return route.continue();
  });
  await withoutLiveUpdates(page);
  await page.reload();
  await state(page, 'polling').waitFor();
  expect(tickets).toBe(0);
  expect(complaints).toEqual([]);
  await page.context().close();
});
