import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import * as z from 'zod';
import { readJsonFile, writeJsonFile } from './json-file.ts';

const portsSchema = z.object({
  postgres: z.number(),
  sqs: z.number(),
  secrets: z.number(),
  issuer: z.number(),
  aws: z.number(),
});
export type Ports = z.infer<typeof portsSchema>;

/**
 * Free ports are looked for here, below what Linux (32768), macOS and Windows (49152) give to outgoing connections: one of
 * those would take a port between its choice and the server's start.
 */
const FIRST = 20_000;
const LAST = 32_000;
const ATTEMPTS = 100;

/** A port that nobody else gets until it is released, right before its server listens. */
export interface HeldPort {
  readonly port: number;
  release(): Promise<void>;
}

export type HeldPorts = Readonly<Record<keyof Ports, HeldPort>>;

/** A port of 127.0.0.1 for each server behind the API: the one it had before where that is still free. */
export async function reservePorts(file: string): Promise<HeldPorts> {
  // An older version knew fewer servers.
  const remembered = await readJsonFile(file, portsSchema.partial());
  const taken: HeldPort[] = [];
  const take = async (name: keyof Ports) => {
    const before = remembered?.[name];
    const held = (before === undefined ? undefined : await holdPort(before)) ?? (await holdPort(0));
    if (held === undefined) throw new Error('This machine has no free port left.');
    taken.push(held);
    return held;
  };
  try {
    const held = {
      postgres: await take('postgres'),
      sqs: await take('sqs'),
      secrets: await take('secrets'),
      issuer: await take('issuer'),
      aws: await take('aws'),
    };
    await writeJsonFile(file, portsOf(held));
    return held;
  } catch (error) {
    await releaseAll(taken);
    throw error;
  }
}

export function portsOf(held: HeldPorts): Ports {
  return {
    postgres: held.postgres.port,
    sqs: held.sqs.port,
    secrets: held.secrets.port,
    issuer: held.issuer.port,
    aws: held.aws.port,
  };
}

export async function releaseAll(held: Iterable<HeldPort>): Promise<void> {
  await Promise.all(Array.from(held, (one) => one.release()));
}

/** Holds the port itself, or for 0 any free one; undefined when the port is taken. */
export async function holdPort(port: number): Promise<HeldPort | undefined> {
  if (port !== 0) return hold(port);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const held = await hold(randomInt(FIRST, LAST));
    if (held !== undefined) return held;
  }
  return undefined;
}

/** A free port, for a server that listens at once. */
export async function freePort(): Promise<number> {
  const held = await holdPort(0);
  if (held === undefined) throw new Error('This machine has no free port left.');
  await held.release();
  return held.port;
}

async function hold(port: number): Promise<HeldPort | undefined> {
  // A dashboard that is still open tries the port again and again: a connection that is kept would never let it go.
  const server = createServer((socket) => socket.resetAndDestroy()).listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return undefined;
  }
  let released: Promise<void> | undefined;
  return { port, release: () => (released ??= close(server)) };
}

async function close(server: Server): Promise<void> {
  server.close();
  await once(server, 'close');
}
