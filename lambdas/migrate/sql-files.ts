import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Client } from 'pg';
import * as z from 'zod';

export const MIGRATIONS_TABLE = 'schema_migrations';

export interface SqlFile {
  readonly name: string;
  readonly text: string;
  readonly hash: string;
}

/** In the order of their names. */
export async function sqlFiles(directory: string): Promise<SqlFile[]> {
  const names = (await readdir(directory)).filter((file) => file.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(path.join(directory, name), 'utf8');
      return {
        name: path.basename(name, '.sql'),
        text,
        hash: createHash('sha256').update(text).digest('hex'),
      };
    }),
  );
}

const appliedSchema = z.array(z.object({ name: z.string(), content_hash: z.string().nullable() }));
export type AppliedMigration = z.infer<typeof appliedSchema>[number];

export async function appliedMigrations(client: Client): Promise<AppliedMigration[]> {
  const exists = await client.query(
    `select from pg_class where oid = to_regclass('public.${MIGRATIONS_TABLE}')`,
  );
  if (exists.rowCount === 0) return [];
  // By way of jsonb: a schema from before migration 0014 does not have the column.
  const { rows } = await client.query(
    `select name, to_jsonb(m) ->> 'content_hash' as content_hash from ${MIGRATIONS_TABLE} m order by id`,
  );
  return appliedSchema.parse(rows);
}

/** Schemas of the same version are equal only if a migration stays what it was when it was applied first. */
export function refuseEdited(files: readonly SqlFile[], applied: readonly AppliedMigration[]): void {
  const edited = applied.filter(
    ({ name, content_hash }) =>
      content_hash !== null && files.some((file) => file.name === name && file.hash !== content_hash),
  );
  if (edited.length === 0) return;
  const names = edited.map(({ name }) => name).join(', ');
  throw new Error(
    `This database was migrated with a different version of ${names}. A migration that has been applied is never edited: ` +
      'restore it, and write a new one that corrects it.',
  );
}

/** Migrations that were applied before content was remembered count as what they are now. */
export async function rememberContent(client: Client, files: readonly SqlFile[]): Promise<void> {
  await client.query(
    `update ${MIGRATIONS_TABLE} m set content_hash = f.hash
     from unnest($1::text[], $2::text[]) as f (name, hash) where m.name = f.name and m.content_hash is null`,
    [files.map((file) => file.name), files.map((file) => file.hash)],
  );
}
