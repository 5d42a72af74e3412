// Runs fauxqs in a thread of its own: it takes one processor core under load, and five of its habits are changed
// here, where nothing else can be affected.
import { startFauxqs } from 'fauxqs';
import http, { IncomingMessage, ServerResponse } from 'node:http';
import { Server } from 'node:net';
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import * as z from 'zod';
import { allowOrigin } from '../s3/cors.ts';
import { adjust } from './adjust.ts';
import { attestSenders } from './attest-senders.ts';

const { port, directory, filesDirectory, corsRules, region } = z
  .object({
    port: z.number(),
    directory: z.string(),
    filesDirectory: z.string(),
    corsRules: z.array(
      z.object({ bucket: z.string(), origins: z.array(z.string()), exposedHeaders: z.array(z.string()) }),
    ),
    region: z.string(),
  })
  .parse(workerData);

// It listens on all interfaces and checks no credentials: others on the network could read and write the queue.
adjust(Server.prototype, 'listen', (listen, server, [options, ...rest]) =>
  Reflect.apply(listen, server, [{ ...Object(options), host: '127.0.0.1' }, ...rest]),
);

// It commits each message alone and syncs each commit: 0.25 ms per message and step here, far more on a slow disk.
// In WAL mode "normal" still survives the end of the process at any moment; only a power cut can lose the last second.
//
// And it writes no receive count when a receiver gives a message back at once (a visibility timeout of 0), which its
// own schema refuses: the request fails and the message is gone until the next start.
adjust(DatabaseSync.prototype, 'exec', (exec, database, [sql]) => {
  const allowed = String(sql).replace(
    'approximate_receive_count INTEGER NOT NULL',
    'approximate_receive_count INTEGER',
  );
  Reflect.apply(exec, database, [allowed]);
  if (allowed.includes('journal_mode')) Reflect.apply(exec, database, ['pragma synchronous = normal']);
});

adjust(http.Server.prototype, 'emit', (emit, server, [event, request, response, ...rest]) => {
  if (event === 'request' && request instanceof IncomingMessage && response instanceof ServerResponse) {
    allowOrigin(corsRules, request, response);
  }
  return Reflect.apply(emit, server, [event, request, response, ...rest]);
});

// It names one sender for all messages.
await attestSenders();

const server = await startFauxqs({
  port,
  dataDir: directory,
  s3StorageDir: filesDirectory,
  defaultRegion: region,
  logger: false,
});
parentPort?.once('message', () => {
  void server.stop().then(() => parentPort?.close());
});
parentPort?.postMessage('ready');
