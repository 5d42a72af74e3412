// Generated from voids.sql by npm run statements.
import { uuidArray } from '../../../shared/database/array-parameter.ts';
import { boolean, nullable, number, text } from '../../../shared/database/parameters.ts';
import { statement } from '../../../shared/database/statement.ts';

export interface UnknownIdsRow {
  readonly id: string;
}

export const unknownIds = statement<UnknownIdsRow>()({
  name: 'lambdas/organizations/voids/voids.sql unknown_ids',
  parameters: { ids: uuidArray, organizationId: text },
  notNull: ['id'],
  text: `select given.id as "id"
from unnest($1::uuid[]) as given (id)
where not exists (
  select from execution_keys k where k.organization_id = $2 and k.id = given.id)
limit 5`,
});

export interface InsertVoidRow {
  readonly id: string;
  readonly received_to: string;
  readonly is_ahead: boolean;
}

export const insertVoid = statement<InsertVoidRow>()({
  name: 'lambdas/organizations/voids/voids.sql insert_void',
  parameters: {
    organizationId: text,
    ids: nullable(uuidArray),
    producer: nullable(text),
    importId: nullable(text),
    receivedFrom: nullable(text),
    receivedTo: nullable(text),
    reason: text,
    dryRun: boolean,
  },
  notNull: ['id', 'received_to', 'is_ahead'],
  text: `insert into voids (
  organization_id, ids, producer, import_id, received_from, received_to, reason, dry_run, created_by)
values (
  $1, $2::uuid[], $3, $4, $5,
  coalesce($6, greatest(now(), $5::timestamptz + interval '1 microsecond')), $7, $8,
  current_subject())
returning id, received_to, received_to > now() as "is_ahead"`,
});

export interface RequestVoidRow {
  readonly id: string;
}

export const requestVoid = statement<RequestVoidRow>()({
  name: 'lambdas/organizations/voids/voids.sql request_void',
  parameters: { id: text },
  notNull: ['id'],
  text: `insert into recalculations (organization_id, cause, void_id, start_time, end_time, reason, created_by, dry_run)
select v.organization_id, 'void', v.id,
  coalesce(keys.first, '-infinity'),
  least(keys.last + interval '1 microsecond', v.received_to + interval '5 minutes'),
  v.reason, v.created_by, v.dry_run
from voids v
cross join lateral (
  select min(k.start_time) as first, max(k.start_time) as last
  from execution_keys k
  where v.ids is not null and k.organization_id = v.organization_id and k.id = any (v.ids)
) as keys
where v.id = $1
returning id`,
});

export interface RequestRestoreRow {
  readonly id: string;
}

export const requestRestore = statement<RequestRestoreRow>()({
  name: 'lambdas/organizations/voids/voids.sql request_restore',
  parameters: { organizationId: text, id: text },
  notNull: ['id'],
  text: `insert into recalculations (organization_id, cause, void_id, start_time, end_time, reason, created_by)
values ($1, 'restore', $2, '-infinity', 'infinity', null, current_subject())
returning id`,
});

export interface VoidsBeforeRow {
  readonly id: string;
  readonly organization_id: string;
  readonly ids_given: number | null;
  readonly producer: string | null;
  readonly import_id: string | null;
  readonly received_from: string | null;
  readonly received_to: string;
  readonly reason: string;
  readonly dry_run: boolean;
  readonly created_by: string;
  readonly created_at: string;
  readonly position: string;
  readonly work: unknown;
}

export const voidsBefore = statement<VoidsBeforeRow>()({
  name: 'lambdas/organizations/voids/voids.sql voids_before',
  parameters: {
    organizationId: text,
    id: nullable(text),
    afterTime: nullable(text),
    afterId: nullable(text),
    limit: number,
  },
  notNull: [
    'id',
    'organization_id',
    'received_to',
    'reason',
    'dry_run',
    'created_by',
    'created_at',
    'position',
    'work',
  ],
  text: `select
  v.id, v.organization_id, cardinality(v.ids) as ids_given, v.producer, v.import_id, v.received_from, v.received_to, v.reason,
  v.dry_run, v.created_by, v.created_at,
  to_char(v.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "position",
  (
    select json_object_agg(w.cause, json_build_object(
      'recalculation_id', w.id, 'status', w.status, 'created_by', w.created_by,
      'created_at', to_char(w.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'finished_at', to_char(w.finished_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'progress', case when w.planned_at is null then 0 else coalesce((
        select trunc(
          sum(case when p.completed_at is null then least(p.executions_examined, p.executions_expected)
            else p.executions_expected end) / sum(p.executions_expected), 4)
        from recalculation_pieces p where p.recalculation_id = w.id), 1) end,
      'executions', coalesce(d.executions, 0),
      'actual_cost', coalesce(d.actual_cost, 0)::text,
      'savings', coalesce(d.savings, 0)::text))
    from recalculations w
    cross join lateral (
      select sum(executions_changed) as executions,
        sum(case w.cause when 'void' then actual_cost_before else actual_cost_after end) as actual_cost,
        sum(case w.cause when 'void' then savings_before else savings_after end) as savings
      from recalculation_days where recalculation_id = w.id
    ) as d
    where w.void_id = v.id
  ) as "work"
from voids v
where v.organization_id = $1
  and case when $2::uuid is not null then v.id = $2 else not v.dry_run end
  and ($3::timestamptz is null or (v.created_at, v.id) < ($3::timestamptz, $4::uuid))
order by v.created_at desc, v.id desc
limit $5`,
});

export interface DaysOfVoidRow {
  readonly day: string;
  readonly executions: number;
  readonly actual_cost: string;
  readonly savings: string;
  readonly counted_executions: number;
  readonly counted_actual_cost: string;
  readonly counted_savings: string;
}

export const daysOfVoid = statement<DaysOfVoidRow>()({
  name: 'lambdas/organizations/voids/voids.sql days_of_void',
  parameters: { id: text },
  notNull: [
    'day',
    'executions',
    'actual_cost',
    'savings',
    'counted_executions',
    'counted_actual_cost',
    'counted_savings',
  ],
  text: `select d.day, d.executions_changed as executions, d.actual_cost_before as actual_cost, d.savings_before as savings,
  coalesce(r.executions, 0)::bigint as "counted_executions",
  coalesce(r.actual_cost, 0) as "counted_actual_cost",
  coalesce(r.savings, 0) as "counted_savings"
from recalculations w
join recalculation_days d on d.recalculation_id = w.id
cross join lateral (
  select sum(executions) as executions, sum(actual_cost + failed_cost + uncompared_cost) as actual_cost,
    sum(baseline_cost - actual_cost) as savings
  from current_measures where organization_id = w.organization_id and day = d.day
) as r
where w.void_id = $1 and w.cause = 'void'
order by d.day`,
});
