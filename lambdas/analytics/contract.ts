import type { Route } from '../runtime/contract.ts';
import { costsByProvider } from './costs-by-provider/contract.ts';
import { explainExecution, listExecutions } from './executions/contract.ts';
import { savingsSummary } from './savings-summary/contract.ts';
import { taskPerformance } from './task-performance/contract.ts';
import { usageMetrics } from './usage-metrics/contract.ts';

export const routes = [
  savingsSummary,
  costsByProvider,
  taskPerformance,
  usageMetrics,
  listExecutions,
  explainExecution,
] satisfies readonly Route[];
