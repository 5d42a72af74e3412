import { beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openDashboard } from '../../support/browser.ts';
import { execution } from '../../support/executions.ts';
import { createCustomer, type Stack } from '../../support/stack.ts';
import { startDashboard } from '../../support/started.ts';
import { limit } from '../../../support/limits.ts';

/** Of the tables of the decision: how many pixels of each have to be scrolled to. */
const HIDDEN =
  "[...document.querySelectorAll('table')].filter(({ caption }) => /^(Estimates|Alternatives)/.test(caption?.textContent)).map(({ parentElement: scroller }) => scroller.scrollWidth - scroller.clientWidth)";

let stack: Stack;
let browser: Browser;
let organizationId: string;

beforeAll(async () => {
  ({ stack, browser } = await startDashboard());
  organizationId = await createCustomer(stack, { name: 'Initech', baseline: { provider: 'swift' } }, [
    { provider: 'swift', pricing_model: 'per_request', cost_per_unit: '0.063645' },
  ]);
  await stack.store([
    execution(organizationId, {
      task_id: 'decided',
      routing_decision: {
        chosen_provider: 'google_code_assist',
        routing_strategy: 'cost_optimized',
        reasoning: null,
        confidence_score: 0.9,
        algorithm_version: '1',
        estimated_cost: 0.031_4,
        estimated_duration_ms: 1000,
        potential_savings: 0.001_9,
        alternative_providers: [{ provider: 'github_copilot', score: 0.7, estimated_cost: 0.04 }],
      },
    }),
  ]);
}, limit(120));

test.each([1200, 1280, 1440, 1920])(
  'nothing of a decision is cut off in a window of %d px',
  async (width) => {
    const { page, complaints } = await openDashboard(browser, stack, {
      path: `/executions?org=${organizationId}`,
      viewport: { width, height: 900 },
    });
    await page.getByRole('link', { name: 'decided', exact: true }).click();
    await page.getByRole('table', { name: 'Alternatives that were considered' }).waitFor();
    expect(await page.evaluate(HIDDEN)).toEqual([0, 0]);
    await page.context().close();
    expect(complaints).toEqual([]);
  },
);
