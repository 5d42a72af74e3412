import { z } from 'zod';
import { wholeNumber } from '../../../shared/database/rows.ts';
import type { calculation } from './contract.ts';

/** One row of components.sql; without a price_id it only says what a side costs. */
export const componentRow = z.object({
  side: z.enum(['actual', 'baseline']),
  provider: z.string().nullable(),
  model: z.string().nullable(),
  cost: z.string().nullable(),
  price_id: z.string().nullable(),
  scope_organization_id: z.string().nullable(),
  scope_provider: z.string().nullable(),
  scope_model: z.string().nullable(),
  scope_task_type: z.string().nullable(),
  pricing_model: z.string().nullable(),
  above_input_tokens: wholeNumber.nullable(),
  quantity: z.string().nullable(),
  cost_per_unit: z.string().nullable(),
  amount: z.string().nullable(),
});
type ComponentRow = z.output<typeof componentRow>;
type Calculation = z.input<typeof calculation>;

/** @param recordedCost what is stored; it differs from the sum where prices were corrected since */
export function toCalculation(rows: readonly ComponentRow[], recordedCost: string | null): Calculation {
  const [first] = rows;
  return {
    provider: first?.provider ?? null,
    model: first?.model ?? null,
    recorded_cost: recordedCost,
    cost: first?.cost ?? null,
    components: rows.flatMap(toComponents),
  };
}

function toComponents(row: ComponentRow): Calculation['components'] {
  const { price_id, scope_provider, pricing_model, above_input_tokens, cost_per_unit } = row;
  if (
    price_id === null ||
    scope_provider === null ||
    pricing_model === null ||
    above_input_tokens === null ||
    cost_per_unit === null
  ) {
    return [];
  }
  return [
    {
      price_id,
      scope: {
        organization_id: row.scope_organization_id,
        provider: scope_provider,
        model: row.scope_model,
        task_type: row.scope_task_type,
      },
      unit: pricing_model,
      above_input_tokens,
      quantity: row.quantity,
      cost_per_unit,
      cost: row.amount,
      arithmetic: row.quantity === null ? null : `${row.quantity} × ${cost_per_unit} = ${row.amount}`,
    },
  ];
}
