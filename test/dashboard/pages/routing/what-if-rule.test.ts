import { afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openDashboard } from '../../support/browser.ts';
import { execution } from '../../support/executions.ts';
import { createCustomer, type Stack } from '../../support/stack.ts';
import { startDashboard } from '../../support/started.ts';
import { limit } from '../../../support/limits.ts';

let stack: Stack;
let browser: Browser;
let page: Page;
let id: string;

beforeAll(async () => {
  ({ stack, browser } = await startDashboard());
  const price = { pricing_model: 'per_request', cost_per_unit: '0.01' } as const;
  id = await createCustomer(stack, { name: 'Initech', baseline: { provider: 'dear' } }, [
    { provider: 'swift', ...price },
    { provider: 'dear', ...price },
  ]);
  const labels = { team: 'search' };
  await stack.store([
    execution(id, { labels }),
    execution(id, { labels }),
    execution(id, { requested_model: 'm' }),
    execution(id),
  ]);
}, limit(120));
afterEach(async () => {
  await page.context().close();
  expect(await stack.failures()).toEqual([]);
});

const open = async (parameters = '') => {
  const path = `/routing?org=${id}${parameters}`;
  ({ page } = await openDashboard(browser, stack, { path }));
  return page.getByRole('region', { name: 'What if everything had run elsewhere?' });
};
const priced = (tasks: number) => new RegExp(`${tasks} of ${tasks} tasks`);

test("a label's rule is asked about its tasks alone; the question is in the address", async () => {
  const card = await open();
  await card.getByLabel('For').selectOption({ label: "A label's value" });
  await card.getByLabel('Value', { exact: true }).fill('search');
  await card.getByLabel('Provider').fill('dear');
  await card.getByRole('button', { name: 'Compare' }).click();
  await card.getByText(priced(2)).waitFor();
  await card
    .getByText('Tasks with label team = search that no earlier rule is for: on', { exact: false })
    .waitFor();
  expect(new URL(page.url()).searchParams.toString()).toContain(
    'if_rule=label&if_label=team&if_value=search&if_provider=dear',
  );
  await page.reload();
  await card.getByText(priced(2)).waitFor();

  await card.getByLabel('For').selectOption({ label: 'All tasks' });
  await card.getByRole('button', { name: 'Compare' }).click();
  await card.getByText(priced(4)).waitFor();
  expect(page.url()).not.toContain('if_rule');
});

test("requested models need no provider: they are those of the organization's own", async () => {
  const card = await open('&if_rule=requested_model');
  await card.getByText(priced(1)).waitFor();
  await card.getByText('on the requested models', { exact: false }).waitFor();
});

test('a rule that is for no task says so', async () => {
  const card = await open('&if_rule=task_type&if_task_type=nothing&if_provider=dear');
  await card.getByText('There are no successful tasks', { exact: false }).waitFor();
});

test('what the API refuses is said at its field', async () => {
  const card = await open(`&if_rule=label&if_label=${'k'.repeat(51)}&if_value=v&if_provider=dear`);
  await card.getByRole('alert').getByText('1 to 50 characters', { exact: false }).waitFor();
});
