/** What a price's unit charges for. */
const NAMES: Readonly<Record<string, string>> = {
  per_token: 'All tokens',
  per_input_token: 'Input tokens',
  per_cache_read_token: 'Input tokens read from cache',
  per_cache_write_token: 'Input tokens written to cache',
  per_output_token: 'Output tokens',
  per_request: 'Request',
  per_compute_unit: 'Compute units',
};

export const unitName = (unit: string): string => NAMES[unit] ?? unit;

/** Prices of tokens are quoted by the million. */
export const isOfTokens = (unit: string): boolean => unit.endsWith('_token');
