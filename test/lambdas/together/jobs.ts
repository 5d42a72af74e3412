import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { DatabaseError } from 'pg';
import type { Buckets } from '../../../lambdas/erasure/buckets.ts';
import { ingest } from '../../../lambdas/ingest/ingest.ts';
import { knownOrganizations } from '../../../lambdas/ingest/known-organizations.ts';
import type { Message } from '../../../lambdas/ingest/parse-message.ts';
import { allowedSenders } from '../../../lambdas/ingest/senders/allowed-senders.ts';
import { fold } from '../../../lambdas/rollup/fold.ts';
import type { Database } from '../../../shared/database/database.ts';
import { recalculate } from '../../../shared/recalculation/recalculate.ts';
import { breaking } from '../../support/breaking-database.ts';
import { testHashes } from '../../support/fixture.ts';
import { body, message } from '../../support/messages.ts';
import { daysAgo, run as retain } from '../../support/retention.ts';
import type { TestDatabase } from '../../support/test-database.ts';
import { run as erase } from '../erasure/erasing.ts';
import type { Sent } from './ledger.ts';

/** A number below `below`, drawn. */
export type Draw = (below: number) => number;

export function drawnFrom<T>(draw: Draw, values: readonly T[]): T {
  const [value] = values.slice(draw(values.length || 1));
  if (value === undefined) throw new Error('there is nothing to draw from');
  return value;
}

const ever = () => false;

/** The jobs that run beside ingest, as their functions run them, in small batches. */
export const jobsOf = (
  stores: Buckets,
): Readonly<Record<string, (database: Database) => Promise<unknown>>> => ({
  fold: (database) => fold(database, ever),
  recalculate: (database) => recalculate(database, { timeIsUp: ever, batchSize: 20 }),
  retain: (database) => retain(database),
  erase: (database) => erase(database, stores),
});

/** As whom ingest and each of the jobs, in their order, log in. */
export const LOGINS = [
  'payback_ingest',
  'payback_rollup',
  'payback_pricing',
  'payback_upkeep',
  'payback_upkeep',
] as const;

/** Runs over and over until told to stop, each time on what may break at one of its commits; what was killed is run again. */
export async function running(
  work: (database: Database) => Promise<unknown>,
  { database, draw, isStopped, onRun }: Running,
): Promise<void> {
  while (!isStopped()) {
    const breaks = draw(3) === 0;
    const used = breaks ? breaking(database, 1 + draw(6), draw(2) === 0) : database;
    const isKilled = await work(used).then(() => false, wasKilled);
    onRun(isKilled);
    await setImmediate();
  }
}

export interface Running {
  readonly database: Database;
  readonly draw: Draw;
  readonly isStopped: () => boolean;
  readonly onRun: (isKilled: boolean) => void;
}

const ADMIN_SHUTDOWN = '57P01';

/** @throws what is no kill */
function wasKilled(error: unknown): true {
  const isKilled =
    error instanceof DatabaseError
      ? error.code === ADMIN_SHUTDOWN
      : error instanceof Error &&
        /^killed$|Connection terminated|connection error|ECONNRESET|EPIPE/.test(error.message);
  if (isKilled) return true;
  throw error;
}

/** Ends one session of a job that is at work, or none. @returns how many */
export async function endSession({ admin }: TestDatabase, draw: Draw): Promise<number> {
  const { rows } = await admin.query<{ pid: number }>(
    `select pid from pg_stat_activity
     where datname = current_database() and usename = any ($1) and state <> 'idle' order by pid`,
    [LOGINS],
  );
  const chosen = rows[draw(rows.length || 1)];
  if (!chosen) return 0;
  const { rowCount } = await admin.query('select from pg_terminate_backend($1) as t (ended) where ended', [
    chosen.pid,
  ]);
  return rowCount ?? 0;
}

export const messageOf = (
  organizationId: string,
  { id, user, age, provider, tokens, success }: Sent & { age: number },
): Message =>
  message(
    body(
      {
        organization_id: organizationId,
        user_id: user,
        task_id: `task-of-${user}`,
        provider,
        model: null,
        success,
        start_time: daysAgo(age),
        end_time: daysAgo(age),
        tokens_used: tokens,
        input_tokens: null,
        cache_read_tokens: null,
        cache_write_tokens: null,
        output_tokens: null,
        labels: { owner: user },
        routing_decision: {
          chosen_provider: provider,
          routing_strategy: 's',
          reasoning: `${user} prefers it`,
        },
      },
      { id },
    ),
  );

/** Delivers messages until none of them fails, as a queue does. */
export async function deliver(messages: readonly Message[], databaseOf: () => Database): Promise<void> {
  let failed = 1;
  while (failed > 0) {
    const database = databaseOf();
    const result = await ingest(messages, {
      database,
      organizationsOf: knownOrganizations(database, Date.now),
      allowedSenders: allowedSenders(database, Date.now),
      hashes: await testHashes(),
      now: Date.now,
      onFailure: wasKilled,
    });
    failed = result.failed.length;
  }
}

/** Which of them were accepted; the others are of a day that has ended. A message that is refused twice is a repeated one. */
export async function accepted({ admin }: TestDatabase, sent: readonly Sent[]): Promise<Sent[]> {
  const { rows } = await admin.query<{ id: string }>('select id from execution_keys where id = any ($1)', [
    sent.map(({ id }) => id),
  ]);
  const ids = new Set(rows.map(({ id }) => id));
  return sent.filter(({ id }) => ids.has(id));
}

/** New executions of a day. */
export const drawn = (draw: Draw, day: string, users: readonly string[]): Sent[] =>
  users.map((user) => ({
    id: randomUUID(),
    day,
    user,
    provider: drawnFrom(draw, ['fast', 'fast', 'slow', 'unheard_of']),
    tokens: draw(5_000),
    success: draw(4) > 0,
  }));
