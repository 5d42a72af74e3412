// Generated from reviews.sql by npm run statements.
import { nullable, text } from '../../shared/database/parameters.ts';
import { statement } from '../../shared/database/statement.ts';

export interface LockAnomalyRow {
  readonly execution_id: string;
  readonly kind: 'negative_savings' | 'cost_over_10x_baseline' | 'over_review_threshold';
  readonly status: 'open' | 'reviewed';
  readonly note: string | null;
}

export const lockAnomaly = statement<LockAnomalyRow>()({
  name: 'lambdas/anomalies/reviews.sql lock_anomaly',
  parameters: { organizationId: text, id: text },
  notNull: ['execution_id', 'kind', 'status'],
  text: `select execution_id, kind, status, note from execution_flags where organization_id = $1 and id = $2 for update`,
});

export const storeReview = statement<object>()({
  name: 'lambdas/anomalies/reviews.sql store_review',
  parameters: {
    status: text,
    note: nullable(text),
    reviewedBy: text,
    reviewedAt: text,
    organizationId: text,
    id: text,
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
