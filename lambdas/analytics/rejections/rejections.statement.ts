// Generated from rejections.sql by npm run statements.
import { nullable, number, text } from '../../../shared/database/parameters.ts';
import { statement } from '../../../shared/database/statement.ts';

export interface MessageCountsRow {
  readonly received: number;
  readonly stored: number;
  readonly repeated: number;
  readonly rejected: number;
}

export const messageCounts = statement<MessageCountsRow>()({
  name: 'lambdas/analytics/rejections/rejections.sql message_counts',
  parameters: { organizationId: nullable(text), start: text, end: text },
  notNull: ['received', 'stored', 'repeated', 'rejected'],
  text: `select
  coalesce(sum(received), 0)::bigint as "received",
  coalesce(sum(stored), 0)::bigint as "stored",
  coalesce(sum(repeated), 0)::bigint as "repeated",
  coalesce(sum(rejected), 0)::bigint as "rejected"
from ingest_counts
where (organization_id = $1 or ($1::uuid is null and organization_id is null))
  and day between $2::date and $3::date`,
});

export interface RejectionGroupsRow {
  readonly reason: string;
  readonly path: string | null;
  readonly source: string;
  readonly rejections: number;
  readonly detail: string;
  readonly first_received_at: string;
  readonly last_received_at: string;
}

export const rejectionGroups = statement<RejectionGroupsRow>()({
  name: 'lambdas/analytics/rejections/rejections.sql rejection_groups',
  parameters: { organizationId: nullable(text), start: text, timeZone: text, end: text, mostGroups: number },
  notNull: ['reason', 'source', 'rejections', 'detail', 'first_received_at', 'last_received_at'],
  text: `select
  reason, path, source, count(*) as "rejections", min(detail) as "detail", min(received_at) as "first_received_at",
  max(received_at) as "last_received_at"
from ingest_rejections
where (organization_id = $1 or ($1::uuid is null and organization_id is null))
  and received_at >= first_instant_of_day($2::date, $3)
  and received_at < first_instant_of_day($4::date + 1, $3)
group by reason, path, source
order by count(*) desc, reason, path, source
limit $5`,
});

export interface RejectionsPageRow {
  readonly id: number;
  readonly execution_id: string | null;
  readonly reason: string;
  readonly path: string | null;
  readonly detail: string;
  readonly source: string;
  readonly structure: unknown;
  readonly body_bytes: number | null;
  readonly body_hash: string | null;
  readonly received_at: string;
  readonly position: string;
}

export const rejectionsPage = statement<RejectionsPageRow>()({
  name: 'lambdas/analytics/rejections/rejections.sql rejections_page',
  parameters: {
    organizationId: nullable(text),
    start: text,
    timeZone: text,
    end: text,
    reason: nullable(text),
    path: nullable(text),
    source: nullable(text),
    beforeId: nullable(number),
    beforeTime: nullable(text),
    limit: number,
  },
  notNull: ['id', 'reason', 'detail', 'source', 'received_at', 'position'],
  text: `select
  id, execution_id, reason, path, detail, source, structure, body_bytes, encode(body_hash, 'hex') as body_hash, received_at,
  to_char(received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "position"
from ingest_rejections
where (organization_id = $1 or ($1::uuid is null and organization_id is null))
  and received_at >= first_instant_of_day($2::date, $3)
  and received_at < first_instant_of_day($4::date + 1, $3)
  and ($5::text is null or reason = $5)
  and ($6::text is null or path = $6)
  and ($7::text is null or source = $7)
  and ($8::bigint is null or (received_at, id) < ($9::timestamptz, $8))
order by received_at desc, id desc
limit $10`,
});
