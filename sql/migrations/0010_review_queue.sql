-- Up Migration

-- The review queue is read newest first and a page at a time: all of it by the first index, what is open, which is also
-- counted for each page, by the second.
create index execution_flags_newest on execution_flags (organization_id, start_time, id);
create index execution_flags_open on execution_flags (organization_id, start_time, id) include (kind)
  where status = 'open';
drop index execution_flags_by_time;
