import { afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import * as z from 'zod';
import { eventually } from '../../../support/eventually.ts';
import { openDashboard } from '../../support/browser.ts';
import { execution } from '../../support/executions.ts';
import { createCustomer, type Stack } from '../../support/stack.ts';
import { startDashboard } from '../../support/started.ts';
import { limit } from '../../../support/limits.ts';

let stack: Stack;
let browser: Browser;
let organizationId: string;
let page: Page;

beforeAll(async () => {
  ({ stack, browser } = await startDashboard());
  organizationId = await createCustomer(stack, { name: 'Initech', baseline: { provider: 'dear' } }, [
    { provider: 'swift', pricing_model: 'per_output_token', cost_per_unit: '0.01' },
    { provider: 'dear', pricing_model: 'per_output_token', cost_per_unit: '0.05' },
  ]);
  for (const provider of ['swift', 'dear']) await addFactor(provider);
  // 100 output tokens at half of $0.01.
  await stack.store([execution(organizationId, { service_tier: 'batch' })]);
  // Connected, it has what waits begun at once.
  const { page: open } = await openDashboard(browser, stack, { path: `/prices?org=${organizationId}` });
  // One that is under way would price by what is corrected since, and leave nothing to change.
  await eventually(async () => !(await isRecalculating()) || undefined, 150);
  await open.context().close();
}, limit(300));
beforeEach(async () => {
  const path = `/prices?org=${organizationId}&scope=contract&provider=swift`;
  ({ page } = await openDashboard(browser, stack, { path }));
});
afterEach(async () => {
  await page.context().close();
  expect(await stack.failures()).toEqual([]);
});

const addFactor = (provider: string) =>
  stack.asAdmin('POST', '/pricing/factors', {
    body: {
      organization_id: organizationId,
      source: 'contract',
      provider,
      dimension: 'service_tier',
      value: 'batch',
      factor: '0.5',
      effective_date: '2020-01-01',
    },
  });
const isRecalculating = async () => {
  const list = await stack.asAdmin('GET', `/recalculations?organization_id=${organizationId}`);
  const { recalculations } = z
    .object({ recalculations: z.array(z.object({ status: z.string() })) })
    .parse(list);
  return recalculations.some(({ status }) => status !== 'completed');
};
const rows = async () => {
  const table = page.getByRole('group', { name: 'Factors, newest first', exact: true });
  await table.waitFor();
  return (await table.locator('tbody tr').allTextContents()).filter((row) => row.includes('contract'));
};
const cost = async (): Promise<unknown> => {
  const summary = `/analytics/savings/summary?organization_id=${organizationId}`;
  return z.object({ total_cost: z.number() }).parse(await stack.asAdmin('GET', summary)).total_cost;
};
/** Follows it to its end. @returns the actual cost before and after, rounded and exact, and its change */
const recalculated = async (): Promise<readonly string[]> => {
  const card = page.getByRole('region', { name: 'What this factor changes' });
  await card.getByText('Completed', { exact: true }).waitFor({ timeout: limit(150) });
  const row = card.getByRole('row', { name: /^Actual cost/ });
  const cells = await row.getByRole('cell').allInnerTexts();
  await card.getByRole('button', { name: 'Close' }).click();
  await card.waitFor({ state: 'detached' });
  return cells.flatMap((cell) => cell.split(/\s+/));
};

test(
  'a factor is corrected and ended; what either changes is followed to its end',
  async () => {
    expect(await rows()).toEqual([expect.stringContaining('× 0.5since')]);
    await page.getByRole('button', { name: 'Correct the factor of Swift (any model), contract' }).click();
    const correction = page.getByRole('dialog', { name: 'Correct this factor' });
    const correct = correction.getByRole('button', { name: 'Correct the factor' });
    await correction.getByLabel('Reason').fill('The contract says a quarter');
    await correct.click();
    // Nothing is changed, which is wrong of no field alone.
    await correction.getByRole('alert').getByText('must change at least one of').first().waitFor();
    await correction.getByLabel('Factor').fill('a quarter');
    await correct.click();
    await correction
      .getByRole('alert')
      .getByText(/^must be a decimal string/)
      .waitFor();
    expect(await correction.getByRole('alert').count()).toBe(1);
    await correction.getByLabel('Factor').fill('0.25');
    await correct.click();
    await correction.waitFor({ state: 'detached' });
    expect(await recalculated()).toEqual(['$0.50', '$0.50', '$0.25', '$0.25', '−$0.25']);
    expect(await cost()).toBe(0.25);
    expect(await rows()).toEqual([expect.stringContaining('× 0.25since')]);

    await page.getByRole('button', { name: 'End the factor of Swift (any model), contract' }).click();
    const ending = page.getByRole('dialog', { name: 'End this factor' });
    await ending.getByLabel('Reason').fill('The discount is over');
    await ending.getByLabel('Until').fill('2019-12-31');
    await ending.getByText('are priced again', { exact: false }).waitFor();
    await ending.getByRole('button', { name: 'End the factor' }).click();
    await ending
      .getByRole('alert')
      .getByText(/^must be after effective_date$/)
      .waitFor();
    await ending.getByLabel('Until').fill('2020-01-02');
    await ending.getByRole('button', { name: 'End the factor' }).click();
    await ending.waitFor({ state: 'detached' });
    expect(await recalculated()).toEqual(['$0.25', '$0.25', '$0.00', '$0.00', '−$0.25']);
    expect(await rows()).toEqual([expect.stringMatching(/× 0\.25since .* until /)]);
    await page.getByRole('button', { name: 'Show superseded' }).click();
    await page.getByText('Superseded', { exact: true }).nth(1).waitFor();
    expect(await rows()).toEqual([
      expect.stringMatching(/batch× 0\.25since .* until .*Correct/),
      expect.stringMatching(/batchSuperseded × 0\.25since [^u]*$/),
      expect.stringMatching(/batchSuperseded × 0\.5since [^u]*$/),
    ]);
    // What has an end can be corrected, and is not ended again.
    expect(await page.getByRole('button', { name: /^End the factor of Swift.*contract/ }).count()).toBe(0);
    expect(await page.getByRole('button', { name: /^Correct the factor of Swift.*contract/ }).count()).toBe(
      1,
    );
  },
  limit(400),
);

test('a factor that ends in the future prices nothing again that is stored', async () => {
  const path = `/prices?org=${organizationId}&scope=contract&provider=dear`;
  await page.goto(new URL(path, stack.endpoints.dashboard_url).href);
  await page.getByRole('button', { name: /^End the factor of Dear/ }).click();
  const ending = page.getByRole('dialog', { name: 'End this factor' });
  await ending.getByLabel('Reason').fill('Until the year 2100');
  await ending.getByLabel('Until').fill('2100-01-01');
  expect(await ending.getByText('are priced again', { exact: false }).count()).toBe(0);
  await ending.getByRole('button', { name: 'End the factor' }).click();
  await ending.waitFor({ state: 'detached' });
  expect(await rows()).toEqual([expect.stringMatching(/until Jan 1, 2100|until Dec 31, 2099/)]);
});

test('the factors of list prices are for operators to change', async () => {
  await page.goto(new URL(`/prices?org=${organizationId}`, stack.endpoints.dashboard_url).href);
  const ofLists = (of: Page) =>
    of
      .getByRole('group', { name: 'Factors, newest first', exact: true })
      .locator('tbody tr')
      .filter({ hasNotText: 'contract' });
  await ofLists(page).first().waitFor();
  expect(await ofLists(page).getByRole('button').count()).toBe(0);
  const path = `/prices?org=${organizationId}`;
  const { page: ofOperator } = await openDashboard(browser, stack, { path, operator: true });
  await ofLists(ofOperator).getByRole('button', { name: 'Correct' }).first().waitFor();
  await ofOperator.context().close();
});
