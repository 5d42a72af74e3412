import { afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openDashboard } from '../../support/browser.ts';
import { createCustomer, type Stack } from '../../support/stack.ts';
import { startDashboard } from '../../support/started.ts';
import { expectRows } from '../../support/table-rows.ts';
import { limit } from '../../../support/limits.ts';

let stack: Stack;
let browser: Browser;
let organizationId: string;
let page: Page;

beforeAll(async () => {
  ({ stack, browser } = await startDashboard());
}, limit(120));
beforeEach(async () => {
  organizationId = await createCustomer(stack, { name: 'Initech', baseline: { provider: 'dear' } });
  ({ page } = await openDashboard(browser, stack, { path: `/settings?org=${organizationId}` }));
});
afterEach(async () => {
  await page.context().close();
  expect(await stack.failures()).toEqual([]);
});

const KEYS = 'API keys, newest first';
const button = (name: string) => page.getByRole('button', { name, exact: true });
const ask = async (key: string) => {
  const url = `${stack.endpoints.api_url}/api/v1/organizations/${organizationId}`;
  return (await fetch(url, { headers: { authorization: `Bearer ${key}` } })).status;
};

async function make(name: string, access: string): Promise<string> {
  await button('Create a key').click();
  const dialog = page.getByRole('dialog', { name: 'Create an API key' });
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByLabel('Access').selectOption({ label: access });
  await dialog.getByRole('button', { name: 'Create the key' }).click();
  const shown = page.getByRole('dialog', { name: `The key of ${name}` });
  const key = (await shown.getByLabel('The key').textContent()) ?? '';
  await shown.getByRole('button', { name: 'Done' }).click();
  await shown.waitFor({ state: 'detached' });
  return key;
}

test('a key is made, shown once, works, is revoked, and works no longer', async () => {
  await page.getByText('There are no API keys.').waitFor();
  const key = await make('Nightly export', 'Read');
  expect(key).toMatch(/^pbk_\w{82}$/);
  await expectRows(page, KEYS, [
    expect.stringMatching(new RegExp(`Nightly export ${key.slice(0, 12)}….*Read.*by alice.*Never.*Revoke`)),
  ]);
  expect(await page.getByText(key.slice(-49)).count()).toBe(0);
  expect(await ask(key)).toBe(200);

  await button('Revoke Nightly export').click();
  await page.getByRole('dialog', { name: 'Revoke Nightly export?' }).waitFor();
  await button('Revoke').click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await expectRows(page, KEYS, [expect.stringMatching(/Nightly export.*Revoked.*by alice/)]);
  expect(await button('Revoke Nightly export').count()).toBe(0);
  expect(await ask(key)).toBe(401);
});

test('the key is copied whole', async () => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await button('Create a key').click();
  await page.getByRole('dialog').getByLabel('Name').fill('Copied');
  await button('Create the key').click();
  const shown = page.getByRole('dialog', { name: 'The key of Copied' });
  const key = await shown.getByLabel('The key').textContent();
  await shown.getByRole('button', { name: 'Copy the key' }).click();
  await shown.getByText('Copied', { exact: true }).waitFor();
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(key);
});

test('fits a telephone, the key as well', async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  const overflow = () =>
    page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  await make('Nightly export of everything that there is, for the data warehouse', 'Read and write');
  expect(await overflow()).toBe(0);
  await button('Create a key').click();
  await page.getByRole('dialog').getByLabel('Name').fill('Second');
  await button('Create the key').click();
  const box = await page.getByLabel('The key', { exact: true }).boundingBox();
  expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 999) <= 390).toBe(true);
});

test('a viewer is not shown that there are keys', async () => {
  await stack.asOperator('PUT', `/organizations/${organizationId}/members/second`, {
    body: { role: 'admin' },
  });
  await stack.asOperator('PUT', `/organizations/${organizationId}/members/alice`, {
    body: { role: 'viewer' },
  });
  await page.reload();
  await page.getByRole('heading', { name: 'Members' }).waitFor();
  expect(await page.getByRole('heading', { name: 'API keys' }).count()).toBe(0);
});
