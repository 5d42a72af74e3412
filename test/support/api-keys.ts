import { createApiKey } from '../../lambdas/organizations/api-keys/contract.ts';
import type { Api } from './api.ts';

/** A key that counts now, whatever time a test takes it for. @param admin the subject who makes it */
export async function createTestKey(
  api: Api,
  organizationId: string,
  admin: string,
  scopes: readonly ('read' | 'write')[],
): Promise<{ readonly id: string; readonly key: string }> {
  return api.result(createApiKey, {
    subject: admin,
    now: new Date().toISOString(),
    path: { id: organizationId },
    body: { name: `key to ${scopes.join(' and ')}`, scopes },
  });
}
