import type { Client } from 'pg';
import { sqlFiles } from './sql-files.ts';

/** Re-creates the functions whose file changed, in the order of their names, in one transaction. Returns the names of those. */
export async function applyFunctions(client: Client, directory: string): Promise<string[]> {
  const changed: string[] = [];
  await client.query('begin');
  try {
    for (const { name, text, hash } of await sqlFiles(directory)) {
      const remembered = await client.query(
        `insert into schema_functions (name, content_hash) values ($1, $2)
         on conflict (name) do update set content_hash = excluded.content_hash
         where schema_functions.content_hash <> excluded.content_hash`,
        [name, hash],
      );
      if (remembered.rowCount === 0) continue;
      await client.query(text);
      changed.push(name);
    }
    await client.query('commit');
    return changed;
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}
