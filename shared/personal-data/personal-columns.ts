import { ofAccounts } from './of-accounts.ts';
import { ofExecutions } from './of-executions.ts';
import type { PersonalColumn } from './personal-column.ts';

/** Every column that is about a person. What exports, erasure, retention and archives do is tested against it. */
export const personalColumns: readonly PersonalColumn[] = [...ofExecutions, ...ofAccounts];
