import type { TestDatabase } from './test-database.ts';

/** All that the columns of text, JSON and ids of a database hold, from its catalog: a table that is added is in it. */
export async function textDump({ admin }: Pick<TestDatabase, 'admin'>): Promise<ReadonlyMap<string, string>> {
  const { rows: columns } = await admin.query<{ name: string; expression: string }>(`
    select format('%s.%s', c.relname, a.attname) as name,
      format('select string_agg(%I::text, e''\\n'') as text from only %I.%I', a.attname, n.nspname, c.relname) as expression
    from pg_attribute a
    join pg_class c on c.oid = a.attrelid
    join pg_namespace n on n.oid = c.relnamespace
    join pg_type t on t.oid = a.atttypid
    where n.nspname = 'public' and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
      and (t.typcategory in ('S', 'A') or t.typname in ('jsonb', 'json', 'xml', 'bytea', 'uuid'))`);
  const dump = new Map<string, string>();
  for (const { name, expression } of columns) {
    const { rows } = await admin.query<{ text: string | null }>(expression);
    dump.set(name, rows[0]?.text ?? '');
  }
  return dump;
}
