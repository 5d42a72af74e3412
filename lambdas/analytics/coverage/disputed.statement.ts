// Generated from disputed.sql by npm run statements.
import { text } from '../../../shared/database/parameters.ts';
import { statement } from '../../../shared/database/statement.ts';

export interface DisputedRow {
  readonly executions: number;
  readonly actual_cost: string;
}

export const disputed = statement<DisputedRow>()({
  name: 'lambdas/analytics/coverage/disputed.sql disputed',
  parameters: { organizationId: text, start: text, end: text },
  notNull: ['executions', 'actual_cost'],
  text: `select
  coalesce(sum(r.executions), 0)::bigint as "executions",
  coalesce(sum(r.actual_cost + r.failed_cost + r.uncompared_cost), 0) as "actual_cost"
from current_measures r
where r.organization_id = $1 and r.day between $2::date and $3::date
  and exists (select from price_disputes d where d.provider = r.provider and d.model = r.model)
  and not exists (
    select from provider_pricing p
    where p.organization_id = r.organization_id and p.superseded_at is null and p.provider = r.provider
      and coalesce(p.model, r.model) = r.model)`,
});
