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

const button = (name: string) => page.getByRole('button', { name, exact: true });
const RULES = 'Rules for baselines, newest first';

test('a rule for a label is added and ended; what is wrong is said at its field', async () => {
  await page.getByText('There are no other rules.').waitFor();
  await button('Add a rule').click();
  const dialog = page.getByRole('dialog', { name: 'Add a rule' });
  await dialog.getByLabel('Value').fill('search');
  await dialog.getByLabel('Provider').fill('slow');
  await dialog.getByLabel('Model').fill('slow-1');
  await dialog.getByLabel('Label').fill('t'.repeat(51));
  await dialog.getByRole('button', { name: 'Add the rule' }).click();
  await dialog.getByRole('alert').first().waitFor();
  await dialog.getByLabel('Label').fill('team');
  await dialog.getByRole('button', { name: 'Add the rule' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('team = search').waitFor();
  await expectRows(page, RULES, [expect.stringMatching(/A label's value team = search.*Slow slow-1.*alice/)]);
  await button("End A label's value").click();
  await button('End it now').click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByText('until', { exact: false }).first().waitFor();
  await expectRows(page, RULES, [expect.stringContaining(' until ')]);
  const { baselines } = Object(
    await stack.asAdmin('GET', `/organizations/${organizationId}/baselines?current=true`),
  );
  expect(baselines).toMatchObject([{ rule: 'organization' }]);
});

test(
  'a rule for requested models names a provider or none; what it changes is followed to its end',
  async () => {
    await button('Add a rule').click();
    const dialog = page.getByRole('dialog', { name: 'Add a rule' });
    await dialog.getByLabel('For', { exact: true }).selectOption('requested_model');
    expect(await dialog.getByLabel('Model').count()).toBe(0);
    await dialog.getByLabel('Provider').fill('p'.repeat(101));
    await dialog.getByRole('button', { name: 'Add the rule' }).click();
    await dialog.getByRole('alert').first().waitFor();
    // Beside the field, and not once more above the buttons.
    expect(await dialog.getByRole('alert').count()).toBe(1);
    await dialog.getByLabel('Provider').fill('slow');
    await dialog.getByLabel('From').fill('2026-01-01');
    await dialog.getByText('are compared again', { exact: false }).waitFor();
    await dialog.getByRole('button', { name: 'Add the rule' }).click();
    await page.getByText('at its provider, or Slow').waitFor();
    const followed = page.getByRole('region', { name: 'What this rule changes' });
    await followed.getByText('Completed', { exact: true }).waitFor({ timeout: limit(150) });
    await page.reload();
    await followed.getByText('0 executions examined', { exact: false }).waitFor();
    await followed.getByRole('link', { name: 'Close' }).click();
    await followed.waitFor({ state: 'detached' });

    await button('Add a rule').click();
    await dialog.getByLabel('For', { exact: true }).selectOption('requested_model');
    await dialog.getByLabel('From').fill('2100-01-01');
    expect(await dialog.getByText('are compared again', { exact: false }).count()).toBe(0);
    await dialog.getByRole('button', { name: 'Add the rule' }).click();
    await page.getByText('The rule is saved. It begins in the future', { exact: false }).waitFor();
    await expectRows(page, RULES, [
      expect.stringContaining("at its provider, or the organization's"),
      expect.stringContaining('at its provider, or Slow'),
    ]);
  },
  limit(240),
);

test('messages’ own baselines are accepted only after a warning', async () => {
  await button('Add a rule').click();
  const dialog = page.getByRole('dialog', { name: 'Add a rule' });
  await dialog.getByLabel('For', { exact: true }).selectOption('message');
  await dialog.getByText('decides what savings are measured against', { exact: false }).waitFor();
  await dialog.getByRole('button', { name: 'Add the rule' }).click();
  await page.getByText('as the message says').waitFor();
});

test('descriptions and error messages are kept where an admin says so', async () => {
  const stored = () => stack.asAdmin('GET', `/organizations/${organizationId}`);
  await page.getByText('What tasks were about is not kept.').waitFor();
  await page.getByText('Of error messages only the class is kept', { exact: false }).waitFor();
  await button('Keep descriptions').click();
  await button('Drop descriptions').waitFor();
  expect(await stored()).toMatchObject({ keep_descriptions: true, keep_error_messages: false });
  await button('Keep error messages').click();
  await button('Drop error messages').waitFor();
  await button('Drop descriptions').click();
  await button('Keep descriptions').waitFor();
  expect(await stored()).toMatchObject({ keep_descriptions: false, keep_error_messages: true });
});

test('who ran tasks is shown where an admin says so', async () => {
  const stored = () => stack.asAdmin('GET', `/organizations/${organizationId}`);
  await page.getByText('Lists and exports of tasks do not tell who ran them.').waitFor();
  await button('Show who ran tasks').click();
  await button('Hide who ran tasks').waitFor();
  expect(await stored()).toMatchObject({ figures_by_person: true });
  await button('Hide who ran tasks').click();
  await button('Show who ran tasks').waitFor();
  expect(await stored()).toMatchObject({ figures_by_person: false });
});

test('a baseline without a model has a banner; costs may be what providers report, and back', async () => {
  await page.getByText('This baseline names no model.', { exact: false }).waitFor();
  await button('Use what providers report').click();
  await button('Leave them unpriced').waitFor();
  const stored = () => stack.asAdmin('GET', `/organizations/${organizationId}`);
  expect(await stored()).toMatchObject({ actual_cost_source: 'provider' });
  await button('Leave them unpriced').click();
  await button('Use what providers report').waitFor();
  expect(await stored()).toMatchObject({ actual_cost_source: 'price_book' });
});
