import type * as z from 'zod';
import { roundedOrNull } from '../../shared/shown/rounded.ts';
import type { AnomaliesRow } from './anomalies.statement.ts';
import type { anomaly } from './contract.ts';

export function presentAnomaly(row: AnomaliesRow): z.input<typeof anomaly> {
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
