import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readdir } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import path from 'node:path';
import { getHealth, getOpenApi } from '../../../lambdas/health/contract.ts';
import { healthOperation } from '../../../lambdas/health/health.ts';
import { healthOperations } from '../../../lambdas/health/operations.ts';
import { connect } from '../../../shared/database/database.ts';
import { apiOf } from '../../support/api.ts';
import { limit } from '../../support/limits.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

describe('with a database', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  test('health names the latest migration, without a token', async () => {
    const migrations = await readdir(path.join(import.meta.dirname, '../../../sql/migrations'));
    const latest = migrations.sort().at(-1);
    const health = await apiOf(healthOperations, database.api).result(getHealth, { subject: null });
    expect(health).toEqual({
      status: 'ok',
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      database: 'ok',
      schema: path.basename(latest ?? '', '.sql'),
    });
  });

  test('the OpenAPI document describes the route that serves it', async () => {
    const document = await apiOf(healthOperations, database.api).result(getOpenApi, { subject: null });
    expect(document).toMatchObject({ openapi: expect.stringMatching(/^3\.1/) });
    expect(document).toHaveProperty(['paths', getOpenApi.path, 'get', 'operationId'], 'getOpenApi');
  });
});

describe('without a database', () => {
  let server: Server;
  let port: number;
  beforeAll(async () => {
    // Accepts connections and never says a word.
    server = createServer();
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const address = server.address();
    port = typeof address === 'object' && address ? address.port : 0;
  });
  afterAll(() => {
    server.close();
  });

  const databaseAt = (at: number) =>
    connect({
      statementTimeout: limit(1),
      settings: () =>
        Promise.resolve({ user: 'x', password: '', host: '127.0.0.1', port: at, database: 'x', ssl: false }),
    });

  test('a database that does not answer is given up in time', async () => {
    const api = apiOf(
      (database) => ({ getHealth: healthOperation(database, '1.2.3', 100) }),
      databaseAt(port),
    );
    const sockets: { destroy(): void }[] = [];
    server.on('connection', (socket) => sockets.push(socket));
    const response = await api.call({ route: getHealth.path, subject: null });
    for (const socket of sockets) socket.destroy();
    expect(response).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
    expect(response.text).toContain('within 100 ms');
  });

  test('a refused connection is a problem without internals', async () => {
    const api = apiOf(
      (database) => ({ getHealth: healthOperation(database, '1.2.3', limit(2)) }),
      databaseAt(1),
    );
    const response = await api.call({ route: getHealth.path, subject: null });
    expect(response).toMatchObject({
      status: 503,
      headers: { 'content-type': 'application/problem+json', 'retry-after': '5' },
      body: { type: 'urn:payback:problem:unavailable' },
    });
    expect(response.text).not.toContain('127.0.0.1');
  });
});
