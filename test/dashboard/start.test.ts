import { beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page, Request } from 'playwright-core';
import { figure, openDashboard } from './support/browser.ts';
import { execution } from './support/executions.ts';
import { createCustomer, type Stack } from './support/stack.ts';
import { startDashboard } from './support/started.ts';
import { withoutLiveUpdates } from './support/without-live-updates.ts';
import { limit } from '../support/limits.ts';

const APPLICATION = /\/assets\/main-[\w-]+\.js$/;
const FIGURES = ['/api/v1/analytics/savings/summary', '/api/v1/analytics/costs/by-provider'];
/** Two zones whose days are never the same. */
const EAST = 'Pacific/Kiritimati';
const WEST = 'Etc/GMT+12';

let stack: Stack;
let browser: Browser;
let first: string;
let second: string;

/** Each request saves two dollars: three with the baseline, one with `swift`. */
const customer = async (name: string, requests: number): Promise<string> => {
  const fields = { name, time_zone: EAST, baseline: { provider: 'dear' } };
  const price = { pricing_model: 'per_request', cost_per_unit: '1' } as const;
  const prices = [
    { ...price, provider: 'swift' },
    { ...price, provider: 'dear', cost_per_unit: '3' },
  ];
  const id = await createCustomer(stack, fields, prices);
  await stack.store(Array.from({ length: requests }, () => execution(id)));
  return id;
};

beforeAll(async () => {
  ({ stack, browser } = await startDashboard());
  [first, second] = [await customer('Initech', 1), await customer('Hooli', 2)];
}, limit(120));

/** Signed in, looking at an organization. */
async function signedIn(id: string) {
  const opened = await openDashboard(browser, stack, { path: `/?org=${id}&range=7d` });
  await saved(opened.page, id);
  return opened;
}

/** The same; nothing is read again because of news. */
async function signedInWithoutNews(id: string) {
  const opened = await signedIn(id);
  await withoutLiveUpdates(opened.page);
  await opened.page.reload();
  await saved(opened.page, id);
  return opened;
}

const saved = (page: Page, id: string) =>
  figure(page, 'total_savings')
    .getByText(id === first ? '$2.00' : '$4.00', { exact: true })
    .waitFor();
const pathOf = (request: Request) => new URL(request.url()).pathname;
const address = (id: string, search = '&range=7d') =>
  new URL(`/?org=${id}${search}`, stack.endpoints.dashboard_url).href;

/** What a page asks for from now on, in order. */
function requestsOf(page: Page): Request[] {
  const requests: Request[] = [];
  page.on('request', (request) => requests.push(request));
  return requests;
}
const askedFor = (requests: readonly Request[], path: string) =>
  requests
    .filter((request) => pathOf(request) === path)
    .map((request) => new URL(request.url()).searchParams);

test(
  'whoever is not signed in leaves for the sign-in page before the application is asked for',
  async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const requests = requestsOf(page);
    await page.goto(address(first));
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(requests.map(pathOf).filter((path) => APPLICATION.test(path))).toEqual([]);
    const asked = requests.findIndex((request) => pathOf(request) === '/oauth2/authorize');
    expect(asked).toBeGreaterThan(0);
    const { searchParams } = new URL(requests[asked]?.url() ?? '');
    expect(searchParams.get('code_challenge_method')).toBe('S256');
    expect(searchParams.get('state')?.length).toBeGreaterThan(20);

    await page.getByRole('button', { name: 'Sign in' }).click();
    await saved(page, first);
    expect(page.url()).toBe(address(first));
    // The code is exchanged while the application loads, and figures are asked for once.
    expect(requests.map(pathOf)).toContain('/oauth2/token');
    for (const path of FIGURES) expect(askedFor(requests, path)).not.toHaveLength(0);
    await context.close();
  },
  limit(60),
);

test(
  'figures are asked for before the application is there, not one after the other, and once',
  async () => {
    const { page, complaints } = await signedInWithoutNews(first);
    const early = new Set<string>();
    let deliver = () => {};
    const all = new Promise<void>((resolve) => (deliver = resolve));
    await page.route('**/api/v1/**', async (route) => {
      early.add(pathOf(route.request()));
      if (['/api/v1/organizations', ...FIGURES].every((path) => early.has(path))) deliver();
      // No answer before all is asked for, and no application before that.
      await all;
      await route.continue();
    });
    await page.route(APPLICATION, async (route) => {
      await all;
      await route.continue();
    });
    const requests = requestsOf(page);
    await page.goto(address(first));
    await saved(page, first);
    for (const path of ['/api/v1/organizations', ...FIGURES]) {
      expect(askedFor(requests, path)).toHaveLength(1);
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  },
  limit(60),
);

test(
  'another organization is never asked for, and never shown',
  async () => {
    const { page, complaints } = await signedInWithoutNews(first);
    const requests = requestsOf(page);
    await page.goto(address(second));
    await saved(page, second);
    for (const path of FIGURES) {
      expect(askedFor(requests, path).map((query) => query.get('organization_id'))).toEqual([second]);
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  },
  limit(60),
);

test(
  'figures of other days, since the organization has another time zone meanwhile, are not shown',
  async () => {
    const { page } = await signedInWithoutNews(first);
    await page.evaluate(
      ([id, zone]) =>
        sessionStorage.setItem('payback.seen-organization', JSON.stringify({ id, time_zone: zone })),
      [first, WEST],
    );
    const requests = requestsOf(page);
    await page.goto(address(first));
    await saved(page, first);
    const days = askedFor(requests, FIGURES[0] ?? '').map((query) => query.get('end_date') ?? '');
    expect(days).toHaveLength(2);
    const title = await page.getByText('An estimate by a').textContent();
    expect(days[0]).not.toBe(days[1]);
    expect(title).toContain(String(Number(days[1]?.slice(8))));
    await page.context().close();
  },
  limit(60),
);

test(
  'a token that is refused is renewed, and figures are asked for with the new one',
  async () => {
    const { page } = await signedIn(first);
    // As the next page begins: the one that is open would renew it as well.
    await page.addInitScript(`
      const tokens = JSON.parse(sessionStorage.getItem('payback.api-tokens'));
      sessionStorage.setItem('payback.api-tokens', JSON.stringify({ ...tokens, accessToken: 'no.such.token' }));`);
    const statuses: number[] = [];
    page.on('response', (response) => {
      if (pathOf(response.request()) === FIGURES[0]) statuses.push(response.status());
    });
    await page.goto(address(first));
    await saved(page, first);
    // Others may follow, because of news: the browser lets no page that a test has replaced ask the issuer.
    expect(statuses.slice(0, 2)).toEqual([401, 200]);
    await page.context().close();
  },
  limit(60),
);

test(
  'whoever signs out leaves nothing behind that is asked for in the next session',
  async () => {
    const { page } = await signedIn(first);
    await page.getByRole('button', { name: 'Appearance and sign-out' }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
    expect(await page.evaluate(() => Object.keys(sessionStorage))).toEqual([]);
    await page.context().close();
  },
  limit(60),
);
