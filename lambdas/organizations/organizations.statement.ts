// Generated from organizations.sql by npm run statements.
import { nullable, number, text } from '../../shared/database/parameters.ts';
import { statement } from '../../shared/database/statement.ts';

export interface OrganizationsRow {
  readonly id: string;
  readonly name: string;
  readonly time_zone: string;
  readonly currency: 'USD';
  readonly retention_days: number;
  readonly review_threshold: string;
  readonly actual_cost_source: 'price_book' | 'provider';
  readonly keep_descriptions: boolean;
  readonly keep_error_messages: boolean;
  readonly figures_by_person: boolean;
  readonly archive: 'off' | 'without_personal_data';
  readonly baseline_provider: string;
  readonly baseline_model: string | null;
  readonly baseline_effective_date: string | null;
  readonly role: 'viewer' | 'admin' | null;
  readonly key_may_write: boolean | null;
  readonly created_at: string;
  readonly updated_at: string;
}

export const organizations = statement<OrganizationsRow>()({
  name: 'lambdas/organizations/organizations.sql organizations',
  parameters: { id: nullable(text), afterName: nullable(text), afterId: nullable(text), limit: number },
  notNull: [
    'id',
    'name',
    'time_zone',
    'currency',
    'retention_days',
    'review_threshold',
    'actual_cost_source',
    'keep_descriptions',
    'keep_error_messages',
    'figures_by_person',
    'archive',
    'baseline_provider',
    'created_at',
    'updated_at',
  ],
  text: `select
  o.id,
  o.name,
  o.time_zone,
  o.currency,
  o.retention_days,
  o.review_threshold,
  o.actual_cost_source,
  o.keep_descriptions,
  o.keep_error_messages,
  o.figures_by_person,
  o.archive,
  b.provider as "baseline_provider",
  b.model as baseline_model,
  nullif(b.effective_date, '-infinity') as baseline_effective_date,
  m.role as "role",
  k.may_write as "key_may_write",
  o.created_at,
  o.updated_at
from organizations o
join organization_baselines b on b.organization_id = o.id and b.rule = 'organization' and b.end_date is null
left join memberships m on m.organization_id = o.id and m.subject = current_subject()
left join current_api_key k on k.organization_id = o.id
where ($1::uuid is null or o.id = $1)
  and ($2::text is null or (o.name, o.id) > ($2, $3::uuid))
order by o.name, o.id
limit $4`,
});
