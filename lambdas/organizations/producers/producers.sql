-- @name producers_after
-- The organization's, those of all, and who has sent without being either; by principal, bytewise, as the pages go.
select
  principal as "principal!",
  coalesce(own.name, everywhere.name) as name,
  coalesce(own.created_by, everywhere.created_by) as created_by,
  coalesce(own.created_at, everywhere.created_at) as created_at,
  case when own.principal is not null then 'organization' when everywhere.principal is not null then 'everywhere' end
    as registered,
  coalesce(totals.executions, 0) as "executions!",
  totals.last_received_at as "last_received_at?"
from (select * from producers where organization_id = :organization_id) as own
full join (select * from producers where organization_id is null) as everywhere using (principal)
full join (select * from producer_totals where organization_id = :organization_id) as totals using (principal)
where :after?::text is null or principal collate "C" > :after
order by principal collate "C"
limit :limit

-- @name is_enforced
select producers_enforced from organizations where id = :organization_id

-- @name store_producer
-- Whether something changed is told by the row from before.
with before as (
  select name from producers
  where organization_id is not distinct from :organization_id?::uuid and principal = :principal
)
insert into producers as p (organization_id, principal, name, created_by)
values (:organization_id, :principal, :name?, current_subject())
on conflict on constraint producers_key do update set name = excluded.name
returning principal, name, created_by, created_at,
  coalesce((select before.name is distinct from p.name from before), true) as "changed!"

-- @name enforce_producers
update organizations set producers_enforced = true where id = :organization_id and not producers_enforced

-- @name remove_producer
delete from producers
where organization_id is not distinct from :organization_id?::uuid and principal = :principal
returning principal

-- @name shared_producers
select principal, name, created_by, created_at
from producers
where organization_id is null
  and (:principal?::text is null or principal = :principal)
  and (:after?::text is null or principal collate "C" > :after)
order by principal collate "C"
limit :limit
