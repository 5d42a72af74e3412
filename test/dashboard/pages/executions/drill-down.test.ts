import { afterEach, beforeAll, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { openDashboard } from '../../support/browser.ts';
import { execution } from '../../support/executions.ts';
import { createCustomer, type Stack } from '../../support/stack.ts';
import { startDashboard } from '../../support/started.ts';
import { limit } from '../../../support/limits.ts';

let stack: Stack;
let browser: Browser;
let organizationId: string;
let page: Page;
let complaints: readonly string[];
const unpricedId = '01a21616-81cd-7326-8fea-dbe0c55e12ea';

beforeAll(async () => {
  ({ stack, browser } = await startDashboard());
  const fields = { name: 'Initech', baseline: { provider: 'dear' } };
  organizationId = await createCustomer(stack, fields, [
    { provider: 'swift', pricing_model: 'per_input_token', cost_per_unit: '0.00000125' },
    { provider: 'swift', pricing_model: 'per_output_token', cost_per_unit: '0.00001' },
    { provider: 'dear', pricing_model: 'per_request', cost_per_unit: '0.04' },
  ]);
  const unpriced = execution(organizationId, { task_id: 'unpriced', provider: 'unheard_of', model: 'x-1' });
  await stack.store([
    execution(organizationId, { task_id: 'review-1', task_type: 'code_review' }),
    execution(organizationId, { task_id: 'failed', success: false }),
    { ...unpriced, id: unpricedId },
    ...Array.from({ length: 57 }, (_, index) => execution(organizationId, { task_id: `task-${index}` })),
  ]);
}, limit(120));
afterEach(async () => {
  await page.context().close();
  expect(complaints).toEqual([]);
  expect(await stack.failures()).toEqual([]);
});

async function open(path: string): Promise<void> {
  ({ page, complaints } = await openDashboard(browser, stack, {
    path: `${path}${path.includes('?') ? '&' : '?'}org=${organizationId}`,
  }));
}
const link = (name: string) => page.getByRole('link', { name, exact: true });
const shown = (text: string) => page.getByText(text).waitFor();
const parameter = (name: string) => new URL(page.url()).searchParams.get(name);

async function download(button: string): Promise<{ readonly name: string; readonly text: string }> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).click(),
  ]);
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
}

test('filters are chips and the address, are undone by Back, and are what is exported', async () => {
  await open('/executions?success=true');
  await shown('The newest 50 are shown.');
  await page.getByRole('button', { name: 'Show more' }).click();
  await shown('59 in all.');

  await page.getByLabel('Task type').selectOption({ label: 'Code review' });
  await shown('1 in all.');
  expect(parameter('task_type')).toBe('code_review');
  const csv = await download('Export CSV');
  expect(csv.name).toMatch(/^executions-.*\.csv$/);
  expect(csv.text.trimEnd().split('\r\n')).toHaveLength(2);
  expect(csv.text).toContain(',review-1,');
  const lines = (await download('Export NDJSON')).text.trimEnd().split('\n');
  expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject([{ task_id: 'review-1' }]);

  await page.getByRole('button', { name: 'Remove the filter Task type: Code review' }).click();
  await shown('59 in all.');
  await page.goBack();
  await shown('1 in all.');
  await page.getByLabel('Model').fill('no-such-model');
  await page.getByLabel('Model').press('Enter');
  await shown('No tasks in this period match the filters.');
  await page.getByRole('button', { name: 'Remove the filters' }).click();
  await shown('The newest 50 are shown.');
  expect([...new URL(page.url()).searchParams.keys()]).toEqual(['org']);
});

test('an export that fails says why, and can be tried again', async () => {
  await open('/executions?success=false');
  await shown('1 in all.');
  const exports = /\/api\/v1\/exports\//;
  await page.route(exports, (route) =>
    route.fulfill({
      status: 503,
      contentType: 'application/problem+json',
      body: JSON.stringify({
        type: 'about:blank',
        title: 'Too much',
        status: 503,
        detail: 'Ask for fewer days.',
      }),
    }),
  );
  await page.getByRole('button', { name: 'Export CSV' }).click();
  await page.getByRole('alert').getByText('Ask for fewer days.').waitFor();
  await page.unroute(exports);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Try again' }).click(),
  ]);
  expect(await readFile(await file.path(), 'utf8')).toContain(',failed,');
  await page.getByRole('alert').waitFor({ state: 'detached' });
  // The browser reports the status itself.
  expect(complaints.filter((text) => !text.includes('503'))).toEqual([]);
  complaints = [];
});

test('a task leads to the arithmetic of both its costs and to the prices in it', async () => {
  await open('/executions?task_type=code_review');
  await link('review-1').click();
  // 1,000 input tokens and 100 of output against one request.
  await shown(
    'Routing saved $0.03775 (94.4%) on this task. It cost $0.00225; the same usage would have cost $0.04 on the baseline, Dear (no model).',
  );
  const actual = page.getByRole('table', { name: 'Actual cost: prices and arithmetic' });
  const input = actual.getByRole('row', { name: /Input tokens/ });
  expect(await input.textContent()).toMatch(/1000.*0\.000001250000.*0\.001250000000$/);
  const total = page.getByRole('region', { name: 'Actual cost', exact: true }).locator('dl');
  expect(await total.textContent()).toMatch(/Sum0\.002250000000.*0\.002250000000/);
  await input.getByRole('link').click();
  await page.waitForURL(/\/prices\/[0-9a-f-]{36}/);
});

test('what has no price says why and leads to its price and to its tasks', async () => {
  await open('/unpriced');
  const row = page.getByRole('row', { name: /Unheard Of/ });
  await row.getByText('No price for the provider and model').waitFor();
  await row.getByRole('link', { name: /unpriced tasks/ }).click();
  await link('unpriced').click();
  await page.waitForURL(new RegExp(`/executions/${unpricedId}`));
  await shown('What this task cost is not known yet.');
  await link('Add a price').click();
  await page.waitForURL(/\/prices\/new/);
  expect([parameter('price_provider'), parameter('price_model')]).toEqual(['unheard_of', 'x-1']);
});

test('the executive summary says what it has not enough data for, and goes along as a file', async () => {
  await open('/summary');
  const figure = page.locator('[data-figure="total_savings"]');
  expect(await figure.textContent()).toBe('$2.19');
  await page.getByText('Needs 30 tasks of one type on Dear').first().waitFor();
  expect((await download('Download PDF')).text).toMatch(/^%PDF-/);
  expect((await download('Download CSV')).text).toContain('total_savings,2.189500000000,USD');
  const json = await download('Download JSON');
  expect(json.name).toMatch(/^executive-summary-.*\.json$/);
  expect(JSON.parse(json.text)).toMatchObject({ total_savings: 2.19, tasks: 60 });
});
