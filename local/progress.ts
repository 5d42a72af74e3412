/** Reports the steps of a start: one line each when it is done, with the time since the start. */
export interface Progress {
  /** Runs a step; one that takes long is named before it is done. @param done what the line says once it is finished */
  step<Result>(done: string, work: () => Promise<Result>): Promise<Result>;
}

/** On a quiet machine no step of a start takes as long; at longer and longer intervals, as nothing else is news. */
const LONG_MS = [5_000, 15_000, 30_000, 60_000, 120_000, 300_000];

export function createProgress(
  print: (line: string) => void,
  now: () => number = () => performance.now(),
): Progress {
  const start = now();
  const seconds = (milliseconds: number) => (milliseconds / 1000).toFixed(1);
  const say = (text: string) => print(`  ${seconds(now() - start).padStart(5)} s  ${text}`);
  return {
    async step(done, work) {
      const begun = now();
      const timers = LONG_MS.map((after) => setTimeout(() => say(`Not yet: ${done}`), after));
      try {
        const result = await work();
        say(`${done} (${seconds(now() - begun)} s)`);
        return result;
      } finally {
        for (const timer of timers) clearTimeout(timer);
      }
    },
  };
}
