import type { Caller } from '../../../shared/http/caller.ts';
import { invalidRequest } from '../../../shared/http/problem.ts';

/** @throws Problem 400 when somebody other than an operator asks for all organizations */
export function requireOrganization(caller: Caller, organizationId: string | undefined): void {
  if (organizationId !== undefined || caller.isOperator) return;
  throw invalidRequest([
    {
      parameter: 'organization_id',
      detail: 'is required: the id of an organization that you are a member of',
    },
  ]);
}
