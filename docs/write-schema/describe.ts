import { readFile } from 'node:fs/promises';
import type { ClientBase, Pool } from 'pg';
import * as z from 'zod';

const SECTIONS = ['roles', 'types', 'tables', 'views', 'functions', 'rights'];
/** One statement a line; the others are blocks. */
const LISTS = new Set(['roles', 'rights']);

const HEADER = `-- The schema as it is after every migration, read from the catalogs of a fresh database: npm run schema writes this
-- file, npm test compares it. It is for reading; what is applied is sql/migrations and sql/functions.
-- Left out: weekly partitions (made by ensure_partitions), the bodies of functions (sql/functions, and the migrations),
-- what extensions bring. Everything belongs to payback_owner unless an ALTER … OWNER says otherwise; a function may be
-- called by every role unless a REVOKE says otherwise.
`;

/** The schema of a migrated database as text, the same for every database with these migrations and functions. */
export async function describeSchema(client: ClientBase | Pool): Promise<string> {
  const sections: string[] = [];
  for (const section of SECTIONS) {
    const statement = await readFile(new URL(`${section}.sql`, import.meta.url), 'utf8');
    const { rows } = await client.query(statement);
    const blocks = z.array(z.object({ ddl: z.string() })).parse(rows);
    const text = blocks.map((block) => block.ddl).join(LISTS.has(section) ? '\n' : '\n\n');
    sections.push(`-- ${section[0]?.toUpperCase()}${section.slice(1)}\n\n${text}\n`);
  }
  return [HEADER, ...sections].join('\n');
}
