-- List prices in force at $1 and, if $2 is set, the contract prices of that organization: operators see all
-- contracts, so row-level security alone would not narrow them. $3 provider or null, $4 to $7 the position after which
-- to read on or null, $8 how many.
select
  p.id,
  p.organization_id,
  p.provider,
  p.model,
  p.task_type,
  p.pricing_model,
  p.above_input_tokens,
  p.cost_per_unit,
  p.currency,
  nullif(p.effective_date, '-infinity') as effective_date,
  p.end_date,
  p.source,
  p.notes,
  p.created_by,
  p.created_at
from provider_pricing p
where p.superseded_at is null
  and p.effective_date <= $1::timestamptz
  and (p.end_date is null or p.end_date > $1::timestamptz)
  and (p.organization_id is null or p.organization_id = $2::uuid)
  and ($3::text is null or p.provider = $3)
  and (
    $4::text is null
    or (p.provider, coalesce(p.model, ''), coalesce(p.task_type, ''), p.id) > ($4, $5::text, $6::text, $7::uuid)
  )
order by p.provider, coalesce(p.model, ''), coalesce(p.task_type, ''), p.id
limit $8
