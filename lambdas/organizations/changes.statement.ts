// Generated from changes.sql by npm run statements.
import { boolean, nullable, number, text } from '../../shared/database/parameters.ts';
import { statement } from '../../shared/database/statement.ts';

export interface IsKnownTimeZoneRow {
  readonly known: boolean;
}

export const isKnownTimeZone = statement<IsKnownTimeZoneRow>()({
  name: 'lambdas/organizations/changes.sql is_known_time_zone',
  parameters: { timeZone: text },
  notNull: ['known'],
  text: `select exists (select from pg_timezone_names where name = $1) as "known"`,
});

export interface InsertOrganizationRow {
  readonly id: string;
}

export const insertOrganization = statement<InsertOrganizationRow>()({
  name: 'lambdas/organizations/changes.sql insert_organization',
  parameters: {
    name: text,
    timeZone: text,
    retentionDays: number,
    reviewThreshold: text,
    actualCostSource: text,
    producersEnforced: boolean,
    keepDescriptions: boolean,
    keepErrorMessages: boolean,
    figuresByPerson: boolean,
    archive: text,
    provider: text,
    model: nullable(text),
  },
  notNull: ['id'],
  text: `with created as (
  insert into organizations (
    name, time_zone, retention_days, review_threshold, actual_cost_source, producers_enforced, keep_descriptions, keep_error_messages,
    figures_by_person, archive)
  values (
    $1, $2, $3, $4, $5, $6, $7, $8,
    $9, $10)
  returning id
)
insert into organization_baselines (organization_id, provider, model, effective_date, created_by)
select id, $11, $12, '-infinity', current_subject()
from created
returning organization_id as id`,
});

export interface HasExecutionsRow {
  readonly has_executions: boolean;
}

export const hasExecutions = statement<HasExecutionsRow>()({
  name: 'lambdas/organizations/changes.sql has_executions',
  parameters: { organizationId: text },
  notNull: ['has_executions'],
  text: `select exists (select from current_measures where organization_id = $1) as "has_executions"`,
});

export const storeChanges = statement<object>()({
  name: 'lambdas/organizations/changes.sql store_changes',
  parameters: {
    name: nullable(text),
    timeZone: nullable(text),
    retentionDays: nullable(number),
    reviewThreshold: nullable(text),
    actualCostSource: nullable(text),
    keepDescriptions: nullable(boolean),
    keepErrorMessages: nullable(boolean),
    figuresByPerson: nullable(boolean),
    archive: nullable(text),
    organizationId: text,
  },
  notNull: [],
  text: `update organizations
set
  name = coalesce($1, name),
  time_zone = coalesce($2, time_zone),
  retention_days = coalesce($3, retention_days),
  review_threshold = coalesce($4, review_threshold),
  actual_cost_source = coalesce($5, actual_cost_source),
  keep_descriptions = coalesce($6, keep_descriptions),
  keep_error_messages = coalesce($7, keep_error_messages),
  figures_by_person = coalesce($8, figures_by_person),
  archive = coalesce($9, archive),
  updated_at = now()
where id = $10`,
});

export interface RequestCostSourceRecalculationRow {
  readonly id: string;
}

export const requestCostSourceRecalculation = statement<RequestCostSourceRecalculationRow>()({
  name: 'lambdas/organizations/changes.sql request_cost_source_recalculation',
  parameters: { organizationId: text },
  notNull: ['id'],
  text: `select request_recalculation(
  $1, 'cost_source_change', null, '-infinity', 'infinity', null, null, null, current_subject()) as "id"`,
});
