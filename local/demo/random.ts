/** Repeatable numbers with the distributions of plausible work; nothing of it is for secrets. */
export interface Random {
  /** From 0 up to, not including, 1. */
  share(): number;
  between(low: number, high: number): number;
  /** @throws RangeError for an empty list */
  pick<Item>(items: readonly Item[]): Item;
  /** Picks in proportion to the weights. @throws RangeError when they add up to nothing */
  weighted<Item>(choices: readonly (readonly [Item, number])[]): Item;
  /** Around `median`, with the long tail of token counts and durations; `sigma` is that of the logarithm. */
  logNormal(median: number, sigma: number): number;
  /** The time to the next of events that come independently, `mean` apart on average. */
  exponential(mean: number): number;
  /** How many of such events come where `mean` are expected. Takes time in proportion to it. */
  poisson(mean: number): number;
}

/** The generator mulberry32. @param seed a whole number, of which 32 bits count */
export function createRandom(seed: number): Random {
  let state = seed;
  const share = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const exponential = (mean: number) => -mean * Math.log(1 - share());
  const weighted = <Item>(choices: readonly (readonly [Item, number])[]): Item => {
    const target = share() * choices.reduce((sum, [, weight]) => sum + weight, 0);
    let reached = 0;
    for (const [item, weight] of choices) {
      reached += weight;
      if (target < reached) return item;
    }
    throw new RangeError('There is nothing to pick from.');
  };
  return {
    share,
    between: (low, high) => low + share() * (high - low),
    pick: (items) => weighted(items.map((item) => [item, 1])),
    weighted,
    logNormal: (median, sigma) => {
      const normal = Math.sqrt(-2 * Math.log(1 - share())) * Math.cos(2 * Math.PI * share());
      return median * Math.exp(sigma * normal);
    },
    exponential,
    poisson: (mean) => {
      let count = 0;
      for (let reached = exponential(1); reached < mean; reached += exponential(1)) count++;
      return count;
    },
  };
}
