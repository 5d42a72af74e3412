-- Whatever a statement says: an entry of a request is by who asks, one of a job by a function that logs in as it does, and its time
-- is the clock's.
create or replace function complete_audit_entry() returns trigger
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  functions constant text[] := case current_user
    when 'payback_pricing' then array['payback-recalculate', 'payback-price-audit']
    when 'payback_feed' then array['payback-price-feed']
    when 'payback_upkeep' then array['payback-partitions', 'payback-retention', 'payback-erasure']
  end;
begin
  if 'payback_api' in (session_user, current_user) then
    if new.actor is distinct from current_subject() then
      raise exception 'the actor of an entry is who asks' using errcode = 'insufficient_privilege';
    end if;
    new.address := nullif(current_setting('app.address', true), '')::inet;
    new.user_agent := nullif(current_setting('app.user_agent', true), '');
  elsif functions is not null then
    if new.actor is null or new.actor <> all (functions) then
      raise exception 'the actor of an entry of a job is its function' using errcode = 'insufficient_privilege';
    end if;
  elsif new.actor not like 'payback-%' then
    -- Of whoever would like to be a person.
    new.actor := 'payback-' || new.actor;
  end if;
  new.resource_type := coalesce(new.resource_type, split_part(new.action, '.', 1));
  new.created_at := clock_timestamp();
  return new;
end $$;
