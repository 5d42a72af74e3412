import type { ExecutionData } from './contract.ts';
import type { Refusal } from './rejection.ts';
import { checkUsage } from './usage/check.ts';
import type { ReportedUsage } from './usage/usage.ts';

/** What is wrong between fields that are each valid; undefined if nothing is. */
export function checkConsistency(data: ExecutionData, reported: ReportedUsage): Refusal | undefined {
  return checkUsage(reported, data.usage ? 'data.usage' : 'data') ?? checkOrder(data);
}

function checkOrder({ start_time: start, end_time: end }: ExecutionData): Refusal | undefined {
  // Both are in UTC and of one length: they compare as text.
  if (end >= start) return undefined;
  return {
    reason: 'invalid_message',
    path: 'data.end_time',
    detail: 'data.end_time: must not be before start_time',
  };
}
