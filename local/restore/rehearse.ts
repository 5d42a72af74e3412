import path from 'node:path';
import { Client } from 'pg';
import * as z from 'zod';
import type { Buckets } from '../../lambdas/erasure/buckets.ts';
import { erase } from '../../lambdas/erasure/erase.ts';
import { replay } from '../../lambdas/erasure/replay.ts';
import { reconcile } from '../../lambdas/price-audit/reconcile.ts';
import { connect, type Database } from '../../shared/database/database.ts';
import { freePort } from '../ports.ts';
import { startPostgres } from '../postgres/postgres.ts';
import type { Progress } from '../progress.ts';
import type { Teardown } from '../teardown.ts';
import { copyBackup, takeBaseBackup, type BackedUp, type BaseBackup } from './base-backup.ts';

const STATEMENT_TIMEOUT_MS = 120_000;

export interface RehearsalOptions {
  /** What is copied while it is used, or where a base backup is that was taken before. */
  readonly source: BackedUp | string;
  /** The database in it. */
  readonly database: string;
  /** An empty directory for the second cluster. */
  readonly directory: string;
  /** Where tombstones are kept; nothing is written or deleted there. */
  readonly kept: Buckets['kept'];
  readonly progress: Progress;
}

export interface Rehearsal {
  readonly backup: BaseBackup;
  readonly executions: number;
  /** Tombstones that are kept, and those of them that the copy knew nothing of. */
  readonly erasures: { readonly kept: number; readonly replayed: number };
  readonly reconciled: { readonly organizationDays: number; readonly drifted: readonly string[] };
  /** Connection URL of the restored cluster's superuser, until the teardown. */
  readonly url: string;
}

/**
 * Restores a cluster beside the running one, erases who was erased since, and compares every rollup with its executions.
 * The running one is not changed.
 */
export async function rehearseRestore(options: RehearsalOptions, teardown: Teardown): Promise<Rehearsal> {
  const { source, database, directory, kept, progress } = options;
  const dataDirectory = path.join(directory, 'restored');
  const backup =
    typeof source === 'string'
      ? await progress.step('The base backup is copied', () => copyBackup(source, dataDirectory))
      : await progress.step('A base backup is taken', () => takeBaseBackup(source, dataDirectory));
  const server = await progress.step('A second cluster runs on it', async () =>
    startPostgres({ dataDirectory, port: await freePort() }),
  );
  teardown.add(() => server.stop());
  const { port } = server;
  const url = `postgresql://postgres@127.0.0.1:${port}/${database}`;
  const as = (user: string) => {
    const connection = connect({
      statementTimeout: STATEMENT_TIMEOUT_MS,
      settings: () => Promise.resolve({ user, password: '', host: '127.0.0.1', port, database, ssl: false }),
    });
    teardown.add(() => connection.end());
    return connection;
  };
  const erasures = await progress.step('Who was erased since is erased again', () =>
    eraseAgain(as('payback_upkeep'), kept),
  );
  const admin = new Client({ connectionString: url });
  teardown.add(() => admin.end());
  await admin.connect();
  const reconciled = await progress.step('Rollups are compared with their executions', () =>
    reconcileAll(admin, as('payback_pricing')),
  );
  const { rows } = await admin.query('select count(*)::integer as executions from task_executions');
  const [{ executions }] = z.tuple([z.object({ executions: z.number() })]).parse(rows);
  return { backup, executions, erasures, reconciled, url };
}

/** The files of exports are those of the running deployment: their time comes there. */
async function eraseAgain(database: Database, kept: Buckets['kept']): Promise<Rehearsal['erasures']> {
  const readOnly: Buckets = { kept, keep: () => Promise.resolve(), deleteFiles: () => Promise.resolve(0) };
  const replayed = await replay(database, readOnly);
  const options = { database, buckets: readOnly, timeIsUp: () => false, settleSeconds: -1 };
  // Rows go in one run; the next one finds that none is left.
  for (let left = true; left;) {
    const { executions, finished } = await erase(options);
    left = executions + finished > 0;
  }
  return replayed;
}

const organizationDays = z.array(z.object({ id: z.string(), days: z.array(z.string()) }));

/** Of all days of which every execution is kept. */
async function reconcileAll(admin: Client, pricing: Database): Promise<Rehearsal['reconciled']> {
  const { rows } = await admin.query(
    `select o.id, array_agg(distinct d.day::text) as days
     from organizations o
     cross join lateral (
       select day from current_measures r where r.organization_id = o.id
       union
       select day_of(start_time, o.time_zone) from task_executions e where e.organization_id = o.id) as d
     where d.day >= first_kept_day(o, now())
     group by o.id`,
  );
  const drifted: string[] = [];
  let sum = 0;
  for (const { id, days } of organizationDays.parse(rows)) {
    const differing = await pricing.transaction((transaction) => reconcile(transaction, id, days));
    drifted.push(...differing.map(({ day }) => `${id} ${day}`));
    sum += days.length;
  }
  return { organizationDays: sum, drifted };
}
