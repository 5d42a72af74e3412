// Generated from list.sql by npm run statements.
import { boolean, nullable, number, text } from '../../../shared/database/parameters.ts';
import { statement } from '../../../shared/database/statement.ts';

export interface ExecutionsPageRow {
  readonly id: string;
  readonly task_id: string;
  readonly user_id: string | null;
  readonly provider: string;
  readonly model: string | null;
  readonly task_type: string;
  readonly start_time: string;
  readonly end_time: string;
  readonly duration_ms: number;
  readonly success: boolean;
  readonly actual_cost: string | null;
  readonly baseline_cost: string | null;
  readonly savings: string | null;
  readonly unpriced_reason: string | null;
  readonly unpriced_detail: string | null;
  readonly position: string;
  readonly flags: string[];
}

export const executionsPage = statement<ExecutionsPageRow>()({
  name: 'lambdas/analytics/executions/list.sql executions_page',
  parameters: {
    figuresByPerson: boolean,
    organizationId: text,
    start: nullable(text),
    end: nullable(text),
    timeZone: text,
    provider: nullable(text),
    model: nullable(text),
    taskType: nullable(text),
    userId: nullable(text),
    success: nullable(boolean),
    unpriced: nullable(boolean),
    flag: nullable(text),
    voided: nullable(boolean),
    voidId: nullable(text),
    afterTime: nullable(text),
    afterId: nullable(text),
    limit: number,
  },
  notNull: [
    'id',
    'task_id',
    'provider',
    'task_type',
    'start_time',
    'end_time',
    'duration_ms',
    'success',
    'position',
    'flags',
  ],
  text: `select
  e.id as "id", e.task_id as "task_id",
  case when $1 then e.user_id end as user_id, e.provider as "provider", e.model,
  e.task_type as "task_type", e.start_time as "start_time", e.end_time as "end_time",
  e.duration_ms as "duration_ms", e.success as "success",
  e.actual_cost, e.baseline_cost, e.savings, e.unpriced_reason, e.unpriced_detail,
  to_char(e.start_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "position",
  array(
    select f.kind from execution_flags f
    where f.organization_id = e.organization_id and f.execution_id = e.id
    order by f.kind
  ) as "flags"
from filtered_executions(
  $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) e
where ($14::uuid is null or e.void_id = $14)
  and (
    $15::timestamptz is null
    or (
      e.start_time <= $15::timestamptz
      and (e.start_time, e.id) < ($15::timestamptz, $16::uuid))
  )
order by e.start_time desc, e.id desc
limit $17`,
});
