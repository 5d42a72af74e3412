import { spawn } from 'node:child_process';

/** Waits for the end of its input; $1 is whom to end, $2 how at first, $3 how when that was not enough. */
const WATCH = `cat > /dev/null
kill -s "$2" -- "$1" 2> /dev/null || exit 0
for second in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
  sleep 1
  kill -s 0 -- "$1" 2> /dev/null || exit 0
done
kill -s "$3" -- "$1"`;

export interface Ends {
  /** What asks it to end in order. */
  readonly first: NodeJS.Signals;
  /** What it gets when it is still there 15 seconds later. */
  readonly last: NodeJS.Signals;
}

/**
 * Ends another process as soon as this one has ended, however that was: nothing can be done in time about SIGKILL, and
 * a pipe is closed then too. The watcher is a shell of 1 MB, in a session of its own so that no Ctrl-C reaches it.
 * @param pid of the process, negative for a group
 * @returns what takes the leash off, once the process has ended by itself
 */
export function leash(pid: number, { first, last }: Ends): () => void {
  const names = [first, last].map((signal) => signal.replace(/^SIG/, ''));
  const watcher = spawn('/bin/sh', ['-c', WATCH, 'leash', String(pid), ...names], {
    stdio: ['pipe', 'ignore', 'ignore'],
    cwd: '/',
    detached: true,
  });
  // Where there is no such shell, nothing is watched.
  watcher.on('error', () => undefined);
  watcher.unref();
  // Neither keeps this process from ending. A pipe is a socket here.
  if ('unref' in watcher.stdin && typeof watcher.stdin.unref === 'function') watcher.stdin.unref();
  return () => {
    watcher.kill('SIGKILL');
  };
}
