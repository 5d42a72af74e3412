import type { Routes } from '../../shared/http/route.ts';
import { costsByProvider } from './costs-by-provider/contract.ts';
import { getCoverage } from './coverage/contract.ts';
import { dataExtent } from './data-extent/contract.ts';
import { explainExecution, listExecutions } from './executions/contract.ts';
import { listRejections } from './rejections/contract.ts';
import { getRoutingQuality } from './routing-quality/contract.ts';
import { savingsSummary } from './savings-summary/contract.ts';
import { taskPerformance } from './task-performance/contract.ts';
import { usageMetrics } from './usage-metrics/contract.ts';
import { whatIf } from './what-if/contract.ts';

export const routes = {
  savingsSummary,
  costsByProvider,
  taskPerformance,
  usageMetrics,
  getCoverage,
  whatIf,
  getRoutingQuality,
  dataExtent,
  listExecutions,
  explainExecution,
  listRejections,
} satisfies Routes;
