-- List prices in force at an instant, as known at another or now; with an organization also its contract prices:
-- operators see all contracts, so row-level security alone would not narrow them. Beliefs are compared by the milliseconds
-- that the API shows of them, so that the instant that a version is said to be known from is one at which it is. The text
-- is compared by strpos: in a pattern, the _ of many names would stand for any character.
select p.*
from provider_pricing p
where case
    when :as_of?::timestamptz is null then p.superseded_at is null
    else date_trunc('milliseconds', p.created_at) <= :as_of::timestamptz
      and date_trunc('milliseconds', coalesce(p.superseded_at, 'infinity')) > :as_of::timestamptz
  end
  and p.effective_date <= :at::timestamptz
  and (p.end_date is null or p.end_date > :at::timestamptz)
  and (p.organization_id is null or p.organization_id = :organization_id?::uuid)
  and (:provider?::text is null or p.provider = :provider)
  and (:model?::text is null or p.model = :model)
  and (:task_type?::text is null or p.task_type = :task_type)
  and (:scope?::text is null or (p.organization_id is not null) = (:scope = 'contract'))
  and (:search?::text is null or strpos(lower(p.provider), lower(:search)) > 0 or strpos(lower(p.model), lower(:search)) > 0)
  and (
    :after_provider?::text is null
    or (p.provider, coalesce(p.model, ''), coalesce(p.task_type, ''), p.id) > (:after_provider, :after_model?::text, :after_task_type?::text, :after_id?::uuid)
  )
order by p.provider, coalesce(p.model, ''), coalesce(p.task_type, ''), p.id
limit :limit
