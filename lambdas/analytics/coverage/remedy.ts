import type * as z from 'zod';
import type { unpricedGroup, unpricedReason } from './contract.ts';

type Reason = z.output<typeof unpricedReason>;
type Priceable = Pick<z.output<typeof unpricedGroup>, 'provider' | 'model'>;

const TOKEN_SPLIT = 'input_tokens and output_tokens';
const ADD_PRICE = 'POST /api/v1/pricing';
const SET_BASELINE = 'PATCH /api/v1/organizations/{id} with a baseline';

/** What makes executions of this kind priced, as sentences for whoever keeps the prices or sends the messages. */
const REMEDIES: Readonly<Record<Reason, (executed: string, baseline: string) => string>> = {
  usage_missing: (executed) =>
    `Send the usage of every execution of ${executed} for which the provider reports any: without it, no price can be applied.`,
  usage_class_unknown: (executed) =>
    `Report the usage of ${executed} as the classes that messages may have, or ask for the one that unpriced_detail names to be added.`,
  request_split_missing: (executed) =>
    `Send a message for each provider request, or usage per_request: which context tier of ${executed} applies depends on each request.`,
  service_tier_price_missing: (executed) =>
    `Add a price or a factor for ${executed} under the condition that unpriced_detail names: ${ADD_PRICE}.`,
  actual_price_missing: (executed) => `Add a price for ${executed}: ${ADD_PRICE}.`,
  actual_token_split_missing: (executed) =>
    `Send ${TOKEN_SPLIT} with every execution: the price of ${executed} depends on them.`,
  actual_compute_units_missing: (executed) =>
    `Send compute_units with every execution: the price of ${executed} depends on them.`,
  actual_cost_out_of_range: (executed) => correct(executed),
  baseline_not_set: () => `Set what the organization would use without routing: ${SET_BASELINE}.`,
  baseline_request_split_missing: (executed, baseline) =>
    `Send a message for each provider request of ${executed}, or usage per_request: which context tier of its baseline, ${baseline}, applies depends on each request.`,
  baseline_service_tier_price_missing: (_executed, baseline) =>
    `Add a price or a factor for the baseline, ${baseline}, under the condition that unpriced_detail names: ${ADD_PRICE}.`,
  baseline_price_missing: (_executed, baseline) =>
    `Add a price for the baseline, ${baseline}: ${ADD_PRICE}; or set another baseline: ${SET_BASELINE}.`,
  baseline_token_split_missing: (executed, baseline) =>
    `Send ${TOKEN_SPLIT} with every execution of ${executed}: the price of its baseline, ${baseline}, depends on them.`,
  baseline_compute_units_missing: (executed, baseline) =>
    `Send compute_units with every execution of ${executed}: the price of its baseline, ${baseline}, depends on them.`,
  baseline_cost_out_of_range: (_executed, baseline) => correct(baseline),
};

export function remedyOf(reason: Reason, executed: Priceable, baseline: Priceable | null): string {
  return REMEDIES[reason](nameOf(executed), baseline === null ? 'the baseline' : nameOf(baseline));
}

function nameOf({ provider, model }: Priceable): string {
  return model === null ? `${provider} (no model)` : `${provider} ${model}`;
}

function correct(charged: string): string {
  return `A cost of 10^12 dollars or more is a mistake: correct the price of ${charged}, or the usage that is sent.`;
}
