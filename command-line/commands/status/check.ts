import type * as z from 'zod';
import type { statusResult } from '../../../lambdas/operations/contract.ts';
import type { Trouble } from '../../trouble.ts';

export type Status = z.output<typeof statusResult>;
export type Figures = NonNullable<Status['figures']>;

/** One row of `status`. */
export interface Check {
  readonly what: string;
  readonly value: string;
  /** What is allowed, in words. */
  readonly limit: string;
  readonly isWell: boolean;
  /** The heading of the runbook. */
  readonly runbook: string;
  /** What to do first where it is wrong: most often a command. */
  readonly hint?: string | undefined;
}

/** Of what did not answer. */
export function unanswered(
  what: string,
  { message, hint }: Pick<Trouble, 'message' | 'hint'>,
  runbook: string,
): Check {
  return { what, value: message, limit: 'an answer', isWell: false, runbook, hint };
}

export const count = (value: number) => value.toLocaleString('en-US');
export const percent = (part: number, whole: number) => (whole === 0 ? 0 : (100 * part) / whole);
export const inTime = (seconds: number | null, limit: number) => seconds === null || seconds <= limit;

/** In seconds, and in percent; the same as those of the alarms (test/command-line/status.test.ts compares). */
export const LIMITS = {
  queueAge: 300,
  pendingAge: 600,
  recalculationAge: 3_600,
  erasureAge: 3_600,
  pricesAge: 86_400,
  partitionsAhead: 14 * 86_400,
  retentionAge: 3 * 86_400,
  connectionsPercent: 80,
  rejectedPercent: 5,
  /** How long a session may wait for a lock: longer than anything of ours takes. */
  lockWait: 5,
  /** How long a transaction may do nothing: ours are ended much sooner, whoever they are of. */
  idleTransaction: 60,
  /** How long a transaction may be open: a day's audit of one organization takes two minutes at most. */
  transaction: 300,
  watchAge: 180,
};
