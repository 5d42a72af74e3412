-- List prices in force at $1, as believed at $2 or, null, now; if $3 is set, also the contract prices of that
-- organization: operators see all contracts, so row-level security alone would not narrow them. $4 provider or null,
-- $5 to $8 the position after which to read on or null, $9 how many. Beliefs are compared by the milliseconds that the
-- API shows of them, so that the instant that a version is said to be known from is one at which it is.
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
  and (
    $5::text is null
    or (p.provider, coalesce(p.model, ''), coalesce(p.task_type, ''), p.id) > ($5, $6::text, $7::text, $8::uuid)
  )
order by p.provider, coalesce(p.model, ''), coalesce(p.task_type, ''), p.id
limit $9
