-- Roles of the product, what they are owners of, and what they may do in the schema.
select format('CREATE ROLE %I %s;', r.rolname, concat_ws(' ',
  case when r.rolcanlogin then 'LOGIN' else 'NOLOGIN' end,
  case when r.rolsuper then 'SUPERUSER' end,
  case when r.rolcreaterole then 'CREATEROLE' end,
  case when r.rolcreatedb then 'CREATEDB' end,
  case when r.rolbypassrls then 'BYPASSRLS' end,
  case when not r.rolinherit then 'NOINHERIT' end)) as ddl
from pg_roles r
where starts_with(r.rolname, 'payback_') and r.rolname <> 'payback_admin'
union all
select format('GRANT %s ON SCHEMA public TO %s;',
  string_agg(a.privilege_type, ', ' order by a.privilege_type),
  case when a.grantee = 0 then 'PUBLIC' else quote_ident(pg_get_userbyid(a.grantee)) end)
from pg_namespace n, aclexplode(n.nspacl) a
where n.nspname = 'public' and a.grantee <> n.nspowner
group by a.grantee
order by ddl;
