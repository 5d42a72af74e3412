import { afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { limit } from '../../../support/limits.ts';
import { openDashboard } from '../../support/browser.ts';
import { createCustomer, SUBJECT, type Stack } from '../../support/stack.ts';
import { startDashboard } from '../../support/started.ts';
import { expectRows } from '../../support/table-rows.ts';

let stack: Stack;
let browser: Browser;
let organizationId: string;
let page: Page;
let complaints: readonly string[];

beforeAll(async () => {
  ({ stack, browser } = await startDashboard());
}, limit(120));
beforeEach(async () => {
  organizationId = await createCustomer(stack, { name: 'Initech', baseline: { provider: 'dear' } });
  await stack.asAdmin('PUT', `/organizations/${organizationId}/members/vera`, { body: { role: 'viewer' } });
  ({ page, complaints } = await openDashboard(browser, stack, { path: `/audit?org=${organizationId}` }));
});
afterEach(async () => {
  await page.context().close();
  expect(await stack.failures()).toEqual([]);
});

const LOG = 'Audit log, newest first';
const filters = () => page.getByRole('group', { name: 'Filters' });
const choose = (what: string) => filters().getByLabel('What').selectOption({ label: what });

test('says who did what to whom, from where, with the details', async () => {
  await choose('Added or changed a member');
  await expectRows(page, LOG, [
    expect.stringMatching(/alice.*Added or changed a member.*member.*vera.*127\.0\.0\.1/),
    expect.stringMatching(/operator.*Added or changed a member.*member.*alice.*127\.0\.0\.1/),
  ]);
  await page.getByText('2 in all.').waitFor();
  const details = page.getByRole('row', { name: /vera/ });
  await details.getByText('Show').click();
  await details.getByText('viewer', { exact: true }).waitFor();
  expect(complaints).toEqual([]);
});

test('what was read is on it, also what this page reads', async () => {
  await page.goto(new URL(`/?org=${organizationId}`, stack.endpoints.dashboard_url).href);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForLoadState('networkidle');
  await page.getByRole('link', { name: 'Audit log' }).click();
  await choose('Read');
  await page.getByRole('row', { name: /alice Read savings summary/ }).waitFor();
});

test('who is filtered by typing, and an empty list offers to remove the filters', async () => {
  await filters().getByLabel('Who').fill('nobody');
  await filters().getByLabel('Who').press('Enter');
  await page.getByText('Nothing of this kind was done in this period.').waitFor();
  await page.getByRole('link', { name: 'Remove the filters' }).click();
  await page.getByRole('row', { name: /operator.*Created the organization/ }).waitFor();
  expect(await filters().getByLabel('Who').inputValue()).toBe('');
});

test('the same is saved as a file, which is an entry itself', async () => {
  await choose('Added or changed a member');
  await page.getByText('2 in all.').waitFor();
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export NDJSON' }).click(),
  ]);
  const lines = (await readFile(await saved.path(), 'utf8')).trimEnd().split('\n');
  expect(lines).toEqual([expect.stringContaining('"vera"'), expect.stringContaining('"alice"')]);
  await choose('Exported a file');
  await page.reload();
  await page.getByRole('row', { name: /alice.*Exported a file.*audit log/ }).waitFor();
});

test('who was refused is counted', async () => {
  await page.getByRole('link', { name: 'Refused access' }).click();
  await page.getByText('Nobody was refused anything here.').waitFor();
  // Operators may not look at figures of an organization that they are no member of.
  const figures = `/analytics/savings/summary?organization_id=${organizationId}`;
  for (let time = 0; time < 3; time += 1) await stack.asOperator('GET', figures).catch(() => undefined);
  await page.reload();
  await expectRows(page, 'Refused access, newest days first', [
    expect.stringMatching(/operator.*get savings summary.*3/),
  ]);
});

test('fits a telephone', async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('row', { name: /vera/ }).getByText('Show').click();
  const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
  expect(await page.evaluate(overflow)).toBe(0);
});

test('a viewer is not led to it, and sees nothing of it', async () => {
  await stack.asOperator('PUT', `/organizations/${organizationId}/members/second`, {
    body: { role: 'admin' },
  });
  await stack.asOperator('PUT', `/organizations/${organizationId}/members/${SUBJECT}`, {
    body: { role: 'viewer' },
  });
  await page.reload();
  await page.getByText('Only admins of the organization see its audit log.').waitFor();
  expect(await page.getByRole('link', { name: 'Audit log' }).count()).toBe(0);
  await page.keyboard.press('g');
  await page.keyboard.press('e');
  await page.getByRole('heading', { name: 'Executions', level: 1 }).waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('l');
  expect(await page.getByRole('heading', { name: 'Executions', level: 1 }).count()).toBe(1);
});
