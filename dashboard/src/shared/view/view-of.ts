import { parseRange, type RangeName } from './range.ts';

/** What every page shows its figures of. It is all in the address, so that links, Back and reload keep it. */
export interface View {
  /** Undefined: the one that was looked at last. */
  readonly organizationId: string | undefined;
  readonly range: RangeName;
  /** Undefined: all of them. */
  readonly provider: string | undefined;
}

/** @param parameters of a page's address */
export function viewOf(parameters: URLSearchParams): View {
  return {
    organizationId: parameters.get('org') ?? undefined,
    range: parseRange(parameters.get('range')),
    provider: parameters.get('provider') ?? undefined,
  };
}
