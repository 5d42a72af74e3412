import type { MatchLogic } from '@pydantic/genai-prices';
import { literalNames } from '../model-names.ts';
import type { Found, PriceSource, SourceFactor } from './price-source.ts';
import { spellings } from './spellings.ts';

/** A source, looked up by names. */
export interface SourceIndex {
  readonly name: string;
  readonly providers: readonly string[];
  /** All names that a source knows the models of a provider by. */
  readonly namesOf: (provider: string) => Iterable<string>;
  readonly find: (provider: string, name: string) => Found | undefined;
  /** What a provider sells as a percentage, of all its models or of some. */
  readonly factorsOf: (provider: string) => readonly SourceFactor[];
}

type Known = Omit<Found, 'isInferred' | 'isExact'>;

/**
 * @param matching what the source's own patterns make of a name that it does not list; without it names alone count
 */
export function sourceIndex(
  { name: source, providers }: PriceSource,
  matching?: (provider: string, name: string) => Known | undefined,
): SourceIndex {
  const byProvider = new Map(providers.map((provider) => [provider.id, namesIn(source, provider, matching)]));
  const fallbacks = new Map(providers.map((each) => [each.id, each.fallback_model_providers ?? []]));
  const known = (provider: string, name: string): Known | undefined =>
    [provider, ...(fallbacks.get(provider) ?? [])]
      .map((id) => byProvider.get(id))
      .map((names) => names?.get(name))
      .find((found) => found !== undefined);
  const find = (provider: string, name: string): Found | undefined => {
    if (!byProvider.has(provider)) return undefined;
    const exact = known(provider, name);
    if (exact) return { ...exact, isExact: true, isInferred: false };
    const others = spellings(name);
    for (const spelling of others) {
      const found = known(provider, spelling);
      if (found) return { ...found, isExact: false, isInferred: false };
    }
    // A free variant is free where a source says so, and no cheaper one of another.
    if (matching === undefined || /:free$/i.test(name)) return undefined;
    for (const spelling of [name, ...others]) {
      const found = matching(provider, spelling);
      if (found) return { ...found, isExact: false, isInferred: !isNameOf(found.model, others) };
    }
    return undefined;
  };
  return {
    name: source,
    providers: providers.map(({ id }) => id),
    namesOf: (provider) => {
      const names = byProvider.get(provider);
      return names ? names.listed : [];
    },
    find,
    factorsOf: (provider) => providers.find(({ id }) => id === provider)?.factors ?? [],
  };
}

/** Whether a pattern found the model by what is one of its own names, only spelled otherwise. */
function isNameOf({ id, match }: Known['model'], others: readonly string[]): boolean {
  const own = new Set([id, ...literalNames(match), ...beginnings(match)].flatMap(spellings));
  return others.some((spelling) => own.has(spelling));
}

/** What names of a model begin with: the shortest of them is the whole of it. */
function beginnings(match: MatchLogic): string[] {
  if ('or' in match) return match.or.flatMap(beginnings);
  return 'starts_with' in match ? [match.starts_with] : [];
}

/** The models by name. The first of two with one name has it; names in other case come after exact ones. */
function namesIn(
  source: string,
  { id: provider, models }: PriceSource['providers'][number],
  matching: ((provider: string, name: string) => Known | undefined) | undefined,
) {
  const exact = new Map<string, Known>();
  const put = (name: string, found: Known | undefined) => {
    if (found && !exact.has(name)) exact.set(name, found);
  };
  for (const model of models) {
    const own = { source, provider, model };
    // Some ids are their owners' only by name: nothing in the feed matches them.
    exact.set(model.id, matching?.(provider, model.id) ?? own);
    for (const name of literalNames(model.match)) put(name, matching ? matching(provider, name) : own);
  }
  const lower = new Map<string, Known>();
  for (const [name, found] of exact) if (!lower.has(name.toLowerCase())) lower.set(name.toLowerCase(), found);
  return { listed: [...exact.keys()], get: (name: string) => exact.get(name) ?? lower.get(name) };
}
