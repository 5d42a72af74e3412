import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startDatabase } from '../../bench/support/database.ts';
import { createTeardown } from '../../local/teardown.ts';
import { describeSchema } from './describe.ts';
import { recordNewMigrations } from './checksums.ts';

const root = path.join(import.meta.dirname, '../..');
const teardown = createTeardown();
process.once('SIGINT', () => void teardown.run().then(() => process.exit(130)));
try {
  for (const name of await recordNewMigrations(path.join(root, 'sql'))) console.log(`new migration: ${name}`);
  const directory = await mkdtemp(path.join(os.tmpdir(), 'payback-schema-'));
  teardown.add(() => rm(directory, { recursive: true, force: true }));
  const database = await startDatabase(path.join(directory, 'postgres'), teardown);
  const client = await database.connect();
  teardown.add(() => client.end());
  await writeFile(path.join(root, 'docs/schema.sql'), await describeSchema(client));
  console.log('docs/schema.sql is written');
} finally {
  await teardown.run();
}
