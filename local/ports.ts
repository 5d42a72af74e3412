import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { z } from 'zod';
import { readJsonFile, writeJsonFile } from './json-file.ts';

const portsSchema = z.object({
  postgres: z.number(),
  sqs: z.number(),
  secrets: z.number(),
  issuer: z.number(),
  aws: z.number(),
});
export type Ports = z.infer<typeof portsSchema>;

/** A port of 127.0.0.1 for each server behind the API: the one it had before where that is still free. */
export async function reservePorts(file: string): Promise<Ports> {
  // An older version knew fewer servers.
  const remembered = await readJsonFile(file, portsSchema.partial());
  const held: Server[] = [];
  try {
    const take = async (name: keyof Ports) => {
      const server = (await listen(remembered?.[name] ?? 0)) ?? (await listen(0));
      if (server === undefined) throw new Error('This machine has no free port left.');
      held.push(server);
      return portOf(server);
    };
    const ports = {
      postgres: await take('postgres'),
      sqs: await take('sqs'),
      secrets: await take('secrets'),
      issuer: await take('issuer'),
      aws: await take('aws'),
    };
    await writeJsonFile(file, ports);
    return ports;
  } finally {
    await Promise.all(held.map((server) => close(server)));
  }
}

/** The port itself, or for 0 any free one; undefined when the port is taken. */
export async function freePort(port: number): Promise<number | undefined> {
  const server = await listen(port);
  if (server === undefined) return undefined;
  const found = portOf(server);
  await close(server);
  return found;
}

async function listen(port: number): Promise<Server | undefined> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
    return server;
  } catch {
    return undefined;
  }
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new Error('The server does not listen on a port.');
  return address.port;
}

async function close(server: Server): Promise<void> {
  server.close();
  await once(server, 'close');
}
