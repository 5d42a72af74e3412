-- Ends what a session is doing, or the session itself. Null where there is none of this database with this number.
select case when :terminate then pg_terminate_backend(a.pid) else pg_cancel_backend(a.pid) end as "done!", a.usename::text as "role?"
from pg_stat_activity a
where a.pid = :pid::integer and a.datname = current_database() and a.pid <> pg_backend_pid()
  and a.usename like 'payback\_%'
