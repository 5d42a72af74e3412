import type { ReadFeed } from './read-feed.ts';
import type { PriceSource } from './sources/price-source.ts';
import type { Refusal } from './wanted-prices.ts';

export interface ImportOptions {
  /** Epoch milliseconds: when a change without a date begins. */
  readonly now: number;
  /** Takes a feed over although it has lost many of its models. */
  readonly acceptShrunken: boolean;
  /** The project's own table. */
  readonly table?: PriceSource | undefined;
  /** A second source, which the others are compared with. */
  readonly second?: ReadFeed | undefined;
}

export interface ImportResult {
  /** Why nothing was changed; null: taken over. */
  readonly refusal: string | null;
  /** Why the second source was left out; null: it was not, or there is none. */
  readonly secondRefusal: string | null;
  readonly models: number;
  readonly versionsCreated: number;
  /** Stored prices that end earlier or later than they did. */
  readonly pricesSuperseded: number;
  /** New versions that differ by more than 10% from the one before. */
  readonly priceChanges: number;
  /** Names of models that are left alone because an operator holds a list price of them. */
  readonly held: number;
  /** Prices of models in use that another source contradicts by more than 10%. */
  readonly disputes: number;
  readonly refusedModels: readonly Refusal[];
}
