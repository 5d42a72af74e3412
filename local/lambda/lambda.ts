import { availableParallelism } from 'node:os';
import type { Writable } from 'node:stream';
import { FunctionError, ThrottledError } from './function-error.ts';
import type { FunctionDefinition } from './functions.ts';
import { startInstance, type Instance } from './lambda-instance.ts';
import { settleWithin } from '../settle-within.ts';

/**
 * Instances of a function without a reserved concurrency: each is a thread of 30 to 60 MB. They compute half of the time, and wait for
 * the database the other half: more than two for a processor answer nothing sooner.
 */
const MOST_INSTANCES = 2 * Math.max(2, availableParallelism());
/** As Lambda does, though later, an instance that nothing calls is ended. Longer than two minutes, so that what a schedule calls stays. */
const IDLE_MS = 150_000;

export interface LambdaOptions {
  /** How many times its timeout a function may take; 1 unless given. */
  readonly patience?: number;
  /** After how many milliseconds without a call an instance ends; {@link IDLE_MS} unless given. */
  readonly idleMs?: number;
  readonly logFor: (functionName: string) => Writable;
  /** Told of each failed invocation. */
  readonly onFailure?: (functionName: string, error: FunctionError) => void;
}

export interface Lambda {
  /**
   * Invokes a function by name or ARN. Event and result go through JSON, as on AWS.
   * @param signal when it aborts and no instance was free until then, none is taken any more: nobody waits for it
   * @throws FunctionError when the function fails, ThrottledError when its reserved concurrency is in use, or nobody waited
   */
  invoke(nameOrArn: string, event: unknown, signal?: AbortSignal): Promise<unknown>;
  /** Lets running invocations finish for `graceSeconds`, then ends all threads. */
  stop(graceSeconds: number): Promise<void>;
}

export function createLambda(definitions: readonly FunctionDefinition[], options: LambdaOptions): Lambda {
  const pools = definitions.map((definition) => ({ definition, pool: createPool(definition, options) }));
  return {
    async invoke(nameOrArn, event, signal) {
      const found = pools.find(({ definition }) => [definition.name, definition.arn].includes(nameOrArn));
      if (found === undefined) throw new Error(`There is no function ${nameOrArn}.`);
      try {
        const payload = await found.pool.invoke(JSON.stringify(event ?? null), signal);
        return payload === undefined ? null : JSON.parse(payload);
      } catch (error) {
        if (error instanceof FunctionError) {
          options
            .logFor(found.definition.name)
            .write(`${error.trace ?? `${error.type}: ${error.message}`}\n`);
          options.onFailure?.(found.definition.name, error);
        }
        throw error;
      }
    },
    async stop(graceSeconds) {
      // Meanwhile, functions can still call each other.
      await settleWithin(
        graceSeconds,
        pools.flatMap(({ pool }) => pool.running()),
      );
      await Promise.all(pools.map(({ pool }) => pool.stop()));
    },
  };
}

/** An instance that waits for a call, and the timer that ends it. */
interface Idle {
  readonly instance: Instance;
  readonly end: NodeJS.Timeout;
}

function createPool(definition: FunctionDefinition, options: LambdaOptions) {
  const idle: Idle[] = [];
  const { idleMs = IDLE_MS } = options;
  const busy = new Set<Instance>();
  const running = new Set<Promise<unknown>>();
  const waiting: (() => void)[] = [];
  let stopped = false;

  const rest = (instance: Instance): void => {
    const end = setTimeout(() => {
      idle.splice(idle.indexOf(resting), 1);
      void instance.terminate();
    }, idleMs);
    const resting = { instance, end };
    idle.push(resting);
  };
  /** The one that rests for the shortest time, so that what is too much comes to its end. */
  const lastUsed = (): Instance | undefined => {
    for (let resting = idle.pop(); resting !== undefined; resting = idle.pop()) {
      clearTimeout(resting.end);
      if (resting.instance.isAlive()) return resting.instance;
    }
    return undefined;
  };

  const acquire = async (signal: AbortSignal | undefined): Promise<Instance> => {
    if (definition.reservedConcurrency !== undefined && busy.size >= definition.reservedConcurrency) {
      throw new ThrottledError(`${definition.name}: Rate exceeded`);
    }
    while (busy.size >= (definition.reservedConcurrency ?? MOST_INSTANCES)) {
      await new Promise<void>((resolve) => waiting.push(resolve));
      if (signal?.aborted) {
        // It was somebody else's turn.
        waiting.shift()?.();
        throw new ThrottledError(`${definition.name}: nobody waits for it`);
      }
    }
    if (stopped) throw new ThrottledError(`${definition.name} is stopping`);
    const instance = lastUsed();
    const ready = instance ?? startInstance(definition, options.logFor(definition.name), options.patience);
    busy.add(ready);
    return ready;
  };

  const run = async (event: string, signal: AbortSignal | undefined): Promise<string | undefined> => {
    const instance = await acquire(signal);
    try {
      return await instance.invoke(event);
    } finally {
      busy.delete(instance);
      if (instance.isAlive()) rest(instance);
      waiting.shift()?.();
    }
  };

  return {
    invoke(event: string, signal: AbortSignal | undefined) {
      const invocation = run(event, signal);
      const settled = invocation.catch(() => {}).finally(() => running.delete(settled));
      running.add(settled);
      return invocation;
    },
    running: () => [...running],
    async stop() {
      stopped = true;
      for (const { end } of idle) clearTimeout(end);
      await Promise.all([...busy, ...idle.map(({ instance }) => instance)].map((each) => each.terminate()));
    },
  };
}
