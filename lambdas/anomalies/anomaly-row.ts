import { z } from 'zod';
import { flagKind, flagStatus } from '../../shared/http/schemas.ts';
import { roundedOrNull } from '../../shared/shown/rounded.ts';
import { instantText } from '../../shared/database/rows.ts';
import type { anomaly } from './contract.ts';

/** One row of anomalies.sql. */
export const anomalyRow = z.object({
  id: z.string(),
  kind: flagKind,
  status: flagStatus,
  note: z.string().nullable(),
  reviewed_by: z.string().nullable(),
  reviewed_at: instantText.nullable(),
  created_at: instantText,
  position: z.string(),
  execution_id: z.string(),
  day: z.string(),
  start_time: instantText,
  provider: z.string(),
  model: z.string().nullable(),
  task_type: z.string(),
  success: z.boolean(),
  actual_cost: z.string().nullable(),
  baseline_cost: z.string().nullable(),
  savings: z.string().nullable(),
});

export function presentAnomaly(row: z.output<typeof anomalyRow>): z.input<typeof anomaly> {
  const {
    id,
    kind,
    status,
    note,
    reviewed_by,
    reviewed_at,
    created_at,
    position: _position,
    ...execution
  } = row;
  const { execution_id, actual_cost, baseline_cost, savings, ...shown } = execution;
  return {
    id,
    kind,
    status,
    note,
    reviewed_by,
    reviewed_at,
    created_at,
    execution: {
      id: execution_id,
      ...shown,
      actual_cost: roundedOrNull(actual_cost, 6),
      baseline_cost: roundedOrNull(baseline_cost, 6),
      savings: roundedOrNull(savings, 6),
      exact: { actual_cost, baseline_cost, savings },
    },
  };
}
