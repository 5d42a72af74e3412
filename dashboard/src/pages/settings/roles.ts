import type * as z from 'zod';
import type { role } from '../../../../lambdas/organizations/contract.ts';

/** The roles as people read them. */
export const roles: Readonly<Record<z.output<typeof role>, string>> = { viewer: 'Viewer', admin: 'Admin' };
