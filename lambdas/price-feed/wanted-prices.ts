import { model as modelSchema, provider as providerSchema } from '../../shared/http/schemas.ts';
import { disputesOf, type Dispute } from './disputes.ts';
import type { PriceLine } from './price-lines.ts';
import { composedLines, tierLines } from './sources/compose.ts';
import type { Found } from './sources/price-source.ts';
import type { SourceIndex } from './sources/source-index.ts';
import { RefusedModel } from './unit-prices.ts';

/** What the sources say of one model under one of its names. */
export interface WantedModel {
  readonly provider: string;
  readonly model: string;
  /** The model's own name with the same provider; undefined where it is another provider's model. */
  readonly ownName: string | undefined;
  readonly lines: readonly PriceLine[];
  /** Whether no source knows the name: its prices are those of the model whose pattern it is like. */
  readonly isInferred: boolean;
  /** Its models in the sources, for what is said of them besides prices. */
  readonly found: readonly Found[];
}

export interface Refusal {
  readonly provider: string;
  readonly model: string;
  readonly reason: string;
}

export interface WantedPrices {
  readonly models: readonly WantedModel[];
  /** Models that get no new prices; those that they have stay. */
  readonly refused: readonly Refusal[];
  readonly disputes: readonly Dispute[];
}

/** What the messages know of models. */
export interface NamesInUse {
  readonly namesInUse: (provider: string) => Iterable<string>;
  readonly isInUse: (provider: string, model: string) => boolean;
}

/**
 * All prices of the sources, by every provider and model name that executions may have for them.
 * @param sources the feed first
 * @param billedBy by whose prices a provider's name is billed; null: by none
 */
export function wantedPrices(
  sources: readonly SourceIndex[],
  billedBy: ReadonlyMap<string, string | null>,
  { namesInUse, isInUse }: NamesInUse,
  now: number,
): WantedPrices {
  const models: WantedModel[] = [];
  const refused: Refusal[] = [];
  const disputes: Dispute[] = [];
  const convert = composedLines();
  for (const provider of new Set([...sources.flatMap((source) => source.providers), ...billedBy.keys()])) {
    const seller = billedBy.has(provider) ? billedBy.get(provider) : provider;
    if (seller === undefined || seller === null) continue;
    const names = new Set([
      ...sources.flatMap((source) => [...source.namesOf(seller)]),
      ...namesInUse(provider),
    ]);
    for (const model of names) {
      const found = inOrder(sources.flatMap((source) => source.find(seller, model) ?? []));
      const [first] = found;
      if (!first) continue;
      try {
        if (!isName(provider, model)) throw new RefusedModel('no message can have such a name');
        const lines = convert(found);
        const ownName = first.provider === seller ? first.model.id : undefined;
        const isInferred = first.isInferred;
        models.push({
          provider,
          model,
          ownName,
          lines: [...lines, ...tierLines(found, lines)],
          isInferred,
          found,
        });
        if (isInUse(provider, model)) disputes.push(...disputesOf({ provider, model }, found, convert, now));
      } catch (error) {
        if (!(error instanceof RefusedModel)) throw error;
        refused.push({ provider, model, reason: error.message });
      }
    }
  }
  return { models, refused, disputes };
}

/** A name that a source knows before one that it infers; then what stands instead of the feed, the feed, and the others. */
function inOrder(found: readonly Found[]): Found[] {
  const rank = ({ isInferred, model }: Found) =>
    (isInferred ? 2 : 0) + (model.insteadOfFeed === undefined ? 1 : 0);
  return found.toSorted((left, right) => rank(left) - rank(right));
}

function isName(provider: string, model: string): boolean {
  return providerSchema.safeParse(provider).success && modelSchema.safeParse(model).success;
}
