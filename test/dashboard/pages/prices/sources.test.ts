import { afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openDashboard } from '../../support/browser.ts';
import { createCustomer, type Stack } from '../../support/stack.ts';
import { startOwnDashboard } from '../../support/started.ts';
import { limit } from '../../../support/limits.ts';

let stack: Stack;
let browser: Browser;
let organizationId: string;
let page: Page;

beforeAll(async () => {
  ({ stack, browser } = await startOwnDashboard());
  organizationId = await createCustomer(stack, { name: 'Initech', baseline: { provider: 'dear' } });
}, limit(120));
afterEach(async () => {
  await page.context().close();
  expect(await stack.failures()).toEqual([]);
});

const open = async (options: { readonly operator?: boolean; readonly provider?: string } = {}) => {
  const { operator = false, provider } = options;
  const path = `/prices?org=${organizationId}${provider === undefined ? '' : `&provider=${provider}`}`;
  ({ page } = await openDashboard(browser, stack, { path, operator }));
  const card = page.getByRole('region', { name: 'Price sources' });
  await card.waitFor();
  return card;
};

test('members see by whose list providers are billed, and change nothing', async () => {
  const card = await open();
  await card.getByText('3 providers', { exact: true }).waitFor();
  expect(await card.locator('tbody tr').allInnerTexts()).toEqual([
    expect.stringMatching(/^GitHub Copilot\s+github_copilot\s+github-copilot\s/),
    expect.stringMatching(/^Google Code Assist\s+google_code_assist\s+Google\s/),
    expect.stringMatching(/^OpenAI Codex\s+openai_codex\s+OpenAI\s/),
  ]);
  // That of the help beside the title is one.
  expect(await card.getByRole('button').count()).toBe(1);
});

test('a provider without one says so', async () => {
  const card = await open({ provider: 'unheard_of' });
  await card.getByText('Unheard of has no price source.').waitFor();
  expect(await card.getByRole('group').count()).toBe(0);
});

test(
  'an operator sets, changes and ends one; what is wrong is said at its field',
  async () => {
    const card = await open({ operator: true });
    await card.getByRole('button', { name: 'Set a price source' }).click();
    const dialog = page.getByRole('dialog', { name: 'Set a price source' });
    const set = dialog.getByRole('button', { name: 'Set the price source' });
    await dialog.getByLabel('Provider').fill('gateway');
    await dialog.getByLabel('Billed by the list of').fill('nobody');
    await set.click();
    await dialog
      .getByRole('alert')
      .getByText(/^must be one of the providers/)
      .waitFor();
    expect(await dialog.getByRole('alert').count()).toBe(1);
    await dialog.getByLabel('Billed by the list of').fill('openai');
    await set.click();
    await dialog.waitFor({ state: 'detached' });
    const row = card.getByRole('row', { name: /^Gateway/ });
    await row.getByText('Within a minute').waitFor();
    await card.getByText('4 providers', { exact: true }).waitFor();
    await row.getByText('In force').waitFor({ timeout: limit(150) });

    await row.getByRole('button', { name: 'Change' }).click();
    const change = page.getByRole('dialog', { name: 'Change the price source of Gateway' });
    expect(await change.getByLabel('Provider').count()).toBe(0);
    await change.getByLabel('Billed by the list of').fill('google');
    await change.getByRole('button', { name: 'Set the price source' }).click();
    await change.waitFor({ state: 'detached' });
    await row.getByText('Google', { exact: true }).waitFor();

    await row.getByRole('button', { name: 'End' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'End it now' }).click();
    await row.getByText('no list').waitFor();
    expect(await row.getByRole('button', { name: 'End' }).count()).toBe(0);
    const { sources } = Object(await stack.asOperator('GET', '/pricing/sources'));
    expect(sources).toContainEqual(expect.objectContaining({ provider: 'gateway', price_source: null }));
  },
  limit(240),
);
