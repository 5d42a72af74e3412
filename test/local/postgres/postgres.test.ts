import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { freePort } from '../../../local/ports.ts';
import { startPostgres } from '../../../local/postgres/postgres.ts';
import { limit } from '../../support/limits.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(path.join(os.tmpdir(), 'payback-postgres-'));
});
afterAll(() => rm(directory, { recursive: true }));

test(
  'the death of the server is told at once, with its reason, though a session of it lives on',
  async () => {
    const dataDirectory = path.join(directory, 'postgres');
    const server = await startPostgres({ dataDirectory, port: await freePort() });
    const client = new pg.Client(server.url);
    client.on('error', () => undefined);
    await client.connect();
    const session = Number((await client.query('select pg_backend_pid() as pid')).rows[0].pid);
    const [postmaster = ''] = (await readFile(path.join(dataDirectory, 'postmaster.pid'), 'utf8')).split(
      '\n',
    );
    // It notices nothing, and holds on to what it has, the pipe of the log among it.
    process.kill(session, 'SIGSTOP');
    try {
      process.kill(Number(postmaster), 'SIGKILL');
      expect(await server.exited).toMatch(/It was ended by SIGKILL\.$/);
      await server.stop();
      expect(process.kill(session, 0)).toBe(true);
    } finally {
      process.kill(session, 'SIGKILL');
      await client.end();
    }
  },
  limit(30),
);
