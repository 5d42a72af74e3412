// Generated from baselines.sql by npm run statements.
import { boolean, nullable, number, text } from '../../../shared/database/parameters.ts';
import { statement } from '../../../shared/database/statement.ts';

export interface CloseBaselineRow {
  readonly id: string;
}

export const closeBaseline = statement<CloseBaselineRow>()({
  name: 'lambdas/organizations/baselines/baselines.sql close_baseline',
  parameters: {
    effectiveDate: text,
    organizationId: text,
    rule: text,
    taskType: nullable(text),
    labelKey: nullable(text),
    labelValue: nullable(text),
  },
  notNull: ['id'],
  text: `update organization_baselines
set end_date = $1
where organization_id = $2 and end_date is null and effective_date < $1
  and rule = $3 and task_type is not distinct from $4
  and label_key is not distinct from $5 and label_value is not distinct from $6
returning id`,
});

export interface LastVersionRow {
  readonly end_date: string | null;
  readonly has_ended: boolean | null;
}

export const lastVersion = statement<LastVersionRow>()({
  name: 'lambdas/organizations/baselines/baselines.sql last_version',
  parameters: {
    effectiveDate: text,
    organizationId: text,
    rule: text,
    taskType: nullable(text),
    labelKey: nullable(text),
    labelValue: nullable(text),
  },
  notNull: [],
  text: `select end_date, end_date <= $1 as "has_ended"
from organization_baselines
where organization_id = $2
  and rule = $3 and task_type is not distinct from $4
  and label_key is not distinct from $5 and label_value is not distinct from $6
order by effective_date desc
limit 1`,
});

export interface InsertBaselineRow {
  readonly id: string;
}

export const insertBaseline = statement<InsertBaselineRow>()({
  name: 'lambdas/organizations/baselines/baselines.sql insert_baseline',
  parameters: {
    organizationId: text,
    rule: text,
    taskType: nullable(text),
    labelKey: nullable(text),
    labelValue: nullable(text),
    provider: nullable(text),
    model: nullable(text),
    effectiveDate: text,
  },
  notNull: ['id'],
  text: `insert into organization_baselines (
  organization_id, rule, task_type, label_key, label_value, provider, model, effective_date, created_by)
values (
  $1, $2, $3, $4, $5, $6, $7, $8,
  current_subject())
returning id`,
});

export interface CountRulesInForceRow {
  readonly rules: number;
}

export const countRulesInForce = statement<CountRulesInForceRow>()({
  name: 'lambdas/organizations/baselines/baselines.sql count_rules_in_force',
  parameters: { organizationId: text },
  notNull: ['rules'],
  text: `select count(*) as "rules"
from organization_baselines
where organization_id = $1 and end_date is null`,
});

export interface RequestBaselineRecalculationRow {
  readonly id: string;
}

export const requestBaselineRecalculation = statement<RequestBaselineRecalculationRow>()({
  name: 'lambdas/organizations/baselines/baselines.sql request_baseline_recalculation',
  parameters: { organizationId: text, effectiveDate: text },
  notNull: ['id'],
  text: `select request_recalculation(
  $1, 'baseline_change', null, $2, 'infinity', null, null, null, current_subject()) as "id"`,
});

export interface BaselineVersionsRow {
  readonly id: string;
  readonly rule: 'message' | 'requested_model' | 'label' | 'task_type' | 'organization';
  readonly task_type: string | null;
  readonly label_key: string | null;
  readonly label_value: string | null;
  readonly provider: string | null;
  readonly model: string | null;
  readonly effective_date: string | null;
  readonly end_date: string | null;
  readonly created_by: string;
  readonly created_at: string;
  readonly position: string;
}

export const baselineVersions = statement<BaselineVersionsRow>()({
  name: 'lambdas/organizations/baselines/baselines.sql baseline_versions',
  parameters: {
    organizationId: text,
    id: nullable(text),
    isCurrent: nullable(boolean),
    afterTime: nullable(text),
    afterId: nullable(text),
    limit: number,
  },
  notNull: ['id', 'rule', 'created_by', 'created_at', 'position'],
  text: `select
  id, rule, task_type, label_key, label_value, provider, model,
  nullif(effective_date, '-infinity') as effective_date, end_date, created_by, created_at,
  to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "position"
from organization_baselines
where organization_id = $1
  and ($2::uuid is null or id = $2)
  and ($3::boolean is null or (end_date is null) = $3)
  and ($4::timestamptz is null or (created_at, id) < ($4::timestamptz, $5::uuid))
order by created_at desc, id desc
limit $6`,
});

export interface EndBaselineRow {
  readonly id: string;
}

export const endBaseline = statement<EndBaselineRow>()({
  name: 'lambdas/organizations/baselines/baselines.sql end_baseline',
  parameters: { endDate: text, organizationId: text, id: text },
  notNull: ['id'],
  text: `update organization_baselines
set end_date = $1
where organization_id = $2 and id = $3 and end_date is null and effective_date < $1
returning id`,
});
