// Generated from examine-correction.sql by npm run statements.
import { boolean, nullable, text } from '../../../shared/database/parameters.ts';
import { statement } from '../../../shared/database/statement.ts';

export interface ExamineCorrectionRow {
  readonly is_superseded: boolean;
  readonly superseded_by: string | null;
  readonly changes_cost: boolean;
  readonly changes_effective_date: boolean;
  readonly changes_end_date: boolean;
  readonly is_inverted: boolean;
  readonly has_too_many_decimals: boolean;
  readonly effective_date: string;
  readonly end_date: string | null;
  readonly touched_from: string;
  readonly touched_until: string;
}

export const examineCorrection = statement<ExamineCorrectionRow>()({
  name: 'lambdas/pricing/corrections/examine-correction.sql examine_correction',
  parameters: {
    costPerUnit: nullable(text),
    effectiveDate: nullable(text),
    hasEnd: boolean,
    endDate: nullable(text),
    priceId: text,
  },
  notNull: [
    'is_superseded',
    'changes_cost',
    'changes_effective_date',
    'changes_end_date',
    'is_inverted',
    'has_too_many_decimals',
    'effective_date',
    'touched_from',
    'touched_until',
  ],
  text: `select
  p.superseded_at is not null as "is_superseded",
  p.superseded_by,
  c.cost_per_unit <> p.cost_per_unit as "changes_cost",
  c.effective_date <> p.effective_date as "changes_effective_date",
  c.end_date is distinct from p.end_date as "changes_end_date",
  coalesce(c.end_date <= c.effective_date, false) as "is_inverted",
  p.pricing_model = 'per_compute_unit' and c.cost_per_unit <> round(c.cost_per_unit, 6) as "has_too_many_decimals",
  c.effective_date::text as "effective_date",
  c.end_date::text as end_date,
  least(p.effective_date, c.effective_date)::text as "touched_from",
  greatest(coalesce(p.end_date, 'infinity'), coalesce(c.end_date, 'infinity'))::text as "touched_until"
from provider_pricing p
cross join lateral (
  select
    coalesce($1::numeric, p.cost_per_unit) as cost_per_unit,
    coalesce($2::timestamptz, p.effective_date) as effective_date,
    case when $3::boolean then $4::timestamptz else p.end_date end as end_date
) as c
where p.id = $5`,
});
