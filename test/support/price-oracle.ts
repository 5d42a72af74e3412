/**
 * Prices executions one at a time, in whole trillionths of a dollar, sharing nothing with
 * the SQL: the arithmetic is on BigInt.
 */

export const UNITS = [
  'per_token',
  'per_input_token',
  'per_cache_read_token',
  'per_cache_write_token',
  'per_output_token',
  'per_request',
  'per_compute_unit',
] as const;
type Unit = (typeof UNITS)[number];

export interface OraclePrice {
  readonly organization: string | null;
  readonly provider: string;
  readonly model: string | null;
  readonly taskType: string | null;
  readonly unit: Unit;
  readonly aboveInputTokens: number;
  /** Trillionths of a dollar. */
  readonly picodollars: bigint;
  /** Epoch milliseconds; the price is in force from the first until just before the second. */
  readonly from: number;
  readonly until: number;
  /** Seconds of the day (UTC) from which and until just before which it is in force: 0 and 86,400 for all of it. */
  readonly dailyFrom: number;
  readonly dailyUntil: number;
}

export interface OracleUsage {
  readonly organization: string;
  readonly provider: string;
  readonly model: string | null;
  readonly taskType: string;
  readonly start: number;
  readonly tokens: number;
  readonly input: number | null;
  readonly cacheRead: number | null;
  readonly cacheWrite: number | null;
  readonly output: number | null;
  /** Millionths of a compute unit. */
  readonly microunits: bigint | null;
}

export type OracleCost = { readonly cost: bigint } | { readonly missing: string };

const LIMIT = 10n ** 24n;
const DAY_MS = 86_400_000;

export function oracleCost(usage: OracleUsage, prices: readonly OraclePrice[]): OracleCost {
  const card = rateCard(usage, prices);
  if (card.length === 0) return { missing: 'price_missing' };
  const tiered = card.some((price) => price.aboveInputTokens > 0);
  if (tiered && usage.input === null) {
    // The lowest tier's prices tell whether compute units are missing too, which is named first.
    const charged = card.some((price) => price.unit === 'per_compute_unit' && price.aboveInputTokens === 0);
    const unknown = charged && usage.microunits === null;
    return { missing: unknown ? 'compute_units_missing' : 'token_split_missing' };
  }

  let cost = 0n;
  const applied = new Map<Unit, OraclePrice>();
  for (const price of card) {
    if (price.aboveInputTokens > 0 && (usage.input ?? 0) <= price.aboveInputTokens) continue;
    const other = applied.get(price.unit);
    if (!other || other.aboveInputTokens < price.aboveInputTokens) applied.set(price.unit, price);
  }
  if (applied.size === 0) return { missing: 'price_missing' };

  let incomplete: string | undefined;
  for (const [unit, price] of applied) {
    const quantity = quantityOf(unit, usage, applied);
    if (quantity === null) {
      const reason = unit === 'per_compute_unit' ? 'compute_units_missing' : 'token_split_missing';
      if (incomplete === undefined || reason === 'compute_units_missing') incomplete = reason;
    } else if (unit === 'per_compute_unit') cost += (quantity * price.picodollars) / 1_000_000n;
    else cost += quantity * price.picodollars;
  }
  if (incomplete !== undefined) return { missing: incomplete };
  return cost < LIMIT ? { cost } : { missing: 'cost_out_of_range' };
}

/** Contract before list, then the model before any, then the task type before any: the first scope with a price. */
function rateCard(usage: OracleUsage, prices: readonly OraclePrice[]): readonly OraclePrice[] {
  const secondOfDay = (((usage.start % DAY_MS) + DAY_MS) % DAY_MS) / 1000;
  for (const organization of [usage.organization, null]) {
    for (const model of usage.model === null ? [null] : [usage.model, null]) {
      for (const taskType of [usage.taskType, null]) {
        const card = prices.filter(
          (price) =>
            price.organization === organization &&
            price.provider === usage.provider &&
            price.model === model &&
            price.taskType === taskType &&
            price.from <= usage.start &&
            usage.start < price.until &&
            price.dailyFrom <= secondOfDay &&
            secondOfDay < price.dailyUntil,
        );
        if (card.length > 0) return card;
      }
    }
  }
  return [];
}

function quantityOf(unit: Unit, usage: OracleUsage, applied: ReadonlyMap<Unit, OraclePrice>): bigint | null {
  const whole = (value: number | null) => (value === null ? null : BigInt(value));
  const cached = (unitOfClass: Unit, tokens: number | null) => (applied.has(unitOfClass) ? (tokens ?? 0) : 0);
  const quantities: Record<Unit, () => bigint | null> = {
    per_token: () => BigInt(usage.tokens),
    per_input_token: () =>
      usage.input === null
        ? null
        : BigInt(
            usage.input -
              cached('per_cache_read_token', usage.cacheRead) -
              cached('per_cache_write_token', usage.cacheWrite),
          ),
    per_cache_read_token: () => BigInt(usage.cacheRead ?? 0),
    per_cache_write_token: () => BigInt(usage.cacheWrite ?? 0),
    per_output_token: () => whole(usage.output),
    per_request: () => 1n,
    per_compute_unit: () => usage.microunits,
  };
  return quantities[unit]();
}

/** Trillionths of a dollar as the decimal string that PostgreSQL's numeric(24,12) gives. */
export function dollars(picodollars: bigint): string {
  const sign = picodollars < 0n ? '-' : '';
  const digits = (picodollars < 0n ? -picodollars : picodollars).toString().padStart(13, '0');
  return `${sign}${digits.slice(0, -12)}.${digits.slice(-12)}`;
}
