-- @name set_caller
-- Who asks, for row-level security. The third argument makes it SET LOCAL: it ends with the transaction, so the
-- next tenant on this connection, or behind a transaction pooler, never meets it. The audit log takes the caller from here.
select
  set_config('app.subject', :subject, true) as subject,
  set_config('app.operator', :is_operator, true) as operator,
  set_config('app.api_key_hash', :api_key_hash, true) as api_key_hash,
  set_config('app.address', :address, true) as address,
  set_config('app.user_agent', :user_agent, true) as user_agent,
  -- One of the requests that a caller may have at once; null: as many as they come. Of a key by its hash: its id is no secret, and
  -- what is made up with it must not take the key's own.
  coalesce(
    take_place('person requests ' || coalesce(nullif(:api_key_hash, ''), :subject), :most_at_once?::integer), true) as "has_place!"

-- @name admitted_key
-- The API key that the caller has, if it counts at this moment.
select use_is_due as "use_is_due!" from current_api_key where id = :id

-- @name note_key_use
select note_api_key_use()

-- @name enter_organization
-- The caller's role in one organization, of a member or of a key, and only if there is one (or if operators are let in
-- without), the transaction becomes that organization's: a row that is filtered out never calls set_config. One round trip.
select
  m.role as "role?",
  k.may_write as "key_may_write?",
  o.time_zone,
  o.figures_by_person,
  set_config('app.organization_id', o.id::text, true) as organization_id,
  coalesce(take_place('organization requests ' || o.id, :most_at_once?::integer), true) as "has_place!"
from organizations o
left join memberships m on m.organization_id = o.id and m.subject = current_subject()
left join current_api_key k on k.organization_id = o.id
where o.id = :organization_id and (m.role is not null or k.id is not null or :let_in)
