// Generated from anomalies.sql by npm run statements.
import { nullable, number, text } from '../../shared/database/parameters.ts';
import { statement } from '../../shared/database/statement.ts';

export interface AnomaliesRow {
  readonly id: string;
  readonly kind: 'negative_savings' | 'cost_over_10x_baseline' | 'over_review_threshold';
  readonly status: 'open' | 'reviewed';
  readonly note: string | null;
  readonly reviewed_by: string | null;
  readonly reviewed_at: string | null;
  readonly created_at: string;
  readonly position: string;
  readonly execution_id: string;
  readonly day: string;
  readonly start_time: string;
  readonly provider: string;
  readonly model: string | null;
  readonly task_type: string;
  readonly success: boolean;
  readonly actual_cost: string | null;
  readonly baseline_cost: string | null;
  readonly savings: string | null;
}

export const anomalies = statement<AnomaliesRow>()({
  name: 'lambdas/anomalies/anomalies.sql anomalies',
  parameters: {
    timeZone: text,
    organizationId: text,
    id: nullable(text),
    kind: nullable(text),
    status: nullable(text),
    start: nullable(text),
    end: nullable(text),
    afterTime: nullable(text),
    afterId: nullable(text),
    limit: number,
  },
  notNull: [
    'id',
    'kind',
    'status',
    'created_at',
    'position',
    'execution_id',
    'day',
    'start_time',
    'provider',
    'task_type',
    'success',
  ],
  text: `select
  f.id, f.kind, f.status, f.note, f.reviewed_by, f.reviewed_at, f.created_at,
  to_char(f.start_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "position",
  e.id as "execution_id", day_of(f.start_time, $1) as "day", e.start_time as "start_time",
  e.provider as "provider", e.model, e.task_type as "task_type", e.success as "success", e.actual_cost, e.baseline_cost, e.savings
from execution_flags f
cross join lateral (
  select * from counted_executions
  where organization_id = f.organization_id and id = f.execution_id and start_time = f.start_time
  offset 0
) as e
where f.organization_id = $2
  and ($3::uuid is null or f.id = $3)
  and ($4::text is null or f.kind = $4)
  and ($5::text is null or f.status = $5)
  and ($6::date is null or f.start_time >= first_instant_of_day($6::date, $1))
  and ($7::date is null or f.start_time < first_instant_of_day($7::date + 1, $1))
  and ($8::timestamptz is null or (f.start_time, f.id) < ($8::timestamptz, $9::uuid))
order by f.start_time desc, f.id desc
limit $10`,
});
