import { calcPrice, updatePrices, type MatchLogic } from '@pydantic/genai-prices';
import type { FeedModel, FeedProvider } from './feed-schema.ts';

/** A model of the feed and the provider under which the feed keeps it. */
export interface FeedEntry {
  readonly provider: string;
  readonly model: FeedModel;
}

/** What the feed calls the providers that messages know by another name; they have both names' prices. */
export const aliases: Readonly<Record<string, readonly string[]>> = {
  openai: ['openai_codex'],
  google: ['google_code_assist'],
  'github-copilot': ['github_copilot'],
};

/** Finds the model that a provider means by a name. */
export type FindModel = (provider: string, name: string) => FeedEntry | undefined;

/**
 * The library's own matching on the models of this feed. It looks only into the data that it holds active, which are
 * replaced here by the models without their prices, with which it would calculate. Valid until the next call.
 */
export function modelFinder(providers: readonly FeedProvider[]): FindModel {
  const entries = providers.flatMap(({ id, models }) => models.map((model) => ({ provider: id, model })));
  // Providers that look into each other's models have some of the same ids: places tell them apart.
  const places = new Map(entries.map(({ model }, place) => [model, String(place)]));
  updatePrices(({ setProviderData }) =>
    setProviderData(
      providers.map((provider) => ({
        ...provider,
        name: provider.id,
        api_pattern: '',
        models: provider.models.map((model) => ({
          id: places.get(model) ?? '',
          match: model.match,
          prices: {},
        })),
      })),
    ),
  );
  return (provider, name) => entries[Number(calcPrice({}, name, { providerId: provider })?.model.id)];
}

/**
 * The models of one provider of the feed by every name that is known: their ids, the names that they are said to equal,
 * and the given ones, wherever the feed means a model by them.
 */
export function modelsByName(
  provider: FeedProvider,
  find: FindModel,
  namesInUse: Iterable<string>,
): Map<string, FeedEntry> {
  const named = new Map<string, FeedEntry>();
  for (const model of provider.models) {
    // Some ids are their owners' only by name: nothing in the feed matches them.
    named.set(model.id, find(provider.id, model.id) ?? { provider: provider.id, model });
    for (const name of literalNames(model.match)) put(named, name, find(provider.id, name));
  }
  for (const name of namesInUse) put(named, name, find(provider.id, name));
  return named;
}

function put(named: Map<string, FeedEntry>, name: string, entry: FeedEntry | undefined): void {
  if (entry !== undefined && !named.has(name)) named.set(name, entry);
}

function literalNames(match: MatchLogic): string[] {
  if ('or' in match) return match.or.flatMap(literalNames);
  if ('and' in match) return match.and.flatMap(literalNames);
  return 'equals' in match ? [match.equals] : [];
}
