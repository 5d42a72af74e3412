import type * as z from 'zod';
import type { createPrice } from '../../lambdas/pricing/prices/contract.ts';
import type { Database } from '../../shared/database/database.ts';
import type { TestDatabase } from './test-database.ts';

/** A list price per token of 'acme' from 2026 on, as an operator sends it. */
export const acmePrice = {
  provider: 'acme',
  pricing_model: 'per_token',
  cost_per_unit: '0.001',
  effective_date: '2026-01-01',
  source: 'manual_entry',
} satisfies z.input<typeof createPrice.body>;

/** All versions of a provider, as `effective..end cost`, in order; those known now, and those superseded. */
export async function versionsOf(
  { admin }: TestDatabase,
  provider: string,
): Promise<{ in_force: string[]; superseded: string[] }> {
  const { rows } = await admin.query(
    `select superseded_at is null as in_force,
       to_char(effective_date at time zone 'UTC', 'YYYY-MM-DD') || '..'
         || coalesce(to_char(end_date at time zone 'UTC', 'YYYY-MM-DD'), '') || ' ' || trim_scale(cost_per_unit) as row
     from provider_pricing where provider = $1 order by effective_date, end_date, created_at`,
    [provider],
  );
  const of = (inForce: boolean) =>
    rows.filter((row) => row.in_force === inForce).map((row) => String(row.row));
  return { in_force: of(true), superseded: of(false) };
}

/**
 * Everything that is stored, one row a line, by table: for comparing what was with what is.
 * @param except tables, by the beginning of their names
 */
export async function everything({ admin }: TestDatabase, except: string): Promise<Map<string, string[]>> {
  const { rows: tables } = await admin.query(
    `select relname from pg_class
     where relnamespace = 'public'::regnamespace and relkind = 'r' and not starts_with(relname, $1)`,
    [except],
  );
  const contents = new Map<string, string[]>();
  for (const { relname } of tables) {
    const { rows } = await admin.query(`select t::text as row from ${String(relname)} t order by 1`);
    if (rows.length > 0)
      contents.set(
        String(relname),
        rows.map(({ row }) => String(row)),
      );
  }
  return contents;
}

/** The same database, but `reached` is called and awaited before ingest is made to wait, the last step of a change. */
export function pausingAtTheGate(database: Database, reached: () => Promise<void>): Database {
  return {
    ...database,
    transaction: (work) =>
      database.transaction(({ query, ...others }) =>
        work({
          ...others,
          query: async (text, ...rest) => {
            if (text.includes('lock_pricing_inputs()')) await reached();
            return query(text, ...rest);
          },
        }),
      ),
  };
}

/** Until some session of this database waits for a lock. */
export async function untilLockIsAwaited({ admin }: TestDatabase): Promise<void> {
  const query = `select from pg_locks l join pg_stat_activity a using (pid)
    where not l.granted and a.datname = current_database()`;
  while ((await admin.query(query)).rowCount === 0);
}
