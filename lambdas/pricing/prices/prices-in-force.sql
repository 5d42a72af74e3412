-- List prices in force at $1, as believed at $2 or, null, now; if $3 is set, also the contract prices of that
-- organization: operators see all contracts, so row-level security alone would not narrow them. $4 provider or null,
-- $5 to $8 the position after which to read on or null, $9 how many, $10 model, $11 task type, $12 scope (list, contract)
-- and $13 text in provider or model, each of them or null. Beliefs are compared by the milliseconds that the API shows of
-- them, so that the instant that a version is said to be known from is one at which it is. The text is compared by
-- strpos: in a pattern, the _ of many names would stand for any character.
select p.*
from provider_pricing p
where case
    when $2::timestamptz is null then p.superseded_at is null
    else date_trunc('milliseconds', p.created_at) <= $2::timestamptz
      and date_trunc('milliseconds', coalesce(p.superseded_at, 'infinity')) > $2::timestamptz
  end
  and p.effective_date <= $1::timestamptz
  and (p.end_date is null or p.end_date > $1::timestamptz)
  and (p.organization_id is null or p.organization_id = $3::uuid)
  and ($4::text is null or p.provider = $4)
  and ($10::text is null or p.model = $10)
  and ($11::text is null or p.task_type = $11)
  and ($12::text is null or (p.organization_id is not null) = ($12 = 'contract'))
  and ($13::text is null or strpos(lower(p.provider), lower($13)) > 0 or strpos(lower(p.model), lower($13)) > 0)
  and (
    $5::text is null
    or (p.provider, coalesce(p.model, ''), coalesce(p.task_type, ''), p.id) > ($5, $6::text, $7::text, $8::uuid)
  )
order by p.provider, coalesce(p.model, ''), coalesce(p.task_type, ''), p.id
limit $9
