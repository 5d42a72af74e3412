-- Up Migration

-- How many requests of a minute came from whom, by a hash of who it is: of a person or an API key, or for an organization. Worth
-- nothing after its minute, and after a crash: unlogged, so that it costs no WAL.
create unlogged table request_counts (
  minute timestamptz not null,
  key bytea not null check (length(key) = 32),
  requests integer not null,
  primary key (minute, key)
);
alter table request_counts enable row level security;
alter table request_counts force row level security;
-- As whom the function below counts; nobody else comes to it.
create policy owner on request_counts to payback_owner using (true) with check (true);
revoke all on request_counts from payback_api, payback_worker;

-- Adds to a minute's count and gives what it is then, of everybody who counts. What is over goes: few rows, and whoever finds
-- them taken leaves them to the next.
create function count_requests(p_minute timestamptz, p_who text, p_requests integer) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  total integer;
begin
  insert into request_counts as c (minute, key, requests)
  values (date_trunc('minute', p_minute), sha256(convert_to(p_who, 'UTF8')), p_requests)
  on conflict (minute, key) do update set requests = c.requests + excluded.requests
  returning c.requests into total;
  -- First of a minute for somebody: at most once a minute for each.
  if total = p_requests then
    delete from request_counts c
    using (
      select ctid from request_counts where minute < date_trunc('minute', p_minute) - interval '1 minute'
      limit 1000 for update skip locked
    ) as old
    where c.ctid = old.ctid;
  end if;
  return total;
end $$;
revoke all on function count_requests from public;
grant execute on function count_requests to payback_api;
