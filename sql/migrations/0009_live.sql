-- Up Migration

-- A ticket lets one WebSocket connect: browsers send no authorization header with it. Only the hash is here, so that
-- who reads the table cannot connect.
create table live_tickets (
  ticket_hash bytea primary key check (length(ticket_hash) = 32),
  organization_id uuid not null references organizations,
  subject text not null,
  expires_at timestamptz not null
);
create index live_tickets_by_organization on live_tickets (organization_id, expires_at);

-- Open WebSockets. API Gateway ends each after two hours; one whose end was not reported is over then.
create table live_connections (
  connection_id text primary key check (length(connection_id) between 1 and 200),
  organization_id uuid not null references organizations,
  subject text not null,
  connected_at timestamptz not null,
  expires_at timestamptz not null
);
create index live_connections_by_organization on live_connections (organization_id);

-- What was last announced to an organization's connections, and when it was tried. Written for organizations with
-- connections alone, and never by ingest: batches of one organization would wait for each other's commit.
create table live_hints (
  organization_id uuid primary key references organizations,
  announced text not null,
  tried_at timestamptz not null
);

-- The one watch that looks for changes; see docs/adr/0013-live-hints.md.
create table live_watch (
  is_only boolean primary key default true check (is_only),
  watch_id text not null default '',
  seen_at timestamptz not null default '-infinity'
);
insert into live_watch default values;

do $$
declare
  table_name text;
begin
  foreach table_name in array array['live_tickets', 'live_connections', 'live_hints', 'live_watch'] loop
    execute format('alter table %I enable row level security, force row level security', table_name);
    execute format('create policy worker on %I to payback_worker using (true) with check (true)', table_name);
    execute format('grant select, insert, update, delete on %I to payback_worker', table_name);
  end loop;
  foreach table_name in array array['live_tickets', 'live_connections'] loop
    execute format(
      'create policy tenant on %I to payback_api using (organization_id = (select current_organization_id()))',
      table_name);
  end loop;
end $$;
grant select, insert, delete on live_tickets to payback_api;
grant select on live_connections to payback_api;
