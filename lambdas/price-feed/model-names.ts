import { calcPrice, updatePrices, type MatchLogic } from '@pydantic/genai-prices';
import type { PriceSource, SourceModel } from './sources/price-source.ts';

/** A model of the feed and the provider under which the feed keeps it. */
interface FeedEntry {
  readonly source: string;
  readonly provider: string;
  readonly model: SourceModel;
}

/** Finds the model that a provider means by a name. */
export type FindModel = (provider: string, name: string) => FeedEntry | undefined;

/**
 * The library's own matching on the models of this feed. It looks only into the data that it holds active, which are
 * replaced here by the models without their prices, with which it would calculate. Valid until the next call.
 */
export function modelFinder({ name: source, providers }: PriceSource): FindModel {
  const entries = providers.flatMap(({ id, models }) =>
    models.map((model) => ({ source, provider: id, model })),
  );
  // Providers that look into each other's models have some of the same ids: places tell them apart.
  const places = new Map(entries.map(({ model }, place) => [model, String(place)]));
  updatePrices(({ setProviderData }) =>
    setProviderData(
      providers.map(({ id, models, fallback_model_providers: fallbacks }) => ({
        id,
        name: id,
        api_pattern: '',
        ...(fallbacks === undefined ? {} : { fallback_model_providers: [...fallbacks] }),
        models: models.map((model) => ({
          id: places.get(model) ?? '',
          match: model.match,
          prices: {},
        })),
      })),
    ),
  );
  return (provider, name) => entries[Number(calcPrice({}, name, { providerId: provider })?.model.id)];
}

/** The names that a model is said to equal. */
export function literalNames(match: MatchLogic): string[] {
  if ('or' in match) return match.or.flatMap(literalNames);
  if ('and' in match) return match.and.flatMap(literalNames);
  return 'equals' in match ? [match.equals] : [];
}
