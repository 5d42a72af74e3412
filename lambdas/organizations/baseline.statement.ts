// Generated from baseline.sql by npm run statements.
import { plain } from '../../shared/database/parameters.ts';
import { statement } from '../../shared/database/statement.ts';

export interface CloseBaselineRow {
  readonly provider: string | null;
}

export const closeBaseline = statement<
  { readonly effectiveDate: string; readonly organizationId: string },
  CloseBaselineRow
>({
  name: 'lambdas/organizations/baseline.sql close_baseline',
  parameters: { effectiveDate: plain, organizationId: plain },
  notNull: [],
  text: `update organization_baselines
set end_date = $1
where organization_id = $2 and rule = 'organization' and end_date is null and effective_date < $1
returning provider`,
});

export interface HasBaselineRow {
  readonly has_baseline: boolean;
}

export const hasBaseline = statement<{ readonly organizationId: string }, HasBaselineRow>({
  name: 'lambdas/organizations/baseline.sql has_baseline',
  parameters: { organizationId: plain },
  notNull: ['has_baseline'],
  text: `select exists (
  select from organization_baselines where organization_id = $1 and rule = 'organization'
) as "has_baseline"`,
});

export const insertBaseline = statement<
  {
    readonly organizationId: string;
    readonly provider: string;
    readonly model: string | null | undefined;
    readonly effectiveDate: string;
  },
  object
>({
  name: 'lambdas/organizations/baseline.sql insert_baseline',
  parameters: { organizationId: plain, provider: plain, model: plain, effectiveDate: plain },
  notNull: [],
  text: `insert into organization_baselines (organization_id, provider, model, effective_date, created_by)
values ($1, $2, $3, $4, current_subject())`,
});

export interface RequestBaselineRecalculationRow {
  readonly id: string;
}

export const requestBaselineRecalculation = statement<
  { readonly organizationId: string; readonly effectiveDate: string },
  RequestBaselineRecalculationRow
>({
  name: 'lambdas/organizations/baseline.sql request_baseline_recalculation',
  parameters: { organizationId: plain, effectiveDate: plain },
  notNull: ['id'],
  text: `select request_recalculation(
  $1, 'baseline_change', null, $2, 'infinity', null, null, null, current_subject()) as "id"`,
});
