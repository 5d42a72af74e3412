import type { SqlFile } from './sql-files.ts';

/** What a migration makes that is one index, built while its table is written. */
export interface ConcurrentIndex {
  readonly name: string;
  readonly table: string;
  readonly unique: boolean;
  /** All that follows the table's name: `(organization_id, id) where …`. */
  readonly definition: string;
}

const HEADER = /^-- concurrently$/m;
const STATEMENT =
  /^create (?<unique>unique )?index concurrently (?<name>\w+) on (?<table>\w+) (?<definition>[^;]+);$/;

/**
 * What a migration with the line `-- concurrently` makes; undefined for all others, which run in a transaction.
 * @throws Error where it has the line, and something else than one such statement
 */
export function concurrentIndex({ name, text }: SqlFile): ConcurrentIndex | undefined {
  if (!HEADER.test(text)) return undefined;
  const sql = text
    .replaceAll(/^--.*$/gm, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const { groups } = STATEMENT.exec(sql) ?? {};
  const { name: index, table, definition } = groups ?? {};
  if (index === undefined || table === undefined || definition === undefined) {
    throw new Error(
      `${name} has the line "-- concurrently": it may then have one statement only, ` +
        'create [unique] index concurrently <name> on <table> (…); what else there is to do takes a migration of its own.',
    );
  }
  return { name: index, table, definition, unique: groups?.['unique'] !== undefined };
}
