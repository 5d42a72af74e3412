import { agrees } from './sources/compose.ts';
import { priceLines } from './price-lines.ts';
import type { Found, SourceFactor } from './sources/price-source.ts';
import type { SourceIndex } from './sources/source-index.ts';
import type { WantedModel } from './wanted-prices.ts';

/** A factor under a provider's name, of one of its models or (null) of any. */
export interface WantedFactor extends Pick<SourceFactor, 'dimension' | 'value' | 'factor' | 'note'> {
  readonly provider: string;
  readonly model: string | null;
}

/** What the sources sell as a percentage: of all models of a provider, and of each under each of its names. */
export function wantedFactors(
  sources: readonly SourceIndex[],
  billedBy: ReadonlyMap<string, string | null>,
  models: readonly WantedModel[],
): WantedFactor[] {
  const sellers = new Map<string, string>();
  const wanted = new Map<string, WantedFactor>();
  const want = (provider: string, model: string | null, { dimension, value, factor, note }: SourceFactor) => {
    const key = factorKey({ provider, model, dimension, value });
    if (!wanted.has(key)) wanted.set(key, { provider, model, dimension, value, factor, note });
  };
  for (const provider of [...sources.flatMap((source) => source.providers), ...billedBy.keys()]) {
    const seller = billedBy.has(provider) ? billedBy.get(provider) : provider;
    if (seller === undefined || seller === null) continue;
    sellers.set(provider, seller);
    for (const factor of sources.flatMap((source) => source.factorsOf(seller))) {
      if (factor.models === undefined) want(provider, null, factor);
    }
  }
  for (const each of models) {
    if (each.isInferred) continue;
    const seller = sellers.get(each.provider) ?? each.provider;
    for (const factor of sources.flatMap((source) => source.factorsOf(seller))) {
      if (factor.models?.some((id) => each.found.some(({ model }) => model.id === id))) {
        want(each.provider, each.model, factor);
      }
    }
    for (const factor of each.found.flatMap((found) => ownFactors(found, each))) {
      const general = wanted.get(factorKey({ ...factor, provider: each.provider, model: null }));
      if (general?.factor !== factor.factor) want(each.provider, each.model, factor);
    }
  }
  return [...wanted.values()];
}

export const factorKey = (factor: Pick<WantedFactor, 'provider' | 'model' | 'dimension' | 'value'>): string =>
  [factor.provider, factor.model ?? '', factor.dimension, factor.value].join('\n');

/** A list's factor of its own prices says nothing about prices that it contradicts. */
function ownFactors({ model, isInferred }: Found, { lines }: WantedModel): readonly SourceFactor[] {
  if (model.factors === undefined || isInferred) return [];
  return agrees(priceLines(model.prices, -Infinity), lines) ? model.factors : [];
}
