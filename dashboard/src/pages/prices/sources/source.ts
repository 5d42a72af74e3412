import type { listPriceSources } from '../../../../../lambdas/pricing/sources/contract.ts';
import { readable } from '../../../../../shared/shown/names.ts';
import type { ResultOf } from '../../../shared/api/operation.ts';

export type PriceSource = ResultOf<typeof listPriceSources>['sources'][number];

/** The list that a provider's name is billed by. */
export const listOf = ({ price_source: source }: PriceSource): string =>
  source === null ? 'no list' : readable(source);
