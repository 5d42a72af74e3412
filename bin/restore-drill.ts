// Restores the running local deployment to a second cluster, proves that it is whole, and removes it again.
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readEndpoints } from '../local/endpoints.ts';
import { helpIfAsked } from '../local/help.ts';
import { createProgress } from '../local/progress.ts';
import { takeBaseBackup } from '../local/restore/base-backup.ts';
import { keptLocally } from '../local/restore/kept-locally.ts';
import { rehearseRestore, type Rehearsal } from '../local/restore/rehearse.ts';
import { createTeardown } from '../local/teardown.ts';

const USAGE =
  'Usage: npm run --silent restore-drill -- [--take <new directory> | --from <directory of --take>] [--data-dir .payback]';
helpIfAsked(USAGE);
const MIB = 2 ** 20;
const teardown = createTeardown();

interface Options {
  readonly dataDirectory: string;
  /** Where a base backup is to be kept; nothing is restored then. */
  readonly take: string | undefined;
  /** Where one was kept before. */
  readonly from: string | undefined;
}

async function run({ dataDirectory, take, from }: Options): Promise<void> {
  const endpoints = await readEndpoints(dataDirectory);
  const running = { url: endpoints.database_url, dataDirectory: path.join(dataDirectory, 'postgres') };
  if (take !== undefined) {
    if (existsSync(take)) throw new Error(`${take} is there already: choose a directory that is not.`);
    const { files, bytes } = await takeBaseBackup(running, take);
    console.log(`${take}: ${files} files of ${Math.ceil(bytes / MIB)} MiB`);
    return;
  }
  if (from !== undefined && !existsSync(path.join(from, 'backup_label'))) {
    throw new Error(`${from} holds no base backup: take one with --take.`);
  }
  const directory = await mkdtemp(path.join(os.tmpdir(), 'payback-restore-'));
  teardown.add(() => rm(directory, { recursive: true, force: true }));
  const rehearsal = await rehearseRestore(
    {
      source: from ?? running,
      database: new URL(endpoints.database_url).pathname.slice(1),
      directory,
      kept: () => keptLocally(endpoints.sqs_endpoint),
      progress: createProgress(console.log),
    },
    teardown,
  );
  console.log(`\n${summary(rehearsal).join('\n')}`);
  if (rehearsal.reconciled.drifted.length > 0) process.exitCode = 1;
}

function summary({ backup, executions, erasures, reconciled }: Rehearsal): string[] {
  return [
    `${executions} executions restored from ${backup.files} files of ${Math.ceil(backup.bytes / MIB)} MiB`,
    `${erasures.replayed} of ${erasures.kept} erasures were asked for after the backup and done again`,
    `${reconciled.organizationDays} organization-days compared with their executions, ${reconciled.drifted.length} differ`,
    ...reconciled.drifted,
  ];
}

function readOptions(): Options | undefined {
  try {
    const { values } = parseArgs({
      options: {
        'data-dir': { type: 'string', default: '.payback' },
        take: { type: 'string' },
        from: { type: 'string' },
      },
    });
    const { take, from } = values;
    if (take !== undefined && from !== undefined) throw new Error('--take and --from exclude each other.');
    const absolute = (directory: string | undefined) => directory && path.resolve(directory);
    return { dataDirectory: path.resolve(values['data-dir']), take: absolute(take), from: absolute(from) };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    process.exitCode = 2;
    return undefined;
  }
}

let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    interrupted = true;
    void teardown.run().then(() => process.exit(130));
  });
}
const options = readOptions();
try {
  if (options !== undefined) await run(options);
} catch (error) {
  if (!interrupted) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
} finally {
  await teardown.run();
}
