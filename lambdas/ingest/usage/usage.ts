import { parseDecimal, printDecimal } from '../../../shared/shown/decimals.ts';
import type { ExecutionData } from '../contract.ts';
import { keptKey } from '../storable-json.ts';
import { usage as usageContract, topLevelUsage, type SentUsage } from './contract.ts';

/** What is stored and priced: the attributes of the SQL type usage. Null: not reported. */
export interface Usage {
  readonly tokens_used: number | null;
  readonly input_tokens: number | null;
  readonly cache_read_tokens: number | null;
  readonly cache_write_tokens: number | null;
  readonly output_tokens: number | null;
  /** An exact decimal. */
  readonly compute_units: string | null;
  readonly reasoning_tokens: number | null;
  readonly requests: number | null;
  readonly cache_write_1h_tokens: number | null;
  readonly audio_input_tokens: number | null;
  readonly audio_output_tokens: number | null;
  readonly image_input_tokens: number | null;
  readonly web_searches: number | null;
}

export interface ReportedUsage {
  readonly usage: Usage;
  /** The usage of each provider request, where the producer reports it. */
  readonly perRequest: readonly Usage[] | null;
  /** Keys of usage that nobody here knows, with a number or the type of what was sent; null where there are none. */
  readonly unknown: Readonly<Record<string, number | string>> | null;
  readonly notes: readonly string[];
}

export const USAGE_CLASSES = [
  'input_tokens',
  'cache_read_tokens',
  'cache_write_tokens',
  'cache_write_1h_tokens',
  'output_tokens',
  'reasoning_tokens',
  'audio_input_tokens',
  'audio_output_tokens',
  'image_input_tokens',
  'web_searches',
] as const;
export type UsageClass = (typeof USAGE_CLASSES)[number];
const KNOWN: ReadonlySet<string> = new Set(Object.keys(usageContract.shape));
const MOST_UNKNOWN = 20;

/** What a message says was used, whichever way it says it. */
export function reportedUsage(data: ExecutionData): ReportedUsage {
  const { per_request: sentRequests } = data;
  // One that says nothing replaces nothing.
  const sent = Object.values(data.usage ?? {}).some((value) => value != null) ? data.usage : null;
  const listed = sentRequests?.length ? sentRequests.map(toUsage) : null;
  const base = sent ? toUsage(sent) : topLevel(data);
  return {
    usage: listed ? withSums(base, listed) : base,
    perRequest: listed,
    unknown: unknownKeys([...(sent ? [sent] : []), ...(sentRequests ?? [])]),
    notes: sent ? topLevelNames(data).map((field) => `data.${field}: not used, data.usage is given`) : [],
  };
}

function toUsage(sent: SentUsage): Usage {
  const { input_tokens: input, output_tokens: output } = sent;
  return {
    tokens_used: input == null || output == null ? null : input + output,
    input_tokens: input ?? null,
    cache_read_tokens: sent.cache_read_tokens ?? null,
    cache_write_tokens: sent.cache_write_tokens ?? null,
    output_tokens: output ?? null,
    compute_units: sent.compute_units ?? null,
    reasoning_tokens: sent.reasoning_tokens ?? null,
    requests: sent.requests ?? null,
    cache_write_1h_tokens: sent.cache_write_1h_tokens ?? null,
    audio_input_tokens: sent.audio_input_tokens ?? null,
    audio_output_tokens: sent.audio_output_tokens ?? null,
    image_input_tokens: sent.image_input_tokens ?? null,
    web_searches: sent.web_searches ?? null,
  };
}

function topLevel(data: ExecutionData): Usage {
  const usage = toUsage({
    input_tokens: data.input_tokens,
    cache_read_tokens: data.cache_read_tokens,
    cache_write_tokens: data.cache_write_tokens,
    output_tokens: data.output_tokens,
    reasoning_tokens: data.reasoning_tokens,
    compute_units: data.compute_units,
  });
  return { ...usage, tokens_used: data.tokens_used ?? usage.tokens_used };
}

function topLevelNames(data: ExecutionData): string[] {
  return Object.entries(data).flatMap(([field, value]) =>
    field in topLevelUsage && value != null ? [field] : [],
  );
}

/** What is not told of the whole is the sum of its requests. */
function withSums(base: Usage, listed: readonly Usage[]): Usage {
  const sums = Object.fromEntries(USAGE_CLASSES.map((name) => [name, base[name] ?? sumOf(listed, name)]));
  const whole = { ...base, ...sums, requests: base.requests ?? requestsOf(listed) };
  const { input_tokens: input, output_tokens: output } = whole;
  return {
    ...whole,
    tokens_used: base.tokens_used ?? (input === null || output === null ? null : input + output),
    compute_units: base.compute_units ?? unitsOf(listed),
  };
}

/** Null where none of the requests reports the class, and, of input and output, where one does not. */
export function sumOf(listed: readonly Usage[], name: UsageClass): number | null {
  const counts = listed.flatMap((each) => each[name] ?? []);
  const isUnknown = (name === 'input_tokens' || name === 'output_tokens') && counts.length < listed.length;
  return counts.length === 0 || isUnknown ? null : counts.reduce((sum, count) => sum + count, 0);
}

export const requestsOf = (listed: readonly Usage[]): number =>
  listed.reduce((sum, { requests }) => sum + (requests ?? 1), 0);

const DECIMALS = 18;

/** The exact sum; null where none of the requests reports compute units. */
export function unitsOf(listed: readonly Usage[]): string | null {
  const amounts = listed.flatMap(({ compute_units: units }) =>
    units === null ? [] : (parseDecimal(units) ?? []),
  );
  if (amounts.length === 0) return null;
  const digits = amounts.reduce((sum, each) => sum + each.digits * 10n ** BigInt(DECIMALS - each.scale), 0n);
  return printDecimal({ digits, scale: DECIMALS });
}

function unknownKeys(sent: readonly SentUsage[]): ReportedUsage['unknown'] {
  const found = new Map<string, number | string>();
  for (const usage of sent) {
    for (const [key, value] of Object.entries(usage)) {
      if (
        KNOWN.has(key) ||
        value === null ||
        value === undefined ||
        value === 0 ||
        found.size === MOST_UNKNOWN
      )
        continue;
      // Only a number can be an amount of something; of anything else nothing is kept but what it is.
      const name = keptKey(key);
      if (!found.has(name)) found.set(name, typeof value === 'number' ? value : typeof value);
    }
  }
  return found.size === 0 ? null : Object.fromEntries(found);
}
