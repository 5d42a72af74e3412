import type { Price } from './price.ts';

/** Where a price is from. */
export const sourceNames: Readonly<Record<Price['source'], string>> = {
  contract: 'Contract',
  manual_entry: 'Entered by hand',
  provider_api: 'Price feed',
};
