// Generated from verify-page.sql by npm run statements.
import { nullable, number, text } from '../../shared/database/parameters.ts';
import { statement } from '../../shared/database/statement.ts';

export interface VerifyPageRow {
  readonly executions: number;
  readonly different: number;
  readonly pending: number;
  readonly first_different: string[];
  readonly last_time: string | null;
  readonly last_id: string | null;
}

export const verifyPage = statement<VerifyPageRow>()({
  name: 'lambdas/price-audit/verify-page.sql verify_page',
  parameters: {
    organizationId: text,
    day: text,
    afterTime: nullable(text),
    afterId: nullable(text),
    most: number,
  },
  notNull: ['executions', 'different', 'pending', 'first_different'],
  text: `with unfinished as materialized (
  select start_time, end_time
  from recalculations
  where finished_at is null and not dry_run and (organization_id is null or organization_id = $1)
),
repriced as materialized (
  select r.*
  from organizations o
  cross join lateral reprice_executions(
    o.id, first_instant_of_day($2::date, o.time_zone), first_instant_of_day($2::date + 1, o.time_zone), null, null,
    $3::timestamptz, $4::uuid, $5::integer) as r
  where o.id = $1
),
different as (
  select r.id, r.start_time,
    exists (select from unfinished u where r.start_time >= u.start_time and r.start_time < u.end_time) as is_pending
  from repriced r
  where r.changed
)
select
  (select count(*) from repriced)::integer as "executions",
  (select count(*) from different where not is_pending)::integer as "different",
  (select count(*) from different where is_pending)::integer as "pending",
  array(select id::text from different where not is_pending order by start_time, id limit 5) as "first_different",
  to_char(last.start_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as last_time,
  last.id as last_id
from (select) as always
left join (select start_time, id from repriced order by start_time desc, id desc limit 1) as last on true`,
});
