// Restores the running local deployment to a second cluster, proves that it is whole, and removes it again.
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readEndpoints } from '../local/endpoints.ts';
import { createProgress } from '../local/progress.ts';
import { keptLocally } from '../local/restore/kept-locally.ts';
import { rehearseRestore, type Rehearsal } from '../local/restore/rehearse.ts';
import { createTeardown } from '../local/teardown.ts';

const USAGE = 'Usage: npm run --silent restore-drill -- [--data-dir .payback]';
const MIB = 2 ** 20;
const teardown = createTeardown();

async function drill(dataDirectory: string): Promise<Rehearsal> {
  const endpoints = await readEndpoints(dataDirectory);
  const directory = await mkdtemp(path.join(os.tmpdir(), 'payback-restore-'));
  teardown.add(() => rm(directory, { recursive: true, force: true }));
  return rehearseRestore(
    {
      source: { url: endpoints.database_url, dataDirectory: path.join(dataDirectory, 'postgres') },
      database: new URL(endpoints.database_url).pathname.slice(1),
      directory,
      kept: () => keptLocally(endpoints.sqs_endpoint),
      progress: createProgress(console.log),
    },
    teardown,
  );
}

function summary({ backup, executions, erasures, reconciled }: Rehearsal): string[] {
  return [
    `${executions} executions restored from ${backup.files} files of ${Math.ceil(backup.bytes / MIB)} MiB`,
    `${erasures.replayed} of ${erasures.kept} erasures were asked for after the backup and done again`,
    `${reconciled.organizationDays} organization-days compared with their executions, ${reconciled.drifted.length} differ`,
    ...reconciled.drifted,
  ];
}

function readDataDirectory(): string | undefined {
  try {
    const { values } = parseArgs({ options: { 'data-dir': { type: 'string', default: '.payback' } } });
    return path.resolve(values['data-dir']);
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
const dataDirectory = readDataDirectory();
try {
  if (dataDirectory !== undefined) {
    const rehearsal = await drill(dataDirectory);
    console.log(`\n${summary(rehearsal).join('\n')}`);
    if (rehearsal.reconciled.drifted.length > 0) process.exitCode = 1;
  }
} catch (error) {
  if (!interrupted) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
} finally {
  await teardown.run();
}
