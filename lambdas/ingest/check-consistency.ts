import type { ExecutionData } from './contract.ts';
import type { Refusal } from './rejection.ts';
import { checkUsage } from './usage/check.ts';
import type { ReportedUsage } from './usage/usage.ts';

/** What is wrong between fields that are each valid; undefined if nothing is. */
export function checkConsistency(data: ExecutionData, reported: ReportedUsage): Refusal | undefined {
  return checkUsage(reported, data.usage ? 'data.usage' : 'data') ?? checkOrder(data);
}

function checkOrder({ start_time: start, end_time: end }: ExecutionData): Refusal | undefined {
  const difference = Date.parse(end) - Date.parse(start) || compareText(fraction(end), fraction(start));
  if (difference >= 0) return undefined;
  return {
    reason: 'invalid_message',
    path: 'data.end_time',
    detail: 'data.end_time: must not be before start_time',
  };
}

/** Decimals of the second, past the milliseconds that Date compares. */
function fraction(instant: string): string {
  return /\.(\d+)/.exec(instant)?.[1]?.padEnd(12, '0') ?? '0'.repeat(12);
}

function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
