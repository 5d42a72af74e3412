import type { Calculation } from '../../../../dashboard/src/pages/executions/explanation.ts';

type Component = Calculation['components'][number];

/** A price for a unit, with what was used of it. */
export const component = (unit: string, quantity: string | null): Component => ({
  price_id: '01a21616-81cd-7326-8fea-dbe0c55e12ea',
  scope: {
    organization_id: null,
    provider: 'p',
    model: 'm',
    task_type: null,
    service_tier: null,
    speed: null,
    inference_geo: null,
  },
  unit,
  above_input_tokens: 0,
  quantity,
  cost_per_unit: '1',
  factor: '1',
  is_inferred: false,
  cost: null,
  arithmetic: null,
});
