import path from 'node:path';
import { parseArgs } from 'node:util';
import { DEMO_SUBJECT } from '../local/demo/organization.ts';
import { startDemo, type Demo } from '../local/demo/start-demo.ts';
import { endWithUsage, helpIfAsked } from '../local/help.ts';
import { startLocal } from '../local/start.ts';
import { StartupError } from '../local/startup-error.ts';
import { summary } from '../local/summary.ts';

const USAGE = 'Usage: npm start -- [--port 3000] [--data-dir .payback] [--no-demo] [--sign-in-as <subject>]';
helpIfAsked(USAGE);

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
        'sign-in-as': { type: 'string' },
      },
    });
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65_535) {
      throw new Error(`--port must be a number from 0 (any free port) to 65535; it is "${values.port}".`);
    }
    return {
      port,
      dataDirectory: path.resolve(values['data-dir']),
      demo: values.demo,
      signInAs: values['sign-in-as'] ?? (values.demo ? DEMO_SUBJECT : undefined),
    };
  } catch (error) {
    return endWithUsage(error, USAGE);
  }
}

async function main(): Promise<void> {
  const options = readOptions();
  const stopping = new AbortController();
  const running = startLocal({
    ...options,
    patience: Number(process.env['PAYBACK_PATIENCE'] ?? 1),
    onProgress: (line) => console.log(line),
    onFunctionFailure: (name, error, logFile) =>
      console.error(`${name} failed: ${error.type}: ${error.message.split('\n')[0]} (see ${logFile})`),
  });
  let demo: Promise<Demo> | undefined;
  const stop = async () => {
    stopping.abort();
    const local = await running.catch(() => undefined);
    // Nobody sends to a deployment that is being taken down.
    await (
      await demo?.catch(() => undefined)
    )?.stopped;
    await local?.stop();
  };
  const isStopping = stopOnSignals(stop);
  try {
    const local = await running;
    const failed = local.failed.then((reason) => {
      throw new StartupError(`PostgreSQL ended by itself, so everything was stopped: ${reason}`);
    });
    failed.catch(() => {});
    if (isStopping()) return;
    if (options.demo) {
      demo = startDemo(local.endpoints, {
        stateFile: path.join(options.dataDirectory, 'demo.json'),
        now: () => new Date(),
        signal: stopping.signal,
        onProgress: (line) => console.log(`           ${line}`),
      });
    }
    const shown = await Promise.race([demo, failed]);
    if (isStopping()) return;
    console.log(summary(local.endpoints, options.dataDirectory, shown));
    await failed;
  } catch (error) {
    // Ctrl-C reaches esbuild too, for one: a start that is being stopped may fail.
    if (isStopping()) return;
    await stop().catch(() => {});
    throw error;
  }
}

/** The terminal's Ctrl-C reaches this process twice within a moment: from the terminal, and passed on by npm. */
const SAME_KEY_PRESS_MS = 500;

/**
 * The first signal stops in order; another one ends the process at once.
 * @returns whether a signal has come
 */
function stopOnSignals(stop: () => Promise<void>): () => boolean {
  let first: number | undefined;
  const onSignal = () => {
    if (first !== undefined && performance.now() - first > SAME_KEY_PRESS_MS) process.exit(130);
    if (first !== undefined) return;
    first = performance.now();
    console.log('\nStopping; Ctrl-C again ends it at once.');
    stop().then(() => process.exit(0), fail);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  return () => first !== undefined;
}

function fail(error: unknown): void {
  console.error(error instanceof StartupError ? error.message : error);
  process.exit(1);
}

await main().catch(fail);
