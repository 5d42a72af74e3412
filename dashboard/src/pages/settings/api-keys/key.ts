import type { listApiKeys } from '../../../../../lambdas/organizations/api-keys/contract.ts';
import type { ResultOf } from '../../../shared/api/operation.ts';

export type ApiKey = ResultOf<typeof listApiKeys>['api_keys'][number];

/** Whether it still opens anything. @param now milliseconds since 1970 */
export function stateOf(key: ApiKey, now: number): 'active' | 'expired' | 'revoked' {
  if (key.revoked_at !== null) return 'revoked';
  return Date.parse(key.expires_at) <= now ? 'expired' : 'active';
}

/** What its scopes allow, in words. */
export const accessOf = ({ scopes }: Pick<ApiKey, 'scopes'>): string =>
  scopes.includes('write') ? 'Read and write' : 'Read';
