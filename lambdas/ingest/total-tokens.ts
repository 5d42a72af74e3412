import type { ExecutionData } from './contract.ts';

/** `tokens_used`, which is input + output where it is not given: one or the other is, or the message is invalid. */
export function totalTokens({
  tokens_used: used,
  input_tokens: input,
  output_tokens: output,
}: ExecutionData): number {
  return used ?? (input ?? 0) + (output ?? 0);
}
