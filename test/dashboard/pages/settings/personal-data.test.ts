import { afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
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

const button = (name: string) => page.getByRole('button', { name, exact: true });

async function link(userId: string): Promise<void> {
  await button('Link alice').click();
  const dialog = page.getByRole('dialog', { name: 'Link alice' });
  await dialog.getByLabel('Id in messages').fill(userId);
  await dialog.getByRole('button', { name: 'Link', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}

async function copy(): Promise<unknown> {
  const downloading = page.waitForEvent('download');
  await button('Download a copy').click();
  const file = await downloading;
  expect(file.suggestedFilename()).toMatch(/^personal-data-\d{4}-\d\d-\d\d\.json$/);
  return JSON.parse(await readFile(await file.path(), 'utf8'));
}

test('whoever is not linked is told how, and gets a copy once an admin has linked them', async () => {
  await button('Download a copy').click();
  await page.getByText('Ask an admin of the organization to link you').waitFor();
  await link('alice@example.com');
  await expectRows(page, 'Members and their roles', [expect.stringMatching(/alice.*operator ?1 ?Link/)]);
  expect(await copy()).toMatchObject({ organization_id: organizationId, account: { subject: 'alice' } });
  await button('Link alice').click();
  await button('Unlink the one that is linked').click();
  await expectRows(page, 'Members and their roles', [expect.stringMatching(/alice.*operator ?None ?Link/)]);
});

test('erasing is asked about, begins, and says how far it is, also when the page is opened again', async () => {
  await link('alice@example.com');
  await button('Erase my data').click();
  const dialog = page.getByRole('dialog', { name: 'Erase your data?' });
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await button('Erase my data').click();
  await dialog.getByRole('button', { name: 'Erase for good' }).click();
  const row = page.getByRole('table', { name: 'The last erasures' }).getByRole('row').nth(1);
  await row.getByText(/Erasing|Everything is erased/).waitFor();
  await page.reload();
  await row.getByText(/Erasing|Everything is erased/).waitFor();
});

test('an admin names somebody else', async () => {
  await page.getByLabel('Somebody else’s id in messages').fill('nobody-we-know');
  await button('Download a copy').click();
  await page.getByText('Nothing is stored of such a person.').waitFor();
  await button('Erase their data').click();
  await page.getByRole('dialog', { name: 'Erase the data of nobody-we-know?' }).waitFor();
});
