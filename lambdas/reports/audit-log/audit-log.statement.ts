// Generated from audit-log.sql by npm run statements.
import { boolean, nullable, number, text } from '../../../shared/database/parameters.ts';
import { statement } from '../../../shared/database/statement.ts';

export interface AuditEntriesRow {
  readonly id: number;
  readonly created_at: string;
  readonly organization_id: string | null;
  readonly actor: string;
  readonly action: string;
  readonly resource_type: string | null;
  readonly resource_id: string;
  readonly details: unknown;
  readonly address: string | null;
  readonly user_agent: string | null;
  readonly position: string;
}

export const auditEntries = statement<AuditEntriesRow>()({
  name: 'lambdas/reports/audit-log/audit-log.sql audit_entries',
  parameters: {
    organizationId: nullable(text),
    start: nullable(text),
    timeZone: text,
    end: nullable(text),
    actor: nullable(text),
    action: nullable(text),
    changes: nullable(boolean),
    resourceType: nullable(text),
    afterTime: nullable(text),
    afterId: nullable(number),
    limit: number,
  },
  notNull: ['id', 'created_at', 'actor', 'action', 'resource_id', 'details', 'position'],
  text: `select
  id,
  created_at,
  organization_id,
  actor,
  action,
  resource_type,
  subject as "resource_id",
  details as "details",
  host(address) as address,
  user_agent,
  to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "position"
from audit_log
where (organization_id = $1::uuid or ($1::uuid is null and organization_id is null))
  and ($2::date is null or created_at >= first_instant_of_day($2, $3))
  and ($4::date is null or created_at < first_instant_of_day($4::date + 1, $3))
  and ($5::text is null or actor = $5)
  and ($6::text is null or action = $6)
  and ($7::boolean is null or (action not in ('view_analytics', 'export_data')) = $7)
  and ($8::text is null or resource_type = $8)
  and ($9::timestamptz is null or (created_at, id) < ($9::timestamptz, $10::bigint))
order by created_at desc, id desc
limit $11`,
});

export interface RefusedDaysRow {
  readonly day: string;
  readonly actor: string;
  readonly operation: string;
  readonly refusals: number;
  readonly first_at: string;
  readonly last_at: string;
}

export const refusedDays = statement<RefusedDaysRow>()({
  name: 'lambdas/reports/audit-log/audit-log.sql refused_days',
  parameters: {
    organizationId: nullable(text),
    afterDay: nullable(text),
    afterActor: nullable(text),
    afterOperation: nullable(text),
    limit: number,
  },
  notNull: ['day', 'actor', 'operation', 'refusals', 'first_at', 'last_at'],
  text: `select day, subject as "actor", operation, least(refusals, 2147483647)::integer as "refusals", first_at, last_at
from refused_access
where (organization_id = $1::uuid or ($1::uuid is null and organization_id is null))
  and (
    $2::date is null
    or day < $2::date
    or (day = $2::date and (subject, operation) > ($3::text, $4::text))
  )
order by day desc, subject, operation
limit $5`,
});
