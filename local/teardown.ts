/** What to undo, last first: the reverse of how it was built up. */
export interface Teardown {
  add(undo: () => unknown): void;
  /** Undoes everything once, even where one of it fails. @throws the first failure, after all have run */
  run(): Promise<void>;
}

export function createTeardown(): Teardown {
  const steps: (() => unknown)[] = [];
  let running: Promise<void> | undefined;
  const runAll = async () => {
    const failures: unknown[] = [];
    for (let undo = steps.pop(); undo !== undefined; undo = steps.pop()) {
      try {
        await undo();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  };
  return {
    add: (undo) => void steps.push(undo),
    run: () => (running ??= runAll()),
  };
}
