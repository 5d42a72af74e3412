-- Up Migration

-- When a delta was made: how old the oldest is tells whether folds keep up.
alter table rollup_deltas add column created_at timestamptz not null default now();
