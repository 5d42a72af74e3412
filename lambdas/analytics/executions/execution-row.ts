import { z } from 'zod';
import { instantText, wholeNumber } from '../../../shared/database/rows.ts';
import { roundedOrNull } from '../../../shared/shown/rounded.ts';

const currency = z.literal('USD');

/** One row of task_executions as both operations read it. */
export const executionRow = z.object({
  id: z.string(),
  task_id: z.string(),
  user_id: z.string(),
  provider: z.string(),
  model: z.string().nullable(),
  task_type: z.string(),
  start_time: instantText,
  end_time: instantText,
  duration_ms: wholeNumber,
  success: z.boolean(),
  actual_cost: z.string().nullable(),
  baseline_cost: z.string().nullable(),
  savings: z.string().nullable(),
  currency,
  unpriced_reason: z.string().nullable(),
});

type Money = Pick<z.output<typeof executionRow>, 'actual_cost' | 'baseline_cost' | 'savings'>;

/** One execution's money: rounded to 6 decimals, and exactly. */
export function presentMoney({ actual_cost, baseline_cost, savings }: Money) {
  return {
    actual_cost: roundedOrNull(actual_cost, 6),
    baseline_cost: roundedOrNull(baseline_cost, 6),
    savings: roundedOrNull(savings, 6),
    exact: { actual_cost, baseline_cost, savings },
  };
}
