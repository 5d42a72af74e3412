import path from 'node:path';
import { parseArgs } from 'node:util';
import { startLocal } from '../local/start.ts';
import { StartupError } from '../local/startup-error.ts';
import { summary } from '../local/summary.ts';

const USAGE = 'Usage: npm start -- [--port 3000] [--data-dir .payback] [--no-demo]';

// Lambda runs in UTC. A thread cannot have a time zone of its own, so the whole process takes it.
process.env['TZ'] = 'UTC';

function readOptions() {
  try {
    const { values } = parseArgs({
      allowNegative: true,
      options: {
        port: { type: 'string', default: '3000' },
        'data-dir': { type: 'string', default: '.payback' },
        demo: { type: 'boolean', default: true },
      },
    });
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65_535) {
      throw new Error(`--port must be a number from 0 (any free port) to 65535; it is "${values.port}".`);
    }
    return { port, dataDirectory: path.resolve(values['data-dir']) };
  } catch (error) {
    throw new StartupError(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`, {
      cause: error,
    });
  }
}

async function main(): Promise<void> {
  const options = readOptions();
  let stopping = false;
  const running = startLocal({
    ...options,
    onProgress: (line) => console.log(line),
    onFunctionFailure: (name, error, logFile) =>
      console.error(`${name} failed: ${error.type}: ${error.message.split('\n')[0]} (see ${logFile})`),
  });
  const stop = async () => {
    // Twice means: now. PostgreSQL recovers from that at the next start.
    if (stopping) process.exit(130);
    stopping = true;
    console.log('Stopping ...');
    const local = await running.catch(() => undefined);
    await local?.stop();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop().catch(fail));

  const local = await running;
  if (stopping) return;
  console.log(summary(local.endpoints, options.dataDirectory));
  const reason = await local.failed;
  if (stopping) return;
  stopping = true;
  await local.stop().catch(() => {});
  throw new StartupError(`PostgreSQL ended by itself, so everything was stopped: ${reason}`);
}

function fail(error: unknown): void {
  console.error(error instanceof StartupError ? error.message : error);
  process.exit(1);
}

await main().catch(fail);
