// npm run statements: writes the typed statements beside every .sql file, by the schema of a fresh database.
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Client } from 'pg';
import setUp from '../../test/support/global-setup.ts';
import tearDown from '../../test/support/global-teardown.ts';
import { generate, presentFiles, root } from './generate.ts';

await setUp();
try {
  const port = process.env['PAYBACK_TEST_POSTGRES_PORT'];
  const client = new Client(`postgresql://postgres@127.0.0.1:${port}/payback_template`);
  await client.connect();
  let generated: Map<string, string>;
  try {
    generated = await generate(client);
  } finally {
    await client.end();
  }
  for (const [file, text] of generated) await writeFile(path.join(root, file), text);
  for (const file of presentFiles()) {
    if (!generated.has(file)) await rm(path.join(root, file));
  }
  console.log(`${generated.size} files written`);
} finally {
  await tearDown();
}
