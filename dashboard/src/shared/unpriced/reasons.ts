import type * as z from 'zod';
import type { unpricedGroup } from '../../../../lambdas/analytics/coverage/contract.ts';
import { readable } from '../../../../shared/shown/names.ts';

type Group = z.output<typeof unpricedGroup>;
type Reason = Group['reason'];
export type Charged = Readonly<Pick<Group, 'provider' | 'model'>>;

export interface Explanation {
  readonly title: string;
  /** Why the cost is not known. */
  readonly why: string;
  /** What to do about it. */
  readonly remedy: string;
  /** Where that is done, if it is in the dashboard. */
  readonly action?: Action;
}

export type Action =
  | { readonly kind: 'add_price'; readonly of: Charged }
  | { readonly kind: 'see_prices'; readonly of: Charged }
  | { readonly kind: 'set_baseline' };

/** Provider and model as people write them. */
export const nameOf = ({ provider, model }: Charged): string =>
  model === null ? `${readable(provider)} (no model)` : `${readable(provider)} ${model}`;

const SPLIT = 'input_tokens and output_tokens';
const FROM_THEN_ON = 'Tasks already stored without it stay unpriced; later ones are priced.';

/** Why an execution has no price, and what to do about it, for those who pay for it rather than those who program it. */
const EXPLANATIONS: Readonly<Record<Reason, (executed: Charged, baseline: Charged | null) => Explanation>> = {
  usage_missing: (executed) => ({
    title: 'No usage was sent',
    why: `${nameOf(executed)} charges for tokens, and how many were used is not known: often a timeout or a cancelled answer.`,
    remedy: `Have the routing service send usage where the provider reports any. ${FROM_THEN_ON}`,
  }),
  usage_class_unknown: () => ({
    title: 'Usage of an unknown kind was sent',
    why: 'The message reports usage of a class that Payback does not know. Nothing billable is left out, so it has no cost.',
    remedy:
      'Have the routing service report it as one of the classes of the message format. The detail names the class.',
  }),
  request_split_missing: (executed) => ({
    title: 'Several requests were sent as one sum',
    why: `${nameOf(executed)} charges long requests more, and how long each one was is not known.`,
    remedy: `Have the routing service send one message for each provider request, or the usage of each in per_request. ${FROM_THEN_ON}`,
  }),
  service_tier_price_missing: (executed) => ({
    title: 'No price for the conditions of the task',
    why: `${nameOf(executed)} has prices, but none for the service tier, speed or place of inference that the task used.`,
    remedy: 'Add a price or a factor for it. The tasks that wait for it are then priced automatically.',
    action: { kind: 'add_price', of: executed },
  }),
  actual_price_missing: (executed) => ({
    title: 'No price for the provider and model',
    why: `No price for ${nameOf(executed)} was in force when the task started.`,
    remedy: `Add a price for ${nameOf(executed)}. The tasks that wait for it are then priced automatically.`,
    action: { kind: 'add_price', of: executed },
  }),
  actual_token_split_missing: (executed) => ({
    title: 'Only a total of tokens was sent',
    why: `${nameOf(executed)} charges input and output differently, and only the total of both was reported.`,
    remedy: `Have the routing service send ${SPLIT} with every task. ${FROM_THEN_ON}`,
  }),
  actual_compute_units_missing: (executed) => ({
    title: 'No compute units were sent',
    why: `${nameOf(executed)} charges for compute units, and none were reported.`,
    remedy: `Have the routing service send compute_units with every task. ${FROM_THEN_ON}`,
  }),
  actual_cost_out_of_range: (executed) => ({
    title: 'The cost cannot be right',
    why: 'Usage times price is a trillion dollars or more.',
    remedy: `Correct the price of ${nameOf(executed)}, or the usage that is sent.`,
    action: { kind: 'see_prices', of: executed },
  }),
  baseline_not_set: () => ({
    title: 'There was no baseline',
    why: 'The organization had no baseline when the task started, so there is nothing to compare with.',
    remedy: 'Set which provider the organization would have used without routing.',
    action: { kind: 'set_baseline' },
  }),
  baseline_request_split_missing: (executed, baseline) => ({
    title: 'Several requests were sent as one sum',
    why: `${capital(nameOfBaseline(baseline))} charges long requests more, and how long each one was is not known.`,
    remedy: `Have the routing service send one message for each provider request of ${nameOf(executed)}, or the usage of each in per_request. ${FROM_THEN_ON}`,
  }),
  baseline_service_tier_price_missing: (_executed, baseline) => ({
    title: 'No price of the baseline for the conditions of the task',
    why: `${capital(nameOfBaseline(baseline))} has prices, but none for the service tier, speed or place of inference that the task used.`,
    remedy: 'Add a price or a factor for it. The tasks that wait for it are then priced automatically.',
    ...(baseline === null ? {} : { action: { kind: 'add_price', of: baseline } }),
  }),
  baseline_price_missing: (_executed, baseline) => ({
    title: 'No price for the baseline',
    why: `No price for ${nameOfBaseline(baseline)} was in force when the task started.`,
    remedy: `Add a price for ${nameOfBaseline(baseline)}, or set another baseline. The tasks that wait for it are then priced automatically.`,
    action: baseline === null ? { kind: 'set_baseline' } : { kind: 'add_price', of: baseline },
  }),
  baseline_token_split_missing: (executed, baseline) => ({
    title: 'Only a total of tokens was sent',
    why: `${capital(nameOfBaseline(baseline))} charges input and output differently, and only the total of both was reported.`,
    remedy: `Have the routing service send ${SPLIT} with every task of ${nameOf(executed)}. ${FROM_THEN_ON}`,
  }),
  baseline_compute_units_missing: (executed, baseline) => ({
    title: 'No compute units were sent',
    why: `${capital(nameOfBaseline(baseline))} charges for compute units, and none were reported.`,
    remedy: `Have the routing service send compute_units with every task of ${nameOf(executed)}. ${FROM_THEN_ON}`,
  }),
  baseline_cost_out_of_range: (_executed, baseline) => ({
    title: 'The baseline cost cannot be right',
    why: 'Usage times the price of the baseline is a trillion dollars or more.',
    remedy: `Correct the price of ${nameOfBaseline(baseline)}, or the usage that is sent.`,
    ...(baseline === null ? {} : { action: { kind: 'see_prices', of: baseline } }),
  }),
};

/** @param reason as the API names it; what it may name later is shown as it is */
export function explainUnpriced(reason: string, executed: Charged, baseline: Charged | null): Explanation {
  const known = Object.entries(EXPLANATIONS).find(([name]) => name === reason);
  return known
    ? known[1](executed, baseline)
    : { title: reason, why: 'The cost is not known.', remedy: 'Look at the price book.' };
}

function nameOfBaseline(baseline: Charged | null): string {
  return baseline === null ? 'the baseline' : `the baseline (${nameOf(baseline)})`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
