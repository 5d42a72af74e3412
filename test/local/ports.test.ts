import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import path from 'node:path';
import { freePort, holdPort, portsOf, releaseAll, reservePorts } from '../../local/ports.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeEach(async () => {
  directory = await temporaryDirectory();
});
afterEach(() => directory.remove());

async function canListen(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}

test('nobody else gets a port before it is released; then its server does', async () => {
  const held = await reservePorts(path.join(directory.path, 'ports.json'));
  const ports = Object.values(portsOf(held));
  expect(new Set(ports).size).toBe(ports.length);
  expect(await Promise.all(ports.map(canListen))).toEqual(ports.map(() => false));

  await held.sqs.release();
  expect(await canListen(held.sqs.port)).toBe(true);
  expect(await canListen(held.aws.port)).toBe(false);
  // Once more is nothing: what stops the deployment releases all of them.
  await releaseAll(Object.values(held));
  expect(await Promise.all(ports.map(canListen))).toEqual(ports.map(() => true));
});

test('ports are those of the start before; one that is taken by now is another', async () => {
  const file = path.join(directory.path, 'ports.json');
  const first = await reservePorts(file);
  await releaseAll([first.postgres, first.issuer, first.secrets, first.aws]);
  const second = await reservePorts(file);
  await releaseAll([first.sqs, ...Object.values(second)]);

  const { sqs: before, ...others } = portsOf(first);
  const { sqs: after, ...same } = portsOf(second);
  expect(same).toEqual(others);
  expect(after).not.toBe(before);
});

test('who connects to a port that is held does not keep it', async () => {
  const held = await holdPort(await freePort());
  if (held === undefined) throw new Error('the port was taken');
  const waiting = connect(held.port, '127.0.0.1');
  await expect(once(waiting, 'end')).rejects.toMatchObject({ code: 'ECONNRESET' });
  await held.release();
  expect(await canListen(held.port)).toBe(true);
});

test('a port that is asked for is that one or none', async () => {
  const port = await freePort();
  const held = await holdPort(port);
  expect(held?.port).toBe(port);
  expect(await holdPort(port)).toBeUndefined();
  await held?.release();
});

test('a free port is none that an outgoing connection may get', async () => {
  const ports = await Promise.all(Array.from({ length: 50 }, () => freePort()));
  expect(ports.filter((port) => port < 20_000 || port >= 32_000)).toEqual([]);
});
