import { add, decimal, multiply, rounded, whole, ZERO, type Rational } from './rational.ts';

/**
 * What executions cost by everything that providers bill, one at a time, from the rules in docs/methodology.md: it shares
 * nothing with the SQL, and calculates with fractions.
 */
export interface Usage {
  readonly requests?: number;
  readonly tokens_used?: number;
  readonly input_tokens?: number;
  readonly cache_read_tokens?: number;
  readonly cache_write_tokens?: number;
  readonly cache_write_1h_tokens?: number;
  readonly audio_input_tokens?: number;
  readonly image_input_tokens?: number;
  readonly output_tokens?: number;
  readonly reasoning_tokens?: number;
  readonly audio_output_tokens?: number;
  readonly web_searches?: number;
  readonly compute_units?: string;
}

export const DIMENSIONS = ['service_tier', 'speed', 'inference_geo'] as const;
type Dimension = (typeof DIMENSIONS)[number];
type Conditions = { readonly [D in Dimension]?: string | null };

export interface Execution extends Conditions {
  readonly provider: string;
  readonly model: string | null;
  readonly task_type: string;
  readonly used: Usage;
  readonly per_request?: readonly Usage[] | null;
  readonly unknown_usage?: object | null;
  readonly cache_hit?: boolean;
}

export const UNITS = [
  'per_token',
  'per_input_token',
  'per_cache_read_token',
  'per_cache_write_token',
  'per_cache_write_1h_token',
  'per_output_token',
  'per_reasoning_token',
  'per_audio_input_token',
  'per_audio_output_token',
  'per_image_input_token',
  'per_web_search',
  'per_request',
  'per_compute_unit',
] as const;
type Unit = (typeof UNITS)[number];
const NOT_TOKENS: ReadonlySet<Unit> = new Set(['per_web_search', 'per_request', 'per_compute_unit']);

export interface Price extends Conditions {
  /** Set: the organization of a contract. */
  readonly organization_id: string | null;
  readonly provider: string;
  readonly model: string | null;
  readonly task_type: string | null;
  readonly pricing_model: Unit;
  readonly above_input_tokens: number;
  readonly cost_per_unit: string;
}

export interface Factor {
  readonly organization_id: string | null;
  readonly provider: string;
  readonly model: string | null;
  readonly dimension: Dimension;
  readonly value: string;
  readonly factor: string;
}

/** A cost that is not rounded, or why there is none: what is missing, and of which side where it is not of both. */
type Cost = { readonly cost: Rational } | { readonly missing: string; readonly detail: string | null };

const missing = (reason: string, detail: string | null = null): Cost => ({ missing: reason, detail });

/** The cost of one side: the execution as it ran, or as the baseline would have run it. */
function oracleCost(execution: Execution, prices: readonly Price[], factors: readonly Factor[]): Cost {
  if (execution.cache_hit) return { cost: ZERO };
  if (execution.unknown_usage) {
    return missing('usage_class_unknown', Object.keys(execution.unknown_usage).sort().join(', '));
  }
  const usages = execution.per_request ?? [execution.used];
  const costs = usages.map((used) => requestCost({ ...execution, used }, prices, factors));
  const unknown = costs.find((each) => 'missing' in each);
  if (unknown) return unknown;
  return { cost: costs.reduce((sum, each) => ('cost' in each ? add(sum, each.cost) : sum), ZERO) };
}

function requestCost(execution: Execution, prices: readonly Price[], factors: readonly Factor[]): Cost {
  const { used } = execution;
  const set = DIMENSIONS.filter((dimension) => execution[dimension] != null);
  const candidates = prices.filter(
    (price) =>
      price.provider === execution.provider &&
      (price.model === null || price.model === execution.model) &&
      (price.task_type === null || price.task_type === execution.task_type) &&
      DIMENSIONS.every((dimension) => price[dimension] == null || price[dimension] === execution[dimension]),
  );
  const rank = (price: Price) =>
    4 * Number(price.organization_id !== null) +
    2 * Number(price.model !== null) +
    Number(price.task_type !== null);
  const best = Math.max(...candidates.map(rank));
  const scope = candidates.filter((price) => rank(price) === best);
  const tokenPrices = mostConditions(scope.filter(({ pricing_model: unit }) => !NOT_TOKENS.has(unit)));
  const others = [...NOT_TOKENS].flatMap((unit) =>
    mostConditions(scope.filter(({ pricing_model: each }) => each === unit)),
  );
  const all = [...tokenPrices, ...others];
  const isBilledByUnits = (tier: readonly Price[]) =>
    tier.some(({ pricing_model: unit }) => unit === 'per_compute_unit');

  const tiers = all.map(({ above_input_tokens: above }) => above);
  const input = used.input_tokens;
  const reached = Math.max(0, ...tiers.filter((above) => input !== undefined && input > above));
  const card = new Map<Unit, Rational>();
  for (const price of all.toSorted((a, b) => a.above_input_tokens - b.above_input_tokens)) {
    if (price.above_input_tokens <= reached) card.set(price.pricing_model, decimal(price.cost_per_unit));
  }
  const isUsageMissing =
    used.tokens_used === undefined && (input === undefined || used.output_tokens === undefined);
  const isTiered = tiers.some((above) => above > 0);
  const applied = all.filter((price) => price.above_input_tokens <= reached);

  const deciding = tokenPrices.length > 0 ? tokenPrices : others;
  const left = set.filter((dimension) => deciding.every((price) => price[dimension] == null));
  const found = left.map((dimension) => factorOf(execution, dimension, best >= 4, factors));
  const lacking = left.find((_, index) => found[index] === undefined);

  const quantities = quantitiesOf(used, card);
  const searchesUnpriced = (used.web_searches ?? 0) > 0 && !card.has('per_web_search');
  const hourUnpriced =
    (used.cache_write_1h_tokens ?? 0) > 0 &&
    card.has('per_cache_write_token') &&
    !card.has('per_cache_write_1h_token');
  const splitNeeded = reached > 0 && (used.requests ?? 1) > 1;
  const isUnknown =
    all.length === 0 ||
    card.size === 0 ||
    lacking !== undefined ||
    splitNeeded ||
    searchesUnpriced ||
    hourUnpriced ||
    (isTiered && input === undefined) ||
    [...card.keys()].some((unit) => quantities[unit] === undefined);
  if (!isUnknown) {
    const factor = found.reduce<Rational>((product, each) => multiply(product, each ?? whole(1)), whole(1));
    const cost = [...card].reduce((sum, [unit, price]) => {
      const amount = multiply(price, quantities[unit] ?? ZERO);
      return add(sum, NOT_TOKENS.has(unit) ? amount : multiply(amount, factor));
    }, ZERO);
    return { cost };
  }
  if (isUsageMissing && !isBilledByUnits(applied)) return missing('usage_missing');
  if (all.length === 0 || (card.size === 0 && input !== undefined)) return missing('price_missing');
  if (lacking !== undefined) return missing('service_tier_price_missing', `${lacking}=${execution[lacking]}`);
  if (splitNeeded) return missing('request_split_missing');
  if (isBilledByUnits(applied) && used.compute_units === undefined) return missing('compute_units_missing');
  if (searchesUnpriced) return missing('price_missing', 'per_web_search');
  if (hourUnpriced) return missing('price_missing', 'per_cache_write_1h_token');
  return missing('token_split_missing');
}

/** The prices for the most conditions among alternatives: a service tier before a speed before a place. */
function mostConditions(prices: readonly Price[]): Price[] {
  const weight = (price: Price) =>
    DIMENSIONS.reduce(
      (sum, dimension, index) => sum + (price[dimension] == null ? 0 : 8 + 2 ** (2 - index)),
      0,
    );
  const most = Math.max(...prices.map(weight));
  return prices.filter((price) => weight(price) === most);
}

function factorOf(
  execution: Execution,
  dimension: Dimension,
  isContract: boolean,
  factors: readonly Factor[],
) {
  const fitting = factors.filter(
    (factor) =>
      factor.provider === execution.provider &&
      factor.dimension === dimension &&
      factor.value === execution[dimension] &&
      (factor.organization_id !== null) === isContract &&
      (factor.model === null || factor.model === execution.model),
  );
  const chosen = fitting.find(({ model }) => model !== null) ?? fitting[0];
  return chosen && decimal(chosen.factor);
}

/** What each unit of a card charges for; undefined where that is not known. */
function quantitiesOf(used: Usage, card: ReadonlyMap<Unit, Rational>): Partial<Record<Unit, Rational>> {
  const apart = (unit: Unit, count: number | undefined) => (card.has(unit) ? (count ?? 0) : 0);
  const writes = used.cache_write_tokens ?? 0;
  const hour = used.cache_write_1h_tokens ?? 0;
  const takenOut =
    apart('per_cache_read_token', used.cache_read_tokens) +
    (card.has('per_cache_write_token') ? writes : apart('per_cache_write_1h_token', hour)) +
    apart('per_audio_input_token', used.audio_input_tokens) +
    apart('per_image_input_token', used.image_input_tokens);
  const parts =
    (used.cache_read_tokens ?? 0) + writes + (used.audio_input_tokens ?? 0) + (used.image_input_tokens ?? 0);
  const isMixed = card.has('per_audio_input_token') || card.has('per_image_input_token');
  const inputUnknown = used.input_tokens === undefined || (isMixed && parts > used.input_tokens);
  const bothOut = card.has('per_audio_output_token') && card.has('per_reasoning_token');
  const spoken = (used.audio_output_tokens ?? 0) + (used.reasoning_tokens ?? 0);
  const outputUnknown = used.output_tokens === undefined || (bothOut && spoken > used.output_tokens);
  // What overlaps leaves every part of it unknown, also where no price is for the rest.
  const known = (count: number, isUnknown: boolean) => (isUnknown ? undefined : whole(count));
  const mixedIn = isMixed && used.input_tokens !== undefined && parts > used.input_tokens;
  const mixedOut = bothOut && used.output_tokens !== undefined && spoken > used.output_tokens;
  const quantities: Record<Unit, Rational | undefined> = {
    per_token: used.tokens_used === undefined ? undefined : whole(used.tokens_used),
    per_input_token: known((used.input_tokens ?? 0) - takenOut, inputUnknown),
    per_cache_read_token: known(used.cache_read_tokens ?? 0, mixedIn),
    per_cache_write_token: known(writes - hour, mixedIn),
    per_cache_write_1h_token: known(hour, mixedIn),
    per_output_token: known(
      (used.output_tokens ?? 0) -
        apart('per_reasoning_token', used.reasoning_tokens) -
        apart('per_audio_output_token', used.audio_output_tokens),
      outputUnknown,
    ),
    per_reasoning_token: known(used.reasoning_tokens ?? 0, mixedOut),
    per_audio_input_token: known(used.audio_input_tokens ?? 0, mixedIn),
    per_audio_output_token: known(used.audio_output_tokens ?? 0, mixedOut),
    per_image_input_token: known(used.image_input_tokens ?? 0, mixedIn),
    per_web_search: whole(used.web_searches ?? 0),
    per_request: whole(used.requests ?? 1),
    per_compute_unit: used.compute_units === undefined ? undefined : decimal(used.compute_units),
  };
  return quantities;
}

const OF_BOTH = new Set(['usage_missing', 'usage_class_unknown']);
const OF_ACTUAL = new Set(['request_split_missing', 'service_tier_price_missing']);

export interface Expected {
  readonly actual_cost: string | null;
  readonly baseline_cost: string | null;
  readonly unpriced_reason: string | null;
  readonly unpriced_detail: string | null;
}

/** Both sides as price_executions gives them. */
export function oracle(
  execution: Execution,
  baseline: { readonly provider: string; readonly model: string | null },
  prices: readonly Price[],
  factors: readonly Factor[],
): Expected {
  const isSame = baseline.provider === execution.provider;
  const onBaseline = {
    ...execution,
    ...baseline,
    ...(isSame ? {} : { speed: null, inference_geo: null }),
  };
  const actual = oracleCost(execution, prices, factors);
  const other = oracleCost(onBaseline, prices, factors);
  const costOf = (side: Cost) => ('cost' in side ? rounded(side.cost) : null);
  const named = (side: Cost, name: string) => {
    if ('cost' in side) return null;
    if (OF_BOTH.has(side.missing) || (name === 'actual' && OF_ACTUAL.has(side.missing))) return side.missing;
    return `${name}_${side.missing}`;
  };
  const reason = named(actual, 'actual') ?? named(other, 'baseline');
  const cause = 'missing' in actual ? actual : other;
  return {
    actual_cost: costOf(actual),
    baseline_cost: costOf(other),
    unpriced_reason: reason,
    unpriced_detail: 'missing' in cause ? cause.detail : null,
  };
}
