import { createWriteStream, type WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';

/** One log file a function, of this run alone. */
export function createFunctionLogs(fileFor: (functionName: string) => string) {
  const streams = new Map<string, WriteStream>();
  return {
    logFor(functionName: string): WriteStream {
      const existing = streams.get(functionName);
      if (existing !== undefined) return existing;
      const stream = createWriteStream(fileFor(functionName), { flags: 'w' });
      // One pipe for each of the function's threads and streams.
      stream.setMaxListeners(0);
      streams.set(functionName, stream);
      return stream;
    },
    async close(): Promise<void> {
      await Promise.all([...streams.values()].map((stream) => finished(stream.end())));
    },
  };
}
