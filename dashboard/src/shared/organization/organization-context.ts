import { createContext, useContext } from 'react';
import type * as z from 'zod';
import type { organization } from '../../../../lambdas/organizations/contract.ts';

export type Organization = z.output<typeof organization>;

export const OrganizationContext = createContext<Organization | undefined>(undefined);

/** The organization that is looked at. @throws Error outside of one */
export function useOrganization(): Organization {
  const found = useContext(OrganizationContext);
  if (found === undefined) throw new Error('There is no organization around this.');
  return found;
}

/** Whether the caller may change things: an admin, or an operator (who is no member). */
export const mayManage = ({ role }: Organization): boolean => role !== 'viewer';
