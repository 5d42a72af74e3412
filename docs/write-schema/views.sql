select format(E'CREATE %sVIEW %I%s AS\n%s', case v.relkind when 'm' then 'MATERIALIZED ' end, v.relname,
  ' WITH (' || array_to_string(v.reloptions, ', ') || ')', pg_get_viewdef(v.oid, true)) as ddl
from pg_class v
where v.relnamespace = 'public'::regnamespace and v.relkind in ('v', 'm')
order by v.relname;
