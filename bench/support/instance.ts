import { fork } from 'node:child_process';
import { once } from 'node:events';
import * as z from 'zod';
import type { Teardown } from '../../local/teardown.ts';

/** What an instance has done with the events that it was given. */
interface Run {
  /** What each call has answered. */
  readonly answers: readonly unknown[];
  /** Processor time of the process, in milliseconds. */
  readonly processorMs: number;
  /** Resident memory after it, in bytes. */
  readonly memory: number;
}

/** A function in a process of its own, as Lambda has it: one event after the other. */
export interface Instance {
  /** Hands the events over, as JSON, before the clock starts. */
  give(events: readonly string[]): Promise<void>;
  /** Calls the function with each of them. */
  run(): Promise<Run>;
}

export interface InstanceOptions {
  readonly directory: string;
  readonly name: string;
  readonly environment: NodeJS.ProcessEnv;
}

const messageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({
    kind: z.literal('done'),
    answers: z.array(z.unknown()),
    processorMs: z.number(),
    memory: z.number(),
  }),
]);

export async function startInstance(
  { directory, name, environment }: InstanceOptions,
  teardown: Teardown,
): Promise<Instance> {
  const child = fork(new URL('./instance-process.ts', import.meta.url), [directory, name], {
    env: environment,
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  teardown.add(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  });
  const next = async () => {
    const ended = once(child, 'exit').then(() => {
      throw new Error(`an instance of ${name} has ended`);
    });
    ended.catch(() => undefined);
    const [message]: unknown[] = await Promise.race([once(child, 'message'), ended]);
    return messageSchema.parse(message);
  };
  const ready = async () => {
    const { kind } = await next();
    if (kind !== 'ready') throw new Error(`an instance of ${name} is not ready`);
  };
  await ready();
  return {
    async give(events) {
      child.send({ kind: 'events', events });
      await ready();
    },
    async run() {
      child.send({ kind: 'run' });
      const message = await next();
      if (message.kind !== 'done') throw new Error(`an instance of ${name} has not run`);
      return message;
    },
  };
}
