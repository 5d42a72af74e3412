import type { Client } from 'pg';
import type { ConcurrentIndex } from './concurrent-index.ts';

/** Rolled back before anybody could see it. */
const PROBE = 'probe_of_index_definition';

/**
 * Compares an index that is there with what a migration makes, in PostgreSQL's own words: those of the same index of an empty table with
 * the same columns.
 * @throws Error where it is another index: a migration may have been edited since a run of it was killed, or somebody has made it by hand
 */
export async function refuseOther(
  client: Client,
  name: string,
  { table, unique, definition }: ConcurrentIndex,
): Promise<void> {
  const found = await definitionOf(client, 'indexrelid', name);
  await client.query('begin');
  let wanted: string | undefined;
  try {
    await client.query(`create table ${PROBE} (like ${table})`);
    await client.query(`create ${unique ? 'unique ' : ''}index on ${PROBE} ${definition}`);
    wanted = await definitionOf(client, 'indrelid', PROBE);
  } finally {
    await client.query('rollback');
  }
  if (found === wanted) return;
  throw new Error(
    `There is an index ${name} already, "${found}" instead of "${wanted}". Nothing was changed: if nothing needs it, ` +
      `drop it (drop index ${name}), then deploy again (docs/runbook.md, "A migration fails").`,
  );
}

/** Without what the two differ in, their names. */
async function definitionOf(
  client: Client,
  by: 'indexrelid' | 'indrelid',
  name: string,
): Promise<string | undefined> {
  const { rows } = await client.query<{ definition: string }>(
    `select case when indisunique then 'unique ' else '' end || regexp_replace(pg_get_indexdef(indexrelid), '^.*? USING ', 'using ')
       as definition
     from pg_index where ${by} = to_regclass($1)`,
    [name],
  );
  return rows[0]?.definition;
}
