import type * as z from 'zod';
import type { anomaly } from '../../../../lambdas/anomalies/contract.ts';

export type FlagKind = z.output<typeof anomaly>['kind'];

/** Why a task is in the review queue, as a label and as a sentence. */
export const flagWords: Readonly<Record<FlagKind, { readonly label: string; readonly meaning: string }>> = {
  negative_savings: {
    label: 'Above baseline',
    meaning: 'It cost more than the same usage would have cost on the baseline.',
  },
  cost_over_10x_baseline: {
    label: 'Over 10× baseline',
    meaning: 'It cost more than ten times what the same usage would have cost on the baseline.',
  },
  over_review_threshold: {
    label: 'Over review threshold',
    meaning: 'It cost more than the amount above which the organization looks at every task.',
  },
};
