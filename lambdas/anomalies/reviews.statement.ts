// Generated from reviews.sql by npm run statements.
import { plain } from '../../shared/database/parameters.ts';
import { statement } from '../../shared/database/statement.ts';

export interface LockAnomalyRow {
  readonly execution_id: string;
  readonly kind: 'negative_savings' | 'cost_over_10x_baseline' | 'over_review_threshold';
  readonly status: 'open' | 'reviewed';
  readonly note: string | null;
}

export const lockAnomaly = statement<
  { readonly organizationId: string; readonly id: string },
  LockAnomalyRow
>({
  name: 'lambdas/anomalies/reviews.sql lock_anomaly',
  parameters: { organizationId: plain, id: plain },
  notNull: ['execution_id', 'kind', 'status'],
  text: `select execution_id, kind, status, note from execution_flags where organization_id = $1 and id = $2 for update`,
});

export const storeReview = statement<
  {
    readonly status: string;
    readonly note: string | null | undefined;
    readonly reviewedBy: string;
    readonly reviewedAt: string;
    readonly organizationId: string;
    readonly id: string;
  },
  object
>({
  name: 'lambdas/anomalies/reviews.sql store_review',
  parameters: {
    status: plain,
    note: plain,
    reviewedBy: plain,
    reviewedAt: plain,
    organizationId: plain,
    id: plain,
  },
  notNull: [],
  text: `update execution_flags
set
  status = $1,
  note = $2,
  reviewed_by = case when $1 = 'reviewed' then $3 end,
  reviewed_at = case when $1 = 'reviewed' then $4::timestamptz end
where organization_id = $5 and id = $6`,
});
