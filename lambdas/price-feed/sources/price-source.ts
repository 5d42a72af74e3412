import type { FeedModel, FeedPrices } from '../feed-schema.ts';

/** What a provider sells as a percentage of its standard prices for tokens. */
export interface SourceFactor {
  readonly dimension: 'service_tier' | 'speed' | 'inference_geo';
  readonly value: string;
  /** An exact decimal. */
  readonly factor: string;
  /** Where the price is published, and the day on which that was looked up. */
  readonly note: string;
  /** Ids of the models that it applies to; absent: all that it is given for. */
  readonly models?: readonly string[];
}

/** A model of a source: as the feed has it, and what other sources know besides. */
export interface SourceModel extends FeedModel {
  /** YYYY-MM-DD: for which the source says that its prices are so. */
  readonly confirmedOn: string;
  /** Epoch milliseconds: nothing is known before, or from then on. */
  readonly from?: number;
  readonly until?: number;
  /** Prices of service tiers that are not a percentage of the standard ones. */
  readonly tierPrices?: Readonly<Record<string, FeedPrices>>;
  readonly factors?: readonly SourceFactor[];
  /** Why it stands although the feed has other prices; absent: the feed comes first. */
  readonly insteadOfFeed?: string;
}

interface SourceProvider {
  readonly id: string;
  readonly models: readonly SourceModel[];
  /** Whose models this provider also has. */
  readonly fallback_model_providers?: readonly string[] | undefined;
  /** Factors for all its models. */
  readonly factors?: readonly SourceFactor[];
}

/** A list of prices. */
export interface PriceSource {
  /** As notes and disputes name it. */
  readonly name: string;
  readonly providers: readonly SourceProvider[];
}

/** provider/model of each. */
export const namesOf = ({ providers }: PriceSource): string[] =>
  providers.flatMap(({ id, models }) => models.map((model) => `${id}/${model.id}`));

export interface Found {
  readonly source: string;
  /** The provider under which the source keeps the model. */
  readonly provider: string;
  readonly model: SourceModel;
  /** Found by the exact name except for case, not by another spelling of it. */
  readonly isExact: boolean;
  /** Found by the beginning of its name, or a pattern, not by a name that the source knows. */
  readonly isInferred: boolean;
}
