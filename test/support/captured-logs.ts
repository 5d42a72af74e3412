import { jest } from '@jest/globals';

/** What is written to the log of a function while `work` runs, line by line. */
export async function capturedLogs(work: () => unknown): Promise<{ readonly lines: readonly string[] }> {
  const written: string[] = [];
  const keep = (chunk: string | Uint8Array) => {
    written.push(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString());
    return true;
  };
  const spies = [process.stdout, process.stderr].map((stream) =>
    jest.spyOn(stream, 'write').mockImplementation(keep),
  );
  try {
    await work();
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  return {
    lines: written
      .join('')
      .split('\n')
      .filter((line) => line !== ''),
  };
}
