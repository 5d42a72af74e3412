import { randomUUID } from 'node:crypto';
import { reconcile } from '../../lambdas/price-audit/reconcile.ts';
import { createOrganization, store } from './fixture.ts';
import { NOW } from './messages.ts';
import { startAnew } from './recalculations.ts';
import { drift } from './reconcile.ts';
import type { TestDatabase } from './test-database.ts';

export const SENDERS = ['AROAFIRSTSENDER000001', 'AROASECONDSENDER00001'] as const;

/** Nothing stored or voided, and three prices. @returns an organization */
export async function anewWithVoids(database: TestDatabase): Promise<string> {
  await startAnew(database);
  await database.admin.query(
    'truncate daily_active_users, analytics_aggregations, released_ids, reconciliations',
  );
  await database.admin.query('truncate voids, recalculations cascade');
  return createOrganization(database, { timeZone: 'America/Los_Angeles' });
}

/** Sends executions. @returns their ids */
export async function sendFrom(
  database: TestDatabase,
  organizationId: string,
  stored: readonly object[],
  sender: string = SENDERS[0],
): Promise<string[]> {
  const ids = stored.map((): string => randomUUID());
  const identified = stored.map((fields, index) => ({
    ...fields,
    id: ids[index] ?? '',
    organization_id: organizationId,
  }));
  await store(database, organizationId, identified, new Date(NOW).toISOString(), sender);
  return ids;
}

/** What is wrong with the figures of an organization, by two measures of rollups and one of active users; all empty. */
export async function wrongFigures(database: TestDatabase, organizationId: string) {
  const { rows } = await database.admin.query<{ days: string[] }>(
    `select coalesce(array_agg(distinct day::text), '{}') as days from current_rollups where organization_id = $1`,
    [organizationId],
  );
  return {
    drift: await drift(database, 'current_measures'),
    active: await wronglyActive(database),
    reconciled: await database.pricing.transaction((transaction) =>
      reconcile(transaction, organizationId, rows[0]?.days ?? []),
    ),
  };
}

interface Choice {
  readonly ids?: readonly string[];
  readonly producer?: string;
  readonly importId?: string;
  readonly dryRun?: boolean;
}

/** Asks to take executions out, as the API does. @returns the ids of the void and of its recalculation */
export async function requestVoid(
  { admin }: TestDatabase,
  organizationId: string,
  { ids, producer, importId, dryRun = false }: Choice,
): Promise<{ readonly id: string; readonly recalculationId: string }> {
  const { rows } = await admin.query(
    `with made as (
       insert into voids (organization_id, ids, producer, import_id, received_to, reason, dry_run, created_by)
       values ($1, $2, $3, $4, clock_timestamp(), 'wrong', $5, 'test')
       returning id
     )
     insert into recalculations (organization_id, cause, void_id, start_time, end_time, created_by, dry_run)
     select $1, 'void', id, '-infinity', 'infinity', 'test', $5 from made
     returning void_id as id, id as recalculation`,
    [organizationId, ids, producer, importId, dryRun],
  );
  return { id: rows[0].id, recalculationId: rows[0].recalculation };
}

/** Asks to put back what a void took out. @returns the id of the recalculation */
export async function requestRestore(
  { admin }: TestDatabase,
  organizationId: string,
  id: string,
): Promise<string> {
  const { rows } = await admin.query(
    `insert into recalculations (organization_id, cause, void_id, start_time, end_time, created_by)
     values ($1, 'restore', $2, '-infinity', 'infinity', 'test') returning id`,
    [organizationId, id],
  );
  return rows[0].id;
}

/** Days and users of which the record of activity differs from the executions that count. */
async function wronglyActive({ admin }: TestDatabase): Promise<unknown[]> {
  const counted = `
    select distinct e.organization_id, (e.start_time at time zone o.time_zone)::date as day, e.user_id
    from task_executions e join organizations o on o.id = e.organization_id
    where e.void_id is null and e.user_id is not null`;
  const recorded = 'select organization_id, day, user_id from daily_active_users';
  const { rows } = await admin.query(
    `(select 'missing' as what, * from (${counted} except ${recorded}) as m)
     union all (select 'superfluous', * from (${recorded} except ${counted}) as s)`,
  );
  return rows;
}
