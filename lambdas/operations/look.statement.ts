// Generated from look.sql by npm run statements.
import { statement } from '../../shared/database/statement.ts';

export interface LookRejectionsRow {
  readonly organization_id: string | null;
  readonly reason: string;
  readonly path: string | null;
  readonly messages: number;
  readonly last: string;
}

export const lookRejections = statement<LookRejectionsRow>()({
  name: 'lambdas/operations/look.sql look_rejections',
  parameters: {},
  notNull: ['reason', 'messages', 'last'],
  text: `select organization_id, reason as "reason", path, count(*) as "messages", max(received_at) as "last"
from ingest_rejections
where received_at > now() - interval '1 hour'
group by organization_id, reason, path
order by 4 desc
limit 50`,
});

export interface LookLossesRow {
  readonly organization_id: string;
  readonly provider: string;
  readonly model: string | null;
  readonly baseline_provider: string | null;
  readonly baseline_model: string | null;
  readonly tasks: number;
}

export const lookLosses = statement<LookLossesRow>()({
  name: 'lambdas/operations/look.sql look_losses',
  parameters: {},
  notNull: ['organization_id', 'provider', 'tasks'],
  text: `select organization_id as "organization_id", provider as "provider", model, baseline_provider, baseline_model, count(*) as "tasks"
from task_executions
where success and actual_cost > baseline_cost and void_id is null
  and created_at > now() - interval '2 hours' and start_time > now() - interval '1 day'
group by organization_id, provider, model, baseline_provider, baseline_model
order by 6 desc
limit 50`,
});

export interface LookUnpricedRow {
  readonly organization_id: string;
  readonly reason: string;
  readonly detail: string | null;
  readonly tasks: number;
}

export const lookUnpriced = statement<LookUnpricedRow>()({
  name: 'lambdas/operations/look.sql look_unpriced',
  parameters: {},
  notNull: ['organization_id', 'reason', 'tasks'],
  text: `select organization_id as "organization_id", unpriced_reason as "reason", unpriced_detail as detail, count(*) as "tasks"
from task_executions
where start_time > now() - interval '1 day' and unpriced_reason is not null and void_id is null
group by organization_id, unpriced_reason, unpriced_detail
order by 4 desc
limit 50`,
});

export interface LookBusiestRow {
  readonly organization_id: string;
  readonly provider: string;
  readonly model: string | null;
  readonly tasks: number;
}

export const lookBusiest = statement<LookBusiestRow>()({
  name: 'lambdas/operations/look.sql look_busiest',
  parameters: {},
  notNull: ['organization_id', 'provider', 'tasks'],
  text: `select organization_id as "organization_id", provider as "provider", model, count(*) as "tasks"
from task_executions
where start_time > now() - interval '1 hour' and void_id is null
group by organization_id, provider, model
order by 4 desc
limit 50`,
});

export interface LookSilentRow {
  readonly organization_id: string;
  readonly last: string;
}

export const lookSilent = statement<LookSilentRow>()({
  name: 'lambdas/operations/look.sql look_silent',
  parameters: {},
  notNull: ['organization_id', 'last'],
  text: `select organization_id as "organization_id", max(day) as "last"
from current_measures
where day >= (now() at time zone 'UTC')::date - 10
group by organization_id
having max(day) < (now() at time zone 'UTC')::date - 3
order by 2 desc
limit 50`,
});

export interface LookRecalculationsRow {
  readonly id: string;
  readonly cause:
    | 'price_correction'
    | 'new_price'
    | 'baseline_change'
    | 'price_feed'
    | 'price_factor'
    | 'cost_source_change'
    | 'void'
    | 'restore';
  readonly organization_id: string | null;
  readonly created_at: string;
  readonly dry_run: boolean;
  readonly pieces: number;
  readonly completed: number;
}

export const lookRecalculations = statement<LookRecalculationsRow>()({
  name: 'lambdas/operations/look.sql look_recalculations',
  parameters: {},
  notNull: ['id', 'cause', 'created_at', 'dry_run', 'pieces', 'completed'],
  text: `select
  c.id as "id", c.cause as "cause", c.organization_id, c.created_at as "created_at", c.dry_run as "dry_run",
  count(p.recalculation_id) as "pieces", count(p.completed_at) as "completed"
from recalculations c
left join recalculation_pieces p on p.recalculation_id = c.id
where c.finished_at is null
group by c.id
order by c.created_at
limit 50`,
});

export interface LookDriftRow {
  readonly organization_id: string;
  readonly day: string;
  readonly found_at: string;
  readonly details: unknown;
}

export const lookDrift = statement<LookDriftRow>()({
  name: 'lambdas/operations/look.sql look_drift',
  parameters: {},
  notNull: ['organization_id', 'day', 'found_at', 'details'],
  text: `select organization_id as "organization_id", day as "day", created_at as "found_at", details as "details"
from reconciliations
where drifted and created_at > now() - interval '8 days'
order by created_at desc
limit 50`,
});

export interface LookListsRow {
  readonly imported_at: string;
  readonly source: string;
  readonly price_source: string;
  readonly data_on: string | null;
  readonly models: number;
  readonly refusal: string | null;
}

export const lookLists = statement<LookListsRow>()({
  name: 'lambdas/operations/look.sql look_lists',
  parameters: {},
  notNull: ['imported_at', 'source', 'price_source', 'models'],
  text: `select imported_at as "imported_at", source as "source", price_source, data_on, models as "models", refusal
from price_feed_imports
order by id desc
limit 30`,
});

export interface LookRetentionRow {
  readonly organization_id: string;
  readonly retention_days: number;
  readonly kept_from: string | null;
  readonly decided_at: string | null;
  readonly should_be_from: string;
}

export const lookRetention = statement<LookRetentionRow>()({
  name: 'lambdas/operations/look.sql look_retention',
  parameters: {},
  notNull: ['organization_id', 'retention_days', 'should_be_from'],
  text: `select
  o.id as "organization_id", o.retention_days as "retention_days", c.kept_from as "kept_from", c.decided_at as "decided_at",
  first_kept_day(o, now()) as "should_be_from"
from organizations o
left join retention_cuts c on c.organization_id = o.id
order by first_kept_day(o, now()) - c.kept_from desc nulls last
limit 20`,
});

export interface LookErasuresRow {
  readonly id: string;
  readonly organization_id: string;
  readonly requested_at: string;
  readonly kept_outside_at: string | null;
  readonly rows_erased_at: string | null;
  readonly executions: number;
  readonly people_left: number;
}

export const lookErasures = statement<LookErasuresRow>()({
  name: 'lambdas/operations/look.sql look_erasures',
  parameters: {},
  notNull: ['id', 'organization_id', 'requested_at', 'executions', 'people_left'],
  text: `select
  e.id as "id", e.organization_id as "organization_id", e.requested_at as "requested_at", e.kept_outside_at, e.rows_erased_at,
  e.executions,
  (select count(*) from erasure_people p where p.erasure_id = e.id)::integer as "people_left"
from erasures e
where e.finished_at is null
order by e.requested_at
limit 50`,
});

export interface LookLiveRow {
  readonly organization_id: string;
  readonly sockets: number;
  readonly first: string;
  readonly watched: string | null;
}

export const lookLive = statement<LookLiveRow>()({
  name: 'lambdas/operations/look.sql look_live',
  parameters: {},
  notNull: ['organization_id', 'sockets', 'first'],
  text: `select
  c.organization_id as "organization_id", count(*) as "sockets", min(c.connected_at) as "first",
  (select seen_at from live_watch) as watched
from live_connections c
where c.expires_at > now()
group by c.organization_id
order by 2 desc
limit 50`,
});
