import type { Routes } from '../../shared/http/route.ts';
import { exportExecutions } from './executions-export/contract.ts';
import { executiveSummary } from './executive-summary/contract.ts';

export const routes = { exportExecutions, executiveSummary } satisfies Routes;
