-- Signatures and what a caller may rely on. Bodies are in sql/functions and in the migrations.
select concat_ws(E'\n',
  format('CREATE %s %I(%s)', case f.prokind when 'p' then 'PROCEDURE' when 'a' then 'AGGREGATE' else 'FUNCTION' end,
    f.proname, pg_get_function_arguments(f.oid)),
  '  RETURNS ' || pg_get_function_result(f.oid),
  '  ' || concat_ws(' ', 'LANGUAGE', l.lanname,
    case f.provolatile when 'i' then 'IMMUTABLE' when 's' then 'STABLE' else 'VOLATILE' end,
    case when f.proisstrict then 'STRICT' end,
    case f.proparallel when 's' then 'PARALLEL SAFE' when 'r' then 'PARALLEL RESTRICTED' end,
    case when f.prosecdef then 'SECURITY DEFINER' end,
    case when f.proleakproof then 'LEAKPROOF' end,
    case when f.proretset then 'ROWS ' || f.prorows end,
    (select string_agg('SET ' || setting, ' ' order by setting) from unnest(f.proconfig) setting)) || ';'
  ) as ddl
from pg_proc f
join pg_language l on l.oid = f.prolang
where f.pronamespace = 'public'::regnamespace
  and not exists (select from pg_depend d where d.objid = f.oid and d.deptype = 'e')
order by f.proname, pg_get_function_identity_arguments(f.oid);
