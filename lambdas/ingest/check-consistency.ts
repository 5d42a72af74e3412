import type { ExecutionData } from './contract.ts';
import type { Refusal } from './rejection.ts';

/** What is wrong between fields that are each valid; undefined if nothing is. */
export function checkConsistency(data: ExecutionData): Refusal | undefined {
  return checkTokens(data) ?? checkOrder(data);
}

/** `input_tokens` includes the cached classes, `output_tokens` the reasoning, and `tokens_used` is input + output where both are given. */
function checkTokens(data: ExecutionData): Refusal | undefined {
  const { tokens_used: used, input_tokens: input, output_tokens: output } = data;
  const known = input != null && output != null;
  if (used == null && !known) {
    return {
      reason: 'invalid_message',
      path: 'data.tokens_used',
      detail: 'data.tokens_used: either tokens_used or both input_tokens and output_tokens must be given',
    };
  }
  const impossible = (path: string, detail: string): Refusal => ({
    reason: 'impossible_token_split',
    path: `data.${path}`,
    detail: `data.${path}: ${detail}`,
  });
  if (used != null && known && used !== input + output) {
    return impossible(
      'tokens_used',
      `must be input_tokens + output_tokens, ${input + output}, but is ${used}`,
    );
  }
  if (used != null && (input ?? 0) + (output ?? 0) > used) {
    return impossible('tokens_used', `must be at least its known parts, but is ${used}`);
  }
  const cached = (data.cache_read_tokens ?? 0) + (data.cache_write_tokens ?? 0);
  const whole = input ?? used ?? 0;
  if (cached > whole) {
    return impossible(
      'cache_read_tokens',
      `cache_read_tokens + cache_write_tokens must be at most input_tokens, ${whole}, but are ${cached}`,
    );
  }
  const most = output ?? used ?? 0;
  if ((data.reasoning_tokens ?? 0) > most) {
    return impossible(
      'reasoning_tokens',
      `must be at most output_tokens, ${most}, but is ${data.reasoning_tokens}`,
    );
  }
  return undefined;
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
