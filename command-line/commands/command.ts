import type { Command } from 'commander';
import type { StageName } from '../../lib/stage/stage-name.ts';
import type { Output } from '../output.ts';
import type { Target } from '../target/target.ts';

/** What an account has of what a stage needs. */
interface Finding {
  readonly check: string;
  readonly status: 'ok' | 'wrong' | 'unknown';
  readonly says: string;
}

/** Asks the account; where it is found as the AWS CLI finds it, unless given. */
export type Preflight = (of: {
  readonly stage: StageName;
  readonly profile?: string;
  readonly region?: string;
}) => Promise<readonly Finding[]>;

/** What a command works with. */
export interface Context {
  readonly output: Output;
  readonly dryRun: boolean;
  /** Whether questions are answered with yes. */
  readonly yes: boolean;
  /** The deployment that the options name. */
  readonly target: () => Promise<Target>;
  /** What the account has of what the stage needs; nothing on this machine. */
  readonly preflight: () => ReturnType<Preflight>;
  /** The epoch milliseconds of now. */
  readonly now: () => number;
  /** How many times as long as on a quiet machine an answer may take. */
  readonly patience: number;
  /** @returns what somebody answers at the terminal; undefined where nobody is there */
  readonly ask: (question: string) => Promise<string | undefined>;
}

/** Runs a command. @returns false where something is wrong with what it looked at */
export type Run<Arguments extends readonly unknown[]> = (
  context: Context,
  ...given: Arguments
) => Promise<boolean | void>;

/** Adds a topic's commands. `run` makes the action of one. */
export type Register = (
  program: Command,
  run: <Arguments extends readonly unknown[]>(
    action: Run<Arguments>,
  ) => (...given: Arguments) => Promise<void>,
) => void;
