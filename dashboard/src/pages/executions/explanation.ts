import type { explainExecution } from '../../../../lambdas/analytics/executions/contract.ts';
import type { ResultOf } from '../../shared/api/operation.ts';
import type { Charged } from '../../shared/unpriced/reasons.ts';

export type Explained = ResultOf<typeof explainExecution>;
export type Calculation = Explained['actual'];

/** Who a side is charged by; null where there is none: no baseline was set. */
export function chargedBy({ provider, model }: Calculation): Charged | null {
  return provider === null ? null : { provider, model };
}
