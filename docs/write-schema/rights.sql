-- Who may do what with which object, besides its owner; and who owns what does not belong to payback_owner. A
-- function that every role may call, as PostgreSQL has it when nothing is said, is not listed.
with objects as (
  select case c.relkind when 'S' then 'SEQUENCE ' else 'TABLE ' end || quote_ident(c.relname) as name,
    c.relowner as owner, c.relacl as acl, null as of_columns
  from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'S') and not c.relispartition
  union all
  select 'TABLE ' || quote_ident(c.relname), c.relowner, a.attacl, quote_ident(a.attname)
  from pg_class c
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where c.relnamespace = 'public'::regnamespace and not c.relispartition and a.attacl is not null
  union all
  select format('FUNCTION %I(%s)', f.proname, pg_get_function_identity_arguments(f.oid)),
    f.proowner, f.proacl, null
  from pg_proc f
  where f.pronamespace = 'public'::regnamespace
    and not exists (select from pg_depend d where d.objid = f.oid and d.deptype = 'e')
), granted as (
  select o.name, a.grantee, a.privilege_type as privilege,
    ' (' || string_agg(o.of_columns, ', ' order by o.of_columns) || ')' as columns
  from objects o, aclexplode(o.acl) a
  where a.grantee <> o.owner
  group by o.name, a.grantee, a.privilege_type
)
select name, format('GRANT %s ON %s TO %s;', string_agg(concat(privilege, columns), ', ' order by privilege), name,
  case when grantee = 0 then 'PUBLIC' else quote_ident(pg_get_userbyid(grantee)) end) as ddl
from granted
group by name, grantee
union all
select name, format('REVOKE EXECUTE ON %s FROM PUBLIC;', name)
from objects
where name like 'FUNCTION %' and acl is not null and not exists (select from aclexplode(acl) a where a.grantee = 0)
union all
select distinct name, format('ALTER %s OWNER TO %I;', name, pg_get_userbyid(owner))
from objects
where owner <> 'payback_owner'::regrole
order by name, ddl;
