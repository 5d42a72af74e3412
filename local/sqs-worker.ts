// Runs fauxqs in a thread of its own: it takes one processor core under load, and two of its habits are changed
// here, where nothing else can be affected.
import { startFauxqs } from 'fauxqs';
import { Server } from 'node:net';
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';

const { port, directory, region } = z
  .object({ port: z.number(), directory: z.string(), region: z.string() })
  .parse(workerData);

// It listens on all interfaces and checks no credentials: others on the network could read and write the queue.
const { listen } = Server.prototype;
Object.defineProperty(Server.prototype, 'listen', {
  value(this: Server, options: object, ...rest: unknown[]): unknown {
    return Reflect.apply(listen, this, [{ ...options, host: '127.0.0.1' }, ...rest]);
  },
});

// It commits each message alone and syncs each commit: 0.25 ms per message and step here, far more on a slow disk.
// In WAL mode "normal" still survives the end of the process at any moment; only a power cut can lose the last second.
const { exec } = DatabaseSync.prototype;
Object.defineProperty(DatabaseSync.prototype, 'exec', {
  value(this: DatabaseSync, sql: string): void {
    exec.call(this, sql);
    if (sql.includes('journal_mode')) exec.call(this, 'pragma synchronous = normal');
  },
});

const server = await startFauxqs({ port, dataDir: directory, defaultRegion: region, logger: false });
parentPort?.once('message', () => {
  void server.stop().then(() => parentPort?.close());
});
parentPort?.postMessage('ready');
