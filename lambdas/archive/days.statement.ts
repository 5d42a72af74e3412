// Generated from days.sql by npm run statements.
import { buffer, number, text } from '../../shared/database/parameters.ts';
import { statement } from '../../shared/database/statement.ts';

export interface DueDaysRow {
  readonly organization_id: string;
  readonly time_zone: string;
  readonly day: string;
  readonly week: string;
}

export const dueDays = statement<DueDaysRow>()({
  name: 'lambdas/archive/days.sql due_days',
  parameters: { now: text, settledDays: number },
  notNull: ['organization_id', 'time_zone', 'day', 'week'],
  text: `select
  o.id as "organization_id", o.time_zone as "time_zone", d.day::date as "day",
  date_trunc('week', d.day)::date as "week"
from organizations o
cross join lateral (
  select day_of(min(e.start_time), o.time_zone) as first from task_executions e where e.organization_id = o.id) as kept
cross join lateral generate_series(
  kept.first::timestamp,
  date_trunc('week', (day_of($1::timestamptz, o.time_zone) - $2::integer)::timestamp) - interval '1 day',
  '1 day') as d (day)
left join archived_days a on a.organization_id = o.id and a.day = d.day::date
where o.archive <> 'off'
  and exists (
    select from task_executions e
    where e.organization_id = o.id and e.start_time >= first_instant_of_day(d.day::date, o.time_zone)
      and e.start_time < first_instant_of_day(d.day::date + 1, o.time_zone))
  and (
    a.day is null
    or a.handed_over_at is null and (
      a.rollups_hash <> rollups_hash(o.id, a.day)
      or a.day < first_kept_day(o, $1::timestamptz) + 2
        and a.executions_state <> executions_state(o.id, a.day, o.time_zone)))
order by d.day, o.id`,
});

export interface DayStateRow {
  readonly rollups_hash: Buffer;
  readonly executions_state: string;
  readonly starts: string;
  readonly ends: string;
}

export const dayState = statement<DayStateRow>()({
  name: 'lambdas/archive/days.sql day_state',
  parameters: { organizationId: text, day: text, timeZone: text },
  notNull: ['rollups_hash', 'executions_state', 'starts', 'ends'],
  text: `select rollups_hash($1, $2::date) as "rollups_hash",
  executions_state($1, $2::date, $3) as "executions_state",
  first_instant_of_day($2::date, $3) as "starts",
  first_instant_of_day($2::date + 1, $3) as "ends"`,
});

export interface MeasuresRow {
  readonly measures: string;
}

export const measures = statement<MeasuresRow>()({
  name: 'lambdas/archive/days.sql measures',
  parameters: { organizationId: text, day: text },
  notNull: ['measures'],
  text: `select to_json(m)::text as "measures"
from (
  select provider, model, task_type, sum(executions)::text as executions, sum(successful)::text as successful,
    sum(priced)::text as priced, sum(compared)::text as compared, sum(costed_successful)::text as costed_successful,
    sum(routed)::text as routed, sum(cost_optimized)::text as cost_optimized, sum(negative_savings)::text as negative_savings,
    sum(failed_without_usage)::text as failed_without_usage, sum(total_tokens)::text as total_tokens,
    sum(input_tokens)::text as input_tokens, sum(cache_read_tokens)::text as cache_read_tokens,
    sum(cache_write_tokens)::text as cache_write_tokens, sum(output_tokens)::text as output_tokens,
    trim_scale(sum(compute_units))::text as compute_units, trim_scale(sum(actual_cost))::text as actual_cost,
    trim_scale(sum(baseline_cost))::text as baseline_cost, trim_scale(sum(failed_cost))::text as failed_cost,
    trim_scale(sum(uncompared_cost))::text as uncompared_cost, sum(duration_ms)::text as duration_ms
  from current_measures
  where organization_id = $1 and day = $2::date
  group by provider, model, task_type
  having sum(executions) <> 0
) as m`,
});

export interface ClaimDayRow {
  readonly day: string;
}

export const claimDay = statement<ClaimDayRow>()({
  name: 'lambdas/archive/days.sql claim_day',
  parameters: { organizationId: text, day: text, run: text },
  notNull: ['day'],
  text: `insert into archived_days as known (organization_id, day, executions, bytes, rollups_hash, executions_state)
values ($1, $2::date, 0, 1, decode(repeat('00', 32), 'hex'), 'written by ' || $3::text)
on conflict (organization_id, day) do update
set rollups_hash = excluded.rollups_hash, executions_state = excluded.executions_state, archived_at = now()
where known.handed_over_at is null
  and (known.executions_state not like 'written by %' or known.archived_at < now() - interval '16 minutes')
returning day`,
});

export interface RecordDayRow {
  readonly day: string;
}

export const recordDay = statement<RecordDayRow>()({
  name: 'lambdas/archive/days.sql record_day',
  parameters: {
    executions: number,
    bytes: number,
    rollupsHash: buffer,
    executionsState: text,
    organizationId: text,
    day: text,
    run: text,
  },
  notNull: ['day'],
  text: `update archived_days
set executions = $1, bytes = $2, rollups_hash = $3, executions_state = $4,
  archived_at = now()
where organization_id = $5 and day = $6::date and executions_state = 'written by ' || $7::text
returning day`,
});

export const releaseDay = statement<object>()({
  name: 'lambdas/archive/days.sql release_day',
  parameters: { organizationId: text, day: text, run: text },
  notNull: [],
  text: `update archived_days set executions_state = 'refused'
where organization_id = $1 and day = $2::date and executions_state = 'written by ' || $3::text`,
});
