/** Reports the steps of a start: one line each when it is done, with the time since the start. */
export interface Progress {
  /** Runs a step. @param done what the line says once it is finished */
  step<Result>(done: string, work: () => Promise<Result>): Promise<Result>;
}

export function createProgress(
  print: (line: string) => void,
  now: () => number = () => performance.now(),
): Progress {
  const start = now();
  return {
    async step(done, work) {
      const begun = now();
      const result = await work();
      const seconds = (milliseconds: number) => (milliseconds / 1000).toFixed(1);
      print(`  ${seconds(now() - start).padStart(5)} s  ${done} (${seconds(now() - begun)} s)`);
      return result;
    },
  };
}
