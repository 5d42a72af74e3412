import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createServer, type Server } from 'node:net';
import { connect } from '../../../shared/database/database.ts';
import { failureOf } from '../../../shared/database/failure.ts';
import { freePort } from '../../../local/ports.ts';
import { caught } from './places.ts';

/** A message of PostgreSQL's protocol: a letter, the length of the rest, and it. */
function message(type: string, rest: Buffer | string): Buffer {
  const body = Buffer.from(rest);
  const head = Buffer.alloc(5);
  head.write(type, 0, 'latin1');
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}
const AUTHENTICATED = message('R', Buffer.alloc(4));
const READY = message('Z', 'I');
const ENDED = message(
  'E',
  'SFATAL\0VFATAL\0C57P01\0Mterminating connection due to unexpected postmaster exit\0\0',
);

let server: Server;
let port: number;
let connections = 0;
beforeAll(async () => {
  server = createServer((socket) => {
    connections += 1;
    // The answer to the first packet, of one connection: that it is ready, and that it has ended.
    socket.once('data', () => socket.end(Buffer.concat([AUTHENTICATED, READY, ENDED])));
    socket.on('error', () => undefined);
  });
  port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

test('a session that is ended in the packet that says that it is ready is a connection that was lost', async () => {
  const settings = { user: 'any', password: '', host: '127.0.0.1', port, database: 'any', ssl: false };
  const database = connect({ statementTimeout: 1_000, settings: () => Promise.resolve(settings) });
  const error = await caught(database.transaction(({ query }) => query('select 1')));
  expect(failureOf(error)).toBe('connection');
  // Nothing was done on the first one, so it was tried on another.
  expect(connections).toBe(2);
  await database.end();
});
