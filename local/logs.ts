import { finished } from 'node:stream/promises';
import type { Writable } from 'node:stream';
import { rotatingFile } from './rotating-file.ts';

/** Per function, and for PostgreSQL: about a day of the demo. */
const ROTATION = { mostBytes: 10_000_000, kept: 2 };

/** One log file a name, of this run and those before. */
export function createLogs(fileFor: (name: string) => string) {
  const streams = new Map<string, Writable>();
  return {
    logFor(name: string): Writable {
      const existing = streams.get(name);
      if (existing !== undefined) return existing;
      const stream = rotatingFile(fileFor(name), ROTATION);
      // One pipe for each of the function's threads and streams.
      stream.setMaxListeners(0);
      streams.set(name, stream);
      return stream;
    },
    async close(): Promise<void> {
      await Promise.all([...streams.values()].map((stream) => finished(stream.end())));
    },
  };
}
