import * as z from 'zod';
import { loadBundle } from './load-bundle.ts';

const [directory = '', name = ''] = process.argv.slice(2);
const messageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('events'), events: z.array(z.string()) }),
  z.object({ kind: z.literal('run') }),
]);

const invoke = await loadBundle(directory, name);
const tell = (message: object) => process.send?.(message);
let events: readonly string[] = [];

async function run(): Promise<void> {
  const before = process.cpuUsage();
  const answers: unknown[] = [];
  // Lambda's runtime parses each event, too.
  for (const event of events) answers.push(await invoke(JSON.parse(event)));
  const { user, system } = process.cpuUsage(before);
  events = [];
  tell({ kind: 'done', answers, processorMs: (user + system) / 1000, memory: process.memoryUsage.rss() });
}

process.on('message', (received) => {
  const message = messageSchema.parse(received);
  if (message.kind === 'run') {
    void run();
  } else {
    events = message.events;
    tell({ kind: 'ready' });
  }
});
tell({ kind: 'ready' });
