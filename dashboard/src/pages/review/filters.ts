import type * as z from 'zod';
import type { anomaly } from '../../../../lambdas/anomalies/contract.ts';
import { flagWords, type FlagKind } from '../../shared/format/flags.ts';
import { useView } from '../../shared/view/view.ts';

export type Anomaly = z.output<typeof anomaly>;
type Status = Anomaly['status'];

/** In the order in which they are looked at. */
export const kinds: readonly FlagKind[] = [
  'cost_over_10x_baseline',
  'negative_savings',
  'over_review_threshold',
];

export const statuses = [
  { value: 'open', label: 'Open' },
  { value: 'reviewed', label: 'Reviewed' },
  { value: 'all', label: 'All' },
] as const satisfies readonly { readonly value: Status | 'all'; readonly label: string }[];

export interface ReviewFilters {
  /** Undefined: all of them. */
  readonly kind: FlagKind | undefined;
  readonly status: Status | 'all';
}

/** What the address narrows the queue to; open ones unless it says something else. */
export function useReviewFilters(): ReviewFilters {
  const { parameter } = useView();
  const kind = parameter('kind');
  const status = parameter('status');
  return {
    kind: kinds.find((each) => each === kind),
    status: statuses.find(({ value }) => value === status)?.value ?? 'open',
  };
}

export const labelOf = (kind: FlagKind): string => flagWords[kind].label;
