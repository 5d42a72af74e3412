import * as z from 'zod';
import type { createBaseline } from '../../lambdas/organizations/baselines/contract.ts';
import type { createOrganization } from '../../lambdas/organizations/contract.ts';
import type { newPrice } from '../../lambdas/pricing/prices/contract.ts';
import type { CallApi } from './api.ts';
import { claudeHaiku, codex } from './models.ts';

const DAY = 86_400_000;
/** Who signs in to look at the demo. */
export const DEMO_SUBJECT = 'demo';

export const demoOrganization = {
  name: 'Northwind Robotics',
  time_zone: 'Europe/Berlin',
  // Its tasks are made up, and its pages are to show them.
  keep_descriptions: true,
  keep_error_messages: true,
  baseline: { provider: codex.provider, model: codex.model },
} satisfies z.input<typeof createOrganization.body>;

type Price = z.input<typeof newPrice>;

/**
 * The organization's contracts: Copilot by the request on an old annual plan, on which a small task costs more than
 * it would elsewhere, and, 40 days before `now`, a fifth off Gemini 2.5 Pro.
 */
function demoPrices(organizationId: string, now: Date): Price[] {
  const contract = (
    fields: Omit<Price, 'organization_id' | 'source' | 'effective_date'>,
    daysAgo: number,
  ) => ({
    ...fields,
    organization_id: organizationId,
    source: 'contract' as const,
    effective_date: dayBefore(now, daysAgo),
  });
  const copilot = { provider: 'github_copilot', pricing_model: 'per_request' } as const;
  const gemini = {
    provider: 'google_code_assist',
    model: 'gemini-2.5-pro',
    notes: 'A fifth off the list price',
  };
  return [
    contract({ ...copilot, cost_per_unit: '0.04', notes: 'Annual plan, premium request' }, 300),
    contract(
      { ...copilot, model: 'gpt-5-mini', cost_per_unit: '0.01', notes: 'Annual plan, small model' },
      300,
    ),
    contract({ ...gemini, pricing_model: 'per_input_token', cost_per_unit: '0.000001' }, 40),
    contract({ ...gemini, pricing_model: 'per_cache_read_token', cost_per_unit: '0.0000001' }, 40),
    contract({ ...gemini, pricing_model: 'per_output_token', cost_per_unit: '0.000008' }, 40),
  ];
}

/**
 * What some of the work would have run on: one team had a newer model before routing began, and documentation a small one.
 * In force long before the history.
 */
const demoBaselines = (now: Date): z.input<typeof createBaseline.body>[] => {
  const effective_date = dayBefore(now, 300);
  return [
    {
      rule: 'label',
      label: { key: 'team', value: 'platform' },
      provider: codex.provider,
      model: 'gpt-5.2-codex',
      effective_date,
    },
    {
      rule: 'task_type',
      task_type: 'documentation',
      provider: claudeHaiku.provider,
      model: claudeHaiku.model,
      effective_date,
    },
  ];
};

const dayBefore = (now: Date, days: number) =>
  new Date(now.getTime() - days * DAY).toISOString().slice(0, 10);

/** @returns the id of the new organization, which has no members, contracts and rules yet */
export async function createDemoOrganization(call: CallApi): Promise<string> {
  const created = await call('POST', '/organizations', { body: demoOrganization });
  return z.object({ id: z.string() }).parse(created).id;
}

/** Gives it its member, its contracts and its rules for baselines; those that an interrupted start has made are left as they are. */
export async function furnish(call: CallApi, organizationId: string, createdAt: Date): Promise<void> {
  await call('PUT', `/organizations/${organizationId}/members/${DEMO_SUBJECT}`, { body: { role: 'admin' } });
  for (const body of demoPrices(organizationId, createdAt)) {
    // The same price again overlaps with itself.
    await call('POST', '/pricing', { body, tolerated: 409 });
  }
  for (const body of demoBaselines(createdAt)) {
    // As does the same version of a rule.
    await call('POST', `/organizations/${organizationId}/baselines`, { body, tolerated: 409 });
  }
}
