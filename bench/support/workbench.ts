import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type pg from 'pg';
import type { Progress } from '../../local/progress.ts';
import type { Teardown } from '../../local/teardown.ts';
import { startDatabase, type BenchDatabase } from './database.ts';
import { prepareFunctions, type Functions } from './functions.ts';
import { prepareHistory } from './history.ts';
import { createPopulation, type Organization } from './population.ts';

/** What a benchmark works on: an empty deployment with organizations and prices. */
export interface Workbench extends Functions {
  readonly database: BenchDatabase;
  /** A superuser's connection. */
  readonly admin: pg.Client;
  readonly organizations: readonly Organization[];
}

/** All of it is in a directory of its own, which the teardown removes. */
export async function openWorkbench(
  progress: Progress,
  teardown: Teardown,
  count?: number,
): Promise<Workbench> {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'payback-bench-'));
  teardown.add(() => rm(directory, { recursive: true, force: true }));
  const database = await progress.step('a new PostgreSQL is up, with the schema', () =>
    startDatabase(path.join(directory, 'postgres'), teardown),
  );
  const functions = await progress.step('the functions are bundled', () =>
    prepareFunctions(path.join(directory, 'lambdas'), database, teardown),
  );
  const admin = await database.connect();
  const organizations = await createPopulation(admin, count);
  await prepareHistory(admin);
  return { database, admin, organizations, ...functions };
}
