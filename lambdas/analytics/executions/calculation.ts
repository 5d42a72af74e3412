import type * as z from 'zod';
import type { ChargedComponentsRow } from './components.statement.ts';
import type { calculation } from './contract.ts';

type Calculation = z.input<typeof calculation>;

/**
 * @param rows of one side; without a price_id one only says what the side costs
 * @param recordedCost what is stored; it differs from the sum where prices were corrected since
 */
export function toCalculation(
  rows: readonly ChargedComponentsRow[],
  recordedCost: string | null,
): Calculation {
  const [first] = rows;
  return {
    provider: first?.provider ?? null,
    model: first?.model ?? null,
    recorded_cost: recordedCost,
    cost: first?.cost ?? null,
    components: rows.flatMap(toComponents),
  };
}

function toComponents(row: ChargedComponentsRow): Calculation['components'] {
  const { price_id, scope_provider, pricing_model, above_input_tokens, cost_per_unit, factor } = row;
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
        service_tier: row.service_tier,
        speed: row.speed,
        inference_geo: row.inference_geo,
      },
      unit: pricing_model,
      above_input_tokens,
      quantity: row.quantity,
      cost_per_unit,
      factor: factor ?? '1',
      is_inferred: row.is_inferred === true,
      cost: row.amount,
      arithmetic: row.amount === null ? null : arithmeticOf(row, factor),
    },
  ];
}

function arithmeticOf(
  { quantity, cost_per_unit, amount }: ChargedComponentsRow,
  factor: string | null,
): string {
  const factors = [quantity, cost_per_unit, ...(factor === null || Number(factor) === 1 ? [] : [factor])];
  return `${factors.join(' × ')} = ${amount}`;
}
