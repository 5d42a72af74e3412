import { BASELINE_PROVIDER } from '../pricing.ts';
import type { Execution, Factor, Price } from './oracle.ts';

const forAll = (provider: string, unit: Price['pricing_model'], above = 0): Price => ({
  organization_id: null,
  provider,
  model: null,
  task_type: null,
  pricing_model: unit,
  above_input_tokens: above,
  cost_per_unit: '0.000000000003',
});
const plain = (provider: string) => [
  forAll(provider, 'per_input_token'),
  forAll(provider, 'per_output_token'),
];
const tiered = (provider: string) => [...plain(provider), forAll(provider, 'per_input_token', 700)];
const run = (fields: Partial<Execution>): Execution => ({
  provider: 'p',
  model: 'm',
  task_type: 't',
  used: { input_tokens: 100, output_tokens: 10 },
  ...fields,
});
const two = { requests: 2, input_tokens: 1000, output_tokens: 10 };
const flex = { dimension: 'service_tier', value: 'flex', factor: '0.5' } as const;

/** A price book, its factors, and an execution for each reason: some are so rare among random ones that 400 runs miss them. */
export const EVERY_REASON: [Price[], Factor[], Execution[]] = [
  [
    ...plain('p'),
    ...tiered('tiered'),
    ...tiered(BASELINE_PROVIDER),
    forAll('sum', 'per_token'),
    forAll('units', 'per_compute_unit'),
  ],
  [{ ...flex, organization_id: null, provider: 'p', model: null }],
  [
    run({}),
    run({ used: {} }),
    run({ unknown_usage: { video: 3 } }),
    run({ provider: 'tiered', used: two }),
    run({ used: two }),
    run({ service_tier: 'batch' }),
    run({ service_tier: 'flex' }),
    run({ provider: 'unpriced' }),
    run({ provider: 'sum' }),
    run({ provider: 'units' }),
  ],
];
