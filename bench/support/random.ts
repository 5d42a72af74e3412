import { createRandom as seeded } from '../../local/demo/random.ts';

/** Numbers that are the same in every run; none of it is for secrets. */
export interface Random {
  /** From 0 up to, not including, 1. */
  share(): number;
  /** A whole number from 0 up to, not including, `below`. */
  below(below: number): number;
  /** @throws RangeError for an empty list */
  pick<T>(items: readonly T[]): T;
  /** Around `median`, with the long tail that token counts and durations have. */
  skewed(median: number): number;
  hex(digits: number): string;
}

export function createRandom(seed: number): Random {
  const random = seeded(seed);
  const below = (limit: number) => Math.floor(random.share() * limit);
  return {
    share: () => random.share(),
    below,
    pick: (items) => random.pick(items),
    skewed: (median) => Math.round(random.logNormal(median, 0.8)),
    hex: (digits) => Array.from({ length: digits }, () => below(16).toString(16)).join(''),
  };
}
