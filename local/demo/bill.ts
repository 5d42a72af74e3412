/** What was used, by the names of messages. */
export type Counts = {
  readonly input_tokens?: number;
  readonly cache_read_tokens?: number;
  readonly cache_write_tokens?: number;
  readonly cache_write_1h_tokens?: number;
  readonly audio_input_tokens?: number;
  readonly image_input_tokens?: number;
  readonly output_tokens?: number;
  readonly web_searches?: number;
};

/** What a million tokens cost, and a thousand searches, in cents: a router reads it off the answers of its provider. */
export interface Tariff {
  readonly input: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly cacheWrite1h: number;
  readonly output: number;
  readonly searches: number;
  /** Of a longer request nothing is known. */
  readonly longest: number;
  /** A gateway that resells a model charges whole cents for a task; a provider bills what it is. */
  readonly rounding: 'none' | 'up to a cent';
}

/** A cent for a million tokens is 10⁻⁸ dollars for one. */
const DECIMALS = 8;
const CENT = 10n ** BigInt(DECIMALS - 2);
const SEARCHES_PER_PRICE = 1_000;
const TOKENS_PER_PRICE = 1_000_000;

/** What was charged for the requests of one task, of models whose router knows it. */
export function bill(tariff: Tariff | undefined, requests: readonly Counts[]) {
  if (!tariff || requests.some(({ input_tokens: input = 0 }) => input > tariff.longest)) return {};
  const exact = requests.reduce((sum, request) => sum + charge(tariff, request), 0n);
  const charged = tariff.rounding === 'none' ? exact : ((exact + CENT - 1n) / CENT) * CENT;
  const digits = String(charged).padStart(DECIMALS + 1, '0');
  return {
    provider_cost: {
      amount: `${digits.slice(0, -DECIMALS)}.${digits.slice(-DECIMALS)}`,
      currency: 'USD',
    },
  };
}

function charge(tariff: Tariff, request: Counts): bigint {
  const { input_tokens: input = 0, cache_read_tokens: read = 0, cache_write_tokens: written = 0 } = request;
  const {
    cache_write_1h_tokens: writtenFor1h = 0,
    output_tokens: output = 0,
    web_searches: searches = 0,
  } = request;
  return BigInt(
    (input - read - written) * tariff.input +
      read * tariff.cacheRead +
      (written - writtenFor1h) * tariff.cacheWrite +
      writtenFor1h * tariff.cacheWrite1h +
      output * tariff.output +
      searches * tariff.searches * (TOKENS_PER_PRICE / SEARCHES_PER_PRICE),
  );
}
