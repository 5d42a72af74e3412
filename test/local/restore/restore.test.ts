import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { takeBaseBackup } from '../../../local/restore/base-backup.ts';
import { rehearseRestore } from '../../../local/restore/rehearse.ts';
import { createProgress } from '../../../local/progress.ts';
import { createTeardown } from '../../../local/teardown.ts';
import { ask, runTwice, startBuckets } from '../../lambdas/erasure/erasing.ts';
import { userDataApi } from '../../lambdas/user-data/user-data.ts';
import { createOrganization, createPrice, store } from '../../support/fixture.ts';
import { drift } from '../../support/reconcile.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { openDatabase, type TestDatabase } from '../../support/test-database.ts';
import { startCluster } from '../../support/cluster.ts';

const PERSON = 'zaphod@example.com';
let scratch: Awaited<ReturnType<typeof temporaryDirectory>>;
let running: Awaited<ReturnType<typeof startCluster>>;
let outside: Awaited<ReturnType<typeof startBuckets>>;
let organizationId: string;

beforeAll(async () => {
  scratch = await temporaryDirectory();
  running = await startCluster(path.join(scratch.path, 'running'));
  outside = await startBuckets();
  await createPrice(running.database, { provider: 'fast', costPerUnit: '0.123456789012' });
  organizationId = await createOrganization(running.database, { members: { alice: 'admin' } });
});
afterAll(async () => {
  await outside.stop();
  await running.stop();
  await scratch.remove();
});

const executions = (count: number, user = 'trillian') =>
  Array.from({ length: count }, () => ({ id: randomUUID(), user_id: user }));

async function storedIds(url: string): Promise<string[]> {
  const database = openDatabase(Number(new URL(url).port), 'postgres');
  try {
    const { rows } = await database.admin.query('select id from task_executions order by id');
    return rows.map(({ id }) => String(id));
  } finally {
    await database.drop();
  }
}

/** Stores batches one after the other until it is told to stop. @returns the ids of each batch */
function keepStoring(): { stop(): Promise<string[][]> } {
  const batches: string[][] = [];
  const over = new AbortController();
  const done = (async () => {
    while (!over.signal.aborted) {
      const batch = executions(5);
      await store(running.database, organizationId, batch);
      batches.push(batch.map(({ id }) => id));
      // What was copied before it and what is copied after it are of two times; the label says from where to repeat.
      await running.database.admin.query('checkpoint');
    }
    return batches;
  })();
  return {
    stop: () => {
      over.abort();
      return done;
    },
  };
}

test('a copy of a cluster in use has all that was committed before, and no half of a batch', async () => {
  const before = executions(20);
  await store(running.database, organizationId, before);
  const source = { url: running.server.url, dataDirectory: running.dataDirectory };
  const writing = keepStoring();
  const teardown = createTeardown();
  try {
    const rehearsal = await rehearseRestore(
      {
        source,
        database: 'postgres',
        directory: path.join(scratch.path, 'in-use'),
        kept: () => outside.stores.kept(),
        progress: createProgress(() => undefined),
      },
      teardown,
    );
    const batches = await writing.stop();
    const restored = new Set(await storedIds(rehearsal.url));
    expect(before.filter(({ id }) => !restored.has(id))).toEqual([]);
    // Whole batches, in the order in which they were stored.
    const found = batches.map((ids) => ids.filter((id) => restored.has(id)).length);
    expect(found).toEqual([...found].sort((one, other) => other - one));
    expect(found.filter((count) => count !== 0 && count !== 5)).toEqual([]);
    expect(rehearsal).toMatchObject({ executions: restored.size, reconciled: { drifted: [] } });
    const database = openDatabase(Number(new URL(rehearsal.url).port), 'postgres');
    expect(await drift(database, 'current_measures')).toEqual([]);
    await database.drop();
  } finally {
    await writing.stop();
    await teardown.run();
  }
});

test('who was erased after the backup is erased again, and what is sent again counts once', async () => {
  await store(running.database, organizationId, executions(3, PERSON));
  const copy = path.join(scratch.path, 'before-the-erasure');
  await takeBaseBackup({ url: running.server.url, dataDirectory: running.dataDirectory }, copy);
  const api = userDataApi(running.database.api);
  await ask(api, organizationId, PERSON);
  await runTwice(running.database, outside.stores);

  const teardown = createTeardown();
  const people = async ({ admin }: TestDatabase) =>
    (await admin.query('select id from users order by id')).rows;
  try {
    const rehearsal = await rehearseRestore(
      {
        source: copy,
        database: 'postgres',
        directory: path.join(scratch.path, 'after-the-erasure'),
        kept: () => outside.stores.kept(),
        progress: createProgress(() => undefined),
      },
      teardown,
    );
    expect(rehearsal).toMatchObject({ erasures: { kept: 1, replayed: 1 }, reconciled: { drifted: [] } });
    const database = openDatabase(Number(new URL(rehearsal.url).port), 'postgres');
    try {
      expect(await people(database)).toEqual(await people(running.database));
      const since = executions(2);
      await store(running.database, organizationId, since);
      await store(database, organizationId, since);
      await expect(store(database, organizationId, since)).rejects.toThrow('"duplicates":2');
      expect(await storedIds(rehearsal.url)).toEqual(await storedIds(running.server.url));
    } finally {
      await database.drop();
    }
  } finally {
    await teardown.run();
  }
  // What was copied still has the person: a rehearsal changes nothing of it.
  const old = await startCluster(copy);
  expect(await people(old.database)).toHaveLength(2);
  await old.stop();
});

test('figures that were wrong before are found in the copy', async () => {
  await running.database.admin.query('update task_executions set tokens_used = tokens_used + 1');
  const teardown = createTeardown();
  try {
    const rehearsal = await rehearseRestore(
      {
        source: { url: running.server.url, dataDirectory: running.dataDirectory },
        database: 'postgres',
        directory: path.join(scratch.path, 'drifted'),
        kept: () => outside.stores.kept(),
        progress: createProgress(() => undefined),
      },
      teardown,
    );
    expect(rehearsal.reconciled).toEqual({
      organizationDays: 1,
      drifted: [`${organizationId} 2026-01-20`],
    });
  } finally {
    await teardown.run();
  }
});
