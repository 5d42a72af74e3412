import type { Refusal } from '../rejection.ts';
import { requestsOf, sumOf, unitsOf, USAGE_CLASSES, type ReportedUsage, type Usage } from './usage.ts';

/**
 * What is impossible about usage: parts that are more than their whole, a whole that is not the sum of its requests;
 * undefined if nothing is. @param path of the whole, such as `data.usage`
 */
export function checkUsage({ usage, perRequest }: ReportedUsage, path: string): Refusal | undefined {
  const listed = perRequest ?? [];
  return (
    checkParts(usage, path) ??
    listed
      .map((request, index) => checkParts(request, `data.per_request.${index}`))
      .find((refusal) => refusal) ??
    (perRequest ? checkSum(usage, perRequest) : undefined)
  );
}

const impossible = (path: string, detail: string): Refusal => ({
  reason: 'impossible_token_split',
  path,
  detail: `${path}: ${detail}`,
});

/** `input_tokens` includes the cached classes, `output_tokens` the reasoning, and `tokens_used` is input + output where both are given. */
function checkParts(usage: Usage, path: string): Refusal | undefined {
  const { tokens_used: used, input_tokens: input, output_tokens: output } = usage;
  if (used !== null && input !== null && output !== null && used !== input + output) {
    return impossible(
      `${path}.tokens_used`,
      `must be input_tokens + output_tokens, ${input + output}, but is ${used}`,
    );
  }
  if (used !== null && (input ?? 0) + (output ?? 0) > used) {
    return impossible(`${path}.tokens_used`, `must be at least its known parts, but is ${used}`);
  }
  const cached = (usage.cache_read_tokens ?? 0) + (usage.cache_write_tokens ?? 0);
  const whole = input ?? used;
  if (whole !== null && cached > whole) {
    return impossible(
      `${path}.cache_read_tokens`,
      `cache_read_tokens + cache_write_tokens must be at most input_tokens, ${whole}, but are ${cached}`,
    );
  }
  return PARTS.map(([part, of]) => checkPart(usage, part, of, path)).find((refusal) => refusal);
}

const PARTS = [
  ['cache_write_1h_tokens', 'cache_write_tokens'],
  ['reasoning_tokens', 'output_tokens'],
  ['audio_output_tokens', 'output_tokens'],
  ['audio_input_tokens', 'input_tokens'],
  ['image_input_tokens', 'input_tokens'],
] as const;

function checkPart(
  usage: Usage,
  part: (typeof PARTS)[number][0],
  of: (typeof PARTS)[number][1],
  path: string,
): Refusal | undefined {
  // Absent writes are none; absent input or output is not known, but is no more than all tokens.
  const most = of === 'cache_write_tokens' ? (usage[of] ?? 0) : (usage[of] ?? usage.tokens_used);
  const count = usage[part] ?? 0;
  if (most === null || count <= most) return undefined;
  return impossible(`${path}.${part}`, `must be at most ${of}, ${most}, but is ${count}`);
}

function checkSum(usage: Usage, listed: readonly Usage[]): Refusal | undefined {
  const wrong = USAGE_CLASSES.find((name) => {
    const sum = sumOf(listed, name);
    // Of what a request leaves unknown, any whole may be right.
    const isUnknown = sum === null && (name === 'input_tokens' || name === 'output_tokens');
    return !isUnknown && (usage[name] ?? 0) !== (sum ?? 0);
  });
  if (wrong) {
    return impossible(
      'data.per_request',
      `${wrong} must add up to ${usage[wrong]}, but is ${sumOf(listed, wrong) ?? 0}`,
    );
  }
  const requests = requestsOf(listed);
  if (usage.requests !== requests) {
    return impossible('data.per_request', `must be ${usage.requests} requests, but is ${requests}`);
  }
  const units = unitsOf(listed);
  // Texts of one decimal differ by zeros at their ends only.
  if (units !== null && unitsOf([usage]) !== units) {
    return impossible(
      'data.per_request',
      `compute_units must add up to ${usage.compute_units}, but is ${units}`,
    );
  }
  return undefined;
}
