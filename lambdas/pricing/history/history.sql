-- $1 provider, $2 model and $3 task type or null: all, $4 organization or null, $5 as believed at this instant or null,
-- $6 the version after which to read on or null (versions are never deleted, so its place stays), $7 how many.
-- The reason is that of the recalculation which a correction starts.
with placed as (
  select p.*,
    row(
      coalesce(p.model, ''), coalesce(p.task_type, ''),
      coalesce(p.organization_id, '00000000-0000-0000-0000-000000000000'), p.pricing_model, p.above_input_tokens,
      p.daily_start, p.daily_end, p.effective_date, p.created_at, p.id) as place
  from provider_pricing p
  where p.provider = $1
    and ($2::text is null or p.model = $2)
    and ($3::text is null or p.task_type = $3)
    and (p.organization_id is null or p.organization_id = $4::uuid)
)
select p.*, c.reason as correction_reason
from placed p
left join recalculations c on c.price_id = p.id and c.cause = 'price_correction' and not c.dry_run
where (
    $5::timestamptz is null
    or (
      date_trunc('milliseconds', p.created_at) <= $5
      and date_trunc('milliseconds', coalesce(p.superseded_at, 'infinity')) > $5)
  )
  and ($6::uuid is null or p.place > (select place from placed where id = $6))
order by p.place
limit $7
