-- Composite types that are no table's row type, enumerations and domains.
select format(E'CREATE TYPE %I AS %s;', t.typname, case t.typtype
  when 'c' then format(E'(\n%s\n)', (
    select string_agg(format('  %I %s', a.attname, format_type(a.atttypid, a.atttypmod)), E',\n' order by a.attnum)
    from pg_attribute a where a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped))
  when 'e' then format('ENUM (%s)', (
    select string_agg(quote_literal(e.enumlabel), ', ' order by e.enumsortorder)
    from pg_enum e where e.enumtypid = t.oid))
  when 'd' then concat_ws(' ', 'DOMAIN', format_type(t.typbasetype, t.typtypmod), (
    select string_agg(pg_get_constraintdef(c.oid, true), ' ' order by c.conname)
    from pg_constraint c where c.contypid = t.oid))
  end) as ddl
from pg_type t
left join pg_class c on c.oid = t.typrelid
where t.typnamespace = 'public'::regnamespace and (c.relkind = 'c' or t.typtype in ('e', 'd'))
  and not exists (select from pg_depend d where d.objid = t.oid and d.deptype = 'e')
order by t.typname;
